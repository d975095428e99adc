"""The lines of a PDF with their places, sizes and weights, by pdfium; what hides at a line's end is decided here."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from policybrief.text.records import dataclass

_HYPHEN = "\u00ad"
_MOST_CHARACTERS = 20_000
"""Of one page; no page that people read has more."""


@dataclass(frozen=True)
class Line:
    """A line of text: its edges in points from the page's left and top, its usual size, and whether it is bold."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    is_bold: bool
    page: int
    page_height: float


def lines(document: Any, tick: Callable[[int, int], None]) -> list[Line]:
    """All lines that show something, page by page, in the order in which the file has them."""
    printed: list[Line] = []
    for number, page in enumerate(document, 1):
        text_page = page.get_textpage()
        printed += _of_page(text_page, number, page.get_height())
        text_page.close()
        page.close()
        tick(number, len(document))
    whole = " ".join(line.text for line in printed)
    return [replace(line, text=_unbroken(line.text, whole)) for line in printed]


def _of_page(page: Any, number: int, height: float) -> Iterator[Line]:
    from pypdfium2 import raw

    edges = [ctypes.c_double() for _ in range(4)]
    matrix = raw.FS_MATRIX()
    line = _Growing()
    for at in range(min(page.count_chars(), _MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(page, at)
        char = (
            _HYPHEN
            if code == 2
            else "-"
            if code == 0xFFFE
            else chr(code)
            if code and not 0xD800 <= code < 0xE000
            else ""
        )
        if char in ("\r", "\n"):
            yield from line.ended(number, height)
            line = _Growing()
            continue
        if not char.strip() and char != _HYPHEN:
            line.text += " " if line.text else ""
            continue
        raw.FPDFText_GetCharBox(page, at, *edges)
        size = raw.FPDFText_GetFontSize(page, at)
        if raw.FPDFText_GetMatrix(page, at, matrix):
            size *= abs(matrix.d) or abs(matrix.b) or 1
        left, right, bottom, _ = (edge.value for edge in edges)
        line.add(char, (left, right, height - bottom), round(size, 1), raw.FPDFText_GetFontWeight(page, at) >= 600)
    yield from line.ended(number, height)


class _Growing:
    """A line while its characters come."""

    def __init__(self) -> None:
        self.text = ""
        self.edges: list[tuple[float, float, float]] = []
        self.sizes: Counter[float] = Counter()
        self.bold = 0

    def add(self, char: str, edges: tuple[float, float, float], size: float, is_bold: bool) -> None:
        self.text += char
        self.edges.append(edges)
        self.sizes[size] += 1
        self.bold += is_bold

    def ended(self, page: int, height: float) -> Iterator[Line]:
        text = re.sub(r"\s+", " ", self.text).strip()
        if text and self.edges:
            lefts, rights, bottoms = zip(*self.edges, strict=True)
            size = self.sizes.most_common(1)[0][0]
            yield Line(
                text, min(lefts), max(rights), max(bottoms), size, self.bold > 0.6 * len(self.edges), page, height
            )


def _unbroken(text: str, whole: str) -> str:
    """A line whose hyphens at line ends inside are hard or soft, as the document spells the word elsewhere; else"
    " soft.
    """

    def decide(match: re.Match[str]) -> str:
        before, after = match[1], match[2]
        hard = f"{before}-{after}" in whole or after[:1].isupper() or before.isdigit()
        return f"{before}{'-' if hard else ''}{after}"

    return re.sub(rf"([\w’]+){_HYPHEN}\s*([\w’]+)", decide, text)
