"""Whether words are a time, or another number with an order of its own: a year, a quarter, "May 2026", "15 to 64".

What has an order keeps it; all else may be sorted by value. What a time is called in a language, its locale says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

_SIGNS = r"[\d\s.,:;/~+<>≤≥'’()\[\]–—−-]"
_ROMAN = r"(?<![a-z])(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})(?![a-z])"
_SHORTEST = 3
"""So many letters of a month's or a day's name are enough, with a full stop or without."""


def are_times(names: Iterable[str], words: Collection[str], days: Collection[str] = ()) -> bool:
    """Whether all of the names are times. `words` are those of quarters, years and weeks; `days`, which may be cut
    short, those of months and days.
    """
    search = _pattern(tuple(words), tuple(days))
    return all(bool(name.strip()) and search.fullmatch(name.strip().casefold()) is not None for name in names)


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...], days: tuple[str, ...]) -> re.Pattern[str]:
    short = {day[:length] for day in days for length in range(_SHORTEST, len(day) + 1)} | set(days)
    known = sorted({word.casefold() for word in (*words, *short)}, key=len, reverse=True)
    named = "|".join(
        re.escape(word) if _cjk(word) else rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])" for word in known
    )
    return re.compile(f"(?:{named}|{_ROMAN}|{_SIGNS})+" if named else f"(?:{_ROMAN}|{_SIGNS})+")


def _cjk(word: str) -> bool:
    """Whether words of its script stand without spaces between them."""
    return any("\u3000" <= char <= "\u9fff" for char in word)
