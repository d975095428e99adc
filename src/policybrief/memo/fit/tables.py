"""Tables as they are laid: the names of the rows in the margin, the other columns side by side in the text's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policybrief.memo.fit.pen import Pen, Sizes, TextBlock

GUTTER = 14.4
"""Between columns, in points."""
_PADDING = 0.2
_MANY = 5


@dataclass(frozen=True)
class TableBlock:
    """Rows under a header; the first column names the rows.

    `headed` by a section it has that section's rule above it; or else it draws its own.
    """

    header: Sequence[TextBlock]
    rows: Sequence[Sequence[TextBlock]]
    headed: bool = False

    def lay(self, pen: Pen, x: float, width: float) -> None:
        places = self._places(pen.sizes, width)
        if not self.headed:
            pen.rule(x, width, "primary", 1.0)
            pen.gap(_PADDING)
        self._row(pen, self.header, x, places)
        for row in self.rows:
            pen.gap(_PADDING)
            pen.rule(x, width, "rule", 0.5)
            pen.gap(_PADDING)
            self._row(pen, row, x, places)

    def _places(self, sizes: Sizes, width: float) -> list[tuple[float, float]]:
        """Where each column begins, and its width. Columns of text are equal if their texts fit so, or else by need."""
        left = sizes.column
        count = len(self.header) - 1
        if not count:
            return [(left, width - left)]
        gutter = GUTTER if count < _MANY else GUTTER / 2
        room = (width - left - gutter * (count - 1)) / count
        widths = [room] * count
        needs = [
            max(row[column].natural_width(sizes) for row in (self.header, *self.rows)) for column in range(1, count + 1)
        ]
        if count > 2 and max(needs) > room:
            limited = [min(max(need, 0.6 * room), 1.6 * room) for need in needs]
            widths = [room * count * need / sum(limited) for need in limited]
        places = [(0.0, sizes.beside)]
        for wide in widths:
            places.append((left, wide))
            left += wide + gutter
        return places

    @staticmethod
    def _row(pen: Pen, cells: Sequence[TextBlock], x: float, places: Sequence[tuple[float, float]]) -> None:
        first = pen.y + cells[-1].baseline(pen.sizes)
        bottom = pen.y
        for number, (cell, (left, width)) in enumerate(zip(cells, places, strict=True)):
            lay = cell.label if not number and len(cells) > 1 else cell.beside
            lay(pen, first, x + left, width)
            bottom = max(bottom, pen.y)
        pen.y = bottom
