"""The one walk over a slide: each of its shapes as what is to be painted, in reading order."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from policybrief.deck.colors import rgb
from policybrief.deck.draw import charts, ground
from policybrief.deck.draw.paint import Outline, Paint, Painted, PaintedImage, Rectangle, Stroke
from policybrief.deck.draw.text import LineSetter
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import (
    Cell,
    ChartShape,
    Connector,
    Decoration,
    Head,
    PictureShape,
    Point,
    Polygon,
    Shape,
    TableShape,
    TextShape,
)
from policybrief.deck.typeset import Type
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.text.records import dataclass
from policybrief.theme.model import Theme

_HEAD, _LEAST_HEAD = 3.0, 2.0
"""What stands at a line's end is so many line widths long, counted from so many points on."""


def painted(deck: PlacedDeck, slide: PlacedSlide) -> tuple[Painted, ...]:
    """A slide, from the ground up."""
    walk = Walk.of(deck.theme, slide.layout)
    return (Painted(None, ground.ground(deck, slide)), *(walk.painted(shape) for shape in slide.shapes))


@dataclass(frozen=True)
class Walk:
    """Paints shapes in a theme; `rgb` gives a colour's digits on the slide's layout."""

    theme: Theme
    text: LineSetter
    rgb: Callable[[Color], str]

    @classmethod
    def of(cls, theme: Theme, layout: str = "") -> Walk:
        """For the slides of a layout."""

        def digits(color: Color) -> str:
            return rgb(color, theme, layout)

        return cls(theme, LineSetter(Type(theme.deck), digits), digits)

    def painted(self, shape: Shape) -> Painted:
        """What is painted of a shape."""
        return Painted(shape, tuple(self._paints(shape)))

    def _paints(self, shape: Shape) -> Iterator[Paint]:
        match shape:
            case TextShape():
                if shape.fill or shape.outline:
                    yield self._panel(shape)
                yield from self.text.lines(shape.lines, shape.box.inset(*shape.insets), shape.anchor)
            case Decoration():
                yield self._panel(shape)
            case Connector():
                yield from self._connector(shape)
            case Polygon():
                fill, outline = self._digits(shape.fill), self._digits(shape.outline)
                yield Outline(shape.points, fill, outline, shape.outline_width)
            case TableShape():
                yield from self._table(shape)
            case ChartShape():
                yield from charts.painted(shape, self.text)
            case PictureShape():
                yield PaintedImage(shape.box, shape.content)

    def _digits(self, color: Color | None) -> str:
        return self.rgb(color) if color else ""

    def _panel(self, shape: TextShape | Decoration) -> Rectangle:
        fill, outline = self._digits(shape.fill), self._digits(shape.outline)
        return Rectangle(shape.box, fill, outline, shape.outline_width, shape.geometry == "ellipse")

    def _connector(self, shape: Connector) -> Iterator[Paint]:
        color, (start, end) = self.rgb(shape.color), (shape.start, shape.end)
        yield Stroke(start, end, color, shape.width, shape.dashed)
        yield from _head(shape.end_head, end, start, shape.width, color)
        yield from _head(shape.start_head, start, end, shape.width, color)

    def _table(self, table: TableShape) -> Iterator[Paint]:
        """The fills, the lines on them, and then the texts."""
        cells = list(_cells(table))
        yield from (Rectangle(box, self.rgb(cell.fill)) for cell, box, _ in cells if cell.fill)
        for cell, box, _ in cells:
            yield from self._edges(cell, box)
        for cell, box, at in cells:
            left, width = table.room(cell, at[1])
            room = Box(box.x + left, box.y + cell.top, width, box.height - cell.top)
            yield from self.text.lines(cell.lines, room, cell.anchor, *at)

    def _edges(self, cell: Cell, box: Box) -> Iterator[Stroke]:
        lower_left, lower_right = (box.x, box.bottom), (box.right, box.bottom)
        edges = (
            (cell.left, (box.x, box.y), lower_left),
            (cell.right, (box.right, box.y), lower_right),
            (cell.below, lower_left, lower_right),
        )
        for edge, start, end in edges:
            if edge:
                yield Stroke(start, end, self.rgb(edge.color), edge.width)


def _cells(table: TableShape) -> Iterator[tuple[Cell, Box, tuple[int, int]]]:
    """Each cell with its box, row and column."""
    y = table.box.y
    for row, (cells, height) in enumerate(zip(table.rows, table.heights, strict=True)):
        x = table.box.x
        for column, (cell, width) in enumerate(zip(cells, table.widths, strict=True)):
            yield cell, Box(x, y, width, height), (row, column)
            x += width
        y += height


def _head(kind: Head, tip: Point, tail: Point, width: float, color: str) -> Iterator[Paint]:
    """What stands at a line's end, as large as PowerPoint draws it."""
    long = _HEAD * max(width, _LEAST_HEAD)
    if kind == "triangle":
        turn = math.atan2(tip[1] - tail[1], tip[0] - tail[0])
        along, across = (math.cos(turn) * long, math.sin(turn) * long), (-math.sin(turn) * long, math.cos(turn) * long)
        back = tip[0] - along[0], tip[1] - along[1]
        corners = [(back[0] + side * across[0] / 2, back[1] + side * across[1] / 2) for side in (1, -1)]
        yield Outline((tip, *corners), color)
