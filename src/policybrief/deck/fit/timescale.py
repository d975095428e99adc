"""A scale of time: where on an axis a day is, and which years or months are marked there.

What is not known to the day stands at its first: a year at its January. An event that may have come before the one that
stands before it in the brief stands with that.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence

from policybrief.text.exhibits import Event, Timeline
from policybrief.text.records import dataclass

_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)
_LEAST_APART = 70.0
"""Between two years that are marked, in points."""

Days = tuple[dt.date | None, ...]
"""When each event was; None for one that has no date."""


def days_of(events: Sequence[Event]) -> Days | None:
    """The days of events that a scale can show: at least two, in their order. None for others."""
    days: list[dt.date | None] = []
    latest = dt.date.min
    for event in events:
        if event.date is None:
            days.append(None)
        elif event.date.last < latest:
            return None
        else:
            latest = max(latest, event.date.first)
            days.append(latest)
    return tuple(days) if len({day for day in days if day}) > 1 else None


Span = tuple[float, float]


@dataclass(frozen=True)
class Tick:
    """What a scale says: a year at its beginning, or a month in its `span`, which has a mark where it begins.

    What is `short` stands where not every word has room.
    """

    span: Span
    word: str
    short: str
    marked: bool = True

    @property
    def length(self) -> float:
        return self.span[1] - self.span[0]


_PRESENT = 0.3
"""A scale goes on to the day of the brief where that adds no more than this share to it."""


@dataclass(frozen=True)
class Scale:
    """Days from the `first` to the `last` on an axis, from the place `start` to `end`."""

    first: dt.date
    last: dt.date
    start: float
    end: float

    def at(self, day: dt.date) -> float:
        """The place of a day."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.start + share * (self.end - self.start)

    @property
    def day_long(self) -> float:
        return (self.end - self.start) / max(1, (self.last - self.first).days)

    def day(self, place: float) -> dt.date:
        """The day at a place of the axis."""
        return self.first + dt.timedelta(days=math.floor((place - self.start) / self.day_long))

    def years(self, low: float, high: float, apart: float) -> Iterator[Tick]:
        """The years that begin between two places of the axis, as many as are so far `apart`."""
        step = next((step for step in _YEAR_STEPS if step * 365 * self.day_long >= apart), _YEAR_STEPS[-1])
        for year in range(self.day(low).year, self.day(high).year + 1):
            at = self.at(dt.date(year, 1, 1))
            if year % step == 0 and low <= at <= high:
                yield Tick((at, at), str(year), str(year))

    def months(self, low: float, high: float, names: Sequence[str], short: Sequence[str]) -> Iterator[Tick]:
        """The months between two places of the axis, each in its span."""
        day, last = self.day(low).replace(day=1), self.day(high - 0.01)
        while day <= last:
            after = month_after(day)
            start, end = self.at(day), min(high, self.at(after))
            yield Tick((max(low, start), end), names[day.month - 1], short[day.month - 1], marked=start > low)
            day = after


def scale(days: Days, today: dt.date | None, start: float, end: float) -> Scale:
    """The scale of all days from the place `start` to `end`: to the present, where that is not far."""
    known = [day for day in days if day]
    first, last = known[0], known[-1]
    if today and days[-1] and last < today and (today - last) <= _PRESENT * (today - first):
        last = today
    return Scale(first, last, start, end)


_MONTHS = 550
"""On a scale of so many days months are marked."""


def ticks(scale: Scale, block: Timeline, low: float, high: float, apart: float = _LEAST_APART) -> tuple[Tick, ...]:
    """What a scale says between two places: months where it is short, or else years."""
    if (scale.last - scale.first).days <= _MONTHS and block.months:
        return tuple(scale.months(low, high, block.months, block.months_short))
    return tuple(scale.years(low, high, apart))


def month_after(day: dt.date) -> dt.date:
    """The first day of the next month."""
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def whole_months(first: dt.date, last: dt.date, start: float, end: float) -> Scale:
    """The scale from the first day of one month to the last of the other."""
    return Scale(first.replace(day=1), month_after(last), start, end)
