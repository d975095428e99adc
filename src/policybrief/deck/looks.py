"""How kickers and captions look: small spaced capitals, wherever they stand on a slide."""

from __future__ import annotations

from policybrief.deck.colors import MUTED
from policybrief.deck.shapes import Look
from policybrief.deck.typeset import Type
from policybrief.ooxml.color import Color
from policybrief.theme.deck import DeckTheme


def kicker_look(theme: DeckTheme, color: Color = MUTED) -> Look:
    """Small spaced capitals: the line above a title, and labels of what stands below them."""
    return Look(theme.sizes.kicker, color, bold=True, caps=True, spacing=1.2)


def caption_look(type_: Type) -> Look:
    """The label of a group: what stands below it."""
    return kicker_look(type_.theme)
