"""How wide text is, and where it breaks. Nobody else measures text for slides.

PowerPoint does not refit text when it opens a file, so sizes have to be right in the file. The widths of Office's
usual faces come with the program; any other face is read from the font installed here, or else a near one is measured
with a margin. Lines break as PowerPoint and LibreOffice break them: at spaces, after hyphens and dashes, between
ideographs, and inside a word only where the word alone is too wide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from math import floor, fsum
from typing import NamedTuple

from policybrief import facetable
from policybrief.errors import did_you_mean
from policybrief.facetable import Table

NARROWER = 0.9999
"""Text is measured against this share of the box, so that rounding never makes a line too few of a full one."""

KERNED = 12.0
"""The least size, in points, at which letters are kerned: the deck's styles say kern="1200", as Office's own do."""

_FALLBACK = "Calibri"
_LATIN_ONLY = frozenset({"Cambria", "Georgia"})
"""Faces that have Greek and Cyrillic though their tables don't, for the open face with their metrics has none."""
_SUBSTITUTE_MARGIN = 1.1  # a letter that only the fallback's table has
_HUNDREDTHS = 2540 / 72  # of a millimetre, to the point
_PIXELS = 600 / 72  # of the page that LibreOffice breaks lines for, to the point
_COMMON = "eeeeeetttttaaaaooooiiiinnnnssssrrrhhhlldduuccmmffppgwybv,      "
"""Letters about as often as texts have them."""
_ORDINARY = "the of and to in is was for that with policy trade year war Russia China Western security United States"
_DASHES = "\\-\u2013\u2014\u00ad"
_EAST_ASIAN = "\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"


class Style(NamedTuple):
    """What decides the width of text: face, weight and slant, size and letter spacing in points."""

    face: str
    size: float
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0


Piece = tuple[str, str, bool, bool, bool, float]
"""Text, face, bold, italic, whether it is kerned, and size as a share of the paragraph's largest."""


@dataclass(frozen=True)
class Wrapped:
    """How a paragraph breaks: its lines, the widest of them in points, whether a word had to be cut, and whether the
    last line is a runt, a single word.
    """

    lines: int
    width: float
    cut: bool
    runt: bool


@dataclass(frozen=True)
class Known:
    """How a face is measured. `message` and `hint` warn of what may be wrong with that; else they are empty."""

    table: Table
    message: str = ""
    hint: str = ""


def faces() -> tuple[str, ...]:
    """The faces whose widths come with the program, so that a deck in them is the same on every machine."""
    return tuple(facetable.shipped().values())


@cache
def resolve(face: str) -> Known:
    """How any face is measured: by its own table, by the font installed here, or as a near face with a margin."""
    if name := facetable.shipped().get(face.casefold()):
        return Known(facetable.load(name))
    from policybrief import installed, standins

    if found := installed.table(face):
        if installed.chosen():
            return Known(found)
        hint = f"put its files into a folder of the project and set {installed.VARIABLE} to that; or take {_some()}"
        message = f"{face!r} is measured by the font installed here, so other machines may make another deck"
        return Known(found, message, hint)
    near = standins.stand_in(face)
    message = f"{face!r} is not installed here, so text is measured as {near}"
    hint = f"look the slides over; or install it, set {installed.VARIABLE} to a folder that has it, or take {_some()}"
    guess = did_you_mean(face, faces())
    return Known(near.table(), message, f"{guess} Else {hint}" if near.guessed and "did you mean" in guess else hint)


def _some() -> str:
    return " or ".join(", ".join(faces()).rsplit(", ", 1))


def line_height(face: str) -> float:
    """The height of a single-spaced line, in type sizes: what the face asks for, or LibreOffice's 1.2 if less."""
    return max(1.2, resolve(face).table.line)


def width(text: str, style: Style) -> float:
    """The width of `text` on one line, in points."""
    em = _em(text, style.face, style.bold, style.italic, style.size >= KERNED)
    return em * style.size + style.spacing * len(text)


def wrap(pieces: Iterable[tuple[str, Style]], room: float) -> Wrapped:
    """How text breaks in `room` points, at the most: in programs that don't kern, and where LibreOffice rounds up.

    `pieces` are its stretches of one style.
    """
    stretches, size, spacing = _joined(pieces)
    words = _breakdown(_at(stretches, size, kerned=False))
    coarse = _rounded(stretches[0][1]) if len(stretches) == 1 else max((_rounded(s) for _, s in stretches), default=1.0)
    return _filled(words, size, spacing, room * NARROWER / max(1.0, coarse))


def predicted(pieces: Iterable[tuple[str, Style]], room: float) -> int:
    """The lines that LibreOffice and PowerPoint make of text. Both kern; what doesn't may need one more."""
    stretches, size, spacing = _joined(pieces)
    words = _breakdown(_at(stretches, size, kerned=True))
    coarse = max((_coarse(style) for _, style in stretches), default=1.0)
    return _filled(words, size, spacing, room * NARROWER / coarse).lines


def _joined(pieces: Iterable[tuple[str, Style]]) -> tuple[list[tuple[str, Style]], float, float]:
    """Neighbours of one style as one, the largest size and the widest letter spacing."""
    joined = list(pieces)
    if len(joined) == 1:  # most texts, and a third of the time
        return joined, joined[0][1].size, joined[0][1].spacing
    if joined:
        joined = [("".join(text for text, _ in same), style) for style, same in groupby(joined, lambda piece: piece[1])]
    size = max((style.size for _, style in joined), default=0.0)
    return joined, size, max((style.spacing for _, style in joined), default=0.0)


def _at(stretches: list[tuple[str, Style]], size: float, *, kerned: bool) -> tuple[Piece, ...]:
    return tuple(
        (text, style.face, style.bold, style.italic, kerned and style.size >= KERNED, style.size / size)
        for text, style in stretches
    )


def _filled(text: _Words, size: float, spacing: float, room: float) -> Wrapped:
    """Lines filled greedily, as renderers do."""
    whole = text.em * size + spacing * text.length
    if whole <= room:  # most texts have one line
        return Wrapped(1, whole, False, False)
    lines, line, widest, cut, spaced = 1, 0.0, 0.0, False, False
    pending = 0.0  # spaces at the end of a line take no room
    for word in text.words:
        breadth = word.em * size + spacing * word.length
        if word.space:
            pending += breadth
            continue
        if line and line + pending + breadth > room:
            widest = max(widest, line)
            lines, line, pending, spaced = lines + 1, 0.0, 0.0, False
        spaced = spaced or pending > 0
        if breadth > room:
            cut = True
            more, line = _cut(word.text, breadth / len(word.text), room)
            lines += more
        else:
            line += pending + breadth
        pending = 0.0
    return Wrapped(lines, max(widest, line), cut, lines > 1 and not spaced)


@dataclass(frozen=True)
class _Word:
    """A stretch that does not break. `em` is its width in sizes of the paragraph's largest type."""

    text: str
    em: float
    length: int
    space: bool


@dataclass(frozen=True)
class _Words:
    """The words of a text, and the width and the number of letters of all of them but spaces at the end."""

    words: tuple[_Word, ...]
    em: float
    length: int


@lru_cache(maxsize=4096)
def _breakdown(pieces: tuple[Piece, ...]) -> _Words:
    """The words of a text with their widths, which hold at every size."""
    words = tuple(_word(tuple(word)) for word in _words(pieces))
    shown = len(words)
    while shown and words[shown - 1].space:
        shown -= 1
    return _Words(words, fsum(word.em for word in words[:shown]), sum(word.length for word in words[:shown]))


@lru_cache(maxsize=16384)
def _word(pieces: tuple[Piece, ...]) -> _Word:
    text = "".join(token for token, *_ in pieces)
    em = fsum(_em(token, face, bold, italic, kerned) * share for token, face, bold, italic, kerned, share in pieces)
    return _Word(text, em, len(text), text.isspace() and "\u00a0" not in text)


def lacks(text: str, among: tuple[str, ...]) -> list[str]:
    """The characters of `text` that neither the faces `among` which it is set nor an East Asian face have."""
    return [char for char in dict.fromkeys(text) if not _covered(char, among)]


def _words(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Unbreakable stretches, which may run over several styles (a bold word and its comma)."""
    word: list[Piece] = []
    for text, face, bold, italic, kerned, share in pieces:
        for token in _tokens(text):
            if word and _may_break(word[-1][0], token):
                yield word
                word = []
            word.append((token, face, bold, italic, kerned, share))
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
    return _may_break_between(before[-1], after[0])


@lru_cache(maxsize=16384)
def _may_break_between(last: str, first: str) -> bool:
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
def _em(text: str, face: str, bold: bool, italic: bool, kerned: bool) -> float:
    """The width of `text` in type sizes."""
    table = resolve(face).table
    widths = table.widths(bold, italic)
    total = 0.0
    for char in text:
        advance = widths[ord(char)]
        total += _substitute(char, face, bold, italic) if advance is None else advance
    if kerned and (kerning := table.kerning(bold, italic)):
        total += kerning.between(text)
    return total


@cache
def _rounded(style: Style) -> float:
    """How much wider than its letters LibreOffice takes ordinary text, which it kerns and rounds."""
    face, size, bold, italic, _ = style
    coarse = _coarse(style)
    return coarse * _tight(face, bold, italic) if coarse > 1.0 and size >= KERNED else coarse


@cache
def _tight(face: str, bold: bool, italic: bool) -> float:
    """How much narrower than its letters ordinary text is, by kerning."""
    words = _ORDINARY.split()
    kerned, apart = (fsum(_em(word, face, bold, italic, kern) for word in words) for kern in (True, False))
    return kerned / apart


@cache
def _coarse(style: Style) -> float:
    """How much wider than it is LibreOffice takes text, which it breaks with sizes and letters of whole pixels."""
    widths = resolve(style.face).table.widths(style.bold, style.italic)
    advances = [widths[ord(char)] or 0.5 for char in _COMMON]
    pixels = floor(floor(style.size * _HUNDREDTHS + 0.5) / _HUNDREDTHS * _PIXELS + 0.5)
    whole = fsum(floor(advance * pixels + 0.5) for advance in advances)
    return max(1.0, whole / (fsum(advances) * style.size * _PIXELS))


def _substitute(char: str, face: str, bold: bool, italic: bool) -> float:
    """The width of a character that the face's table lacks: an ideograph is square, a mark on a letter has none."""
    if unicodedata.combining(char) or char in "\u00ad\u200b\u200d\ufe0f":
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char == "\u00a0":
        return resolve(face).table.widths(bold, italic)[32] or 0.25
    advance = resolve(_FALLBACK).table.widths(bold, italic)[ord(char)]
    return 1.0 if advance is None else advance * _SUBSTITUTE_MARGIN * _breadth(face, bold, italic)


@cache
def _breadth(face: str, bold: bool, italic: bool) -> float:
    """How much wider the letters of a face are than the fallback's; never less than 1."""
    own, usual = (resolve(name).table.widths(bold, italic) for name in (face, _FALLBACK))
    return max(1.0, fsum(own[ord(char)] or 0.5 for char in _COMMON) / fsum(usual[ord(char)] or 0.5 for char in _COMMON))


def _covered(char: str, among: tuple[str, ...]) -> bool:
    return (
        any(_has(_FALLBACK if face in _LATIN_ONLY else face, ord(char)) for face in among)
        or char in "\n\u00a0\u00ad\u2011"
        or (unicodedata.east_asian_width(char) in "WF" and ord(char) < 0x10000)
        or (unicodedata.combining(char) != 0 and ord(char) < 0x370)
    )


def _has(face: str, code: int) -> bool:
    return resolve(face).table.widths(False, False)[code] is not None
