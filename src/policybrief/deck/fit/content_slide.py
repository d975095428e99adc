"""The blocks of a slide in their room, in the arrangement and at the step of the type scale that let type be largest.

Nothing leaves the room: blocks that are too much at the floor of the scale raise `OverfullError`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

from policybrief.deck.fit.arrange import Blocks, arrangements, unequal
from policybrief.deck.fit.blocks import stack
from policybrief.deck.fit.typeset import Laid, Type
from policybrief.deck.shapes import Box, Shape, TableShape, TextShape
from policybrief.errors import Problem
from policybrief.theme.model import DeckTheme

_STEPS = 12
_UNEQUAL = 2
"""So many steps larger type has to be for two columns to be of two widths: a point, where the scale is of six."""
_RUNT_STEPS = 4
_AIRY = (1.16, 1.12, 1.08, 1.04)
_AIRY_SHARE = 0.95  # of the room: what is left keeps blocks apart


class OverfullError(Exception):
    """Blocks that are too much for their room, even at the floor of the type scale: by so many points of `height`.

    `problems` are those of other texts of the slide.
    """

    def __init__(self, height: float, room: Box, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(f"{height:.1f} points too much")
        self.height, self.room, self.problems = height, room, problems


def blocks(found: Blocks, room: Box, theme: DeckTheme) -> list[Shape]:
    """The blocks in a room, in the arrangement and at the size that let the type be largest."""
    if not found:
        return []
    every = [(*_largest(blocks, room, theme), blocks) for blocks in arrangements(found)]
    step, best, chosen = _split(*max(every, key=lambda entry: entry[0]), room, theme)
    if step < 0:
        raise OverfullError(min(laid.height for _, laid, _ in every) - room.height, room)
    return _aired(chosen, step, best, room, theme)


def _split(step: int, laid: Laid, blocks: Blocks, room: Box, theme: DeckTheme) -> tuple[int, Laid, Blocks]:
    """The blocks in the split of two columns that lets type be largest: in halves, where no other gains enough."""
    wanted = step + _UNEQUAL if step >= 0 else 0
    best = step, laid, blocks
    for other in unequal(blocks) if wanted <= _STEPS else ():
        if wanted > _STEPS:
            break
        tried = _laid(theme, other, room.width, wanted)
        if tried.height <= room.height and tried.faults.cuts <= laid.faults.cuts:
            best = (*_largest(other, room, theme), other)
            wanted = best[0] + 1
    return best


def _aired(blocks: Blocks, step: int, tight: Laid, room: Box, theme: DeckTheme) -> list[Shape]:
    """The blocks placed, their lines as far apart as the room allows: large type in an empty room looks cramped."""
    limit = room.height * _AIRY_SHARE
    airy, laid = next(
        (
            (airy, laid)
            for airy in (_AIRY if tight.height < limit else ())
            if (laid := _laid(theme, blocks, room.width, step, airy)).height <= limit
        ),
        (1.0, tight),
    )
    height = min(room.height, max(laid.height, laid.ceiling)) if laid.grows else laid.height
    shapes = laid.place(replace(room, height=height))
    if airy == 1.0:
        return shapes
    return [replace(shape, airy=airy) if isinstance(shape, TextShape | TableShape) else shape for shape in shapes]


def _largest(blocks: Blocks, room: Box, theme: DeckTheme) -> tuple[int, Laid]:
    """The step of the type scale for blocks; -1 where even the lowest does not fit.

    That is the highest step that fits: the top, which many slides take, or else found by bisection, as height grows
    with it; or a few steps less, where each step less is rid of a runt.
    """
    laid = cache(partial(_laid, theme, blocks, room.width))
    low, high = _STEPS, _STEPS + 1
    if laid(_STEPS).height > room.height or laid(_STEPS).faults.cuts:
        low = 0
        if laid(0).height > room.height:
            return -1, laid(0)
    while high - low > 1:
        middle = (low + high) // 2
        if laid(middle).height <= room.height and (not laid(middle).faults.cuts or laid(low).faults.cuts):
            low = middle
        else:
            high = middle
    less = min(_RUNT_STEPS, laid(low).faults.runts)
    near = [(step, laid(step)) for step in (low, *range(max(0, low - less), low))]
    return max(near, key=lambda entry: (entry[0] - entry[1].faults.runts, entry[0]))


def _laid(theme: DeckTheme, blocks: Blocks, width: float, step: int, airy: float = 1.0) -> Laid:
    return stack(blocks, width, Type(theme, step / _STEPS, airy))
