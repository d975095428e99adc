"""Which texts of an edited slide a comment is fixed to: those of a shape, of a cell, or those under a point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from policybrief.deck.shown import ShownBox, ShownSlide
from policybrief.edits.comments.threads import Anchor
from policybrief.ooxml.box import Box as Area
from policybrief.ooxml.drawing import EMU, number, own_box, seen
from policybrief.ooxml.package import NS, Package
from policybrief.text.records import dataclass

_A, _P = (f"{{{NS[name]}}}" for name in "ap")
_A16 = "{http://schemas.microsoft.com/office/drawing/2014/main}"


@dataclass(frozen=True)
class EditedSlide:
    """A slide of a deck that comes back: its texts, and the part that they were read from."""

    package: Package
    part: str
    slide: ShownSlide

    def boxes(self, anchor: Anchor) -> tuple[list[ShownBox], bool]:
        """The texts that a comment is fixed to, and whether these are but the nearest. None for the slide's own."""
        if anchor.point is not None:
            return self._nearest(anchor.point), True
        shape = self._shape(anchor.shape) if anchor.shape else None
        if shape is None:
            return [], True
        inside = {each.get("id") for each in shape.iter(f"{_P}cNvPr")}
        own = [box for box in self.slide.boxes if box.ident in inside]
        if anchor.cell:
            place = self._cell(shape, anchor.cell)
            own = [box for box in own if box.cell and box.cell[1:] == place] or own
        if own:
            return own, False
        area = next((area for ident, _, area in self._areas if ident == anchor.shape), None)
        return self._nearest((area.x + area.width / 2, area.y + area.height / 2)) if area else [], True

    @cached_property
    def _tree(self) -> Any:
        return self.package.xml(self.part)

    def _shape(self, ident: str) -> Any:
        """The shape or group of this number, which a program gives to no other."""
        named = next((each for each in self._tree.iter(f"{_P}cNvPr") if each.get("id") == ident), None)
        return named.getparent().getparent() if named is not None else None

    def _nearest(self, point: tuple[float, float]) -> list[ShownBox]:
        """The text at a point: of those that it lies in the smallest, else the one that is nearest."""
        known = {(box.ident, box.cell[1:] if box.cell else None): box for box in self.slide.boxes}
        areas = [(area, known[ident, cell]) for ident, cell, area in self._areas if (ident, cell) in known]
        nearest = min(areas, key=lambda each: (_away(each[0], point), each[0].area), default=None)
        return [nearest[1]] if nearest else []

    @cached_property
    def _areas(self) -> list[tuple[str, tuple[int, int] | None, Area]]:
        """The shapes with their numbers and boxes, and of tables the cells."""
        areas: list[tuple[str, tuple[int, int] | None, Area]] = []
        tree = next(self._tree.iter(f"{_P}spTree"), ())
        for shape, frame in seen(tree):
            named = next(shape.iter(f"{_P}cNvPr"), None)
            own = own_box(shape) or self._inherited(shape)
            if named is None or own is None:
                continue
            area = frame.box(own)
            tables = list(shape.iter(f"{_A}tbl"))
            cells = [each for table in tables for each in _cells(table, area)]
            areas += [(named.get("id", ""), cell, each) for cell, each in cells] or [(named.get("id", ""), None, area)]
        return areas

    def _inherited(self, shape: Any) -> Area | None:
        """The box of a placeholder where its layout, or the master, says it."""
        held = next(shape.iter(f"{_P}ph"), None)
        if held is None:
            return None
        layout = self.package.target(self.part, "slideLayout")
        for part in filter(None, (layout, self.package.target(layout, "slideMaster") if layout else "")):
            for other in self.package.xml(part).iter(f"{_P}sp"):
                its = next(other.iter(f"{_P}ph"), None)
                if its is not None and _same(held, its) and (area := own_box(other)):
                    return area
        return None

    def _cell(self, shape: Any, ids: tuple[str, str]) -> tuple[int, int] | None:
        """The row and the column that have these ids."""
        rows, columns = (
            [next((named.get("val") for named in line.iter(ident)), None) for line in shape.iter(tag)]
            for tag, ident in ((f"{_A}tr", f"{_A16}rowId"), (f"{_A}gridCol", f"{_A16}colId"))
        )
        return (rows.index(ids[0]), columns.index(ids[1])) if ids[0] in rows and ids[1] in columns else None


def _same(held: Any, its: Any) -> bool:
    """Whether a placeholder is the one that it inherits from: by its number, or by its kind."""
    kinds = [{"ctrTitle": "title"}.get(kind, kind) for kind in (held.get("type", "obj"), its.get("type", "obj"))]
    return (held.get("idx") == its.get("idx") if held.get("idx") else False) or (kinds[0] == kinds[1] != "body")


def _cells(table: Any, area: Area) -> Iterator[tuple[tuple[int, int], Area]]:
    """The cells of a table by row and column, each with its box."""
    widths = [number(each, "w", 0) / EMU for each in table.iter(f"{_A}gridCol")]
    y = area.y
    for row, line in enumerate(table.iter(f"{_A}tr")):
        height = number(line, "h", 0) / EMU
        for column, width in enumerate(widths):
            yield (row, column), Area(area.x + sum(widths[:column]), y, width, height)
        y += height


def _away(area: Area, point: tuple[float, float]) -> float:
    """How far a point lies from a box, in points; 0 within it."""
    x, y = point
    return max(area.x - x, 0.0, x - area.right) + max(area.y - y, 0.0, y - area.bottom)


def whole(boxes: Sequence[ShownBox]) -> str:
    """The characters of boxes as PowerPoint counts them: one for each end of a paragraph."""
    return "\r".join("".join(each.text for each in par.stretches) for box in boxes for par in box.paragraphs)
