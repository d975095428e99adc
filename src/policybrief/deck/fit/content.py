"""A content slide in any grid, ours or a base's: title, kicker, blocks and source, all of which fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from policybrief.deck.colors import MUTED
from policybrief.deck.fit import content_slide
from policybrief.deck.fit.content_slide import OverfullError
from policybrief.deck.fit.grid import Grid
from policybrief.deck.fit.progress import Progress
from policybrief.deck.fit.texts import Texts
from policybrief.deck.fit.typeset import wrapped
from policybrief.deck.shapes import Look, Shape, TextShape
from policybrief.errors import BriefError, Problem
from policybrief.text.document import Slide


@dataclass(frozen=True)
class Content:
    """What stands on a content slide but for its footers, and the step of the type scale that its blocks took."""

    shapes: tuple[Shape, ...]
    step: int


def content(slide: Slide, on: Grid, texts: Texts, progress: Progress, least: int) -> Content:
    """The shapes of the slide; its blocks take the first step from `least` on at which they fit.

    Raises `OverfullError` where the blocks are too much, or else `BriefError` for the other texts: all of them at once.
    """
    problems: list[Problem] = []
    shapes: list[Shape] = []

    def add(make: Callable[[], TextShape]) -> None:
        try:
            shapes.append(make())
        except BriefError as error:
            problems.extend(error.problems)

    add(lambda: texts.title(slide.title, on.title, on.sizes, 2))
    one_line = bool(on.raised and shapes) and _lines(slide, shapes[0], on, texts) == 1
    marked = progress.shapes(slide.section, on.kicker, texts.smallest)
    if slide.kicker:
        look = Look(texts.theme.deck.sizes.kicker, MUTED, bold=True, caps=True, spacing=1.2)
        kicker = on.kicker.inset(0, 0, on.kicker.right - marked[0].box.x + 12.0, 0) if marked else on.kicker
        if marked and wrapped(slide.kicker, look, kicker.width, texts.smallest).lines > 1:
            kicker, marked = on.kicker, []  # the kicker is the slide's own; the progress says what a reader knows
        add(lambda: replace(texts.one_line(slide.kicker, kicker, look, "kicker"), framed=bool(marked)))
    try:
        filled = content_slide.blocks(slide.blocks, on.content, texts.theme.deck, least, on.raised if one_line else 0.0)
    except OverfullError as over:
        raise OverfullError(over.height, on.content, tuple(problems)) from None
    shapes += [*filled.shapes, *marked]
    if slide.source:
        add(lambda: texts.source(slide.source, on.source))
    if problems:
        raise BriefError(problems)
    return Content(tuple(shapes), filled.step)


def _lines(slide: Slide, title: Shape, on: Grid, texts: Texts) -> int:
    assert isinstance(title, TextShape)
    return wrapped(slide.title, title.lines[0].look, on.title.room.width, texts.smallest).lines
