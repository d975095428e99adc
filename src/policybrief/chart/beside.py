"""Names beside marks: each as near to its mark as the others let it, none on another."""

from __future__ import annotations

from collections.abc import Sequence

from policybrief.chart.marks import Bar, ChartLabel, ChartRule, Role, SeriesPaint, Setting
from policybrief.chart.paints import emphasized_series
from policybrief.chart.words import Point, label
from policybrief.ooxml.box import Box
from policybrief.text.charts import Chart
from policybrief.text.records import dataclass
from policybrief.text.run import Text

_LEAD = 1.2
"""Between the plot and the names, for leaders, in type sizes."""
_CHIP = 0.6


def room(chart: Chart, setting: Setting, size: float, ends: Sequence[float] = ()) -> float:
    """How much names beside a plot take of a chart's width; `ends` are the widths of what stands before them."""
    strong = emphasized_series(chart)
    several = len(chart.series) > 1
    widths = [setting.width(row.name, size, number == strong) for number, row in enumerate(chart.series) if several]
    if ends:
        widths = [
            end + (width + 0.5 * size if width else 0.0) for end, width in zip(ends, widths or [0.0], strict=False)
        ]
    if chart.target:
        widths.append(setting.width(chart.target.label, setting.small, False))
    return max(widths) + _LEAD * size if widths else 0.0


@dataclass(frozen=True)
class Names:
    """The column of names beside a plot: it begins at `left`, and goes from `top` to `bottom`."""

    setting: Setting
    left: float
    top: float
    bottom: float

    def of(
        self, chart: Chart, marks: Sequence[Point], target: Point | None, size: float, chips: Sequence[SeriesPaint] = ()
    ) -> tuple[list[ChartLabel], list[ChartRule], list[Bar]]:
        """Names beside their marks, with leaders or, where there are `chips`, squares of these colours."""
        texts: list[tuple[Text, float]] = [(row.name, size) for row in chart.series] if marks else []
        every = [*marks]
        if chart.target and target:
            texts.append((chart.target.label, self.setting.small))
            every.append(target)
        extents = [text_size * self.setting.leading for _, text_size in texts]
        places = spread([y for _, y in every], extents, self.top, self.bottom)
        strong = emphasized_series(chart)
        labels: list[ChartLabel] = []
        rules: list[ChartRule] = []
        squares: list[Bar] = []
        for number, ((text, text_size), y) in enumerate(zip(texts, places, strict=True)):
            of_series = number < len(marks)
            bold = of_series and number == strong
            tone = ("primary" if bold else "ink") if of_series else "accent"
            role: Role = "name" if of_series else "target"
            labels.append(
                label(self.setting, text, (self.left, y), text_size, role, bold=bold, tone=tone, series=number)
            )
            if of_series and chips:
                side = _CHIP * size
                box = Box(self.left - 0.3 * size - side, y - side / 2, side, side)
                squares.append(Bar(box, chips[number], number, -1))
            else:
                start = every[number]
                rules.append(ChartRule((start[0] + 2, start[1]), (self.left - 0.35 * size, y), "leader"))
        return labels, rules, squares


def spread(wanted: Sequence[float], extents: Sequence[float], low: float, high: float) -> list[float]:
    """The middles of labels that want to stand at `wanted`, each of an extent, within `low` and `high`.

    What would touch becomes one group about its middle. Where all together have no room they are pushed evenly.
    """
    order = sorted(range(len(wanted)), key=lambda number: (wanted[number], number))
    groups: list[tuple[float, list[int]]] = []
    for number in order:
        top, members = wanted[number] - extents[number] / 2, [number]
        top = _held(top, _sum(members, extents), low, high)
        while groups and groups[-1][0] + _sum(groups[-1][1], extents) > top:
            _, others = groups.pop()
            members = [*others, *members]
            offset, middle = 0.0, 0.0
            for member in members:
                middle += wanted[member] - (offset + extents[member] / 2)
                offset += extents[member]
            top = _held(middle / len(members), offset, low, high)
        groups.append((top, members))
    places = [0.0] * len(wanted)
    for start, members in groups:
        top = start
        for number in members:
            places[number] = top + extents[number] / 2
            top += extents[number]
    return places


def _held(top: float, extent: float, low: float, high: float) -> float:
    return max(min(top, high - extent), low)


def _sum(members: Sequence[int], extents: Sequence[float]) -> float:
    return sum(extents[member] for member in members)
