"""A date as exact as it is known: a year, a month or a day."""

from __future__ import annotations

import datetime as dt
import re

from policybrief.text.records import dataclass

FORM = "write a year, a month or a day: 2022, 2022-08 or 2022-08-18"
"""What helps whose date is none."""
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Date:
    """A day, or a month where `day` is 0, or a year where `month` is too.

    It is in the calendar, from 1000 to 2999: four digits beyond are more likely something else.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR or (self.day and not self.month):
            raise ValueError("is not a date")
        dt.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def written(cls, text: str) -> Date | None:
        """The date that is written as 2022, 2022-08 or 2022-08-18; None for anything else."""
        match = _WRITTEN.fullmatch(text)
        if not match or "00" in match.groups():
            return None
        try:
            return cls(*(int(part or 0) for part in match.groups()))
        except ValueError:
            return None

    @property
    def first(self) -> dt.date:
        """The first day that it may be."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day that it may be."""
        if self.day:
            return self.first
        year, month = divmod(self.year * 12 + (self.month or 12), 12)
        return dt.date(year, month + 1, 1) - dt.timedelta(days=1)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)
