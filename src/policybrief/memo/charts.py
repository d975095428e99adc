"""Charts as marks: bars, columns, lines and slices in the theme's colours, every value written beside its mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth

from policybrief.document import Chart, Run, Text
from policybrief.memo.marks import Dot, Node, Panel, Rule, Wedge, Words
from policybrief.memo.pen import Pen, TextBlock

_COLORS = ("second", "first", "primary", "bronze", "accent", "muted")
_HEIGHT = 10.0
"""The height of a chart's plot in body sizes."""

Setter = Callable[..., TextBlock]


def spelled(value: float) -> str:
    """A value as it is written: 1,234.5."""
    return f"{value:,.10g}" if abs(value) >= 1e15 else f"{round(value, 6):,.6f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class ChartBlock:
    """A figure. `values` are the labels of the values, by series; `names` the legend's."""

    chart: Chart
    figure: Node
    unit: TextBlock | None
    names: Sequence[TextBlock]
    categories: Sequence[TextBlock]
    values: Sequence[Sequence[TextBlock]]

    @classmethod
    def of(cls, chart: Chart, figure: Node, words: Setter) -> ChartBlock:
        """`words` makes a label out of text."""

        def value(number: float) -> Text:
            return (Run(spelled(number), at=chart.at),)

        several = len(chart.series) > 1
        return cls(
            chart,
            figure,
            words(chart.unit, color="muted", italic=True) if chart.unit else None,
            [words(series.name, color="ink") for series in chart.series] if several and chart.kind != "pie" else [],
            [words(category) for category in chart.categories],
            [[words(value(number), bold=True) for number in series.values] for series in chart.series],
        )

    def lay(self, pen: Pen, x: float, width: float) -> None:
        place, top = len(pen.marks), pen.y
        self._legend(pen, x, width)
        {"bar": self._bars, "column": self._columns, "line": self._lines, "pie": self._pie}[self.chart.kind](
            pen, x, width
        )
        pen.boxes[self.figure] = (x, top, x + width, pen.y)
        for number in range(place, len(pen.marks)):
            mark = pen.marks[number]
            if mark.node is None:
                pen.marks[number] = mark._replace(node=self.figure)

    def _legend(self, pen: Pen, x: float, width: float) -> None:
        """The series' names behind a square of their colour, then the unit."""
        em, left = pen.sizes.body, x
        shown = [*self.names, *([self.unit] if self.unit else [])]
        if not shown:
            return
        for number, label in enumerate(shown):
            square = 0.9 * em if number < len(self.names) else 0.0
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

    @staticmethod
    def _color(pen: Pen, number: int) -> str:
        return pen.colors[_COLORS[number % len(_COLORS)]]

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
                label.place(pen, end + (0.3 if end >= zero else -0.3) * em, baseline, side)  # type: ignore[arg-type]
                pen.y += thick
            pen.y = max(pen.y, below) + 0.25 * em
        pen.marks.append(Rule(zero, start, zero, pen.y, pen.colors["muted"], 0.6))

    def _columns(self, pen: Pen, x: float, width: float) -> None:
        em = pen.sizes.body
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
                self._value(pen, self.values[which][number], middle, end, series.values[number] < 0)
        pen.marks.append(Rule(x, zero, x + width, zero, pen.colors["muted"], 0.6))
        self._category_row(pen, x, slot)

    def _lines(self, pen: Pen, x: float, width: float) -> None:
        zero, scale = self._floor(pen)
        slot = width / max(len(self.categories), 1)
        for which, series in enumerate(self.chart.series):
            points = [(x + slot * (number + 0.5), zero - value * scale) for number, value in enumerate(series.values)]
            color = self._color(pen, which)
            for (x1, y1), (x2, y2) in pairwise(points):
                pen.marks.append(Rule(x1, y1, x2, y2, color, 1.6))
            for (at, height), label in zip(points, self.values[which], strict=True):
                pen.marks.append(Dot(at, height, 2.2, color))
                half = label.natural_width(pen.sizes) / 2
                middle = min(max(at, x + half), x + width - half)
                self._value(pen, label, middle, height - 2, below=which % 2 == 1)
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

    def _value(self, pen: Pen, label: TextBlock, x: float, y: float, below: bool) -> None:
        """A value above or below its mark, unless another value stands there: the alternative text has them all."""
        size, half = label.size(pen.sizes), label.natural_width(pen.sizes) / 2
        baseline = y + size if below else y - 0.3 * size
        for mark in pen.marks:
            if isinstance(mark, Words) and mark.node is self.figure and abs(mark.y - baseline) < size:
                there = stringWidth(mark.text, mark.face, mark.size)
                if mark.x - 2 < x + half and x - half < mark.x + there + 2:
                    return
        label.place(pen, x, baseline, "center")

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
