"""The comments of a presentation as its parts have them: the older kind, a point on a slide (ECMA-376, 19.4), and
threads at a shape or at words of it (MS-PPTX, 2.6.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from policybrief.edits.comments.comment import Comment, Reply
from policybrief.ooxml.drawing import number
from policybrief.ooxml.package import NS, Package
from policybrief.text.records import dataclass

_A, _P = (f"{{{NS[name]}}}" for name in "ap")
_P15 = "{http://schemas.microsoft.com/office/powerpoint/2012/main}"
_P188 = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
_AC = "{http://schemas.microsoft.com/office/drawing/2013/main/command}"
_UNITS = 8
"""Of a comment's place to a point: 576 to the inch."""
_CLOSED = ("resolved", "closed")


@dataclass(frozen=True)
class Anchor:
    """What a comment is fixed to: the slide alone, or a `shape` by its number in the file, a `cell` by the ids of its
    row and its column, a `span` of characters by its start and its length; or a `point` in points.
    """

    shape: str = ""
    cell: tuple[str, str] | None = None
    span: tuple[int, int] | None = None
    point: tuple[float, float] | None = None


Anchored = tuple[Comment, Anchor]


def of_slide(package: Package, part: str, where: str) -> Iterator[Anchored]:
    """The comments of a slide, in the order of its parts."""
    authors = _authors(package)
    for target in package.targets(part, "comments").values():
        root = package.xml(target)
        yield from _points(root, authors, where)
        yield from (_thread(each, authors, where) for each in root.iter(f"{_P188}cm"))


def _authors(package: Package) -> Mapping[str, str]:
    """The names of who commented, by their ids: the older kind's are numbers, the others in braces."""
    names: dict[str, str] = {}
    for word, tag in (("commentAuthors", f"{_P}cmAuthor"), ("authors", f"{_P188}author")):
        for part in package.targets(package.main, word).values():
            names |= {author.get("id", ""): author.get("name", "") for author in package.xml(part).iter(tag)}
    return names


# -- the older kind


def _points(root: Any, authors: Mapping[str, str], where: str) -> Iterator[Anchored]:
    """Comments at a point. What PowerPoint 2013 wrote as an answer to one names it by its author and number."""
    anchored: list[Anchored] = []
    begun: dict[tuple[str, str], int] = {}  # the comment that an author's numbered words begin, or answer
    for node in root.iter(f"{_P}cm"):
        name, text = authors.get(node.get("authorId", ""), ""), node.findtext(f"{_P}text") or ""
        date, key = node.get("dt", ""), (node.get("authorId", ""), node.get("idx", ""))
        asked = next(node.iter(f"{_P15}parentCm"), None)
        thread = begun.get((asked.get("authorId", ""), asked.get("idx", ""))) if asked is not None else None
        if thread is not None:
            comment, anchor = anchored[thread]
            anchored[thread] = replace(comment, replies=(*comment.replies, Reply(name, date, text))), anchor
        else:
            place = node.find(f"{_P}pos")
            point = (number(place, "x", 0) / _UNITS, number(place, "y", 0) / _UNITS) if place is not None else None
            anchored.append((Comment("comment", where, name, date, text), Anchor(point=point)))
        begun.setdefault(key, len(anchored) - 1 if thread is None else thread)
    yield from anchored


# -- threads


def _thread(node: Any, authors: Mapping[str, str], where: str) -> Anchored:
    replies = tuple(
        Reply(authors.get(each.get("authorId", ""), ""), each.get("created", ""), _said(each))
        for each in node.iterfind(f"{_P188}replyLst/{_P188}reply")
    )
    author, date = authors.get(node.get("authorId", ""), ""), node.get("created", "")
    resolved = node.get("status", "active") in _CLOSED
    comment = Comment("comment", where, author, date, _said(node), resolved=resolved, replies=replies)
    return comment, _anchor(node)


def _anchor(node: Any) -> Anchor:
    """The last of the shapes on the way to the text, which may lie in groups."""
    shapes = [each for each in node.iter() if str(each.tag).startswith(_AC) and each.get("id")]
    cell, text = next(node.iter(f"{_AC}tcMk"), None), next(node.iter(f"{_AC}txMk"), None)
    return Anchor(
        shapes[-1].get("id", "") if shapes else "",
        (cell.get("rowId", ""), cell.get("colId", "")) if cell is not None else None,
        (number(text, "cp", 0), number(text, "len", 0)) if text is not None else None,
    )


def _said(node: Any) -> str:
    """The text of a comment or of an answer: one line for each paragraph."""
    lines = (
        "".join("\n" if each.tag == f"{_A}br" else each.text or "" for each in paragraph.iter(f"{_A}t", f"{_A}br"))
        for paragraph in node.iterfind(f"{_P188}txBody/{_A}p")
    )
    return "\n".join(lines).strip()
