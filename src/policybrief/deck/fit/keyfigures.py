"""Figures that are to be remembered: each large below a rule, what it is of and what has to be known of it under it.

All have one size and one width, and what is below them begins level. Where columns would leave much of a slide empty,
or break a figure, they stand in rows, each with its words beside it. A figure that takes more than half of the width at
the size of a cover's title stands in that of a slide's.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from math import fsum

from policybrief.deck.colors import MUTED, PRIMARY
from policybrief.deck.fit import marks
from policybrief.deck.fit.gaps import Gap
from policybrief.deck.fit.listing import ListedRow, listing
from policybrief.deck.shapes import Decoration, Line, Look, Polygon, Shape, TextShape
from policybrief.deck.typeset import (
    BAR,
    COMPACT,
    GUTTER,
    ROOMY,
    UNFIT,
    Faults,
    Laid,
    Type,
    extent,
    name_of,
    single,
    wrapped,
)
from policybrief.deck.widths import balanced, settled
from policybrief.ooxml.box import Box
from policybrief.text.exhibits import KeyFigure, KeyFigures
from policybrief.text.records import dataclass

_FEW, _FEW_IN_ROWS = 2, 3
"""So many figures may have their words in the largest type."""
_BESIDE = 276 / 852
"""Where words begin beside their figures, as a share of the width."""
_ROUNDED = 0.01
_SIGN = 11.0
_BESIDE_SIGN = _SIGN + 7.0
"""The side of the triangle that says where a figure goes, and where the words beside it begin."""
_ABOVE_TREND = Gap(2.0, 6.0)
_GAPS = (Gap(12.0, 42.0), Gap(6.0, 20.0), Gap(4.0, 12.0))
"""Above the figure, above what it is of, and above what has to be known of it."""
_ABOVE_WORDS = 3.0
"""Above what has to be known of a figure beside it."""
_MEAGRE = 0.7
"""Of its room, what figures side by side take at the least where they could stand in rows."""


def key_figures(block: KeyFigures, width: float, type_: Type) -> Laid:
    """The figures side by side in `width` points; or in rows, if they have no texts."""
    said = any(figure.text or figure.trend or figure.source for figure in block.figures)
    if type_.step == ROOMY and len(block.figures) > (_FEW if said else _FEW_IN_ROWS):
        return UNFIT
    rows = _in_rows(block, width, type_)
    columns = _in_columns(block, width, type_) if said else UNFIT
    if UNFIT in (rows, columns):
        return columns if rows is UNFIT else rows

    def place(box: Box) -> list[Shape]:
        meagre = columns.ceiling < _MEAGRE * box.height or columns.height > box.height + _ROUNDED
        return (rows if meagre and rows.height <= box.height + _ROUNDED else columns).place(box)

    least = min((columns, rows), key=lambda laid: (laid.faults.cuts, laid.height))
    return Laid(least.height, place, least.faults, True, max(columns.ceiling, rows.ceiling))


def _value(figure: KeyFigure, type_: Type) -> Line:
    sizes = type_.theme.sizes
    size = sizes.cover if type_.step < COMPACT else sizes.title
    return Line(figure.value, Look(size, PRIMARY, bold=True, heading=True))


def _label(figure: KeyFigure, type_: Type) -> Line:
    return Line(figure.label, Look(type_.head, PRIMARY, bold=True))


def _in_rows(block: KeyFigures, width: float, type_: Type) -> Laid:
    """Figures below one another, what each is of beside it, on one baseline with it."""
    values = [_value(figure, type_) for figure in block.figures]
    widest = max(single(line, type_) for line in values)
    if type_.step < COMPACT and widest > width / 2:
        return UNFIT
    left = min(max(widest + GUTTER, _BESIDE * width), width / 2)
    rows = [_row(value, figure, (left, width), type_) for value, figure in zip(values, block.figures, strict=True)]
    return listing(rows, (), type_, ruled=True)


def _row(value: Line, figure: KeyFigure, ends: tuple[float, float], type_: Type) -> ListedRow:
    """A figure, and its words between the `ends`, both from the left edge."""
    left, width = ends
    label, small = _label(figure, type_), Look(type_.label, MUTED)
    room = balanced(label.text, label.look, width - left, type_)
    (height, faults), (beside, others) = extent((value,), left, type_), extent((label,), room, type_)
    below = [
        (line, inset, extent((line,), width - left - inset, type_))
        for line, inset in (
            (Line(figure.trend, small), _BESIDE_SIGN),
            (Line(figure.text, Look(type_.body, strong=PRIMARY)), 0.0),
            (Line(figure.source, small), 0.0),
        )
        if line.text
    ]
    down = max(0.0, (value.look.size - label.look.size) * marks.BASELINE)
    total = down + beside + fsum(_ABOVE_WORDS + high for _, _, (high, _) in below)

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = [
            TextShape(Box(box.x, box.y, left, height), (value,), name_of(value.text)),
            TextShape(Box(box.x + left, box.y + down, room, beside), (label,), name_of(label.text)),
        ]
        y = box.y + down + beside
        for line, inset, (high, _) in below:
            at = Box(box.x + left + inset, y + _ABOVE_WORDS, width - left - inset, high)
            shapes.append(TextShape(at, (line,), name_of(line.text)))
            if inset:
                shapes.append(_sign(figure, at.x - inset, at.y + marks.capitals(line.look.size)))
            y = at.bottom
        return shapes

    return ListedRow(max(height, total), place, Faults.of((faults, others, *(fault for _, _, (_, fault) in below))))


def _in_columns(block: KeyFigures, width: float, type_: Type) -> Laid:
    columns = _Columns(block, width, type_)
    if type_.step < COMPACT and columns.broken:
        return UNFIT
    least, most = (BAR + fsum((*columns.heights, *gaps)) for gaps in columns.gaps)
    return Laid(least, columns.place, columns.faults, True, most)


@dataclass(frozen=True)
class _Columns:
    """Figures at a width and a step of the type scale: rows of texts, which the columns share."""

    block: KeyFigures
    width: float
    type_: Type

    @cached_property
    def column(self) -> float:
        count = len(self.block.figures)
        return (self.width - GUTTER * (count - 1)) / count

    @cached_property
    def rows(self) -> tuple[_Row, ...]:
        """The figures, where they go, what each is of, what has to be known of it, and where it is from."""
        figures, sizes = self.block.figures, self.type_
        small = Look(sizes.label, MUTED)
        values = tuple(_value(figure, sizes) for figure in figures)
        texts = tuple(Line(figure.text, Look(sizes.body, strong=PRIMARY)) for figure in figures)
        every = (
            _Row(tuple(replace(line, look=replace(line.look, leading=1.0)) for line in values), _GAPS[0]),
            _Row(tuple(Line(figure.trend, small) for figure in figures), _ABOVE_TREND, _BESIDE_SIGN),
            _Row(tuple(_label(figure, sizes) for figure in figures), _GAPS[1]),
            _Row(texts, _GAPS[2], ragged=True),
            _Row(tuple(Line(figure.source, small) for figure in figures), _GAPS[2]),
        )
        return tuple(row for row in every if row.said)

    @property
    def broken(self) -> bool:
        """Whether a figure takes more than a line."""
        return any(wrapped(line.text, line.look, self.column, self.type_).lines > 1 for line in self.rows[0].lines)

    def _room(self, row: _Row, line: Line) -> float:
        """Words have lines of about one length; figures have the whole column."""
        room = self.column - row.indent
        if row is self.rows[0] or not line.text:
            return room
        return settled((line,), room, self.type_) if row.ragged else balanced(line.text, line.look, room, self.type_)

    @cached_property
    def _measured(self) -> list[list[tuple[float, Faults]]]:
        return [[extent((line,), self._room(row, line), self.type_) for line in row.lines] for row in self.rows]

    @cached_property
    def heights(self) -> list[float]:
        """Those of the rows."""
        return [max(height for height, _ in row) for row in self._measured]

    @property
    def gaps(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """What stands above each row, at the least and at the most."""
        return tuple(row.gap.least for row in self.rows), tuple(row.gap.most for row in self.rows)

    @property
    def faults(self) -> Faults:
        return Faults.of(faults for row in self._measured for _, faults in row)

    def place(self, box: Box) -> list[Shape]:
        """Each column is read as a whole."""
        least, most = self.gaps
        spare = box.height - BAR - fsum((*self.heights, *least))
        share = min(1.0, max(0.0, spare / (fsum(most) - fsum(least))))
        gaps = [low + share * (high - low) for low, high in zip(least, most, strict=True)]
        tops = [box.y + BAR + gaps[0]]
        for (height, _), (_, gap) in pairwise(zip(self.heights, gaps, strict=True)):
            tops.append(tops[-1] + height + gap)
        shapes: list[Shape] = []
        for number, figure in enumerate(self.block.figures):
            x = box.x + number * (self.column + GUTTER)
            shapes.append(Decoration(Box(x, box.y, self.column, BAR), fill=PRIMARY))
            for row, y, height in zip(self.rows, tops, self.heights, strict=True):
                line = row.lines[number]
                if line.text:
                    room = Box(x + row.indent, y, self._room(row, line), height)
                    shapes.append(TextShape(room, (line,), name_of(line.text)))
                if line.text and line.text == figure.trend:
                    shapes.append(_sign(figure, x, y + marks.capitals(line.look.size)))
        return shapes


@dataclass(frozen=True)
class _Row:
    """A line of each figure, which begin level; `gap` is above them, `indent` at their left. Those that are `ragged`
    are sentences, which may fill their lines.
    """

    lines: tuple[Line, ...]
    gap: Gap
    indent: float = 0.0
    ragged: bool = False

    @property
    def said(self) -> bool:
        return any(line.text for line in self.lines)


def _sign(figure: KeyFigure, x: float, middle: float) -> Polygon:
    """A triangle that points to where a figure goes; the words beside it say the same."""
    half = _SIGN / 2
    center = x + half
    points = {
        "up": ((center, middle - half), (x + _SIGN, middle + half), (x, middle + half)),
        "down": ((x, middle - half), (x + _SIGN, middle - half), (center, middle + half)),
    }
    level = ((x, middle - half), (x + _SIGN, middle), (x, middle + half))
    return Polygon(points.get(figure.direction, level), fill=PRIMARY)
