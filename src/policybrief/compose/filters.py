"""The filters that a template can use, beside Jinja's own: `{{ brief.date|date }}`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

import jinja2
from markupsafe import Markup

from policybrief.brief.assignment import Assignment
from policybrief.brief.exhibits import KeyFigure
from policybrief.brief.papers import NamedAuthor
from policybrief.brief.source_entry import SourceEntry
from policybrief.brief.terms import PERCENT, Likelihood
from policybrief.compose import locators, papers, vocabulary
from policybrief.compose.citing import Citing
from policybrief.compose.traced import Joined, Known, Misuse, Traced
from policybrief.compose.views import TracedDate, View, cited_ids, expect
from policybrief.errors import did_you_mean
from policybrief.locale.locale import DateForm, Locale
from policybrief.text import inline
from policybrief.text.clauses import sentence_ends
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE


def of_document(citing: Citing) -> dict[str, Any]:
    """The filters by their names, for templates of a document that cites so, and in its language."""
    own, locale = _Filters(citing.locale, citing), citing.locale
    named: dict[str, Callable[..., Any]] = {
        "date": own.date, "moment": own.moment, "by": own.by, "word": own.word, "plural": own.plural, "stop": own.stop,
        "capital": own.capital, "interval": own.interval, "label": own.label, "reference": own.reference, "lead": _lead,
        "amount": own.amount, "assignment": own.assignment, "place": own.place, "byline": own.byline,
        "counted_recommendations": locale.counted, "cited": cited_ids, "upto": _upto, "cite": _cite,
    }  # fmt: skip
    return {name: _at_run_time(function) for name, function in named.items()}


@dataclass(frozen=True)
class _Filters:
    """The filters that write as a language does. Their docstrings are what docs/markup.md says of them."""

    locale: Locale
    citing: Citing

    def date(self, day: TracedDate, form: str = "") -> Traced:
        """{{ brief.date|date }}: November 21, 2026; {{ brief.date|date("short") }}: 11/21/26."""
        return Traced(self.locale.format_date(expect(TracedDate, day, "date"), _date_form(form)), day.path)

    def moment(self, start: TracedDate) -> Traced:
        """{{ brief.meeting.start|moment }}: November 24, 2026, 10:00."""
        return Traced(self.locale.format_moment(expect(TracedDate, start, "moment")), start.path)

    def word(self, key: str, prefix: str = "") -> Traced:
        """{{ judgment.confidence|word("confidence_") }}: the locale's word for a key of the brief."""
        name = f"{prefix}{expect(str, key, 'word')}"
        if name not in self.locale.words:
            raise Misuse(f"the locale has no word {name!r}", did_you_mean(name, self.locale.words))
        return Traced(self.locale.words[name], getattr(key, "path", NOWHERE))

    def by(self, day: TracedDate, form: str = "") -> Traced:
        """{{ brief.decision.by|by }}: by November 21, 2026; {{ brief.decision.by|by("short") }}: by 11/21/26."""
        date = self.locale.format_date(expect(TracedDate, day, "by"), _date_form(form))
        return Traced(self.locale.by.format(date=date), day.path)

    def plural(self, number: int, *forms: str) -> str:
        """{{ count }} {{ count|plural("step", "steps") }}: the form that a number takes in the brief's language."""
        needed = len(self.locale.plurals)
        if len(forms) != needed:
            raise Misuse(f"'plural' takes {needed} forms in the language {self.locale.name}, not {len(forms)}")
        return forms[self.locale.plural(number)]

    def stop(self, text: str) -> str:
        """{{ headline }}{{ headline|stop }}: a full stop, unless the text ends a sentence itself."""
        return self.locale.stop(inline.words(vocabulary.unwrap(expect(str, text, "stop"))))

    def capital(self, text: Traced) -> Traced:
        """{{ decision.ask|capital }}: the first letter upper-case."""
        text = expect(str, text, "capital")
        return (text if isinstance(text, Traced) else Traced(text, NOWHERE)).capital()

    def interval(self, term: str) -> Traced:
        """{{ judgment.likelihood|interval }}: 55 to 80%, what a term of likelihood says."""
        if expect(str, term, "interval") not in PERCENT:
            raise Misuse(f"{str(term)!r} is not a likelihood", did_you_mean(term, PERCENT))
        return Traced(self.locale.interval(*PERCENT[cast("Likelihood", str(term))]), getattr(term, "path", NOWHERE))

    def amount(self, figure: View) -> Known:
        """{{ figure|amount }}: a figure of the brief with its unit, 67% or 640 t, as the language writes them."""
        seen = expect(View, figure, "amount")
        if not isinstance(seen._part, KeyFigure):
            raise Misuse(f"'amount' takes a figure to remember, not {figure!r}")
        if not seen.unit:
            return cast("Known", seen.value)
        close = seen.unit.startswith("%") and self.locale.percentage(1) == "1%"
        return Joined((seen.value, "" if close else "\u00a0", seen.unit))

    def assignment(self, recommendation: View, *keys: str) -> tuple[tuple[str, Traced], ...]:
        """{% for label, value in recommendation|assignment %}: who does it, by when and so on, each with its label.

        `recommendation|assignment("owner", "by")` gives these alone.
        """
        seen = expect(View, recommendation, "assignment")
        if not isinstance(seen._part, Assignment):
            raise Misuse(f"'assignment' takes a recommendation, not {recommendation!r}")
        for key in keys:
            if key not in Assignment.model_fields:
                raise Misuse(f"{key!r} is not of an assignment", did_you_mean(key, Assignment.model_fields))
        known = [(key, getattr(seen, key)) for key in keys or Assignment.model_fields]
        words = self.locale.words
        return tuple((words[f"assignment_{key}"], self._assigned(value, key)) for key, value in known if value)

    def byline(self, author: View) -> str:
        """{{ author|byline }}: Ann Lee, of an entry of `brief.authors`; `byline` alone has them all."""
        seen = expect(View, author, "byline")
        if not isinstance(seen._part, NamedAuthor):
            raise Misuse(f"'byline' takes an author, not {author!r}")
        return papers.byline((seen,), self.locale)

    def _assigned(self, value: Any, key: str) -> Traced:
        if isinstance(value, TracedDate):
            return self.date(value)
        return self.word(value, "priority_") if key == "priority" else cast("Traced", value)

    def place(self, locator: Traced) -> Traced:
        """{{ piece.locator|place }}: p. 14, where a piece of evidence has 14 alone; its words stay as they are."""
        said = expect(Traced, locator, "place")
        return said if inline.marked(said) else Traced(locators.in_evidence(str(said), self.locale), said.path)

    def label(self, source: View) -> Traced:
        """{{ source|label }}: Lo (CEPA)."""
        entry = _entry(source, "label")
        path = source._path / "citation-label" if entry.citation_label else source._path
        return Traced(self.citing.label(entry), path)

    def reference(self, source: View) -> Traced:
        """{{ source|reference }}: the full entry for the list of sources."""
        return Traced(self.citing.reference(_entry(source, "reference")), source._path)


def _upto(entries: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    """{% for judgment in brief.judgments|upto(3) %}: the first three."""
    if not isinstance(number, int) or number < 0:
        raise Misuse(f"'upto' takes a number, not {number!r}", "write upto(3)")
    return tuple(expect(tuple, entries, "upto"))[:number]


def _lead(text: Traced) -> tuple[Traced, Traced]:
    """{% set first, rest = brief.bottom_line.text|lead %}: the first sentence, without its full stop, and the others.

    A text with Markdown or citations, and one of which it is not sure where the first sentence ends, is given whole.
    """
    text = expect(Traced, text, "lead")
    ends = [] if inline.marked(str(text)) else sentence_ends(str(text))
    first, rest = (text[: ends[0]].strip(), text[ends[0] :].strip()) if ends else (text, Traced("", text.path))
    return (first if inline.marked(str(first)) else first.rstrip(".。")), rest


def _cite(part: View) -> Markup:
    """{{ judgment|cite }}: a citation of the sources that a part of the brief rests on."""
    return Markup('<cite sources="{}"/>').format(cited_ids(expect(View, part, "cite")))


def _at_run_time(function: Callable[..., Any]) -> Any:
    """Jinja works constants out when it compiles; what a locale decides must not lie in compiled templates."""

    @jinja2.pass_context
    @wraps(function)
    def in_context(_: Any, *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return in_context


_DATE_FORMS: dict[str, DateForm] = {"": "date", "long": "date", "short": "date_short"}
"""A reader sees one form: "long" asks for none of its own, and is for templates that have asked for it."""


def _date_form(form: str) -> DateForm:
    if form not in _DATE_FORMS:
        raise Misuse(f"{form!r} is not a form of a date", "a date has the forms 'long' and 'short'")
    return _DATE_FORMS[form]


def _entry(source: View, user: str) -> SourceEntry:
    entry = expect(View, source, user)._part
    if not isinstance(entry, SourceEntry):
        raise Misuse(f"{user!r} takes a source, not {source!r}")
    return entry
