"""What our own master draws on content slides, under all that stands on them: the footer's rule, a theme's spine."""

from __future__ import annotations

from policybrief.deck.colors import HIGHLIGHT, PRIMARY, RULE
from policybrief.deck.shapes import SLIDE_HEIGHT
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.theme.deck import DeckTheme

_SPINE_WIDTH = 18.0
FOOTER_RULE = Box(54.0, 486.0, 852.0, 0.75)


def behind(theme: DeckTheme) -> tuple[tuple[Box, Color], ...]:
    """Boxes with their colours, the lowest first."""
    rule = ((FOOTER_RULE, RULE),)
    if not theme.spine:
        return rule
    return (
        (Box(0.0, 0.0, _SPINE_WIDTH, SLIDE_HEIGHT), PRIMARY),
        (Box(0.0, 46.5, _SPINE_WIDTH, 33.0), HIGHLIGHT),
        *rule,
    )
