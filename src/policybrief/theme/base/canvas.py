"""A layout as it is drawn, in pixels: what really lies under a text, and where nothing is drawn.

Shapes are painted by their outlines, gradients step by step, pictures by their own pixels, in the order of drawing. Of
what can't be painted here, such as a picture in a format of Windows alone, it is known that it is there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from policybrief.ooxml import outlines
from policybrief.ooxml.box import Box
from policybrief.ooxml.fills import Blend
from policybrief.text.records import dataclass
from policybrief.theme.base import fillings

_EDGE = 24
"""Two neighbours that differ by more than this, of 255, are an edge of something drawn."""


@dataclass(frozen=True)
class Drawn:
    """What a layout or its master draws: a band, a logo. `rgb` is "" where it has no one colour; then perhaps a
    `blend`, or a `picture`, the part that fills it. `alpha` is how dense it is, from 0 to 1.

    `outlines` are shares of the box, none where it is all of it; `stroke` is the colour of a line along them. `words`
    are seen, and their colour is not known. `crop`, `tiled` and `duotone` are as `fills.Fill` has them.
    """

    box: Box
    rgb: str = ""
    picture: str = ""
    alpha: float = 1.0
    blend: Blend | None = None
    outlines: tuple[outlines.Outline, ...] = ()
    stroke: str = ""
    words: bool = False
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    tiled: float = 0.0
    duotone: tuple[str, ...] = ()

    @property
    def is_line(self) -> bool:
        """Whether it is a line from one point to another."""
        return bool(self.stroke) and [len(outline) for outline in self.outlines] == [2]


_Pixels = tuple[int, int, int, int]
Counts = tuple[tuple[str, int], ...]
Judged = TypeVar("Judged")


@dataclass(frozen=True)
class Canvas:
    """What is drawn on a page, looked at in lengths that are `by` times those of the page."""

    painting: _Painting
    by: float = 1.0

    @classmethod
    def of(cls, width: float, height: float, drawn: tuple[Drawn, ...], pictures: Mapping[str, bytes]) -> Canvas:
        """Of a page of this size, and what is drawn on it from below. It is painted when it is first looked at."""
        return cls(_Painting(width, height, drawn, pictures))

    def enlarged(self, by: float) -> Canvas:
        """The same page, the pixels too, for who reckons in other lengths."""
        return Canvas(self.painting, self.by * by)

    @property
    def page(self) -> Box:
        """All of it."""
        return Box(0.0, 0.0, self.painting.width * self.by, self.painting.height * self.by)

    def colors(self, box: Box) -> Counts | None:
        """The digits of the pixels under a box with how many have them, the darkest first; None where what is there
        can't be known.
        """
        return self.painting.colors(self._pixels(box))

    def judged(self, box: Box, judge: Callable[[Counts | None], Judged]) -> Judged:
        """What `judge` makes of those colours: asked once for a box, which all slides of a layout share."""
        known: dict[object, Judged] = self.painting.judged
        asked = (judge, self._pixels(box))
        if asked not in known:
            known[asked] = judge(self.painting.colors(asked[1]))
        return known[asked]

    def free(self, box: Box) -> bool:
        """Whether nothing is drawn within a box: no edge, nothing unknown, no words. A ground of any colour is none."""
        return self.painting.free(self._pixels(box))

    def _pixels(self, box: Box) -> _Pixels:
        """The pixels that a box touches, one at the least."""
        by, (wide, high) = self.painting.scale / self.by, self.painting.size
        left, top = min(wide - 1, max(0, int(box.x * by))), min(high - 1, max(0, int(box.y * by)))
        right, bottom = (math.ceil(edge * by - 0.01) for edge in (box.right, box.bottom))
        return left, top, min(wide, max(left + 1, right)), min(high, max(top + 1, bottom))


@dataclass(frozen=True)
class _Painting:
    """A page in pixels, painted once, and what was seen on it."""

    width: float
    height: float
    drawn: tuple[Drawn, ...]
    pictures: Mapping[str, bytes] = field(repr=False)

    @property
    def scale(self) -> float:
        return fillings.LONG / max(self.width, self.height)

    @property
    def size(self) -> tuple[int, int]:
        return max(1, round(self.width * self.scale)), max(1, round(self.height * self.scale))

    def colors(self, where: _Pixels) -> Counts | None:
        if where not in self._seen:
            self._seen[where] = self._counted(where)
        return self._seen[where]

    def free(self, where: _Pixels) -> bool:
        return not self._busy.crop(where).getbbox()

    @cached_property
    def _busy(self) -> Any:
        """Where an edge is, or something unknown, or words."""
        from PIL import ImageChops

        _, unknown, words = self._painted
        return ImageChops.lighter(ImageChops.lighter(self._edges, unknown), words)

    @cached_property
    def judged(self) -> dict[Any, Any]:
        """What was made of the colours under boxes, by who asked."""
        return {}

    @cached_property
    def _seen(self) -> dict[_Pixels, Counts | None]:
        return {}

    def _counted(self, where: _Pixels) -> Counts | None:
        image, unknown, _ = self._painted
        seen = unknown.crop(where).histogram()
        if sum(seen[128:]) > 0.02 * sum(seen):
            return None
        cut = image.crop(where)
        found = cut.getcolors(cut.width * cut.height)
        return tuple(
            (bytes(rgb).hex().upper(), count) for _, count, rgb in sorted((_luminance(r), n, r) for n, r in found)
        )

    @cached_property
    def _painted(self) -> tuple[Any, Any, Any]:
        return self._paint(smooth=False)

    def _paint(self, *, smooth: bool) -> tuple[Any, Any, Any]:
        """The picture, and masks of what is not known, and of words. `smooth`: textures as they are seen from afar."""
        from PIL import Image

        image, unknown, words = (
            Image.new("RGB", self.size, "#FFFFFF"),
            Image.new("L", self.size),
            Image.new("L", self.size),
        )
        painter = _Painter(image, unknown, words, self.scale, smooth=smooth)
        for thing in self.drawn:
            painter.paint(thing, self.pictures.get(thing.picture, b"") if thing.picture else b"")
        return image, unknown, words

    @cached_property
    def _edges(self) -> Any:
        from PIL import ImageChops

        textured = any(thing.tiled for thing in self.drawn)  # its grain is nothing that is drawn
        image = self._paint(smooth=True)[0] if textured else self._painted[0]
        across, down = image.copy(), image.copy()
        across.paste(image, (1, 0))
        down.paste(image, (0, 1))
        differences = [ImageChops.difference(image, moved) for moved in (across, down)]
        bands = [band for difference in differences for band in difference.split()]
        most = bands[0]
        for band in bands[1:]:
            most = ImageChops.lighter(most, band)
        return most.point(lambda value: 255 if value > _EDGE else 0)


class _Painter:
    """Paints things one over the other."""

    def __init__(self, image: Any, unknown: Any, words: Any, scale: float, *, smooth: bool) -> None:
        self.image, self.unknown, self.words, self.scale, self.smooth = image, unknown, words, scale, smooth

    def paint(self, thing: Drawn, content: bytes) -> None:
        from PIL import Image, ImageDraw

        box = tuple(edge * self.scale for edge in (thing.box.x, thing.box.y, thing.box.right, thing.box.bottom))
        polygons = [_points(outline, box) for outline in thing.outlines or (outlines.BOX,)]
        if thing.words:
            ImageDraw.Draw(self.words).rectangle(_whole(box), fill=255)
            return
        mask = Image.new("L", self.image.size)
        pen = ImageDraw.Draw(mask)
        for polygon in polygons if thing.alpha else ():
            pen.polygon(polygon, fill=round(255 * thing.alpha))
        if thing.alpha:
            self._fill(thing, content, box, mask)
        if thing.stroke:
            pen = ImageDraw.Draw(self.image)
            for polygon in polygons:
                pen.line([*polygon, *polygon[:1]], fill=f"#{thing.stroke}", width=1)

    def _fill(self, thing: Drawn, content: bytes, box: tuple[float, ...], mask: Any) -> None:
        from PIL import Image, ImageChops

        shown = (
            fillings.picture(content, thing.crop, thing.duotone)
            if content
            else fillings.blended(thing.blend)
            if thing.blend
            else None
        )
        if thing.rgb:
            self.image.paste(f"#{thing.rgb}", mask=mask)
        elif shown is None:
            self.unknown.paste(255, mask=mask)
            return
        else:
            left, top, right, bottom = _whole(box)
            size = (min(4 * fillings.LONG, max(1, right - left)), min(4 * fillings.LONG, max(1, bottom - top)))
            whole = Image.new("RGBA", self.image.size)
            if thing.tiled:
                fillings.tile(whole, shown, thing.tiled * self.scale, smooth=self.smooth)
            else:
                whole.paste(shown.resize(size, Image.Resampling.BILINEAR), (left, top))
            mask = ImageChops.multiply(mask, whole.getchannel("A"))
            self.image.paste(whole.convert("RGB"), mask=mask)
        self.unknown.paste(0, mask=mask.point(lambda value: 255 if value > 250 else 0))


def _points(outline: outlines.Outline, box: Sequence[float]) -> list[tuple[float, float]]:
    width, height = box[2] - box[0], box[3] - box[1]
    # a polygon's last pixels are painted too: what ends at an edge of the page would else begin a pixel too early
    return [
        (box[0] + x * width - (0.5 if x > 0.5 else 0.0), box[1] + y * height - (0.5 if y > 0.5 else 0.0))
        for x, y in outline
    ]


def _whole(box: Sequence[float]) -> tuple[int, int, int, int]:
    return math.floor(box[0]), math.floor(box[1]), math.ceil(box[2]), math.ceil(box[3])


@lru_cache(maxsize=4096)
def _luminance(rgb: tuple[int, int, int]) -> float:
    linear = [part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
