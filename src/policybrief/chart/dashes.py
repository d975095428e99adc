"""A line as its dashes, for who draws it piece by piece."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import cycle, pairwise

from policybrief.chart.words import Point

_NIL = 1e-9
"""What rounding may leave of a length."""


def dashes(points: Sequence[Point], pattern: Sequence[float]) -> Iterator[tuple[Point, Point]]:
    """The straight pieces that are seen of a line through points. `pattern` is the length of a dash, of the gap after
    it, and so on in turn, and goes on around corners; without one the line is whole.
    """
    if not pattern:
        yield from pairwise(points)
        return
    lengths = cycle(enumerate(pattern))
    number, left = next(lengths)
    for start, end in pairwise(points):
        whole, place = math.dist(start, end), 0.0
        while place < whole:
            far = min(place + left, whole)
            if number % 2 == 0:
                yield _between(start, end, place / whole), _between(start, end, far / whole)
            left -= far - place
            place = far
            if left < _NIL:
                number, left = next(lengths)


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
