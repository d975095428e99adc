"""Which colours of a theme stand on which, and whether text in them can be read.

How a ratio is reckoned, and what WCAG asks for, stands in `ooxml.contrast`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from policybrief.ooxml.contrast import LARGE, TEXT, mended, ratio

_INK = 14.0
"""The contrast of ink on white paper, where a theme's own is for dark slides."""


class Pair(NamedTuple):
    """`foreground` and `background` are names of the theme's colours; `minimum` is the least ratio between them."""

    what: str
    foreground: str
    background: str
    minimum: float


TINTED = (
    Pair("text in a cell that bears", "ink", "cell", TEXT),
    Pair("confidence in a cell that bears", "primary", "cell", LARGE),
    Pair("text on the first column's tint", "ink", "first_tint", TEXT),
    Pair("titles on the first column's tint", "first", "first_tint", LARGE),
    Pair("text on the second column's tint", "ink", "second_tint", TEXT),
    Pair("titles on the second column's tint", "second", "second_tint", LARGE),
)
"""Text on the tints that a theme may leave to us."""

PAIRS = (
    # both documents
    Pair("text", "ink", "paper", TEXT),
    Pair("text in a panel", "ink", "panel", TEXT),
    Pair("titles and headings", "primary", "paper", TEXT),
    Pair("the bottom line in its panel", "primary", "panel", TEXT),
    Pair("numbers and kickers", "accent", "paper", TEXT),
    Pair("labels in a panel", "accent", "panel", TEXT),
    Pair("small labels and sources", "muted", "paper", TEXT),
    Pair("small labels in a panel", "muted", "panel", TEXT),
    Pair("the marking", "marking", "paper", TEXT),
    Pair("links", "link", "paper", TEXT),
    Pair("links in a panel", "link", "panel", TEXT),
    # the deck: the columns of a fourth actor, panels that warn, what has the tone of a side
    Pair("text of a fourth actor", "ink", "card", TEXT),
    Pair("what stands out in the text of a fourth actor", "muted", "card", TEXT),
    Pair("text in a panel that warns", "ink", "panel_accent", TEXT),
    Pair("titles in a panel that warns", "accent", "panel_accent", TEXT),
    *(
        Pair(f"titles and numbers in the tone of {tone}", tone, background, LARGE)
        for tone in ("first", "second")
        for background in ("paper", "panel", "card")
    ),
    # the matrix, the sides of a comparison, a recommendation's square
    *TINTED,
    Pair("the number in a recommendation's square", "on_square", "square", TEXT),
)
"""Every pair in which text is set, whatever the theme. Rules, bars and dots carry no meaning of their own, and are not
in it.
"""

TABLE_HEADER = (
    Pair("an actor's name on primary", "paper", "primary", TEXT),
    Pair("an actor's name on accent", "paper", "accent", TEXT),
    Pair("an actor's name on first", "paper", "first", LARGE),
    Pair("an actor's name on second", "paper", "second", LARGE),
)
"""Where the first row of tables is filled."""

ON_PRIMARY = (
    Pair("kickers on the cover", "highlight", "primary", TEXT),
    Pair("small text on the cover", "on_dark", "primary", TEXT),
)
"""Where the cover, or the memo's masthead, stands on the primary colour."""


class ContrastFault(NamedTuple):
    """A pair that is too close. `ratio` is what it has; `better` are digits near the foreground that would do."""

    pair: Pair
    ratio: float
    better: str
    darker: bool


def faults(rgb: Mapping[str, str], pairs: Sequence[Pair]) -> Iterator[ContrastFault]:
    """The pairs of `rgb`, a theme's colours by name, that are below their minimum."""
    for pair in pairs:
        foreground, background = rgb[pair.foreground], rgb[pair.background]
        contrast = ratio(foreground, background)
        if contrast < pair.minimum:
            yield ContrastFault(pair, contrast, *mended(foreground, background, pair.minimum))


def printed(rgb: Mapping[str, str]) -> Mapping[str, str]:
    """A theme's colours as they can be read on white paper: `rgb` itself, or dark versions of the colours of a theme
    for dark slides.
    """
    if ratio(rgb["paper"], "FFFFFF") <= ratio(rgb["paper"], "000000"):
        return rgb
    grounds = {"paper": "FFFFFF", "panel": "F2F2F2", "card": "F7F7F7", "panel_accent": "F7F0F0", "rule": "C0C0C0"}
    grounds |= {"cell": "E0E0E0", "first_tint": "F7F7F7", "second_tint": "F7F7F7"}
    colors = {**rgb, **grounds, "on_dark": "E0E0E0", "ink": mended(rgb["ink"], "FFFFFF", _INK)[0]}
    for pair in (*PAIRS, *TABLE_HEADER, *ON_PRIMARY):
        if pair.foreground not in colors or pair.foreground in grounds:
            continue
        digits = colors[pair.foreground]
        if ratio(digits, colors[pair.background]) < pair.minimum:
            colors[pair.foreground] = mended(digits, colors[pair.background], pair.minimum)[0]
    return colors
