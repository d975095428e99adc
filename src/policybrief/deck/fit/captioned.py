"""The head of a section of a slide: a rule, and below it the label of what follows."""

from __future__ import annotations

from policybrief.deck.colors import PRIMARY
from policybrief.deck.looks import caption_look
from policybrief.deck.shapes import Decoration, Line, Shape, TextShape
from policybrief.deck.typeset import Type, leading, name_of
from policybrief.ooxml.box import Box
from policybrief.text.run import Text

_RULE, _ABOVE, _BELOW = 1.5, 5.5, 5.0
"""The rule's height, and what is free above and below the label, in points."""


def height(type_: Type) -> float:
    """What the head takes, whether there is a label or not: neighbours stand on shared lines."""
    return _RULE + _ABOVE + leading(caption_look(type_), type_) + _BELOW


def head(label: Text, box: Box, type_: Type) -> list[Shape]:
    """The head at the top of a section's box."""
    look = caption_look(type_)
    shapes: list[Shape] = [Decoration(Box(box.x, box.y, box.width, _RULE), fill=PRIMARY)]
    if label:
        line = Box(box.x, box.y + _RULE + _ABOVE, box.width, leading(look, type_))
        shapes.append(TextShape(line, (Line(label, look),), name_of(label)))
    return shapes
