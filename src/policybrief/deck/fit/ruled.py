"""Placed shapes as the theme draws them. With `cards: ruled` and `table_header: ruled` lines stand for tints.

Blocks place shapes whose fills say what they are (a card, a panel); only here does a theme choose how these look. No
text changes its size or gets less room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policybrief.deck.colors import CARD, CELL, PANEL, PANEL_ACCENT, PAPER, PRIMARY, RULE
from policybrief.deck.fit.typeset import BAR, HAIRLINE
from policybrief.deck.shapes import Box, Cell, Decoration, Shape, TableShape, TextShape
from policybrief.theme.model import DeckTheme

_LINE = 1.5
"""What a bar becomes where all is ruled."""

_FRAMED = {PANEL, PANEL_ACCENT}
_BARS = (2.0, 5.0)
"""From the thinnest to the thickest bar, in points."""


def dressed(shapes: Sequence[Shape], theme: DeckTheme) -> list[Shape]:
    """The shapes of a slide as the theme has them drawn."""
    found = list(shapes)
    if theme.cards == "ruled":
        grounds = [shape.box for shape in found if _is_ground(shape)]
        found = [one for shape in found for one in _ruled(shape, grounds)]
    if theme.table_header == "ruled":
        found = [_open_header(shape) if isinstance(shape, TableShape) else shape for shape in found]
    return found


def _is_ground(shape: Shape) -> bool:
    return isinstance(shape, Decoration | TextShape) and (shape.fill in _FRAMED or shape.fill == CARD)


def _ruled(shape: Shape, grounds: Sequence[Box]) -> Iterable[Shape]:
    """A shape without its tint: a panel in a thin frame, a card or a callout below a line."""
    match shape:
        case TextShape(fill=fill) if fill == PANEL:
            yield from _below_line(shape)
        case Decoration(fill=fill) if fill in _FRAMED:
            yield replace(shape, fill=None, outline=RULE, outline_width=HAIRLINE)
        case Decoration(fill=fill) if fill == CARD:
            yield replace(shape, box=replace(shape.box, height=HAIRLINE), fill=RULE)
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


def _open_header(table: TableShape) -> TableShape:
    first = tuple(_open(cell) for cell in table.rows[0])
    return replace(table, rows=(first, *table.rows[1:]))


def _open(cell: Cell) -> Cell:
    """A header's words in the colour that was behind them."""
    lines = tuple(replace(line, look=replace(line.look, color=cell.fill or line.look.color)) for line in cell.lines)
    return Cell(lines, underlined=True)
