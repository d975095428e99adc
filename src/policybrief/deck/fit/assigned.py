"""Who does what is recommended, and by when: the last rows of a matrix, below the columns that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from policybrief.deck.fit import marks
from policybrief.deck.looks import caption_look
from policybrief.deck.shapes import Cell, Edge, Line, Look
from policybrief.deck.typeset import GUTTER, Faults, Type, extent, wrapped
from policybrief.text.items import Item
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text, plain

_AIR = 6.0
_SIDES = (1.5, 9.0)
"""At the left of a cell's words, which stand in line with the head of their column, and at their right, where those of
the next begin.
"""


@dataclass(frozen=True)
class AssignedRows:
    """A row for each label that any of the `columns` has, in the order of the first that has it."""

    columns: Sequence[Item]
    type_: Type

    @cached_property
    def _labels(self) -> dict[str, Text]:
        return {plain(label): label for item in self.columns for label, _ in item.fields}

    @cached_property
    def _lines(self) -> list[tuple[Line, ...]]:
        """The words of each row, an empty line where a column has none."""
        look = Look(self.type_.label)
        fields = [{plain(label): words for label, words in item.fields} for item in self.columns]
        return [tuple(Line(column.get(name, ()), look) for column in fields) for name in self._labels]

    def heights(self, widths: Sequence[float]) -> tuple[float, ...]:
        """Their heights, where the first column and the others are so wide."""
        least = extent((Line((Run("x"),), Look(self.type_.label)),), 1000.0, self.type_)[0]
        room = widths[-1] - sum(_SIDES)
        return tuple(
            max(least, *(extent((line,), room, self.type_)[0] for line in lines)) + _AIR for lines in self._lines
        )

    def faults(self, width: float) -> Faults:
        """What is too wide for columns of this width."""
        lines = (line for row in self._lines for line in row)
        return Faults.of(extent((line,), width - sum(_SIDES), self.type_)[1] for line in lines)

    def cells(self, between: Edge) -> list[tuple[Cell, ...]]:
        """The rows' cells, with `between` where cells meet."""
        look = caption_look(self.type_)
        rows = []
        for label, lines in zip(self._labels.values(), self._lines, strict=True):
            head = Cell((Line(label, look),), below=None, sides=(marks.BESIDE, GUTTER), anchor="t", top=_AIR / 2)
            said = [Cell((line,), right=between, below=None, sides=_SIDES, anchor="t", top=_AIR / 2) for line in lines]
            rows.append((head, *said))
        return rows


def together(item: Item, look: Look, width: float, type_: Type) -> list[Text]:
    """The same below the item's headline, where its column has no room for words: the values alone, in one line with
    points between them; or where that is too narrow for it, each in lines of its own, so that no point hangs at an end.
    """
    values = [words for _, words in item.fields]
    joined = tuple(run for words in values for run in (Run("\u00a0· "), *words))[1:]
    return [joined] if joined and wrapped(joined, look, width, type_).lines == 1 else values
