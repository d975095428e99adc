"""validate: dates of a timeline that disagree with its order, or with what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.brief.model import Brief
from policybrief.errors import Problem
from policybrief.locale import dates
from policybrief.locale.locale import Locale
from policybrief.read.source import Source
from policybrief.text import inline
from policybrief.text.dates import Date
from policybrief.text.value_path import ValuePath


def warnings(brief: Brief, read: Source, locale: Locale) -> Iterator[Problem]:
    """Events that stand after a later one: such a timeline is drawn without a scale; and dates that contradict the
    words that readers see.
    """
    latest: tuple[int, Date] | None = None
    for number, event in enumerate(brief.timeline.events if brief.timeline else ()):
        path = ValuePath("timeline", "events", number)
        said = dates.read(inline.words(event.when), locale)
        given = Date.written(event.at) if event.at else None
        if said and given and (given.last < said.first or given.first > said.last):
            hint = "let both say the same, or leave 'at' out"
            yield read.problem(path / "at", f"{given} is another date than 'when' says", hint)
        date = given or said
        if date and latest and date.last < latest[1].first:
            message = f"is before events[{latest[0]}], and so the timeline has no scale"
            hint = "events stand in the order of time; 'at' gives an event another date: 2022, 2022-08 or 2022-08-18"
            yield read.problem(path / ("at" if given else "when"), message, hint)
        elif date and (latest is None or date.first >= latest[1].first):
            latest = number, date
