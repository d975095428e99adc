"""How wide text is, and where it breaks. Nobody else measures text for slides.

PowerPoint does not refit text when it opens a file, so sizes have to be right in the file: widths come from tables of
advances (made by tools/make_metrics.py from open fonts with the metrics of Office's faces). Lines break as PowerPoint
and LibreOffice break them: at spaces, after hyphens and dashes, between ideographs, and inside a word only where the
word alone is too wide.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from policybrief.resources import METRICS

NARROWER = 0.995
"""Text is measured against this share of the box: renderers round, and a line too many is worse than one too few."""

_FALLBACK = "calibri"
_SUBSTITUTE_WIDTH = 1.12  # a letter that only the fallback's table has: serif faces run wider than Calibri
_TOKEN = re.compile(r"[^\s\-\u2013\u2014\u00ad\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u00a0]"
                    r"(?:[^\s\-\u2013\u2014\u00ad\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|\u00a0)*"
                    r"[-\u2013\u2014\u00ad]*|[-\u2013\u2014\u00ad]+|\u00a0+|[ \t\n]+|.")  # fmt: skip


@dataclass(frozen=True)
class Style:
    """What decides the width of text: face, weight and slant, size and letter spacing in points."""

    face: str
    size: float
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0


@dataclass(frozen=True)
class Wrapped:
    """How a paragraph breaks: its number of lines, the widest line in points, and whether a word had to be cut."""

    lines: int
    width: float
    cut: bool


def line_height(face: str) -> float:
    """The height of a single-spaced line, in type sizes: what the face asks for, and never less than LibreOffice's 1.2."""
    return max(1.2, float(_table(face)["line"]))


def width(text: str, style: Style) -> float:
    """The width of `text` on one line, in points."""
    return _em(text, style.face, style.bold, style.italic) * style.size + style.spacing * len(text)


def wrap(pieces: Iterable[tuple[str, Style]], room: float) -> Wrapped:
    """How text breaks in `room` points: greedily, as renderers do. `pieces` are its stretches of one style."""
    room *= NARROWER
    lines, line, widest, cut = 1, 0.0, 0.0, False
    pending = 0.0  # spaces at the end of a line take no room
    for word in _words(pieces):
        breadth = sum(width(text, style) for text, style in word)
        if all(text.isspace() and "\u00a0" not in text for text, _ in word):
            pending += breadth
            continue
        if line and line + pending + breadth > room:
            lines, line, pending = lines + 1, 0.0, 0.0
        if breadth > room:
            cut = True
            more, line = _cut(word, room)
            lines += more
        else:
            line += pending + breadth
        pending = 0.0
        widest = max(widest, line)
    return Wrapped(lines, widest, cut)


def lacks(text: str) -> list[str]:
    """The characters of `text` that neither the deck's faces nor its East Asian face have."""
    return [char for char in dict.fromkeys(text) if not _covered(char)]


def _words(pieces: Iterable[tuple[str, Style]]) -> Iterator[list[tuple[str, Style]]]:
    """Unbreakable stretches, which may run over several styles (a bold word and its comma)."""
    word: list[tuple[str, Style]] = []
    for text, style in pieces:
        for token in _tokens(text):
            if word and _may_break(word[-1][0], token):
                yield word
                word = []
            word.append((token, style))
    if word:
        yield word


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text))


def _may_break(before: str, after: str) -> bool:
    last, first = before[-1], after[0]
    if last in " \t\n" or first in " \t\n":
        return True
    if "\u00a0" in (last, first):
        return False
    if last in "-\u2013\u2014\u00ad":
        return first not in "-\u2013\u2014,.;:!?)]}”’"
    if first in "、。，．！？）」』】：；ー":
        return False
    return _ideograph(last) or _ideograph(first)


def _ideograph(char: str) -> bool:
    return char >= "\u2e80" and unicodedata.east_asian_width(char) in "WF"


def _cut(word: list[tuple[str, Style]], room: float) -> tuple[int, float]:
    """A word wider than the line is cut where the line ends: how many more lines, and the width of the last."""
    more, line = 0, 0.0
    for text, style in word:
        for char in text:
            breadth = width(char, style)
            if line and line + breadth > room:
                more, line = more + 1, 0.0
            line += breadth
    return more, line


@lru_cache(maxsize=65536)
def _em(text: str, face: str, bold: bool, italic: bool) -> float:
    """The width of `text` in type sizes."""
    advances = _advances(face, bold, italic)
    total = 0.0
    for char in text:
        advance = advances.get(ord(char))
        total += _substitute(char, bold, italic) if advance is None else advance
    return total


def _substitute(char: str, bold: bool, italic: bool) -> float:
    """The width of a character that the face's table lacks: an ideograph is square, a mark on a letter takes no room."""
    if unicodedata.combining(char) or char in "\u00ad\u200b\u200d\ufe0f":
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    advance = _advances(_FALLBACK, bold, italic).get(ord("\u0020" if char == "\u00a0" else char))
    return 1.0 if advance is None else advance * (1.0 if char == "\u00a0" else _SUBSTITUTE_WIDTH)


def _covered(char: str) -> bool:
    return (
        ord(char) in _advances(_FALLBACK, False, False)
        or char in "\n\u00a0\u00ad\u2011"
        or (unicodedata.east_asian_width(char) in "WF" and ord(char) < 0x10000)
        or (unicodedata.combining(char) != 0 and ord(char) < 0x370)
    )


@cache
def _table(face: str) -> dict[str, object]:
    """The metrics of a face; a face without a table is measured as the fallback."""
    file = METRICS / f"{face.lower().replace(' ', '-')}.json"
    if not file.is_file():
        file = METRICS / f"{_FALLBACK}.json"
    table: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return table


@cache
def _advances(face: str, bold: bool, italic: bool) -> dict[int, float]:
    """Advances of one style in type sizes, by code point."""
    style = ("bold_italic" if italic else "bold") if bold else ("italic" if italic else "regular")
    table = _table(face)
    units = float(table["units"])  # type: ignore[arg-type]  # a number, by tools/make_metrics.py
    runs: dict[str, list[list[int]]] = table["advances"]  # type: ignore[assignment]  # as above
    return {run[0] + offset: advance / units for run in runs[style] for offset, advance in enumerate(run[1:])}
