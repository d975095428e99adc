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
from math import fsum
from typing import TypedDict

from policybrief.resources import METRICS

NARROWER = 0.998
"""Text is measured against this share of the box: renderers round, and a line too many is worse than one too few."""

_FALLBACK = "Calibri"
_LATIN_ONLY = frozenset({"Cambria"})
"""Faces that have Greek and Cyrillic though their tables don't, for the open face with their metrics has none."""
_SUBSTITUTE_WIDTH = 1.12  # a letter that only the fallback's table has: serif faces run wider than Calibri
_DASHES = "\\-\u2013\u2014\u00ad"
_EAST_ASIAN = "\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"


class Table(TypedDict):
    """A file of tools/make_metrics.py: `advances` are, by style, runs of successive code points."""

    units: int
    line: float
    advances: dict[str, list[list[int]]]


@dataclass(frozen=True)
class Style:
    """What decides the width of text: face, weight and slant, size and letter spacing in points."""

    face: str
    size: float
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0


Piece = tuple[str, str, bool, bool, float]
"""Text, face, bold, italic, and size as a share of the paragraph's largest."""


@dataclass(frozen=True)
class Wrapped:
    """How a paragraph breaks: its lines, the widest of them in points, whether a word had to be cut, and whether the
    last line is a runt, a single word.
    """

    lines: int
    width: float
    cut: bool
    runt: bool


@cache
def faces() -> tuple[str, ...]:
    """The faces that text can be measured in: those with a table."""
    return tuple(sorted(file.stem.replace("-", " ").title() for file in METRICS.glob("*.json")))


def measured_as(face: str) -> str:
    """The face with a table that stands for `face` where that has none: one that runs as wide, or a little wider."""
    if face in faces():
        return face
    serif = re.search(r"serif|roman|times|garamond|georgia|cambria|book|minion|caslon|baskerville", face, re.IGNORECASE)
    return "Cambria" if serif and not re.search("sans", face, re.IGNORECASE) else "Arial"


def line_height(face: str) -> float:
    """The height of a single-spaced line, in type sizes: what the face asks for, or LibreOffice's 1.2 if less."""
    return max(1.2, _table(face)["line"])


def width(text: str, style: Style) -> float:
    """The width of `text` on one line, in points."""
    return _em(text, style.face, style.bold, style.italic) * style.size + style.spacing * len(text)


def wrap(pieces: Iterable[tuple[str, Style]], room: float) -> Wrapped:
    """How text breaks in `room` points: greedily, as renderers do. `pieces` are its stretches of one style."""
    pieces = list(pieces)
    size = max((style.size for _, style in pieces), default=0.0)
    spacing = max((style.spacing for _, style in pieces), default=0.0)
    room *= NARROWER
    lines, line, widest, cut, spaced = 1, 0.0, 0.0, False, False
    pending = 0.0  # spaces at the end of a line take no room
    for word in _breakdown(
        tuple((text, style.face, style.bold, style.italic, style.size / size) for text, style in pieces)
    ):
        breadth = word.em * size + spacing * word.length
        if word.space:
            pending += breadth
            continue
        if line and line + pending + breadth > room:
            lines, line, pending, spaced = lines + 1, 0.0, 0.0, False
        spaced = spaced or pending > 0
        if breadth > room:
            cut = True
            more, line = _cut(word.text, breadth / len(word.text), room)
            lines += more
        else:
            line += pending + breadth
        pending = 0.0
        widest = max(widest, line)
    return Wrapped(lines, widest, cut, lines > 1 and not spaced)


@dataclass(frozen=True)
class _Word:
    """A stretch that does not break. `em` is its width in sizes of the paragraph's largest type."""

    text: str
    em: float
    length: int
    space: bool


@lru_cache(maxsize=4096)
def _breakdown(pieces: tuple[Piece, ...]) -> tuple[_Word, ...]:
    """The words of a text with their widths, which hold at every size."""
    found: list[_Word] = []
    for word in _words(pieces):
        text = "".join(token for token, *_ in word)
        em = fsum(_em(token, face, bold, italic) * share for token, face, bold, italic, share in word)
        found.append(_Word(text, em, len(text), text.isspace() and "\u00a0" not in text))
    return tuple(found)


def lacks(text: str, among: tuple[str, ...]) -> list[str]:
    """The characters of `text` that neither the faces `among` which it is set nor an East Asian face have."""
    return [char for char in dict.fromkeys(text) if not _covered(char, among)]


def _words(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Unbreakable stretches, which may run over several styles (a bold word and its comma)."""
    word: list[Piece] = []
    for text, face, bold, italic, share in pieces:
        for token in _tokens(text):
            if word and _may_break(word[-1][0], token):
                yield word
                word = []
            word.append((token, face, bold, italic, share))
    if word:
        yield word


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_token(max(text, default="") >= "\u3000").findall(text))


@cache
def _token(east_asian: bool) -> re.Pattern[str]:
    """A word with the dashes at its end, or what stands between words. East Asian letters are words each."""
    alone = _EAST_ASIAN if east_asian else ""
    return re.compile(
        rf"[^\s{_DASHES}{alone}\u00a0](?:[^\s{_DASHES}{alone}]|\u00a0)*[{_DASHES}]*|[{_DASHES}]+|\u00a0+|[ \t\n]+|."
    )


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


def _cut(word: str, average: float, room: float) -> tuple[int, float]:
    """A word wider than the line is cut where the line ends: how many more lines, and the width of the last."""
    fitting = max(1, int(room // (average * 1.08)))  # letters differ: a line too many is the safe side
    more = (len(word) - 1) // fitting
    return more, (len(word) - more * fitting) * average


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
    """The width of a character that the face's table lacks: an ideograph is square, a mark on a letter has none."""
    if unicodedata.combining(char) or char in "\u00ad\u200b\u200d\ufe0f":
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    advance = _advances(_FALLBACK, bold, italic).get(ord("\u0020" if char == "\u00a0" else char))
    return 1.0 if advance is None else advance * (1.0 if char == "\u00a0" else _SUBSTITUTE_WIDTH)


def _covered(char: str, among: tuple[str, ...]) -> bool:
    return (
        any(ord(char) in _advances(_FALLBACK if face in _LATIN_ONLY else face, False, False) for face in among)
        or char in "\n\u00a0\u00ad\u2011"
        or (unicodedata.east_asian_width(char) in "WF" and ord(char) < 0x10000)
        or (unicodedata.combining(char) != 0 and ord(char) < 0x370)
    )


@cache
def _table(face: str) -> Table:
    """The metrics of one of `faces`; which a theme's are is checked where it is loaded."""
    if face not in faces():
        raise KeyError(face)
    file = METRICS / f"{face.lower().replace(' ', '-')}.json"
    table: Table = json.loads(file.read_text(encoding="utf-8"))
    return table


@cache
def _advances(face: str, bold: bool, italic: bool) -> dict[int, float]:
    """Advances of one style in type sizes, by code point."""
    style = ("bold_italic" if italic else "bold") if bold else ("italic" if italic else "regular")
    table = _table(face)
    units = table["units"]
    return {
        run[0] + offset: advance / units for run in table["advances"][style] for offset, advance in enumerate(run[1:])
    }
