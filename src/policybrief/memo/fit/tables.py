"""Tables as they are laid: the names of the rows in the margin, the other columns side by side in the text's."""

from __future__ import annotations

from collections.abc import Sequence

from policybrief.memo.fit.breaks import BETWEEN_ROWS
from policybrief.memo.fit.pen import Pen, Sizes, TextBlock
from policybrief.text.exhibits import RowKind
from policybrief.text.records import dataclass

GUTTER = 14.4
"""Between columns, in points."""
_PADDING = 0.2
_MANY = 5
_LEAST, _MOST = 0.6, 1.6
"""How much narrower and wider than others a column may be where there is not room for all."""


@dataclass(frozen=True)
class Over:
    """A name over several columns."""

    text: TextBlock
    columns: int


@dataclass(frozen=True)
class TableBlock:
    """Rows under a header; the first column names the rows.

    `headed` by a section it has that section's rule above it; or else it draws its own. `over` stand above the header.
    What a row is say the `kinds`: one that heads others has a name alone, and one that sums up stands below a line. The
    columns of `numeric` end level.
    """

    header: Sequence[TextBlock]
    rows: Sequence[Sequence[TextBlock]]
    headed: bool = False
    over: Sequence[Over | None] = ()
    kinds: Sequence[RowKind] = ()
    numeric: Sequence[bool] = ()
    note: TextBlock | None = None

    def lay(self, pen: Pen, x: float, width: float) -> None:
        places = self.places(pen.sizes, width)
        if pen.y < pen.margin_begins:
            pen.y = pen.margin_begins
            pen.gap(_PADDING)
        if not self.headed:
            pen.rule(x, width, "primary", 1.0)
            pen.gap(_PADDING)
        outer, pen.again = pen.again, (*pen.again, TableHead(self))
        self.head(pen, x, places)
        for number, row in enumerate(self.rows):
            above, kind = pen.y, self.kinds[number] if self.kinds else ""
            pen.gap(_PADDING)
            if self._may_break_before(number):
                pen.may_break(above, BETWEEN_ROWS)
            pen.rule(x, width, "primary" if kind == "total" else "rule", 0.75 if kind == "total" else 0.5)
            pen.gap(_PADDING)
            if kind == "group":
                row[0].beside(pen, pen.y + row[0].baseline(pen.sizes), x, width)
            else:
                self._row(pen, row, x, places)
        pen.again = outer
        if self.note:
            pen.gap(2 * _PADDING)
            self.note.lay(pen, x + pen.sizes.column, width - pen.sizes.column)

    def head(self, pen: Pen, x: float, places: Sequence[tuple[float, float]]) -> None:
        """The names of the columns, below those over several."""
        if self.over:
            self._overhead(pen, x, places)
        self._row(pen, self.header, x, places)

    def _may_break_before(self, number: int) -> bool:
        """Whether a row may begin a page: two or more stand on each, none that heads others ends one, and none that
        sums up begins one.
        """
        kinds = self.kinds or ("",) * len(self.rows)
        return 2 <= number <= len(self.rows) - 2 and kinds[number - 1] != "group" and kinds[number] != "total"

    def places(self, sizes: Sizes, width: float) -> list[tuple[float, float]]:
        """Where each column begins, and its width. Columns of text are equal if their texts fit so, or else by need."""
        left = sizes.column
        count = len(self.header) - 1
        if not count:
            return [(left, width - left)]
        gutter = GUTTER if count < _MANY else GUTTER / 2
        room = (width - left - gutter * (count - 1)) / count
        widths = [room] * count
        rows = [row for number, row in enumerate(self.rows) if not self.kinds or self.kinds[number] != "group"]
        needs = [
            max(row[column].natural_width(sizes) for row in (self.header, *rows)) for column in range(1, count + 1)
        ]
        if count > 2 and max(needs) > room:
            widths = self._by_need(needs, room)
        places = [(0.0, sizes.beside)]
        for wide in widths:
            places.append((left, wide))
            left += wide + gutter
        return places

    def _by_need(self, needs: Sequence[float], room: float) -> list[float]:
        """Widths that together are so many times `room`: numbers have what they need, and so have short texts."""
        numeric = self.numeric[1:] or (False,) * len(needs)
        numbers = sum(need for need, is_numeric in zip(needs, numeric, strict=True) if is_numeric)
        texts = [number for number, is_numeric in enumerate(numeric) if not is_numeric]
        left = room * len(needs) - numbers
        if left < len(texts) * _LEAST * room or not texts:
            limited = [min(max(need, _LEAST * room), _MOST * room) for need in needs]
            return [room * len(needs) * need / sum(limited) for need in limited]
        widths = list(needs)
        for number, width in zip(texts, _shared([needs[number] for number in texts], left), strict=True):
            widths[number] = width
        return widths

    def _overhead(self, pen: Pen, x: float, places: Sequence[tuple[float, float]]) -> None:
        """The names over columns, each above a rule as wide as what it spans."""
        top, column = pen.y, 0
        bottom = top
        for name in self.over:
            columns = name.columns if name else 1
            (left, _), (right, wide) = places[column], places[column + columns - 1]
            if name:
                pen.y = top
                name.text.lay(pen, x + left, right + wide - left)
                pen.gap(_PADDING / 2)
                pen.rule(x + left, right + wide - left, "rule", 0.5)
                bottom = max(bottom, pen.y)
            column += columns
        pen.y = bottom
        pen.gap(_PADDING)

    def _row(self, pen: Pen, cells: Sequence[TextBlock], x: float, places: Sequence[tuple[float, float]]) -> None:
        first = pen.y + cells[-1].baseline(pen.sizes)
        bottom = pen.y
        for number, (cell, (left, width)) in enumerate(zip(cells, places, strict=True)):
            lay = cell.label if not number and len(cells) > 1 else cell.beside
            if self.numeric and self.numeric[number]:
                lay = cell.flush
            lay(pen, first, x + left, width)
            bottom = max(bottom, pen.y)
        pen.y = bottom


@dataclass(frozen=True)
class TableHead:
    """The header of a table once more, where its rows go on on another page."""

    table: TableBlock

    def lay(self, pen: Pen, x: float, width: float) -> None:
        pen.rule(x, width, "primary", 1.0)
        pen.gap(_PADDING)
        self.table.head(pen, x, self.table.places(pen.sizes, width))
        pen.gap(_PADDING)


def _shared(needs: Sequence[float], room: float) -> list[float]:
    """`room` among columns: none lacks what another has to spare, and what nobody needs is for all alike."""
    widths = [0.0] * len(needs)
    for place, number in enumerate(sorted(range(len(needs)), key=needs.__getitem__)):
        widths[number] = min(needs[number], (room - sum(widths)) / (len(needs) - place))
    spare = (room - sum(widths)) / len(needs)
    return [width + spare for width in widths]
