"""compose: a brief and its Jinja templates become a `Deck` or a `Memo`.

A template sees the brief through `View`s, whose texts know their YAML path; whatever it prints of them reaches the
document with that path. Jinja is strict (an undefined name is an error at its line) and sandboxed, its loader confined
to the template folders. Autoescape is on, so that no text can break the markup.
"""

from __future__ import annotations

import datetime as dt
import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from policybrief import citations, markup
from policybrief.document import Deck, Memo, Properties
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.locale import Locale
from policybrief.model import Brief
from policybrief.resources import TEMPLATES
from policybrief.source import Path as YamlPath
from policybrief.source import Source, spell, unspell

DECK, MEMO = "deck.xml.j2", "memo.xml.j2"
MAX_OUTPUT = 5_000_000
_BUILTIN = "builtin"


class Traced(str):
    """A text of the brief that knows its YAML path."""

    __slots__ = ("path",)
    path: str

    def __new__(cls, text: str, path: str) -> Traced:
        traced = super().__new__(cls, text)
        traced.path = path
        return traced


class TracedDate(dt.datetime):
    """A date of the brief that knows its YAML path."""

    path: str = ""

    @classmethod
    def of(cls, day: dt.date, path: str) -> TracedDate:
        moment = day if isinstance(day, dt.datetime) else dt.datetime(day.year, day.month, day.day)
        traced = cls(*moment.timetuple()[:5])
        traced.path = path
        return traced


class View:
    """A part of the brief as a template sees it: its fields as attributes, and nothing else."""

    def __init__(self, part: BaseModel, path: YamlPath) -> None:
        self._part, self._path = part, path

    def __getattr__(self, name: str) -> Any:
        fields = type(self._part).model_fields
        key = f"{name}_" if f"{name}_" in fields else name
        if key not in fields:
            raise AttributeError(name)
        value = see(getattr(self._part, key), (*self._path, fields[key].alias or key))
        self.__dict__[name] = value
        return value

    def __repr__(self) -> str:
        return spell(self._path) or "brief"


def see(value: Any, path: YamlPath) -> Any:
    """`value` as a template sees it."""
    if isinstance(value, str):
        return Traced(value, spell(path))
    if isinstance(value, BaseModel):
        return View(value, path)
    if isinstance(value, tuple):
        return tuple(see(item, (*path, number)) for number, item in enumerate(value))
    if isinstance(value, dt.date):
        return TracedDate.of(value, spell(path))
    return value


class _Undefined(jinja2.StrictUndefined):
    """An undefined name, with the names that exist."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if isinstance(self._undefined_obj, View):
            known = [key.rstrip("_") for key in type(self._undefined_obj._part).model_fields]
            return f"{self._undefined_obj!r} has no {name!r}\0{did_you_mean(name, known)}"
        return f"{name!r} is undefined\0"


class _Placing(Extension):
    """Puts the template's place on each start tag, so that a fault in the markup has a line."""

    _TAG = re.compile(r"<([A-Za-z][\w-]*)(?=[\s/>])")

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", self._placed(token, stream.name or ""))
            else:
                yield token

    def _placed(self, token: Token, name: str) -> str:
        def place(match: re.Match[str]) -> str:
            line = token.lineno + token.value.count("\n", 0, match.start())
            return f'{match.group()} {markup.AT}="{name}:{line}"'

        return self._TAG.sub(place, token.value)


@dataclass(frozen=True)
class Templates:
    """The template folders, the user's first; a file in the first folder that has it wins."""

    folders: tuple[Path, ...]

    @property
    def loader(self) -> jinja2.BaseLoader:
        """`deck.xml.j2` is the user's or else the built-in one; `builtin/deck.xml.j2` is always the built-in one, so
        that a user's template can extend the template that it stands in for.
        """
        own = jinja2.FileSystemLoader([str(folder) for folder in self.folders])
        return jinja2.ChoiceLoader([own, jinja2.PrefixLoader({_BUILTIN: jinja2.FileSystemLoader(str(TEMPLATES))})])

    def environment(self, brief: Brief, locale: Locale) -> jinja2.Environment:
        environment = ImmutableSandboxedEnvironment(
            loader=self.loader,
            autoescape=True,
            undefined=_Undefined,
            finalize=_finalize,
            extensions=[_Placing],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            keep_trailing_newline=True,
        )
        environment.filters.update(_filters(locale))
        environment.globals.update(_globals(brief, locale))
        return environment

    def file(self, name: str) -> Path:
        """The file that the loader takes for `name`."""
        if name.startswith(f"{_BUILTIN}/"):
            return TEMPLATES / name.removeprefix(f"{_BUILTIN}/")
        return next((folder / name for folder in self.folders if (folder / name).is_file()), Path(name))


def compose(
    name: str, brief: Brief, source: Source, templates: Templates, locale: Locale, properties: Properties
) -> Deck | Memo:
    """Render the template `name` with `brief` and read its markup.

    Raises `BriefError` with all faults found, each at its line in the template.
    """
    environment = templates.environment(brief, locale)
    try:
        xml = environment.get_template(name).render()
    except jinja2.TemplateSyntaxError as error:
        raise _error(templates, f"{error.name or name}:{error.lineno}", f"is not Jinja: {error.message}") from None
    except jinja2.TemplateNotFound as error:
        raise BriefError(
            [Problem(f"there is no template {str(error)!r}", hint=f"looked in {_listed(templates)}")]
        ) from None
    except jinja2.UndefinedError as error:
        message, _, hint = str(error).partition("\0")
        raise _error(templates, _template_place(error, environment, templates) or name, message, hint) from None
    except Exception as error:  # a template may raise anything: a filter's TypeError, the sandbox's SecurityError
        place = _template_place(error, environment, templates)
        if not place:
            raise
        raise _error(templates, place, f"{type(error).__name__}: {error}") from None
    if len(xml) > MAX_OUTPUT:
        raise BriefError([Problem(f"renders more than {MAX_OUTPUT:,} characters", str(templates.file(name)))])
    numbers = {entry.id: number for number, entry in enumerate(brief.sources, 1)}
    try:
        document, faults = markup.parse(xml, numbers, properties)
    except markup.MarkupError as fault:
        document, faults = Memo((), (), properties), [fault]
    if faults:
        raise BriefError([_problem(templates, fault.at or f"{name}:1", fault.message, fault.hint) for fault in faults])
    return document


# -- what templates can use


def _finalize(value: Any) -> Any:
    """What `{{ value }}` prints: nothing for None, and a text of the brief together with its path."""
    if isinstance(value, Traced):
        return markup.wrap(value, value.path)
    return "" if value is None else value


def _filters(locale: Locale) -> dict[str, Any]:
    words = locale.words

    def date(day: TracedDate) -> Traced:
        """{{ brief.date|date }}: 21 November 2026."""
        return Traced(locale.format_date(day), day.path)

    def moment(moment: TracedDate) -> Traced:
        """{{ brief.meeting.start|moment }}: 24 November 2026, 10:00."""
        return Traced(locale.format_moment(moment), moment.path)

    def word(key: str, prefix: str = "") -> Traced:
        """{{ judgment.confidence|word("confidence_") }}: the locale's word for a key of the brief."""
        return Traced(words[f"{prefix}{key}"], getattr(key, "path", ""))

    def counted_recommendations(number: int) -> str:
        """{{ 5|counted_recommendations }}: Five recommendations."""
        forms = locale.counted_recommendations
        return forms[number - 1] if number <= len(forms) else words["recommendations"]

    def stop(text: str) -> str:
        """{{ headline }}{{ headline|stop }}: a full stop, unless the text ends a sentence itself."""
        return "" if text.rstrip("”’\"'*)").endswith((".", "!", "?", "…")) else "."

    def capital(text: Traced) -> Traced:
        """{{ decision.ask|capital }}: the first letter upper-case."""
        return Traced(f"{text[:1].upper()}{text[1:]}", text.path)

    def label(source: View) -> Traced:
        """{{ source|label }}: Lo (CEPA)."""
        entry: Any = source._part
        return Traced(
            citations.label(entry, locale),
            spell((*source._path, "citation-label")) if entry.citation_label else spell(source._path),
        )

    def reference(source: View) -> Traced:
        """{{ source|reference }}: the full entry for the list of sources."""
        entry: Any = source._part
        return Traced(citations.reference(entry, locale), spell(source._path))

    return {
        "date": date, "moment": moment, "word": word, "counted_recommendations": counted_recommendations, "stop": stop,
        "capital": capital, "label": label, "reference": reference, "cited": cited_ids,
    }  # fmt: skip


def _globals(brief: Brief, locale: Locale) -> dict[str, Any]:
    view = see(brief, ())
    by_id = {str(entry.id): entry for entry in view.sources}
    numbered = {str(judgment.id): number for number, judgment in enumerate(view.judgments, 1)}

    def cited(*parts: Any) -> list[View]:
        """{% for source in cited(brief.timeline) %}: the sources of these parts, in the brief's order."""
        ids = set(cited_ids(*parts).split())
        return [entry for name, entry in by_id.items() if name in ids]

    def source_of(evidence: View) -> View:
        """{{ source_of(evidence)|label }}: the source that a piece of evidence names."""
        return by_id[str(evidence.source)]

    def judgment(name: str) -> View:
        """{{ judgment(id).headline }}: the judgment of that id."""
        return view.judgments[numbered[str(name)] - 1]  # type: ignore[no-any-return]  # a View, by construction

    def number_of(name: str) -> int:
        """{{ number_of(id) }}: the number of the judgment of that id."""
        return numbered[str(name)]

    return {
        "brief": view, "words": dict(locale.words), "quotes": locale.quotes,
        "cited": cited, "source_of": source_of, "judgment": judgment, "number_of": number_of,
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
    return " ".join(found)


# -- errors at the template's line


def _error(templates: Templates, at: str, message: str, hint: str = "") -> BriefError:
    return BriefError([_problem(templates, at, message, hint)])


def _problem(templates: Templates, at: str, message: str, hint: str = "") -> Problem:
    name, _, number = at.rpartition(":")
    file, line = templates.file(name or at), int(number) if number.isdigit() else 0
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    column = len(excerpt) - len(excerpt.lstrip()) + 1
    return Problem(message, str(file), line, column if line else 0, hint=hint, excerpt=excerpt)


def _template_place(error: BaseException, environment: jinja2.Environment, templates: Templates) -> str:
    """The innermost template line of a traceback, which Jinja rewrites to template lines."""
    known = {str(templates.file(name)): name for name in reversed(environment.list_templates())}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in known]
    return f"{known[frames[-1].filename]}:{frames[-1].lineno}" if frames else ""


def _listed(templates: Templates) -> str:
    return ", ".join(str(folder) for folder in templates.folders)


@dataclass(frozen=True)
class Places:
    """Where a document's texts came from: what a later stage needs to report a problem at the line to mend."""

    source: Source
    templates: Templates

    def problem(self, path: str, at: str, message: str, hint: str = "") -> Problem:
        """At the YAML value `path` ("judgments[0].text"), or else at the template's place `at` ("deck.xml.j2:12")."""
        if path:
            return self.source.problem(unspell(path), message, hint)
        return _problem(self.templates, at, message, hint) if at else Problem(message, self.source.file, hint=hint)
