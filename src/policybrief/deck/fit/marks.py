"""The grammar of marks: a circle is a judgment, a square a recommendation, three blocks are a confidence.

Their size is the same on every slide, so that a reader knows them again.
"""

from __future__ import annotations

from policybrief.deck.colors import ON_SQUARE, PAPER, PRIMARY, SQUARE
from policybrief.deck.fit.typeset import Type
from policybrief.deck.shapes import Box, Decoration, Line, Look, Shape, TextShape
from policybrief.text.document import Confidence, Text, plain

MARK = 24.0
"""The side of a circle or a square, in points."""

BESIDE = 36.0
"""From the left edge of a mark to the text beside it."""

BLOCKS_WIDTH = 60.0
"""Of a confidence's three blocks with their gaps."""

_BLOCK_WIDTH, _BLOCK_HEIGHT, _BLOCK_GAP = 18.0, 9.0, 3.0
_FRAME = 1.5
_FILLED = {"high": 3, "moderate": 2, "low": 1}


def judgment(number: Text, x: float, middle: float, type_: Type) -> TextShape:
    """A judgment's number in its circle, from `x` on, around the line at the height `middle`.

    It leads to the slide of the judgment's evidence, where the deck has one.
    """
    line = Line(number, _numeral(type_), align="ctr")
    box = Box(x, middle - MARK / 2, MARK, MARK)
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
        link=f"#judgment-{plain(number)}",
    )


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
            Box(x + number * (width + gap), middle - height / 2, width, height),
            fill=PRIMARY if number < _FILLED[confidence.level] else PAPER,
            outline=PRIMARY,
            outline_width=1.0,
        )
        for number in range(3)
    ]
