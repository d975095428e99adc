"""A native table, told by its lines: a strong one below the heads, hairlines between rows, no fill.

The first column is as wide as its labels, the others are equal. A column of figures is set right, under a head that is
too, so that digits stand below one another. A row that has a label alone heads those below it. Of figures of several
years the newest are bold on a panel: they are what a table is asked for first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from policybrief.deck.colors import INK, MUTED, PANEL, PRIMARY
from policybrief.deck.looks import caption_look
from policybrief.deck.shapes import Align, Cell, Edge, Line, Look, Shape, TableShape
from policybrief.deck.typeset import NO_CEILING, TONES, Faults, Laid, Type, extent, wrapped
from policybrief.ooxml.box import Box
from policybrief.text.exhibits import Table
from policybrief.text.run import Text, plain

_FIGURE = re.compile(r"[-+\u2212\u2013]?\s?\D?\s?\d[\d.,\u2019\u00a0\u202f ]*\s?[%\u2030\u00b0]?")
_GAPS = ("", "–", "—", "-", "…")
"""What stands in a column of figures where there is none."""

_YEAR = re.compile(r"(1[89]|2[01])\d\d(?:[-/\u2013]\d\d(?:\d\d)?)?")
"""A year, or one that begins in it: 2024, 2024/25."""

_STRONG, _FINE = Edge(PRIMARY, 1.5), Edge(PRIMARY, 0.75)
_SIDE = 12.0
_PAD = 0.26
"""Above and below a cell's text, in type sizes."""

_MORE = 0.9
"""What a row may grow by, in type sizes."""


def table(block: Table, width: float, type_: Type) -> Laid:
    """The table in `width` points."""
    grid = _Table(block, width, type_)
    ceiling = grid.height + len(grid.heights) * type_.cell * _MORE
    return Laid(grid.height, grid.place, grid.faults, True, ceiling)


@dataclass(frozen=True)
class _Table:
    """A table at a width and a step of the type scale."""

    block: Table
    width: float
    type_: Type

    @cached_property
    def _columns(self) -> range:
        return range(len(self.block.header))

    @cached_property
    def _figures(self) -> tuple[bool, ...]:
        """Which columns hold figures."""
        below = [[plain(row[column]).strip() for row in self.block.rows] for column in self._columns]
        said = [[text for text in texts if text not in _GAPS] for texts in below]
        return tuple(
            column > 0 and bool(texts) and all(map(_FIGURE.fullmatch, texts)) for column, texts in enumerate(said)
        )

    @cached_property
    def _newest(self) -> int:
        """The column of the newest year, of several that have figures; 0 where there is none."""
        heads = [plain(text).strip() for text in self.block.header]
        years = {at: head for at, head in enumerate(heads) if self._figures[at] and _YEAR.fullmatch(head)}
        return max(years, key=lambda at: years[at]) if len(set(years.values())) > 1 else 0

    @cached_property
    def rows(self) -> tuple[tuple[Line, ...], ...]:
        """The heads, and the rows below them."""
        heads = tuple(self._head(text, column) for column, text in enumerate(self.block.header))
        return (heads, *(tuple(self._line(row, column) for column in self._columns) for row in self.block.rows))

    def _head(self, text: Text, column: int) -> Line:
        tones = (*self.block.tones, *[""] * len(self.block.header))
        color = TONES.get(tones[column], PRIMARY) if column else MUTED
        return Line(text, Look(self.type_.cell, color, bold=True), align=self._align(column))

    def _line(self, row: Sequence[Text], column: int) -> Line:
        if _is_heading(row):
            return Line(row[column], caption_look(self.type_))
        newest = 0 < self._newest == column
        look = Look(self.type_.cell, PRIMARY if newest else INK, bold=newest, strong=PRIMARY)
        return Line(row[column], look, align=self._align(column))

    def _align(self, column: int) -> Align:
        return "r" if self._figures[column] else "l"

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """The first column as wide as its longest label, within a fifth and two fifths of the table; the others equal.

        Figures need less: beside them labels may have half.
        """
        count = len(self.block.header)
        if count == 1:
            return (self.width,)
        labels = max(wrapped(row[0].text, row[0].look, NO_CEILING, self.type_).width for row in self.rows)
        most = 0.5 if all(self._figures[1:]) else 0.4
        first = min(max(labels * 1.03 + 2 * _SIDE, self.width * 0.18), self.width * most)
        return (first, *[(self.width - first) / (count - 1)] * (count - 1))

    def _sides(self, column: int) -> tuple[float, float]:
        """The outer edges are the slide's own, but for figures on a panel."""
        last = column == len(self.block.header) - 1 and not 0 < self._newest == column
        return (0.0 if column == 0 else _SIDE, 0.0 if last else _SIDE)

    @cached_property
    def _measured(self) -> list[list[tuple[float, Faults]]]:
        rooms = [width - sum(self._sides(column)) for column, width in enumerate(self.widths)]
        return [[extent((line,), room, self.type_) for line, room in zip(row, rooms, strict=True)] for row in self.rows]

    @cached_property
    def heights(self) -> tuple[float, ...]:
        pad = 2 * _PAD * self.type_.cell
        return tuple(max(height for height, _ in row) + pad for row in self._measured)

    @property
    def height(self) -> float:
        return fsum(self.heights)

    @property
    def faults(self) -> Faults:
        return Faults.of(faults for row in self._measured for _, faults in row)

    def place(self, box: Box) -> list[Shape]:
        spare = (box.height - self.height) / len(self.heights)
        heights = tuple(height + spare for height in self.heights)
        headings = (False, *map(_is_heading, self.block.rows))
        cells = tuple(
            tuple(self._cell(line, number, column, heading=heading) for column, line in enumerate(row))
            for number, (row, heading) in enumerate(zip(self.rows, headings, strict=True))
        )
        return [TableShape(box, self.widths, heights, cells, "table", self.block.alt)]

    def _cell(self, line: Line, number: int, column: int, *, heading: bool) -> Cell:
        below = _STRONG if not number else _FINE if heading else Edge()
        last, fill = number == len(self.rows) - 1, PANEL if 0 < self._newest == column else None
        return Cell((line,), fill=fill, below=None if last else below, sides=self._sides(column))


def _is_heading(row: Sequence[Text]) -> bool:
    """Whether a row has a label alone."""
    return len(row) > 1 and bool(row[0]) and not any(row[1:])
