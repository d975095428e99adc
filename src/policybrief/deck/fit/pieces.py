"""Pieces of evidence one below the other: the words, whose they are, and where they stand."""

from __future__ import annotations

from math import fsum

from policybrief.deck.colors import INK, MUTED, PRIMARY
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import COMPACT, Faults, Laid, Type, extent, leading, name_of
from policybrief.deck.widths import balanced, settled
from policybrief.ooxml.box import Box
from policybrief.text.blocks import Evidence, Piece
from policybrief.text.records import dataclass

GAP = 9.0
"""Between two pieces of evidence, and between the quarters of a slide."""

_BAR, _BESIDE_BAR = 3.0, 18.0


def pieces(block: Evidence, width: float, type_: Type) -> Laid:
    """Pieces of evidence one below the other: the words, whose they are, and where they stand."""
    size = type_.theme.sizes.text if type_.step == COMPACT else type_.lead
    laid = [_piece(piece, size, width - _BESIDE_BAR, type_) for piece in block.pieces]

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


def _piece(piece: Piece, size: float, room: float, type_: Type) -> _Piece:
    """Below large words their place stands on a line of its own; behind whose they are, where that saves a third."""
    behind = _Piece.of(_piece_lines(piece, size, type_, behind=True), room, type_)
    if size < type_.lead:
        return behind
    apart = _Piece.of(_piece_lines(piece, size, type_, behind=False), room, type_)
    two = 2 * leading(Look(type_.label), type_)
    if apart.heights[1] <= two + 0.1:
        return apart
    return min(apart, behind, key=lambda laid: (laid.faults.cuts, round(laid.height, 1)))


def _piece_lines(piece: Piece, size: float, type_: Type, *, behind: bool) -> tuple[Line, ...]:
    """The words, whose they are, and where they stand: `behind` that, or on a line of its own."""
    small = Look(type_.label, MUTED)
    lines = [Line(piece.attribution, Look(type_.theme.sizes.text, INK))]
    if piece.quote:
        lines = [Line(piece.quote, Look(size, PRIMARY, italic=True, heading=True)), Line(piece.attribution, small, 3.0)]
    if piece.quote and piece.locator and behind:
        lines[1] = Line((*piece.attribution, *words("\u00a0· "), *piece.locator), small, 3.0)
    elif piece.locator:
        lines.append(Line(piece.locator, small, 0.0 if piece.quote else 3.0))
    return tuple(lines)
