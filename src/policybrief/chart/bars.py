"""Lying bars: names at the left, values at the ends, the largest first; more than there is room for are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from policybrief.chart import axis as axes
from policybrief.chart import bar_names
from policybrief.chart.marks import Bar, ChartLabel, ChartPanel, ChartRule, Setting
from policybrief.chart.paints import Palette, emphasized_category, emphasized_series
from policybrief.chart.parts import parts
from policybrief.chart.slots import Slots
from policybrief.chart.words import broken, label, sums
from policybrief.ooxml.box import Box
from policybrief.text.charts import Chart
from policybrief.text.records import dataclass
from policybrief.text.run import Text, plain

MOST, MOST_SMALL = 14, 20
"""So many bars stand at the first size, and at the second; of more, the first `MOST`."""
_ROW = 1.15
"""The least height of a bar with its gap, in sizes of its value."""
NAMES = 0.34
"""The most that names take of the width."""
_WIDEST = 3.2


def bars(chart: Chart, box: Box, setting: Setting, palette: Palette, numbers: Sequence[float] = ()) -> ChartPanel:
    """Bars in a box: all of them, or as many as have room."""
    count = len(chart.categories)
    together = 1 if chart.stacked else len(chart.series)
    for number, size in enumerate(setting.sizes):
        most = (MOST, MOST_SMALL)[min(number, 1)] if len(setting.sizes) > 1 else MOST_SMALL
        attempt = _Bars(chart, box, setting, palette, size, count, numbers)
        if count * together <= most and attempt.fits:
            return attempt.panel()
    most = max(1, min(MOST // together, count))
    tries = [
        _Bars(chart.taking(order_of(chart, shown)), box, setting, palette, size, shown, numbers)
        for shown in range(most, 0, -1)
        for size in setting.sizes
    ]
    return next((attempt for attempt in tries if attempt.fits), tries[-1]).panel()


def order_of(chart: Chart, shown: int) -> list[int]:
    """The order of a chart's categories in bars: those of a pie by value; of more than are shown, what stands out among
    them.
    """
    order = list(range(len(chart.categories)))
    if chart.kind == "pie":
        (row,) = chart.series
        order.sort(key=lambda number: -(row.values[number] or 0.0))
    strong = emphasized_category(chart)
    if strong in order[shown:]:
        order.remove(strong)
        order.insert(shown - 1, strong)
    return order


@dataclass(frozen=True)
class _Bars:
    """Bars at one size of names and values: the first `shown` of the chart's."""

    chart: Chart
    box: Box
    setting: Setting
    palette: Palette
    size: float
    shown: int
    numbers: Sequence[float]

    @property
    def is_whole(self) -> bool:
        """Whether it is one bar of the parts of a whole, without a name of its own."""
        return self.chart.stacked and len(self.chart.categories) == 1 and not plain(self.chart.categories[0])

    @property
    def head(self) -> float:
        """The room above the bars: for the names of a stack's parts or of series, and the target's."""
        rows = (self.chart.stacked or self.is_keyed) + bool(self.chart.target)
        return rows * (self.size * self.setting.leading + 0.4 * self.size)

    @cached_property
    def is_keyed(self) -> bool:
        """Whether the series' names stand above, each with a square: behind the first values they have no room."""
        several = len(self.chart.series) > 1 and not self.chart.stacked
        solid = all(swatch.percent is None for swatch in self.palette.swatches)
        values = [value for row in self.chart.series for value in row.values[: self.shown] if value is not None]
        room = self._behind_values(named=True)
        return several and solid and (min(values, default=0.0) < 0 or room > 0.5 * (self.box.width - self._name_width))

    @property
    def slots(self) -> Slots:
        together = 1 if self.chart.stacked else len(self.chart.series)
        widest = self.box.height * 0.45 if self.is_whole else _WIDEST * self.size
        return Slots.of(self.box.y + self.head, self.box.height - self.head, self.shown, together, widest)

    @property
    def _name_width(self) -> float:
        """The width of the names at the left: of the widest, or as much as they may take."""
        if self.is_whole:
            return 0.0
        widths = [self.setting.width(name, self.size, False) for name in self.chart.categories[: self.shown]]
        return min(max(widths), NAMES * self.box.width)

    @property
    def fits(self) -> bool:
        """Whether names and values have room in the height of their bars."""
        slots = self.slots
        per_bar = slots.slot / (1 if self.chart.stacked else max(len(self.chart.series), 1))
        if per_bar < _ROW * self.size:
            return False
        most = max(1, int(slots.slot / (self.size * self.setting.leading)))
        counts = [self._lines(name) for name in self.chart.categories[: self.shown]]
        return all(lines is not None and lines <= most for lines in counts)

    def _lines(self, name: Text) -> int | None:
        return self.setting.lines(name, self.size, False, self._name_width + 0.5)

    def panel(self) -> ChartPanel:
        """The chart laid out."""
        chart, box, slots = self.chart, self.box, self.slots
        names = self._name_width
        left = box.x + names + (0.65 * self.size if names else 0.0)
        plot = Box(left, box.y + self.head, box.right - left, slots.slot * self.shown)
        numbers = self.numbers or axes.values(chart, self.shown)
        room = self._value_room()
        axis = axes.of(numbers, plot.width, room, 0.0 if self.is_whole else room)
        strong = emphasized_category(chart) if len(chart.series) == 1 else -1
        panel = ChartPanel(
            box=box, chart=chart, kind="bar", plot=plot, axis=axis, shown=self.shown,
            paints=self.palette.paints(chart, "bar"), size=self._value_size,
            names=self.size, gap=slots.gap, overlap=100 if chart.stacked else slots.overlap, strong=strong,
            others=self.palette.paint(1, quiet=True) if strong >= 0 else None,
        )  # fmt: skip
        panel = replace(panel, bars=tuple(self._bars(panel)))
        values = list(parts(panel, self.setting, bar_names.SPARE) if chart.stacked else self._values(panel))
        labels = [*self._names(panel), *values]
        labels += (
            [
                *bar_names.heads(panel, self.setting, self.size, whole=self.is_whole),
                *(() if self.is_whole else self._totals(panel)),
            ]
            if chart.stacked
            else self._series(values)
        )
        rules = [] if chart.stacked else [ChartRule((panel.zero, plot.y), (panel.zero, plot.bottom), "axis")]
        if chart.target:
            x = panel.zero + panel.axis.at(float(chart.target.value))
            rules += broken((x, plot.y), (x, plot.bottom), values)
            labels.append(self._target(panel, x))
        keys, chips = bar_names.key(panel, self.setting, self.size) if self.is_keyed else ([], [])
        return replace(panel, labels=(*labels, *keys), rules=tuple(rules), chips=tuple(chips))

    @property
    def _value_size(self) -> float:
        """Values within the parts of a stack are quieter than its sum."""
        return self.setting.small if self.chart.stacked and not self.is_whole else self.size

    def _value_room(self) -> float:
        """The widest value, with the name of its series behind it in the first row."""
        if self.chart.stacked:
            return (
                max(self.setting.width(text, self.size, True) for text in sums(self.chart)[: self.shown])
                + 0.8 * self.size
            )
        return self._behind_values(named=not self.is_keyed)

    def _behind_values(self, *, named: bool) -> float:
        widths = [
            self.setting.width(self.chart.written(row, place), self.size, True) + named * self._behind(row, place)
            for row, series in enumerate(self.chart.series)
            for place, value in enumerate(series.values[: self.shown])
            if value is not None
        ]
        return max(widths, default=0.0) + 0.8 * self.size

    def _behind(self, series: int, place: int) -> float:
        if len(self.chart.series) == 1 or place != self._named_at(series):
            return 0.0
        return self.setting.width(self.chart.series[series].name, self.size, True) + 0.8 * self.size

    def _named_at(self, series: int) -> int:
        """The first category that a series has a number for: there it is named."""
        values = self.chart.series[series].values[: self.shown]
        return next((place for place, value in enumerate(values) if value is not None), -1)

    def _bars(self, panel: ChartPanel) -> Iterator[Bar]:
        slots = self.slots
        for category in range(self.shown):
            left = panel.zero
            for number, row in enumerate(self.chart.series):
                value = row.values[category]
                if value is None:
                    continue
                length, paint = panel.axis.at(float(value)), panel.paint(number, category)
                top = slots.left(category, 0 if self.chart.stacked else number)
                if self.chart.stacked:
                    yield Bar(Box(left, top, length, slots.bar), paint, number, category)
                    left += length
                else:
                    start = min(panel.zero, panel.zero + length)
                    yield Bar(Box(start, top, abs(length), slots.bar), paint, number, category)

    def _names(self, panel: ChartPanel) -> Iterator[ChartLabel]:
        if self.is_whole:
            return
        slots, width = self.slots, self._name_width
        for number in range(self.shown):
            lines = self._lines(self.chart.categories[number]) or 1
            high = lines * self.size * self.setting.leading
            box = Box(self.box.x, slots.middle(number) - high / 2, width, high)
            bold = number == panel.strong
            yield ChartLabel(
                self.chart.categories[number], box, self.size, "category", "r", tone="primary" if bold else "ink",
                category=number, lines=lines,
            )  # fmt: skip

    def _values(self, panel: ChartPanel) -> Iterator[ChartLabel]:
        strong = emphasized_series(self.chart)
        for bar in panel.bars:
            below = (self.chart.series[bar.series].values[bar.category] or 0.0) < 0
            x = bar.box.x - 0.35 * self.size if below else bar.box.right + 0.35 * self.size
            of_strong = bar.series == strong and len(self.chart.series) > 1
            bold = of_strong if panel.strong < 0 else bar.category == panel.strong
            value = label(
                self.setting, self.chart.written(bar.series, bar.category), (x, bar.box.y + bar.box.height / 2),
                self.size, "value", align="r" if below else "l", bold=bold, tone="primary" if bold else "ink",
                series=bar.series, category=bar.category, place="outEnd",
            )  # fmt: skip
            if value.box.right <= self.box.right + 0.5 and value.box.x >= panel.plot.x - 0.5:
                yield value

    def _series(self, values: Sequence[ChartLabel]) -> Iterator[ChartLabel]:
        """The series' names behind the values of the first row."""
        if len(self.chart.series) == 1 or self.is_keyed:
            return
        strong = emphasized_series(self.chart)
        for value in values:
            number = value.series
            if value.category == self._named_at(number):
                name, bold = self.chart.series[number].name, number == strong
                below = value.align == "r"
                x = value.box.x - 0.6 * self.size if below else value.box.right + 0.6 * self.size
                at = x, value.box.y + value.box.height / 2
                tone = "primary" if bold else "ink"
                yield label(
                    self.setting, name, at, self.size, "name", align=value.align, bold=bold, tone=tone, series=number
                )

    def _totals(self, panel: ChartPanel) -> Iterator[ChartLabel]:
        ends = {bar.category: bar.box for bar in panel.bars}
        for number, text in enumerate(sums(self.chart)[: self.shown]):
            if number in ends:
                at = ends[number].right + 0.4 * self.size, ends[number].y + ends[number].height / 2
                yield label(self.setting, text, at, self.size, "total", bold=True, tone="primary", category=number)

    def _target(self, panel: ChartPanel, x: float) -> ChartLabel:
        assert self.chart.target
        above = self.size * self.setting.leading + 0.4 * self.size if self.chart.stacked or self.is_keyed else 0.0
        at = x, panel.plot.y - above - 0.7 * self.size
        target = label(
            self.setting, self.chart.target.label, at, self.setting.small, "target", align="ctr", tone="accent"
        )
        right = min(target.box.x, self.box.right - target.box.width)
        return replace(target, box=replace(target.box, x=max(right, self.box.x)))
