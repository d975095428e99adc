"""What a base's layouts and masters draw behind a slide's own shapes: backgrounds, bands, panels, logos.

Enough to know what colour lies under a text, and which places are taken. Outlines are taken as the boxes around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import A
from policybrief.ooxml.drawing import P, own_box, seen
from policybrief.ooxml.fills import Fill, Fills
from policybrief.ooxml.package import Package
from policybrief.theme.base.layouts import Drawn


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
                drawn = self._shape(shape, part, frame.box(box))
                if drawn and _meets(self.page, drawn.box):
                    yield drawn

    def _shape(self, shape: Any, part: str, box: Box) -> Drawn | None:
        if shape.tag == f"{P}graphicFrame":
            return Drawn(box) if box.area > 4 else None  # think-cell and the like keep a hidden object of no size
        if shape.tag == f"{P}pic":
            return self._drawn(box, self.fills.of_picture(shape), part)
        fill = self.fills.shape(shape) if shape.tag == f"{P}sp" else None
        if fill and fill.paint.alpha:
            return self._drawn(box, fill, part)
        says = any((text.text or "").strip() for text in shape.iter(f"{A}t"))
        return Drawn(box) if says or self._lined(shape, shape.find(f"{P}spPr")) else None

    def _lined(self, shape: Any, own: Any) -> bool:
        """Whether it is a line. An outline around nothing is a frame, which may hold text."""
        return shape.tag == f"{P}cxnSp" or (own is not None and own.find(f"{A}prstGeom[@prst='line']") is not None)

    def _drawn(self, box: Box, fill: Fill, part: str) -> Drawn:
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
        return Drawn(box, fill.paint.rgb, name, fill.paint.alpha)


def _meets(page: Box, box: Box) -> bool:
    """Whether any of it is on the page. A line has no area."""
    return box.x < page.right and box.y < page.bottom and box.right > 0 and box.bottom > 0
