"""What a native chart has room for, by the usual width of letters: a reckoning, for only its program lays it out."""

from __future__ import annotations

import math

from policybrief.deck.shapes import ChartShape
from policybrief.deck.write.chart_numbers import round_step
from policybrief.text.document import Chart, plain

GAP = 60
"""Between groups of bars, in percent of a bar's breadth."""
_LETTER = 0.52
"""A letter's and a digit's width in type sizes."""
_PLOT, _STEPS = 0.7, 8
"""How much of a chart the plot takes at least, and into how many steps its values are divided."""


def has_labels(shape: ChartShape) -> bool:
    """Whether there is room for a number at each bar or point; else the axis has to do."""
    chart, size = shape.chart, small(shape.size)
    count, series = len(chart.categories), len(chart.series)
    widest = max(len(chart.form.written(value)) for value in values_of(chart) if value is not None) * size * _LETTER
    match chart.kind:
        case "column":
            return widest <= shape.box.width / (count * (series + GAP / 100)) * 1.3
        case "bar":
            return size <= shape.box.height / (count * (series + GAP / 100))
        case "line":
            return series < 3 and widest <= shape.box.width / count
    return True


def values_of(chart: Chart) -> list[float | None]:
    """All numbers of a chart, and its gaps."""
    return [value for series in chart.series for value in series.values]


def small(size: float) -> float:
    """The size of what is quieter than the names."""
    return max(12.0, size - 3)


def has_long_names(shape: ChartShape) -> bool:
    """Whether a name below the axis is much wider than its place, which has room for lines of words."""
    names = [plain(name) for name in shape.chart.categories]
    slot, longest = shape.box.width / len(names), max(map(len, names))
    return 8 * shape.size < slot < longest * shape.size * _LETTER / 2


def scale_of(shape: ChartShape) -> tuple[float, float] | None:
    """The lowest value and the step of an axis that leaves room between the labels below zero and the names."""
    numbers = [value for value in values_of(shape.chart) if value is not None]
    low, high = min(numbers), max(*numbers, 0.0)
    if low >= 0 or shape.chart.kind == "line" or not has_labels(shape):
        return None
    size, box = small(shape.size), shape.box
    label = len(shape.chart.form.written(low)) * _LETTER * size + size if shape.chart.kind == "bar" else 1.5 * size
    room = _PLOT * (box.width if shape.chart.kind == "bar" else box.height)
    step = round_step((high - low) / _STEPS)
    return float(f"{math.floor((low - label / room * (high - low)) / step) * step:.12g}"), step
