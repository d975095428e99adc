"""Text as lines: runs become words whose widths are known, and words become lines of a width.

All measures here are in type sizes, so a text is prepared once and broken at any size. Breaking follows the rules that
a reader expects: a line ends at a space, after a hyphen or dash, or between Chinese and Japanese characters; never
between a number and its unit, or after "U.S." or an initial. A word wider than its column is cut to fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from policybrief import language
from policybrief.document import Run, Text
from policybrief.locale import Locale
from policybrief.memo.faces import TIE, Face, Faces, Family
from policybrief.memo.marks import Node

_CJK = "\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_NOT_FIRST = "、。，．・：；？！」』）］｝〉》〕】々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ.,:;?!)\\]}”’»%…\u00a0"
_NOT_LAST = "「『（［｛〈《〔【(\\[{“‘«€$£¥\u00a0"
_OPPORTUNITY = re.compile(
    r"(?<= )(?=[^ ])"
    r"|(?<=[^\W_][-–/])(?=[^\W\d_])|(?<=[^\s]—)(?=[\w“‘])"
    rf"|(?<=[{_CJK}])(?=[^\s{_NOT_FIRST}{TIE}])(?<![{_NOT_LAST}])"
    rf"|(?=[{_CJK}])(?<=[^\s{_NOT_LAST}{TIE}])(?![{_NOT_FIRST}])"
)
_UNITS = (
    "percent|per cent|hundred|thousand|million|billion|trillion|km|m|cm|mm|kg|t|g|tonnes|tons|miles|hours|days|weeks"
    "|months|years|W|kW|MW|GW|kWh|MWh|GWh|TWh|USD|EUR|GBP|CNY|RUB|bn|mn|pm|am|a\\.m\\.|p\\.m\\."
)
# A last line narrower than this share of the column takes a word from the line before it.
_WIDOW = 0.25
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Look:
    """How text is drawn: `scale`, `rise` and `tracking` in type sizes of its block.

    `color` is the theme's name for it, or "#FFC000" for one that no theme changes.
    """

    family: Family = "body"
    bold: bool = False
    italic: bool = False
    color: str = "ink"
    scale: float = 1.0
    rise: float = 0.0
    tracking: float = 0.0
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a word in one face and look, `width` type sizes wide."""

    text: str
    face: Face
    look: Look
    node: Node
    url: str
    width: float


@dataclass(frozen=True, slots=True)
class Word:
    """What no line break divides. `space` is the width of the space that follows, 0 where the next word clings."""

    pieces: tuple[Piece, ...]
    width: float
    space: float


@dataclass(frozen=True)
class Missing:
    """A character that no face can draw, and the run that has it."""

    char: str
    run: Run


class Typesetter:
    """Prepares text: finds a face for each character, measures, and divides into words.

    What can't be drawn is gathered in `missing`, so that all of it is reported at once.
    """

    def __init__(self, faces: Faces, locale: Locale) -> None:
        self.faces = faces
        self.missing: list[Missing] = []
        self._lang = locale.name
        self._ties = _ties(locale.months)

    def words(self, text: Text, look: Look, node: Node, space_after: bool = False) -> list[Word]:
        """The words of `text`, all of it `node`'s, or of a link or reference in it.

        `space_after` says that more follows on the same line.
        """
        pieces: list[Piece] = []
        inline: Node | None = None
        before: Run | None = None
        for run in text:
            if not _same_inline(before, run):
                inline = self._inline(run, text, node)
            owner = inline or node
            for words, lang in language.stretches(run.text, self._lang):
                pieces.extend(self._pieces(run, words, look, owner.inline("Span", lang=lang) if lang else owner))
            before = run
        if space_after and pieces:
            face = self.faces.styles[look.family, look.bold, look.italic]
            pieces.append(Piece(" ", face, look, node, "", _width(" ", face, look)))
        return list(_divided(pieces))

    def _inline(self, run: Run, text: Text, node: Node) -> Node | None:
        """The element for a link or a citation number."""
        if run.cite:
            return node.inline("Span")
        if run.link:
            label = "".join(other.text for other in text if other.link == run.link)
            said = label if label == run.link else f"{label} ({run.link})"
            return node.inline("Link", alt=said)
        return None

    def _pieces(self, run: Run, words: str, look: Look, node: Node) -> Iterator[Piece]:
        """`words` of a run, set for `node`."""
        look = _of_run(run, look)
        words = self._ties(words)
        if look.upper:
            words = words.upper()
        for text, face in self.faces.segments(words, look.family, look.bold, look.italic):
            if face is None:
                self.missing.append(Missing(text, run))
            else:
                yield Piece(text, face, look, node, run.link, _width(text, face, look))


def _same_inline(before: Run | None, run: Run) -> bool:
    """Whether two neighbours share a link, or are citation numbers both."""
    return before is not None and before.link == run.link and bool(before.cite) == bool(run.cite)


@cache
def _varied(look: Look, bold: bool, italic: bool, cite: bool, link: bool) -> Look:
    if cite:
        return replace(
            look, bold=False, italic=False, color="muted", scale=look.scale * 0.66, rise=look.rise + 0.33 * look.scale
        )
    return replace(look, bold=look.bold or bold, italic=look.italic != italic, color="link" if link else look.color)


def _of_run(run: Run, look: Look) -> Look:
    return _varied(look, run.bold, run.italic, bool(run.cite), bool(run.link))


@cache
def _ties(months: tuple[str, ...]) -> Callable[[str], str]:
    """A function that binds what belongs together in a text."""
    months_or_units = "|".join([*map(re.escape, months), _UNITS])
    pattern = re.compile(
        rf"(?<=\d) (?=(?:{months_or_units})\b)"  # 24 November, 6 MW
        r"|(?<=\b[A-Z]\.) (?=[A-Z])|(?<=\b[A-Z]\.[A-Z]\.) (?=\S)"  # J. Smith, U.S. policy
        r"|(?<=[<>≤≥≈~±=×]) (?=\d)"  # > 9
        r"|(?<=\bNo\.) (?=\d)|(?<=\bp\.) (?=\d)|(?<=\bpp\.) (?=\d)|(?<=\bpara\.) (?=\d)|(?<=\bparas\.) (?=\d)"
    )
    return lambda text: pattern.sub(TIE, text)


def _width(text: str, face: Face, look: Look) -> float:
    return look.scale * (face.width(text) + look.tracking * len(text))


def _cut(piece: Piece, text: str) -> Piece:
    return replace(piece, text=text, width=_width(text, piece.face, piece.look))


def _divided(pieces: list[Piece]) -> Iterator[Word]:
    """Words out of pieces: cut wherever a line may end."""
    whole = "".join(piece.text for piece in pieces)
    cuts = [match.start() for match in _OPPORTUNITY.finditer(whole)]
    cuts.append(len(whole))
    waiting: list[Piece] = []
    start, upcoming = 0, 0
    for piece in pieces:
        end = start + len(piece.text)
        while upcoming < len(cuts) and cuts[upcoming] <= end:
            if cuts[upcoming] > start:
                waiting.append(_part(piece, whole[start : cuts[upcoming]]))
            if waiting:
                yield _word(waiting)
            waiting, start = [], cuts[upcoming]
            upcoming += 1
        if start < end:
            waiting.append(_part(piece, whole[start:end]))
        start = end


def _part(piece: Piece, text: str) -> Piece:
    return piece if text == piece.text else _cut(piece, text)


def _word(pieces: list[Piece]) -> Word:
    """A word, its last space set apart, for a line's end leaves it outside."""
    width = sum(piece.width for piece in pieces)
    last = pieces[-1]
    if not last.text.endswith(" "):
        return Word(tuple(pieces), width, 0.0)
    kept = last.text.rstrip(" ")
    space = last.width - _width(kept, last.face, last.look)
    return Word(tuple(pieces), width - space, space)


# -- lines


def lines(words: Sequence[Word], width: float) -> list[list[Word]]:
    """`words` in lines no wider than `width`, as full as can be, but that no short word stands alone on the last."""
    made: list[list[Word]] = []
    line: list[Word] = []
    room = width
    for word in _fitting(words, width):
        if line and word.width > room + _ROUNDING:
            made.append(line)
            line, room = [], width
        line.append(word)
        room -= word.width + word.space
    if line:
        made.append(line)
    if len(made) > 1:
        _mend_widow(made, width)
    return made


def _fitting(words: Sequence[Word], width: float) -> Iterator[Word]:
    for word in words:
        if word.width > width + _ROUNDING:
            yield from _shattered(word, width)
        else:
            yield word


def _shattered(word: Word, width: float) -> Iterator[Word]:
    """A word wider than its column, cut into parts that fit; a combining mark stays with its letter."""
    part: list[Piece] = []
    room = width
    for piece in word.pieces:
        for cluster in re.findall(r".[\u0300-\u036f\u3099\u309a]*", piece.text, re.DOTALL):
            cut = _cut(piece, cluster)
            if part and cut.width > room and cluster != " ":
                yield _word(_joined(part))
                part, room = [], width
            part.append(cut)
            room -= cut.width
    if part:
        yield _word(_joined(part))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one look as one piece."""
    made: list[Piece] = []
    for piece in pieces:
        if made and made[-1].look is piece.look and made[-1].face is piece.face and made[-1].node is piece.node:
            made[-1] = replace(made[-1], text=made[-1].text + piece.text, width=made[-1].width + piece.width)
        else:
            made.append(piece)
    return made


def _mend_widow(made: list[list[Word]], width: float) -> None:
    """Give a lone short word on the last line the company of the word before it."""
    last, before = made[-1], made[-2]
    alone = sum(1 for word in last[:-1] if word.space) == 0
    spaced = [number for number, word in enumerate(before) if word.space]
    if not alone or line_width(last) > _WIDOW * width or len(spaced) < 4:
        return
    start = spaced[-2] + 1 if before[-1].space else spaced[-1] + 1
    moved = before[start:]
    if line_width(moved + last) <= width and line_width(before[:start]) > 0.6 * width:
        made[-2:] = [before[:start], moved + last]


def line_width(line: Sequence[Word]) -> float:
    """The width of a line, without the space at its end."""
    return sum(word.width + word.space for word in line) - line[-1].space if line else 0.0


def balanced(words: Sequence[Word], width: float) -> list[list[Word]]:
    """Lines of about equal length, no more of them than `lines` makes: for titles."""
    made = lines(words, width)
    if len(made) < 2:
        return made
    low, high = width / 2, width
    for _ in range(7):
        middle = (low + high) / 2
        tried = lines(words, middle)
        if len(tried) == len(made):
            made, high = tried, middle
        else:
            low = middle
    return made
