"""Fixed words, dates and quotation marks of a language. A locale is a YAML file; every locale is complete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from policybrief import source
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.resources import LOCALES


@dataclass(frozen=True)
class Locale:
    """`words` by key; `months` from January; `date`, `month_date` and `time` as format strings."""

    name: str
    words: Mapping[str, str]
    counted_recommendations: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    month_date: str
    time: str
    quotes: tuple[str, str]
    comma_inside_quotes: bool
    hyphenation: str

    def format_date(self, day: dt.date) -> str:
        """21 November 2026."""
        return self.date.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def format_moment(self, moment: dt.datetime) -> str:
        """24 November 2026, 10:00."""
        return f"{self.format_date(moment)}, {self.time.format(hour=moment.hour, minute=moment.minute)}"

    def format_issued(self, issued: str) -> str:
        """A CSL date, of a year, a month or a day (`2022`, `2022-08`, `2022-08-18`)."""
        parts = [int(part) for part in issued.split("-")]
        if len(parts) == 3:
            return self.format_date(dt.date(*parts))
        return self.month_date.format(month=self.months[parts[1] - 1], year=parts[0]) if len(parts) == 2 else issued


def available() -> list[str]:
    """The names of all locales."""
    return sorted(file.stem for file in LOCALES.glob("*.yaml"))


def load(name: str) -> Locale:
    """The locale `name` ("en-US"). Raises `BriefError` for one that does not exist."""
    file = LOCALES / f"{name}.yaml"
    if name not in available():
        raise BriefError([Problem(f"there is no locale {name!r}", hint=did_you_mean(name, available()))])
    data = source.read(file).data
    first, last = data["quotes"]
    return Locale(
        name=name,
        words=data["words"],
        counted_recommendations=tuple(data["counted_recommendations"]),
        months=tuple(data["months"]),
        date=data["date"],
        month_date=data["month_date"],
        time=data["time"],
        quotes=(first, last),
        comma_inside_quotes=data["comma_inside_quotes"],
        hyphenation=data["hyphenation"],
    )
