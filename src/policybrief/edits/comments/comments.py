"""The whole way of a document with comments: read it, find what it was built from, and give each its line.

What a document is, its first bytes say. Another kind is another module like `deck` and `memo`, and a case in `of`.
"""

from __future__ import annotations

from pathlib import Path

from policybrief.deck import readback
from policybrief.edits.comments.comment import Comment
from policybrief.edits.comments.origins import Origins, Position, Written
from policybrief.edits.comments.passages import Passage, Passages, of_boxes
from policybrief.edits.pull import formats
from policybrief.errors import BriefError, Problem
from policybrief.ooxml import zipped
from policybrief.ooxml.package import Package
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass

_PDF = b"%PDF-"
_SEARCHED = 1024
"""Bytes at the start of a PDF in which it says that it is one."""


@dataclass(frozen=True)
class Located:
    """A comment of a `document`, and where the words that it is about stand in the YAML. Where they stand in none,
    `template` is the line that printed them, or "".
    """

    document: Path
    comment: Comment
    place: Position | None
    template: str = ""


def of(file: Path, origins: Origins) -> list[Located]:
    """The comments of a deck or a memo, in its order. Raises `BriefError` for what can't be read, or is not ours."""
    try:
        content = access.read(file, zipped.MOST_BYTES, within=access.ANYWHERE)
    except OSError as error:
        raise BriefError([file_problems.unread(error, file)]) from None
    if _PDF in content[:_SEARCHED]:
        return _of_memo(file, content, origins)
    if not content.startswith(b"PK") and not content.startswith(b"\xd0\xcf\x11\xe0"):
        hint = "it takes the .pptx, .docx and .pdf that brief build wrote"
        raise BriefError([Problem("is neither a deck nor a memo", str(file), hint=hint)])
    package = Package(content, str(file))
    return _of_word(file, package, origins) if formats.of(package).kind == "memo" else _of_deck(file, package, origins)


def _of_deck(file: Path, package: Package, origins: Origins) -> list[Located]:
    from policybrief.edits.comments import deck

    edited = readback.read(package)
    built = origins.of_deck(edited, readback.properties(package), str(file))
    commented = deck.comments(package, edited, built.slides)
    return [_located(file, comment, passage, built.written, origins) for comment, passage in commented]


def _of_word(file: Path, package: Package, origins: Origins) -> list[Located]:
    from policybrief.edits.comments import word
    from policybrief.edits.word import readback as documents

    edited = documents.read(package)
    built = origins.of_word(edited, readback.properties(package), str(file))
    texts = of_boxes(box for page in built.slides for box in page.boxes)
    known = {text.path for text in texts.texts if text.path}  # another tag is somebody else's
    located = []
    for marked in word.comments(package):
        comment = marked.comment
        passage = Passage(marked.path) if marked.path in known else None
        passage = passage or texts.find(comment.marked or comment.near, marked.before, marked.after)
        located.append(_located(file, comment, passage, built.written, origins))
    return located


def _of_memo(file: Path, content: bytes, origins: Origins) -> list[Located]:
    from policybrief.edits.comments import memo

    noted = memo.read(content, str(file))
    if not noted.notes:
        return []
    built = origins.of_memo(noted, str(file))
    texts = Passages(tuple(built.texts))
    return [
        _located(
            file,
            each.comment,
            texts.find(each.words, each.before, each.after),
            built.written,
            origins,
        )
        for each in noted.notes
    ]


def _located(file: Path, comment: Comment, passage: Passage | None, written: Written, origins: Origins) -> Located:
    if passage is None or not passage.path:
        return Located(file, comment, None, passage.at if passage else "")
    return Located(file, comment, origins.place(written(passage.path)), passage.at)
