"""Documents of Word as tests look at them: built in this process, their parts as trees."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from lxml import etree

from policybrief.ooxml.word import W
from policybrief.ooxml.zipped import packed, unpacked
from policybrief.pipeline import build
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from support.commands import brief
from support.projects import ROOT


def built(file: Path, audience: str = "", draft: int = 0) -> bytes:
    """The Word memo of a brief, for one audience or for everyone."""
    names = (audience,) if audience else ()
    (edition,) = build.editions(Prepared.of(file), BuildOptions(("docx",), names, draft_number=draft))
    assert not edition.problems, edition.problems
    return edition.documents[0].content


def room(folder: Path, *audiences: str) -> Path:
    """A new project with the sample, its Word memos built: of these audiences, or of all."""
    root = folder / "room"
    shutil.copytree(ROOT / "content", root / "content")
    chosen = [word for name in audiences for word in ("-a", name)]
    assert brief("build", "--only", "docx", *chosen, cwd=root).exit_code == 0
    return root


def part(content: bytes, name: str = "word/document.xml") -> Any:
    """The tree of a part."""
    return etree.fromstring(unpacked(content)[name])


def changed(content: bytes, part: str, *edits: tuple[bytes, bytes]) -> bytes:
    """The package with a part in which the old of each edit, which has to be there, is the new."""
    parts = unpacked(content)
    for old, new in edits:
        assert old in parts[part], old
        parts[part] = parts[part].replace(old, new)
    return packed(parts)


def paragraphs(tree: Any) -> list[tuple[str, str]]:
    """The paragraphs of a part: the style of each, and its words."""
    return [
        (
            next((each.get(f"{W}val") for each in paragraph.iter(f"{W}pStyle")), ""),
            "".join(each.text or "" if each.tag == f"{W}t" else "\t" for each in paragraph.iter(f"{W}t", f"{W}tab")),
        )
        for paragraph in tree.iter(f"{W}p")
    ]


def controls(tree: Any) -> list[tuple[str, str]]:
    """The content controls of a part: the path that each one names, and its words."""
    return [
        (control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"), "".join(each.text or "" for each in control.iter(f"{W}t")))
        for control in tree.iter(f"{W}sdt")
    ]
