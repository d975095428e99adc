"""What a base's layouts and masters draw behind a slide's own shapes: backgrounds, bands, panels, logos.

Enough to know what colour lies under a text, and which places are taken. Outlines are taken as the boxes around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybrief.base.layouts import Drawn
from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import A, Scheme, mixed
from policybrief.ooxml.contrast import ratio
from policybrief.ooxml.drawing import P, R, box_of, number
from policybrief.ooxml.reading import Opened

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALIKE = 1.35
"""Two colours of a gradient with less contrast than this are as good as one."""


class Sheet:
    """Reads what is drawn on a page with the colours of one layout."""

    def __init__(self, opened: Opened, theme: Any, scheme: Scheme, page: Box, pictures: dict[str, bytes]) -> None:
        self.opened, self.theme, self.scheme, self.page, self.pictures = opened, theme, scheme, page, pictures

    def background(self, root: Any, part: str, master: Any, master_part: str) -> Drawn:
        """The layout's background, or its master's; where neither says, that is bg1."""
        for one, name in ((root, part), (master, master_part)):
            found = one.find(f"{P}cSld/{P}bg")
            if found is None:
                continue
            own = found.find(f"{P}bgPr")
            if own is not None:
                return self._filled(self.page, own, name) or Drawn(self.page)
            named = found.find(f"{P}bgRef")
            paint = self.scheme.digits(next(iter(named), None)) if named is not None else ""
            index = number(named, "idx", 1001) - 1001
            fills = self.theme.findall(f"{A}themeElements/{A}fmtScheme/{A}bgFillStyleLst/*")
            if 0 <= index < len(fills):
                return self._fill(self.page, fills[index], self.opened.target(name, "theme"), paint) or Drawn(self.page)
        return Drawn(self.page, self.scheme.slots["bg1"])

    def shapes(self, root: Any, part: str) -> list[Drawn]:
        """The shapes of a part that are no placeholders and can be seen, in the order of drawing."""
        tree = root.find(f"{P}cSld/{P}spTree")
        return list(self._in(tree, part, lambda box: box)) if tree is not None else []

    def _in(self, tree: Any, part: str, place: Any) -> Iterator[Drawn]:
        for shape in tree:
            if shape.tag == f"{_MC}AlternateContent":
                choice = next(iter(shape), None)
                if choice is not None:
                    yield from self._in(choice, part, place)
            elif shape.tag == f"{P}grpSp":
                yield from self._in(shape, part, _placed(shape, place))
            elif shape.tag in (f"{P}sp", f"{P}pic", f"{P}cxnSp", f"{P}graphicFrame"):
                if next(shape.iter(f"{P}ph"), None) is not None or _hidden(shape):
                    continue
                frame = shape.find(f"{P}spPr/{A}xfrm")
                box = box_of(frame if frame is not None else shape.find(f"{P}xfrm"))
                if box and (found := self._shape(shape, part, place(box))) and _meets(self.page, found.box):
                    yield found

    def _shape(self, shape: Any, part: str, box: Box) -> Drawn | None:
        if shape.tag == f"{P}graphicFrame":
            return Drawn(box) if box.area > 4 else None  # think-cell and the like keep a hidden object of no size
        if shape.tag == f"{P}pic":
            return self._picture(box, shape.find(f"{P}blipFill"), part)
        own = shape.find(f"{P}spPr")
        if shape.tag == f"{P}sp" and (found := self._filled(box, own, part)):
            return found
        unfilled = own is not None and own.find(f"{A}noFill") is not None
        style = shape.find(f"{P}style/{A}fillRef")
        if shape.tag == f"{P}sp" and not unfilled and style is not None and style.get("idx", "0") != "0":
            return Drawn(box, self.scheme.digits(next(iter(style), None)))
        says = any((text.text or "").strip() for text in shape.iter(f"{A}t"))
        return Drawn(box) if says or self._lined(shape, own) else None

    def _lined(self, shape: Any, own: Any) -> bool:
        """Whether it is a line. An outline around nothing is a frame, which may hold text."""
        return shape.tag == f"{P}cxnSp" or (own is not None and own.find(f"{A}prstGeom[@prst='line']") is not None)

    def _filled(self, box: Box, properties: Any, part: str) -> Drawn | None:
        for fill in properties if properties is not None else ():
            if isinstance(fill.tag, str) and (found := self._fill(box, fill, part)):
                return found
        return None

    def _fill(self, box: Box, fill: Any, part: str, phclr: str = "") -> Drawn | None:
        """A shape with this fill; None for a fill that shows nothing, and for what is no fill."""
        if fill.tag == f"{A}solidFill":
            paint = next(iter(fill), None)
            return None if self.scheme.clear(paint) else Drawn(box, self.scheme.digits(paint, phclr))
        if fill.tag == f"{A}gradFill":
            return Drawn(box, self._blend(fill, phclr))
        if fill.tag == f"{A}blipFill":
            return self._picture(box, fill, part)
        return Drawn(box) if fill.tag in (f"{A}pattFill", f"{A}grpFill") else None

    def _blend(self, fill: Any, phclr: str) -> str:
        """The one colour that a gradient comes near to; "" where its ends are far apart."""
        found = [self.scheme.digits(next(iter(stop), None), phclr) for stop in fill.iterfind(f"{A}gsLst/{A}gs")]
        if not found or not all(found) or max(ratio(one, found[0]) for one in found) > _ALIKE:
            return ""
        return mixed(found)

    def _picture(self, box: Box, fill: Any, part: str) -> Drawn:
        blip = fill.find(f"{A}blip") if fill is not None else None
        wanted = blip.get(f"{R}embed", "") if blip is not None else ""
        name = next((one.target for one in self.opened.related(part) if one.id == wanted and not one.external), "")
        if name and name not in self.pictures:
            self.pictures[name] = self.opened.part(name)
        return Drawn(box, "", name)


def _meets(page: Box, box: Box) -> bool:
    """Whether any of it is on the page. A line has no area."""
    return box.x < page.right and box.y < page.bottom and box.right > 0 and box.bottom > 0


def _hidden(shape: Any) -> bool:
    properties = next(shape.iter(f"{P}cNvPr"), None)
    return properties is not None and properties.get("hidden") in ("1", "true")


def _placed(group: Any, outer: Any) -> Any:
    """How a box inside a group is placed on the page: moved and stretched as the group is."""
    frame = group.find(f"{P}grpSpPr/{A}xfrm")
    box, inner = box_of(frame), _inner(frame)
    if box is None or inner is None or not inner.width or not inner.height:
        return outer
    across, down = box.width / inner.width, box.height / inner.height

    def place(one: Box) -> Box:
        x, y = box.x + (one.x - inner.x) * across, box.y + (one.y - inner.y) * down
        return outer(Box(x, y, one.width * across, one.height * down))  # type: ignore[no-any-return]  # a Box

    return place


def _inner(frame: Any) -> Box | None:
    off, ext = (frame.find(f"{A}{key}") if frame is not None else None for key in ("chOff", "chExt"))
    if off is None or ext is None:
        return None
    return Box(
        number(off, "x", 0) / 12_700,
        number(off, "y", 0) / 12_700,
        number(ext, "cx", 0) / 12_700,
        number(ext, "cy", 0) / 12_700,
    )
