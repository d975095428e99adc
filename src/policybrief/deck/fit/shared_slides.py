"""Slides that say little share one: what may stand below another does so, under its own title, where both have room.

A slide of which more than half would stay empty is no slide; two parts of a few words are read together. The template
says what may share (`shares`). What says again what the slide before it says has one of its own, and so has what is
drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policybrief.deck.fit.content_slide import stacked
from policybrief.deck.fit.grid import CONTENT
from policybrief.deck.fit.pictures import within
from policybrief.deck.typeset import COMPACT, ROOMY, Laid
from policybrief.text.blocks import Block, Column, Columns
from policybrief.text.charts import Chart
from policybrief.text.document import Deck, Slide, runs
from policybrief.text.exhibits import Balance, Comparison, Dilemma, Matrix, Options, Picture, Timeline
from policybrief.text.items import Decision, Summary
from policybrief.text.prose import Bullets, Paragraph
from policybrief.text.run import Run
from policybrief.text.value_path import NOWHERE, ValuePath
from policybrief.theme.model import Theme

_LITTLE, _NOT_MUCH = 0.4, 0.62
"""So much of the room for content a slide needs at the most that is to stand below another, and so much that one."""
_FULL = 0.97
"""So much may both of them need."""
_FIGURES = (Balance, Chart, Comparison, Dilemma, Matrix, Options, Picture, Timeline)
"""What is drawn in all of the room that it has."""


def shared(deck: Deck, theme: Theme) -> Deck:
    """The deck with slides that share one in the place of the first of them. On a base each has its own: how much room
    a slide has there depends on its layout.
    """
    if theme.base or not any(slide.shares for slide in deck.slides):
        return deck
    slides: list[Slide] = []
    section = ""
    for slide in deck.slides:
        goes_on = slide.section in ("", section)  # an annex stands below nothing that is decided
        joined = _joined(slides[-1], slide, theme) if slides and (goes_on or _is_summary(slides[-1])) else None
        slides[-1:] = [joined] if joined else [*slides[-1:], slide]
        section = slide.section or section
    return replace(deck, slides=tuple(slides))


def _joined(first: Slide, second: Slide, theme: Theme) -> Slide | None:
    """The second below the first, where it may stand there and there is room."""
    if not (second.shares and first.layout == second.layout == "content") or first.number or second.number:
        return None
    if (first.id and second.id) or first.back or second.back or _differ(first.source, second.source):
        return None
    if _repeats(first, second) or _is_figure(first) or _is_figure(second):
        return None
    after, beneath = _laid(second.blocks, theme)
    if beneath.height > CONTENT.height * _LITTLE:
        return None
    before, above = _laid(first.blocks, theme)
    most = _LITTLE if _is_summary(first) else _NOT_MUCH  # it would give way
    if above.height > CONTENT.height * most:
        return None
    below = Columns((Column(second.title, second.blocks),), "open", second.at)
    both = replace(
        first,
        blocks=(*first.blocks, below),
        source=first.source or second.source,
        notes=(*first.notes, *_titled(second)),
        id=first.id or second.id,
        footnotes=(*first.footnotes, *(note for note in second.footnotes if note not in first.footnotes)),
    )
    step, laid = _laid(both.blocks, theme)
    return both if step <= max(before, after) and laid.height <= CONTENT.height * _FULL else None


def _differ(first: Sequence[Run], second: Sequence[Run]) -> bool:
    return bool(first and second) and first != second


def _titled(slide: Slide) -> Iterator[Paragraph | Bullets]:
    """What the speaker says of a slide, after its title."""
    if slide.notes:
        yield Paragraph(tuple(replace(run, bold=True) for run in slide.title), slide.at)
        yield from slide.notes


def _is_summary(slide: Slide) -> bool:
    return any(isinstance(block, Summary) for block in slide.blocks)


def _is_figure(slide: Slide) -> bool:
    return any(isinstance(block, _FIGURES) or _is_band(block) for block in within(slide.blocks))


def _is_band(block: Block) -> bool:
    return isinstance(block, Decision) and block.kind == "band"


def _laid(blocks: tuple[Block, ...], theme: Theme) -> tuple[int, Laid]:
    """The blocks at the first step of the scale at which they have room, or at the last; and which it is."""
    for step in range(ROOMY, COMPACT):
        laid = stacked(blocks, CONTENT.width, theme.deck, step)
        if laid.height <= CONTENT.height and not laid.faults.cuts:
            return step, laid
    return COMPACT, stacked(blocks, CONTENT.width, theme.deck, COMPACT)


def _repeats(first: Slide, second: Slide) -> bool:
    """Whether the second shows a value of the brief that the first shows."""
    return bool(_values(first) & _values(second))


def _values(slide: Slide) -> set[ValuePath]:
    return {run.path for run in runs((slide.title, slide.blocks)) if run.path != NOWHERE}
