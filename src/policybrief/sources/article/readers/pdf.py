"""A PDF as blocks, by its layout: sizes and weights tell headings, edges and gaps paragraphs, columns are known.

A line ended on purpose if the next word would have fitted. What stands at the same place of many pages is furniture.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from policybrief.errors import BriefError, Problem
from policybrief.fonts.files import install
from policybrief.sources.article import names
from policybrief.sources.article.blocks import Block, Kind, Metadata, Reading, bulleted, clean
from policybrief.sources.article.readers.pdf_lines import PdfLine, lines

MOST_PAGES = 400
_ENDED = re.compile(r"[.!?:”\"\])»]\d*$")
_LISTED = re.compile(r"[.!?:;]$")
_FURTHEST_IN = 5
"""How far an entry stands in from the one that it belongs to, at most, as a part of the type's size."""
_FOOTNOTE = re.compile(r"^\d{1,3}\.?\s+\S")


def _untold(done: int, of: int) -> None:
    del done, of


def read(content: bytes, file: str, tick: Callable[[int, int], None] = _untold, *, keep_all: bool = False) -> Reading:
    """The blocks of a PDF. Raises `BriefError` for one that is broken, locked, too long or without text."""
    try:
        import pypdfium2
    except ImportError:
        hint = f"{install('policybrief', 'import')}; or save its text as .txt"
        message = "is a PDF, for which a library is needed that is not installed"
        raise BriefError([Problem(message, file, hint=hint)]) from None

    try:
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
        if pages > MOST_PAGES:
            hint = "print the chapter that you need into a PDF of its own"
            raise BriefError([Problem(f"has {pages:,} pages; up to {MOST_PAGES} are read", file, hint=hint)])
        printed = lines(document, tick)
        properties = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise BriefError([_unreadable(str(error), file)]) from None
    if not printed:
        hint = "run OCR first (ocrmypdf IN.pdf OUT.pdf), then import what it wrote"
        raise BriefError([Problem("has no text: it is a scan, or a picture of a page", file, hint=hint)])
    kept = printed if keep_all else _without_furniture(printed, pages)
    blocks = _Layout(kept).blocks()
    author = names.persons(properties.get("Author", ""))
    about = Metadata(author, clean(properties.get("Title", "")))
    return Reading(tuple(blocks), Metadata(), about, cut=len(printed) - len(kept))


def _unreadable(error: str, file: str) -> Problem:
    if "password" in error.lower():
        return Problem("is protected by a password", file, hint="save it without one: open it, and print it to PDF")
    return Problem(
        "is damaged: it cannot be read as a PDF", file, hint="download it again, or print it to PDF from a viewer"
    )


def _without_furniture(printed: list[PdfLine], pages: int) -> list[PdfLine]:
    """Lines without running heads and feet, page numbers, and footnotes in small print."""
    body = _usual_size(printed)

    def key(line: PdfLine) -> tuple[str, int]:
        return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text), round(line.bottom / 12)

    seen = Counter(
        each
        for page in range(1, pages + 1)
        for each in {key(line) for line in printed if line.page == page and _is_margin(line)}
    )
    words = Counter(re.sub(r"\d+", "#", line.text) for line in printed if _is_margin(line))
    kept: list[PdfLine] = []
    note = 0
    for line in printed:
        repeated = seen[key(line)] > 1 and words[re.sub(r"\d+", "#", line.text)] > max(pages / 3, 1)
        number = re.fullmatch(
            r"(?:page |p\. ?|[-–—| ]*)?(?:\d{1,3}|[ivxl]{1,6})(?: ?(?:of|/) ?\d+)?[-–—| ]*", line.text, re.IGNORECASE
        )
        small = line.size < body * 0.87
        note = line.page if small and _FOOTNOTE.match(line.text) else note if small else 0
        if _is_margin(line) and (repeated or number):
            continue
        if note == line.page and line.bottom > 0.4 * line.page_height:
            continue
        kept.append(line)
    return kept or printed


def _leading(gaps: list[float], size: float) -> float:
    """How far apart the lines of a paragraph are: as most of those are that stand close together, where some do."""
    close = sorted(gap for gap in gaps if gap < _CLOSE * size)
    usual = sorted(gaps)[len(gaps) // 4]
    return min(close[len(close) // 2], usual) if len(close) >= _FEWEST_CLOSE else usual


_CLOSE, _FEWEST_CLOSE = 1.6, 4
"""Of the type's size: lines that are further apart may be paragraphs."""


def _is_margin(line: PdfLine) -> bool:
    return line.bottom < 0.11 * line.page_height or line.bottom > 0.89 * line.page_height


def _usual_size(printed: list[PdfLine]) -> float:
    return Counter(
        {size: sum(len(line.text) for line in printed if line.size == size) for size in {line.size for line in printed}}
    ).most_common(1)[0][0]


@dataclass
class _Piece:
    """A block while its lines come; `indent` is how far it stands from its column's edge."""

    kind: Kind
    text: str
    indent: float
    size: float
    page: int
    marker: str = ""
    is_bold: bool = False


class _Layout:
    """A document's lines, and what is usual among them."""

    def __init__(self, printed: list[PdfLine]) -> None:
        self.lines = printed
        self.body = _usual_size(printed)
        gaps = [
            after.bottom - before.bottom
            for before, after in itertools.pairwise(printed)
            if before.page == after.page
            and before.size == after.size == self.body
            and 0 < after.bottom - before.bottom < 4 * self.body
        ]
        self.leading = _leading(gaps, self.body) if gaps else self.body * 1.2  # most gaps may part paragraphs
        self.middle = (min(line.left for line in printed) + max(line.right for line in printed)) / 2
        right = sum(line.left > self.middle for line in printed)
        crossing = sum(
            line.left < self.middle - 20 and line.right > self.middle + 20 for line in printed if line.size == self.body
        )
        self.has_columns = right > 0.25 * len(printed) and crossing < 0.1 * len(printed)
        self.edges = {column: self._edges(column) for column in (False, True)}

    def _in_right(self, line: PdfLine) -> bool:
        return self.has_columns and line.left > self.middle

    def _edges(self, right: bool) -> tuple[float, float]:
        """The usual left edge of a column's lines, and its right one."""
        column = [line for line in self.lines if self._in_right(line) == right and line.size == self.body]
        column = [
            line for line in column if not (self.has_columns and line.left < self.middle < line.right)
        ] or self.lines
        usual = Counter(round(line.left) for line in column).most_common(3)
        left = min(edge for edge, count in usual if count > 0.15 * usual[0][1])
        return left, max(line.right for line in column)

    def blocks(self) -> list[Block]:
        pieces: list[_Piece] = []
        last: PdfLine | None = None
        for line in self.lines:
            kind = self._kind(line)
            if kind == "bullet" and last and self._is_dash(line, last, pieces[-1]):
                kind = "line"
            left = self.edges[self._in_right(line)][0]
            entry = bulleted(line.text) if kind == "bullet" else None
            text = entry[1] if entry else line.text
            if last is None or self._begins(line, kind, last, pieces[-1]):
                marker = entry[0] if entry else ""
                pieces.append(_Piece(kind, text, line.left - left, line.size, line.page, marker, line.is_bold))
            else:
                pieces[-1].text = _joined(pieces[-1].text, text)
            last = line
        self._find_drawn_bullets(pieces)
        sizes = sorted({piece.size for piece in pieces if piece.kind == "heading"}, reverse=True)
        title = self._title(pieces, sizes)
        return [
            Block("title" if piece is title else piece.kind, text, level, piece.marker, piece.page)
            for piece, level in zip(pieces, self._levels(pieces, sizes), strict=True)
            if (text := clean(piece.text))
        ]

    def _levels(self, pieces: list[_Piece], sizes: list[float]) -> Iterator[int]:
        """How deep each piece lies: an entry of a list below one that stands further out, on the same page."""
        around: list[float] = []
        page = 0
        for piece in pieces:
            if piece.kind != "bullet" or piece.page != page:
                around, page = [], piece.page
            if piece.kind != "bullet":
                yield min(sizes.index(piece.size) + 1, 6) if piece.kind == "heading" else 1
                continue
            if around and abs(piece.indent - around[-1]) > _FURTHEST_IN * self.body:  # in another column
                around = []
            around = [indent for indent in around if piece.indent - indent > 0.8 * self.body]
            around.append(piece.indent)
            yield len(around)

    def _title(self, pieces: list[_Piece], sizes: list[float]) -> _Piece | None:
        """The piece in the largest type of the first two pages, where it is larger than any heading that comes"
        " again.
        """
        if not sizes or sizes[0] < self.body * 1.25:
            return None
        largest = [piece for piece in pieces if piece.kind == "heading" and piece.size == sizes[0]]
        return largest[0] if len(largest) == 1 and largest[0].page <= 2 else None

    def _kind(self, line: PdfLine) -> Kind:
        if line.size > self.body * 1.08 or (line.is_bold and len(line.text.split()) < 15):
            return "heading"
        entry = bulleted(line.text)
        return "bullet" if entry and not re.fullmatch(r"[A-HIVX]+[.)]", entry[0]) else "line"

    def _begins(self, line: PdfLine, kind: Kind, last: PdfLine, piece: _Piece) -> bool:
        """Whether a line begins a new block."""
        if kind == "bullet" or (kind == "heading") != (piece.kind == "heading"):
            return not (
                kind == "heading"
                and line.is_bold
                and line.size <= self.body * 1.08
                and self._goes_on(line, last, piece)
            )
        same_page = line.page == last.page
        gap = line.bottom - last.bottom if same_page and self._in_right(line) == self._in_right(last) else None
        if kind == "heading":
            return (
                abs(line.size - last.size) > 0.5
                or line.is_bold != last.is_bold
                or gap is None
                or not 0 < gap < 1.7 * line.size
            )
        if gap is not None and gap > self.leading * 1.25:
            return True
        if line.text[:1].islower() and not _LISTED.search(last.text):  # in the middle of a sentence
            return False
        left, _ = self.edges[self._in_right(line)]
        if (
            0.8 * self.body < line.left - left < 6 * self.body
            and piece.kind != "bullet"
            and line.left - last.left > 0.8 * self.body
            and _ENDED.search(last.text)
        ):
            return True
        return self._would_have_fitted(line, last, left)

    def _is_dash(self, line: PdfLine, last: PdfLine, piece: _Piece) -> bool:
        """Whether a line's dash is one of its sentence, and marks no entry of a list."""
        is_bare = line.text[0] in "-–—" and piece.kind == "line"
        return is_bare and abs(line.left - last.left) < self.body and self._goes_on(line, last, piece)

    def _goes_on(self, line: PdfLine, last: PdfLine, piece: _Piece) -> bool:
        """Whether a line goes on in a paragraph: it begins in the middle of a sentence."""
        return (
            line.page == last.page
            and line.size == last.size
            and not _ENDED.search(piece.text)
            and line.bottom - last.bottom < self.leading * 1.2
        )

    def _would_have_fitted(self, line: PdfLine, last: PdfLine, left: float) -> bool:
        edge = self.edges[self._in_right(last)][1]
        letter = (last.right - last.left) / max(len(last.text), 1)
        fits = edge - last.right > letter * (len(line.text.split()[0]) + 2.5)
        return fits and (line.left > left + self.body * 1.2 or bool(_ENDED.search(last.text)))

    def _find_drawn_bullets(self, pieces: list[_Piece]) -> None:
        """Bullets that are drawn as shapes: neighbours that stand further in than the text, by the same amount."""
        for at, piece in enumerate(pieces):
            around = [pieces[near] for near in (at - 1, at + 1) if 0 <= near < len(pieces)]
            twin = any(abs(near.indent - piece.indent) < 2 and near.kind in ("line", "bullet") for near in around)
            if piece.kind == "line" and piece.indent > self.body * 1.2 and twin:
                piece.kind = "bullet"


def _joined(before: str, after: str) -> str:
    """Two lines of one paragraph; a hyphen that pdfium did not mark stays where an upper case letter or a digit"
    " follows.
    """
    if not re.search(r"[\w\u00ad]-?$", before) or not before.endswith(("-", "\u00ad")):
        return f"{before} {after}"
    soft = after[:1].islower() and re.search(r"[^\W\d_]{2}.$", before)
    return f"{before[:-1]}{after}" if soft or before.endswith("\u00ad") else f"{before}{after}"
