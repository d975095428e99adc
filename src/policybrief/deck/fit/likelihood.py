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
BELOW = 18.0
"""How much higher it is where the bar stands below the words."""

_BAR, _INTERVAL = 6.75, 14.25
_PARTING = 1.5
_SHARES = (153 / 852, 420 / 852)
"""Of a slide's width: from the words to the bar, and the bar's length, at the most."""
_GAP, _LEAST_BAR = 12.0, 90.0


def shapes(said: Likelihood, all_: Sequence[Likelihood], room: Box, across: float, type_: Type) -> list[Shape]:
    """The words and the bar in a room of the height `HEIGHT`; `across` is the width of the slide's content.

    The bars of `all_` begin at the same place. Where a bar would be too short to be read it stands below the words, if
    the room is `BELOW` higher; else there are only the words.
    """
    middle = room.y + HEIGHT / 2
    words = label(said.words, room.x, middle, type_)
    start, length, ends = _measured(all_, room.width, across, type_)
    if length >= _LEAST_BAR:
        return [words, *_with_ends(said, Box(room.x + start, middle, length, 0.0), ends, type_)]
    if room.height < HEIGHT + BELOW:
        return [words]
    start = _widths(said.ends[:1], _end_look(type_), type_) + _GAP / 2
    bar = Box(room.x + start, middle + (HEIGHT + BELOW) / 2, room.width - start - ends - _GAP / 2, 0.0)
    _, *others = _with_ends(said, bar, ends, type_)
    return [words, _end(said.ends[0], Box(room.x, bar.y - HEIGHT / 2, start, HEIGHT), "l", type_), *others]


def higher(said: Likelihood, width: float, across: float, type_: Type) -> float:
    """How much higher than `HEIGHT` a room should be, so that the bar is seen."""
    return 0.0 if _measured([said], width, across, type_)[1] >= _LEAST_BAR else BELOW


def _measured(all_: Sequence[Likelihood], width: float, across: float, type_: Type) -> tuple[float, float, float]:
    """Where bars behind their words begin, how long they are, and how wide what stands at their ends."""
    ends = _widths([end for likelihood in all_ for end in likelihood.ends], _end_look(type_), type_)
    looks = [(likelihood.words, label(likelihood.words, 0.0, 0.0, type_).lines[0].look) for likelihood in all_]
    longest = max((_widths([words], look, type_) for words, look in looks), default=0.0)
    start = max(longest + _GAP + ends + _GAP / 2, _SHARES[0] * across)
    return start, min(_SHARES[1] * across, width - start - _GAP / 2 - ends), ends


def _with_ends(said: Likelihood, at: Box, ends: float, type_: Type) -> list[Shape]:
    """The bar along a line, between the words for its ends, which are so wide."""
    bar = Box(at.x, at.y - _BAR / 2, at.width, _BAR)
    nothing, certain = said.ends
    top = at.y - HEIGHT / 2
    return [
        _end(nothing, Box(bar.x - _GAP / 2 - ends, top, ends, HEIGHT), "r", type_),
        *_bar(said, bar),
        _end(certain, Box(bar.right + _GAP / 2, top, ends, HEIGHT), "l", type_),
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
