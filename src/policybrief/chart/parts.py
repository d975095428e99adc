"""The values within the parts of a stack, where these have room for them."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.chart.marks import ChartLabel, ChartPanel, Setting
from policybrief.chart.paints import emphasized_series
from policybrief.chart.words import label

_THIN = 1.25
"""A part less high than so many sizes of its value has none."""


def parts(panel: ChartPanel, setting: Setting, spare: float = 0.0) -> Iterator[ChartLabel]:
    """A value in the middle of each part that is wider by `spare` points, and high enough."""
    size, strong = panel.size, emphasized_series(panel.chart)
    for bar in panel.bars:
        text = panel.chart.written(bar.series, bar.category)
        wide = setting.width(text, size, bar.series == strong)
        if wide + spare <= bar.box.width and bar.box.height >= _THIN * size:
            at = bar.box.x + bar.box.width / 2, bar.box.y + bar.box.height / 2
            yield label(
                setting, text, at, size, "value", align="ctr", bold=bar.series == strong,
                tone=bar.paint.inside, series=bar.series, category=bar.category, place="ctr",
            )  # fmt: skip
