"""The axis of values: from where to where, so that every label has its room inside of the plot."""

from __future__ import annotations

from collections.abc import Iterable

from policybrief.chart.marks import Axis
from policybrief.text.charts import Chart

_FLAT = 0.25
"""A line that moves within this share of its values begins above zero: else it would be flat."""


def values(chart: Chart, shown: int | None = None) -> list[float]:
    """All numbers that are to be seen, the target's too; of a stack, its sums."""
    rows = [row.values[:shown] for row in chart.series]
    if chart.stacked:
        sums = [float(sum(value or 0.0 for value in column)) for column in zip(*rows, strict=True)]
    else:
        sums = [float(value) for row in rows for value in row if value is not None]
    return [*sums, *([float(chart.target.value)] if chart.target else [])]


def of(numbers: Iterable[float], length: float, before: float, after: float, *, flat: bool = False) -> Axis:
    """An axis of `length` points that keeps `before` points below the least number, where that is below zero, and
    `after` above the greatest. If `flat`, it need not begin at zero.
    """
    known = list(numbers) or [0.0]
    low, high = min(known), max(known)
    near = flat and low > 0 and high - low < _FLAT * high
    if near:
        low -= (high - low) * 0.5 or high * 0.5
    else:
        low, high = min(low, 0.0), max(high, 0.0)
    if high <= low:
        high = low + 1.0
    before = before if low < 0 else 0.0
    after = after if max(known) >= 0 else 0.0  # a zero has its label too
    unit = max(length - before - after, 1.0) / (high - low)
    bottom, top = low - before / unit, high + after / unit
    return Axis(bottom, top, -bottom * unit, unit)
