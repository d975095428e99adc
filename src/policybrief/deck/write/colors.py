"""The theme's colours as PowerPoint's: eleven of them are theme colours, the others are shades of these; on a base, all
are shades of the base's own.

Nothing in a deck but a TLP label names a colour by its digits, so the Design tab's variants and a company's palette
restyle all of it.
"""

from __future__ import annotations

from functools import lru_cache

from policybrief.ooxml.color import SCHEME, Color
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

_BARE = frozenset({"comp", "inv", "gray", "gamma", "invGamma"})
"""Changes of no amount."""


@lru_cache(maxsize=4096)
def color(value: Color, theme: Theme) -> str:
    """A colour as DrawingML (ECMA-376, 20.1.2.3)."""
    kind, digits, changes = _resolved(value.name, theme)
    changes = (*changes, *value.changes)
    inner = "".join(f'<a:{name} val="{amount}"/>' if name not in _BARE else f"<a:{name}/>" for name, amount in changes)
    return f'<a:{kind} val="{digits}">{inner}</a:{kind}>' if inner else f'<a:{kind} val="{digits}"/>'


def _resolved(name: str, theme: Theme) -> tuple[str, str, tuple[tuple[str, int], ...]]:
    """A colour as the slot or the digits that it is made of, and the changes to them. On a base the slots are its own,
    so that its Design tab restyles our slides too.
    """
    if Color(name).is_digits:
        return "srgbClr", name, ()
    if name in SCHEME:
        return "schemeClr", name, ()
    if not theme.deck.base and name in SLOTS:
        return "schemeClr", SLOTS[name], ()
    value = getattr(theme.colors, name)
    if not isinstance(value, Shade):
        return "srgbClr", value.upper(), ()
    kind, digits, changes = _resolved(value.of, theme)
    modulation, offset = luminance(value)
    if modulation != 100:
        changes = (*changes, ("lumMod", modulation * 1000))
    return kind, digits, (*changes, ("lumOff", offset * 1000)) if offset else changes


def fill(value: Color | None, theme: Theme) -> str:
    """A solid fill, or none."""
    return f"<a:solidFill>{color(value, theme)}</a:solidFill>" if value else "<a:noFill/>"
