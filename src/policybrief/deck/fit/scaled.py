"""A base's slide at the size that our layouts are made for, and back again.

Gaps, rules and bars are made for a slide of 13.33 by 7.5 inches. A base may have another: it is fitted at the scale at
which its slides have that area, and what is placed is scaled back. Sizes of type in the theme stay points of the base.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from policybrief.deck.shapes import (
    SLIDE_HEIGHT,
    SLIDE_WIDTH,
    Cell,
    ChartShape,
    Connector,
    Decoration,
    Edge,
    Line,
    PictureShape,
    Point,
    Polygon,
    Shape,
    TableShape,
    TextShape,
)
from policybrief.deck.typeset import points
from policybrief.ooxml.box import Box
from policybrief.theme.base.layouts import Base, Layout, Placeholder
from policybrief.theme.model import Theme

_AREA = SLIDE_WIDTH * SLIDE_HEIGHT


def scale_of(base: Base) -> float:
    """How much larger a base's slide is drawn to be fitted."""
    return math.sqrt(_AREA / (base.width * base.height))


def theme(own: Theme, by: float) -> Theme:
    """The theme for the larger slide: its sizes in points stay what they are on the base."""
    return own.model_copy(update={"deck": own.deck.enlarged(by)})


def base(old: Base, layouts: Iterable[Layout], by: float) -> Base:
    """The base with larger slides, and of its layouts those that are used, as they are then."""
    return replace(old, width=old.width * by, height=old.height * by, layouts=tuple(layouts))


def layout(old: Layout, by: float) -> Layout:
    held = tuple(_placeholder(placeholder, by) for placeholder in old.placeholders)
    drawn = tuple(replace(thing, box=_box(thing.box, by)) for thing in old.drawn)
    room = _box(old.body_room, by) if old.body_room else None
    return replace(old, placeholders=held, drawn=drawn, body_room=room, canvas=old.canvas.enlarged(by))


def _placeholder(old: Placeholder, by: float) -> Placeholder:
    left, top, right, bottom = (inset * by for inset in old.insets)
    look = replace(old.look, size=old.look.size * by, exact=old.look.exact * by, tracking=old.look.tracking * by)
    return replace(old, box=_box(old.box, by), insets=(left, top, right, bottom), look=look)


def _box(old: Box, by: float) -> Box:
    return Box(old.x * by, old.y * by, old.width * by, old.height * by)


def shape(old: Shape, by: float) -> Shape:
    """A placed shape at the base's own size."""
    box = _box(old.box, by)
    match old:
        case TextShape():
            left, top, right, bottom = (inset * by for inset in old.insets)
            outline = old.outline_width * by
            lines = _lines(old.lines, by)
            return replace(old, box=box, lines=lines, insets=(left, top, right, bottom), outline_width=outline)
        case Decoration():
            return replace(old, box=box, outline_width=old.outline_width * by)
        case Connector():
            return replace(old, start=_point(old.start, by), end=_point(old.end, by), width=old.width * by)
        case Polygon():
            corners = tuple(_point(point, by) for point in old.points)
            return replace(old, points=corners, outline_width=old.outline_width * by)
        case TableShape():
            rows = tuple(tuple(_cell(cell, by) for cell in row) for row in old.rows)
            widths, heights = tuple(w * by for w in old.widths), tuple(h * by for h in old.heights)
            return replace(old, box=box, widths=widths, heights=heights, rows=rows, side=old.side * by)
        case ChartShape() | PictureShape():
            return replace(old, box=box)


def _point(old: Point, by: float) -> Point:
    return old[0] * by, old[1] * by


def _cell(old: Cell, by: float) -> Cell:
    return replace(
        old,
        lines=_lines(old.lines, by),
        left=_edge(old.left, by),
        right=_edge(old.right, by),
        below=_edge(old.below, by),
        sides=(old.sides[0] * by, old.sides[1] * by) if old.sides else None,
        top=old.top * by,
    )


def _edge(old: Edge | None, by: float) -> Edge | None:
    return replace(old, width=old.width * by) if old else None


def _lines(old: tuple[Line, ...], by: float) -> tuple[Line, ...]:
    return tuple(
        replace(
            line,
            look=replace(line.look, size=points(line.look.size * by), spacing=line.look.spacing * by),
            before=line.before * by,
        )
        for line in old
    )
