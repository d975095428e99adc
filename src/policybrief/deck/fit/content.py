"""A content slide in any grid, ours or a base's: title, kicker, blocks and source, all of which fit."""

from __future__ import annotations

from collections.abc import Callable

from policybrief.deck.colors import ACCENT
from policybrief.deck.fit import content_slide
from policybrief.deck.fit.content_slide import OverfullError
from policybrief.deck.fit.grid import Grid
from policybrief.deck.fit.texts import Texts
from policybrief.deck.fit.typeset import wrapped
from policybrief.deck.shapes import Look, Shape, TextShape
from policybrief.errors import BriefError, Problem
from policybrief.text.document import Slide


def content(slide: Slide, on: Grid, texts: Texts, label: TextShape | None) -> list[Shape]:
    """The shapes of the slide. The kicker ends before the TLP label; the label itself is not among them.

    Raises `OverfullError` where the blocks are too much, or else `BriefError` for the other texts: all of them at once.
    """
    problems: list[Problem] = []
    shapes: list[Shape] = []

    def add(make: Callable[[], TextShape]) -> None:
        try:
            shapes.append(make())
        except BriefError as error:
            problems.extend(error.problems)

    add(lambda: texts.title(slide.title, on.title, on.ceiling, on.floor, 2))
    one_line = bool(on.raised and shapes) and _lines(slide, shapes[0], on, texts) == 1
    if slide.kicker:
        look = Look(texts.theme.deck.kicker, ACCENT, bold=True, caps=True, spacing=1.3)
        taken = on.kicker.right - label.box.x + 12.0 if label else 0.0
        add(lambda: texts.one_line(slide.kicker, on.kicker.inset(0, 0, taken, 0), look, "kicker"))
    room = on.content.inset(0, -on.raised, 0, 0) if one_line else on.content
    try:
        shapes += content_slide.blocks(slide.blocks, room, texts.theme.deck)
    except OverfullError as over:
        raise OverfullError(over.height, room, tuple(problems)) from None
    if slide.source:
        add(lambda: texts.source(slide.source, on.source))
    if problems:
        raise BriefError(problems)
    return shapes


def _lines(slide: Slide, title: Shape, on: Grid, texts: Texts) -> int:
    assert isinstance(title, TextShape)
    return wrapped(slide.title, title.lines[0].look, on.title.room.width, texts.smallest).lines
