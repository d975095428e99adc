"""Room in which no program ends a line within a name: they know none, and end lines between any two ideographs."""

from __future__ import annotations

from collections.abc import Sequence

from policybrief.deck.shapes import Line
from policybrief.deck.typeset import Type, begins, indent, wrapped
from policybrief.text.run import within_names

_SHARES = [1 - step / 50 for step in range(1, 16)]
"""How much narrower a room may be: by a fiftieth at a time."""


def narrower(lines: Sequence[Line], room: float, type_: Type) -> float:
    """By how much a room is too wide: 0.0 where no name breaks. Of long lists some may, in every room that needs no
    more lines: then it is the room in which the fewest do.
    """
    if not any(run.whole for line in lines for run in line.text) or not _broken(lines, room, type_):
        return 0.0
    most = [wrapped(line.text, line.look, room - indent(line), type_).lines for line in lines]
    rooms = [room]
    for width in (share * room for share in _SHARES):
        counts = [len(_begins(line, width, type_)) + 1 for line in lines]
        if any(count > allowed for count, allowed in zip(counts, most, strict=True)):
            break
        rooms.append(width)
    return room - min(rooms, key=lambda width: _broken(lines, width, type_))


def _begins(line: Line, room: float, type_: Type) -> tuple[int, ...]:
    return begins(line.text, line.look, room - indent(line), type_)


def _broken(lines: Sequence[Line], room: float, type_: Type) -> int:
    """How many names break."""
    return sum(len({*_begins(line, room, type_)}.intersection(within_names(line.text))) for line in lines)
