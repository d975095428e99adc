"""The marking on slides and notes pages: the colours of a TLP label, and what stands between two lines in one row."""

from __future__ import annotations

from policybrief.brief import banners

BLACK = "#000000"
BETWEEN = "   |   "


def color(words: str) -> str:
    """The colour of a TLP label, or ""."""
    return f"#{banners.TLP[words]}" if words in banners.TLP else ""
