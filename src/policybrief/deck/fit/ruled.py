"""Placed shapes as the theme draws them. With `cards: ruled` and `table_header: ruled` lines stand for tints.

Blocks place shapes whose fills say what they are (a panel, a cell); only here does a theme choose how these look. No
text changes its size or gets less room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from policybrief.deck.colors import (
    CARD,
    CELL,
    FIRST,
    FIRST_TINT,
    PANEL,
    PANEL_ACCENT,
    PAPER,
    PRIMARY,
    RULE,
    SECOND,
    SECOND_TINT,
)
from policybrief.deck.fit.filled import on_bands
from policybrief.deck.shapes import Cell, Decoration, Edge, Polygon, Shape, TableShape, TextShape
from policybrief.deck.typeset import BAR, HAIRLINE
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.theme.model import Theme

_LINE = 1.5
"""What a bar becomes where all is ruled."""

_EDGE = 1.125
"""Around a figure of any form."""
_FRAME = 2.0
"""Around a marked cell."""

_GREY = Color("BDBDBD")
"""The frame of a cell that says nothing: it carries nothing either."""

_FRAMED = {PANEL, PANEL_ACCENT}
_TINTS = {FIRST_TINT, SECOND_TINT, PANEL, CARD}
_ACTORS = {FIRST, SECOND}
_BARS = (2.0, 5.0)
"""From the thinnest to the thickest bar, in points."""


def dressed(shapes: Sequence[Shape], theme: Theme) -> list[Shape]:
    """The shapes of a slide as the theme has them drawn."""
    drawn = on_bands(shapes, theme)
    if theme.deck.cards == "ruled":
        grounds = [shape.box for shape in drawn if _is_ground(shape)]
        drawn = [part for shape in drawn for part in _ruled(shape, grounds)]
        drawn = [_untinted(_framed(shape)) if isinstance(shape, TableShape) else shape for shape in drawn]
    if theme.deck.table_header == "ruled":
        drawn = [_open_header(shape) if isinstance(shape, TableShape) else shape for shape in drawn]
    return drawn


def _is_ground(shape: Shape) -> bool:
    return isinstance(shape, Decoration | TextShape) and shape.fill in _FRAMED


def _ruled(shape: Shape, grounds: Sequence[Box]) -> Iterable[Shape]:
    """A shape without its tint: a panel in a thin frame, a callout below a line."""
    match shape:
        case TextShape(fill=fill) if fill == PANEL:
            yield from _below_line(shape)
        case Polygon(fill=fill) if fill in _FRAMED:
            yield replace(shape, fill=None, outline=RULE, outline_width=_EDGE)
        case Decoration(outline=ground, geometry="ellipse") if ground in _FRAMED:
            yield replace(shape, outline=PAPER)
        case Decoration(fill=fill) if fill in _FRAMED:
            yield replace(shape, fill=None, outline=RULE, outline_width=HAIRLINE)
        case Decoration(fill=fill, outline=parting) if fill == CELL and parting == PAPER:
            yield replace(shape, fill=PAPER, outline=PRIMARY, outline_width=HAIRLINE)
        case Decoration(box=box, geometry="rect", outline=None) if _BARS[0] <= min(box.width, box.height) <= _BARS[1]:
            yield from _thin(shape, grounds)
        case _:
            yield shape


def _below_line(shape: TextShape) -> Iterator[Shape]:
    """The text begins at the grid's edge, as all others do."""
    left, top, right, bottom = shape.insets
    box = shape.box.inset(-BAR, 0, 0, 0)  # its bar is gone
    yield Decoration(replace(box, height=_LINE), fill=PRIMARY)
    yield replace(shape, box=box, fill=None, insets=(0.0, top, left + right, bottom))


def _thin(bar: Decoration, grounds: Sequence[Box]) -> Iterator[Shape]:
    """A bar over something becomes a line; one beside a ground goes with it."""
    box = bar.box
    if box.width >= box.height:
        yield replace(bar, box=replace(box, height=min(_LINE, box.height)))
    elif not any(abs(ground.y - box.y) < 1 and ground.x <= box.right <= ground.right for ground in grounds):
        yield replace(bar, box=replace(box, width=HAIRLINE))


def _untinted(table: TableShape) -> TableShape:
    """A table whose tints are lines: between columns of different ones, and under the last row."""
    tinted = {cell.fill for row in table.rows[1:] for cell in row} & _TINTS
    if not tinted:
        return table
    rows = [[*row] for row in table.rows]
    for row in rows:
        for at, (left, right) in enumerate(pairwise(row)):
            row[at] = replace(left, right=Edge() if left.fill != right.fill else None)
    rows[-1] = [replace(cell, below=Edge()) for cell in rows[-1]]
    plain = [tuple(replace(cell, fill=None) if cell.fill in _TINTS else cell for cell in row) for row in rows]
    return replace(table, rows=tuple(plain))


def _framed(table: TableShape) -> TableShape:
    """A table whose marked cells have a frame for their tint, and those beside them a hairline of grey."""
    if not any(cell.fill == CELL for row in table.rows for cell in row):
        return table
    marked = [[cell.fill == CELL for cell in row] for row in table.rows]
    tinted = [[cell.fill in (CELL, CARD) for cell in row] for row in table.rows]

    def edge(row: int, column: int, *other: int) -> Edge:
        beyond, across = other
        strong = marked[row][column] or (beyond < len(marked) and across < len(marked[row]) and marked[beyond][across])
        return Edge(PRIMARY, _FRAME) if strong else Edge(_GREY, HAIRLINE)

    def cell(row: int, column: int) -> Cell:
        old = table.rows[row][column]
        below = row + 1 < len(tinted) and tinted[row + 1][column]
        if not tinted[row][column]:
            return replace(old, below=edge(row, column, row + 1, column)) if below else old
        left = edge(row, column, row, column - 1) if column else None
        right = edge(row, column, row, column + 1)
        return replace(old, fill=None, left=left, right=right, below=edge(row, column, row + 1, column))

    rows = (tuple(cell(at, column) for column in range(len(row))) for at, row in enumerate(table.rows))
    return replace(table, rows=tuple(rows))


def _open_header(table: TableShape) -> TableShape:
    if not any(cell.fill and cell.fill not in _TINTS for cell in table.rows[0]):
        return table
    first = tuple(_open(cell) for cell in table.rows[0])
    return replace(table, rows=(first, *table.rows[1:]))


def _open(cell: Cell) -> Cell:
    """A header's words in the colour that was behind them; a tint stays."""
    if cell.fill in _TINTS:
        return cell
    lines = tuple(replace(line, look=replace(line.look, color=cell.fill or line.look.color)) for line in cell.lines)
    below = Edge(PRIMARY, 2 * _LINE if cell.fill in _ACTORS else _LINE) if cell.fill or cell.below else None
    return replace(cell, lines=lines, fill=None, below=below)
