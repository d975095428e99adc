"""Files of others that are broken or traps: each is a problem in plain words, and takes neither memory nor time."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from policybrief.deck.check.check import check
from policybrief.errors import BriefError
from policybrief.fonts import files as fontfiles
from policybrief.fonts import installed
from policybrief.system.processes import confined
from policybrief.theme.base import read
from support import bases
from support.clocks import processor_seconds
from support.commands import brief
from support.projects import MINIMAL, Tree

FOUND = fontfiles.find("fontpkg_fira_sans", "FiraSans-Regular.ttf")
assert FOUND
SOUND = FOUND.read_bytes()
Parts = dict[str, bytes]


# -- fonts


def with_table(tag: str, content: bytes) -> bytes:
    """The sound face with a table of other bytes."""
    font = TTFont(io.BytesIO(SOUND))
    table = DefaultTable(tag)
    table.data = content
    font[tag] = table
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def with_units(units: int) -> bytes:
    head = bytearray(TTFont(io.BytesIO(SOUND)).getTableData("head"))
    head[18:20] = struct.pack(">H", units)
    return with_table("head", bytes(head))


def with_letters(count: int) -> bytes:
    """A map that lists all letters of Unicode many times over."""
    groups = struct.pack(">III", 32, 0x10FFFF, 1) * count
    table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, count) + groups
    return with_table("cmap", struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table)


FONTS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"no font " * 100,
    "cut off": lambda: SOUND[: len(SOUND) // 3],
    "without units": lambda: with_units(0),
    "with one unit": lambda: with_units(1),
    "PostScript": lambda: b"OTTO" + SOUND[4:],
    "a collection of billions": lambda: b"ttcf\0\1\0\0\xff\xff\xff\xff" + bytes(100),
    "without widths": lambda: with_table("hhea", bytes(36)),
    "without letters": lambda: with_table("cmap", bytes(4)),
    "letters without end": lambda: with_letters(2_000),
}


@pytest.mark.parametrize("name", FONTS)
def test_a_broken_font_is_a_problem_of_its_file(name: str, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "FONT", confined.Limits(200, 1))
    faces = "".join(f"  {key}_face: {{regular: own.ttf}}\n" for key in ("heading", "body"))
    root = tree(
        {
            "content/brief.yaml": MINIMAL + "theme: own\n",
            "content/themes/own.yaml": f"extends: statecraft\nmemo:\n{faces}",
        }
    )
    (root / "content" / "themes" / "own.ttf").write_bytes(FONTS[name]())
    start = processor_seconds()
    ran = brief("build", "--only", "memo", cwd=root)
    assert processor_seconds() - start < 20
    assert ran.exit_code == 1
    assert "own.ttf: error: is not a face that can be embedded: " in ran.stderr


@pytest.mark.parametrize("name", FONTS)
def test_a_broken_font_of_the_machine_is_none(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "FONT", confined.Limits(200, 1))
    monkeypatch.setenv(installed.VARIABLE, str(tmp_path))
    (tmp_path / "own.ttf").write_bytes(FONTS[name]())
    found = installed.table("Fira Sans")
    assert found is None or (16 <= found.record["units"] <= 16_384 and 0 < found.line < 4)


# -- decks and templates


def bomb(size: int) -> bytes:
    """A package with a part that is large and nothing."""
    return bases.repacked(bases.default(), lambda files: files.update({"ppt/media/x.bin": bytes(size)}))


def named(name: str) -> bytes:
    return bases.repacked(bases.default(), lambda files: files.update({name: b"<x/>"}))


def twice() -> bytes:
    stream = io.BytesIO(bases.default())
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("ppt/presentation.xml", b"<x/>")
    return stream.getvalue()


def crowded() -> bytes:
    return bases.repacked(bases.default(), lambda files: files.update({f"x/{n}.xml": b"" for n in range(20_001)}))


def in_master(start: bytes, words: bytes = b"") -> bytes:
    """A master that begins with a document type, and says something of it."""

    def change(files: Parts) -> None:
        name = "ppt/slideMasters/slideMaster1.xml"
        _, _, rest = files[name].partition(b"?>")
        files[name] = start + rest.replace(b"<p:cSld>", b"<p:cSld>" + words, 1)

    return bases.repacked(bases.default(), change)


LAUGHS = b"<!DOCTYPE x [<!ENTITY a0 'ha'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (n + 1, b"&a%d;" % n * 10) for n in range(12)
)
TRAPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "much of nothing": (lambda: bomb(120_000_000), "more than 50 MB"),
    "a name that leads out": (lambda: named("ppt/../../x.xml"), "would lie outside"),
    "a name from the root": (lambda: named("/etc/x.xml"), "would lie outside"),
    "a name of Windows": (lambda: named("C:\\x.xml"), "would lie outside"),
    "two of a name": (twice, "two files of the same name|in the package twice"),
    "a crowd of files": (crowded, "more than 20,000 files"),
}
TYPES: dict[str, Callable[[], bytes]] = {
    "laughs": lambda: in_master(LAUGHS + b"]>", b"&a12;"),
    "a file of the reader's": lambda: in_master(b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", b"&a;"),
    "a type of elsewhere": lambda: in_master(b"<!DOCTYPE x SYSTEM 'http://host.invalid/x.dtd'>"),
    "a parameter": lambda: in_master(b"<!DOCTYPE x [<!ENTITY % a SYSTEM 'http://host.invalid/x'>%a;]>"),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_not_unpacked(name: str, tmp_path: Path) -> None:
    make, told = TRAPS[name]
    file = tmp_path / "base.pptx"
    file.write_bytes(make())
    with pytest.raises(BriefError, match=told):
        read.read(file)
    assert any(re.search(told, finding) for finding in check(file.read_bytes()))


@pytest.mark.parametrize("name", TYPES)
def test_a_document_type_is_refused_in_a_base(name: str, tmp_path: Path) -> None:
    file = tmp_path / "base.pptx"
    file.write_bytes(TYPES[name]())
    with pytest.raises(BriefError, match=r"slideMaster1\.xml is not XML"):
        read.read(file)
    start = processor_seconds()
    found = check(file.read_bytes())
    assert processor_seconds() - start < 10
    assert not any("root:" in finding for finding in found)


def test_a_part_of_much_xml_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "base.pptx"
    file.write_bytes(in_master(b"", b"<!--" + bytes(range(65, 91)) * 900_000 + b"-->"))
    with pytest.raises(BriefError, match="more than 20 MB of XML"):
        read.read(file)
