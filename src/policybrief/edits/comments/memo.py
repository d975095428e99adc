"""The comments of a memo: what is marked and noted on its pages, with the words there (ISO 32000-2, 12.5).

A PDF is somebody's file, and the libraries that read it are large: it is read in a process that is confined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from policybrief.edits.comments.comment import Comment, Reply
from policybrief.edits.comments.printed import Area, Printed
from policybrief.errors import BriefError, Problem
from policybrief.fonts.files import install
from policybrief.system.processes import confined
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    import pikepdf

_LIMITS = confined.Limits(600, 20)
_KINDS = {
    "Highlight": "highlight", "Underline": "underline", "Squiggly": "underline", "StrikeOut": "strike-out",
    "Caret": "insertion", "Text": "note", "FreeText": "text",
}  # fmt: skip
_DRAWN = ("Square", "Circle", "Line", "Polygon", "PolyLine", "Ink", "Stamp", "FileAttachment")
"""What is a comment where words go with it."""
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d))?")
_ENDED = ("Accepted", "Rejected", "Cancelled", "Completed")
_MOST_PAGES, _MOST_ANNOTATIONS = 500, 10_000


@dataclass(frozen=True)
class Noted:
    """A comment, the `words` that it is about, as far as they follow each other, and what is read before and after."""

    comment: Comment
    words: str
    before: str
    after: str


@dataclass(frozen=True)
class NotedMemo:
    """A memo with its comments; `brief` is the hash of what it was built from, and `audience` whom it is for, "" where
    a program has dropped that; `text` is all that is read on it.
    """

    brief: str
    audience: str
    text: str
    notes: tuple[Noted, ...]


def read(content: bytes, file: str) -> NotedMemo:
    """The comments of a PDF. Raises `BriefError` for one that can't be read, or where what reads it is missing."""
    if any(find_spec(name) is None for name in ("pikepdf", "pypdfium2")):
        hint = install("policybrief", "comments")
        raise BriefError([Problem("is a PDF, and what reads its comments is not installed", file, hint=hint)])
    try:
        return confined.run(lambda: _read(content, file), _LIMITS)
    except confined.Exhausted as error:
        raise BriefError([Problem(f"is no memo: to read it {error}", file)]) from None


def _read(content: bytes, file: str) -> NotedMemo:
    import pikepdf
    import pypdfium2

    try:
        with pikepdf.open(BytesIO(content)) as pdf, pypdfium2.PdfDocument(content) as shown:
            if len(pdf.pages) > _MOST_PAGES:
                raise BriefError([Problem(f"is no memo: it has more than {_MOST_PAGES} pages", file)])
            printed = [Printed.of(page) for page in shown]
            notes = tuple(
                note
                for number, (page, text) in enumerate(zip(pdf.pages, printed, strict=False), 1)
                for note in _Page(f"page {number}", page, text).notes()
            )
            brief, audience = _said(pdf)
            return NotedMemo(brief, audience, "\n".join(each.text for each in printed), notes)
    except pikepdf.PasswordError:
        problem = Problem("is protected by a password", file, hint="save it without one")
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, RecursionError):
        problem = Problem("is a damaged PDF", file, hint="open it and save it again")
    raise BriefError([problem])


def _said(pdf: pikepdf.Pdf) -> tuple[str, str]:
    """The hash of the brief and the audience, as its metadata say."""
    import pikepdf

    with suppress(pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, SyntaxError):
        about = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
        brief, audience = (about.get(name, "") for name in ("dc:identifier", "dc:coverage"))
        return str(brief), str(audience)
    return "", ""


@dataclass(frozen=True)
class _Page:
    """A page: what it is called, its object, and what is printed on it."""

    where: str
    page: pikepdf.Page
    printed: Printed

    def notes(self) -> Iterator[Noted]:
        """What is noted on it, each with what goes with it."""
        annotations = self._annotations()
        known = {annotation.objgen: annotation for annotation in annotations if annotation.objgen[0]}
        others: dict[int, list[Any]] = {}
        for annotation in annotations:
            root = _root(annotation, known)
            others.setdefault(id(root), []).extend([] if root is annotation else [annotation])
        for annotation in annotations:
            if id(annotation) in others and (noted := self._noted(annotation, others[id(annotation)])):
                yield noted

    def _annotations(self) -> list[Any]:
        import pikepdf

        listed: Any = self.page.obj.get("/Annots")
        entries: list[Any] = list(listed)[:_MOST_ANNOTATIONS] if isinstance(listed, pikepdf.Array) else []
        known = [entry for entry in entries if isinstance(entry, pikepdf.Dictionary)]
        return [entry for entry in known if str(entry.get("/Subtype", ""))[1:] in (*_KINDS, *_DRAWN)]

    def _noted(self, first: Any, others: Sequence[Any]) -> Noted | None:
        """A comment, and what goes with it: its other marks, answers, and whether it is done with."""
        kind, text = str(first.get("/Subtype"))[1:], _text(first, "/Contents")
        marks = [first, *(each for each in others if _is_part(each))]
        answers = [each for each in others if not _is_part(each)]
        if kind in _DRAWN and not text and not answers:
            return None
        areas = [area for each in marks for area in _quads(each)]
        stretch = self.printed.within(areas) if areas else None
        marked = stretch.words if stretch else ""
        if stretch is None:
            frame = _frame(first)
            stretch = (self.printed.within([frame]) if kind in _DRAWN else None) or self.printed.nearest(frame)
        replies = tuple(
            Reply(_text(each, "/T"), _date(each), _text(each, "/Contents")) for each in answers if "/State" not in each
        )
        states = [_text(each, "/State") for each in answers if _text(each, "/StateModel") == "Review"]
        near, begun, before, after = stretch or ("", "", "", "")
        comment = Comment(
            _KINDS.get(kind, "drawing"), self.where, _text(first, "/T"), _date(first), text,
            marked, "" if marked else near, bool(states) and states[-1] in _ENDED, replies,
        )  # fmt: skip
        return Noted(comment, begun, before, after)


def _root(note: Any, known: Mapping[tuple[int, int], Any]) -> Any:
    """What a note answers, or belongs to, in the end; itself where that is nothing, or goes round in a circle."""
    root = note
    for _ in known:
        above = root.get("/IRT")
        above = known.get(above.objgen) if above is not None and hasattr(above, "objgen") else None
        if above is None:
            return root
        root = above
    return note


def _is_part(note: Any) -> bool:
    """Whether a note is no answer but a part of another: the words struck out where others are put in."""
    return str(note.get("/RT", "/R")) == "/Group"


def _text(note: Any, key: str) -> str:
    """A text, whichever way its program encoded it."""
    import pikepdf

    value = note.get(key)
    if not isinstance(value, pikepdf.String):
        return ""
    try:
        return str(value).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return bytes(value).decode("latin-1")


def _date(note: Any) -> str:
    """When it was written, or changed last, by the minute."""
    match = _DATE.match(_text(note, "/CreationDate") or _text(note, "/M"))
    if not match:
        return ""
    year, month, day, hour, minute = match.groups()
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}" if hour else "")


def _numbers(note: Any, key: str) -> list[float]:
    with suppress(TypeError, ValueError):
        return [float(each) for each in note.get(key, ())]
    return []


def _quads(note: Any) -> list[Area]:
    """The rectangles of what is marked: each of four points, in whatever order a program has them."""
    numbers = _numbers(note, "/QuadPoints")
    quads = (numbers[start : start + 8] for start in range(0, len(numbers) - 7, 8))
    return [(min(each[::2]), min(each[1::2]), max(each[::2]), max(each[1::2])) for each in quads]


def _frame(note: Any) -> Area:
    """Where it is: of a note with a line that leads to the place, the end of that."""
    numbers = _numbers(note, "/CL")[:2] * 2 or _numbers(note, "/Rect")
    left, bottom, right, top = numbers if len(numbers) == 4 else (0.0, 0.0, 0.0, 0.0)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
