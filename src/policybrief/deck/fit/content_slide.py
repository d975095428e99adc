"""The blocks of a slide in their room, in the form that says most, at the largest step of the type scale that fits.

Nothing leaves the room: blocks that are too much at the last step raise `OverfullError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product

from policybrief.deck.fit.blocks import stack
from policybrief.deck.fit.forms import Blocks, forms
from policybrief.deck.shapes import Line, Shape, TextShape
from policybrief.deck.typeset import COMPACT, Laid, Type
from policybrief.errors import Problem
from policybrief.ooxml.box import Box
from policybrief.text.records import dataclass
from policybrief.theme.deck import DeckTheme

_HALF, _ABOUT = 0.5, 0.48
"""Blocks of less than this share of their room stand in it with so much of what is left above them."""


class OverfullError(Exception):
    """Blocks that are too much for their room, even at the last step of the scale: by so many points of `height`.

    `problems` are those of other texts of the slide.
    """

    def __init__(self, height: float, room: Box, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(f"{height:.1f} points too much")
        self.height, self.room, self.problems = height, room, problems


@dataclass(frozen=True)
class Filled:
    """The shapes of blocks in their room, and the step of the scale that they took."""

    shapes: tuple[Shape, ...]
    step: int


@lru_cache(maxsize=512)
def blocks(content: Blocks, room: Box, theme: DeckTheme, least: int, raised: float) -> Filled:
    """The blocks in a room, in the first of their forms that fits, at the first step from `least` on that has it fit.

    The labels of columns at the top may stand by `raised` points above the room; or where that is negative, all begins
    by so many below its top, as far as half of what is to spare allows that. A cut word is taken only where no form at
    any step is without.
    """
    if not content:
        return Filled((), least)
    every = forms(content)
    for cuts in (False, True):
        for ways in every:
            for step, way in product(range(least, COMPACT + 1), ways):
                laid = stacked(way, room.width, theme, step)
                if laid.height <= room.height + max(0.0, min(laid.above, raised)) and (cuts or not laid.faults.cuts):
                    return Filled(tuple(_placed(laid, room, raised)), step)
    least_height = min(stacked(way, room.width, theme, COMPACT).height for ways in every for way in ways)
    raise OverfullError(least_height - room.height, room)


@lru_cache(maxsize=128)
def stacked(way: Blocks, width: float, theme: DeckTheme, step: int) -> Laid:
    """Blocks laid out in a width. Rooms of other heights are tried with the same: without what stands at their head,
    with sources in one line, and where it is asked by how much they are too small.
    """
    return stack(way, width, Type(theme, step))


def _placed(laid: Laid, room: Box, raised: float) -> list[Shape]:
    """The blocks from the top of the room: what they can't use of it stays empty below them. Where that would be half
    of it, they stand about its middle instead; on a base, where nothing is `raised`, they begin where its own texts do.
    """
    top = room.inset(0, -min(laid.above, raised), 0, 0) if raised >= 0 else _lowered(laid, room, -raised)
    shapes, height = _in(laid, top)
    used = max((shape.box.bottom for shape in shapes), default=top.y) - top.y
    if not raised or used >= room.height * _HALF:
        return shapes
    return laid.place(replace(top, y=room.y + (room.height - used) * _ABOUT, height=height))


def _lowered(laid: Laid, room: Box, by: float) -> Box:
    """The room without so much of its top, or half of what is to spare; all of it where blocks would say less then."""
    lower = room.inset(0, min(by, max(0.0, room.height - laid.height) / 2), 0, 0)
    return lower if _said(_in(laid, lower)[0]) == _said(_in(laid, room)[0]) else room


def _in(laid: Laid, room: Box) -> tuple[list[Shape], float]:
    """Blocks from the top of a room, and the height that they were given."""
    height = min(room.height, max(laid.height, laid.ceiling)) if laid.grows else laid.height
    return laid.place(replace(room, height=height)), height


def _said(shapes: Sequence[Shape]) -> list[tuple[tuple[Line, ...], float]]:
    """The texts of shapes, and how wide they stand."""
    return [(shape.lines, shape.box.width) for shape in shapes if isinstance(shape, TextShape)]
