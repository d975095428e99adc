"""The grammar of marks: a circle is a judgment, a square a recommendation, three blocks are a confidence,
and a ball in quarters is a score.

Their size is the same on every slide, so that a reader knows them again.
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin

from policybrief.deck.colors import ON_SQUARE, PAPER, PRIMARY, SQUARE
from policybrief.deck.shapes import Decoration, Line, Look, Polygon, Shape, TextShape
from policybrief.deck.typeset import Type
from policybrief.ooxml.box import Box
from policybrief.text.items import Confidence
from policybrief.text.run import Text, plain

MARK = 24.0
"""The side of a circle or a square, in points."""

TITLE_MARK = 30.0
"""The side of the circle before a title."""

BESIDE = 36.0
"""From the left edge of a mark to the text beside it."""

BLOCKS_WIDTH = 60.0
"""Of a confidence's three blocks with their gaps."""

_CAPITALS = 0.67
"""Where the middle of capitals is in a line, in type sizes from its top: half a point at most from any usual face's."""

BASELINE = 0.98
"""Where the baseline is, likewise: texts of two sizes stand on one."""

BALL = 18.0
"""Across a ball that says how an option does by a criterion."""
_QUARTERS, _ARCS = 4, 12
"""Of a ball; and the edge of a quarter is drawn in so many straight lines."""

_BLOCK_WIDTH, _BLOCK_HEIGHT, _BLOCK_GAP = 18.0, 9.0, 3.0
_FRAME, _BLOCK_FRAME = 1.5, 1.0
_FILLED = {"high": 3, "moderate": 2, "low": 1}


def capitals(size: float) -> float:
    """How far below the top of a line of `size` points the middle of its capitals is, where marks stand beside it."""
    return size * _CAPITALS


def judgment(number: Text, x: float, middle: float, type_: Type, *, of_title: bool = False) -> TextShape:
    """A judgment's number in its circle, from `x` on, around the line at the height `middle`.

    It leads to the slide of the judgment's evidence, where the deck has one; the larger one before that slide's title
    (`of_title`) leads back to the judgments.
    """
    look, side = _numeral(type_), TITLE_MARK if of_title else MARK
    line = Line(number, replace(look, size=type_.theme.sizes.text) if of_title else look, align="ctr")
    box = Box(x, middle - side / 2, side, side)
    name = f"judgment {plain(number)}"
    return TextShape(
        box,
        (line,),
        name,
        "ctr",
        fill=PAPER,
        geometry="ellipse",
        outline=PRIMARY,
        outline_width=_FRAME,
        link="#judgments" if of_title else f"#judgment-{plain(number)}",
    )


def ring(center: float, middle: float) -> Decoration:
    """A judgment's circle around a number that stands there already, as in a cell of a table."""
    box = Box(center - MARK / 2, middle - MARK / 2, MARK, MARK)
    return Decoration(box, outline=PRIMARY, outline_width=_FRAME, geometry="ellipse")


def recommendation(number: Text, x: float, middle: float, type_: Type) -> TextShape:
    """A recommendation's number in its square."""
    line = Line(number, _numeral(type_, on_square=True), align="ctr")
    box = Box(x, middle - MARK / 2, MARK, MARK)
    name = f"recommendation {plain(number)}"
    return TextShape(box, (line,), name, "ctr", fill=SQUARE, outline=PRIMARY, outline_width=_FRAME)


def _numeral(type_: Type, *, on_square: bool = False) -> Look:
    return Look(type_.label, ON_SQUARE if on_square else PRIMARY, bold=True, leading=1.0)


def blocks(confidence: Confidence, x: float, middle: float, share: float = 1.0) -> list[Shape]:
    """Three blocks, filled by the level: shape and word say what colour never says alone. `share` is of their size."""
    width, height, gap = _BLOCK_WIDTH * share, _BLOCK_HEIGHT * share, _BLOCK_GAP * share
    return [
        Decoration(
            Box(x + number * (width + gap), middle - height / 2, width, height).inset(*[_BLOCK_FRAME / 2] * 4),
            fill=PRIMARY if number < _FILLED[confidence.level] else PAPER,
            outline=PRIMARY,
            outline_width=_BLOCK_FRAME,
        )
        for number in range(3)
    ]


def ball(score: int, x: float, middle: float) -> list[Shape]:
    """A ball of which `score` quarters are filled, clockwise from the top: shape says it in grey print too."""
    box = Box(x, middle - BALL / 2, BALL, BALL).inset(*[_FRAME / 2] * 4)
    full = score == _QUARTERS
    shapes: list[Shape] = [
        Decoration(box, fill=PRIMARY if full else PAPER, outline=PRIMARY, outline_width=_FRAME, geometry="ellipse")
    ]
    if 0 < score < _QUARTERS:
        center, radius = x + BALL / 2, (BALL - _FRAME) / 2
        angles = [pi / 2 / _ARCS * step for step in range(score * _ARCS + 1)]
        arc = [(center + radius * sin(angle), middle - radius * cos(angle)) for angle in angles]
        shapes.append(Polygon(((center, middle), *arc), fill=PRIMARY))
    return shapes
