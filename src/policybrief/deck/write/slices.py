"""Where the labels of a pie stand when thin slices lie side by side: turned to the right, one below the other.

PowerPoint and LibreOffice put each label at the middle of its slice's rim, those of thin slices over one another. Here
angles are in degrees, clockwise from the top; lengths in points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

_THIN = 0.06
"""Slices of a smaller share are thin."""
_LETTER, _LINE = 0.52, 1.3
"""The usual width of a letter and height of a line, in type sizes."""
_WRAPPED = 0.2
"""PowerPoint breaks a label that is wider than this share of its chart."""
_OFF = 0.6
"""Between the rim and a label, in type sizes."""
_LARGEST = 0.42
"""A pie's diameter in widths of the chart, so that labels have room at both sides."""


@dataclass(frozen=True)
class Spread:
    """How a pie is laid out: its square as shares of the chart (left, top, width, height), where the first slice
    begins, and by how much labels move from where they would stand (right, down), as shares of the chart, by number.
    """

    square: tuple[float, float, float, float]
    turn: int
    moves: dict[int, tuple[float, float]]


@dataclass(frozen=True)
class _Pie:
    """A circle about the middle of a chart, and the sizes of the labels around it."""

    width: float
    height: float
    radius: float
    off: float
    labels: Sequence[tuple[float, float]]

    def boxes(self, middles: Sequence[float]) -> list[tuple[float, float, float, float]]:
        """The labels' boxes (left, top, right, bottom) from the pie's middle, each at an angle of the rim."""
        found = []
        for angle, (wide, high) in zip(middles, self.labels, strict=True):
            right, up = math.sin(math.radians(angle)), math.cos(math.radians(angle))
            x = (self.radius + self.off) * right + wide / 2 * right
            y = -(self.radius + self.off) * up - high / 2 * up
            found.append((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
        return found


def spread(values: Sequence[float], labels: Sequence[str], size: float, box: tuple[float, float]) -> Spread | None:
    """How a pie is laid out in a `box` (width, height) with labels of that type size; None where they have room by
    themselves.
    """
    width, height = box
    sizes = [_extent(label, size, _WRAPPED * width) for label in labels]
    radius = min(_LARGEST * width, height - 4 * _LINE * size) / 2
    pie = _Pie(width, height, radius, _OFF * size, sizes)
    shares = [value / math.fsum(values) for value in values]
    if not any(_overlap(*pair) for pair in combinations(pie.boxes(_middles(shares, 0)), 2)):
        return None
    turn = _turned(shares)
    return Spread(
        ((width / 2 - radius) / width, (height / 2 - radius) / height, 2 * radius / width, 2 * radius / height),
        turn,
        _moves(pie, _middles(shares, turn)),
    )


def _extent(label: str, size: float, widest: float) -> tuple[float, float]:
    natural = len(label) * _LETTER * size
    return min(natural, widest), math.ceil(natural / widest) * _LINE * size


def _middles(shares: Sequence[float], turn: float) -> list[float]:
    """The middle of each slice."""
    return [(turn + 360 * (math.fsum(shares[:number]) + share / 2)) % 360 for number, share in enumerate(shares)]


def _turned(shares: Sequence[float]) -> int:
    """Where the first slice begins, so that the middle of the thin ones is at the right."""
    thin = [math.radians(angle) for angle, share in zip(_middles(shares, 0), shares, strict=True) if share < _THIN]
    across, up = math.fsum(map(math.sin, thin)), math.fsum(map(math.cos, thin))
    return round(90 - math.degrees(math.atan2(across, up))) % 360


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _moves(pie: _Pie, middles: Sequence[float]) -> dict[int, tuple[float, float]]:
    """By how much labels move, those of each side one below the other."""
    boxes, moves = pie.boxes(middles), dict[int, tuple[float, float]]()
    for right in (True, False):
        side = [number for number, angle in enumerate(middles) if (angle % 360 < 180) == right]
        side.sort(key=lambda number: boxes[number][1] + boxes[number][3])
        for number, top in zip(side, _stacked([(boxes[each][1], pie.labels[each][1]) for each in side]), strict=True):
            left, at, end, _ = boxes[number]
            if abs(top - at) > 1:
                rim = pie.radius + pie.off
                moves[number] = ((rim - left if right else -rim - end) / pie.width, (top - at) / pie.height)
    return moves


def _stacked(labels: Sequence[tuple[float, float]]) -> list[float]:
    """The tops of labels (top, height) in their order, each as near to its place as the others let it."""
    groups: list[tuple[float, list[float]]] = []
    for at, high in labels:
        top, heights = at, [high]
        while groups and groups[-1][0] + math.fsum(groups[-1][1]) > top:  # what touches is one group about its middle
            before, others = groups.pop()
            middle = (before + math.fsum(others) / 2) * len(others) + (top + math.fsum(heights) / 2) * len(heights)
            heights = [*others, *heights]
            top = middle / len(heights) - math.fsum(heights) / 2
        groups.append((top, heights))
    return [top + math.fsum(heights[:number]) for top, heights in groups for number in range(len(heights))]
