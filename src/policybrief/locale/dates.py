"""Dates as people write them, read by the forms of a locale. Nothing is guessed: what is not clearly a date is none."""

from __future__ import annotations

import re
from functools import lru_cache

from policybrief.locale.locale import Locale
from policybrief.text.dates import Date


def read(text: str, locale: Locale) -> Date | None:
    """The date that a text says and nothing else: "2001", "Feb. 2022", "24 février 2022", "2022-02-24"."""
    words = " ".join(text.split()).casefold()
    return Date.written(words) or next(filter(None, (_read(words, form, locale) for form in locale.date_forms)), None)


def _read(words: str, form: str, locale: Locale) -> Date | None:
    told = _pattern(form, locale.first_day).fullmatch(words)
    if not told:
        return None
    parts = told.groupdict()
    month = _month(parts["month"], locale) if "month" in parts else int(parts.get("number", 0))
    day = parts.get("day", "0")
    if month == 0 and ("month" in parts or "day" in parts):
        return None
    try:
        return Date(int(parts["year"]), month, int(day) if day.isdecimal() else 1)
    except ValueError:  # 30 February
        return None


@lru_cache(maxsize=64)
def _pattern(form: str, first_day: str) -> re.Pattern[str]:
    """A locale's form of a date as the pattern of a casefolded text."""
    gaps = {
        "year": "(?P<year>[0-9]{4})",
        "month": r"(?P<month>(?:[0-9]{1,2})?[^\W\d_]+\.?)",
        "number": "(?P<number>[0-9]{1,2})",
        "day": f"(?P<day>{re.escape(first_day.casefold())}|[0-9]{{1,2}})",
    }
    pieces = re.split(r"\{(\w+)\}", form.casefold())
    return re.compile("".join(gaps[piece] if at % 2 else re.escape(piece) for at, piece in enumerate(pieces)))


_LEAST_LETTERS = 3


def _month(name: str, locale: Locale) -> int:
    """A month by its name, or by the beginning of it where no other begins so; 0 for none."""
    name = name.rstrip(".")
    known = [
        (number, full.casefold().rstrip("."))
        for names in (locale.months, locale.months_alone, locale.months_short)
        for number, full in enumerate(names, 1)
    ]
    same = {number for number, full in known if full == name}
    begun = {number for number, full in known if full.startswith(name)} if len(name) >= _LEAST_LETTERS else set()
    months = same or begun
    return months.pop() if len(months) == 1 else 0
