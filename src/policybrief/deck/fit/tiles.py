"""A few short points as tiles across the slide, one below the other, each with its number in large type.

Points of one line each would fill half of a slide as rows, and one alone a tenth. Tiles take all of it, or where there
is only one, which needs no number, more than half; what they say stands in the middle of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from policybrief.deck.colors import PANEL, PRIMARY
from policybrief.deck.fit import marks
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import BAR, ROOMY, TONES, Faults, Laid, Type, extent, name_of, wrapped
from policybrief.deck.widths import settled
from policybrief.ooxml.box import Box
from policybrief.text.blocks import Column
from policybrief.text.prose import Paragraph

_FEW = range(1, 5)
"""So many points may be tiles."""
_SIDE, _NUMERAL = 24.0, 60.0
"""From the edge of a tile to its number, and from that to its text."""
_PAD, _MOST_PAD, _MOST_ALONE = 15.0, 52.0, 86.0
"""Above and below what a tile says, at the least and at the most; one alone takes more than half of a slide."""
_GAP = 15.0


def tiles(columns: Sequence[Column], width: float, type_: Type) -> Laid | None:
    """The points as tiles, where each may take a second line; None where they are not so few, or not all of one line
    in a row at the largest step.
    """
    if type_.step != ROOMY or len(columns) not in _FEW or any(column.title for column in columns):
        return None
    lines = [_line(column, type_) for column in columns]
    numbered = len(columns) > 1 and any(column.number for column in columns)
    in_a_row = width - (marks.BESIDE if numbered else 0.0)
    if any(line is None or wrapped(line.text, line.look, in_a_row, type_).lines > 1 for line in lines):
        return None
    said = [line for line in lines if line]
    inset = _SIDE + (_NUMERAL if numbered else 0.0)
    rooms = [settled((line,), width - inset - _SIDE, type_) for line in said]
    heights = [extent((line,), room, type_)[0] for line, room in zip(said, rooms, strict=True)]
    high = max(heights)
    number_look = Look(type_.theme.sizes.cover, PRIMARY, bold=True, heading=True, leading=1.0)

    def place(box: Box) -> list[Shape]:
        height = (box.height - _GAP * (len(said) - 1)) / len(said)
        shapes: list[Shape] = []
        for at, (column, line, room, own) in enumerate(zip(columns, said, rooms, heights, strict=True)):
            tile = Box(box.x, box.y + at * (height + _GAP), width, height)
            shapes += [Decoration(tile, fill=PANEL), Decoration(_edge(tile), fill=TONES.get(column.tone, PRIMARY))]
            if numbered and column.number:
                numeral = Box(tile.x + _SIDE, tile.y, _NUMERAL, height)
                shapes.append(
                    TextShape(numeral, (Line(words(column.number), number_look),), f"numeral {column.number}", "ctr")
                )
            text = Box(tile.x + inset, tile.y + (height - own) / 2, room, own)
            shapes.append(TextShape(text, (line,), name_of(line.text), role="row"))
        return shapes

    pads = _PAD, _MOST_PAD if len(said) > 1 else _MOST_ALONE
    least, most = (fsum([(high + 2 * pad) * len(said), _GAP * (len(said) - 1)]) for pad in pads)
    return Laid(least, place, Faults(), True, most)


def _edge(tile: Box) -> Box:
    """The bar at the left of a tile."""
    return Box(tile.x, tile.y, BAR, tile.height)


def _line(column: Column, type_: Type) -> Line | None:
    """What a column says, if that is one paragraph: it is as large as a headline, and has the colour of one."""
    match column.blocks:
        case (Paragraph(role="body", text=text),):
            return Line(text, Look(type_.head, PRIMARY))
    return None
