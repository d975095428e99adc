"""Short texts in lines of about the same length: no last line of a word alone below full ones."""

from __future__ import annotations

from collections.abc import Sequence

from policybrief.deck.fit.typeset import Type, indent, wrapped
from policybrief.deck.shapes import Box, Line

_NARROWEST = 0.5
"""Of the room, what even lines fill at the least: beyond that they would look like another column."""
_STEPS = 8


def evened(lines: Sequence[Line], box: Box, type_: Type) -> Box:
    """The box no wider than it has to be for each of these lines to break as often as in the whole of it."""
    widths = [_width(line, box.width - indent(line), type_) + indent(line) for line in lines]
    return Box(box.x, box.y, max(widths, default=box.width), box.height)


def _width(line: Line, room: float, type_: Type) -> float:
    """The least width in which a paragraph takes no more lines than in its room; all of it where it takes one."""
    in_room = wrapped(line.text, line.look, room, type_)
    if in_room.lines == 1 or in_room.cut:
        return room
    narrow, wide = _NARROWEST * room, room
    for _ in range(_STEPS):
        middle = (narrow + wide) / 2
        broken = wrapped(line.text, line.look, middle, type_)
        if broken.lines > in_room.lines or broken.cut:
            narrow = middle
        else:
            wide = middle
    return wide
