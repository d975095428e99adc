"""What every drawing of Office writes alike: its namespaces, its lengths, the box of a shape."""

from __future__ import annotations

from typing import Any

from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import A

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
EMU = 12_700
"""A point in English Metric Units."""


def box_of(frame: Any) -> Box | None:
    """An a:xfrm as a box; None where there is none."""
    off, ext = (frame.find(f"{A}{key}") if frame is not None else None for key in ("off", "ext"))
    if off is None or ext is None:
        return None
    x, y, width, height = (number(one, key, 0) / EMU for one, key in ((off, "x"), (off, "y"), (ext, "cx"), (ext, "cy")))
    if frame is not None and 2_700_000 <= number(frame, "rot", 0) % 10_800_000 < 8_100_000:  # on its side
        x, y, width, height = x + (width - height) / 2, y + (height - width) / 2, height, width
    return Box(x, y, width, height)


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
