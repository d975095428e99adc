"""A theme's colours: six digits each or, from another, a shade of it as Office reckons one."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from policybrief.brief.values import Hex, Part, Text, as_text, misfit
from policybrief.ooxml import colors
from policybrief.validate import locations


class Shade(Part):
    """A colour made from another: that many percent lighter or darker, as Office reckons it (in HSL)."""

    of: Text = Field(
        description="One of this theme's first eleven colours; on a base, one of its own: "
        "`tx1`, `bg1`, `tx2`, `bg2`, `accent1` to `accent6`, `hlink`."
    )
    lighter: Annotated[int, Field(strict=True, ge=0, le=100)] = Field(default=0, description="Percent, 0 to 100.")
    darker: Annotated[int, Field(strict=True, ge=0, le=100)] = Field(
        default=0, description="Percent; a shade is lighter or darker."
    )

    @model_validator(mode="after")
    def _one_way(self) -> Shade:
        if self.lighter and self.darker:
            raise misfit((), "is lighter and darker at once")
        return self


def _form_of(value: object) -> str:
    return locations.UNION + ("shade" if isinstance(value, dict | Shade) else "hex")


Color = Annotated[
    Annotated[Hex, Tag(locations.UNION + "hex")] | Annotated[Shade, Tag(locations.UNION + "shade")],
    Discriminator(_form_of),
]
"""Six digits; or, on a base, a shade of one of its colours (`scheme.SLOTS`)."""


class Colors(Part):
    """The colours by what they are for. The first eleven are the deck's theme colours; shades are made from them.

    On a base each may be a shade of the base's own: `primary: {of: tx2}`, `accent: {of: accent2, darker: 25}`.
    """

    ink: Color = Field(description="Text.")
    paper: Color = Field(description="What everything stands on.")
    primary: Color = Field(description="Titles, headings, strong rules; the ground of the cover and of the band.")
    panel: Color = Field(description="The tint behind text that must not be missed.")
    accent: Color = Field(description="Numbers, kickers and labels; the side that warns.")
    highlight: Color = Field(description="A signal on `primary`; too light for text on paper.")
    bronze: Color = Field(description="`highlight`, dark enough for text.")
    first: Color = Field(description="The first column of a comparison.")
    second: Color = Field(description="The second column.")
    muted: Color = Field(description="Small labels, sources, dates.")
    link: Color = Field(description="Links; they are underlined too.")
    marking: Color = Field(description="The marking at the head and foot of pages.")
    rule: Color = Field(description="Hairlines.")
    card: Color = Field(description="The tint of a matrix's empty cells, and of a fourth actor's column.")
    panel_accent: Color = Field(description="The tint of a panel that warns.")
    on_dark: Color = Field(description="Small text on `primary`.")
    cell: Color = Field(Shade(of="panel", darker=8), description="The tint of a matrix's cell that bears.")
    first_tint: Color = Field(Shade(of="first", lighter=93), description="The tint behind the first column's text.")
    second_tint: Color = Field(Shade(of="second", lighter=93), description="The tint behind the second column's.")
    square: Color = Field(Shade(of="primary"), description="The square that a recommendation's number stands in.")
    on_square: Color = Field(Shade(of="paper"), description="The number in that square.")


PLAIN = tuple(Colors.model_fields)[:11]
"""The colours that others may be shades of."""

Plain = Literal["ink", "paper", "primary", "panel", "accent", "highlight", "bronze", "first", "second", "muted", "link"]
"""A colour that is given, not made from another of ours: the deck has a slot for each."""


class FillPattern(Part):
    """A fill of dots, stripes or a mesh in a black frame, for printers that make dots of every grey."""

    of: Plain = Field(description="The colour of the dots and of the frame.")
    percent: Annotated[int, Field(strict=True, ge=0, le=90)] = Field(
        description="How much of the fill is in that colour, by the nearest pattern that PowerPoint has; 0 is a frame."
    )


def _fill_of(value: object) -> str:
    if isinstance(value, FillPattern) or (isinstance(value, dict) and "percent" in value):
        return locations.UNION + "pattern"
    if isinstance(value, dict | Shade):
        return locations.UNION + "shade"
    return locations.UNION + ("hex" if _DIGITS.fullmatch(str(as_text(value))) else "name")


_DIGITS = re.compile(" *#?[0-9A-Fa-f]{6} *")

Fill = Annotated[
    Annotated[Plain, Tag(locations.UNION + "name")]
    | Annotated[Hex, Tag(locations.UNION + "hex")]
    | Annotated[Shade, Tag(locations.UNION + "shade")]
    | Annotated[FillPattern, Tag(locations.UNION + "pattern")],
    Discriminator(_fill_of),
]
"""What a chart's series is filled with: one of this theme's colours, a shade of one, six digits, or a pattern."""


def shaded(rgb: str, shade: Shade) -> str:
    """The digits of a shade of a colour."""
    modulation, offset = luminance(shade)
    return colors.luminated(rgb, modulation / 100, offset / 100)


def luminance(shade: Shade) -> tuple[int, int]:
    """The lumMod and lumOff of a shade, in percent."""
    return (100 - shade.lighter, shade.lighter) if shade.lighter else (100 - shade.darker, 0)
