"""What Chinese, Japanese and Korean text takes beyond the widths of its letters.

Beside ideographs programs set quotation marks from the East Asian face, in which they are square, and LibreOffice
leaves a fifth of the type size where ideographs and Latin letters or figures meet. PowerPoint leaves nothing there, but
both are to show the same lines: so there is room for what the wider one does.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

_MEETING = 0.2
"""Between ideographs and letters, in type sizes: `nExtraSpace` of LibreOffice's editeng, where scripts change."""

_SQUARE = {"“": 0.6, "”": 0.6, "‘": 0.75, "’": 0.75, "…": 0.3}
"""By how much marks of the East Asian face are wider than those of Latin ones, in type sizes."""

FIRST = "\u3000"
"""The least of the characters that are set in an East Asian face."""


def ideograph(char: str) -> bool:
    """Whether a character is square."""
    return char >= "\u2e80" and unicodedata.east_asian_width(char) in "WF"


def widenings(words: Sequence[str]) -> Iterator[float]:
    """By how much each of the words of a text with ideographs is wider than its letters, in type sizes."""
    before: bool | None = None
    for word in words:
        more = 0.0
        for char in word:
            square = ideograph(char) or char in _SQUARE
            more += _SQUARE.get(char, 0.0)
            if not square and not char.isalnum():
                continue  # spaces and points go with what stands before them
            more += _MEETING if before is not None and before is not square else 0.0
            before = square
        yield more
