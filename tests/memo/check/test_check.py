"""`brief check FILE.pdf`: what is in a PDF is judged, not what it claims; and any file gets an answer in words."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from policybrief.cli.main import main
from policybrief.fonts.files import install
from policybrief.memo.check.check import RULES, check
from support.broken_memos import MUTATIONS, drop, first_tagged, metadata, rename
from support.tagged_memos import harbour_with_all


def told(file: Path) -> list[str]:
    """What `brief check` says of a file, without its name; it says it in words and ends with 1."""
    done = CliRunner().invoke(main, ["check", str(file)])
    assert isinstance(done.exception, SystemExit)
    assert done.exit_code == 1
    return [line.removeprefix(f"{file}: error: ") for line in done.output.splitlines()]


def changed(change: Callable[[pikepdf.Pdf], None], **saved: Any) -> bytes:
    with pikepdf.open(io.BytesIO(harbour_with_all().pdf)) as opened:
        change(opened)
        stream = io.BytesIO()
        opened.save(stream, static_id="encryption" not in saved, **saved)
    return stream.getvalue()


def test_a_memo_of_ours_has_no_problem(tmp_path: Path) -> None:
    file = tmp_path / "memo.pdf"
    file.write_bytes(harbour_with_all().pdf)
    done = CliRunner().invoke(main, ["check", str(file)])
    assert (done.exit_code, done.output.partition(";")[0]) == (0, "no problems")


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_promise_is_found_in_the_file_alone(name: str) -> None:
    assert check(changed(MUTATIONS[name]))


def test_saving_alone_is_no_fault() -> None:
    """Or else the mutations would prove nothing."""
    assert check(changed(lambda opened: None)) == []


def test_every_rule_of_ours_can_fail() -> None:
    from policybrief.memo.check.tagged import Tagged

    silent = set(RULES)
    for change in MUTATIONS.values():
        with pikepdf.open(io.BytesIO(changed(change))) as opened:
            tagged = Tagged(opened)
            if tagged.root is not None:
                silent -= {rule for rule in silent if list(rule(tagged))}
    assert silent == set()


def _javascript(opened: pikepdf.Pdf) -> None:
    opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _outside(opened: pikepdf.Pdf) -> None:
    stream = opened.make_stream(b"")
    stream.F = String("/etc/hostname")
    opened.Root.Thing = stream


def _comment(opened: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]))
    opened.pages[0].Annots.append(opened.make_indirect(note))


def _program(opened: pikepdf.Pdf) -> None:
    opened.pages[0].Annots[0].A = Dictionary(S=Name.Launch, F=String("x.exe"))


def _content_twice(opened: pikepdf.Pdf) -> None:
    paragraph = first_tagged(opened, "P")
    paragraph.K = Array([0, 0])


def _circle(opened: pikepdf.Pdf) -> None:
    section = first_tagged(opened, "Sect")
    section.K = Array([*section.K, first_tagged(opened, "Document")])


def _no_page_number(opened: pikepdf.Pdf) -> None:
    opened.pages[0].StructParents = String("one")


def _words(old: str, new: str) -> Callable[[pikepdf.Pdf], None]:
    return metadata(old.encode(), new.encode())


NEIGHBOURS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "cell outside its row": (rename("TR", "P"), "a TH structure element is not contained in a TR"),
    "row outside its table": (rename("Table", "Sect"), "a TR structure element is not contained in a Table"),
    "list item as paragraph": (rename("LI", "P"), "an L structure element contains a child other than"),
    "heading that skips": (rename("H2", "H4"), "heading level H4 skips"),
    "no title": (rename("H1", "P"), "heading level H2 skips"),
    "script": (_javascript, "OpenAction"),
    "program": (_program, "action type"),
    "stream outside the file": (_outside, "stream external data"),
    "comment": (_comment, "is not nested within an Annot"),
    "another PDF/UA": (_words("<pdfuaid:part>1<", "<pdfuaid:part>2<"), "expected exactly one value 1"),
    "another PDF/A": (_words("<pdfaid:part>2<", "<pdfaid:part>3<"), "expected exactly one value 2"),
    "content twice": (_content_twice, "content 0 is in two places of the structure tree"),
    "tree in a circle": (_circle, "more deeply nested than any document"),
    "no number of the page": (_no_page_number, "the structure tree is broken"),
    "cell without its text": (drop("TD", "/K"), "is in no element of the structure tree"),
}


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_other_faults_are_said(name: str, tmp_path: Path) -> None:
    change, words = NEIGHBOURS[name]
    file = tmp_path / "memo.pdf"
    file.write_bytes(changed(change))
    found = told(file)
    assert any(words in line for line in found), found


def test_what_cannot_be_read_is_said_in_words(tmp_path: Path) -> None:
    whole = harbour_with_all().pdf
    files = {
        "the file is empty": b"",
        "the file is not a PDF": b"Dear reader, " * 100,
        "the file is damaged: its parts can't be read": whole[:200],
        "the file is encrypted: save it without a password": changed(
            lambda opened: None, encryption=pikepdf.Encryption(owner="o", user="")
        ),
        "the file is encrypted, and does not open without its password": changed(
            lambda opened: None, encryption=pikepdf.Encryption(owner="o", user="u")
        ),
    }
    file = tmp_path / "x.pdf"
    for words, content in files.items():
        file.write_bytes(content)
        assert told(file)[0] == words


def test_a_huge_file_and_a_pipe_are_not_read(tmp_path: Path) -> None:
    huge, pipe = tmp_path / "huge.pdf", tmp_path / "pipe.pdf"
    huge.touch()
    os.truncate(huge, 2_100_000_000)
    assert told(huge)[0] == "is larger than 250 MB, and was not checked; make its pictures smaller"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        assert told(pipe)[0] == "is not a file; name a .pptx, a .docx or a .pdf"


def test_a_page_that_is_only_drawn_has_no_tags(tmp_path: Path) -> None:
    """As a scan's: no text, no tree, no title, no claims."""
    file = tmp_path / "scan.pdf"
    canvas = Canvas(str(file))
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.save()
    found = "\n".join(told(file))
    for words in ("struct tree root", "metadata title", "tagged document", "id part"):
        assert words in found


def test_without_the_libraries_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "memo.pdf"
    file.write_bytes(harbour_with_all().pdf)
    monkeypatch.setitem(sys.modules, "page", None)  # as if it were not installed
    found = "\n".join(told(file))
    assert "the PDF checker is not installed" in found
    assert install("policybrief", "check") in found
