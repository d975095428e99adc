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
from policybrief.memo import hyphens
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
_SYMBOLS = [
    "km",
    "m",
    "cm",
    "mm",
    "kg",
    "t",
    "g",
    "W",
    "kW",
    "MW",
    "GW",
    "kWh",
    "MWh",
    "GWh",
    "TWh",
    "USD",
    "EUR",
    "GBP",
    "CNY",
    "RUB",
    "UAH",
]
"""Units in every language; each has its own words beside them."""
# A last line narrower than this share of the column takes a word from the line before it.
_WIDOW = 0.25
# In a column narrower than so many type sizes words are divided, where this share of the line would stay empty.
_NARROW, _LOOSE = 16.0, 0.25
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
    """What no line break divides, but with a hyphen by the `dictionary` of its language. `space` is the width of the
    space that follows, 0 where the next word clings.
    """

    pieces: tuple[Piece, ...]
    width: float
    space: float
    dictionary: str = ""


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
        self._ties = _ties(locale.months, locale.first_day, locale.ties["before"], locale.ties["after"])
        self._wide = _wide(locale.wide_marks)
        self._dictionary = locale.hyphenation

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
        return list(_divided(pieces, self._dictionary))

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
        for text, face in self._segments(words, look):
            if face is None:
                self.missing.append(Missing(text, run))
            else:
                yield Piece(text, face, look, node, run.link, _width(text, face, look))

    def _segments(self, words: str, look: Look) -> Iterator[tuple[str, Face | None]]:
        """Words in stretches of one face; the locale's wide marks beside an ideograph are of the East Asian face."""
        spare = self.faces.spare(look.bold) if self._wide else None
        for number, part in enumerate(self._wide.split(words) if self._wide and spare else [words]):
            if number % 2:
                yield part, spare
            elif part:
                yield from self.faces.segments(part, look.family, look.bold, look.italic)


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
def _ties(
    months: tuple[str, ...], first_day: str, before: tuple[str, ...], after: tuple[str, ...]
) -> Callable[[str], str]:
    """A function that binds what belongs together in a text; `before` and `after` are the locale's."""
    months_or_units = "|".join(map(re.escape, (*months, *_SYMBOLS, *before)))
    pattern = re.compile(
        rf"(?:(?<=\d)|(?<=\b{re.escape(first_day)})) (?=(?:{months_or_units})(?!\w))"  # 24 November, 6 MW
        r"|(?<=\b[^\W\d_a-zа-яіїєґ]\.) (?=[^\W\d_a-zа-яіїєґ])"  # J. Smith
        r"|(?<=\b[A-Z]\.[A-Z]\.) (?=\S)"  # U.S. policy
        r"|(?<=[<>≤≥≈~±=×]) (?=\d)"  # > 9
        r"|(?<=[«‹]) | (?=[»›]|[:;?!](?!\w))"  # French marks, where their spaces are plain ones
        + "".join(rf"|(?<=\b{re.escape(word)}) (?=[\dA-ZА-ЯІЇЄҐ])" for word in after if word[0].isalnum())
        + "".join(rf"|(?<={re.escape(word)}) (?=\d)" for word in after if not word[0].isalnum())
    )
    return lambda text: pattern.sub(TIE, text)


@cache
def _wide(marks: str) -> re.Pattern[str] | None:
    """The stretches of `marks` beside an ideograph."""
    if not marks:
        return None
    some = f"[{re.escape(marks)}]+"
    return re.compile(f"((?<=[{_CJK}]){some}|{some}(?=[{_CJK}]))")


def _width(text: str, face: Face, look: Look) -> float:
    return look.scale * (face.width(text) + look.tracking * len(text))


def _cut(piece: Piece, text: str) -> Piece:
    return replace(piece, text=text, width=_width(text, piece.face, piece.look))


def _divided(pieces: list[Piece], dictionary: str) -> Iterator[Word]:
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
                yield _word(waiting, dictionary)
            waiting, start = [], cuts[upcoming]
            upcoming += 1
        if start < end:
            waiting.append(_part(piece, whole[start:end]))
        start = end


def _part(piece: Piece, text: str) -> Piece:
    return piece if text == piece.text else _cut(piece, text)


def _word(pieces: Sequence[Piece], dictionary: str = "") -> Word:
    """A word, its last space set apart, for a line's end leaves it outside."""
    width = sum(piece.width for piece in pieces)
    last = pieces[-1]
    if not last.text.endswith(" "):
        return Word(tuple(pieces), width, 0.0, dictionary)
    kept = last.text.rstrip(" ")
    space = last.width - _width(kept, last.face, last.look)
    return Word(tuple(pieces), width - space, space, dictionary)


# -- lines


def lines(words: Sequence[Word], width: float) -> list[list[Word]]:
    """`words` in lines no wider than `width`, as full as can be, but that no short word stands alone on the last.

    A word is divided where it is wider than a line, and in a narrow column where that saves a line.
    """
    made = _filled(words, width, divide=False)
    if width < _NARROW and len(made) > 1:
        divided = _filled(words, width, divide=True)
        made = divided if len(divided) < len(made) else made
    if len(made) > 1:
        _mend_widow(made, width)
    return made


def _filled(words: Sequence[Word], width: float, *, divide: bool) -> list[list[Word]]:
    """Lines as full as can be; if `divide`, with hyphens at the end of those that would stay loose."""
    made: list[list[Word]] = []
    line: list[Word] = []
    room = width
    for word in _fitting(words, width):
        rest = word
        if line and word.width > room + _ROUNDING:
            if divide and room > _LOOSE * width and (parts := _hyphenated(word, room)):
                line.append(parts[0])
                rest = parts[1]
            made.append(line)
            line, room = [], width
        line.append(rest)
        room -= rest.width + rest.space
    if line:
        made.append(line)
    return made


def _fitting(words: Sequence[Word], width: float) -> Iterator[Word]:
    for word in words:
        rest = word
        while rest.width > width + _ROUNDING and (parts := _hyphenated(rest, width)):
            yield parts[0]
            rest = parts[1]
        if rest.width > width + _ROUNDING:
            yield from _shattered(rest, width)
        else:
            yield rest


def _hyphenated(word: Word, room: float) -> tuple[Word, Word] | None:
    """The most of a word that fits with a hyphen, and the rest of it."""
    if not word.dictionary or any(piece.node.lang or piece.look.rise for piece in word.pieces):
        return None
    text = "".join(piece.text for piece in word.pieces)
    for point in reversed(hyphens.points(text, word.dictionary)):
        head, tail = _halved(word.pieces, point)
        last = head[-1]
        if not last.face.has(hyphens.SIGN):
            return None
        sign = _cut(last, hyphens.SIGN)
        if sum(piece.width for piece in (*head, sign)) <= room:
            return _word(_joined([*head, sign])), _word(tail, word.dictionary)
    return None


def _halved(pieces: Sequence[Piece], point: int) -> tuple[list[Piece], list[Piece]]:
    """Pieces before and after a place in their text."""
    head: list[Piece] = []
    tail: list[Piece] = []
    for piece in pieces:
        first, second = piece.text[: max(point, 0)], piece.text[max(point, 0) :]
        head += [_part(piece, first)] if first else []
        tail += [_part(piece, second)] if second else []
        point -= len(piece.text)
    return head, tail


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
    if before[-1].pieces[-1].text.endswith(hyphens.SIGN):
        return
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
