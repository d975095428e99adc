"""A chart in a box: which kind of picture its numbers make, its panels, and the words around them.

A pie is drawn as one bar of its parts, or as bars where these are many; columns whose names have no room lie down; more
series than can be told apart get a small chart each, on one scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from policybrief.chart import axis as axes
from policybrief.chart.bars import MOST_SMALL, NAMES, bars, order_of
from policybrief.chart.columns import columns
from policybrief.chart.lines import lines
from policybrief.chart.marks import ChartLabel, ChartPanel, ChartPicture, Setting
from policybrief.chart.paints import Palette
from policybrief.chart.words import begun, label
from policybrief.ooxml.box import Box
from policybrief.text.charts import Chart, Series
from policybrief.text.run import Run, Text, plain

MOST_SERIES, MOST_PARTS = 3, 4
"""So many series stand in one chart, and so many parts in a stack."""
_PLOT, _SMALL_PLOT, _WHOLE, _PARTED, _BAR = 10.0, 7.5, 5.0, 2.3, 1.5
"""The heights of charts that stand in a text, in type sizes: of a plot, a small one, a whole in parts; of bars."""
_GAP = 1.6
"""Between small multiples, in type sizes."""


def picture(chart: Chart, box: Box, setting: Setting, palette: Palette) -> ChartPicture:
    """The chart laid out in a box."""
    whole = as_bars(chart)
    if chart.kind == "pie" and whole.stacked and not _named_above(whole, box, setting):
        whole = _sorted(chart)
    head, room = _head(whole, box, setting)
    foot, room = _foot(whole, room, setting)
    most = MOST_PARTS if whole.stacked else MOST_SERIES
    if len(whole.series) > most:
        panels, titles = _multiples(whole, room, setting, palette)
        return ChartPicture(panels, (*head, *titles, *foot))
    panel = _panel(whole, room, setting, palette)
    left = len(panel.chart.categories) - panel.shown
    if left:
        at = _line(setting)
        panel = _panel(whole, room.inset(0, 0, 0, at), setting, palette)
        left = len(panel.chart.categories) - panel.shown
        more: Text = (Run(chart.more.format(count=left), at=chart.at),)
        y = panel.plot.bottom + at / 2
        foot = [label(setting, more, (panel.plot.x, y), setting.small, "more", tone="muted"), *foot]
    return ChartPicture((panel,), (*head, *foot))


def height(chart: Chart, width: float, setting: Setting, palette: Palette) -> float:
    """How high a chart is that stands in a text, and has of that what it needs."""
    size = setting.sizes[0]
    around = (head_of(setting) if has_head(chart) else 0.0) + (2 * _line(setting) if chart.note else 0.0)
    first = picture(chart, Box(0.0, 0.0, width, around + _PLOT * size), setting, palette)
    whole = first.panels[0].chart
    if len(first.panels) > 1:
        down = len({panel.box.y for panel in first.panels})
        return around + down * _SMALL_PLOT * size
    if first.panels[0].kind != "bar":
        return around + _PLOT * size
    if chart.kind == "pie" and whole.stacked:
        return around + _WHOLE * size
    shown = whole.categories[:MOST_SMALL]
    lines = [setting.lines(name, size, False, NAMES * width) or 1 for name in shown]
    bars_high = _PARTED if whole.stacked else _BAR * len(whole.series)
    row = max(bars_high * size, max(lines) * size * setting.leading + 0.3 * size)
    head = 1.3 * _line(setting) if whole.stacked or whole.target else 0.0
    more = _line(setting) if len(whole.categories) > MOST_SMALL else 0.0
    return around + head + len(shown) * row + more


def as_bars(chart: Chart) -> Chart:
    """A pie as one bar of its parts; as bars, the largest first, where it has more than can be told apart."""
    if chart.kind != "pie":
        return chart
    (row,) = chart.series
    if len(chart.categories) > MOST_PARTS:
        return _sorted(chart)
    parts = tuple(
        Series(name, (value,), (row.path(number),) if row.paths else ())
        for number, (name, value) in enumerate(zip(chart.categories, row.values, strict=True))
    )
    return replace(chart, kind="bar", stacked=True, categories=((Run("", at=chart.at),),), series=parts)


def _sorted(chart: Chart) -> Chart:
    """A pie as bars, the largest first."""
    return replace(chart.taking(order_of(chart, len(chart.categories))), kind="bar")


def _named_above(whole: Chart, box: Box, setting: Setting) -> bool:
    """Whether the names of a whole's parts, with their values, have room in a line above it."""
    texts = [(*row.name, *whole.written(number, 0)) for number, row in enumerate(whole.series)]
    widths = [setting.width(text, setting.small, True) + 1.2 * setting.small for text in texts]
    return sum(widths) <= box.width


def _panel(chart: Chart, box: Box, setting: Setting, palette: Palette) -> ChartPanel:
    if chart.kind == "line":
        return lines(chart, box, setting, palette)
    many = chart.timed and len(chart.categories) > 20
    if chart.kind == "column" or many:
        panel = columns(replace(chart, kind="column"), box, setting, palette)
        if panel:
            return panel
    return bars(chart, box, setting, palette)


def _multiples(
    chart: Chart, box: Box, setting: Setting, palette: Palette
) -> tuple[tuple[ChartPanel, ...], list[ChartLabel]]:
    """A small chart for each series, all on one scale, each under its name."""
    count = len(chart.series)
    across = (
        2 if count <= 4 and box.width < 40 * setting.small else min(4 if count in (4, 7, 8) or count > 9 else 3, count)
    )
    down = math.ceil(count / across)
    size, gap = setting.small, _GAP * setting.small
    wide, high = (box.width - gap * (across - 1)) / across, (box.height - gap / 2 * (down - 1)) / down
    small = replace(setting, sizes=(size,), small=size)
    numbers = axes.values(replace(chart, stacked=False))
    panels, titles = [], []
    for number, row in enumerate(chart.series):
        cell = Box(box.x + number % across * (wide + gap), box.y + number // across * (high + gap / 2), wide, high)
        strong = plain(row.name) == chart.emphasis
        tone = "primary" if strong or not chart.emphasis else "ink"
        at = cell.x, cell.y + _line(setting) / 2
        titles.append(label(setting, row.name, at, size, "name", bold=True, tone=tone, series=number))
        alt = chart.alt if not number else row.name
        alone = replace(chart, series=(row,), stacked=False, alt=alt, target=None, note=())
        alone = replace(alone, emphasis="" if strong or chart.emphasis in _names(chart.series) else chart.emphasis)
        inner = cell.inset(0, _line(setting), 0, 0)
        panels.append(_small(alone, inner, small, palette, numbers))
    return tuple(panels), titles


def _small(chart: Chart, box: Box, setting: Setting, palette: Palette, numbers: Sequence[float]) -> ChartPanel:
    if chart.kind == "line":
        return lines(chart, box, setting, palette, numbers, few=True)
    if chart.kind == "column" and (panel := columns(chart, box, setting, palette, numbers, few=True)):
        return panel
    return bars(chart, box, setting, palette, numbers)


def _names(rows: Sequence[Series]) -> list[str]:
    return [plain(row.name) for row in rows]


def _line(setting: Setting) -> float:
    return setting.small * setting.leading + 0.3 * setting.small


def _head(chart: Chart, box: Box, setting: Setting) -> tuple[list[ChartLabel], Box]:
    """What the numbers are of, above all else: the name of a sole series, unless the unit says it too, and the unit."""
    sole = chart.series[0].name if len(chart.series) == 1 else ()
    if plain(sole).casefold() in plain(chart.unit).casefold():
        sole = ()
    labels: list[ChartLabel] = []
    x, y = box.x, box.y + _line(setting) / 2
    if sole:
        labels.append(label(setting, sole, (x, y), setting.small, "name", series=0))
        x = labels[0].box.right + 0.7 * setting.small
    if chart.unit:
        unit = chart.unit if labels else begun(chart.unit)
        labels.append(label(setting, unit, (x, y), setting.small, "unit", tone="muted"))
        x = labels[-1].box.right + 1.2 * setting.small
    if chart.target and len(chart.series) > (MOST_PARTS if chart.stacked else MOST_SERIES):  # small charts only say it
        said = (*chart.target.label, Run(" "), Run(chart.form.written(chart.target.value), chart.target.path))
        labels.append(label(setting, said, (x, y), setting.small, "target", tone="accent"))
    return labels, box.inset(0, head_of(setting), 0, 0) if labels else box


def has_head(chart: Chart) -> bool:
    """Whether a line stands above a chart."""
    return bool(chart.unit) or (len(chart.series) == 1 and chart.kind != "pie")


def head_of(setting: Setting) -> float:
    """The height that a unit takes above a chart."""
    return _line(setting) + 0.3 * setting.small


def _foot(chart: Chart, box: Box, setting: Setting) -> tuple[list[ChartLabel], Box]:
    """The note, below all else."""
    if not chart.note:
        return [], box
    count = setting.lines(chart.note, setting.small, False, box.width) or 1
    high = count * setting.small * setting.leading
    place = Box(box.x, box.bottom - high, box.width, high)
    note = ChartLabel(chart.note, place, setting.small, "note", tone="muted", lines=count)
    return [note], box.inset(0, 0, 0, high + 0.5 * setting.small)
