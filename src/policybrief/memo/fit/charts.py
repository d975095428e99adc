"""Charts as marks: bars, columns, lines and slices in the theme's colours, every value written beside its mark.

Who can't see a chart gets its alternative text and then its numbers as a table. That table is no second copy on the
page: the series, categories and values that label the marks are its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from policybrief.memo.fit.chartlabels import below, taken
from policybrief.memo.fit.pen import Pen, TextBlock
from policybrief.ooxml.colors import luminated
from policybrief.pdf.ink import Dot, Mark, Node, Panel, Rule, Wedge
from policybrief.text.document import Chart, ChartKind, Run

_HEIGHT = 7.5
"""The height of a chart's plot in body sizes."""
_PALER = 0.5
"""How much of a colour is left on its second turn."""


class Plot(NamedTuple):
    """What columns and lines stand in: its top, the height of zero, the points to one unit, and `first`, the number of
    the pen's first mark that is in it.
    """

    top: float
    zero: float
    scale: float
    first: int


Setter = Callable[..., TextBlock]


@dataclass(frozen=True)
class ChartBlock:
    """A figure and its table. `values` are the labels of the values and `cells` their elements, by series and then by
    category, and `heads` the elements of the categories; `names` are the legend's, `colors` those of the series.
    """

    chart: Chart
    figure: Node
    unit: TextBlock | None
    names: Sequence[TextBlock]
    categories: Sequence[TextBlock]
    heads: Sequence[Node]
    values: Sequence[Sequence[TextBlock]]
    cells: Sequence[Sequence[Node]]
    colors: Sequence[str]

    @classmethod
    def of(cls, chart: Chart, parent: Node, words: Setter, colors: Sequence[str]) -> ChartBlock:
        """`words` makes a label out of text for an element."""
        figure, table = parent.add("Figure", alt=chart.alt), parent.add("Table")
        head = table.add("TR")
        corner = head.add("TD")
        names = [words(series.name, head.add("TH", scope="Column"), color="ink") for series in chart.series]
        categories: list[TextBlock] = []
        heads: list[Node] = []
        cells: list[list[Node]] = [[] for _ in chart.series]
        for category in chart.categories:
            row = table.add("TR")
            heads.append(row.add("TH", scope="Row"))
            categories.append(words(category, heads[-1]))
            for column in cells:
                column.append(row.add("TD"))

        def value(series: int, number: int, cell: Node) -> TextBlock:
            if chart.series[series].values[number] is None:
                cell.spoken = (Run(chart.form.gap, at=chart.at),)
            return words(chart.written(series, number), cell, bold=True)

        values = [
            [value(series, number, cell) for number, cell in enumerate(column)] for series, column in enumerate(cells)
        ]
        unit = words(chart.unit, corner, color="muted") if chart.unit else None
        return cls(chart, figure, unit, names, categories, heads, values, cells, colors)

    def lay(self, pen: Pen, x: float, width: float) -> None:
        place, top = len(pen.marks), pen.y
        self._legend(pen, x, width)
        drawn_as: Mapping[ChartKind, Callable[[Pen, float, float], None]] = {
            "bar": self._bars, "column": self._columns, "line": self._lines, "pie": self._pie,
        }  # fmt: skip
        drawn_as[self.chart.kind](pen, x, width)
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
                pen.marks.append(Panel(left, baseline - 0.6 * em, 0.6 * em, 0.6 * em, fill=self._color(number)))
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

    def _color(self, number: int) -> str:
        rgb = self.colors[number % len(self.colors)]
        return rgb if number < len(self.colors) else luminated(rgb, _PALER, 1 - _PALER)

    def _range(self) -> tuple[float, float]:
        values = [value for series in self.chart.series for value in series.values if value is not None] or [0.0]
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
                value = series.values[number]
                if value is None:
                    pen.y += thick
                    continue
                end = zero + value * scale
                bar = Panel(
                    min(zero, end), pen.y + 0.08 * em, abs(end - zero), thick - 0.16 * em, fill=self._color(which)
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
        plot = self._plot(pen)
        slot = width / len(self.categories)
        count = len(self.chart.series)
        thick = min(slot * 0.8 / count, 5 * em)
        ends: list[tuple[int, int, float, float]] = []
        for number in range(len(self.categories)):
            left = x + slot * (number + 0.5) - thick * count / 2
            for which, series in enumerate(self.chart.series):
                value = series.values[number]
                if value is None:
                    continue
                end = plot.zero - value * plot.scale
                at = left + which * thick
                start, height = min(plot.zero, end), abs(end - plot.zero)
                pen.marks.append(Panel(at + 0.06 * thick, start, 0.88 * thick, height, fill=self._color(which)))
                ends.append((which, number, at + thick / 2, end))
        for which, number, at, end in ends:
            half = self.values[which][number].natural_width(pen.sizes) / 2
            middle = min(max(at, x + half), x + width - half)
            self._value(pen, plot, (which, number), (middle, end), end > plot.zero)
        pen.marks.append(Rule(x, plot.zero, x + width, plot.zero, pen.colors["muted"], 0.6))
        self._category_row(pen, x, slot)

    def _lines(self, pen: Pen, x: float, width: float) -> None:
        plot = self._plot(pen)
        slot = width / len(self.categories)
        for which, series in enumerate(self.chart.series):
            points = [
                (x + slot * (number + 0.5), plot.zero - value * plot.scale) if value is not None else None
                for number, value in enumerate(series.values)
            ]
            color = self._color(which)
            pen.marks += [Dot(*point, 2.2, color) for point in points if point]
            for start, end in pairwise(points):
                if start and end:  # a gap stays open
                    pen.marks.append(Rule(*start, *end, color, 1.6))
        for which, series in enumerate(self.chart.series):
            for number, value in enumerate(series.values):
                if value is None:
                    continue
                half = self.values[which][number].natural_width(pen.sizes) / 2
                middle = min(max(x + slot * (number + 0.5), x + half), x + width - half)
                at = middle, plot.zero - value * plot.scale
                self._value(pen, plot, (which, number), at, which % 2 == 1, 2.4)
        pen.marks.append(Rule(x, plot.zero, x + width, plot.zero, pen.colors["muted"], 0.6))
        self._category_row(pen, x, slot)

    def _pie(self, pen: Pen, x: float, width: float) -> None:
        em, top = pen.sizes.body, pen.y
        values = [value or 0.0 for value in self.chart.series[0].values]
        total = sum(values)
        radius = _HEIGHT * em * 0.48
        center, start = x + radius + em, 0.0
        left = center + radius + 2 * em
        room = x + width - left - 1.2 * em
        for number, value in enumerate(values):
            extent = 360 * value / total
            if extent:
                pen.marks.append(Wedge(center, top + radius, radius, start, extent, self._color(number)))
            start += extent
        for number, category in enumerate(self.categories[: len(values)]):
            baseline = pen.y + category.baseline(pen.sizes)
            pen.marks.append(Panel(left, baseline - 0.6 * em, 0.6 * em, 0.6 * em, fill=self._color(number)))
            label = self.values[0][number]
            need = label.natural_width(pen.sizes)
            label.place(pen, left + 1.2 * em, baseline)
            category.lay(pen, left + 1.2 * em + need + 0.5 * em, room - need - 0.5 * em)
            pen.y += 0.2 * em
        pen.y = max(pen.y, top + 2 * radius)

    # -- what columns and lines share

    def _plot(self, pen: Pen) -> Plot:
        """The plot at the pen's height; moves the pen below it."""
        em, top = pen.sizes.body, pen.y
        low, high = self._range()
        label = 1.1 * em
        scale = (_HEIGHT * em - label * (2 if low < 0 else 1)) / (high - low)
        pen.y += _HEIGHT * em
        return Plot(top, top + label + high * scale, scale, len(pen.marks))

    def _value(  # noqa: PLR0917  # a place
        self, pen: Pen, plot: Plot, which: tuple[int, int], at: tuple[float, float], below: bool, clear: float = 0.0
    ) -> None:
        """A value above or below its mark `at` a point, `clear` of it, or a line farther off where something stands
        already. One that finds no place within the plot is still said in its cell.
        """
        label, (x, y) = self.values[which[0]][which[1]], at
        size, half = label.size(pen.sizes), label.natural_width(pen.sizes) / 2
        above, under = y - clear - 0.3 * size, y + clear + size
        places = [under, above, under + size, above - size] if below else [above, under, above - size, under + size]
        for baseline in places:
            inside = plot.top + 0.7 * size <= baseline <= pen.y
            if inside and not taken(pen.marks[plot.first :], x - half, x + half, baseline, size):
                label.place(pen, x, baseline, "center")
                return
        self.cells[which[0]][which[1]].spoken = self.chart.written(*which)

    def _category_row(self, pen: Pen, x: float, slot: float) -> None:
        top = bottom = pen.y + 0.2 * pen.sizes.body
        shown = below(self.categories, pen.sizes, slot)
        for number, label in enumerate(self.categories):
            if number not in shown:
                self.heads[number].spoken = self.chart.categories[number]
                continue
            pen.y = top
            left, width = shown[number]
            label.lay(pen, x + left, width)
            bottom = max(bottom, pen.y)
        pen.y = bottom
