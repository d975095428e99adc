"""Lines: the end of each says its value and its name; first, highest and lowest points have their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from policybrief.chart import axis as axes
from policybrief.chart import beside
from policybrief.chart.columns import skipped
from policybrief.chart.marks import ChartLabel, ChartPanel, ChartRule, Curve, Role, Setting
from policybrief.chart.paints import Palette, emphasized_series
from policybrief.chart.words import Point, apart, broken, core, label, weighty, within
from policybrief.ooxml.box import Box
from policybrief.text.charts import Chart
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text

_WIDTH, _DOT = 0.2, 0.22
"""A line's width and a dot's radius, in sizes of its labels; those that stand back are thinner."""

_NARROW = 4.0


def lines(
    chart: Chart, box: Box, setting: Setting, palette: Palette, numbers: Sequence[float] = (), *, few: bool = False
) -> ChartPanel:
    """Lines in a box."""
    *tries, last = (_Lines(chart, box, setting, palette, *pair, numbers, few) for pair in setting.pairs)
    return next((attempt for attempt in tries if attempt.fits and not few), last).panel()


@dataclass(frozen=True)
class _Lines:
    """Lines at one pair of sizes: of values and of the names below."""

    chart: Chart
    box: Box
    setting: Setting
    palette: Palette
    size: float
    names: float
    numbers: Sequence[float]
    few: bool

    @property
    def plot(self) -> Box:
        """Points stand at the plot's edges, names below and values above them: half of that is to its left."""
        strong = emphasized_series(self.chart)
        values = [
            self.setting.width(self.chart.written(number, 0), self.size, number == strong)
            for number, row in enumerate(self.chart.series)
            if row.values[0] is not None and len(row.values) > 1
        ]
        name = self._wide(self.chart.categories[0])
        last = self._wide(self.chart.categories[-1]) / 2
        ends = [self.setting.width(text, self.size, bold) for text, bold in self._ends()]
        right = max(beside.room(self.chart, self.setting, self.size, ends), last)
        first = max(name, *values, 0.0)
        if self.box.width - first / 2 - right < _NARROW * self.size:  # the first value goes before the picture does
            first = name
        first = first / 2 + 0.1
        foot = self.names * self.setting.leading + 0.6 * self.names
        return Box(self.box.x + first, self.box.y, max(self.box.width - first - right, 1.0), self.box.height - foot)

    def _ends(self) -> list[tuple[Text, bool]]:
        strong = emphasized_series(self.chart)
        last = [self._last(row.values) for row in self.chart.series]
        return [(self.chart.written(number, place), number == strong) for number, place in enumerate(last)]

    @staticmethod
    def _last(values: Sequence[float | None]) -> int:
        return max(number for number, value in enumerate(values) if value is not None)

    def _wide(self, text: Text) -> float:
        return self.setting.width(text, self.names, False)

    @property
    def step(self) -> float:
        return self.plot.width / max(len(self.chart.categories) - 1, 1)

    @property
    def fits(self) -> bool:
        widest = max(map(self._wide, self.chart.categories))
        return len(self.chart.categories) == 1 or widest + 0.6 * self.names <= self.step

    def panel(self) -> ChartPanel:
        """The chart laid out."""
        chart, plot = self.chart, self.plot
        room = 1.3 * self.size * self.setting.leading
        axis = axes.of(self.numbers or axes.values(chart), plot.height, room, room, flat=True)
        skip = 1 if self.fits and not self.few else skipped(self.setting, chart, self.names, self.step)
        panel = ChartPanel(
            box=self.box, chart=chart, kind="line", plot=plot, axis=axis, shown=len(chart.categories),
            paints=self.palette.paints(chart, "line"), size=self.size, names=self.names, skip=skip,
        )  # fmt: skip
        panel = replace(panel, curves=tuple(self._curves(panel)))
        ends, rules = self._end_labels(panel)
        values = self._values(panel, ends)
        floor = panel.zero if axis.low <= 0 else plot.bottom
        axis_line = ChartRule((self.box.x, floor), (plot.right, floor), "axis")
        rules = [axis_line, *rules]
        if at := panel.target_at:
            rules += broken((plot.x, at[1]), at, values)
        return replace(panel, labels=(*values, *self._below(panel), *ends), rules=tuple(rules))

    def _at(self, panel: ChartPanel, place: int, value: float) -> Point:
        across = panel.plot.x + (self.step * place if len(self.chart.categories) > 1 else panel.plot.width / 2)
        return across, panel.zero - panel.axis.at(float(value))

    def _curves(self, panel: ChartPanel) -> Iterator[Curve]:
        strong = emphasized_series(self.chart)
        dots = len(self.chart.categories) <= 24
        for number, row in enumerate(self.chart.series):
            stretches: list[list[Point]] = [[]]
            for place, value in enumerate(row.values):
                if value is None:
                    stretches.append([])
                else:
                    stretches[-1].append(self._at(panel, place, value))
            wide = _WIDTH * self.size * (1.0 if number == strong or len(self.chart.series) == 1 else 0.75)
            kept = tuple(tuple(points) for points in stretches if points)
            alone = any(len(points) == 1 for points in kept)
            yield Curve(kept, panel.paints[number], number, wide, _DOT * self.size if dots or alone else 0.0)

    def _end_labels(self, panel: ChartPanel) -> tuple[list[ChartLabel], list[ChartRule]]:
        """Each line's last value with its name, in the column at the right."""
        marks = []
        for row in self.chart.series:
            place = self._last(row.values)
            marks.append(self._at(panel, place, row.values[place] or 0.0))
        several = len(marks) > 1
        left = panel.plot.right + 0.75 * self.size
        names = beside.Names(self.setting, left, self.box.y, panel.plot.bottom)
        labels, rules, _ = names.of(self.chart, marks, panel.target_at, self.size)
        ends = []
        for name, (text, bold) in zip(labels, self._ends(), strict=False):
            said = (*text, Run("  ", at=self.chart.at), *name.text) if several else text
            width = self.setting.width(said, self.size, bold)
            place = self._last(self.chart.series[name.series].values)
            box = replace(name.box, width=width)
            ends.append(replace(name, text=said, role="end", box=box, bold=bold, category=place))
        moved = [
            rule for rule, mark in zip(rules, marks, strict=False)
            if abs(rule.end[1] - mark[1]) > 2 or mark[0] < panel.plot.right - 1
        ]  # fmt: skip
        return [*ends, *labels[len(ends) :]], moved

    def _values(self, panel: ChartPanel, ends: Sequence[ChartLabel]) -> list[ChartLabel]:
        """Values above or below their points, those that matter; none on another, nor on a line."""
        strong = emphasized_series(self.chart)
        first = sorted(range(len(self.chart.series)), key=lambda number: number != strong)
        candidates = []
        for number in first:
            row = self.chart.series[number].values
            last = self._last(row)
            wanted = [place for place in weighty(row) if place != last]
            candidates += [self._places(panel, number, place, number == strong) for place in wanted]
        return apart(candidates, [core(end) for end in ends])

    def _places(self, panel: ChartPanel, series: int, place: int, bold: bool) -> list[ChartLabel]:
        """Where a value may stand: above its point, or below, where no line runs through it."""
        x, y = self._at(panel, place, self.chart.series[series].values[place] or 0.0)
        off = _DOT * self.size + 0.62 * self.size
        bold = bold and len(self.chart.series) > 1
        labels = []
        for at, side in ((y - off, "t"), (y + off, "b")):
            value = label(
                self.setting, self.chart.written(series, place), (x, at), self.size, "value", align="ctr", bold=bold,
                tone="primary" if bold else "ink", series=series, category=place, place=side,
            )  # fmt: skip
            inside = panel.plot.y - 1 <= value.box.y and value.box.bottom <= panel.plot.bottom + 1
            inside = inside and self.box.x - 0.5 <= value.box.x
            if inside and not any(crosses(core(value), curve) for curve in panel.curves):
                labels.append(value)
        return labels

    def _below(self, panel: ChartPanel) -> list[ChartLabel]:
        y = panel.plot.bottom + 0.45 * self.names + self.names * self.setting.leading / 2
        role: Role = "tick" if panel.skip > 1 else "category"
        labels = []
        for place in range(0, len(self.chart.categories), panel.skip):
            x, _ = self._at(panel, place, 0.0)
            text = self.chart.categories[place]
            category = label(self.setting, text, (x, y), self.names, role, align="ctr", category=place)
            labels.append(within(category, self.box.x, self.box.right) if role == "tick" else category)
        return apart([[category] for category in labels if category.box.width <= self.box.width])


def crosses(box: Box, curve: Curve) -> bool:
    """Whether a line runs through a box."""
    for points in curve.stretches:
        for (x1, y1), (x2, y2) in pairwise(points):
            left, right = max(x1, box.x), min(x2, box.right)
            if left >= right:
                continue
            slope = (y2 - y1) / (x2 - x1)
            ends = [y1 + slope * (x - x1) for x in (left, right)]
            if min(ends) < box.bottom and max(ends) > box.y:
                return True
    return False
