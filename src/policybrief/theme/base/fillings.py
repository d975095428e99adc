"""What fills shapes, in few pixels: pictures, gradients, textures."""

from __future__ import annotations

import io
import math
from functools import lru_cache
from typing import Any

from policybrief.ooxml.colors import Paint
from policybrief.ooxml.fills import Blend

LONG = 480
"""Pixels of the longer side of a page."""
_GRID = 24
"""The pixels of a gradient's side, before it is stretched."""


@lru_cache(maxsize=32)
def picture(content: bytes, crop: tuple[float, float, float, float], duotone: tuple[str, ...]) -> Any:
    """A picture in few pixels; None for one that can't be looked at."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content)) as image:
            image.draft("RGB", (2 * LONG, 2 * LONG))
            left, top, right, bottom = crop
            wide, high = image.size
            small = image.convert("RGBA")
            if any(crop):
                small = small.crop(
                    (int(left * wide), int(top * high), int((1 - right) * wide), int((1 - bottom) * high))
                )
            small.thumbnail((LONG, LONG), Image.Resampling.BOX)
            if duotone:
                toned = ImageOps.colorize(small.convert("L"), f"#{duotone[0]}", f"#{duotone[1]}")
                toned.putalpha(small.getchannel("A"))
                small = toned
            return small if small.width and small.height else None
    except Exception:  # whatever a vector picture or a broken one provokes
        return None


@lru_cache(maxsize=64)
def blended(blend: Blend) -> Any:
    """A gradient in few pixels."""
    from PIL import Image

    image = Image.new("RGBA", (_GRID, _GRID))
    places = [(number + 0.5) / _GRID for number in range(_GRID)]
    image.putdata([_at(blend, _way(blend, x, y)) for y in places for x in places])
    return image


def _way(blend: Blend, x: float, y: float) -> float:
    """How far along the way of a gradient a point of its box is."""
    if blend.angle is None:
        return min(1.0, 2 * max(abs(x - blend.middle[0]), abs(y - blend.middle[1])))
    angle = math.radians(blend.angle)
    across, down = math.cos(angle), math.sin(angle)
    return 0.5 + ((x - 0.5) * across + (y - 0.5) * down) / (abs(across) + abs(down))


def _at(blend: Blend, way: float) -> tuple[int, int, int, int]:
    before, after = blend.stops[0], blend.stops[-1]
    for stop in blend.stops:
        before = stop if stop[0] <= way else before
        after = stop if stop[0] >= way and after[0] >= stop[0] else after
    share = (way - before[0]) / (after[0] - before[0]) if after[0] > before[0] else 0.0
    one, other = _parts(before[1]), _parts(after[1])
    red, green, blue, dense = (round(a + (b - a) * min(1.0, max(0.0, share))) for a, b in zip(one, other, strict=True))
    return red, green, blue, dense


def _parts(paint: Paint) -> tuple[int, int, int, int]:
    red, green, blue = bytes.fromhex(paint.rgb)
    return red, green, blue, round(255 * paint.alpha)


def tile(whole: Any, shown: Any, scale: float, *, smooth: bool) -> None:
    """A picture repeated from the upper left corner on, a pixel of it being three quarters of a point.

    Single pixels of it stand for those around them, if it is not to be `smooth`: their mean would be a colour that is
    nowhere, and words stand on the darkest and the lightest. A small one is several in a tile, so that all have a turn.
    """
    from PIL import Image

    several = max(1, min(math.ceil(1 / (0.75 * scale)), LONG // max(shown.size)))
    block = Image.new("RGBA", (several * shown.width, several * shown.height))
    for place in range(several * several):
        block.paste(shown, (place % several * shown.width, place // several * shown.height))
    width, height = (max(2, round(side * 0.75 * scale)) for side in block.size)
    block = block.resize((width, height), Image.Resampling.BOX if smooth else Image.Resampling.NEAREST)
    whole.paste(block, (0, 0))
    while width < whole.width:  # twice as much each time: a texture of few pixels is thousands of tiles
        whole.paste(whole.crop((0, 0, width, height)), (width, 0))
        width *= 2
    while height < whole.height:
        whole.paste(whole.crop((0, 0, whole.width, height)), (0, height))
        height *= 2
