"""Text as words: runs become stretches whose widths are known, divided wherever a line may end.

All measures here are in type sizes, so a text is prepared once and broken at any size (lines.py). Breaking follows the
rules that a reader expects: a line ends at a space, after a hyphen or dash, or between Chinese and Japanese characters;
never between a number and its unit, or after "U.S." or an initial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from policybrief.locale.locale import Locale
from policybrief.pdf.faces import TIE, Face, Faces, Family
from policybrief.pdf.ink import Node
from policybrief.text import breaks, scripts
from policybrief.text.records import dataclass, replace
from policybrief.text.run import FALL, Run, Text
from policybrief.text.value_path import NOWHERE, ValuePath

SIGN = TIE * 3
"""The room of a sign that is drawn."""
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


@dataclass(frozen=True, slots=True)
class WordPiece:
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


@dataclass(frozen=True, slots=True)
class MemoWord:
    """What no line break divides, but with a hyphen by the `dictionary` of its language. `space` is the width of the
    space that follows, 0 where the next word clings.
    """

    pieces: tuple[WordPiece, ...]
    width: float
    space: float
    dictionary: str = ""


@dataclass(frozen=True)
class MissingCharacter:
    """A character that no face can draw, and the run that has it."""

    char: str
    run: Run


class Typesetter:
    """Prepares text: finds a face for each character, measures, and divides into words.

    What can't be drawn is gathered in `missing`, so that all of it is reported at once.
    """

    def __init__(self, faces: Faces, locale: Locale) -> None:
        self.faces = faces
        self.missing: list[MissingCharacter] = []
        self._lang = locale.name
        self._ties = breaks.ties(locale.months, locale.first_day, locale.ties["before"], locale.ties["after"])
        self._wide = _wide(locale.wide_marks)
        self._dictionary = locale.hyphenation

    def words(self, text: Text, look: WordLook, node: Node, space_after: bool = False) -> list[MemoWord]:
        """The words of `text`, all of it `node`'s, or of a link or reference in it.

        `space_after` says that more follows on the same line.
        """
        pieces: list[WordPiece] = []
        inline: Node | None = None
        before: Run | None = None
        for run in text:
            if not _same_inline(before, run):
                inline = self._inline(run, text, node)
            owner = inline or node
            for words, lang in scripts.stretches(run.text, self._lang):
                pieces.extend(self._pieces(run, words, look, owner.inline("Span", lang=lang) if lang else owner))
            before = run
        if space_after and pieces:
            face = self.faces.styles[look.family, look.bold, look.italic]
            pieces.append(WordPiece(" ", face, look, node, "", _width(" ", face, look)))
        return list(_divided(pieces, self._dictionary))

    def _inline(self, run: Run, text: Text, node: Node) -> Node | None:
        """The element for a link or a citation number."""
        if run.cite:
            return node.inline("Span")
        if run.struck:
            return node.inline("Span", alt=(Run(run.struck, run.path, run.at),))
        if run.link:
            label = "".join(other.text for other in text if other.link == run.link)
            said = label if label == run.link else f"{label} ({run.link})"
            return node.inline("Link", alt=(Run(said, run.path, run.at),))
        return None

    def _pieces(self, run: Run, words: str, look: WordLook, node: Node) -> Iterator[WordPiece]:
        """`words` of a run, set for `node`."""
        look = _of_run(run, look)
        if run.is_sign:
            look, room = _as_sign(look, run.text), self.faces.styles[look.family, look.bold, look.italic]
            yield WordPiece(SIGN, room, look, node, "", _width(SIGN, room, look))
            return
        words = self._ties.sub(TIE, words)
        if look.upper:
            words = words.upper()
        for text, face in self._segments(words, look):
            if face is None:
                self.missing.append(MissingCharacter(text, run))
            else:
                yield WordPiece(text, face, look, node, run.link, _width(text, face, look), run.path, run.whole)

    def _segments(self, words: str, look: WordLook) -> Iterator[tuple[str, Face | None]]:
        """Words in stretches of one face; the locale's wide marks beside an ideograph are of the East Asian face."""
        spare = self.faces.spare(look.bold) if self._wide else None
        for number, part in enumerate(self._wide.split(words) if self._wide and spare else [words]):
            if number % 2:
                yield part, spare
            elif part:
                yield from self.faces.segments(part, look.family, look.bold, look.italic)


def _same_inline(before: Run | None, run: Run) -> bool:
    """Whether two neighbours share a link, or are citation numbers both."""
    if before is None or before.struck != run.struck:
        return False
    return before.link == run.link and bool(before.cite) == bool(run.cite)


@lru_cache(maxsize=1024)
def _varied(look: WordLook, bold: bool, italic: bool, raised: bool, color: str) -> WordLook:
    if raised:
        return replace(
            look, bold=False, italic=False, color="muted", scale=look.scale * 0.66, rise=look.rise + 0.33 * look.scale
        )
    own = look.strong if bold and look.strong else look.color
    return replace(look, bold=look.bold or bold, italic=look.italic != italic, color=color or own)


def _of_run(run: Run, look: WordLook) -> WordLook:
    varied = _varied(look, run.bold, run.italic, run.raised, "link" if run.link else "")
    return _struck(varied) if run.struck else varied


@lru_cache(maxsize=64)
def _struck(look: WordLook) -> WordLook:
    return replace(look, struck=True)


@lru_cache(maxsize=64)
def _as_sign(look: WordLook, text: str) -> WordLook:
    return replace(look, tracking=0.0, sign="down" if text == FALL else "up")


@lru_cache(maxsize=16)
def _wide(marks: str) -> re.Pattern[str] | None:
    """The stretches of `marks` beside an ideograph."""
    if not marks:
        return None
    some = f"[{re.escape(marks)}]+"
    return re.compile(f"((?<=[{_CJK}]){some}|{some}(?=[{_CJK}]))")


def _width(text: str, face: Face, look: WordLook) -> float:
    return look.scale * (face.width(text) + look.tracking * len(text))


def cut(piece: WordPiece, text: str) -> WordPiece:
    return replace(piece, text=text, width=_width(text, piece.face, piece.look))


def _divided(pieces: list[WordPiece], dictionary: str) -> Iterator[MemoWord]:
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
    space = last.width - _width(kept, last.face, last.look)
    return MemoWord(tuple(pieces), width - space, space, dictionary)
