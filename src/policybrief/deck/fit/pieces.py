"""Pieces of evidence on a slide: the words of each, large or small, whose they are, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from policybrief.deck.colors import INK, MUTED, PRIMARY
from policybrief.deck.shapes import Box, Decoration, Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import COMPACT, Faults, Laid, Type, balanced, extent, name_of, settled
from policybrief.text.blocks import Evidence, Piece

_BAR, _BESIDE_BAR = 3.0, 18.0
GAP = 12.0
"""Between pieces, and between the quarters of an evidence."""


def pieces(block: Evidence, width: float, type_: Type) -> Laid:
    """Pieces of evidence one below the other: the words, whose they are, and where they stand."""
    size = type_.theme.sizes.text if type_.step == COMPACT else type_.lead
    texts = [_piece_lines(piece, size, type_) for piece in block.pieces]
    laid = [_Piece.of(lines, width - _BESIDE_BAR, type_) for lines in texts]

    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        y = box.y
        for piece in laid:
            shapes.append(Decoration(Box(box.x, y, _BAR, piece.height), fill=PRIMARY))
            shapes += piece.shapes(box.x + _BESIDE_BAR, y)
            y += piece.height + GAP
        return shapes

    height = fsum(piece.height for piece in laid) + GAP * (len(laid) - 1)
    return Laid(height, place, Faults.of(piece.faults for piece in laid))


@dataclass(frozen=True)
class _Piece:
    """A piece of evidence laid out: its words, balanced, and below them whose they are."""

    first: Line
    others: tuple[Line, ...]
    widths: tuple[float, float]
    heights: tuple[float, float]
    faults: Faults

    @classmethod
    def of(cls, lines: tuple[Line, ...], room: float, type_: Type) -> _Piece:
        narrow = balanced(lines[0].text, lines[0].look, room, type_)
        below = settled(lines[1:], room, type_)
        (top, faults), (rest, more) = extent(lines[:1], narrow, type_), extent(lines[1:], below, type_)
        return cls(lines[0], lines[1:], (narrow, below), (top, rest), Faults.of((faults, more)))

    @property
    def _before(self) -> float:
        return self.others[0].before if self.others else 0.0

    @property
    def height(self) -> float:
        return self.heights[0] + self._before + self.heights[1]

    def shapes(self, x: float, y: float) -> list[Shape]:
        top = Box(x, y, self.widths[0], self.heights[0])
        shapes: list[Shape] = [TextShape(top, (self.first,), name_of(self.first.text))]
        if self.others:
            below = Box(x, top.bottom + self._before, self.widths[1], self.heights[1])
            shapes.append(TextShape(below, self.others, name_of(*(line.text for line in self.others))))
        return shapes


def _piece_lines(piece: Piece, size: float, type_: Type) -> tuple[Line, ...]:
    """The words, whose they are, and where they stand: on a line of its own below large words."""
    small = Look(type_.label, MUTED)
    first = Line(piece.attribution, Look(type_.theme.sizes.text, INK))
    lines = [first]
    if piece.quote:
        lines = [Line(piece.quote, Look(size, PRIMARY, italic=True, heading=True)), Line(piece.attribution, small, 3.0)]
    if piece.quote and piece.locator and size < type_.lead:
        lines[1] = Line((*piece.attribution, *words(" · "), *piece.locator), small, 3.0)
    elif piece.locator:
        lines.append(Line(piece.locator, small, 0.0 if piece.quote else 3.0))
    return tuple(lines)
