"""Standing bars: grouped side by side, or stacked; names of the series beside the last ones."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policybrief.chart import axis as axes
from policybrief.chart import beside
from policybrief.chart.marks import Bar, ChartLabel, ChartPanel, ChartRule, Role, Setting
from policybrief.chart.paints import Palette, emphasized_category, emphasized_series
from policybrief.chart.parts import parts
from policybrief.chart.slots import Slots
from policybrief.chart.words import apart, broken, label, sums, weighty, within
from policybrief.ooxml.box import Box
from policybrief.text.charts import Chart
from policybrief.text.records import dataclass

_WIDEST = (11.0, 7.0)
"""The widest bar, alone or stacked, and in a group: in sizes of its labels."""
_FEW, _FEW_WIDEST, _FILLED = 3, (13.0, 8.5), 0.92
"""So few columns stand in the middles of equal shares of the width, and may be so wide, where they would else fill less
than this share of it.
"""
_OVER = 2.3
"""Half of the widest gap between columns, in sizes of their labels: so far the plot stands out from what is seen."""
_INSIDE = (0.75, 0.5, 0.25)
"""How far from the end of a bar the leader to its series' name begins, in sizes of the labels."""
_VALUE = 1.2
"""What a value takes beyond the end of its bar, likewise."""
_NAME_LINES = 3


def columns(
    chart: Chart, box: Box, setting: Setting, palette: Palette, numbers: Sequence[float] = (), *, few: bool = False
) -> ChartPanel | None:
    """Columns in a box; None where the names below have no room and are no times, of which some may be left out.

    `numbers` are what the axis has to show, where several panels share one. If `few`, as few labels as tell it all.
    """
    tries = [_Columns(chart, box, setting, palette, *pair, numbers, few) for pair in setting.pairs]
    for attempt in () if few else tries:
        if attempt.names_fit and attempt.values_fit:
            return attempt.panel()
    for attempt in tries[::-1] if few else tries:
        if attempt.names_fit:
            return attempt.panel()
    return tries[-1].panel() if chart.timed or few else None


@dataclass(frozen=True)
class _Columns:
    """Columns at one pair of sizes: of values and of the names below."""

    chart: Chart
    box: Box
    setting: Setting
    palette: Palette
    size: float
    names: float
    numbers: Sequence[float]
    few: bool

    @property
    def room(self) -> float:
        """The room at the right for the series' names and the target's."""
        return beside.room(self.chart, self.setting, self.size)

    @property
    def _has_names(self) -> bool:
        return len(self.chart.series) > 1

    @property
    def slots(self) -> Slots:
        together = 1 if self.chart.stacked else len(self.chart.series)
        widest = _WIDEST[together > 1] * self.size
        over = min(self.setting.over, _OVER * self.size)
        start, end = self.box.x, self.box.right - self.room
        tight = Slots.between((start, end), len(self.chart.categories), together, widest, over)
        first, last = self._edges(tight)
        close = Slots.between((start + first, end - last), len(self.chart.categories), together, widest, over)
        count = len(self.chart.categories)
        if 1 < count <= _FEW and close.slot * count - 2 * close.over < _FILLED * (end - start):
            return Slots.of(start, end - start, count, together, _FEW_WIDEST[together > 1] * self.size)
        return close

    def _edges(self, slots: Slots) -> tuple[float, float]:
        """By how much words of the first and the last columns stand out from them at the left and the right."""
        chart, setting = self.chart, self.setting
        group = slots.slot - 2 * slots.over
        edges = []
        for place, row in ((0, 0), (-1, -1)):
            value = sums(chart)[place] if chart.stacked else chart.written(row % len(chart.series), place % slots.count)
            name = min(setting.width(chart.categories[place], self.names, False), slots.slot - 0.35 * self.names)
            over = max((name - group) / 2, (setting.width(value, self.size, True) - slots.bar) / 2, 0.0)
            edges.append(min(over, self.box.width / 8))
        return edges[0], edges[1]

    @property
    def names_fit(self) -> bool:
        return self._name_lines is not None

    @property
    def _name_lines(self) -> int | None:
        width = self.slots.slot - 0.35 * self.names
        counts = [self.setting.lines(name, self.names, False, width) for name in self.chart.categories]
        most = max((lines or _NAME_LINES + 1 for lines in counts), default=1)
        return most if most <= _NAME_LINES else None

    @property
    def values_fit(self) -> bool:
        """Whether each value has room above its bar, or within its part of a stack."""
        slots = self.slots
        if self.chart.stacked:
            widths = [self.setting.width(text, self.size, True) for text in sums(self.chart)]
            inside = [
                self.setting.width(self.chart.written(row, place), self.setting.small, False)
                for row, series in enumerate(self.chart.series)
                for place, value in enumerate(series.values)
                if value is not None
            ]
            return max(widths, default=0.0) <= slots.slot * 0.96 and max(inside, default=0.0) <= slots.bar * 0.96
        pitch = slots.slot - 0.2 * self.size if slots.count == 1 else slots.bar * (1 - slots.overlap / 100) - 2
        strong = emphasized_series(self.chart)
        widths = [
            self.setting.width(self.chart.written(row, place), self.size, row == strong)
            for row, series in enumerate(self.chart.series)
            for place, value in enumerate(series.values)
            if value is not None
        ]
        return max(widths, default=0.0) <= pitch

    def panel(self) -> ChartPanel:
        """The chart laid out."""
        chart, box, slots = self.chart, self.box, self.slots
        lines, skip = self._name_lines or 1, self._skip()
        foot = lines * self.names * self.setting.leading + 0.45 * self.names
        plot = Box(slots.start, box.y, slots.slot * len(chart.categories), box.height - foot)
        room = self.size * self.setting.leading + 2
        axis = axes.of(self.numbers or axes.values(chart), plot.height, room, room)
        paints = self.palette.paints(chart, "column")
        strong = emphasized_category(chart) if len(chart.series) == 1 else -1
        left, right = min(box.x, plot.x), max(box.right, plot.right)
        panel = ChartPanel(
            box=Box(left, box.y, right - left, box.height), chart=chart, kind="column", plot=plot, axis=axis,
            shown=len(chart.categories), paints=paints,
            size=self.setting.small if chart.stacked else self.size, names=self.names, gap=slots.gap,
            overlap=100 if chart.stacked else slots.overlap, over=slots.over, skip=skip, strong=strong,
            others=self.palette.paint(1, quiet=True) if strong >= 0 else None,
        )  # fmt: skip
        panel = replace(panel, bars=tuple(self._bars(panel, slots)))
        named, leaders, chips = self._beside(panel)
        values = self._values(panel, slots, [name.box for name in named])
        below = self._below(slots, plot, lines, skip)
        start, end = plot.x + slots.over, plot.right - slots.over
        rules = [ChartRule((start, panel.zero), (end, panel.zero), "base"), *leaders]
        if at := panel.target_at:
            rules += broken((start, at[1]), at, values)
        return replace(panel, labels=(*values, *below, *named), rules=tuple(rules), chips=tuple(chips))

    def _bars(self, panel: ChartPanel, slots: Slots) -> Iterator[Bar]:
        for category in range(panel.shown):
            top = panel.zero
            for number, row in enumerate(self.chart.series):
                value = row.values[category]
                if value is None:
                    continue
                height = panel.axis.at(float(value))
                paint = panel.paint(number, category)
                left = slots.left(category, 0 if self.chart.stacked else number)
                if self.chart.stacked:
                    yield Bar(Box(left, top - height, slots.bar, height), paint, number, category)
                    top -= height
                else:
                    yield Bar(
                        Box(left, min(panel.zero, panel.zero - height), slots.bar, abs(height)), paint, number, category
                    )

    def _values(self, panel: ChartPanel, slots: Slots, names: Sequence[Box]) -> list[ChartLabel]:
        """The values above or below their bars; none stands on one of the `names` beside the last ones."""
        if self.chart.stacked:
            return [*parts(panel, self.setting), *self._sums(panel, slots)]
        strong = emphasized_series(self.chart)
        every = self.values_fit and not self.few
        places = {(bar.series, bar.category): bar.box for bar in panel.bars}
        first = sorted(range(len(self.chart.series)), key=lambda number: number != strong)
        candidates: list[list[ChartLabel]] = []
        for number in first:
            row = self.chart.series[number].values
            wanted = [place for place, value in enumerate(row) if value is not None] if every else weighty(row)
            for place in wanted:
                bar, below = places[number, place], (row[place] or 0.0) < 0
                y = bar.bottom + 0.6 * self.size if below else bar.y - 0.6 * self.size
                bold = number == strong if panel.strong < 0 else place == panel.strong
                bold = bold and (len(self.chart.series) > 1 or panel.strong >= 0)
                value_label = label(
                    self.setting, self.chart.written(number, place), (bar.x + bar.width / 2, y), self.size, "value",
                    align="ctr", bold=bold, tone="primary" if bold else "ink", series=number, category=place,
                    place="outEnd",
                )  # fmt: skip
                candidates.append([value_label] if self._inside(value_label) else [])
        return apart(candidates, names if every else [*names, *(bar.box for bar in panel.bars)])

    def _sums(self, panel: ChartPanel, slots: Slots) -> list[ChartLabel]:
        lowest = {
            bar.category: min(other.box.y for other in panel.bars if other.category == bar.category)
            for bar in panel.bars
        }
        totals = sums(self.chart)
        kept = weighty([sum(row.values[n] or 0.0 for row in self.chart.series) for n in range(panel.shown)])
        order = range(panel.shown) if self.values_fit else kept
        labels = []
        for place in (category for category in order if category in lowest):
            at = slots.middle(place), lowest[place] - 0.6 * self.size
            labels.append(
                label(
                    self.setting, totals[place], at, self.size, "total", align="ctr", bold=True, tone="primary",
                    category=place,
                )
            )  # fmt: skip
        return apart([[total] for total in labels if self._inside(total)])

    def _inside(self, placed: ChartLabel) -> bool:
        return self.box.x - 0.5 <= placed.box.x and placed.box.right <= self.box.right + 0.5

    def _beside(self, panel: ChartPanel) -> tuple[list[ChartLabel], list[ChartRule], list[Bar]]:
        """The series' names and the target's at the right, with leaders from what they name; or, where another bar
        stands between, a square of the series' colour.
        """
        marks = [self._mark(panel, number) for number in range(len(self.chart.series))] if self._has_names else []
        left = panel.plot.right - panel.over + 1.2 * self.size
        beside_of = beside.Names(self.setting, left, self.box.y, panel.plot.bottom)
        blocked = [self._blocked(panel, number, at[1]) for number, at in enumerate(marks)]
        chips = any(blocked) and all(paint.swatch.percent is None for paint in panel.paints)
        return beside_of.of(self.chart, marks, panel.target_at, self.size, panel.paints if chips else ())

    def _blocked(self, panel: ChartPanel, series: int, y: float) -> bool:
        """Whether a bar, or the value at its end, stands between a series' last one and its name."""
        own = max((bar for bar in panel.bars if bar.series == series), key=lambda bar: bar.category)
        later = [bar for bar in panel.bars if bar.box.x >= own.box.right - 0.01]
        value = _VALUE * self.size
        ends = [
            (bar.box.y - value, bar.box.bottom) if bar.box.y < panel.zero else (bar.box.y, bar.box.bottom + value)
            for bar in later
        ]
        return not self.chart.stacked and any(top < y < bottom for top, bottom in ends)

    def _mark(self, panel: ChartPanel, series: int) -> tuple[float, float]:
        """From where a leader goes to a series' name: the side of its last bar, as far below its end as can be seen
        from there.
        """
        own = [bar for bar in panel.bars if bar.series == series]
        last = max(own, key=lambda bar: bar.category)
        if self.chart.stacked:
            return last.box.right, last.box.y + last.box.height / 2
        down = last.box.y < panel.zero - 0.01
        insides = [min(share * self.size, last.box.height / 2) for share in _INSIDE]
        places = [last.box.y + inside if down else last.box.bottom - inside for inside in insides]
        return last.box.right, next((y for y in places if not self._blocked(panel, series, y)), places[0])

    def _skip(self) -> int:
        """Of names without room, each so-manieth stands."""
        if self.names_fit and not self.few:
            return 1
        return skipped(self.setting, self.chart, self.names, self.slots.slot)

    def _below(self, slots: Slots, plot: Box, lines: int, skip: int) -> list[ChartLabel]:
        labels = []
        strong = emphasized_category(self.chart)
        role: Role = "tick" if skip > 1 else "category"
        for number in range(0, len(self.chart.categories), skip):
            category = label(
                self.setting, self.chart.categories[number], (slots.middle(number), 0.0), self.names, role,
                align="ctr", category=number, tone="primary" if number == strong else "ink",
            )  # fmt: skip
            width = slots.slot * skip - 0.35 * self.names if lines > 1 else category.box.width
            high = self.names * self.setting.leading
            wide = min(width, category.box.width) if lines == 1 else width
            box = Box(slots.middle(number) - wide / 2, plot.bottom + 0.3 * self.names, wide, high * lines)
            labels.append(within(replace(category, box=box, lines=lines), self.box.x - 0.1, self.box.right))
        return apart([[category] for category in labels])


def skipped(setting: Setting, chart: Chart, size: float, step: float) -> int:
    """Each how-manieth name has room on one line, where a category is so wide."""
    widest = max(setting.width(name, size, False) for name in chart.categories)
    return max(1, math.ceil((widest + 0.7 * size) / max(step, 0.01)))
