"""Entries in rows across a slide: a hairline between them, and the labels of their columns over a rule.

Rows share spare room alike, but never take more than looks like one list: what is left stays below the last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import fsum

from policybrief.deck.colors import PRIMARY, RULE
from policybrief.deck.looks import kicker_look
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import COMPACT, HAIRLINE, ROOMY, USUAL, Faults, Laid, Type, name_of, wrapped
from policybrief.ooxml.box import Box
from policybrief.text.records import dataclass
from policybrief.text.run import Text

LABELS = 19.0
"""The height of labels with the rule under them."""

_RULE = 1.5
_LEAST = {ROOMY: 20.0, USUAL: 7.0, COMPACT: 5.0}
"""Room of a row above and below what it says, together: what is large needs more of it."""
_MOST, _MOST_OF_ONE = 54.0, 110.0
"""The same where there is room to spare: a sole row takes half of the slide, more look like one list."""
_PITCH_OF_TWO = 150.0
"""How far the second of two rows is below the first, at the most: what they say does not matter for that."""
_ABOVE = 13.0
"""Of that, at the most above: a row's text hangs from its line."""


@dataclass(frozen=True)
class ListedRow:
    """An entry: the height of what it says, and how that takes a box of this height."""

    height: float
    place: Callable[[Box], list[Shape]]
    faults: Faults


@dataclass(frozen=True)
class ColumnLabel:
    """Words above a column that begins `x` points from the left."""

    text: Text
    x: float
    width: float


def listing(rows: Sequence[ListedRow], labels: Sequence[ColumnLabel], type_: Type, *, ruled: bool = False) -> Laid:
    """Rows under one another, below those of the `labels` that say something; `ruled`, below a rule without any."""
    said = [label for label in labels if label.text]
    above = LABELS if said else 0.0
    head = above or (_RULE if ruled else 0.0)
    least = _LEAST[type_.step]
    natural = head + fsum(row.height + least for row in rows)

    def place(box: Box) -> list[Shape]:
        shapes = _labelled(said, box, type_) if said else []
        if head:
            shapes.append(Decoration(Box(box.x, box.y + head - _RULE, box.width, _RULE), fill=PRIMARY))
        padding = least + (box.height - natural) / len(rows)
        y = box.y + head
        for number, row in enumerate(rows):
            if number:
                shapes.append(Decoration(Box(box.x, y - HAIRLINE / 2, box.width, HAIRLINE), fill=RULE))
            shapes += row.place(Box(box.x, y + min(padding / 2, _ABOVE), box.width, row.height))
            y += row.height + padding
        return shapes

    most = _most([row.height for row in rows])
    ceiling = natural + len(rows) * (most - least)
    return Laid(natural, place, Faults.of(row.faults for row in rows), True, ceiling, above)


def _most(heights: Sequence[float]) -> float:
    """The room of a row of these beyond its height, at the most."""
    if len(heights) == 2:
        return max(_MOST, _PITCH_OF_TWO - fsum(heights) / 2)
    return _MOST_OF_ONE if len(heights) == 1 else _MOST


def label_look(type_: Type) -> Look:
    """Small capitals in the colour of what only helps to read."""
    return replace(kicker_look(type_.theme), leading=1.0)


def label_width(text: Text, type_: Type) -> float:
    """The room that a label needs."""
    return wrapped(text, label_look(type_), 1000.0, type_).width * 1.03 + 2.0 if text else 0.0


def _labelled(labels: Sequence[ColumnLabel], box: Box, type_: Type) -> list[Shape]:
    look = label_look(type_)
    height = LABELS - _RULE
    return [
        TextShape(
            Box(box.x + label.x, box.y, label.width, height), (Line(label.text, look),), name_of(label.text), "ctr"
        )
        for label in labels
    ]
