"""The colours of placed shapes: our theme's by name, and what a colour is in digits, for all who draw slides."""

from __future__ import annotations

from policybrief.ooxml import colors
from policybrief.ooxml.color import Color
from policybrief.theme.model import Theme

INK, PAPER, PRIMARY, PANEL = Color("ink"), Color("paper"), Color("primary"), Color("panel")
ACCENT, HIGHLIGHT, FIRST = Color("accent"), Color("highlight"), Color("first")
SECOND, MUTED, LINK, MARKING = Color("second"), Color("muted"), Color("link"), Color("marking")
RULE, CARD, PANEL_ACCENT, ON_DARK = Color("rule"), Color("card"), Color("panel_accent"), Color("on_dark")
CELL, FIRST_TINT, SECOND_TINT = Color("cell"), Color("first_tint"), Color("second_tint")
SQUARE, ON_SQUARE = Color("square"), Color("on_square")
BLACK, WHITE = Color("000000"), Color("FFFFFF")


def rgb(color: Color, theme: Theme, layout: str = "") -> str:
    """A colour as six digits on a slide of that layout: on a base each layout's master may have colours of its own."""
    digits = color.name if color.is_digits else _named(color.name, theme, layout)
    for kind, amount in color.changes:
        digits = colors.apply(digits, kind, str(amount))
    return digits


def _named(name: str, theme: Theme, layout: str) -> str:
    if name in theme.rgb:
        return theme.rgb[name]
    layouts = theme.layouts.values()
    scheme = next((layout_.scheme for layout_ in layouts if layout_.part == layout), theme.layouts["title-only"].scheme)
    return scheme.slots.get(name) or scheme.raw[name]
