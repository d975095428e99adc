"""The names of series above lying bars: behind a square of their colour each, or over their parts of a stack."""

from __future__ import annotations

from policybrief.chart.beside import spread
from policybrief.chart.marks import Bar, ChartLabel, ChartPanel, Setting
from policybrief.chart.paints import emphasized_series
from policybrief.chart.parts import parts
from policybrief.chart.words import apart, label
from policybrief.ooxml.box import Box
from policybrief.text.run import Run, Text

SPARE = 4.0
"""Beside the value in a part of a lying stack, in points."""


def key(panel: ChartPanel, setting: Setting, size: float) -> tuple[list[ChartLabel], list[Bar]]:
    """The series' names in a row above the bars, each behind a square of its colour."""
    names = [row.name for row in panel.chart.series]
    strong, side, labels, chips = emphasized_series(panel.chart), 0.6 * size, list[ChartLabel](), list[Bar]()
    x, y = panel.plot.x, panel.plot.y - 0.9 * size
    wide = sum(setting.width(name, size, True) + 2.1 * size for name in names)
    of_names = size if wide <= panel.box.right - x else setting.small
    for number, name in enumerate(names):
        chips.append(Bar(Box(x, y - side / 2, side, side), panel.paints[number], number, -1))
        bold = number == strong
        at = x + 1.5 * side, y
        tone = "primary" if bold else "ink"
        labels.append(label(setting, name, at, of_names, "name", bold=bold, tone=tone, series=number))
        x = labels[-1].box.right + 1.2 * of_names
    return labels, chips


def heads(panel: ChartPanel, setting: Setting, size: float, *, whole: bool) -> list[ChartLabel]:
    """The names of a stack's parts above the first bar, each over its own as near as there is room."""
    row = [bar for bar in panel.bars if bar.category == 0]
    strong, gap = emphasized_series(panel.chart), 0.8 * size
    shown = {value.series for value in parts(panel, setting, SPARE) if value.category == 0}
    texts: list[Text] = []
    for bar in row:
        name = panel.chart.series[bar.series].name
        alone = whole and bar.series not in shown  # a part too narrow for its value has it with its name
        texts.append((*name, Run(" ", at=panel.chart.at), *panel.chart.written(bar.series, 0)) if alone else name)
    for of_names in dict.fromkeys((size, setting.small)):
        widths = [
            setting.width(text, of_names, bar.series == strong) + gap for text, bar in zip(texts, row, strict=True)
        ]
        if sum(widths) <= panel.box.right - panel.plot.x + gap:
            break
    wanted = [bar.box.x + width / 2 for bar, width in zip(row, widths, strict=True)]
    at = spread(wanted, widths, panel.plot.x, panel.box.right + gap)
    y = panel.bars[0].box.y - 0.75 * size if panel.bars else panel.plot.y
    labels = []
    for bar, text, middle, width in zip(row, texts, at, widths, strict=True):
        bold = bar.series == strong
        tone = "primary" if bold else "ink"
        place = middle - width / 2, y
        labels.append(label(setting, text, place, of_names, "name", bold=bold, tone=tone, series=bar.series))
    return apart([[name] for name in labels])
