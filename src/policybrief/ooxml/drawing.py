"""What every drawing of Office writes alike: its namespaces, its lengths, the boxes of shapes, alone and in groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import A
from policybrief.text.records import dataclass

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
EMU = 12_700
"""A point in English Metric Units."""


def box_of(frame: Any) -> Box | None:
    """An a:xfrm as a box; None where there is none."""
    box = _box(frame, "off", "ext")
    if box and 2_700_000 <= number(frame, "rot", 0) % 10_800_000 < 8_100_000:  # on its side
        more = (box.width - box.height) / 2
        return Box(box.x + more, box.y - more, box.height, box.width)
    return box


def _box(frame: Any, place: str, size: str) -> Box | None:
    off, ext = (frame.find(f"{A}{key}") if frame is not None else None for key in (place, size))
    if off is None or ext is None:
        return None
    return Box(*(number(node, key, 0) / EMU for node, key in ((off, "x"), (off, "y"), (ext, "cx"), (ext, "cy"))))


@dataclass(frozen=True, slots=True)
class Frame:
    """How the coordinates within a group become the slide's: moved and stretched as the group is."""

    across: float = 1.0
    down: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def box(self, box: Box) -> Box:
        return Box(
            self.x + box.x * self.across, self.y + box.y * self.down, box.width * self.across, box.height * self.down
        )

    def inside(self, group: Any) -> Frame:
        """The frame of what is in a group that lies in this one."""
        frame = group.find(f"{P}grpSpPr/{A}xfrm")
        shown, inner = box_of(frame), _box(frame, "chOff", "chExt")
        if shown is None or inner is None or not inner.width or not inner.height:
            return self
        across, down = shown.width / inner.width, shown.height / inner.height
        x, y = shown.x - inner.x * across, shown.y - inner.y * down
        return Frame(self.across * across, self.down * down, self.x + x * self.across, self.y + y * self.down)


_SHAPES = tuple(f"{P}{name}" for name in ("sp", "pic", "cxnSp", "graphicFrame"))
ON_SLIDE = Frame()


def seen(tree: Any, frame: Frame = ON_SLIDE) -> Iterator[tuple[Any, Frame]]:
    """The shapes of a tree that are not hidden, in the order of drawing, those in groups too, each with its frame; of
    alternatives the first, which is what PowerPoint shows.
    """
    for shape in tree:
        if shape.tag == f"{MC}AlternateContent":
            choice = next(iter(shape), None)
            if choice is not None:
                yield from seen(choice, frame)
        elif shape.tag == f"{P}grpSp" and not _hidden(shape):
            yield from seen(shape, frame.inside(shape))
        elif shape.tag in _SHAPES and not _hidden(shape):
            yield shape, frame


def own_box(shape: Any) -> Box | None:
    """The box that a shape states itself, in the coordinates of its group."""
    frame = shape.find(f"{P}spPr/{A}xfrm")
    return box_of(frame if frame is not None else shape.find(f"{P}xfrm"))


def _hidden(shape: Any) -> bool:
    properties = shape.find(f"*/{P}cNvPr")
    return properties is not None and properties.get("hidden") in ("1", "true")


def number(node: Any, key: str, default: int) -> int:
    """A whole number of an attribute; the default where there is none that can be read."""
    value = node.get(key) if node is not None else None
    return whole(value) if value is not None else default


def whole(value: str) -> int:
    """A number as an attribute says it, as a whole one; 0 for what is none."""
    try:
        return int(float(value))
    except (ValueError, OverflowError):
        return 0
