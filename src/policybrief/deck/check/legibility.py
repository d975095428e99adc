"""Whether text on a slide can be read: its contrast to what lies under it, and whether it is read in order.

What lies under a text is its own fill, or the topmost shape below that its box lies on, or the background. Where that
can't be known (a picture, a gradient, two colours at once) nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from policybrief.deck.check.paint import Paint, Palette, TextLook
from policybrief.ooxml.checked import NS, Package
from policybrief.ooxml.contrast import LARGE, TEXT, ratio

_LARGE_SIZE, _LARGE_BOLD = 18.0, 14.0
_WHOLE, _PART = 0.98, 0.1


class _Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    def share_on(self, other: _Box) -> float:
        """How much of this box lies on the other, from 0 to 1."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return max(0.0, wide) * max(0.0, high) / (self.width * self.height)


class _Frame(NamedTuple):
    """How a group's coordinates become the slide's."""

    scale_x: float = 1.0
    scale_y: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def box(self, box: _Box) -> _Box:
        return _Box(
            self.x + box.x * self.scale_x,
            self.y + box.y * self.scale_y,
            box.width * self.scale_x,
            box.height * self.scale_y,
        )


def contrasts(package: Package) -> Iterator[str]:
    """Text stands out from what lies under it: 4.5 to 1, large text 3 to 1 (WCAG 2.1, 1.4.3)."""
    for name in package.slides:
        told: set[tuple[str, str]] = set()
        for text, look, ground in _Surface(Palette(package, name)).texts():
            least = LARGE if look.size >= (_LARGE_BOLD if look.bold else _LARGE_SIZE) else TEXT
            if not (look.color and ground) or (look.color, ground) in told or ratio(look.color, ground) >= least:
                continue
            told.add((look.color, ground))
            found = f"{ratio(look.color, ground):.1f}"
            yield f"{name}: the text {text[:40]!r} has a contrast of {found} to what is under it, and needs {least:g}"


def title_first(package: Package) -> Iterator[str]:
    """What stands below the title is read after it."""
    for name in package.slides:
        surface = _Surface(Palette(package, name))
        shapes = [
            (shape, box)
            for shape, box in surface.flat(name)
            if "".join(shape.xpath(".//a:t/text()", namespaces=NS)).strip()
        ]
        titles = [number for number, (shape, _) in enumerate(shapes) if _is_title(shape)]
        for shape, box in shapes[: titles[0] if titles else 0]:
            title = shapes[titles[0]][1]
            if box and title and box.y >= title.y + title.height / 2:
                called = shape.xpath("*/p:cNvPr/@name", namespaces=NS)[0]
                yield f"{name}: {called!r} stands below the title and is read before it"


def _is_title(shape: Any) -> bool:
    return bool(shape.xpath("p:nvSpPr/p:nvPr/p:ph[@type='title' or @type='ctrTitle']", namespaces=NS))


class _Surface:
    """A slide as its shapes are painted one over the other."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.painted: list[tuple[_Box, Paint]] = []

    def texts(self) -> Iterator[tuple[str, TextLook, Paint]]:
        """Each run with its look and the paint under it."""
        for part in self._below():
            for shape, box in self.flat(part):
                if not shape.xpath(".//p:ph", namespaces=NS):
                    self._paint(shape, box)
        for shape, box in self.flat(self.palette.slide):
            self._paint(shape, box)
            ground = self._ground(box)
            for paragraph in shape.iterfind("p:txBody/a:p", NS):
                for run in paragraph.xpath("a:r | a:fld", namespaces=NS):
                    yield from self._run(run, self.palette.look(shape, paragraph, run), ground)
            for cell in shape.iterfind(".//a:tc", NS):
                yield from self._cell(cell, ground)

    def _run(self, run: Any, look: TextLook, ground: Paint) -> Iterator[tuple[str, TextLook, Paint]]:
        text = run.findtext("a:t", "", NS)
        marker = run.find("a:rPr/a:highlight", NS)
        if text.strip():
            yield text, look, ground if marker is None else self.palette.color(marker)

    def _cell(self, cell: Any, ground: Paint) -> Iterator[tuple[str, TextLook, Paint]]:
        """A cell whose colours are its own: what a table's style paints is the style's."""
        own = cell.find("a:tcPr", NS)
        if own is None or not any(child.tag.endswith("Fill") for child in own):
            return
        ground = self.palette.fill(own) or (ground if self.palette.fill(own) == "" else None)
        for run in cell.iterfind("a:txBody/a:p/a:r", NS):
            properties = run.find("a:rPr", NS)
            color = self.palette.fill(properties) if properties is not None else ""
            if color and properties.get("sz"):
                look = TextLook(color, int(properties.get("sz")) / 100, properties.get("b") == "1")
                yield from self._run(run, look, ground)

    def _below(self) -> list[str]:
        """The parts whose own shapes a slide shows."""
        shown = [self.palette.slide, self.palette.layout, self.palette.master]
        for number, part in enumerate(shown[:2]):
            if self.palette.package.xml(part).get("showMasterSp") in ("0", "false"):
                return shown[1 : number + 1][::-1]
        return shown[:0:-1]

    def _paint(self, shape: Any, box: _Box | None) -> None:
        if box is None:
            return
        kind = shape.tag.rpartition("}")[2]
        if kind == "sp" and (fill := self.palette.shape_fill(shape)) != "":
            self.painted.append((box, fill))
        elif kind == "pic" or (kind == "graphicFrame" and shape.find(".//a:tbl", NS) is None):
            self.painted.append((box, None))

    def _ground(self, box: _Box | None) -> Paint:
        if box is None or not (box.width and box.height):
            return None
        for under, fill in reversed(self.painted):
            share = box.share_on(under)
            if share > _WHOLE:
                return fill
            if share > _PART:
                return None
        return self.palette.background()

    def flat(self, part: str) -> Iterator[tuple[Any, _Box | None]]:
        """The shapes of a part in their order, those of groups too, each with its box on the slide."""
        for tree in self.palette.package.find(part, "p:cSld/p:spTree"):
            yield from self._within(tree, _Frame())

    def _within(self, tree: Any, frame: _Frame) -> Iterator[tuple[Any, _Box | None]]:
        for shape in tree:
            kind = shape.tag.rpartition("}")[2] if isinstance(shape.tag, str) else ""
            if shape.xpath("*/p:cNvPr[@hidden='1']", namespaces=NS):
                continue
            if kind == "grpSp":
                yield from self._within(shape, _group_frame(shape, frame))
            elif kind in ("sp", "pic", "graphicFrame"):
                own = next((box for one in self._chain(shape, kind) if (box := _own_box(one))), None)
                yield shape, frame.box(own) if own else None

    def _chain(self, shape: Any, kind: str) -> list[Any]:
        return self.palette.chain(shape) if kind == "sp" else [shape]


def _own_box(shape: Any) -> _Box | None:
    for frame in shape.xpath("p:spPr/a:xfrm | p:xfrm", namespaces=NS):
        return _pair(frame, "a:off", "a:ext")
    return None


def _pair(frame: Any, place: str, size: str) -> _Box | None:
    off, ext = frame.find(place, NS), frame.find(size, NS)
    if off is None or ext is None:
        return None
    return _Box(*(float(one.get(key, "0")) for one, key in ((off, "x"), (off, "y"), (ext, "cx"), (ext, "cy"))))


def _group_frame(group: Any, outer: _Frame) -> _Frame:
    frame = group.find("p:grpSpPr/a:xfrm", NS)
    shown, inner = (
        (_pair(frame, "a:off", "a:ext"), _pair(frame, "a:chOff", "a:chExt")) if frame is not None else (None, None)
    )
    if shown is None or inner is None or not (inner.width and inner.height):
        return outer
    wide, high = shown.width / inner.width, shown.height / inner.height
    x, y = shown.x - inner.x * wide, shown.y - inner.y * high
    return _Frame(outer.scale_x * wide, outer.scale_y * high, outer.x + x * outer.scale_x, outer.y + y * outer.scale_y)
