"""validate: texts that no document would show as they are meant, each at its place inside the text.

The model says which values are texts for readers (`values.PROSE`), and which of them may have paragraphs and lists
(`values.STRUCTURED`); what may be wrong with them say `literal` (Markdown that is none) and `pasted` (structure that no
text, or not this one, can hold).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache, lru_cache, partial
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic_core import PydanticCustomError

from policybrief.brief import csl
from policybrief.brief.source_entry import SourceEntry
from policybrief.brief.values import PROSE, STRUCTURED
from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.read.stretch import Stretches, YamlStretch
from policybrief.text import literal, pasted, structure
from policybrief.text.value_path import NOWHERE, ValuePath
from policybrief.validate import shape


def problems(source: Source, model: type[BaseModel]) -> Iterator[Problem]:
    """What is wrong with the texts of `source`, a file that `model` describes. Reads plain data, right or wrong."""
    stretches = Stretches(source)
    structured = {path for path, _ in texts(model, source.data, mark=STRUCTURED)}
    for path, text in texts(model, source.data):
        written = stretches.at(path)
        slips = _slips(text, written.lines, verbatim=written.verbatim, structured=path in structured)
        seen: dict[str, int] = {}
        for slip in slips:
            number = seen[slip.stretch] = seen.get(slip.stretch, -1) + 1
            yield _problem(source, path, written, slip, number)


@lru_cache(maxsize=4096)
def _slips(text: str, lines: tuple[str, ...], *, verbatim: bool, structured: bool) -> tuple[literal.Slip, ...]:
    """What is wrong with a text, each thing once. Kept: who writes a brief changes one of its texts at a time."""
    if structured:
        whole = text if verbatim else structure.unfolded(text)
        slips = [*_of_passages(whole), *pasted.structured(whole, lines, verbatim=verbatim)]
    else:
        slips = [*literal.slips(text), *pasted.slips(text, lines, verbatim=verbatim)]
    return tuple({(slip.stretch, slip.message): slip for slip in slips}.values())


def _of_passages(text: str) -> Iterator[literal.Slip]:
    """Markdown that is none, in each passage of a text and in its footnotes."""
    shape = structure.of(text)
    for passage in (*shape.passages, *shape.footnotes.values()):
        yield from literal.slips(passage.text, noted=True)


def unfolded(source: Source, model: type[BaseModel]) -> dict[ValuePath, str]:
    """Texts of several paragraphs that are folded in their file, as Markdown has them: with blank lines between."""
    found = [(path, text) for path, text in texts(model, source.data, mark=STRUCTURED) if "\n" in text.strip()]
    if not found:
        return {}
    stretches = Stretches(source)
    return {path: structure.unfolded(text) for path, text in found if not stretches.at(path).verbatim}


def texts(model: type[BaseModel], value: Any, *, mark: str = PROSE) -> Iterator[tuple[ValuePath, str]]:
    """The texts for readers in plain data, by the model that it is to have: all of them, or those of another `mark`."""
    return _of_part(model, mark, value, NOWHERE)


_Finder = Callable[[Any, ValuePath], Iterator[tuple[ValuePath, str]]]
"""Finds the texts in a value, which is at a path. It is made once for each type, and not asked where there are none."""


def _finder(kind: Any, mark: str) -> _Finder | None:
    """What finds the texts in values of a type; None for a type that has none: a number, a date."""
    origin, inner = get_origin(kind), get_args(kind)
    if shape.is_part(kind):
        return partial(_of_part, kind, mark)
    if origin is Annotated:
        rules = [rule for rule in inner[1:] if isinstance(rule, BeforeValidator)]
        below = _finder(inner[0], mark)
        is_text = mark in inner[1:]
        return partial(_of_annotated, rules, below, is_text) if below or is_text else None
    if origin in (tuple, dict):
        below = _finder(inner[origin is dict], mark)
        return partial(_of_entries, below) if below else None
    branches = [below for branch in inner if (below := _finder(branch, mark))]  # a union
    return partial(_of_branches, branches) if branches else None


def _of_part(part: type[BaseModel], mark: str, value: Any, path: ValuePath) -> Iterator[tuple[ValuePath, str]]:
    shown = csl.written(value) if part is SourceEntry else value  # a library's own note is for its owner
    if isinstance(shown, dict):
        for key, find in _finders(part, mark).items():
            if key in shown:
                yield from find(shown[key], path / key)


@cache
def _finders(part: type[BaseModel], mark: str) -> dict[str, _Finder]:
    """For each key of a part that has texts."""
    return {key: find for key, kind in shape.fields(part).items() if (find := _finder(kind, mark))}


def _of_annotated(
    rules: Iterable[BeforeValidator], below: _Finder | None, is_text: bool, value: Any, path: ValuePath
) -> Iterator[tuple[ValuePath, str]]:
    read = _as_read(rules, value)
    if is_text and isinstance(read, str):
        yield path, read
    elif below:
        yield from below(read, path)


def _of_entries(find: _Finder, value: Any, path: ValuePath) -> Iterator[tuple[ValuePath, str]]:
    for step, entry in (
        enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    ):
        yield from find(entry, path / step)


def _of_branches(finders: Iterable[_Finder], value: Any, path: ValuePath) -> Iterator[tuple[ValuePath, str]]:
    for find in finders:
        yield from find(value, path)


def roles(kind: Any, above: str = "") -> Iterator[str]:
    """The keys of the texts for readers that a type has, as `judgments.text`; `*` stands for names that people give."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated and PROSE in inner[1:]:
        yield above
    elif origin is Annotated:
        yield from roles(inner[0], above)
    elif origin is dict:
        yield from roles(inner[1], f"{above}.*")
    elif shape.is_part(kind):
        for key, annotation in shape.fields(kind).items():
            yield from roles(annotation, f"{above}.{key}" if above else key)
    else:
        for branch in inner:
            yield from roles(branch, above)


def _as_read(rules: Iterable[BeforeValidator], value: Any) -> Any:
    """A value as its field reads it, where that is another spelling: a title's `<i>` from a library."""
    for rule in rules:
        if isinstance(value, str):
            with suppress(PydanticCustomError):  # told by pydantic itself
                read = rule.func(value)  # type: ignore[call-arg]  # of its two forms, ours take the value alone
                value = read if isinstance(read, str) else value
    return value


def _problem(source: Source, path: ValuePath, written: YamlStretch, slip: literal.Slip, number: int) -> Problem:
    """At the `number`th place of its words, however the file breaks their lines; else where the text begins."""
    words = r"\s+".join(map(re.escape, slip.stretch.split()))
    places = [match.start() for match in re.finditer(words, written.text)] if words else []
    line, column = written.place(places[min(number, len(places) - 1)] if places else 0)
    length = len(slip.stretch) if places else 0
    return replace(source.problem_at(path, line, column, slip.message, slip.hint), length=length, fault="misprint")
