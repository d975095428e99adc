"""Where content stands on a base's slide, and what colour lies under it.

The content area is a layout's own body placeholder, or its master's, or the room between title and footers; it is kept
clear of the title, the footers, and of bands and logos where that costs it no more than two fifths.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import Paint, mixed
from policybrief.ooxml.contrast import ratio
from policybrief.text.records import dataclass
from policybrief.theme.base.layouts import FEET, Base, Drawn, Layout, Placeholder

GAP = 8.0
LEAST_WIDTH, LEAST_HEIGHT = 144.0, 108.0
_KEPT = 0.6
_UNKNOWN = "808080"
"""What stands for a colour that can't be told."""
_SPREAD = 1.6
"""The contrast within a picture, from its darker to its lighter parts, up to which it is a plain ground."""


@dataclass(frozen=True)
class Ground:
    """What lies under a box: six digits, near enough; `plain` where they hold for all of it. `ends` are the darkest and
    the lightest of a picture that is not.
    """

    rgb: str
    plain: bool
    ends: tuple[str, ...] = ()


def content(base: Base, layout: Layout, given: Any = None, title: Box | None = None) -> Box:
    """The content area of a layout; `given`, the theme's own, goes before all. `title` is where a title has been made
    higher than the layout's.
    """
    if given is not None:
        return Box(given.x, given.y, given.width, given.height)
    title, page = title or (layout.title.box if layout.title else None), Box(0.0, 0.0, base.width, base.height)
    own = _union([body.room for body in layout.bodies if body.box.area > 0])
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
    """What lies under a box, by the order of drawing."""
    ground = Ground("FFFFFF", plain=True)
    for thing in layout.drawn:
        if thing.box.holds(box, 3):
            ground = _of(base, thing, box) if thing.alpha == 1.0 else _through(Paint(thing.rgb, thing.alpha), ground)
        elif box.area and thing.alpha and thing.box.overlap(box).area > 0.02 * box.area:
            ground = Ground(ground.rgb, plain=False, ends=ground.ends)
    return ground


def under_text(base: Base, layout: Layout, held: Placeholder) -> Ground:
    """What lies under the text of a placeholder: its own fill, and what is seen through that."""
    ground = under(base, layout, held.room)
    return ground if held.fill is None else _through(held.fill, ground)


def _through(paint: Paint, ground: Ground) -> Ground:
    """What a paint makes of the ground that it lies on."""
    if not paint.rgb and paint.alpha:
        return Ground(_UNKNOWN, plain=False)
    ends = tuple(paint.over(end) for end in ground.ends) if paint.alpha < 1.0 else ()
    return Ground(paint.over(ground.rgb), plain=ground.plain or paint.alpha == 1.0, ends=ends)


def _of(base: Base, thing: Drawn, box: Box) -> Ground:
    if thing.rgb:
        return Ground(thing.rgb, plain=True)
    content = base.pictures.get(thing.picture)
    return _pictured(content, thing.box, box) if content else Ground(_UNKNOWN, plain=False)


@lru_cache(maxsize=16)
def _small(content: bytes) -> Any:
    """A picture in 64 by 64 pixels; None for one that can't be looked at."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.draft("RGB", (256, 256))
            return image.convert("RGBA").resize((64, 64), Image.Resampling.NEAREST)
    except Exception:  # whatever a vector picture or a broken one provokes
        return None


def _pictured(content: bytes, whole: Box, box: Box) -> Ground:
    """What a picture shows under a box: its middle colour, and whether it is calm there."""
    small = _small(content)
    if small is None:
        return Ground(_UNKNOWN, plain=False)
    edges = (
        (box.x - whole.x) / whole.width,
        (box.y - whole.y) / whole.height,
        (box.right - whole.x) / whole.width,
        (box.bottom - whole.y) / whole.height,
    )
    left, top, right, bottom = (max(0, min(64, round(64 * edge))) for edge in edges)
    cut = small.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    flat = cut.tobytes()
    pixels = [flat[start : start + 4] for start in range(0, len(flat), 4)]
    if any(pixel[3] < 250 for pixel in pixels):
        return Ground(_UNKNOWN, plain=False)
    digits = sorted((pixel[:3].hex().upper() for pixel in pixels), key=lambda rgb: ratio(rgb, "000000"))
    low, high = digits[len(digits) // 50], digits[-1 - len(digits) // 50]
    plain = ratio(low, high) <= _SPREAD
    return Ground(mixed(digits), plain, () if plain else (low, high))
