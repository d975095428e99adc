"""Rows below one another, which share what they leave of their room as gaps, each up to its limit; beside others that
are higher somewhat more, so that their ends are near.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import fsum

from policybrief.deck.shapes import Line, Look, Shape, TextShape
from policybrief.deck.typeset import Faults, Laid, Type, extent, name_of, wrapped
from policybrief.deck.widths import settled, tight
from policybrief.ooxml.box import Box
from policybrief.text.records import dataclass
from policybrief.text.run import Text

Draw = Callable[[float, float], list[Shape]]
"""Gives the shapes of something from its upper left corner on."""


@dataclass(frozen=True)
class Gap:
    """What stands between two rows: as narrow as `least`, and as wide as `most` where there is room."""

    least: float
    most: float


@dataclass(frozen=True)
class GappedRow:
    """A line of a step, drawn from a place on; `gap` is what stands above it, but for the first."""

    height: float
    draw: Draw
    gap: Gap
    faults: Faults


_BESIDE_HIGHER = 2.0
"""How much more than up to its limit a gap may grow, where the room is that of a neighbour."""


def stacked(rows: Sequence[GappedRow]) -> Laid:
    """Rows from the top of their room; what they leave of it goes between them, up to their limits, or beyond where it
    is higher than they can be within these.
    """
    gaps = [row.gap for row in rows[1:]]
    least = fsum([*(row.height for row in rows), *(gap.least for gap in gaps)])
    slack = fsum(gap.most - gap.least for gap in gaps)

    def place(box: Box) -> list[Shape]:
        share = min(_BESIDE_HIGHER, max(0.0, box.height - least) / slack) if slack else 0.0
        shapes: list[Shape] = []
        y = box.y
        for number, row in enumerate(rows):
            y += row.gap.least + share * (row.gap.most - row.gap.least) if number else 0.0
            shapes += row.draw(box.x, y)
            y += row.height
        return shapes

    return Laid(least, place, Faults.of(row.faults for row in rows), True, least + slack)


def paragraph(text: Text, width: float, gap: Gap, type_: Type, look: Look | None = None) -> GappedRow:
    """A text at the size of text, or in another look."""
    line = Line(text, look or Look(type_.body))
    height, faults = extent([line], width, type_)

    def draw(x: float, y: float) -> list[Shape]:
        return [shown((line,), Box(x, y, width, height), type_)]

    return GappedRow(height, draw, gap, Faults(faults.cuts))


def shown(lines: tuple[Line, ...], room: Box, type_: Type) -> TextShape:
    """Paragraphs in a room, no wider than they have to be for lines of about one length, of which none is left over."""
    width = shown_width(lines, room.width, type_)
    return TextShape(replace(room, width=width), lines, name_of(lines[0].text), role="row")


def shown_width(lines: tuple[Line, ...], room: float, type_: Type) -> float:
    """The width of paragraphs in so much room: all of it where each is one line."""
    if all(wrapped(line.text, line.look, room, type_).lines == 1 for line in lines):
        return room
    return settled(lines, max(tight(line, room, type_) for line in lines), type_)
