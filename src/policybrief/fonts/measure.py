"""How wide text is. Nobody else measures text for slides; where it breaks is in linebreaks.py.

PowerPoint does not refit text when it opens a file, so sizes have to be right in the file. The widths of Office's
usual faces come with the program; any other face is read from the font installed here, or else a near one is measured
with a margin.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from math import floor, fsum
from typing import NamedTuple

from policybrief.errors import Guess
from policybrief.fonts import tables
from policybrief.fonts.tables import FaceTable
from policybrief.text.records import dataclass

KERNED = 12.0
"""The least size, in points, at which letters are kerned: the deck's styles say kern="1200", as Office's own do."""

_FALLBACK = "Calibri"
_LATIN_ONLY = frozenset({"Cambria", "Georgia"})
"""Faces that have Greek and Cyrillic though their tables don't, for the open face with their metrics has none."""
_OTHER_LETTERS = "Times New Roman"
"""The face in which decks write Greek and Cyrillic letters for those, unless a theme says another."""
_SUBSTITUTE_MARGIN = 1.1  # a letter that only the fallback's table has
_HUNDREDTHS = 2540 / 72  # of a millimetre, to the point
_PIXELS = 600 / 72  # of the page that LibreOffice breaks lines for, to the point
_COMMON = "eeeeeetttttaaaaooooiiiinnnnssssrrrhhhlldduuccmmffppgwybv,      "
"""Letters about as often as texts have them."""
_ORDINARY = "the of and to in is was for that with policy trade year war Russia China Western security United States"


class TypeStyle(NamedTuple):
    """What decides the width of text: face, weight and slant, size and letter spacing in points."""

    face: str
    size: float
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0


@dataclass(frozen=True)
class MeasuredFace:
    """How a face is measured. `message` and `hint` warn of what may be wrong with that; else they are empty."""

    table: FaceTable
    message: str = ""
    hint: str = ""


def faces() -> tuple[str, ...]:
    """The faces whose widths come with the program, so that a deck in them is the same on every machine."""
    return tuple(tables.shipped().values())


@lru_cache(maxsize=64)
def resolve(face: str) -> MeasuredFace:
    """How any face is measured: by its own table, by the font installed here, or as a near face with a margin."""
    if name := tables.shipped().get(face.casefold()):
        return MeasuredFace(tables.load(name))
    from policybrief.fonts import installed, standins

    if table := installed.table(face):
        if installed.chosen():
            return MeasuredFace(table)
        hint = f"put its files into a folder of the project and set {installed.VARIABLE} to that; or take {_some()}"
        message = f"{face!r} is measured by the font installed here, so other machines may lay the deck out differently"
        return MeasuredFace(table, message, hint)
    near = standins.stand_in(face)
    message = f"{face!r} is not installed, so text is measured as {near}"
    hint = f"check the slides; or install it, set {installed.VARIABLE} to a folder that has it, or take {_some()}"
    guess = Guess.at(face, faces() if near.guessed else ()).hint("")
    return MeasuredFace(near.table(), message, f"{guess} Else {hint}" if guess else hint)


def _some() -> str:
    return " or ".join(", ".join(faces()).rsplit(", ", 1))


def line_height(face: str) -> float:
    """The height of a single-spaced line, in type sizes: what the face asks for, or LibreOffice's 1.2 if less."""
    return max(1.2, resolve(face).table.line)


def width(text: str, style: TypeStyle) -> float:
    """The width of `text` on one line, in points."""
    em = ems(text, style.face, style.bold, style.italic, style.size >= KERNED)
    return em * style.size + style.spacing * len(text)


def lacks(text: str, among: tuple[str, ...]) -> list[str]:
    """The characters of `text` that neither the faces `among` which it is set nor an East Asian face have."""
    return [char for char in dict.fromkeys(text) if not _covered(char, among)]


def knows(face: str, letters: str) -> bool:
    """Whether a face's own table has the width of each of the letters."""
    return all(_has(face, ord(letter)) for letter in letters)


@lru_cache(maxsize=65536)
def ems(text: str, face: str, bold: bool, italic: bool, kerned: bool) -> float:
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


@lru_cache(maxsize=4096)
def widening(style: TypeStyle) -> float:
    """How much wider than its letters LibreOffice takes ordinary text, which it kerns and rounds."""
    face, size, bold, italic, _ = style
    by = coarseness(style)
    return by * _tight(face, bold, italic) if by > 1.0 and size >= KERNED else by


@lru_cache(maxsize=256)
def _tight(face: str, bold: bool, italic: bool) -> float:
    """How much narrower than its letters ordinary text is, by kerning."""
    words = _ORDINARY.split()
    kerned, apart = (fsum(ems(word, face, bold, italic, kern) for word in words) for kern in (True, False))
    return kerned / apart


@lru_cache(maxsize=4096)
def coarseness(style: TypeStyle) -> float:
    """How much wider than it is LibreOffice takes text, which it breaks with sizes and letters of whole pixels."""
    widths = resolve(style.face).table.widths(style.bold, style.italic)
    advances = [widths[ord(char)] or 0.5 for char in _COMMON]
    pixels = floor(floor(style.size * _HUNDREDTHS + 0.5) / _HUNDREDTHS * _PIXELS + 0.5)
    whole = fsum(floor(advance * pixels + 0.5) for advance in advances)
    return max(1.0, whole / (fsum(advances) * style.size * _PIXELS))


def _substitute(char: str, face: str, bold: bool, italic: bool) -> float:
    """The width of a character that the face's table lacks: an ideograph is square, a mark on a letter has none."""
    if unicodedata.combining(char) or char in "\u00ad\u200b\u200d\u2060\ufe0f":
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char == "\u00a0":
        return resolve(face).table.widths(bold, italic)[32] or 0.25
    advance = resolve(_FALLBACK).table.widths(bold, italic)[ord(char)]
    if advance is None:
        return 1.0
    own = (resolve(_OTHER_LETTERS).table.widths(bold, italic)[ord(char)] or 0.0) if face in _LATIN_ONLY else 0.0
    return max(own, advance * _SUBSTITUTE_MARGIN * _breadth(face, bold, italic))


@lru_cache(maxsize=256)
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
