"""What a template sees of a brief, and the filters and functions that it can use.

Every text knows the path of its YAML value, and takes it along into what a template prints.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

import jinja2
from markupsafe import Markup, escape
from pydantic import BaseModel

from policybrief.brief import walk
from policybrief.brief.marking import markings
from policybrief.brief.model import Brief
from policybrief.brief.parts import DEPTHS, LISTS, MEMO_PARTS, Kind, usual
from policybrief.brief.source_entry import SourceEntry
from policybrief.brief.terms import PERCENT, Likelihood
from policybrief.compose import citations, vocabulary
from policybrief.compose.traced import Joined, Misuse, Traced
from policybrief.errors import did_you_mean
from policybrief.locale.locale import DateForm, Locale
from policybrief.read.source import Spelled
from policybrief.text import inline
from policybrief.text.value_path import NOWHERE, ValuePath

if TYPE_CHECKING:
    from policybrief.brief.audience import Audience


class TracedDate(dt.datetime):
    """A date of the brief that knows its YAML path."""

    path: ValuePath = NOWHERE

    @classmethod
    def of(cls, day: dt.date, path: ValuePath) -> TracedDate:
        moment = day if isinstance(day, dt.datetime) else dt.datetime(day.year, day.month, day.day)
        traced = cls(*moment.timetuple()[:5])
        traced.path = path
        return traced


class TracedNumber(Spelled):
    """A number of a chart that knows its YAML path."""

    path: ValuePath

    @classmethod
    def at(cls, number: Spelled, path: ValuePath) -> TracedNumber:
        traced = cls(number)
        traced.spelling, traced.path = number.spelling, path
        return traced


_LIMITS = ("audiences", "not_for", "quiet", "rewrite")
"""Who gets a part, and what its writers chose not to hear, is no template’s business: it sees what readers do."""


class View:
    """A part of the brief as a template sees it: its fields as attributes, and nothing else."""

    def __init__(self, part: BaseModel, path: ValuePath) -> None:
        self._part, self._path = part, path

    def __getattr__(self, name: str) -> Any:
        fields = type(self._part).model_fields
        key = f"{name}_" if f"{name}_" in fields else name
        if key not in fields or key in _LIMITS:
            raise AttributeError(name)
        value = see(getattr(self._part, key), self._path / (fields[key].alias or key))
        self.__dict__[name] = value
        return value

    @property
    def names(self) -> list[str]:
        """What a template can ask of it."""
        return [name.rstrip("_") for name in type(self._part).model_fields if name not in _LIMITS]

    def __repr__(self) -> str:
        return str(self._path) or "brief"


def see(value: Any, path: ValuePath) -> Any:
    """`value` as a template sees it."""
    if isinstance(value, str):
        return Traced(value, path)
    if isinstance(value, BaseModel):
        return View(value, path)
    if isinstance(value, tuple):
        return tuple(see(item, path / number) for number, item in enumerate(value))
    if isinstance(value, dict):
        return {key: see(item, path / key) for key, item in value.items()}
    if isinstance(value, dt.date):
        return TracedDate.of(value, path)
    return TracedNumber.at(value, path) if isinstance(value, Spelled) else value


def printed(value: Any) -> Any:
    """What `{{ value }}` prints: a text together with its path, a number, nothing for None; all else is a slip."""
    if isinstance(value, Traced):
        return vocabulary.wrap(value, value.path)
    if isinstance(value, Joined):
        return Markup("").join(escape(printed(piece)) for piece in value.pieces)
    if value is None:
        return ""
    if isinstance(value, Spelled):
        return vocabulary.wrap(value.spelling, value.path) if isinstance(value, TracedNumber) else value.spelling
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str | int | float | jinja2.Undefined) and not isinstance(value, bool):
        return value
    if isinstance(value, View):
        raise Misuse(f"{value!r} is not a text", f"it has {', '.join(value.names)}")
    if isinstance(value, dt.date):
        raise Misuse("a date is printed by a filter", "write {{ …|date }} or {{ …|moment }}")
    if isinstance(value, tuple | list):
        raise Misuse("a list is not a text", "write {% for entry in … %} … {% endfor %}")
    raise Misuse(f"{type(value).__name__} is not a text")


def filters(locale: Locale) -> dict[str, Any]:
    words = locale.words

    def date(day: TracedDate, form: str = "") -> Traced:
        """{{ brief.date|date }}: November 21, 2026; {{ brief.date|date("short") }}: 11/21/26."""
        return Traced(locale.format_date(_of(TracedDate, day, "date"), _date_form(form)), day.path)

    def moment(start: TracedDate) -> Traced:
        """{{ brief.meeting.start|moment }}: November 24, 2026, 10:00."""
        return Traced(locale.format_moment(_of(TracedDate, start, "moment")), start.path)

    def word(key: str, prefix: str = "") -> Traced:
        """{{ judgment.confidence|word("confidence_") }}: the locale's word for a key of the brief."""
        name = f"{prefix}{_of(str, key, 'word')}"
        if name not in words:
            raise Misuse(f"the locale has no word {name!r}", did_you_mean(name, words))
        return Traced(words[name], getattr(key, "path", NOWHERE))

    def by(day: TracedDate, form: str = "") -> Traced:
        """{{ brief.decision.by|by }}: by November 21, 2026; {{ brief.decision.by|by("short") }}: by 11/21/26."""
        return Traced(locale.by.format(date=locale.format_date(_of(TracedDate, day, "by"), _date_form(form))), day.path)

    def plural(number: int, *forms: str) -> str:
        """{{ count }} {{ count|plural("step", "steps") }}: the form that a number takes in the brief's language."""
        if len(forms) != len(locale.plurals):
            raise Misuse(f"'plural' takes {len(locale.plurals)} forms in the language {locale.name}, not {len(forms)}")
        return forms[locale.plural(number)]

    def stop(text: str) -> str:
        """{{ headline }}{{ headline|stop }}: a full stop, unless the text ends a sentence itself."""
        return locale.stop(vocabulary.unwrap(_of(str, text, "stop")))

    def capital(text: Traced) -> Traced:
        """{{ decision.ask|capital }}: the first letter upper-case."""
        text = _of(str, text, "capital")
        return (text if isinstance(text, Traced) else Traced(text, NOWHERE)).capital()

    made: dict[str, Callable[..., Any]] = {
        "date": date, "moment": moment, "by": by, "word": word, "plural": plural, "stop": stop, "capital": capital,
        "counted_recommendations": locale.counted, "cited": cited_ids, "upto": _upto, "cite": _cite,
        "interval": _interval(locale), **_source_filters(locale),
    }  # fmt: skip
    return {name: _at_run_time(function) for name, function in made.items()}


def _interval(locale: Locale) -> Callable[[str], Traced]:
    def interval(term: str) -> Traced:
        """{{ judgment.likelihood|interval }}: 55 to 80%, what a term of likelihood says."""
        if _of(str, term, "interval") not in PERCENT:
            raise Misuse(f"{str(term)!r} is not a likelihood", did_you_mean(term, PERCENT))
        return Traced(locale.interval(*PERCENT[cast("Likelihood", str(term))]), getattr(term, "path", NOWHERE))

    return interval


def _source_filters(locale: Locale) -> dict[str, Callable[..., Any]]:
    def label(source: View) -> Traced:
        """{{ source|label }}: Lo (CEPA)."""
        entry = _entry(source, "label")
        path = source._path / "citation-label" if entry.citation_label else source._path
        return Traced(citations.label(entry, locale), path)

    def reference(source: View) -> Traced:
        """{{ source|reference }}: the full entry for the list of sources."""
        return Traced(citations.reference(_entry(source, "reference"), locale), source._path)

    return {"label": label, "reference": reference}


def _upto(entries: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    """{% for judgment in brief.judgments|upto(3) %}: the first three."""
    if not isinstance(number, int) or number < 0:
        raise Misuse(f"'upto' takes a number, not {number!r}", "write upto(3)")
    return tuple(_of(tuple, entries, "upto"))[:number]


def _cite(part: View) -> Markup:
    """{{ judgment|cite }}: the raised numbers of the sources that a part of the brief rests on."""
    return Markup('<cite sources="{}"/>').format(cited_ids(_of(View, part, "cite")))


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


def functions(
    brief: Brief, locale: Locale, header: str = "plain", *, numbers: Mapping[ValuePath, int]
) -> dict[str, Any]:
    """What is there in every template. `header` names the memo's header, a template in the folder `headers`.

    `numbers` are those of judgments and recommendations, where an audience has them in an order of its own.
    """
    view = see(_with_options(brief, locale), NOWHERE)
    marked = markings(brief.marking, locale)
    by_id = {str(entry.id): entry for entry in view.sources}
    by_name = {str(judgment.id): judgment for judgment in view.judgments}

    def cited(*parts: Any) -> list[View]:
        """The sources of these parts, in the brief's order.

        `{% for source in cited(brief.timeline) %}`
        """
        ids = set(cited_ids(*parts).split())
        return [entry for name, entry in by_id.items() if name in ids]

    def source_of(evidence: View) -> View:
        """The source that a piece of evidence names.

        `{{ source_of(evidence)|label }}`
        """
        found: View = by_id[str(_of(View, evidence, "source_of").source)]
        return found

    def judgment(name: str) -> View:
        """The judgment of that id.

        `{{ judgment(id).headline }}`
        """
        if str(name) not in by_name:
            raise Misuse(f"{str(name)!r} is not the id of a judgment", did_you_mean(str(name), by_name))
        found: View = by_name[str(name)]
        return found

    def number_of(entry: View | str) -> int:
        """The number of a judgment or a recommendation, as the brief has it; a judgment's id does as well.

        `{{ number_of(recommendation) }}`
        """
        part = judgment(entry) if isinstance(entry, str) else _of(View, entry, "number_of")
        path = part._path
        if len(path) != 2 or path[0] not in LISTS:
            raise Misuse(f"{part!r} has no number", "judgments and recommendations have")
        return numbers.get(path, int(path[1]) + 1)

    def optional(name: str) -> int:
        """When the memo leaves out a part that it can do without: 1 goes first, 0 stays.

        `<table optional="{{ optional("comparison") }}">`
        """
        name = str(name)
        if name not in MEMO_PARTS:
            raise Misuse(f"{name!r} is not a part that a brief can make optional", did_you_mean(name, MEMO_PARTS))
        chosen = brief.memo.optional
        return chosen.index(name) + 1 if name in chosen else 0

    return {
        "markings": tuple(Traced(line.text, line.path) for line in marked.lines),
        "designation": tuple((label, Traced(text, path)) for label, text, path in marked.block),
        "brief": view, "words": dict(locale.words), "quotes": locale.quotes, "punctuation": dict(locale.punctuation),
        "header": header, "author": _author(view, locale),
        "cited": cited, "source_of": source_of, "judgment": judgment, "number_of": number_of, "optional": optional,
    }  # fmt: skip


def _author(brief: Any, locale: Locale) -> str:
    """Who wrote the brief, and the body that publishes it where that is not said with it."""
    by, body = getattr(brief, "from"), brief.organization
    named = body is None or inline.words(body).casefold() in inline.words(by).casefold()
    return by if named else Joined((by, f"{locale.punctuation['comma']} ", body))


def _with_options(brief: Brief, locale: Locale) -> Brief:
    """A brief whose decision names no options has those of its language."""
    if brief.decision is None or brief.decision.options is not None:
        return brief
    options = tuple(locale.words[name] for name in ("approve", "disapprove", "discuss"))
    decision = brief.decision.model_copy(update={"options": options})
    return brief.model_copy(update={"decision": decision})


def plan(kind: Kind, audience: Audience | None) -> dict[str, Any]:
    """What a template knows of who reads it: the parts in their order, how much to say, and what it means for them."""
    view = see(audience, ValuePath("audience")) if audience else None
    extra = {str(block.id): block for block in (view.extra if view else ())}

    def so_what(part: View) -> Traced | None:
        """What a judgment or a recommendation means for this audience, if its file says so.

        `{% if so_what(judgment) %}{{ so_what(judgment) }}{% endif %}`
        """
        path = _of(View, part, "so_what")._path
        said = getattr(view, str(path[0])) if view and path and path[0] in LISTS else None
        found = said.get(str(part.id)) if said else None
        return found.so_what if found else None

    return {
        "audience": view, "extra": extra, "so_what": so_what,
        "order": audience.order_of(kind) if audience else usual(kind),
        "depth": dict(getattr(audience, kind).depth if audience else dict.fromkeys(LISTS, DEPTHS[kind])),
    }  # fmt: skip


def cited_ids(*parts: Any) -> str:
    """The ids of the sources that parts of the brief rest on, in order, with spaces between."""
    found: dict[str, None] = {}
    for part in parts:
        if isinstance(part, tuple):
            found.update(dict.fromkeys(cited_ids(*part).split()))
        elif isinstance(part, View):
            model: Any = part._part
            found.update(dict.fromkeys(getattr(model, "sources", ())))
            found.update(dict.fromkeys(piece.source for piece in getattr(model, "evidence", ())))
            found.update(dict.fromkeys(_cited_inline(model)))
    return " ".join(found)


def _cited_inline(part: BaseModel) -> Iterator[str]:
    """The sources that texts cite themselves, as in "twice as much [@lo]"."""
    texts = (text for _, text in walk.leaves(part) if isinstance(text, str) and "@" in text)
    return (name for text in texts for name in inline.citations(text))


def _of(kind: type[Any], value: Any, user: str) -> Any:
    """`value`, if it is what a filter or function takes."""
    if isinstance(value, kind):
        return value
    what = {
        str: "a text",
        TracedDate: "a date of the brief",
        View: "a part of the brief",
        tuple: "a list of the brief",
    }[kind]
    raise Misuse(f"{user!r} takes {what}, not {'nothing' if value is None else repr(value)}")


def _entry(source: View, user: str) -> SourceEntry:
    entry = _of(View, source, user)._part
    if not isinstance(entry, SourceEntry):
        raise Misuse(f"{user!r} takes a source, not {source!r}")
    return entry
