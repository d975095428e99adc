"""The marking on slides and notes pages: the colours of a TLP label, and what stands between two lines in one row."""

from __future__ import annotations

from policybrief.brief import banners
from policybrief.ooxml.color import Color

BETWEEN = "   |   "


def color(words: str) -> Color | None:
    """The colour of a TLP label; no other marking has one."""
    return Color(banners.TLP[words]) if words in banners.TLP else None
