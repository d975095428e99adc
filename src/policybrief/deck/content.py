"""A content slide in any grid, ours or a base's: title, kicker, blocks and source, all of which fit."""

from __future__ import annotations

from policybrief.deck import largest
from policybrief.deck.grid import Grid
from policybrief.deck.shapes import Look, Shape, TextShape
from policybrief.deck.texts import Texts
from policybrief.deck.typeset import wrapped
from policybrief.document import Slide


def content(slide: Slide, on: Grid, texts: Texts, label: TextShape | None) -> list[Shape]:
    """The shapes of the slide. The kicker ends before the TLP label; the label itself is not among them."""
    title = texts.title(slide.title, on.title, on.ceiling, on.floor, 2)
    shapes: list[Shape] = [title]
    if slide.kicker:
        look = Look(texts.theme.deck.kicker, "accent", bold=True, caps=True, spacing=1.3)
        taken = on.kicker.right - label.box.x + 12.0 if label else 0.0
        shapes.append(texts.one_line(slide.kicker, on.kicker.inset(0, 0, taken, 0), look, "kicker"))
    one_line = on.raised and wrapped(slide.title, title.lines[0].look, on.title.room.width, texts.smallest).lines == 1
    shapes += largest.blocks(slide, on.content.inset(0, -on.raised, 0, 0) if one_line else on.content, texts)
    if slide.source:
        shapes.append(texts.source(slide.source, on.source))
    return shapes
