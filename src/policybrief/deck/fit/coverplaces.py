"""Where the words of a cover may stand on a base: the placeholder for its subtitle, and free room near the title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policybrief.ooxml.box import Box
from policybrief.theme.base.layouts import FEET, Layout, Placeholder

_APART = 10.0
"""Between a title and the words below or above it."""


def subtitle(layout: Layout) -> Placeholder | None:
    """The placeholder for the subtitle: the one of this type, or the largest for text."""
    keys = [(placeholder.type, placeholder.idx) for placeholder in layout.placeholders]
    candidates = [
        placeholder
        for placeholder in layout.placeholders
        if placeholder.type in ("subTitle", "body", "obj")
        and keys.count((placeholder.type, placeholder.idx)) == 1
        and not placeholder.sideways
        and placeholder.room.width >= 120
        and placeholder.box.height >= 14
    ]
    return max(
        candidates,
        key=lambda placeholder: (placeholder.type == "subTitle", placeholder.type == "body", placeholder.box.area),
        default=None,
    )


def clear(layout: Layout, own: Placeholder, head: Box) -> Placeholder:
    """The placeholder clear of the title, and in the larger part of its box, where a band runs through it: text
    can't be read on both.
    """
    box = own.box
    if not own.fill and not own.blend and min(box.right, head.right) > max(box.x, head.x):
        above, below = box.bottom - head.y + _APART, head.bottom - box.y + _APART
        box = box.inset(0, below if 0 < below <= _APART else 0, 0, above if 0 < above <= _APART else 0)
    for thing in layout.taken:
        if not thing.box.holds(box, 3) and thing.box.overlap(box).area > 0.02 * box.area:
            rest = box.without(thing.box, 4)
            box = rest if rest.area > 0.25 * own.box.area and rest.height > 48 else box
    return replace(own, box=box)


def _taken(layout: Layout, box: Box, strip: Box | None) -> Iterator[Box]:
    """What bounds a text that grows: footers, the strip of the marking, and what is drawn beside its ground."""
    yield from (
        placeholder.box for placeholder in layout.placeholders if placeholder.type in FEET and placeholder.box.area > 0
    )
    yield from [strip] if strip else []
    yield from (thing.box for thing in layout.taken if not thing.box.holds(box, 3))


def free(page: Box, layout: Layout, own: Placeholder, head: Box, strip: Box | None) -> Box:
    """The placeholder's box with the free room above and below it."""
    box = own.box
    if box.overlap(head).area > 1:  # a title that had to be made higher
        box = max(_parts(box, head), key=lambda part: part.height)
    top, bottom = 12.0, page.height - 12.0
    for taken in [head, *_taken(layout, box, strip)]:
        if taken.right <= box.x or taken.x >= box.right or taken.overlap(box).area > 1:
            continue
        top = max(top, taken.bottom + 4) if taken.bottom <= box.y + 1 else top
        bottom = min(bottom, taken.y - 4) if taken.y >= box.bottom - 1 else bottom
    top = box.y if own.anchor == "t" else min(top, box.y)
    bottom = box.bottom if own.anchor == "b" else max(bottom, box.bottom)
    return Box(box.x, top, box.width, bottom - top)


def rooms(page: Box, layout: Layout, head: Box, strip: Box | None) -> list[Box]:
    """Free rooms below and above the title, the larger first."""
    below = Box(head.x, head.bottom + 8, head.width, page.height - 24 - head.bottom - 8)
    above = Box(head.x, 24.0, head.width, head.y - 8 - 24)
    rooms = [_rest(room, layout, strip) for room in (below, above)]
    return sorted((room for room in rooms if room.height > 24), key=lambda room: -room.area)


def _rest(room: Box, layout: Layout, strip: Box | None) -> Box:
    """What is left of a room beside what bounds its text, but for that of which nothing is seen there."""
    drawn = [thing.box for thing in layout.taken]
    rest = room
    for taken in _taken(layout, room, strip):
        if taken in drawn and layout.canvas.free(taken.overlap(rest)):
            continue
        cut = rest.without(taken, 6)
        rest = cut if cut.area > 0.3 * rest.area else rest
    return rest


def _parts(box: Box, taken: Box) -> Sequence[Box]:
    return (
        Box(box.x, taken.bottom + 4, box.width, box.bottom - taken.bottom - 4),
        Box(box.x, box.y, box.width, taken.y - 4 - box.y),
    )
