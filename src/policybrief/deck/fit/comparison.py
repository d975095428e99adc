"""A comparison as a native table: two actors mirror each other around the criteria, more stand beside them.

The criteria of two stand in the middle column, so that an eye goes from one actor to the other through what they are
compared by; a row can be added and sorted as in any table. No column of it names the rows, so none is marked as if it
did: a screen reader hears each actor's name with its cells, and the criteria as a column of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

from policybrief.deck.colors import CARD, FIRST, FIRST_TINT, INK, MUTED, PANEL, PAPER, PRIMARY, SECOND, SECOND_TINT
from policybrief.deck.shapes import Align, Cell, Edge, Line, Look, Shape, TableShape
from policybrief.deck.typeset import COMPACT, TONES, Faults, Laid, Type, extent, wrapped
from policybrief.deck.widths import balanced
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.text.exhibits import Comparison
from policybrief.text.records import dataclass
from policybrief.text.run import Text

_TONES = (FIRST, SECOND, PRIMARY, MUTED)
_TINTS = {FIRST: FIRST_TINT, SECOND: SECOND_TINT, PRIMARY: PANEL, MUTED: CARD}
"""The colours of actors by their order, and what is behind their cells."""

_MIDDLE_SHARES = (163 / 852, 0.24, 0.3)
"""Of the width, what the criteria take between two actors: two columns of the grid, or more where they need it."""
_LEAST_MARGIN, _MOST_MARGIN = 0.12, 0.24
"""Of the width, what the criteria take at the margin."""
_MOST_LABEL_LINES = 3

_SIDE, _PAD = 18.0, 6.0
"""Beside a text, and above and below it at the least."""

_MARGIN_SIDE = 12.0
"""Beside a text where actors stand beside one another."""

_HEAD_HEIGHT = 41.8
_ROW_CEILING, _LEAST_CEILING = 106.0, 150.0
_BETWEEN = Edge(PAPER, 3.0)
"""Between tints that would else touch."""


@dataclass(frozen=True)
class _Column:
    """What all cells of a column share. An actor has a `tone`; the criteria have none."""

    width: float
    align: Align
    tone: Color | None = None
    left: float = _SIDE
    right: float = _SIDE
    edge: Edge | None = None


def comparison(block: Comparison, width: float, type_: Type) -> Laid:
    """A row for each criterion, of one height where their texts let them be."""
    mirrored = len(block.header) == 3
    rows = [_ordered(row, mirrored=mirrored) for row in (block.header, *block.rows)]
    columns = _mirrored(block, width, type_) if mirrored else _beside(block, width, type_)
    cells = [
        tuple(_cell(text, column, type_, at, len(block.rows)) for text, column in zip(row, columns, strict=True))
        for at, row in enumerate(rows)
    ]
    heights, faults = [], []
    for row in cells:
        measured = [extent(cell.lines, _room(column), type_) for cell, column in zip(row, columns, strict=True)]
        heights.append(max(height for height, _ in measured) + 2 * _PAD)
        faults += [cell_faults for _, cell_faults in measured]
    head = max(_HEAD_HEIGHT, heights[0])

    def place(box: Box) -> list[Shape]:
        placed = (head, *_levelled(heights[1:], box.height - head))
        widths = tuple(column.width for column in columns)
        even = tuple(
            tuple(_balanced(cell, column, type_) for cell, column in zip(row, columns, strict=True)) for row in cells
        )
        return [TableShape(box, widths, placed, even, "comparison", block.alt, _SIDE, named=not mirrored)]

    natural = head + fsum(heights[1:])
    ceiling = max(natural, head + max(len(block.rows) * _ROW_CEILING, _LEAST_CEILING))
    return Laid(natural, place, Faults.of(faults), True, ceiling)


def _ordered(row: Sequence[Text], *, mirrored: bool) -> Sequence[Text]:
    return (row[1], row[0], row[2]) if mirrored else row


def _tones(block: Comparison) -> list[Color]:
    return [TONES.get(tone, _TONES[at % len(_TONES)]) for at, tone in enumerate(block.tones[1:])]


def _mirrored(block: Comparison, width: float, type_: Type) -> list[_Column]:
    """The criteria between two actors, whose texts lean towards them."""
    labels = [(row[0], _label_look(type_)) for row in block.rows]
    middle = width * next((share for share in _MIDDLE_SHARES if _hold(labels, width * share, type_)), 0.3)
    side = (width - middle) / 2
    first, second = _tones(block)
    return [_Column(side, "r", first), _Column(middle, "ctr"), _Column(side, "l", second)]


def _hold(labels: Sequence[tuple[Text, Look]], width: float, type_: Type) -> bool:
    broken = [wrapped(text, look, width - 2 * _SIDE, type_) for text, look in labels]
    return all(label.lines <= _MOST_LABEL_LINES and not label.cut for label in broken)


def _beside(block: Comparison, width: float, type_: Type) -> list[_Column]:
    """The criteria at the margin, and the actors beside one another."""
    tones = _tones(block)
    longest = max(wrapped(row[0], _label_look(type_), width, type_).width for row in block.rows)
    labels = min(max(longest * 1.03 + _MARGIN_SIDE, width * _LEAST_MARGIN), width * _MOST_MARGIN)
    actor_width = (width - labels) / max(1, len(tones))
    actors = [_Column(actor_width, "l", tone, _MARGIN_SIDE, _MARGIN_SIDE, _BETWEEN if at < len(tones) else None)
              for at, tone in enumerate(tones, 1)]  # fmt: skip
    return [_Column(labels if tones else width, "l", left=0.0, right=_MARGIN_SIDE), *actors]


def _room(column: _Column) -> float:
    return column.width - column.left - column.right


def _label_look(type_: Type) -> Look:
    return Look(type_.cell, PRIMARY, bold=True)


def _cell(text: Text, column: _Column, type_: Type, at: int, last: int) -> Cell:
    """The cell of a row, of which the first has the names."""
    tone = column.tone
    if not at:
        look = Look(type_.head, PAPER, bold=True, heading=True) if tone else Look(type_.label, MUTED, bold=True)
    elif tone:
        look = Look(type_.cell if type_.step == COMPACT else type_.body, INK, strong=tone)
    else:
        look = _label_look(type_)
    fill = tone if not at else _TINTS.get(tone, PANEL) if tone else None
    below = Edge() if 0 < at < last else None
    return Cell((Line(text, look, align=column.align),), fill, right=column.edge, below=below)


def _balanced(cell: Cell, column: _Column, type_: Type) -> Cell:
    """A cell with the space beside its text that makes its lines of about one length."""
    (line,) = cell.lines
    free = _room(column) - balanced(line.text, line.look, _room(column), type_)
    before = free * {"l": 0.0, "ctr": 0.5, "r": 1.0}[column.align]
    return replace(cell, sides=(column.left + before, column.right + free - before))


def _levelled(heights: Sequence[float], room: float) -> list[float]:
    """Rows that fill a room, of one height but for those that need more."""
    left, count = room, len(heights)
    for height in sorted(heights, reverse=True):
        if height * count <= left:
            break
        left, count = left - height, count - 1
    return [max(height, left / count) if count else height for height in heights]
