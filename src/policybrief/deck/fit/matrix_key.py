"""The key below a matrix whose columns have numbers: what each number recommends, and who does it by when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import fsum

from policybrief.deck.colors import MUTED, PRIMARY, RULE
from policybrief.deck.fit.assigned import together
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import GUTTER, HAIRLINE, Faults, Type, extent, name_of
from policybrief.ooxml.box import Box
from policybrief.text.items import Item
from policybrief.text.records import dataclass
from policybrief.text.run import Run

_COLUMNS, _TOP = 3, 9.0


@dataclass(frozen=True)
class MatrixKey:
    """The numbers of the `columns` with their words, side by side under a rule as wide as the matrix."""

    columns: Sequence[Item]
    width: float
    type_: Type

    @cached_property
    def _texts(self) -> tuple[tuple[Line, ...], ...]:
        look = Look(self.type_.label, strong=PRIMARY)
        values = Look(self.type_.label, MUTED)
        return tuple(
            (
                Line((Run(f"{item.number}\u00a0\u00a0", bold=True), *item.headline), look),
                *(Line(text, values) for text in together(item, values, self._room, self.type_)),
            )
            for item in self.columns
        )

    @property
    def _room(self) -> float:
        return (self.width - (_COLUMNS - 1) * GUTTER) / _COLUMNS

    @cached_property
    def _extents(self) -> list[tuple[float, Faults]]:
        return [extent(lines, self._room, self.type_) for lines in self._texts]

    @cached_property
    def _heights(self) -> list[float]:
        heights = [height for height, _ in self._extents]
        return [max(heights[at : at + _COLUMNS]) for at in range(0, len(heights), _COLUMNS)]

    @property
    def faults(self) -> Faults:
        """What of it does not fit its width."""
        return Faults.of(faults for _, faults in self._extents)

    @property
    def height(self) -> float:
        """All of it, with the room above its rule and below."""
        return _TOP * 2 + fsum(self._heights)

    def shapes(self, left: float, top: float) -> list[Shape]:
        """The rule, and below it the numbers with their words."""
        shapes: list[Shape] = [Decoration(Box(left, top + _TOP, self.width, HAIRLINE), fill=RULE)]
        y = top + _TOP * 2
        for at, height in enumerate(self._heights):
            for column, lines in enumerate(self._texts[at * _COLUMNS : (at + 1) * _COLUMNS]):
                x = left + column * (self._room + GUTTER)
                shapes.append(TextShape(Box(x, y, self._room, height), lines, name_of(lines[0].text)))
            y += height
        return shapes
