"""The title and section slides by the theme's `cover`: which colour stands for what, and what is drawn behind."""

from __future__ import annotations

from dataclasses import dataclass

from policybrief.deck.colors import ACCENT, HIGHLIGHT, INK, MARKING, MUTED, ON_DARK, PAPER, PRIMARY, Color
from policybrief.deck.shapes import SLIDE_WIDTH, Box

_BAND = 288.0


@dataclass(frozen=True)
class Cover:
    """The colours of a cover by what they are for; `quiet` is the byline's second line and the designation block.

    `behind` lies under the texts, `bar` above the kicker: boxes in the layouts, with their colours.
    """

    ground: Color
    title: Color
    kicker: Color
    subtitle: Color
    byline: Color
    quiet: Color
    footer: Color
    bar: tuple[Box, Color]
    behind: tuple[tuple[Box, Color], ...] = ()


_SHORT_BAR = Box(54.0, 48.0, 48.0, 4.5)

COVERS = {
    "dark": Cover(PRIMARY, PAPER, HIGHLIGHT, ON_DARK, PAPER, ON_DARK, ON_DARK, (_SHORT_BAR, HIGHLIGHT)),
    "light": Cover(
        PAPER,
        PRIMARY,
        ACCENT,
        INK,
        INK,
        MUTED,
        MARKING,
        (Box(54.0, 54.0, 852.0, 2.25), PRIMARY),
        ((Box(54.0, 300.0, 852.0, 0.75), PRIMARY),),
    ),
    "band": Cover(
        PAPER,
        PAPER,
        HIGHLIGHT,
        ON_DARK,
        INK,
        MUTED,
        MARKING,
        (_SHORT_BAR, HIGHLIGHT),
        ((Box(0.0, 0.0, SLIDE_WIDTH, _BAND), PRIMARY), (Box(0.0, _BAND, SLIDE_WIDTH, 6.0), HIGHLIGHT)),
    ),
}
