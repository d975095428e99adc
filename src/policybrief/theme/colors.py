"""A theme's colours: six digits each or, from another, a shade of it as Office reckons one."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from policybrief.brief.values import Hex, Part, Text, misfit
from policybrief.ooxml import colors
from policybrief.validate import validate


class Shade(Part):
    """A colour made from another: that many percent lighter or darker, as Office reckons it (in HSL)."""

    of: Text
    lighter: Annotated[int, Field(strict=True, ge=0, le=100)] = 0
    darker: Annotated[int, Field(strict=True, ge=0, le=100)] = 0

    @model_validator(mode="after")
    def _one_way(self) -> Shade:
        if self.lighter and self.darker:
            raise misfit((), "is lighter and darker at once")
        return self


def _form_of(value: object) -> str:
    return validate.UNION + ("shade" if isinstance(value, dict | Shade) else "hex")


Color = Annotated[
    Annotated[Hex, Tag(validate.UNION + "hex")] | Annotated[Shade, Tag(validate.UNION + "shade")],
    Discriminator(_form_of),
]
"""Six digits; or, on a base, a shade of one of its colours (`scheme.SLOTS`)."""


class Colors(Part):
    """The colours by what they are for. The first eleven are the deck's theme colours; shades are made from them.

    On a base each may be a shade of the base's own: `primary: {of: tx2}`, `accent: {of: accent2, darker: 25}`.
    """

    ink: Color
    paper: Color
    primary: Color
    panel: Color
    accent: Color
    highlight: Color
    bronze: Color
    first: Color
    second: Color
    muted: Color
    link: Color
    marking: Color
    rule: Color
    card: Color
    panel_accent: Color
    on_dark: Color


PLAIN = tuple(Colors.model_fields)[:11]
"""The colours that others may be shades of."""

Plain = Literal["ink", "paper", "primary", "panel", "accent", "highlight", "bronze", "first", "second", "muted", "link"]
"""A colour that is given, not made from another of ours: the deck has a slot for each."""


def shaded(rgb: str, shade: Shade) -> str:
    """The digits of a shade of a colour."""
    modulation, offset = luminance(shade)
    return colors.luminated(rgb, modulation / 100, offset / 100)


def luminance(shade: Shade) -> tuple[int, int]:
    """The lumMod and lumOff of a shade, in percent."""
    return (100 - shade.lighter, shade.lighter) if shade.lighter else (100 - shade.darker, 0)
