"""The title and section slides by the theme's `cover`: what stands where, in which colour, and what is drawn behind."""

from __future__ import annotations

from typing import Literal

from policybrief.deck.colors import HIGHLIGHT, INK, MARKING, MUTED, ON_DARK, PAPER, PRIMARY
from policybrief.deck.shapes import SLIDE_HEIGHT, Align
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.text.records import dataclass

Fields = Literal["columns", "boxes", "stack"]
"""How the cover's data stand: under rules side by side, in boxes side by side, or one below the other."""


@dataclass(frozen=True)
class Cover:
    """A cover's colours by what they are for, and the boxes of its texts, in points.

    `quiet` are labels, the byline's second line and the designation block. `behind` lies under the texts, as boxes of
    the layouts with their colours. The layouts have the places of `kicker_box` to `byline_box` too.
    """

    ground: Color
    title: Color
    kicker: Color
    subtitle: Color
    byline: Color
    quiet: Color
    footer: Color
    rule: Color
    fields: Fields
    kicker_box: Box
    title_box: Box
    section_title_box: Box
    subtitle_box: Box
    section_subtitle_box: Box
    section_byline_box: Box
    byline_box: Box
    fields_box: Box
    sections_box: Box
    designation_box: Box
    marking_box: Box
    marking_align: Align = "ctr"
    behind: tuple[tuple[Box, Color], ...] = ()


_SPLIT = 634.5
"""Where the dark part of a divided cover ends."""

_DARK = Cover(
    ground=PRIMARY,
    title=PAPER,
    kicker=HIGHLIGHT,
    subtitle=ON_DARK,
    byline=PAPER,
    quiet=ON_DARK,
    footer=ON_DARK,
    rule=HIGHLIGHT,
    fields="columns",
    kicker_box=Box(54.0, 54.0, 852.0, 16.0),
    title_box=Box(54.0, 78.0, 852.0, 116.0),
    section_title_box=Box(54.0, 138.0, 546.0, 118.0),
    subtitle_box=Box(54.0, 202.0, 852.0, 62.0),
    section_subtitle_box=Box(54.0, 264.0, 546.0, 92.0),
    section_byline_box=Box(54.0, 372.0, 546.0, 86.0),
    byline_box=Box(54.0, 300.0, 540.0, 86.0),
    fields_box=Box(54.0, 396.0, 852.0, 96.0),
    sections_box=Box(634.5, 138.0, 271.5, 330.0),
    designation_box=Box(622.0, 290.0, 284.0, 92.0),
    marking_box=Box(54.0, 508.5, 852.0, 27.5),
)
_LIGHT = Cover(
    ground=PAPER,
    title=PRIMARY,
    kicker=PRIMARY,
    subtitle=INK,
    byline=INK,
    quiet=MUTED,
    footer=MARKING,
    rule=PRIMARY,
    fields="boxes",
    kicker_box=Box(54.0, 62.0, 852.0, 16.0),
    title_box=_DARK.title_box,
    section_title_box=_DARK.section_title_box,
    subtitle_box=_DARK.subtitle_box,
    section_subtitle_box=_DARK.section_subtitle_box,
    section_byline_box=_DARK.section_byline_box,
    byline_box=Box(54.0, 296.0, 540.0, 80.0),
    fields_box=Box(54.0, 384.0, 852.0, 90.0),
    sections_box=_DARK.sections_box,
    designation_box=Box(622.0, 280.0, 284.0, 92.0),
    marking_box=_DARK.marking_box,
    behind=((Box(54.0, 54.0, 852.0, 3.0), PRIMARY), (Box(54.0, 486.0, 852.0, 3.0), PRIMARY)),
)
_DIVIDED = Cover(
    ground=PAPER,
    title=PAPER,
    kicker=HIGHLIGHT,
    subtitle=ON_DARK,
    byline=PAPER,
    quiet=MUTED,
    footer=MARKING,
    rule=PRIMARY,
    fields="stack",
    kicker_box=Box(54.0, 54.0, 546.0, 16.0),
    title_box=Box(54.0, 74.0, 546.0, 176.0),
    section_title_box=Box(54.0, 138.0, 546.0, 118.0),
    subtitle_box=Box(54.0, 262.0, 546.0, 92.0),
    section_subtitle_box=Box(54.0, 264.0, 546.0, 92.0),
    section_byline_box=Box(54.0, 372.0, 546.0, 86.0),
    byline_box=Box(54.0, 380.0, 546.0, 92.0),
    fields_box=Box(670.5, 138.0, 235.5, 258.0),
    sections_box=Box(670.5, 138.0, 235.5, 330.0),
    designation_box=Box(670.5, 366.0, 235.5, 92.0),
    marking_box=Box(670.5, 466.0, 235.5, 57.0),
    marking_align="l",
    behind=((Box(0.0, 0.0, _SPLIT, SLIDE_HEIGHT), PRIMARY), (Box(0.0, 138.0, 18.0, 108.0), HIGHLIGHT)),
)

COVERS = {"dark": _DARK, "light": _LIGHT, "divided": _DIVIDED}
