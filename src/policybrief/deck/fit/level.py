"""The lower quarters of evidence begin in one place of a deck, so that nothing jumps where a reader turns the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policybrief.deck.fit.evidence import LOWER, quarters
from policybrief.deck.typeset import ROOMY, USUAL, Type
from policybrief.ooxml.box import Box
from policybrief.text.blocks import Evidence
from policybrief.text.document import Slide
from policybrief.theme.model import Theme


def levelled(slides: Sequence[tuple[Slide, int]], room: Box, theme: Theme) -> list[tuple[Slide, int]]:
    """The slides, each with its step of the type scale: with the upper quarters of all as high as the highest. Where
    the lower ones have no room below that, large text is a step smaller; or else each slide has the place it needs.
    """
    for least in (ROOMY, USUAL):
        tried = [(slide, max(step, least)) if _evidence(slide) else (slide, step) for slide, step in slides]
        heights = [
            quarters(block, room.width, Type(theme.deck, step)) for slide, step in tried for block in _evidence(slide)
        ]
        highest, grown, needed = (max(each) for each in zip(*heights, (0.0, 0.0, 0.0), strict=True))
        upper = max(highest, min(LOWER * room.height, room.height - grown))
        if upper + needed <= room.height:
            return [(_with(slide, upper) if highest else slide, step) for slide, step in tried]
    return list(slides)


def _evidence(slide: Slide) -> list[Evidence]:
    return [block for block in slide.blocks if isinstance(block, Evidence)]


def _with(slide: Slide, upper: float) -> Slide:
    if not _evidence(slide):
        return slide
    blocks = (replace(block, upper=upper) if isinstance(block, Evidence) else block for block in slide.blocks)
    return replace(slide, blocks=tuple(blocks))
