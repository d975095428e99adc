"""What a brief that is there gets of an article: entries behind or between its own, as insertions. Nothing is replaced.

A timeline gets events at dates that it has not, in the order of time, a comparison rows about its own two columns; a
brief without them gets them whole. What has no room, or no place that is sure, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policybrief.errors import Fix
from policybrief.locale import dates, locale
from policybrief.read.source import Source
from policybrief.sources.article import draft
from policybrief.sources.article.candidates import Candidates, Contrast, DatedSentence
from policybrief.text.dates import Date

_MOST_EVENTS, _MOST_ROWS = 12, 8
"""Of a timeline and a comparison: more is no slide."""


def fixes(read: Source, candidates: Candidates, entry: dict[str, Any], lang: str) -> Iterator[Fix]:
    """The insertions, each made behind the one before; `lang` is the brief's language."""
    key = entry["id"]
    values: dict[str, list[dict[str, Any]]] = {
        "judgments": draft.judgments(candidates.judgments, key, lang, _ids(read, "judgments")),
        "recommendations": draft.recommendations(candidates.recommendations, key, lang, _ids(read, "recommendations")),
        "sources": [] if key in _ids(read, "sources") else [entry],
    }
    for part, entries in values.items():
        there: Any = read.at((part,))
        if not isinstance(there, list):
            yield from [Fix((part,), "insert", entries)] if entries else ()
            continue
        yield from (Fix((part, len(there) + number), "insert", each) for number, each in enumerate(entries))
    yield from _timeline(read, candidates.timeline, key, lang)
    yield from _comparison(read, candidates.comparison, key)


def _ids(read: Source, part: str) -> set[str]:
    entries = read.at((part,))
    known = entries if isinstance(entries, list) else []
    return {each["id"] for each in known if isinstance(each, dict) and "id" in each}


def _timeline(read: Source, proposed: Sequence[DatedSentence], key: str, lang: str) -> Iterator[Fix]:
    there: Any = read.at(("timeline",))
    if there is None:
        if len(proposed) > 1:
            yield Fix(("timeline",), "insert", {"sources": [key], "events": [draft.event(each) for each in proposed]})
        return
    events = there.get("events") if isinstance(there, dict) else None
    known = [_date(each, lang) for each in events] if isinstance(events, list) else []
    dated = [date for date in known if date is not None]
    if not dated or len(dated) < len(known):
        return
    new = [each for each in proposed if not any(_same(each.date, date) for date in dated)][: _MOST_EVENTS - len(known)]
    for event in new:
        at = sum(_moment(date) <= _moment(event.date) for date in dated)
        dated.insert(at, event.date)
        yield Fix(("timeline", "events", at), "insert", draft.event(event))
    yield from _cited(there, "timeline", key, is_new=bool(new))


def _comparison(read: Source, contrasts: Sequence[Contrast], key: str) -> Iterator[Fix]:
    there: Any = read.at(("comparison",))
    if there is None:
        if contrasts:
            columns, rows = draft.columns_of(contrasts), [draft.row(each) for each in contrasts]
            yield Fix(("comparison",), "insert", {"columns": columns, "sources": [key], "rows": rows})
        return
    own = there.get("rows") if isinstance(there, dict) else None
    if not contrasts or not isinstance(own, list) or not own:
        return
    if sorted(map(str, there.get("columns") or ())) != sorted(draft.columns_of(contrasts)):
        return
    waiting = [each.get("rewrite") for each in own if isinstance(each, dict)]
    fresh = [row for each in contrasts if (row := draft.row(each))["rewrite"] not in waiting]
    new = fresh[: max(0, _MOST_ROWS - len(own))]
    yield from (Fix(("comparison", "rows", len(own) + number), "insert", each) for number, each in enumerate(new))
    yield from _cited(there, "comparison", key, is_new=bool(new))


def _cited(there: Any, part: str, key: str, *, is_new: bool) -> Iterator[Fix]:
    """The article among the sources of a part that got something of it."""
    cited = there.get("sources")
    if is_new and isinstance(cited, list) and key not in cited:
        yield Fix((part, "sources", len(cited)), "insert", key)


def _date(event: Any, lang: str) -> Date | None:
    if not isinstance(event, dict):
        return None
    at, when = str(event.get("at", "")), str(event.get("when", ""))
    return Date.written(at) or Date.written(when) or dates.read(when, locale.load(lang))


def _moment(date: Date) -> tuple[int, int, int]:
    return (date.year, date.month, date.day)


def _same(date: Date, other: Date) -> bool:
    """Whether two dates may be of one day: the parts that both have are equal."""
    return all(not (a and b) or a == b for a, b in zip(_moment(date), _moment(other), strict=True))
