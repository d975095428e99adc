"""The sources with what rests on each, and what the levels of confidence mean.

A source has its number, by which citations name it, its name, its reference and a note; circles say which judgments it
bears on. Where there are many, the reference and the circles are all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from policybrief.deck.colors import MUTED, PRIMARY, RULE
from policybrief.deck.fit import captioned, marks
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import (
    COMPACT,
    GUTTER,
    HAIRLINE,
    NO_CEILING,
    Faults,
    Laid,
    Type,
    extent,
    indent,
    leading,
    name_of,
    single,
)
from policybrief.deck.widths import settled
from policybrief.ooxml.box import Box
from policybrief.text.blocks import SourceDetail, SourceList
from policybrief.text.items import Item
from policybrief.text.records import dataclass
from policybrief.text.run import Text

_LEFT, _BETWEEN = 7 / 12, 1 / 12
"""The columns of twelve that sources have, and what is free beside them."""

_LINE_GAP, _ENTRY_GAP, _TIGHT_GAP = 3.0, 10.0, 5.0
_APART, _CIRCLE_GAP = 12.0, 6.0
_MOST_GAP = 16.0
_FEW_LEVELS = 2
"""So many levels are explained at the size of text, more at that of labels."""


def sources(block: SourceList, width: float, type_: Type) -> Laid:
    """Sources at the left, levels of confidence at the right; or either alone, in the whole width."""
    left = (width + GUTTER) * _LEFT - GUTTER if block.levels else width
    right = (width + GUTTER) * (1 - _LEFT - _BETWEEN) - GUTTER if block.entries else width
    pairs = zip(block.entries, block.details, strict=True)
    bears = Line(block.labels[1], Look(type_.label, MUTED))
    found = [_Source(f"{number}." if number else "", text, detail, bears) for (number, text), detail in pairs]
    entries = [
        _compact(source, left, type_) if type_.step == COMPACT else _entry(source, left, type_) for source in found
    ]
    gap = _TIGHT_GAP if type_.step == COMPACT else _ENTRY_GAP
    note = [_plain((Line(block.note, Look(type_.label, MUTED)),), right, type_)] if block.note else []
    if not block.levels:
        return _listed(block.labels[0], [*entries, *note], left, gap, type_)
    size = type_.cell if len(block.levels) <= _FEW_LEVELS else type_.label
    levels = [*(_level(item, right, size, type_) for item in block.levels), *note]
    sides = ((block.labels[0], entries, left, 0.0), (block.labels[2], levels, right, width - right))
    columns = [(_listed(label, listed, wide, gap, type_), x) for label, listed, wide, x in sides if listed]

    def place(box: Box) -> list[Shape]:
        return [shape for column, x in columns for shape in column.place(replace(box, x=box.x + x))]

    height = max((column.height for column, _ in columns), default=0.0)
    return Laid(height, place, Faults.of(column.faults for column, _ in columns), True, NO_CEILING)


def _listed(label: Text, entries: Sequence[Laid], width: float, gap: float, type_: Type) -> Laid:
    """Entries one below the other under a rule and a label, hairlines between; spare room goes into the gaps."""
    head = captioned.height(type_)
    natural = head + fsum(entry.height for entry in entries) + 2 * gap * max(0, len(entries) - 1)

    def place(box: Box) -> list[Shape]:
        spare = (box.height - natural) / max(1, len(entries) - 1) / 2
        between = gap + min(max(spare, 0.0), _MOST_GAP - gap)
        shapes = captioned.head(label, replace(box, width=width), type_)
        y = box.y + head
        for number, entry in enumerate(entries):
            if number:
                shapes.append(Decoration(Box(box.x, y + between, width, HAIRLINE), fill=RULE))
                y += 2 * between
            shapes += entry.place(Box(box.x, y, width, entry.height))
            y += entry.height
        return shapes

    return Laid(natural, place, Faults.of(entry.faults for entry in entries), True, NO_CEILING)


def _plain(lines: tuple[Line, ...], width: float, type_: Type) -> Laid:
    narrow = settled(lines, width, type_)
    height, faults = extent(lines, narrow, type_)
    name = name_of(*(line.text for line in lines))
    return Laid(height, lambda box: [TextShape(replace(box, width=narrow), lines, name, role="column")], faults)


def _level(item: Item, width: float, size: float, type_: Type) -> Laid:
    """Blocks and word, and what they mean."""
    bold = Look(size, PRIMARY, bold=True)
    line, text = leading(bold, type_), Line(item.text, Look(size))
    narrow = settled((text,), width, type_)
    height, faults = extent((text,), narrow, type_)

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        x = box.x
        if item.confidence:
            shapes += marks.blocks(item.confidence, x, box.y + line / 2)
            x += marks.BLOCKS_WIDTH + _APART
        word = Box(x, box.y, box.right - x, line)
        shapes.append(TextShape(word, (Line(item.headline, bold),), name_of(item.headline), "ctr"))
        below = Box(box.x, word.bottom + 1.0, narrow, height)
        return [*shapes, TextShape(below, (text,), name_of(item.text), role="column")]

    return Laid(line + 1.0 + height, place, faults)


@dataclass(frozen=True)
class _Bearing:
    """The circles of the judgments that a source bears on, behind a label."""

    label: Line
    numbers: Sequence[Text]
    type_: Type

    @property
    def _beside(self) -> float:
        return single(self.label, self.type_) + _APART if self.label.text else 0.0

    def rows(self, width: float) -> int:
        return -(-len(self.numbers) // self._across(width))

    def _across(self, width: float) -> int:
        return max(1, int((width - self._beside + _CIRCLE_GAP) / (marks.MARK + _CIRCLE_GAP)))

    def height(self, width: float) -> float:
        return self.rows(width) * (marks.MARK + _CIRCLE_GAP) - _CIRCLE_GAP if self.numbers else 0.0

    def shapes(self, x: float, y: float, width: float) -> list[Shape]:
        if not self.numbers:
            return []
        shapes: list[Shape] = []
        if self.label.text:
            box = Box(x, y, self._beside - _APART, marks.MARK)
            shapes.append(TextShape(box, (self.label,), name_of(self.label.text), "ctr"))
        step, across = marks.MARK + _CIRCLE_GAP, self._across(width)
        for at, number in enumerate(self.numbers):
            left, middle = x + self._beside + at % across * step, y + marks.MARK / 2 + at // across * step
            shapes.append(marks.judgment(number, left, middle, self.type_))
        return shapes


@dataclass(frozen=True)
class _Source:
    """A source: its number, its reference, what else is said of it, and the label before its circles."""

    bullet: str
    text: Text
    detail: SourceDetail
    bears: Line


def _entry(source: _Source, width: float, type_: Type) -> Laid:
    """Number and name, and below them the reference, a note and the circles."""
    text, detail, bullet = source.text, source.detail, source.bullet
    named = Look(type_.theme.sizes.head, PRIMARY, bold=True)
    first = Line(detail.name, named, bullet=bullet) if detail.name else Line(text, Look(type_.cell), bullet=bullet)
    lines = [Line(text, Look(type_.cell))] if detail.name else []
    lines += [Line(detail.note, Look(type_.label, MUTED))] if detail.note else []
    hang = indent(first)
    room = width - hang
    widths = [settled((line,), room, type_) for line in lines]
    across = settled((first,), room, type_) + hang
    (top, faults), below = extent((first,), across, type_), [extent((line,), room, type_) for line in lines]
    bearing = _Bearing(source.bears, detail.bears, type_)
    rest = top + fsum(_LINE_GAP + height for height, _ in below)
    circles = bearing.height(room) + 2 * _LINE_GAP if detail.bears else 0.0

    def place(box: Box) -> list[Shape]:
        at = Box(box.x, box.y, across, top)
        shapes: list[Shape] = [TextShape(at, (first,), name_of(first.text), role="column", reference=True)]
        y = box.y + top
        for line, narrow, (height, _) in zip(lines, widths, below, strict=True):
            at = Box(box.x + hang, y + _LINE_GAP, narrow, height)
            shapes.append(TextShape(at, (line,), name_of(line.text), role="column"))
            y = at.bottom
        return [*shapes, *bearing.shapes(box.x + hang, y + 2 * _LINE_GAP, room)]

    return Laid(rest + circles, place, Faults.of((faults, *(line_faults for _, line_faults in below))))


def _compact(source: _Source, width: float, type_: Type) -> Laid:
    """The reference and a note beside the circles."""
    text, detail = source.text, source.detail
    bearing = _Bearing(Line((), Look(type_.label)), detail.bears, type_)
    side = min(len(detail.bears), 4) * (marks.MARK + _CIRCLE_GAP)
    whole = (*text, *words(" "), *detail.note) if detail.note else text
    line = Line(whole, Look(type_.cell), bullet=source.bullet)
    room = width - side - (_APART if side else 0.0)
    height, faults = extent((line,), room, type_)
    high = max(height, bearing.height(side))

    def place(box: Box) -> list[Shape]:
        shape = TextShape(Box(box.x, box.y, room, height), (line,), name_of(text), role="column", reference=True)
        return [shape, *bearing.shapes(box.right - side + _CIRCLE_GAP, box.y, side)]

    return Laid(high, place, faults)
