"""Where content stands on a base's slide, and what colour lies under it.

The content area is a layout's own body placeholder, or its master's, or the room between title and footers; it is kept
clear of the title, the footers, and of bands and logos where that costs it no more than two fifths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import Paint, mixed
from policybrief.ooxml.contrast import ratio
from policybrief.text.records import dataclass
from policybrief.theme.base.canvas import Counts
from policybrief.theme.base.layouts import FEET, Base, Layout, Placeholder

GAP = 8.0
LEAST_WIDTH, LEAST_HEIGHT = 144.0, 108.0
_KEPT = 0.6
_UNKNOWN = "808080"
"""What stands for a colour that can't be told."""
_ON_ENDS = 0.75
"""Of the contrast that a text needs, what it has to have with each end of a ground of several colours."""
_ON_TEXTURE = 0.97
"""The same of a texture, whose ends are nearer: less is no more than the difference between two programs."""
_TEXTURE = 1.08
"""The contrast within a plain ground from which on it is a texture."""
_MUCH = 0.12
"""The share of a plain texture that may be darker or lighter than its ends."""
_ALIKE = 1.25
_WORD = 2.0
"""How wide a short word is, of the height of its line."""
_NONE = (0.0, 0.0, 0.0, 0.0)
_BETWEEN = (0.15, 0.3, 0.5, 0.7, 0.85)
"""The shares of a picture, from its darkest on, whose colours are looked at too."""
_SPREAD = 1.6
"""The contrast within a picture, from its darker to its lighter parts, up to which it is a plain ground."""


@dataclass(frozen=True)
class Ground:
    """What lies under a box: six digits, near enough; `plain` where they hold for all of it. `ends` are the darkest and
    the lightest where they don't, with what lies between them, for a text may be as dark as that; and of a plain
    texture those that much of it has. None where what is there can't be known.
    """

    rgb: str
    plain: bool
    ends: tuple[str, ...] = ()

    @property
    def shades(self) -> tuple[str, ...]:
        """The colours that a text on it has to be readable on; none where they can't be known."""
        return (self.rgb, *self.ends) if self.plain else self.ends

    def least(self, needed: float) -> float:
        """The contrast to each of its shades that does for a text that needs so much: few points are as its ends."""
        return needed * ((_ON_TEXTURE if self.ends else 1.0) if self.plain else _ON_ENDS)

    def like(self, other: Ground) -> bool:
        """Whether it is as good as another."""
        pairs = zip(self.shades, other.shades, strict=False)
        return self.plain == other.plain and all(ratio(one, two) < _ALIKE for one, two in pairs)


def content(base: Base, layout: Layout, given: Any = None, title: Box | None = None) -> Box:
    """The content area of a layout; `given`, the theme's own, goes before all. `title` is where a title has been made
    higher than the layout's.
    """
    if given is not None:
        return Box(given.x, given.y, given.width, given.height)
    title, page = title or (layout.title.box if layout.title else None), Box(0.0, 0.0, base.width, base.height)
    bodies = [body for body in layout.bodies if body.box.area > 0]
    own = _union([body.room for body in bodies]) if len(bodies) != 1 else bodies[0].content_room
    if own is None or own.width < LEAST_WIDTH or own.height < LEAST_HEIGHT:
        own = layout.body_room or _between(layout, page)
    area = page.inset(4, 4, 4, 4).overlap(own)
    held = [foot.box for foot in layout.placeholders if foot.type in FEET and foot.box.area > 0]
    for taken in ([title] if title else []) + held:
        area = _clear(area, taken)
    for thing in layout.taken:
        if not thing.box.holds(area, 3) and area.overlap(thing.box).area > 0:
            rest = area.without(thing.box, GAP / 2)
            area = rest if rest.area >= _KEPT * own.area else area
    return area


def _clear(area: Box, taken: Box) -> Box:
    """The area clear of a placeholder: above it or below it, if possible, for slides are read in lines."""
    if not area.overlap(taken).area:
        return area
    above = Box(area.x, area.y, area.width, taken.y - GAP / 2 - area.y)
    below = Box(area.x, taken.bottom + GAP, area.width, area.bottom - taken.bottom - GAP)
    best = max(above, below, key=lambda side: side.area)
    beside = area.without(taken, GAP)
    return best if best.area >= _KEPT * beside.area else beside


def _between(layout: Layout, page: Box) -> Box:
    """The room between title and footers, as wide as the title; above a title that stands low."""
    title = layout.title
    if title is None:
        return page.inset(36, 36, 36, 36)
    feet = [foot.box for foot in layout.placeholders if foot.type in FEET and foot.box.area > 0]
    low = min((foot.y for foot in feet if foot.y > page.height / 2), default=page.height - 24.0)
    room = title.room
    if title.box.y + title.box.height / 2 > page.height / 2:
        top = max([24.0, *(foot.bottom + GAP for foot in feet if foot.bottom < page.height / 2)])
        return Box(room.x, top, room.width, title.box.y - GAP - top)
    return Box(room.x, title.box.bottom + GAP, room.width, low - GAP - title.box.bottom - GAP)


def _union(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


def under(base: Base, layout: Layout, box: Box) -> Ground:
    """What lies under a box, by what is drawn there (canvas.py)."""
    page = Box(0.0, 0.0, base.width, base.height)
    return layout.canvas.judged(page.overlap(box) if box.overlap(page).area else box, _ground)


def _ground(colors: Counts | None) -> Ground:
    """What these colours are for text."""
    if colors is None:
        return Ground(_UNKNOWN, plain=False)
    count = sum(number for _, number in colors)
    low, high = (_within(order, count / 50) for order in (colors, colors[::-1]))
    first, most = max(colors, key=lambda color: color[1])
    rgb = first if 2 * most > count else _middle(colors, count)
    if ratio(low, high) > _SPREAD:
        between = (_within(colors, share * count) for share in _BETWEEN)
        return Ground(rgb, plain=False, ends=tuple(dict.fromkeys((low, *between, high))))
    texture = tuple(_within(order, _MUCH * count) for order in (colors, colors[::-1]))
    return Ground(rgb, plain=True, ends=texture if ratio(*texture) > _TEXTURE else ())


def under_line(base: Base, layout: Layout, held: Placeholder, box: Box) -> Ground:
    """What lies under a line in a placeholder: of all its parts as wide as a word, the darkest and the lightest."""
    whole = under_text(base, layout, replace(held, box=box, insets=_NONE))
    words = max(1, round(box.width / max(1.0, _WORD * box.height)))
    parts = [
        replace(held, box=replace(box, x=box.x + box.width * n / words, width=box.width / words), insets=_NONE)
        for n in range(words)
    ]
    grounds = [under_text(base, layout, part) for part in parts]
    if not whole.plain or not all(ground.plain for ground in grounds):
        return whole
    shades = sorted((shade for ground in grounds for shade in ground.ends), key=lambda rgb: ratio(rgb, "000000"))
    return replace(whole, ends=(shades[0], shades[-1])) if shades else whole


def _within(colors: Sequence[tuple[str, int]], aside: float) -> str:
    """The first colour after so many pixels."""
    for rgb, count in colors:
        aside -= count
        if aside < 0:
            return rgb
    return colors[-1][0]


def _middle(colors: Sequence[tuple[str, int]], whole: int) -> str:
    """The colour in the middle of all pixels."""
    parts = [bytes.fromhex(rgb) for rgb, _ in colors]
    counts = [count for _, count in colors]
    sums = (sum(part[n] * count for part, count in zip(parts, counts, strict=True)) for n in range(3))
    return "".join(f"{round(total / whole):02X}" for total in sums)


def under_text(base: Base, layout: Layout, held: Placeholder) -> Ground:
    """What lies under the text of a placeholder: its own fill, and what is seen through that."""
    if held.blend:
        return Ground(mixed([paint.rgb for _, paint in held.blend.stops]), plain=False, ends=held.blend.ends)
    ground = under(base, layout, held.room)
    return ground if held.fill is None else _through(held.fill, ground)


def _through(paint: Paint, ground: Ground) -> Ground:
    """What a paint makes of the ground that it lies on."""
    if not paint.rgb and paint.alpha:
        return Ground(_UNKNOWN, plain=False)
    ends = tuple(paint.over(end) for end in ground.ends) if paint.alpha < 1.0 else ()
    return Ground(paint.over(ground.rgb), plain=ground.plain or paint.alpha == 1.0, ends=ends)
