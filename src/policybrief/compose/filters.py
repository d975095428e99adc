"""The filters of templates: dates, words and numbers in the brief's language, each with the path of its value."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

import jinja2
from markupsafe import Markup

from policybrief.brief.source_entry import SourceEntry
from policybrief.brief.terms import PERCENT, Likelihood
from policybrief.compose import vocabulary
from policybrief.compose.citing import Citing
from policybrief.compose.traced import Misuse, Traced
from policybrief.compose.views import TracedDate, View, cited_ids, of
from policybrief.errors import did_you_mean
from policybrief.locale.locale import DateForm, Locale
from policybrief.text.value_path import NOWHERE


def filters(citing: Citing) -> dict[str, Any]:
    """The filters of templates in a document that cites so, and in its language."""
    locale, words = citing.locale, citing.locale.words

    def date(day: TracedDate, form: str = "") -> Traced:
        """{{ brief.date|date }}: November 21, 2026; {{ brief.date|date("short") }}: 11/21/26."""
        return Traced(locale.format_date(of(TracedDate, day, "date"), _date_form(form)), day.path)

    def moment(start: TracedDate) -> Traced:
        """{{ brief.meeting.start|moment }}: November 24, 2026, 10:00."""
        return Traced(locale.format_moment(of(TracedDate, start, "moment")), start.path)

    def word(key: str, prefix: str = "") -> Traced:
        """{{ judgment.confidence|word("confidence_") }}: the locale's word for a key of the brief."""
        name = f"{prefix}{of(str, key, 'word')}"
        if name not in words:
            raise Misuse(f"the locale has no word {name!r}", did_you_mean(name, words))
        return Traced(words[name], getattr(key, "path", NOWHERE))

    def by(day: TracedDate, form: str = "") -> Traced:
        """{{ brief.decision.by|by }}: by November 21, 2026; {{ brief.decision.by|by("short") }}: by 11/21/26."""
        return Traced(locale.by.format(date=locale.format_date(of(TracedDate, day, "by"), _date_form(form))), day.path)

    def plural(number: int, *forms: str) -> str:
        """{{ count }} {{ count|plural("step", "steps") }}: the form that a number takes in the brief's language."""
        if len(forms) != len(locale.plurals):
            raise Misuse(f"'plural' takes {len(locale.plurals)} forms in the language {locale.name}, not {len(forms)}")
        return forms[locale.plural(number)]

    def stop(text: str) -> str:
        """{{ headline }}{{ headline|stop }}: a full stop, unless the text ends a sentence itself."""
        return locale.stop(vocabulary.unwrap(of(str, text, "stop")))

    def capital(text: Traced) -> Traced:
        """{{ decision.ask|capital }}: the first letter upper-case."""
        text = of(str, text, "capital")
        return (text if isinstance(text, Traced) else Traced(text, NOWHERE)).capital()

    made: dict[str, Callable[..., Any]] = {
        "date": date, "moment": moment, "by": by, "word": word, "plural": plural, "stop": stop, "capital": capital,
        "counted_recommendations": locale.counted, "cited": cited_ids, "upto": _upto, "cite": _cite,
        "interval": _interval(locale), **_source_filters(citing),
    }  # fmt: skip
    return {name: _at_run_time(function) for name, function in made.items()}


def _interval(locale: Locale) -> Callable[[str], Traced]:
    def interval(term: str) -> Traced:
        """{{ judgment.likelihood|interval }}: 55 to 80%, what a term of likelihood says."""
        if of(str, term, "interval") not in PERCENT:
            raise Misuse(f"{str(term)!r} is not a likelihood", did_you_mean(term, PERCENT))
        return Traced(locale.interval(*PERCENT[cast("Likelihood", str(term))]), getattr(term, "path", NOWHERE))

    return interval


def _source_filters(citing: Citing) -> dict[str, Callable[..., Any]]:
    def label(source: View) -> Traced:
        """{{ source|label }}: Lo (CEPA)."""
        entry = _entry(source, "label")
        path = source._path / "citation-label" if entry.citation_label else source._path
        return Traced(citing.label(entry), path)

    def reference(source: View) -> Traced:
        """{{ source|reference }}: the full entry for the list of sources."""
        return Traced(citing.reference(_entry(source, "reference")), source._path)

    return {"label": label, "reference": reference}


def _upto(entries: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    """{% for judgment in brief.judgments|upto(3) %}: the first three."""
    if not isinstance(number, int) or number < 0:
        raise Misuse(f"'upto' takes a number, not {number!r}", "write upto(3)")
    return tuple(of(tuple, entries, "upto"))[:number]


def _cite(part: View) -> Markup:
    """{{ judgment|cite }}: a citation of the sources that a part of the brief rests on."""
    return Markup('<cite sources="{}"/>').format(cited_ids(of(View, part, "cite")))


def _at_run_time(function: Callable[..., Any]) -> Any:
    """Jinja works constants out when it compiles; what a locale decides must not lie in compiled templates."""

    @jinja2.pass_context
    @wraps(function)
    def made(_: Any, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return made


_DATE_FORMS: dict[str, DateForm] = {"": "date", "long": "date", "short": "date_short"}
"""A reader sees one form: "long" asks for none of its own, and is for templates that have asked for it."""


def _date_form(form: str) -> DateForm:
    if form not in _DATE_FORMS:
        raise Misuse(f"{form!r} is not a form of a date", "a date has the forms 'long' and 'short'")
    return _DATE_FORMS[form]


def _entry(source: View, user: str) -> SourceEntry:
    entry = of(View, source, user)._part
    if not isinstance(entry, SourceEntry):
        raise Misuse(f"{user!r} takes a source, not {source!r}")
    return entry
