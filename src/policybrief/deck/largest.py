"""The blocks of a slide in their room, in the arrangement and at the step of the type scale that let type be largest.

Nothing leaves the room: blocks that are too much at the floor of the scale raise `BriefError` with the text to shorten.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache, partial

from policybrief import fonts
from policybrief.deck.blocks import stack
from policybrief.deck.divide import arrangements, entries
from policybrief.deck.shapes import Box, Shape, TableShape, TextShape
from policybrief.deck.texts import Texts
from policybrief.deck.typeset import Laid, Type
from policybrief.document import Block, Run, Slide, path_of, plain, runs
from policybrief.errors import BriefError, Problem
from policybrief.theme import DeckTheme

_STEPS = 12
_RUNT_STEPS = 4
_AIRY = (1.16, 1.12, 1.08, 1.04)
_AIRY_SHARE = 0.95  # of the room: what is left keeps blocks apart


def blocks(slide: Slide, room: Box, texts: Texts) -> list[Shape]:
    """The blocks in a room, in the arrangement and at the size that let the type be largest."""
    if not slide.blocks:
        return []
    theme = texts.theme.deck
    found = [(*_largest(blocks, room, theme), blocks) for blocks in arrangements(slide.blocks)]
    step, best, chosen = max(found, key=lambda entry: entry[0])
    if step < 0:
        lowest = min((laid for _, laid, _ in found), key=lambda laid: laid.height)
        raise BriefError([_too_long(slide, room, lowest, texts)])
    return _aired(chosen, step, best, room, theme)


def _aired(blocks: tuple[Block, ...], step: int, tight: Laid, room: Box, theme: DeckTheme) -> list[Shape]:
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


def _largest(blocks: tuple[Block, ...], room: Box, theme: DeckTheme) -> tuple[int, Laid]:
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


def _laid(theme: DeckTheme, blocks: tuple[Block, ...], width: float, step: int, airy: float = 1.0) -> Laid:
    return stack(blocks, width, Type(theme, step / _STEPS, airy))


def _too_long(slide: Slide, room: Box, laid: Laid, texts: Texts) -> Problem:
    """How much too much is on a slide, at the text where a cut gains most."""
    over = laid.height - room.height
    size = texts.smallest.body
    lines = math.ceil(over / (size * fonts.line_height(texts.theme.deck.body_face)))
    by_path: dict[str, list[Run]] = {}
    for run in runs(slide.blocks):
        if not run.cite:
            by_path.setdefault(run.path, []).append(run)
    if len(by_path) > 1:
        by_path.pop("", None)  # the template's own words are not the author's to cut
    longest = max(by_path.values(), key=lambda found: sum(len(run.text) for run in found), default=[])
    words = sum(len(run.text.split()) for run in longest)
    message = (
        f"the slide {plain(slide.title)!r} is {lines} {'line' if lines == 1 else 'lines'} over "
        f"at {texts.shown(size)} pt; its longest text has {words} words"
    )
    # A slide that gathers entries shows the short form of each; the others show the text in full.
    helps = bool(entries(slide)) and path_of(tuple(longest)).endswith(".text")
    hint = "shorten it, or give it a 'short'" if helps else "shorten it"
    if texts.base and room.area < 0.4 * texts.base.base.width * texts.base.base.height:
        hint += ", or give the theme a larger 'deck.content' or a lower 'deck.body' floor"
    return texts.problem(tuple(longest), message, hint)
