"""Pictures in the memo: as wide as the text, or as high as the page can spare, their captions below.

A picture shrinks before words give way, and is never shown larger than a pixel a point: beyond that it would be coarse.
An SVG of flat shapes is drawn as vectors, and another as the PNG beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policybrief.memo.fit.looks import BODY
from policybrief.memo.fit.pen import Pen, TextBlock
from policybrief.memo.fit.setter import Setter
from policybrief.ooxml.box import Box
from policybrief.pdf.ink import Node
from policybrief.text.exhibits import Image, Picture
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from policybrief.pictures.logo import Artwork

_TALLEST = 20.0
"""The most that a picture takes of the page's height, in body sizes."""
_TO_CAPTION = 0.25


@dataclass(frozen=True)
class PictureBlock:
    """A picture and its caption; `figure` is the element that says what it shows."""

    image: Image
    figure: Node
    caption: TextBlock | None

    @classmethod
    def of(cls, block: Picture, setter: Setter) -> PictureBlock:
        assert block.image is not None, "memo.pictures has read it"
        figure = setter.parent.add("Figure", alt=block.alt)
        look = replace(BODY, color="muted")
        return cls(block.image, figure, setter.if_any(block.caption, look, ratio=8.6 / 9.8, least=7.6, leading=1.25))

    def lay(self, pen: Pen, x: float, width: float) -> None:
        most = _TALLEST * pen.sizes.body * pen.content.pictures
        finest = width if self.image.vector else float(self.image.width)
        wide = min(width, finest, most * self.image.width / self.image.height)
        top, high = pen.y, wide * self.image.height / self.image.width
        pen.artwork(Box(x, top, wide, high), self.figure, lambda: _artwork(self.image, wide, high))
        pen.y += high
        if self.caption:
            pen.gap(_TO_CAPTION)
            self.caption.lay(pen, x, width)
        pen.keep(top, pen.y)


def _artwork(image: Image, width: float, height: float) -> Artwork:
    from policybrief.pictures import svg_paths, svg_shapes
    from policybrief.pictures.printed import printed

    try:
        if image.vector:
            return svg_paths.read(image.vector)
    except svg_shapes.SvgError:  # it has more than flat shapes
        pass
    return printed(image.content, width, height)
