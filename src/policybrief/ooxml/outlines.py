"""The outlines of shapes: what a shape really covers of its box, as polygons.

Points are shares of the box, so that they hold at any scale. Freeforms are read point by point (ECMA-376, 20.1.9);
of the presets, those that leave much of their box open. All others are taken as the box, which is no outline here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from policybrief.ooxml.colors import A
from policybrief.ooxml.drawing import number

Outline = tuple[tuple[float, float], ...]
BOX: Outline = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_STEPS = 8
"""Of a curve, so many straight pieces."""
_MOST_POINTS = 20_000
_TURN = 21_600_000
"""A full turn in the units of rotations."""
_CORNER = 0.16667
"""A corner of a preset that states none, of the shorter side."""
_CORNERS: dict[str, tuple[tuple[float, float], tuple[int, int, int, int], str]] = {
    "roundRect": ((_CORNER, 0.0), (0, 0, 0, 0), ""),
    "round1Rect": ((0.0, _CORNER), (0, 1, 0, 0), ""),
    "round2SameRect": ((_CORNER, 0.0), (0, 0, 1, 1), ""),
    "round2DiagRect": ((_CORNER, 0.0), (0, 1, 0, 1), ""),
    "snip1Rect": ((0.0, _CORNER), (0, 1, 0, 0), "0123"),
    "snip2SameRect": ((_CORNER, 0.0), (0, 0, 1, 1), "0123"),
    "snip2DiagRect": ((0.0, _CORNER), (0, 1, 0, 1), "0123"),
    "snipRoundRect": ((_CORNER, _CORNER), (0, 1, -1, -1), "1"),
}
"""Boxes with corners cut or rounded: the usual adjustments; of each corner, from the upper left one clockwise, which
adjustment it has; and the corners that are cut straight.
"""


def of(properties: Any, width: float, height: float) -> tuple[Outline, ...]:
    """The outlines of a shape by its p:spPr, turned and mirrored as it is; none where it fills its box. Its box has
    this width and height, which turn it into a slant.
    """
    if properties is None or width <= 0 or height <= 0:
        return ()
    free = properties.find(f"{A}custGeom")
    preset = properties.find(f"{A}prstGeom")
    found: tuple[Outline, ...] = ()
    if free is not None:
        found = tuple(_freeform(free))
    elif preset is not None:
        found = _preset(preset.get("prst", ""), _adjustments(preset), width, height)
    frame = properties.find(f"{A}xfrm")
    turn = number(frame, "rot", 0) % _TURN
    mirrored = frame is not None and any(frame.get(key) in ("1", "true") for key in ("flipH", "flipV"))
    if not turn and not (found and mirrored):
        return found
    return tuple(_placed(outline, frame, turn, width, height) for outline in found or (BOX,))


def _placed(outline: Outline, frame: Any, turn: int, width: float, height: float) -> Outline:
    """An outline mirrored and turned about the middle of its box."""
    across, down = (-1.0 if frame.get(key) in ("1", "true") else 1.0 for key in ("flipH", "flipV"))
    # a box on its side is already given as it lies (drawing.box_of): its shape has the sides the other way round
    sideways = _TURN // 8 <= turn % (_TURN // 2) < 3 * _TURN // 8
    wide, high = (height, width) if sideways else (width, height)
    angle = 2 * math.pi * turn / _TURN
    cosine, sine = math.cos(angle), math.sin(angle)
    placed = []
    for x, y in outline:
        right, low = (x - 0.5) * across * wide, (y - 0.5) * down * high
        placed.append((0.5 + (right * cosine - low * sine) / width, 0.5 + (right * sine + low * cosine) / height))
    return tuple(placed)


# -- freeforms


def _freeform(free: Any) -> Iterator[Outline]:
    count = 0
    for path in free.iterfind(f"{A}pathLst/{A}path"):
        wide, high = number(path, "w", 0), number(path, "h", 0)
        if path.get("fill") == "none" or wide <= 0 or high <= 0:
            continue
        for outline in _subpaths(path):
            count += len(outline)
            if count > _MOST_POINTS:
                return
            if len(outline) > 2:
                yield tuple((x / wide, y / high) for x, y in outline)


def _subpaths(path: Any) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    for step in path:
        name = step.tag.removeprefix(A) if isinstance(step.tag, str) else ""
        given = [(float(number(point, "x", 0)), float(number(point, "y", 0))) for point in step.iterfind(f"{A}pt")]
        if name == "moveTo":
            yield points
            points = given[:1]
        elif name == "lnTo":
            points += given[:1]
        elif name in ("cubicBezTo", "quadBezTo") and points and given:
            points += _curve([points[-1], *given])
        elif name == "arcTo" and points:
            points += _arc(points[-1], step)
    yield points


def _curve(controls: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points on a Bézier curve after its first."""
    points = []
    for weights in _weights(len(controls) - 1):
        pairs = list(zip(weights, controls, strict=True))
        points.append((sum([weight * x for weight, (x, _) in pairs]), sum([weight * y for weight, (_, y) in pairs])))
    return points


@lru_cache(maxsize=8)
def _weights(degree: int) -> list[list[float]]:
    """How much each control of a Bézier curve counts at each of its points (Bernstein's polynomials)."""
    shares = [step / _STEPS for step in range(1, _STEPS + 1)]
    return [
        [math.comb(degree, n) * share**n * (1 - share) ** (degree - n) for n in range(degree + 1)] for share in shares
    ]


def _arc(start: tuple[float, float], step: Any) -> list[tuple[float, float]]:
    wide, high = number(step, "wR", 0), number(step, "hR", 0)
    begin, swing = (2 * math.pi * number(step, key, 0) / _TURN for key in ("stAng", "swAng"))
    middle = (start[0] - wide * math.cos(begin), start[1] - high * math.sin(begin))
    angles = (begin + swing * part / _STEPS for part in range(1, _STEPS + 1))
    return [(middle[0] + wide * math.cos(angle), middle[1] + high * math.sin(angle)) for angle in angles]


# -- presets


def _adjustments(preset: Any) -> list[float]:
    """The adjustments that a preset states, as shares."""
    said = (guide.get("fmla", "").split() for guide in preset.iterfind(f"{A}avLst/{A}gd"))
    return [float(words[1]) / 100_000 for words in said if len(words) == 2 and words[1].lstrip("-").isdigit()]


def _preset(name: str, adjusted: list[float], width: float, height: float) -> tuple[Outline, ...]:
    first = min(1.0, max(0.0, adjusted[0])) if adjusted else None
    short = min(width, height)
    if name == "ellipse":
        angles = (2 * math.pi * step / 32 for step in range(32))
        return (tuple((0.5 + math.cos(angle) / 2, 0.5 + math.sin(angle) / 2) for angle in angles),)
    if name in _CORNERS:
        return (_cornered(name, adjusted, short / width, short / height),)
    slant = (0.25 if first is None else first) * short / width
    slants: dict[str, Outline] = {
        "rtTriangle": ((0, 0), (1, 1), (0, 1)),
        "triangle": ((0.5 if first is None else first, 0), (1, 1), (0, 1)),
        "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
        "parallelogram": ((slant, 0), (1, 0), (1 - slant, 1), (0, 1)),
        "trapezoid": ((slant, 0), (1 - slant, 0), (1, 1), (0, 1)),
        "homePlate": ((0, 0), (1 - 2 * slant, 0), (1, 0.5), (1 - 2 * slant, 1), (0, 1)),
    }
    return (slants[name],) if name in slants else ()


def _cornered(name: str, adjusted: list[float], across: float, down: float) -> Outline:
    """A box with corners; `across` and `down` are its shorter side as shares of its width and its height."""
    usual, used, straight = _CORNERS[name]
    stated = [0.0, *adjusted] if name in ("round1Rect", "snip1Rect") else adjusted
    sizes = [*stated[:2], *usual[len(stated) :], 0.0]  # the last is of corners that stay
    points: list[tuple[float, float]] = []
    for corner, (x, y) in enumerate(((0, 0), (1, 0), (1, 1), (0, 1))):
        size = min(0.5, max(0.0, sizes[used[corner]]))
        wide, high = size * across, size * down
        middle = (x + wide * (1 - 2 * x), y + high * (1 - 2 * y))
        for step in (0, _STEPS) if str(corner) in straight else range(_STEPS + 1):
            angle = math.pi / 2 * (corner + 2 + step / _STEPS)
            points.append((middle[0] + wide * math.cos(angle), middle[1] + high * math.sin(angle)))
    return tuple(points)
