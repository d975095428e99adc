"""The theme's colours as PowerPoint's: eleven of them are theme colours, the others are shades of these; on a base, all
are shades of the base's own.

Nothing in a deck but a TLP label names a colour by its digits, so the Design tab's variants and a company's palette
restyle all of it.
"""

from __future__ import annotations

from policybrief.ooxml import colors
from policybrief.theme.colors import Shade, luminance
from policybrief.theme.model import Theme

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
    """A colour of the theme as DrawingML (ECMA-376, 20.1.2.3.29 schemeClr), "#FFC000" as it is, and XML as it is."""
    if name.startswith("<"):
        return name
    if name.startswith("#"):
        return f'<a:srgbClr val="{name[1:]}"/>'
    if not theme.deck.base and name in SLOTS:
        return f'<a:schemeClr val="{SLOTS[name]}"/>'
    kind, value, changes = _resolved(name, theme)
    return f'<a:{kind} val="{value}">{changes}</a:{kind}>' if changes else f'<a:{kind} val="{value}"/>'


def _resolved(name: str, theme: Theme) -> tuple[str, str, str]:
    """A colour as the slot or the digits that it is made of, and the changes to them. On a base the slots are its own,
    so that its Design tab restyles our slides too.
    """
    if not theme.deck.base and name in SLOTS:
        return "schemeClr", SLOTS[name], ""
    if theme.deck.base and name in colors.SLOTS:
        return "schemeClr", name, ""
    value = getattr(theme.colors, name)
    if not isinstance(value, Shade):
        return "srgbClr", value.upper(), ""
    kind, digits, changes = _resolved(value.of, theme)
    modulation, offset = luminance(value)
    if modulation != 100:
        changes += f'<a:lumMod val="{modulation * 1000}"/>'
    return kind, digits, changes + (f'<a:lumOff val="{offset * 1000}"/>' if offset else "")


def fill(name: str, theme: Theme) -> str:
    """A solid fill, or none for ""."""
    return f"<a:solidFill>{color(name, theme)}</a:solidFill>" if name else "<a:noFill/>"
