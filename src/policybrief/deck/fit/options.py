"""Options as a native table: a column for each, criteria in rows, scores as balls in quarters beside their words.

The preferred column alone is tinted, under a filled head: an eye goes there first, and reads the others against it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from math import fsum

from policybrief.deck.colors import INK, MUTED, PANEL, PAPER, PRIMARY
from policybrief.deck.fit import marks
from policybrief.deck.looks import caption_look
from policybrief.deck.shapes import Cell, Edge, Line, Look, Shape, TableShape
from policybrief.deck.typeset import COMPACT, NO_CEILING, Faults, Laid, Type, extent, wrapped
from policybrief.deck.widths import balanced
from policybrief.ooxml.box import Box
from policybrief.text.exhibits import Options
from policybrief.text.records import dataclass

_LEAST_MARGIN, _MOST_MARGIN = 0.14, 0.24
"""Of the width, what the criteria take."""
_SIDE, _PAD = 12.0, 6.0
"""Beside a text, and above and below it at the least."""
_BESIDE_BALL = marks.BALL + 8.0
_FEW = 3
"""So many options have names in larger type."""
_ROW_CEILING = 84.0
_STRONG = Edge(PRIMARY, 1.5)
_APART = 1.0
"""What of its head may stand above the room; and so it keeps from a title of two lines, as labels do."""


def options(block: Options, width: float, type_: Type) -> Laid:
    """The table in `width` points; its rows share spare room alike."""
    table = _Table(block, width, type_)
    natural = fsum(table.heights)
    ceiling = max(natural, table.heights[0] + len(block.rows) * _ROW_CEILING)
    return Laid(natural, table.place, table.faults, True, ceiling, _APART)


@dataclass(frozen=True)
class _Table:
    """The table at a width and a step of the type scale."""

    block: Options
    width: float
    type_: Type

    @cached_property
    def widths(self) -> tuple[float, ...]:
        look = self._label_look
        longest = max((wrapped(row[0], look, NO_CEILING, self.type_).width for row in self.block.rows), default=0.0)
        first = min(max(longest * 1.03 + _SIDE, self.width * _LEAST_MARGIN), self.width * _MOST_MARGIN)
        count = len(self.block.header) - 1
        return (first, *[(self.width - first) / max(1, count)] * count)

    @property
    def _label_look(self) -> Look:
        return Look(self.type_.cell, PRIMARY, bold=True)

    @cached_property
    def _cells(self) -> tuple[tuple[Cell, ...], ...]:
        heads = tuple(self._head(column) for column in range(len(self.block.header)))
        return (heads, *(self._row(number) for number in range(len(self.block.rows))))

    def _preferred(self, column: int) -> bool:
        return bool(self.block.tones[column])

    def _head(self, column: int) -> Cell:
        """A name, below the small words that say what the option is, where any has some."""
        preferred = self._preferred(column)
        color = PAPER if preferred else PRIMARY
        size = self.type_.head if len(self.block.header) - 1 <= _FEW else self.type_.cell
        look = Look(size, color, bold=True, heading=True) if column else Look(self.type_.label, MUTED, bold=True)
        caption = replace(caption_look(self.type_), color=color if preferred else MUTED)
        above = (Line(self.block.labels[column], caption),) if any(self.block.labels) else ()
        sides = (_SIDE if column else 0.0, _SIDE)
        lines = (*above, Line(self.block.header[column], look))
        return Cell(lines, PRIMARY if preferred else None, below=_STRONG, sides=sides, top=_PAD, anchor="t")

    def _row(self, number: int) -> tuple[Cell, ...]:
        below = Edge() if number < len(self.block.rows) - 1 else None
        label, *texts = self.block.rows[number]
        size = self.type_.cell if self.type_.step == COMPACT or len(texts) > _FEW else self.type_.body
        cells = [self._cell(Line(label, self._label_look), 0, 0.0, below)]
        for column, text in enumerate(texts, 1):
            scored = self.block.scores[number][column] is not None
            line = Line(text, Look(size, INK, strong=PRIMARY))
            cells.append(self._cell(line, column, _SIDE + (_BESIDE_BALL if scored else 0.0), below))
        return tuple(cells)

    def _cell(self, line: Line, column: int, left: float, below: Edge | None) -> Cell:
        """A cell whose text begins so far from its left, in lines of about one length."""
        room = self.widths[column] - left - _SIDE
        free = room - balanced(line.text, line.look, room, self.type_) if line.text else 0.0
        fill = PANEL if column and self._preferred(column) else None
        return Cell((line,), fill, below=below, sides=(left, _SIDE + free))

    @cached_property
    def _measured(self) -> list[list[tuple[float, Faults]]]:
        rows = (zip(row, self.widths, strict=True) for row in self._cells)
        return [[extent(cell.lines, width - fsum(cell.sides or ()), self.type_) for cell, width in row] for row in rows]

    @cached_property
    def heights(self) -> tuple[float, ...]:
        return tuple(max(*(height for height, _ in row), marks.BALL) + 2 * _PAD for row in self._measured)

    @property
    def faults(self) -> Faults:
        return Faults.of(faults for row in self._measured for _, faults in row)

    def place(self, box: Box) -> list[Shape]:
        spare = (box.height - fsum(self.heights)) / max(1, len(self.block.rows))
        heights = (self.heights[0], *(height + spare for height in self.heights[1:]))
        table = TableShape(box, self.widths, heights, self._cells, "options", self.block.alt)
        return [table, *self._balls(box, heights)]

    def _balls(self, box: Box, heights: tuple[float, ...]) -> list[Shape]:
        """A ball at the left of each cell with a score, in the middle of its row, as its words are."""
        shapes: list[Shape] = []
        for number, scores in enumerate(self.block.scores):
            middle = box.y + fsum(heights[: number + 1]) + heights[number + 1] / 2
            for column, score in enumerate(scores):
                if score is not None:
                    shapes += marks.ball(score, box.x + fsum(self.widths[:column]) + _SIDE, middle)
        return shapes
