"""What ends a row of a list: how sure we are of a judgment, or the judgments that a recommendation rests on."""

from __future__ import annotations

from collections.abc import Sequence

from policybrief.deck.colors import PRIMARY
from policybrief.deck.fit import marks
from policybrief.deck.shapes import Line, Look, Shape, TextShape
from policybrief.deck.typeset import Type, leading, name_of, wrapped
from policybrief.ooxml.box import Box
from policybrief.text.items import Confidence, Item
from policybrief.text.run import Text

_BESIDE_BLOCKS = 7.5
"""Between a confidence's blocks and its word."""
_BETWEEN, _IN_A_ROW = 6.0, 4
"""Between circles, and how many of them stand beside one another."""


def width(items: Sequence[Item], type_: Type) -> float:
    """The room that the asides of all these items need; 0 where there are none."""
    look = _word_look(type_)
    words = [item.confidence.word for item in items if item.confidence]
    widest = max((wrapped(word, look, 1000.0, type_).width for word in words if word), default=0.0)
    signs = (marks.BLOCKS_WIDTH + (_BESIDE_BLOCKS + widest * 1.03 + 2.0 if widest else 0.0)) if words else 0.0
    most = min(_IN_A_ROW, max((len(item.rests_on) for item in items), default=0))
    return max(signs, most * (marks.MARK + _BETWEEN) - _BETWEEN)


def height(item: Item) -> float:
    """From the top of the marks in the first line to the foot of those in the last."""
    lines = -(-len(item.rests_on) // _IN_A_ROW)
    return max(0.0, lines * (marks.MARK + _BETWEEN) - _BETWEEN)


def shapes(item: Item, x: float, middle: float, type_: Type) -> list[Shape]:
    """The asides of an item, in line with the `middle` of its headline's capitals."""
    shapes = _sure(item.confidence, x, middle, type_) if item.confidence else []
    for number, judgment in enumerate(item.rests_on):
        down, across = divmod(number, _IN_A_ROW)
        step = marks.MARK + _BETWEEN
        shapes.append(marks.judgment(judgment, x + across * step, middle + down * step, type_))
    return shapes


def _sure(confidence: Confidence, x: float, middle: float, type_: Type) -> list[Shape]:
    """Three blocks, filled by the level, and the level's word: colour and shape never stand alone."""
    shapes = marks.blocks(confidence, x, middle)
    if confidence.word:
        shapes.append(label(confidence.word, x + marks.BLOCKS_WIDTH + _BESIDE_BLOCKS, middle, type_))
    return shapes


def label(text: Text, x: float, middle: float, type_: Type) -> TextShape:
    """Words beside a mark, their capitals in line with it."""
    look = _word_look(type_)
    wide = wrapped(text, look, 1000.0, type_).width * 1.03 + 2.0
    box = Box(x, middle - marks.capitals(look.size), wide, leading(look, type_))
    return TextShape(box, (Line(text, look),), name_of(text))


def _word_look(type_: Type) -> Look:
    return Look(type_.label, PRIMARY, bold=True)
