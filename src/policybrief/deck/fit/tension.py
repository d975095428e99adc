"""Aims that pull apart, drawn: two as an arrow with two heads, three as a triangle, four as a square, more as a list.

The aims are texts of their own beside the figure, never over its lines; the figure says no more than that each pulls
against its neighbours, and is decorative. Aims that are too long to stand at a corner become a numbered list.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from policybrief.deck.colors import ACCENT, PRIMARY
from policybrief.deck.shapes import Align, Anchor, Connector, Decoration, Line, Look, Point, Polygon, Shape, TextShape
from policybrief.deck.typeset import Faults, Laid, Type, extent, name_of, wrapped
from policybrief.deck.widths import balanced
from policybrief.ooxml.box import Box
from policybrief.text.run import Text

_MOST_LINES = 4
"""Of an aim that stands at a corner."""

_DOT = 13.5
_STROKE = 3.0
_CLEAR = 6.0
"""Between a dot and its aim."""
_GAP = 12.0
"""Between two aims side by side."""
_CROSS, _AROUND_CROSS = 7.4, 11.0
"""From the middle of a cross to its ends, and to the lines that it parts."""

_LEAST, _WIDEST = 78.0, 440.0
"""The height of a figure at the least; the width of a figure with its aims at the most."""
_UPRIGHT = 0.75
"""Of a triangle's span, its height at the most."""
_ARROW = 96.0
_LEVEL = 400.0
"""From this width on an arrow lies between its aims."""


def tension(aims: Sequence[Text], width: float, type_: Type, start: int) -> Laid:
    """The aims in `width` points. From `start` on they are a list in any case: part of one that began elsewhere."""
    drawn = None if start else _drawn(aims, min(width, _WIDEST), type_)
    return drawn or _listed(aims, width, type_, max(1, start))


def draws(aims: Sequence[Text], width: float, type_: Type) -> bool:
    """Whether the aims are so few and so short that they stand around a figure."""
    return _drawn(aims, min(width, _WIDEST), type_) is not None


def _drawn(aims: Sequence[Text], width: float, type_: Type) -> Laid | None:
    half = (width - _GAP) / 2
    match len(aims):
        case 2 if width >= _LEVEL:
            rooms = [(width - _ARROW - 2 * _GAP) / 2] * 2
            return _level_arrow(aims, rooms[0], type_) if _short(aims, rooms, type_) else None
        case 2 if _short(aims, [width] * 2, type_):
            return _upright_arrow(aims, width, type_)
        case 3 if _short(aims, [width, half, half], type_):
            return _cornered(aims[:1], aims[1:], width, type_)
        case 4 if _short(aims, [half] * 4, type_):
            return _cornered(aims[:2], aims[2:], width, type_)
    return None


def _short(aims: Sequence[Text], rooms: Sequence[float], type_: Type) -> bool:
    broken = [wrapped(aim, _look(type_), room, type_) for aim, room in zip(aims, rooms, strict=True)]
    return all(aim.lines <= _MOST_LINES and not aim.cut for aim in broken)


def _look(type_: Type) -> Look:
    return Look(type_.label, PRIMARY, bold=True)


def _aim(text: Text, box: Box, type_: Type, anchor: Anchor, align: Align = "ctr") -> TextShape:
    free = box.width - balanced(text, _look(type_), box.width, type_)
    share = {"l": 0.0, "ctr": 0.5, "r": 1.0}[align]
    insets = (free * share, 0.0, free * (1 - share), 0.0)
    return TextShape(box, (Line(text, _look(type_), align=align),), name_of(text), anchor, insets)


def _heights(aims: Sequence[Text], room: float, type_: Type) -> tuple[float, Faults]:
    """The height of the highest of several aims in boxes of one width."""
    measured = [extent((Line(aim, _look(type_)),), room, type_) for aim in aims]
    return max(height for height, _ in measured), Faults.of(faults for _, faults in measured)


def _upright_arrow(aims: Sequence[Text], width: float, type_: Type) -> Laid:
    (above, upper_faults), (below, lower_faults) = (_heights((aim,), width, type_) for aim in aims)
    natural = above + below + 2 * _CLEAR + _LEAST

    def place(box: Box) -> list[Shape]:
        x = box.x + (box.width - width) / 2
        top, bottom = box.y + above + _CLEAR, box.bottom - below - _CLEAR
        return [
            _double_headed((x + width / 2, top), (x + width / 2, bottom)),
            _aim(aims[0], Box(x, box.y, width, above), type_, "b"),
            _aim(aims[1], Box(x, box.bottom - below, width, below), type_, "t"),
        ]

    return Laid(natural, place, Faults.of((upper_faults, lower_faults)), True, natural + _ARROW - _LEAST)


def _level_arrow(aims: Sequence[Text], room: float, type_: Type) -> Laid:
    height, faults = _heights(aims, room, type_)

    def place(box: Box) -> list[Shape]:
        x, middle = box.x + (box.width - 2 * room - _ARROW - 2 * _GAP) / 2, box.y + height / 2
        start, end = x + room + _GAP, x + room + _GAP + _ARROW
        return [
            _double_headed((start, middle), (end, middle)),
            _aim(aims[0], Box(x, box.y, room, height), type_, "ctr", "r"),
            _aim(aims[1], Box(end + _GAP, box.y, room, height), type_, "ctr", "l"),
        ]

    return Laid(height, place, faults)


def _double_headed(start: Point, end: Point) -> Connector:
    return Connector(start, end, ACCENT, _STROKE, start_head="triangle", end_head="triangle")


def _cornered(above: Sequence[Text], below: Sequence[Text], width: float, type_: Type) -> Laid:
    """A triangle below one aim and above two, a square between two and two: dots at corners, a cross on each edge."""
    half = (width - _GAP) / 2
    upper = width if len(above) == 1 else half
    (top, upper_faults), (foot, lower_faults) = _heights(above, upper, type_), _heights(below, half, type_)
    around = top + foot + 2 * _CLEAR + _DOT
    span = half + _GAP
    tallest = span * (_UPRIGHT if len(above) == 1 else 1.0)

    def place(box: Box) -> list[Shape]:
        x, height = box.x + (box.width - width) / 2, box.height - around
        high, low = box.y + top + _CLEAR + _DOT / 2, box.y + top + _CLEAR + _DOT / 2 + height
        across = (x + half / 2, x + half / 2 + span)
        peaks = [(x + width / 2, high)] if len(above) == 1 else [(corner_x, high) for corner_x in across]
        corners = [*peaks, *((corner_x, low) for corner_x in reversed(across))]
        lefts = [x] if len(above) == 1 else [x, x + half + _GAP]
        texts = [_aim(aim, Box(left, box.y, upper, top), type_, "b") for aim, left in zip(above, lefts, strict=True)]
        texts += [
            _aim(aim, Box(left, low + _DOT / 2 + _CLEAR, half, foot), type_, "t")
            for aim, left in zip(below, (x, x + half + _GAP), strict=True)
        ]
        return [*_figure(corners), *texts]

    return Laid(around + _LEAST, place, Faults.of((upper_faults, lower_faults)), True, around + max(_LEAST, tallest))


def _figure(corners: Sequence[Point]) -> list[Shape]:
    edges = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    shapes: list[Shape] = [part for start, end in edges for part in _parted(start, end)]
    shapes += [
        Decoration(Box(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT), fill=PRIMARY, geometry="ellipse") for x, y in corners
    ]
    return shapes


def _parted(start: Point, end: Point) -> list[Shape]:
    """An edge that breaks at a cross in its middle."""
    (x, y), (to_x, to_y) = start, end
    length = sqrt((to_x - x) ** 2 + (to_y - y) ** 2)
    middle = ((x + to_x) / 2, (y + to_y) / 2)
    away = ((to_x - x) / length * _AROUND_CROSS, (to_y - y) / length * _AROUND_CROSS)
    return [
        Connector(start, (middle[0] - away[0], middle[1] - away[1]), ACCENT, _STROKE),
        _cross(middle),
        Connector((middle[0] + away[0], middle[1] + away[1]), end, ACCENT, _STROKE),
    ]


def _cross(middle: Point) -> Polygon:
    """Two bars at right angles, lying on their corners."""
    long, thick = _CROSS, _STROKE / 2
    bars = [
        (-thick, -long), (thick, -long), (thick, -thick), (long, -thick), (long, thick), (thick, thick),
        (thick, long), (-thick, long), (-thick, thick), (-long, thick), (-long, -thick), (-thick, -thick),
    ]  # fmt: skip
    turned = tuple((middle[0] + (x - y) / sqrt(2), middle[1] + (x + y) / sqrt(2)) for x, y in bars)
    return Polygon(turned, fill=ACCENT)


def _listed(aims: Sequence[Text], width: float, type_: Type, start: int) -> Laid:
    size = type_.body
    lines = tuple(Line(aim, Look(size), before=size * 0.5, bullet=f"{at}.") for at, aim in enumerate(aims, start))
    height, faults = extent(lines, width, type_)
    return Laid(height, lambda box: [TextShape(box, lines, name_of(*aims), role="column")], faults)
