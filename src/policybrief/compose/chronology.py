"""What a timeline says of the time between its events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from policybrief.locale.locale import Locale
from policybrief.text.exhibits import Event
from policybrief.text.run import Run

_MOST_DAYS = 99
"""More days than these tell a reader nothing."""


def measured(events: Sequence[Event], locale: Locale) -> tuple[Event, ...]:
    """The events, of which one says how long after the one before it: where two follow each other at less than half of
    the distance of any others, and the days of both are known.
    """
    dated = [(place, event.date) for place, event in enumerate(events) if event.date]
    gaps = sorted(((second[1].first - first[1].last).days, first, second) for first, second in pairwise(dated))
    if not gaps or any(gap < 2 * gaps[0][0] for gap, *_ in gaps[1:]):
        return tuple(events)
    days, (before, from_), (place, to) = gaps[0]
    if not (0 < days <= _MOST_DAYS and from_.day and to.day and place == before + 1):
        return tuple(events)
    when = events[place].when
    said = (Run(locale.counted_days(days), at=when[0].at if when else ""),)
    return (*events[:place], replace(events[place], since=said), *events[place + 1 :])
