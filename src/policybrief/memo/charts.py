"""Charts as marks: bars, columns, lines and slices in the theme's colours, every value written beside its mark.

Who can't see a chart gets its alternative text and then its numbers as a table. That table is no second copy on the
page: the series, categories and values that label the marks are its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth

from policybrief.document import Chart, Run, plain
from policybrief.locale import Locale
from policybrief.memo.marks import Dot, Mark, Node, Panel, Rule, Wedge, Words
from policybrief.memo.pen import Pen, TextBlock

_HEIGHT = 7.5
"""The height of a chart's plot in body sizes."""

Setter = Callable[..., TextBlock]


def _taken(pen: Pen, left: float, right: float, baseline: float, size: float) -> bool:
    """Whether other words stand, or a line runs, where a label is to be placed."""
    for mark in pen.marks:
        if isinstance(mark, Words) and abs(mark.y - baseline) < size:
            there = stringWidth(mark.text, mark.face, mark.size)
            if mark.x - 2 < right and left < mark.x + there + 2:
                return True
        elif isinstance(mark, Rule) and mark.x < right and left < mark.to_x and mark.y != mark.to_y:
            slope = (mark.to_y - mark.y) / (mark.to_x - mark.x)
            ends = [mark.y + slope * (max(min(x, mark.to_x), mark.x) - mark.x) for x in (left, right)]
            if min(ends) < baseline + 1 and baseline - 0.8 * size < max(ends):
                return True
    return False


@dataclass(frozen=True)
class ChartBlock:
    """A figure and its table. `values` are the labels of the values and `cells` their elements, by series and then by
    category; `names` are the legend's, `colors` those of the series.
    """

    chart: Chart
    figure: Node
    unit: TextBlock | None
    names: Sequence[TextBlock]
    categories: Sequence[TextBlock]
    values: Sequence[Sequence[TextBlock]]
    cells: Sequence[Sequence[Node]]
    locale: Locale
    colors: Sequence[str]

    @classmethod
    def of(cls, chart: Chart, parent: Node, words: Setter, locale: Locale, colors: Sequence[str]) -> ChartBlock:
        """`words` makes a label out of text for an element; numbers are written as the `locale` has them."""
        figure, table = parent.add("Figure", alt=plain(chart.alt)), parent.add("Table")
        head = table.add("TR")
        corner = head.add("TD")
        names = [words(series.name, head.add("TH", scope="Column"), color="ink") for series in chart.series]
        categories: list[TextBlock] = []
        cells: list[list[Node]] = [[] for _ in chart.series]
        for category in chart.categories:
            row = table.add("TR")
            categories.append(words(category, row.add("TH", scope="Row")))
            for column in cells:
                column.append(row.add("TD"))

        def value(number: float, cell: Node) -> TextBlock:
            return words((Run(locale.spelled(number), at=chart.at),), cell, bold=True)

        values = [list(map(value, series.values, column)) for series, column in zip(chart.series, cells, strict=True)]
        unit = words(chart.unit, corner, color="muted") if chart.unit else None
        return cls(chart, figure, unit, names, categories, values, cells, locale, colors)

    def lay(self, pen: Pen, x: float, width: float) -> None:
        place, top = len(pen.marks), pen.y
        self._legend(pen, x, width)
        {"bar": self._bars, "column": self._columns, "line": self._lines, "pie": self._pie}[self.chart.kind](
            pen, x, width
        )
        pen.boxes[self.figure] = (x, top, x + width, pen.y)
        pen.marks[place:] = self._in_order(pen.marks[place:])

    def _in_order(self, marks: Sequence[Mark]) -> list[Mark]:
        """The picture, all of it the figure's, and then the words in the order of the table."""
        labels = [self.unit, *self.names]
        for number, category in enumerate(self.categories):
            labels += [category, *(column[number] for column in self.values)]
        pieces = [(number, piece) for number, label in enumerate(labels) if label for piece in label.pieces]
        order = {id(piece.node): number for number, piece in pieces}
        picture = [mark._replace(node=self.figure) for mark in marks if mark.node is None]
        words = [mark for mark in marks if mark.node is not None]
        return [*picture, *sorted(words, key=lambda mark: order[id(mark.node)])]

    def _legend(self, pen: Pen, x: float, width: float) -> None:
        """The series' names behind a square of their colour, then the unit."""
        em, left = pen.sizes.body, x
        shown = [*self.names, *([self.unit] if self.unit else [])]
        if not shown:
            return
        for number, label in enumerate(shown):
            square = 0.9 * em if number < len(self.names) and self.chart.kind != "pie" else 0.0
            need = label.natural_width(pen.sizes) + square
            if left > x and left + need > x + width:
                left, pen.y = x, pen.y + label.line_height(pen.sizes)
            baseline = pen.y + label.baseline(pen.sizes)
            if square:
                pen.marks.append(Panel(left, baseline - 0.6 * em, 0.6 * em, 0.6 * em, fill=self._color(pen, number)))
            top = pen.y
            label.lay(pen, left + square, min(width - square, need - square + 0.01))
            below, pen.y = pen.y, top
            if below - top > label.line_height(pen.sizes) * 1.5:
                left, pen.y = x, below
            else:
                left += need + 1.4 * em
        if left > x:
            pen.y += shown[-1].line_height(pen.sizes)
        pen.y += 0.3 * em

    def _color(self, pen: Pen, number: int) -> str:
        return pen.colors[self.colors[number % len(self.colors)]]

    def _range(self) -> tuple[float, float]:
        values = [value for series in self.chart.series for value in series.values] or [0.0]
        low, high = min(*values, 0.0), max(*values, 0.0)
        return low, high if high > low else low + 1.0

    # -- kinds

    def _bars(self, pen: Pen, x: float, width: float) -> None:
        em = pen.sizes.body
        names = (
            min(max((label.natural_width(pen.sizes) for label in self.categories), default=0.0), 0.32 * width)
            + 0.8 * em
        )
        room = max((label.natural_width(pen.sizes) for row in self.values for label in row), default=0.0) + 0.5 * em
        low, high = self._range()
        left = x + names + (room if low < 0 else 0.0)
        scale = (x + width - room - left) / (high - low)
        zero, start = left - low * scale, pen.y
        thick = 1.15 * em
        for number, category in enumerate(self.categories):
            top = pen.y
            category.lay(pen, x, names - 0.8 * em)
            below, pen.y = pen.y, top
            for which, series in enumerate(self.chart.series):
                if number >= len(series.values):
                    continue
                end = zero + series.values[number] * scale
                bar = Panel(
                    min(zero, end), pen.y + 0.08 * em, abs(end - zero), thick - 0.16 * em, fill=self._color(pen, which)
                )
                pen.marks.append(bar)
                label = self.values[which][number]
                baseline = pen.y + thick / 2 + 0.345 * label.size(pen.sizes)
                side = "left" if end >= zero else "right"
                label.place(pen, end + (0.3 if end >= zero else -0.3) * em, baseline, side)  # type: ignore[arg-type]  # "left" or "right"
                pen.y += thick
            pen.y = max(pen.y, below) + 0.25 * em
        pen.marks.append(Rule(zero, start, zero, pen.y, pen.colors["muted"], 0.6))

    def _columns(self, pen: Pen, x: float, width: float) -> None:
        em = pen.sizes.body
        top = pen.y
        zero, scale = self._floor(pen)
        slot = width / max(len(self.categories), 1)
        count = max(len(self.chart.series), 1)
        thick = min(slot * 0.8 / count, 5 * em)
        for number in range(len(self.categories)):
            left = x + slot * (number + 0.5) - thick * count / 2
            for which, series in enumerate(self.chart.series):
                if number >= len(series.values):
                    continue
                end = zero - series.values[number] * scale
                at = left + which * thick
                column = Panel(
                    at + 0.06 * thick, min(zero, end), 0.88 * thick, abs(end - zero), fill=self._color(pen, which)
                )
                pen.marks.append(column)
                half = self.values[which][number].natural_width(pen.sizes) / 2
                middle = min(max(at + thick / 2, x + half), x + width - half)
                self._value(pen, (which, number), middle, end, top, series.values[number] < 0)
        pen.marks.append(Rule(x, zero, x + width, zero, pen.colors["muted"], 0.6))
        self._category_row(pen, x, slot)

    def _lines(self, pen: Pen, x: float, width: float) -> None:
        top = pen.y
        zero, scale = self._floor(pen)
        slot = width / max(len(self.categories), 1)
        for which, series in enumerate(self.chart.series):
            points = [(x + slot * (number + 0.5), zero - value * scale) for number, value in enumerate(series.values)]
            color = self._color(pen, which)
            pen.marks += [Dot(*point, 2.2, color) for point in points]
            for (x1, y1), (x2, y2) in pairwise(points):
                pen.marks.append(Rule(x1, y1, x2, y2, color, 1.6))
        for which, series in enumerate(self.chart.series):
            for number, value in enumerate(series.values):
                half = self.values[which][number].natural_width(pen.sizes) / 2
                middle = min(max(x + slot * (number + 0.5), x + half), x + width - half)
                self._value(pen, (which, number), middle, zero - value * scale, top, which % 2 == 1, 2.4)
        pen.marks.append(Rule(x, zero, x + width, zero, pen.colors["muted"], 0.6))
        self._category_row(pen, x, slot)

    def _pie(self, pen: Pen, x: float, width: float) -> None:
        em, top = pen.sizes.body, pen.y
        values = [max(value, 0.0) for value in self.chart.series[0].values] if self.chart.series else []
        total = sum(values) or 1.0
        radius = _HEIGHT * em * 0.48
        center, start = x + radius + em, 0.0
        left = center + radius + 2 * em
        room = x + width - left - 1.2 * em
        for number, value in enumerate(values):
            extent = 360 * value / total
            if extent:
                pen.marks.append(Wedge(center, top + radius, radius, start, extent, self._color(pen, number)))
            start += extent
        for number, category in enumerate(self.categories[: len(values)]):
            baseline = pen.y + category.baseline(pen.sizes)
            pen.marks.append(Panel(left, baseline - 0.6 * em, 0.6 * em, 0.6 * em, fill=self._color(pen, number)))
            label = self.values[0][number]
            need = label.natural_width(pen.sizes)
            label.place(pen, left + 1.2 * em, baseline)
            category.lay(pen, left + 1.2 * em + need + 0.5 * em, room - need - 0.5 * em)
            pen.y += 0.2 * em
        pen.y = max(pen.y, top + 2 * radius)

    # -- what columns and lines share

    def _floor(self, pen: Pen) -> tuple[float, float]:
        """The height of zero and the points to one unit; moves the pen below the plot."""
        em = pen.sizes.body
        low, high = self._range()
        label = 1.1 * em
        plot = _HEIGHT * em - label * (2 if low < 0 else 1)
        scale = plot / (high - low)
        zero = pen.y + label + high * scale
        pen.y += _HEIGHT * em
        return zero, scale

    def _value(  # noqa: PLR0917  # a place
        self, pen: Pen, which: tuple[int, int], x: float, y: float, top: float, below: bool, clear: float = 0.0
    ) -> None:
        """A value above or below its mark, `clear` of it, or a line farther off where something stands already.

        One that finds no place within the plot is still said in its cell.
        """
        label = self.values[which[0]][which[1]]
        size, half = label.size(pen.sizes), label.natural_width(pen.sizes) / 2
        above, under = y - clear - 0.3 * size, y + clear + size
        places = [under, above, under + size, above - size] if below else [above, under, above - size, under + size]
        for baseline in places:
            inside = top + 0.7 * size <= baseline <= pen.y
            if inside and not _taken(pen, x - half, x + half, baseline, size):
                label.place(pen, x, baseline, "center")
                return
        self.cells[which[0]][which[1]].spoken = self.locale.spelled(self.chart.series[which[0]].values[which[1]])

    def _category_row(self, pen: Pen, x: float, slot: float) -> None:
        em, top = pen.sizes.body, pen.y + 0.2 * pen.sizes.body
        bottom = top
        for number, label in enumerate(self.categories):
            pen.y = top
            room = slot - 0.4 * em
            need = min(label.natural_width(pen.sizes), room)
            label.lay(pen, x + slot * (number + 0.5) - need / 2, max(need, 1.0) + 0.01)
            bottom = max(bottom, pen.y)
        pen.y = bottom
