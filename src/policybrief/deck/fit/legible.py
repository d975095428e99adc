"""What can't be read on a deck that was placed on a base: texts whose colour is too near to what is drawn under them.

Our own colours are checked with the theme; here it is what the base brings along, and where texts stand on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.deck.colors import rgb
from policybrief.deck.placed import PlacedDeck
from policybrief.deck.shapes import Line, Shape, TextShape
from policybrief.errors import Problem
from policybrief.ooxml.box import Box
from policybrief.ooxml.contrast import LARGE, TEXT, ratio
from policybrief.text.run import plain
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import Base, Layout
from policybrief.theme.model import Theme

_LARGE_SIZE, _LARGE_BOLD = 18.0, 14.0
_WORDS = 40


def doubts(deck: PlacedDeck) -> Iterator[Problem]:
    """A warning for each text that can't be read, with its slide; one for each place and colour of a layout."""
    theme, base = deck.theme, deck.theme.base
    if not base:
        return
    layouts = {layout.part: layout for layout in theme.layouts.values()}
    told: set[tuple[str, str]] = set()
    for number, slide in enumerate(deck.slides, 1):
        layout = layouts[slide.layout]
        for shape, least, contrast in _unread(slide.shapes, theme, base, layout):
            key = (slide.layout, shape.role or shape.name)
            if key not in told:
                told.add(key)
                words = plain(shape.lines[0].text)[:_WORDS]
                message = f"slide {number}: {words!r} has a contrast of {contrast:.1f} to what the base draws under it"
                hint = f"{least:g} is the minimum; choose another layout, or give the deck another 'content'"
                yield theme.problem(("deck", "base"), message, hint).graded("warning")


def _unread(
    shapes: tuple[Shape, ...], theme: Theme, base: Base, layout: Layout
) -> Iterator[tuple[TextShape, float, float]]:
    """Texts that stand on the layout itself, with the contrast that they need and the one that they have."""
    filled: list[Box] = []
    held = {(placeholder.type, placeholder.idx): placeholder for placeholder in layout.placeholders}
    for shape in shapes:
        if isinstance(shape, TextShape) and shape.lines and not shape.fill:
            own = held.get((shape.held.type, shape.held.idx)) if shape.held else None
            room = shape.box.inset(*shape.insets)
            if any(box.holds(room, 1.0) for box in filled) or (own and own.fill and not own.fill.rgb):
                continue
            ground = grounds.under(base, layout, room)
            shades = [own.fill.over(shade) if own and own.fill else shade for shade in ground.shades]
            for line in shape.lines:
                least = _needed(line)
                contrasts = [ratio(rgb(line.look.color, theme, layout.part), shade) for shade in shades]
                if contrasts and min(contrasts) < ground.least(least) - 0.05:
                    yield shape, least, min(contrasts)
                    break
        elif getattr(shape, "fill", None):
            filled.append(shape.box)


def _needed(line: Line) -> float:
    return LARGE if line.look.size >= (_LARGE_BOLD if line.look.bold else _LARGE_SIZE) else TEXT
