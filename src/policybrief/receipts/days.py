"""Days amid a text, "24 February 2022" or "August 18": by the names of months of the brief's language and of English.

A day is one thing: its number alone, found anywhere, would say nothing. A month has its own capital: no 12 march.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from policybrief.locale import locale as locales
from policybrief.locale.locale import Locale
from policybrief.text.records import dataclass

_ENGLISH = "en-US"


@dataclass(frozen=True)
class Day:
    """A day of a text: as it is written, where, and what it says; `year` is 0 where the text has none."""

    written: str
    span: tuple[int, int]
    year: int
    month: int
    day: int

    def same(self, other: Day) -> bool:
        """Whether two say one day, as far as both have a year."""
        return (self.month, self.day) == (other.month, other.day) and 0 in (
            self.year - other.year,
            self.year,
            other.year,
        )


def days(text: str, locale: Locale) -> Iterator[Day]:
    """The days of a text, in its order."""
    pattern, months = _known(locale.name)
    for match in pattern.finditer(text):
        said = {name.rstrip("_"): value for name, value in match.groupdict().items() if value}
        month = months.get(said["month"].casefold()) or (int(said["month"]) if said["month"].isdecimal() else 0)
        number = re.match(r"\d+", said["day"])
        if month and number:
            yield Day(match.group(), match.span(), int(said.get("year", 0)), month, int(number.group()))


@lru_cache(maxsize=8)
def _known(name: str) -> tuple[re.Pattern[str], dict[str, int]]:
    months: dict[str, int] = {}
    written: set[str] = set()
    for language in (name, _ENGLISH):
        locale = locales.load(language)
        for names in (locale.months, locale.months_alone, locale.months_short):
            months |= {month.rstrip(".").casefold(): number for number, month in enumerate(names, 1)}
            written.update(names)
    listed = "|".join(
        re.escape(month.rstrip("."))
        for month in sorted(written, key=lambda name: (-len(name), name))
        if not month[0].isdecimal()
    )
    day, year = r"\d{1,2}(?:st|nd|rd|th|er)?", r"\d{4}"
    return (
        re.compile(
            rf"(?<!\d)(?P<day>{day})\s(?P<month>{listed})\.?(?!\w)(?:,?\s(?P<year>{year}))?"
            rf"|(?<!\w)(?P<month_>{listed})\.?\s(?P<day_>{day})(?!\w)(?:,?\s(?P<year_>{year}))?"
            rf"|(?:(?P<year__>{year})年)?(?P<month__>\d{{1,2}})月(?P<day__>\d{{1,2}})日"
        ),
        months,
    )
