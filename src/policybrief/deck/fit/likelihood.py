"""A likelihood as an interval on a bar from 0 to 100 per cent, with the words that say the same.

The bar is divided where one term of ICD 203 ends and the next begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from policybrief.brief.terms import BOUNDS
from policybrief.deck.colors import CELL, MUTED, PAPER, PRIMARY
from policybrief.deck.fit import marks
from policybrief.deck.fit.asides import label
from policybrief.deck.shapes import Align, Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import Type, wrapped
from policybrief.ooxml.box import Box
from policybrief.text.items import Likelihood
from policybrief.text.run import Text

HEIGHT = 18.0
"""Of the line with words and bar."""

_BAR, _INTERVAL = 6.75, 14.25
_PARTING = 1.5
_SHARES = (153 / 852, 420 / 852)
"""Of a slide's width: from the words to the bar, and the bar's length, at the most."""
_GAP, _LEAST_BAR = 12.0, 90.0


def shapes(said: Likelihood, all_: Sequence[Likelihood], room: Box, across: float, type_: Type) -> list[Shape]:
    """The words and the bar in a room of the height `HEIGHT`; `across` is the width of the slide's content.

    The bars of `all_` begin at the same place. Where a bar would be too short to be read there are only the words.
    """
    middle = room.y + HEIGHT / 2
    words = label(said.words, room.x, middle, type_)
    ends = _widths([end for likelihood in all_ for end in likelihood.ends], _end_look(type_), type_)
    longest = _widths([likelihood.words for likelihood in all_], words.lines[0].look, type_)
    start = max(longest + _GAP + ends + _GAP / 2, _SHARES[0] * across)
    length = min(_SHARES[1] * across, room.width - start - _GAP / 2 - ends)
    if length < _LEAST_BAR:
        return [words]
    bar = Box(room.x + start, middle - _BAR / 2, length, _BAR)
    nothing, certain = said.ends
    return [
        words,
        _end(nothing, Box(bar.x - _GAP / 2 - ends, room.y, ends, HEIGHT), "r", type_),
        *_bar(said, bar),
        _end(certain, Box(bar.right + _GAP / 2, room.y, ends, HEIGHT), "l", type_),
    ]


def _bar(said: Likelihood, bar: Box) -> list[Shape]:
    """The bar in the parts of the terms, and on it the interval."""
    point = bar.width / 100
    parts: list[Shape] = [
        Decoration(
            Box(bar.x + low * point, bar.y, (high - low) * point, bar.height),
            fill=CELL,
            outline=PAPER,
            outline_width=_PARTING,
        )
        for low, high in pairwise((0, *BOUNDS, 100))
    ]
    top = bar.y + (bar.height - _INTERVAL) / 2
    interval = Box(bar.x + said.low * point, top, (said.high - said.low) * point, _INTERVAL)
    return [*parts, Decoration(interval, fill=PRIMARY)]


def _end(text: Text, box: Box, align: Align, type_: Type) -> TextShape:
    look = _end_look(type_)
    top = box.y + box.height / 2 - marks.capitals(look.size)
    return TextShape(Box(box.x, top, box.width, look.size * 1.25), (Line(text, look, align=align),), "end of the bar")


def _end_look(type_: Type) -> Look:
    return Look(type_.label, MUTED)


def _widths(texts: Sequence[Text], look: Look, type_: Type) -> float:
    return max((wrapped(text, look, 1000.0, type_).width * 1.03 + 2.0 for text in texts), default=0.0)
