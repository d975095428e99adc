"""Fixed words, dates and quotation marks of a language. A locale is a YAML file; every locale is complete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from policybrief import source
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.resources import LOCALES

Page = Literal["letter", "a4"]
DateForm = Literal["date", "date_long", "date_short"]


@dataclass(frozen=True)
class Locale:
    """`words` by key; `months` from January, `weekdays` from Monday, `halves` of the day.

    `date`, `date_long`, `date_short`, `month_date`, `time`, `embargo`, `accessed` and `continued` are format strings.
    `date` is the form that the documents have by themselves; the long and the short one are those of official letters.
    `page` is the paper of the place, for themes that leave it open.
    """

    name: str
    words: Mapping[str, str]
    counted_recommendations: tuple[str, ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    halves: tuple[str, str]
    embargo: str
    date: str
    date_long: str
    date_short: str
    month_date: str
    time: str
    quotes: tuple[str, str]
    comma_inside_quotes: bool
    accessed: str
    continued: str
    page: Page

    def format_date(self, day: dt.date, form: DateForm = "date") -> str:
        """21 November 2026; in the long form, November 21, 2026; in the short one, 11/21/26."""
        return str(getattr(self, form)).format(
            day=day.day, month=self.months[day.month - 1], year=day.year, number=day.month, century_year=day.year % 100
        )

    def format_moment(self, moment: dt.datetime) -> str:
        """24 November 2026, 10:00."""
        return f"{self.format_date(moment)}, {self.time.format(hour=moment.hour, minute=moment.minute)}"

    def format_embargo(self, moment: dt.datetime) -> str:
        """EMBARGOED UNTIL 12:01 a.m. EST, Tuesday, December 1, 2026 (05:01 UTC); the day of UTC if it is another."""
        utc = moment.astimezone(dt.UTC)
        day = f", {self.format_date(utc)}" if utc.date() != moment.date() else ""
        name, offset = moment.tzname() or "", f"{moment:%z}"
        return self.embargo.format(
            time=self.time.format(hour=moment.hour, minute=moment.minute),
            hour=(moment.hour - 1) % 12 + 1,
            minute=moment.minute,
            half=self.halves[moment.hour // 12],
            zone=name if name.isalpha() else f"UTC{offset[:3]}:{offset[3:5]}",
            weekday=self.weekdays[moment.weekday()],
            day=moment.day,
            month=self.months[moment.month - 1],
            year=moment.year,
        ) + (f" ({utc:%H:%M} UTC{day})" if name != "UTC" else "")

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
        weekdays=tuple(data["weekdays"]),
        halves=(data["halves"][0], data["halves"][1]),
        embargo=data["embargo"],
        date=data["date"],
        date_long=data["date_long"],
        date_short=data["date_short"],
        month_date=data["month_date"],
        time=data["time"],
        quotes=(first, last),
        comma_inside_quotes=data["comma_inside_quotes"],
        accessed=data["accessed"],
        continued=data["continued"],
        page=data["page"],
    )
