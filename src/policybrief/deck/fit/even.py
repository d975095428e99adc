"""Short texts in lines of about the same length: no last line of a word alone below full ones."""

from __future__ import annotations

from collections.abc import Sequence

from policybrief.deck.fit.typeset import Type, indent, wrapped
from policybrief.deck.shapes import Box, Line

_NARROWEST = 0.5
"""Of the room, what even lines fill at the least: beyond that they would look like another column."""
_TRIES = 8


def evened(lines: Sequence[Line], box: Box, type_: Type) -> Box:
    """The box no wider than it has to be for each of these paragraphs to have as many lines as in the whole of it."""
    counts = [wrapped(line.text, line.look, box.width - indent(line), type_).lines for line in lines]
    if max(counts, default=1) == 1:
        return box

    def enough(width: float) -> bool:
        found = (wrapped(line.text, line.look, width - indent(line), type_) for line in lines)
        return all(one.lines <= count and not one.cut for one, count in zip(found, counts, strict=True))

    narrow, wide = _NARROWEST * box.width, box.width
    for _ in range(_TRIES):
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if enough(middle) else (middle, wide)
    return Box(box.x, box.y, wide, box.height)
