"""What can't be read on a deck that was placed on a base: texts whose colour is too near to what is drawn under them.

Our own colours are checked with the theme; here it is what the base brings along, and where texts stand on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.deck.colors import rgb
from policybrief.deck.placed import PlacedDeck
from policybrief.deck.shapes import Line, Shape, TextShape
from policybrief.deck.typeset import Type, extent, wrapped
from policybrief.errors import Problem
from policybrief.ooxml.box import Box
from policybrief.ooxml.contrast import LARGE, TEXT, ratio
from policybrief.text.run import plain
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import Layout, Placeholder
from policybrief.theme.model import Theme

_LARGE_SIZE, _LARGE_BOLD = 18.0, 14.0
_WORDS = 40


def doubts(deck: PlacedDeck) -> Iterator[Problem]:
    """A warning for each text that can't be read, with its slide; one for each place and colour of a layout."""
    theme = deck.theme
    if not theme.base:
        return
    layouts = {layout.part: layout for layout in theme.layouts.values()}
    told: set[tuple[str, str]] = set()
    for number, slide in enumerate(deck.slides, 1):
        layout = layouts[slide.layout]
        for shape, least, contrast in _unread(slide.shapes, theme, layout):
            key = (slide.layout, shape.role or shape.name)
            if key not in told:
                told.add(key)
                words = plain(shape.lines[0].text)[:_WORDS]
                message = f"slide {number}: {words!r} has a contrast of {contrast:.1f} to what the base draws under it"
                hint = f"{least:g} is the minimum; choose another layout, or give the deck another 'content'"
                yield theme.problem(("deck", "base"), message, hint).graded("warning")


def _unread(shapes: tuple[Shape, ...], theme: Theme, layout: Layout) -> Iterator[tuple[TextShape, float, float]]:
    """Texts that stand on the layout itself, with the contrast that they need and the one that they have."""
    filled: list[Box] = []
    held = {(placeholder.type, placeholder.idx): placeholder for placeholder in layout.placeholders}
    for shape in shapes:
        if isinstance(shape, TextShape) and shape.lines and not shape.fill:
            own = held.get((shape.held.type, shape.held.idx)) if shape.held else None
            room = shape.box.inset(*shape.insets)
            if any(box.holds(room, 1.0) for box in filled) or (own and own.fill and not own.fill.rgb):
                continue
            whole = _worst(shape, room, own, theme, layout)
            if worst := whole and _worst(shape, _covered(shape, room, theme), own, theme, layout):
                yield shape, *worst
        elif getattr(shape, "fill", None):
            filled.append(shape.box)


def _worst(
    shape: TextShape, room: Box, own: Placeholder | None, theme: Theme, layout: Layout
) -> tuple[float, float] | None:
    """What the first line needs that can't be read on what is under a room, and what it has."""
    assert theme.base
    ground = grounds.under(theme.base, layout, room)
    shades = [own.fill.over(shade) if own and own.fill else shade for shade in ground.shades]
    for line in shape.lines if shades else ():
        contrast = min(ratio(rgb(line.look.color, theme, layout.part), shade) for shade in shades)
        if contrast < ground.least(_needed(line)) - 0.05:
            return _needed(line), contrast
    return None


def _covered(shape: TextShape, room: Box, theme: Theme) -> Box:
    """The part of its room that a text covers."""
    type_ = Type(theme.deck)
    height, _ = extent(shape.lines, room.width, type_)
    width = min(room.width, max(wrapped(line.text, line.look, room.width, type_).width for line in shape.lines))
    across, down = room.width - width, max(0.0, room.height - height)
    left = {"l": 0.0, "ctr": across / 2, "r": across}[shape.lines[0].align]
    top = {"t": 0.0, "ctr": down / 2, "b": down}[shape.anchor]
    return Box(room.x + left, room.y + top, width, min(height, room.height))


def _needed(line: Line) -> float:
    return LARGE if line.look.size >= (_LARGE_BOLD if line.look.bold else _LARGE_SIZE) else TEXT
