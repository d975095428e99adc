"""The theme's colours as PowerPoint's: eleven of them are theme colours, the others are shades of these.

Nothing in a deck but a TLP label names a colour by its digits, so the Design tab's variants and a company's palette
restyle all of it.
"""

from __future__ import annotations

from policybrief.theme import Shade, Theme, luminance

SLOTS = {
    "ink": "tx1",
    "paper": "bg1",
    "primary": "tx2",
    "panel": "bg2",
    "second": "accent1",
    "accent": "accent2",
    "highlight": "accent3",
    "first": "accent4",
    "bronze": "accent5",
    "muted": "accent6",
    "link": "hlink",
}
"""Which colour of the theme stands in which slot of the master's colour map."""


def color(name: str, theme: Theme) -> str:
    """A colour of the theme as DrawingML (ECMA-376, 20.1.2.3.29 schemeClr), or "#FFC000" as it is."""
    if name.startswith("#"):
        return f'<a:srgbClr val="{name[1:]}"/>'
    if name in SLOTS:
        return f'<a:schemeClr val="{SLOTS[name]}"/>'
    shade = getattr(theme.colors, name)
    assert isinstance(shade, Shade)
    modulation, offset = luminance(shade)
    parts = f'<a:lumMod val="{modulation * 1000}"/>' + (f'<a:lumOff val="{offset * 1000}"/>' if offset else "")
    return f'<a:schemeClr val="{SLOTS[shade.of]}">{parts}</a:schemeClr>'


def fill(name: str, theme: Theme) -> str:
    """A solid fill, or none for ""."""
    return f"<a:solidFill>{color(name, theme)}</a:solidFill>" if name else "<a:noFill/>"
