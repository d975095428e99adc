"""A title's box made higher, where the base's own holds one line: on its ground, and clear of what is drawn."""

from __future__ import annotations

from typing import Any

from policybrief.deck.fit import margins
from policybrief.deck.shapes import Anchor
from policybrief.ooxml.box import Box
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import FEET, Base, Layout

SMALL = 300.0
"""The height of content, on a slide of our own size, below which what stands above it gives way."""


def grown(base: Base, layout: Layout, box: Box, height: float, *, anchor: Anchor, content: Any) -> Box | None:
    """The box as high as that: made higher downwards, upwards or both ways; None where there is no room. `content` is
    the theme's own area.
    """
    more = height - box.height
    ground = grounds.under(base, layout, box)
    lower = min(
        [base.height / 2, *(placeholder.box.y for placeholder in layout.placeholders if placeholder.box.y > box.bottom)]
    )
    for up in {"b": (1.0, 0.5, 0.0), "ctr": (0.5, 0.0, 1.0)}.get(anchor, (0.0, 0.5, 1.0)):
        taller = Box(box.x, box.y - more * up, box.width, height)
        room = taller.y >= 6 and (taller.bottom <= max(lower, base.height * 0.3) or up == 1.0)
        same = ground.like(grounds.under(base, layout, taller)) and len(through(layout, taller)) <= len(
            through(layout, box)
        )
        parts = (taller.inset(0, 0, 0, height - (box.y - taller.y)), taller.inset(0, box.bottom - taller.y, 0, 0))
        open_ = not any(part.height > 0.5 and margins.on_drawing(layout, part) for part in parts)
        if room and same and open_ and _free(layout, taller) and _leaves_room(base, layout, taller, content):
            return taller
    return None


def through(layout: Layout, box: Box) -> list[Box]:
    """What is drawn across a box without lying under all of it."""
    drawn = [thing.box for thing in layout.taken if not thing.box.holds(box, 3)]
    level = [thing for thing in drawn if thing.y < box.bottom and thing.bottom > box.y]
    return [thing for thing in level if box.overlap(thing).width > 0.2 * box.width]


def _leaves_room(base: Base, layout: Layout, box: Box, content: Any) -> bool:
    """Whether a title that is made higher takes nothing of content that has little."""
    if content:
        return True
    before, after = (grounds.content(base, layout, title=title).height for title in (None, box))
    return after >= min(before, SMALL)


def _free(layout: Layout, box: Box) -> bool:
    """Whether no footer stands where the title would grow to."""
    feet = [placeholder.box for placeholder in layout.placeholders if placeholder.type in FEET]
    return not any(foot.overlap(box).area > 1 for foot in feet)
