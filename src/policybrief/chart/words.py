"""Labels with their boxes, and which of many are kept: the last, the first and the highest before all others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from policybrief.chart.marks import Align, ChartLabel, ChartRule, Role, Setting, overlap
from policybrief.ooxml.box import Box
from policybrief.text.charts import Chart
from policybrief.text.run import Run, Text

Point = tuple[float, float]
_WORD = re.compile(r"(?!(?:[kmµn]mol|[mk]bar|[mk]cal|inch)\b)[^\W\d_A-Z]{4,}(?=[\s,;:(]|$)")
"""A word of lower-case letters that is no sign of a unit."""
TIGHT = 0.92
"""The height of a line of figures that nothing may touch, in type sizes."""


def label(
    setting: Setting,
    text: Text,
    at: Point,
    size: float,
    role: Role,
    *,
    align: Align = "l",
    bold: bool = False,
    tone: str = "ink",
    series: int = -1,
    category: int = -1,
    place: str = "",
) -> ChartLabel:
    """Words on one line, whose left end, middle or right end stands at a point, level with their middle."""
    width = setting.width(text, size, bold)
    x = at[0] - {"l": 0.0, "ctr": width / 2, "r": width}[align]
    height = size * setting.leading
    box = Box(x, at[1] - height / 2, width, height)
    return ChartLabel(text, box, size, role, align, bold, tone, series, category, place=place)


def begun(unit: Text) -> Text:
    """A unit that a line begins with: "Tonnes of fuel". A sign such as "kg" stays as it is written."""
    if not unit or not _WORD.match(unit[0].text):
        return unit
    first = unit[0].text
    return (unit[0].saying(first[0].upper() + first[1:]), *unit[1:])


def core(label_: ChartLabel) -> Box:
    """The part of a label's box that its letters fill."""
    spare = label_.box.height - label_.size * TIGHT * label_.lines
    return label_.box.inset(0.0, max(spare, 0.0) / 2, 0.0, max(spare, 0.0) / 2) if label_.lines == 1 else label_.box


def within(label_: ChartLabel, left: float, right: float) -> ChartLabel:
    """A label moved so far that it ends nowhere outside."""
    x = max(min(label_.box.x, right - label_.box.width), left)
    return label_ if x == label_.box.x else replace(label_, box=replace(label_.box, x=x))


def apart(candidates: Iterable[Sequence[ChartLabel]], taken: Sequence[Box] = ()) -> list[ChartLabel]:
    """Of each candidate's places the first that touches none of those before; a label without such a place is left out.

    What matters most comes first.
    """
    kept: list[ChartLabel] = []
    boxes = list(taken)
    for places in candidates:
        for place in places:
            here = core(place)
            if not any(overlap(here, other) for other in boxes):
                kept.append(place)
                boxes.append(here)
                break
    return kept


def broken(start: Point, end: Point, labels: Iterable[ChartLabel]) -> list[ChartRule]:
    """The line of a target, level or upright, in pieces between the labels that it would run through."""
    level = start[1] == end[1]
    gaps = []
    for box in map(core, labels):
        near, far = (box.y, box.bottom) if level else (box.x, box.right)
        if near - 1 < (start[1] if level else start[0]) < far + 1:
            gaps.append((box.x - 2, box.right + 2) if level else (box.y - 2, box.bottom + 2))
    place, last = (start[0], end[0]) if level else (start[1], end[1])
    rules = []
    for near, far in [*sorted(gaps), (last, last)]:
        if near > place + 0.5:
            ends = ((place, start[1]), (near, start[1])) if level else ((start[0], place), (start[0], near))
            rules.append(ChartRule(*ends, "target"))
        place = max(place, far)
    return rules


def weighty(values: Sequence[float | None]) -> list[int]:
    """The numbers of a series worth a label where not all have room: the last, the first, the highest, the lowest."""
    known = [number for number, value in enumerate(values) if value is not None]
    if not known:
        return []
    high = max(known, key=lambda number: values[number] or 0.0)
    low = min(known, key=lambda number: values[number] or 0.0)
    below = [low] if (values[low] or 0.0) < 0 else []
    return list(dict.fromkeys([known[-1], known[0], high, *below]))


def sums(chart: Chart) -> list[Text]:
    """What the parts of each stack come to."""
    columns = zip(*(row.values for row in chart.series), strict=True)
    totals = [round(float(sum(value or 0.0 for value in column)), chart.form.decimals) for column in columns]
    return [(Run(chart.form.written(total), at=chart.at),) for total in totals]


def row_of(chart: Chart, number: int) -> Text:
    """A category with its numbers, as an alternative text says them."""
    values = [(Run(" "), *chart.written(row, number)) for row in range(len(chart.series))]
    return (*chart.categories[number], *(run for value in values for run in value))
