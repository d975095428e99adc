"""Free room on a base's layout: a line's place in the margins below and above, where nothing is drawn and nothing else
stands.

What is drawn is what is seen (theme/base/canvas.py), not the boxes around it: a band of one colour is free, a logo, a
rule and the edge of a band are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policybrief.ooxml.box import Box
from policybrief.theme.base.canvas import Drawn
from policybrief.theme.base.layouts import FEET, Base, Layout

_EDGE = 6.0
"""From the edges of a slide."""
_BELOW, _ABOVE = 0.17, 0.12
"""The shares of a slide that are its margins: below and above."""
_STEP, _ASIDE = 3.0, 24.0
"""How far apart places are that are tried, down and across."""
_CLEAR = 3.0
_ALONG = 0.9
"""Of its height, what a band of one colour has of a box that words can't stand across its edge."""
_MOST_IN = 16
"""Steps."""
_LOGO = 0.3
"""Of a slide's width and height, what a picture has at the most that is a logo, and no ground of words."""


def line(base: Base, layout: Layout, width: float, height: float, taken: Sequence[Box]) -> Box | None:
    """The first free place for a line of this size, clear of what is `taken` and of the placeholders for footers; None
    where there is none. Below goes before above, the middle before the sides.
    """
    feet = [held.box for held in layout.placeholders if held.type in FEET and held.box.area > 0]
    occupied = [box for box in (*taken, *feet) if box.area > 0]
    for y in _rows(base, height, feet):
        for x in _places(base, layout, width):
            box = Box(x, y, width, height)
            clear = box.inset(-_CLEAR, 0, -_CLEAR, 0)
            if not any(clear.overlap(other).area > 1 for other in occupied) and layout.canvas.free(clear):
                return box
    return None


def _rows(base: Base, height: float, feet: Sequence[Box]) -> Iterator[float]:
    """Heights to try: beside the base's own footers, then from the foot upwards, then from the head downwards."""
    yield from (foot.y + (foot.height - height) / 2 for foot in feet if foot.y > (1 - _BELOW) * base.height)
    lowest, highest = base.height - _EDGE - height, (1 - _BELOW) * base.height
    yield from (lowest - _STEP * step for step in range(1 + max(0, int((lowest - highest) / _STEP))))
    yield from (
        _EDGE + _STEP * step for step in range(1 + max(0, int((_ABOVE * base.height - height - _EDGE) / _STEP)))
    )


def _places(base: Base, layout: Layout, width: float) -> Iterator[float]:
    """Left edges to try: in the middle, at the edges of the title, and all along."""
    room = layout.title.room if layout.title else Box(_EDGE, 0, base.width - 2 * _EDGE, 1)
    last = base.width - 2 * _EDGE - width
    tried = [(base.width - width) / 2, room.x, room.right - width]
    tried += [2 * _EDGE + _ASIDE * step for step in range(1 + max(0, int(last / _ASIDE)))]
    yield from (x for x in tried if _EDGE <= x <= base.width - _EDGE - width)


def beside(layout: Layout, box: Box, least: float, *, of_bands: bool = False) -> Box:
    """The box clear of what is drawn at one side of it, such as a logo, where that leaves `least` of its width; and,
    for large words, clear `of_bands` of one colour that end within it.
    """
    whole = box
    for thing in layout.taken:
        shared = box.overlap(thing.box)
        if thing.box.holds(box, 3) or min(shared.width, shared.height) < 2:
            continue
        across = of_bands and shared.height >= _ALONG * box.height and not layout.canvas.free(box)
        if layout.canvas.free(shared) and not across:
            continue
        before, after = thing.box.x - _ASIDE / 3 - box.x, box.right - thing.box.right - _ASIDE / 3
        if max(before, after) >= least * whole.width:
            left = box.x if before >= after else thing.box.right + _ASIDE / 3
            box = Box(left, box.y, max(before, after), box.height)
    return box


def on_drawing(layout: Layout, box: Box) -> bool:
    """Whether words in a box would stand on what is drawn there, and not only on the ground."""
    for thing in layout.taken:
        more = 1.0 if thing.is_line else 0.0
        shared = thing.box.inset(-more, -more, -more, -more).overlap(box)
        ground = thing.box.holds(box, 3) and not thing.outlines and not _is_logo(layout, thing)
        if not ground and shared.area > 1 and not layout.canvas.free(shared):
            return True
    return False


def _is_logo(layout: Layout, thing: Drawn) -> bool:
    """Whether what is drawn is a small picture: words never stand on it, as they do on a band or on a badge."""
    page = layout.canvas.page
    small = thing.box.width < _LOGO * page.width and thing.box.height < _LOGO * page.height
    return small and bool(thing.picture)


def on_badge(layout: Layout, box: Box) -> bool:
    """Whether a number stands on a shape of one colour that is there for it."""
    return any(thing.rgb and thing.box.holds(box, 3) for thing in layout.taken)


def inwards(layout: Layout, box: Box, align: str) -> float | None:
    """How far words at the left or the right edge of their place have to go in, from what is drawn at that edge; None
    where that does not help.
    """
    way = {"l": 1.0, "r": -1.0}.get(align, 0.0)
    for step in range(_MOST_IN + 1 if way else 1):
        by = way * step * _STEP
        if not on_drawing(layout, Box(box.x + by, box.y, box.width, box.height)):
            return by
    return None
