"""What a template sees of a brief; its `filters` and `functions` stand in modules of their own.

Every text knows the path of its YAML value, and takes it along into what a template prints.
"""

from __future__ import annotations

import datetime as dt
from functools import cache, cached_property
from typing import Any

import jinja2
from markupsafe import Markup, escape
from pydantic import BaseModel

from policybrief.brief import walk
from policybrief.compose import vocabulary
from policybrief.compose.traced import Joined, Misuse, Traced
from policybrief.read.source import Spelled
from policybrief.text import inline
from policybrief.text.value_path import NOWHERE, ValuePath


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
        if (field := _asked(type(self._part)).get(name)) is None:
            raise AttributeError(name)
        value = see(getattr(self._part, field[0]), self._path / field[1])
        self.__dict__[name] = value
        return value

    @cached_property
    def _cited_inline(self) -> tuple[str, ...]:
        """The sources that its texts cite themselves, as in "twice as much [@lo]"."""
        texts = (text for _, text in walk.leaves(self._part) if isinstance(text, str) and "@" in text)
        return tuple(dict.fromkeys(name for text in texts for name in inline.citations(text)))

    @property
    def names(self) -> list[str]:
        """What a template can ask of it."""
        return [name.rstrip("_") for name in type(self._part).model_fields if name not in _LIMITS]

    def __repr__(self) -> str:
        return str(self._path) or "brief"


@cache
def _asked(kind: type[BaseModel]) -> dict[str, tuple[str, str]]:
    """What a template can ask of a kind of part: the name of its field, and its key in files. A name that Python has
    for itself goes without the underscore of its field.
    """
    fields = {name: (name, about.alias or name) for name, about in kind.model_fields.items() if name not in _LIMITS}
    return fields | {name[:-1]: field for name, field in fields.items() if name.endswith("_")}


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
    raise _slip(value)


def _slip(value: Any) -> Misuse:
    """What is wrong with printing a value that is no text, and what to write instead."""
    if isinstance(value, View):
        return Misuse(f"{value!r} is not a text", f"it has {', '.join(value.names)}")
    if isinstance(value, dt.date):
        return Misuse("a date is printed by a filter", "write {{ …|date }} or {{ …|moment }}")
    if isinstance(value, tuple | list):
        return Misuse("a list is not a text", "write {% for entry in … %} … {% endfor %}")
    if callable(value):
        return Misuse("a function is not a text", "call it: {{ name(…) }}")
    return Misuse(f"{type(value).__name__} is not a text")


def cited_ids(*parts: Any) -> str:
    """The ids of the sources that parts of the brief rest on, in order, with spaces between."""
    ids: dict[str, None] = {}
    for part in parts:
        if isinstance(part, tuple):
            ids.update(dict.fromkeys(cited_ids(*part).split()))
        elif isinstance(part, View):
            model: Any = part._part
            ids.update(dict.fromkeys(getattr(model, "sources", ())))
            ids.update(dict.fromkeys(piece.source for piece in getattr(model, "evidence", ())))
            ids.update(dict.fromkeys(part._cited_inline))
    return " ".join(ids)


def expect(kind: type[Any], value: Any, user: str) -> Any:
    """`value`, if it is what a filter or a function, the `user`, takes; raises `Misuse` else."""
    if isinstance(value, kind):
        return value
    what = {
        str: "a text",
        TracedDate: "a date of the brief",
        View: "a part of the brief",
        tuple: "a list of the brief",
    }[kind]
    raise Misuse(f"{user!r} takes {what}, not {'nothing' if value is None else repr(value)}")
