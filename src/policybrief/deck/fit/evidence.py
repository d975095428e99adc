"""A judgment and what is behind it, in four quarters: what we judge, in whose words, how sure we are, what rests on it.

Up to two quotations stand large, and the quarters share their lines; three or four, or long ones, have the right half
for themselves, or that and what rests on it where the left one is full. A quotation is never smaller than text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from math import fsum

from policybrief.deck.colors import PRIMARY
from policybrief.deck.fit import captioned, likelihood, marks
from policybrief.deck.fit.pieces import GAP, pieces
from policybrief.deck.fit.sentences import prose_lines
from policybrief.deck.shapes import Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import COMPACT, GUTTER, NO_CEILING, Faults, Laid, Type, extent, leading, name_of
from policybrief.deck.widths import settled
from policybrief.ooxml.box import Box
from policybrief.text.blocks import Evidence
from policybrief.text.items import Item
from policybrief.text.records import dataclass
from policybrief.text.run import Text

LOWER = 0.63
"""Where in its room the lower quarters begin, where the upper ones leave them that."""

_LARGE, _MOST = 2, 4
"""So many pieces have large quotations, and so many stand on a slide."""

_BLOCKS_SHARE, _BESIDE_BLOCKS = 4 / 3, 12.0
_BESIDE_SQUARE = 33.0
_SQUARE_GAP, _WIDE_SQUARE_GAP = 5.0, 9.0
"""Between squares, at the least and where there is room: nearer they look like one bar."""
_BY_HEADLINE = 3
_ROUNDED = 0.01


def evidence(block: Evidence, width: float, type_: Type) -> Laid:
    """The quarters on shared lines; or where that is too much, or there are many pieces, one above the other."""
    if len(block.pieces) > (_MOST if type_.step == COMPACT else _LARGE):
        return Laid(NO_CEILING, lambda _: [], Faults())
    usual = _Evidence.of(block, width, type_)
    lent = replace(usual, lent=True)
    ways = [usual, lent, replace(lent, level=False)] if usual.alone else [usual]
    least = min(ways, key=lambda way: way.height)

    def place(box: Box) -> list[Shape]:
        fitting = next((way for way in ways if way.height <= box.height + _ROUNDED), least)
        return fitting.place(box)

    return Laid(least.height, place, least.faults, True, NO_CEILING)


def quarters(block: Evidence, width: float, type_: Type) -> tuple[float, float, float]:
    """The heights of the upper quarters and of the lower ones, which stand on shared lines: of these what they can use
    and what they need. Zeros where they stand otherwise.
    """
    usual = _Evidence.of(block, width, type_)
    return (usual.upper, usual.lower_grown, usual.lower) if usual.shared else (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class _Section:
    """A quarter: its label, and what stands below it."""

    label: Text
    body: Laid


@lru_cache(maxsize=64)
def _sections(block: Evidence, room: float, type_: Type) -> tuple[_Section | None, ...]:
    """The quarters, wherever the lower ones begin: asked for as a slide is placed, as all are levelled, and again."""
    bodies = (
        _text(block, room, type_) if block.judge or block.more else None,
        pieces(block, room, type_) if block.pieces else None,
        _sure(block, room, type_) if block.confidence or block.basis or _apart(block) else None,
        _rests(block.rests, room, type_) if block.rests else None,
    )
    return tuple(_Section(label, body) if body else None for label, body in zip(block.labels, bodies, strict=True))


@dataclass(frozen=True)
class _Evidence:
    """The quarters at a width and a step of the type scale. The half of many pieces may be `lent` to what rests on the
    judgment too, which stands `level` with its neighbour or where it has room.
    """

    block: Evidence
    half: float
    """The width of a column; where all is in one, it has the whole."""
    type_: Type
    sections: tuple[_Section | None, ...]
    """The four, in their order; None for what there is not."""
    lent: bool = False
    level: bool = True

    @classmethod
    def of(cls, block: Evidence, width: float, type_: Type) -> _Evidence:
        """The quarters in a width, each laid out."""
        judged = block.judge or block.more or block.confidence or block.basis or block.likelihood
        both = judged and (block.pieces or block.rests)
        room = (width - GUTTER) / 2 if both else width
        return cls(block, room, type_, _sections(replace(block, upper=0.0), room, type_))

    @property
    def alone(self) -> bool:
        """Whether pieces are so many that they have their half for themselves."""
        return bool(self.sections[0]) and (len(self.block.pieces) > _LARGE or self.block.kind == "halves")

    @cached_property
    def columns(self) -> tuple[list[_Section], list[_Section]]:
        """What stands at the left and at the right: many pieces have their half for themselves."""
        judge, pieces, sure, rests = self.sections
        theirs = self.alone and not self.lent
        left, right = ([judge, sure, rests], [pieces]) if theirs else ([judge, sure], [pieces, rests])
        return [section for section in left if section], [section for section in right if section]

    @property
    def _head(self) -> float:
        return captioned.height(self.type_)

    def _height(self, section: _Section) -> float:
        return self._head + section.body.height

    def _stacked(self, sections: Sequence[_Section]) -> float:
        return fsum(map(self._height, sections)) + GAP * max(0, len(sections) - 1)

    @cached_property
    def upper(self) -> float:
        """The height of the upper quarters, with the gap below, where they share a line with their neighbour."""
        return max(self._height(column[0]) for column in self.columns if column) + GAP

    @cached_property
    def lower(self) -> float:
        return max((self._height(column[1]) for column in self.columns if len(column) == 2), default=0.0)

    @cached_property
    def lower_grown(self) -> float:
        """What the lower quarters take where they have all the room that they can use."""
        bodies = [column[1].body for column in self.columns if len(column) == 2]
        return self._head + max((max(body.height, body.ceiling) for body in bodies), default=0.0)

    @cached_property
    def shared(self) -> bool:
        """Whether the quarters share their lines: no column has three."""
        return self.block.kind == "quarters" and self.level and max(map(len, self.columns)) == 2

    @cached_property
    def height(self) -> float:
        if self.shared:
            return self.upper + self.lower
        return max(map(self._stacked, self.columns))

    @property
    def faults(self) -> Faults:
        return Faults.of(section.body.faults for section in self.sections if section)

    def place(self, box: Box) -> list[Shape]:
        """The quarters in reading order: what we judge, in whose words, how sure we are, what rests on it."""
        tops = {id(section): at for column, x in self._columns_at(box) for section, at in self._tops(column, x, box)}
        shapes: list[Shape] = []
        for section in self.sections:
            if section:
                shapes += self._section(section, tops[id(section)])
        return shapes

    def _columns_at(self, box: Box) -> list[tuple[list[_Section], float]]:
        left, right = self.columns
        return [(left, box.x), (right, box.x + self.half + GUTTER if left else box.x)]

    def _tops(self, column: list[_Section], x: float, box: Box) -> list[tuple[_Section, Box]]:
        """The boxes of a column's sections."""
        if self.shared:
            usual = min(LOWER * box.height, box.height - self.lower_grown)
            ys = [0.0, max(self.upper, min(self.block.upper or usual, box.height - self.lower))]
        else:
            spare = (box.height - self._stacked(column)) / max(1, len(column) - 1)
            ys = [0.0]
            for section in column[:-1]:
                ys.append(ys[-1] + self._height(section) + GAP + min(spare, 3 * GAP))
        bottoms = [*ys[1:], box.height]
        return [
            (section, Box(x, box.y + y, self.half, bottom - y))
            for section, y, bottom in zip(column, ys, bottoms, strict=False)
        ]

    def _section(self, section: _Section, box: Box) -> list[Shape]:
        height = max(section.body.height, min(section.body.ceiling, box.height - self._head))
        below = Box(box.x, box.y + self._head, box.width, height)
        return [*captioned.head(section.label, box, self.type_), *section.body.place(below)]


def _text(block: Evidence, width: float, type_: Type) -> Laid:
    """What we judge, with all its paragraphs, and how likely it is: how sure we are of that is another thing."""
    lines = prose_lines(block.judge, block.more, type_.body)
    narrow = settled(lines, width, type_)
    height, faults = extent(lines, narrow, type_)

    def place(box: Box) -> list[Shape]:
        name = name_of(*(line.text for line in lines))
        return [TextShape(replace(box, width=narrow, height=height), lines, name, role="column")]

    return _likely(block, Laid(height, place, faults), width, type_)


def _apart(block: Evidence) -> bool:
    """Whether a likelihood has no words of the judgment to stand below."""
    return bool(block.likelihood) and not (block.judge or block.more)


def _likely(block: Evidence, above: Laid, width: float, type_: Type) -> Laid:
    """A text, and below it the likelihood of what we judge, if the block says any."""
    if not block.likelihood:
        return above
    said, start = block.likelihood, above.height + GAP / 2

    def place(box: Box) -> list[Shape]:
        room = Box(box.x, box.y + start, width, box.height - start + _ROUNDED)
        return [*above.place(box), *likelihood.shapes(said, [said], room, width, type_)]

    natural = start + likelihood.HEIGHT
    return Laid(natural, place, above.faults, True, natural + likelihood.higher(said, width, width, type_))


def _sure(block: Evidence, width: float, type_: Type) -> Laid:
    """Blocks and word, and why."""
    size = type_.body
    bold = Look(size, PRIMARY, bold=True)
    sign = leading(bold, type_) if block.confidence else 0.0
    lines = (Line(block.basis, Look(size)),) if block.basis else ()
    narrow = settled(lines, width, type_)
    height, faults = extent(lines, narrow, type_)

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        if block.confidence:
            line = leading(bold, type_)
            shapes += marks.blocks(block.confidence, box.x, box.y + line / 2, _BLOCKS_SHARE)
            x = box.x + marks.BLOCKS_WIDTH * _BLOCKS_SHARE + _BESIDE_BLOCKS
            word = Box(x, box.y, box.right - x, line)
            shapes.append(TextShape(word, (Line(block.confidence.word, bold),), name_of(block.confidence.word), "ctr"))
        if lines:
            text = Box(box.x, box.y + sign, narrow, height)
            shapes.append(TextShape(text, lines, name_of(block.basis), role="column"))
        return shapes

    laid = Laid(sign + height, place, faults)
    return _likely(block, laid, width, type_) if _apart(block) else laid


def _rests(items: Sequence[Item], width: float, type_: Type) -> Laid:
    """Recommendations: a few by their headlines; more where these have room, or else as squares alone."""
    headlines = _headlines(items, width, type_)
    if len(items) <= _BY_HEADLINE:
        return headlines
    squares = _squares(items, width, type_)

    def place(box: Box) -> list[Shape]:
        return (headlines if headlines.height <= box.height + _ROUNDED else squares).place(box)

    return replace(squares, place=place, ceiling=headlines.ceiling)


def _headlines(items: Sequence[Item], width: float, type_: Type) -> Laid:
    look, room = Look(type_.body), width - _BESIDE_SQUARE
    lines = [Line(item.headline, look) for item in items]
    rooms = [settled((line,), room, type_) for line in lines]
    measured = [extent((line,), own, type_) for line, own in zip(lines, rooms, strict=True)]
    heights = [max(height, marks.MARK) for height, _ in measured]
    first = max(leading(look, type_), marks.MARK)
    gaps, whole = max(1, len(items) - 1), fsum(heights)

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        y, gap = box.y, min(_WIDE_SQUARE_GAP, (box.height - whole) / gaps)
        for item, line, own, height in zip(items, lines, rooms, heights, strict=True):
            shapes.append(marks.recommendation(words(item.number), box.x, y + first / 2, type_))
            text = Box(box.x + _BESIDE_SQUARE, y, own, height)
            shapes.append(TextShape(text, (line,), name_of(line.text), "ctr"))
            y += height + gap
        return shapes

    spaces = len(items) - 1
    faults = Faults.of(found for _, found in measured)
    return Laid(whole + _SQUARE_GAP * spaces, place, faults, ceiling=whole + _WIDE_SQUARE_GAP * spaces)


def _squares(items: Sequence[Item], width: float, type_: Type) -> Laid:
    step = marks.MARK + _SQUARE_GAP
    across = max(1, int((width + _SQUARE_GAP) / step))
    rows = -(-len(items) // across)

    def place(box: Box) -> list[Shape]:
        middle = box.y + marks.MARK / 2
        return [
            marks.recommendation(
                words(item.number), box.x + number % across * step, middle + number // across * step, type_
            )
            for number, item in enumerate(items)
        ]

    return Laid(rows * step - _SQUARE_GAP, place, Faults())
