"""Dates in an article's text, in the languages whose months are known. What is not clearly a date is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policybrief.sources.article.words import months
from policybrief.text.dates import Date
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class Dated:
    """A date and the words that say it, as they stand in a text from `start` on."""

    date: Date
    words: str
    start: int


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    month, year, day = rf"(?:{names})\.?", r"(?:1[5-9]|20)\d\d", r"(?:3[01]|[12]\d|0?[1-9])"
    gap = r",?\s+(?:de |of |d['’])?"
    return re.compile(
        rf"\b(?P<m1>{month})\s+(?P<d1>{day})(?:st|nd|rd|th)?,?\s+(?P<y1>{year})\b"
        rf"|\b(?P<d2>{day})(?:st|nd|rd|th|er|º|ª|\.)?{gap}(?P<m2>{month}){gap}(?P<y2>{year})\b"
        rf"|\b(?P<m3>{month}){gap}(?P<y3>{year})\b"
        rf"|\b(?P<y4>{year})-(?P<n4>\d\d)-(?P<d4>\d\d)\b"
        rf"|(?P<y5>{year})\s*年\s*(?:(?P<n5>\d{{1,2}})\s*月\s*)?(?:(?P<d5>\d{{1,2}})\s*[日号])?"
        rf"|\b(?P<d6>{day})\.(?P<n6>\d{{1,2}})\.(?P<y6>{year})\b"
        rf"|\b(?P<d7>{day})/(?P<n7>\d{{1,2}})/(?P<y7>{year})\b",
        re.IGNORECASE,
    )


_YEAR = re.compile(
    r"\b(?:in|since|by|until|after|before|from|en|depuis|dès|après|avant|im jahr|seit|nach|desde|в|у|з|після|до|с"
    r"|после)"
    r"\s+(?:late |early |mid-?|the year )?(?P<year>(?:19|20)\d\d)\b(?![-–]year|\s*[%$€])",
    re.IGNORECASE,
)


def dates(text: str) -> Iterator[Dated]:
    """The days and months that a text names, in its order; of "3/4/2024" alone, which may be either, the year."""
    for match in _pattern().finditer(text):
        groups = {key: value for key, value in match.groupdict().items() if value}
        date = _date({key[0]: value for key, value in groups.items()})
        if date:
            yield Dated(date, match[0].strip(), match.start())


def _date(parts: dict[str, str]) -> Date | None:
    month = months().get(parts["m"].rstrip(".").casefold(), 0) if "m" in parts else int(parts.get("n", 0))
    day = int(parts.get("d", 0))
    try:
        return Date(int(parts["y"]), month, day if month else 0)
    except ValueError:  # 30 February, or the American order
        return None


def first(text: str) -> Date | None:
    """The first date in a text, where it has one."""
    return next((dated.date for dated in dates(text) if not re.fullmatch(r"\d+/\d+/\d+", dated.words)), None)


def years(text: str) -> Iterator[Dated]:
    """Years that a text says something happened in: `in 2001`, `since 2014`."""
    for match in _YEAR.finditer(text):
        yield Dated(Date(int(match["year"])), match["year"], match.start("year"))
