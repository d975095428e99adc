"""The title and section slides by the theme's `cover`: which colour stands for what, and what is drawn behind."""

from __future__ import annotations

from dataclasses import dataclass

from policybrief.deck.shapes import SLIDE_WIDTH, Box

_BAND = 288.0


@dataclass(frozen=True)
class Cover:
    """The colours of a cover by what they are for; `quiet` is the byline's second line and the designation block.

    `behind` lies under the texts, `bar` above the kicker: boxes in the layouts, with their colours.
    """

    ground: str
    title: str
    kicker: str
    subtitle: str
    byline: str
    quiet: str
    footer: str
    bar: tuple[Box, str]
    behind: tuple[tuple[Box, str], ...] = ()


_SHORT_BAR = Box(54.0, 48.0, 48.0, 4.5)

COVERS = {
    "dark": Cover("primary", "paper", "highlight", "on_dark", "paper", "on_dark", "on_dark", (_SHORT_BAR, "highlight")),
    "light": Cover(
        "paper",
        "primary",
        "accent",
        "ink",
        "ink",
        "muted",
        "marking",
        (Box(54.0, 54.0, 852.0, 2.25), "primary"),
        ((Box(54.0, 300.0, 852.0, 0.75), "primary"),),
    ),
    "band": Cover(
        "paper",
        "paper",
        "highlight",
        "on_dark",
        "ink",
        "muted",
        "marking",
        (_SHORT_BAR, "highlight"),
        ((Box(0.0, 0.0, SLIDE_WIDTH, _BAND), "primary"), (Box(0.0, _BAND, SLIDE_WIDTH, 6.0), "highlight")),
    ),
}
