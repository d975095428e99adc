"""A picture as large as its room lets it be, its caption below; and beside it the points that are to be seen in it.

A bitmap is never shown larger than a pixel a point: beyond that it would be coarse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from policybrief.deck.colors import MUTED, PRIMARY, RULE
from policybrief.deck.shapes import Align, Decoration, Line, Look, PictureShape, Shape, TextShape
from policybrief.deck.typeset import GUTTER, HAIRLINE, Faults, Laid, Type, extent, name_of, note_look
from policybrief.deck.widths import settled
from policybrief.ooxml.box import Box
from policybrief.text.exhibits import Image, Picture
from policybrief.text.records import dataclass
from policybrief.text.run import Text

_LEAST = 120.0
_CAPTION_GAP = 6.0
_COLUMNS, _WIDEST, _NARROWEST = 12, 7, 4
"""Of so many columns a picture has the widest part beside points; one that is high needs fewer."""
_HIGH = 0.4
"""How high a picture beside points can be, as a share of the slide's content in width."""
_FLAT, _FEW = 2.2, 3
"""A picture by so many times wider than high has all the width, and so many points below it."""
_UNDER = 16.0
"""From such a picture, or its caption, to the points."""
_RULE, _ABOVE, _BELOW = 1.5, 12.0, 8.0
"""Over the points, and the room of each above and below its words."""


def picture(block: Picture, width: float, type_: Type) -> Laid:
    """The picture in the middle of `width` points; or at the right of its points, or above them if flat."""
    if not block.points:
        return _Frame.of(block, width, type_, "ctr").laid()
    assert block.image is not None, "pictures.loaded has read it"
    flat = block.image.width > _FLAT * block.image.height and len(block.points) <= _FEW
    return _over(block, width, type_) if flat else _beside(block, width, type_)


@dataclass(frozen=True)
class _Frame:
    """A picture with its caption at a width; `scale` is the size of a pixel at most."""

    block: Picture
    image: Image
    scale: float
    caption: tuple[Line, ...]
    below: float
    faults: Faults

    @classmethod
    def of(cls, block: Picture, width: float, type_: Type, align: Align) -> _Frame:
        assert block.image is not None, "pictures.loaded has read it"
        image = block.image
        caption = (Line(block.caption, Look(type_.label, MUTED), align=align),) if block.caption else ()
        below, faults = extent(caption, width, type_)
        scale = width / image.width if image.vector else min(1.0, width / image.width)
        return cls(block, image, scale, caption, below + (_CAPTION_GAP if caption else 0.0), faults)

    @property
    def natural(self) -> float:
        """The height of the picture and its caption at their largest."""
        return self.image.height * self.scale + self.below

    def laid(self) -> Laid:
        least = min(_LEAST, self.image.height * self.scale) + self.below
        return Laid(least, self.place, self.faults, grows=True, ceiling=self.natural)

    def place(self, box: Box) -> list[Shape]:
        """The picture at the top of a box, its caption right below it, both in the middle or at the left."""
        shown = min(self.scale, (box.height - self.below) / self.image.height)
        wide, high = self.image.width * shown, self.image.height * shown
        centred = all(line.align == "ctr" for line in self.caption) and not self.block.points
        frame = Box(box.x + (box.width - wide) / 2 if centred else box.x, box.y, wide, high)
        shape = PictureShape(frame, self.image.content, name_of(self.block.alt), self.block.alt, self.image.vector)
        if not self.caption:
            return [shape]
        under = Box(box.x, frame.bottom + _CAPTION_GAP, box.width, self.below - _CAPTION_GAP)
        return [shape, TextShape(under, self.caption, name_of(self.block.caption))]


def _beside(block: Picture, width: float, type_: Type) -> Laid:
    """The points in rows at the left, which share the height of the picture at the right."""
    assert block.image is not None, "pictures.loaded has read it"
    part = _span(width, _columns(block.image))
    left = width - part - GUTTER
    frame = _Frame.of(block, part, type_, "l")
    points = _Points.of(block.points, left, type_)

    def place(box: Box) -> list[Shape]:
        picture, *caption = frame.place(replace(box, x=box.x + left + GUTTER, width=part))
        height = max(points.least, min(box.height, picture.box.height))
        return [*points.shapes(Box(box.x, box.y, left, height)), picture, *caption]

    laid = frame.laid()
    least, faults = max(points.least, laid.height), Faults.of((points.faults, laid.faults))
    return Laid(least, place, faults, grows=True, ceiling=max(points.least, laid.ceiling))


def _over(block: Picture, width: float, type_: Type) -> Laid:
    """The points side by side below the picture, each under a rule."""
    frame = _Frame.of(block, width, type_, "l")
    count = max(2, len(block.points))
    column = (width - GUTTER * (count - 1)) / count
    points = [_Points.of((point,), column, type_) for point in block.points]
    under = max(point.least for point in points)

    def place(box: Box) -> list[Shape]:
        shapes = frame.place(replace(box, height=box.height - under - _UNDER))
        y = shapes[-1].box.bottom + _UNDER
        for number, point in enumerate(points):
            shapes += point.shapes(Box(box.x + number * (column + GUTTER), y, column, point.least))
        return shapes

    laid, faults = frame.laid(), Faults.of(point.faults for point in points)
    more = under + _UNDER
    return Laid(laid.height + more, place, Faults.of((faults, laid.faults)), grows=True, ceiling=laid.ceiling + more)


def _span(width: float, columns: int) -> float:
    """The width of so many of twelve columns."""
    return columns * (width + GUTTER) / _COLUMNS - GUTTER


def _columns(image: Image) -> int:
    """So many columns as a picture can fill in width: one that is high leaves more to the points."""
    return max(_NARROWEST, min(_WIDEST, round(_HIGH * image.width / image.height * _COLUMNS)))


@dataclass(frozen=True)
class _Points:
    """Sentences below one another, hairlines between them, and how high each is."""

    lines: tuple[Line, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    faults: Faults

    @classmethod
    def of(cls, points: Sequence[Text], width: float, type_: Type) -> _Points:
        lines = tuple(Line(point, note_look(type_.body)) for point in points)
        widths = tuple(settled((line,), width, type_) for line in lines)
        measured = [extent((line,), room, type_) for line, room in zip(lines, widths, strict=True)]
        heights = tuple(height for height, _ in measured)
        return cls(lines, widths, heights, Faults.of(faults for _, faults in measured))

    @property
    def least(self) -> float:
        return _RULE + fsum(height + _ABOVE + _BELOW for height in self.heights)

    def shapes(self, box: Box) -> list[Shape]:
        """The rows from the top of a box to its foot, each as much higher than its words as the others."""
        more = (box.height - self.least) / len(self.lines)
        shapes: list[Shape] = [Decoration(replace(box, height=_RULE), fill=PRIMARY)]
        y = box.y + _RULE
        for number, (line, width, height) in enumerate(zip(self.lines, self.widths, self.heights, strict=True)):
            if number:
                shapes.append(Decoration(Box(box.x, y - HAIRLINE / 2, box.width, HAIRLINE), fill=RULE))
            shapes.append(TextShape(Box(box.x, y + _ABOVE, width, height), (line,), name_of(line.text), role="row"))
            y += _ABOVE + height + _BELOW + more
        return shapes
