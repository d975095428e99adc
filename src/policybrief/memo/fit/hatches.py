"""Lines that fill a box in place of a grey: for printers that have one ink."""

from __future__ import annotations

import math
from collections.abc import Iterator

from policybrief.chart.words import Point
from policybrief.ooxml.box import Box

_STEP = 3.0
"""Between the lines of a hatch, in points."""
_MESH = 85
"""From so many percent on lines cross."""


def lines(box: Box, percent: int) -> Iterator[tuple[Point, Point, float]]:
    """Slanted lines within a box that cover so many percent of it, each with its thickness."""
    if percent <= 0:
        return
    share = percent / 100
    if percent >= _MESH:
        share_each_way = 1 - math.sqrt(1 - share)
        yield from _slanted(box, share_each_way * _STEP, rising=True)
        yield from _slanted(box, share_each_way * _STEP, rising=False)
    else:
        yield from _slanted(box, share * _STEP, rising=True)


def _slanted(box: Box, thick: float, *, rising: bool) -> Iterator[tuple[Point, Point, float]]:
    """Lines of 45 degrees, cut at the box's edges."""
    step = _STEP * math.sqrt(2)
    place = step / 2
    while place < box.width + box.height:
        start = max(place - box.height, 0.0), min(place, box.height)
        end = min(place, box.width), max(place - box.width, 0.0)
        (x1, y1), (x2, y2) = start, end
        if rising:
            yield (box.x + x1, box.y + y1), (box.x + x2, box.y + y2), thick
        else:
            yield (box.right - x1, box.y + y1), (box.right - x2, box.y + y2), thick
        place += step
