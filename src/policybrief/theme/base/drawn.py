"""What a base's layouts and masters draw behind a slide's own shapes: backgrounds, bands, panels, logos.

Enough to know what colour lies under a text, and which places are taken: `canvas` paints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybrief.ooxml import outlines
from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import A
from policybrief.ooxml.drawing import P, own_box, seen
from policybrief.ooxml.fills import Fill, Fills
from policybrief.ooxml.package import Package
from policybrief.theme.base.canvas import Drawn

_SOME = "808080"
"""A line's colour where it can't be told."""


class DrawingReader:
    """Reads what is drawn on a page with the colours of one layout."""

    def __init__(self, package: Package, theme: str, fills: Fills, page: Box, pictures: dict[str, bytes]) -> None:
        self.package, self.theme, self.fills, self.page, self.pictures = package, theme, fills, page, pictures

    def background(self, root: Any, part: str, master: Any, master_part: str) -> Drawn:
        """The layout's background, or its master's; where neither says, that is bg1."""
        for page, name in ((root, part), (master, master_part)):
            if (fill := self.fills.page(page)) is not None:
                return self._drawn(self.page, fill, name)
        return Drawn(self.page, self.fills.scheme.slots["bg1"])

    def shapes(self, root: Any, part: str) -> list[Drawn]:
        """The shapes of a part that are no placeholders and can be seen, in the order of drawing."""
        tree = root.find(f"{P}cSld/{P}spTree")
        return list(self._in(tree, part)) if tree is not None else []

    def _in(self, tree: Any, part: str) -> Iterator[Drawn]:
        for shape, frame in seen(tree):
            if next(shape.iter(f"{P}ph"), None) is None and (box := own_box(shape)):
                yield from (drawn for drawn in self._shape(shape, part, frame.box(box)) if _meets(self.page, drawn.box))

    def _shape(self, shape: Any, part: str, box: Box) -> list[Drawn]:
        if shape.tag == f"{P}graphicFrame":
            return [Drawn(box)] if box.area > 4 else []  # think-cell and the like keep a hidden object of no size
        if shape.tag == f"{P}pic":
            return [self._drawn(box, self.fills.of_picture(shape), part, shape)]
        fill = self.fills.shape(shape) if shape.tag == f"{P}sp" else None
        stroke = self._stroke(shape)
        found: list[Drawn] = []
        if fill and fill.paint.alpha:
            found.append(self._drawn(box, fill, part, shape))
        elif stroke:
            found.append(Drawn(box, alpha=0.0, stroke=stroke, outlines=self._outlines(shape, box)))
        if any((text.text or "").strip() for text in shape.iter(f"{A}t")):
            found.append(Drawn(box, alpha=0.0, words=True))
        return found

    def _stroke(self, shape: Any) -> str:
        """The digits of a shape's line; a connector has one, whatever can be told of it."""
        own = shape.find(f"{P}spPr/{A}ln")
        fill = self.fills.of(own)
        if fill is not None:
            return (fill.paint.rgb or _SOME) if fill.paint.alpha else ""
        style = shape.find(f"{P}style/{A}lnRef")
        if style is not None and style.get("idx", "0") != "0":
            return self.fills.scheme.digits(next(iter(style), None)) or _SOME
        return _SOME if shape.tag == f"{P}cxnSp" else ""

    def _outlines(self, shape: Any, box: Box) -> tuple[outlines.Outline, ...]:
        properties = shape.find(f"{P}spPr")
        if shape.tag == f"{P}cxnSp" or (
            properties is not None and properties.find(f"{A}prstGeom[@prst='line']") is not None
        ):
            frame = properties.find(f"{A}xfrm") if properties is not None else None
            flips = [frame is not None and frame.get(key) in ("1", "true") for key in ("flipH", "flipV")]
            return (((0.0, 1.0), (1.0, 0.0)),) if flips[0] != flips[1] else (((0.0, 0.0), (1.0, 1.0)),)
        return outlines.of(properties, box.width, box.height)

    def _drawn(self, box: Box, fill: Fill, part: str, shape: Any = None) -> Drawn:
        """A box with this fill. A picture is the part's, or that of its theme."""
        related = self.package.leading(self.theme if fill.themed else part) if fill.picture else []
        name = next(
            (
                relationship.target
                for relationship in related
                if relationship.id == fill.picture and not relationship.external
            ),
            "",
        )
        if name and name not in self.pictures:
            self.pictures[name] = self.package.part(name)
        outline = self._outlines(shape, box) if shape is not None else ()
        paint = fill.paint
        seen_as: dict[str, Any] = {"crop": fill.crop, "tiled": fill.tiled, "duotone": fill.duotone}
        return Drawn(box, paint.rgb, name, paint.alpha, fill.blend, outline, **seen_as)


def _meets(page: Box, box: Box) -> bool:
    """Whether any of it is on the page. A line has no area."""
    return box.x < page.right and box.y < page.bottom and box.right > 0 and box.bottom > 0
