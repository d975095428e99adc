"""A colour as a value: what it is made of, so that any renderer can work it out, and not how one format spells it."""

from __future__ import annotations

import re
from typing import Any

from policybrief.ooxml.colors import A, Scheme, share
from policybrief.text.records import dataclass

SCHEME = frozenset({
    *("tx1", "bg1", "tx2", "bg2", "dk1", "lt1", "dk2", "lt2"),
    *("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"),
})  # fmt: skip
"""Office's names of a theme's colours."""

_DIGITS = re.compile("[0-9A-F]{6}")
_WHOLE = 100_000


@dataclass(frozen=True, slots=True)
class Color:
    """A colour and Office's changes to it, in order, as Office counts them: ("lumMod", 75000) are 75 percent.

    `name` is one of our theme's colours ("ink"), Office's name of one ("accent1"), or six digits; none is two of these.
    """

    name: str
    changes: tuple[tuple[str, int], ...] = ()

    @property
    def is_digits(self) -> bool:
        """Whether it is named by its digits, so that no theme changes it."""
        return _DIGITS.fullmatch(self.name) is not None


def read(element: Any, scheme: Scheme) -> Color | None:
    """The colour of an element such as a:schemeClr; None where it can't be told.

    Those that the file names in another way (a:prstClr, a:sysClr …) become digits.
    """
    if element is None or not isinstance(element.tag, str):
        return None
    changes = [change for change in element if isinstance(change.tag, str)]
    name = element.get("val", "") if element.tag == f"{A}schemeClr" else ""
    if name not in SCHEME:
        name = scheme.unchanged(element)
    steps = tuple((change.tag.removeprefix(A), round(share(change.get("val")) * _WHOLE)) for change in changes)
    return Color(name, steps) if name else None
