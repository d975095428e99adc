"""Text as words: runs become stretches whose widths are known, divided wherever a line may end.

All measures here are in type sizes, so a text is prepared once and broken at any size (lines.py). Breaking follows the
rules that a reader expects: a line ends at a space, after a hyphen or dash, or between Chinese and Japanese characters;
never between a number and its unit, or after "U.S." or an initial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from policybrief.pdf.faces import TIE, Face, Family
from policybrief.pdf.ink import Node
from policybrief.text import breaks, scripts
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

_CJK, _NOT_FIRST, _NOT_LAST = breaks.IDEOGRAPHS, re.escape(breaks.NOT_FIRST), re.escape(breaks.NOT_LAST)
_OPPORTUNITY = r"(?<= )(?=[^ ])|(?<=[^\W_][-–/])(?=[^\W\d_])|(?<=[^\s]—)(?=[\w“‘])"
_WIDE_OPPORTUNITY = (
    rf"{_OPPORTUNITY}|(?<=[{_CJK}])(?=[^\s{_NOT_FIRST}{TIE}])(?<![{_NOT_LAST}])"
    rf"|(?=[{_CJK}])(?<=[^\s{_NOT_LAST}{TIE}])(?![{_NOT_FIRST}])"
)
"""Where lines end in a text with ideographs."""


@dataclass(frozen=True, slots=True)
class WordLook:
    """How text is drawn: `scale`, `rise` and `tracking` in type sizes of its block.

    `color` is the theme's name for it, or "#FFC000" for one that no theme changes; `strong` that of bold words, if it
    is another. Words may be `struck` through; in the place of a `sign` there is a triangle.
    """

    family: Family = "body"
    bold: bool = False
    italic: bool = False
    color: str = "ink"
    scale: float = 1.0
    rise: float = 0.0
    tracking: float = 0.0
    upper: bool = False
    strong: str = ""
    struck: bool = False
    sign: Literal["", "up", "down"] = ""


class WordPiece(NamedTuple):
    """A part of a word in one face and look, `width` type sizes wide, from the value at `path`."""

    text: str
    face: Face
    look: WordLook
    node: Node
    url: str
    width: float
    path: ValuePath = NOWHERE
    whole: bool = False
    """Whether it is a name within which no line ends."""


class MemoWord(NamedTuple):
    """What no line break divides, but with a hyphen by the `dictionary` of its language. `space` is the width of the
    space that follows, 0 where the next word clings.
    """

    pieces: tuple[WordPiece, ...]
    width: float
    space: float
    dictionary: str = ""


def width_of(text: str, face: Face, look: WordLook) -> float:
    return look.scale * (face.width(text) + look.tracking * len(text))


def cut(piece: WordPiece, text: str) -> WordPiece:
    return piece._replace(text=text, width=width_of(text, piece.face, piece.look))


def divided(pieces: list[WordPiece], dictionary: str) -> Iterator[MemoWord]:
    """Words out of pieces: cut wherever a line may end."""
    whole = "".join(piece.text for piece in pieces)
    ends = _WIDE_OPPORTUNITY if scripts.may_be_east_asian(whole.replace(TIE, "")) else _OPPORTUNITY
    held = {
        place for piece, start in _places(pieces) if piece.whole for place in range(start + 1, start + len(piece.text))
    }
    cuts = [match.start() for match in re.finditer(ends, whole) if match.start() not in held]
    cuts.append(len(whole))
    waiting: list[WordPiece] = []
    start, upcoming = 0, 0
    for piece in pieces:
        end = start + len(piece.text)
        while upcoming < len(cuts) and cuts[upcoming] <= end:
            if cuts[upcoming] > start:
                waiting.append(part(piece, whole[start : cuts[upcoming]]))
            if waiting:
                yield word_of(waiting, dictionary)
            waiting, start = [], cuts[upcoming]
            upcoming += 1
        if start < end:
            waiting.append(part(piece, whole[start:end]))
        start = end


def _places(pieces: list[WordPiece]) -> Iterator[tuple[WordPiece, int]]:
    """Pieces with the places at which they begin."""
    return zip(pieces, accumulate((len(piece.text) for piece in pieces), initial=0), strict=False)


def alike(first: WordPiece, second: WordPiece) -> bool:
    """Whether two pieces are drawn in one go."""
    return first.look is second.look and first.face is second.face and first.node is second.node


def part(piece: WordPiece, text: str) -> WordPiece:
    return piece if text == piece.text else cut(piece, text)


def word_of(pieces: Sequence[WordPiece], dictionary: str = "") -> MemoWord:
    """A word, its last space set apart, for a line's end leaves it outside."""
    width = sum(piece.width for piece in pieces)
    last = pieces[-1]
    if not last.text.endswith(" "):
        return MemoWord(tuple(pieces), width, 0.0, dictionary)
    kept = last.text.rstrip(" ")
    space = last.width - width_of(kept, last.face, last.look)
    return MemoWord(tuple(pieces), width - space, space, dictionary)
