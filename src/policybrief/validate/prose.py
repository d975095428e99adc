"""validate: texts that no document would show as they are meant, each at its place inside the text.

The model says which values are texts for readers (`values.PROSE`), and which of them may have paragraphs and lists
(`values.STRUCTURED`); what may be wrong with them say `literal` (Markdown that is none) and `pasted` (structure that no
text, or not this one, can hold).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
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
    stretches = Stretches.of(source)
    structured = {path for path, _ in texts(model, source.data, mark=STRUCTURED)}
    for path, text in texts(model, source.data):
        written = stretches.at(path)
        lines, verbatim = written.lines, written.verbatim
        if path in structured:
            whole = text if verbatim else structure.unfolded(text)
            slips = [*_slips(whole), *pasted.structured(whole, lines, verbatim=verbatim)]
        else:
            slips = [*literal.slips(text), *pasted.slips(text, lines, verbatim=verbatim)]
        seen: dict[str, int] = {}
        for slip in {(slip.stretch, slip.message): slip for slip in slips}.values():
            number = seen[slip.stretch] = seen.get(slip.stretch, -1) + 1
            yield _problem(source, path, written, slip, number)


def _slips(text: str) -> Iterator[literal.Slip]:
    """Markdown that is none, in each passage of a text and in its footnotes."""
    shape = structure.of(text)
    for passage in (*shape.passages, *shape.footnotes.values()):
        yield from literal.slips(passage.text, noted=True)


def unfolded(source: Source, model: type[BaseModel]) -> dict[ValuePath, str]:
    """Texts of several paragraphs that are folded in their file, as Markdown has them: with blank lines between."""
    found = [(path, text) for path, text in texts(model, source.data, mark=STRUCTURED) if "\n" in text.strip()]
    if not found:
        return {}
    stretches = Stretches.of(source)
    return {path: structure.unfolded(text) for path, text in found if not stretches.at(path).verbatim}


def texts(kind: Any, value: Any, path: ValuePath = NOWHERE, *, mark: str = PROSE) -> Iterator[tuple[ValuePath, str]]:
    """The texts for readers in plain data, by the type that it is to have: all of them, or those of another `mark`."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        read = _as_read(inner[1:], value)
        if isinstance(read, str) and mark in inner[1:]:
            yield path, read
        else:
            yield from texts(inner[0], read, path, mark=mark)
    elif origin in (tuple, dict):
        entries = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
        for step, entry in entries:
            yield from texts(inner[origin is dict], entry, path / step, mark=mark)
    elif shape.is_part(kind):
        shown = csl.written(value) if kind is SourceEntry else value  # a library's own note is for its owner
        for key, annotation in shape.fields(kind).items() if isinstance(shown, dict) else ():
            if key in shown:
                yield from texts(annotation, shown[key], path / key, mark=mark)
    else:
        for branch in inner:  # a union
            yield from texts(branch, value, path, mark=mark)


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


def _as_read(rules: Iterable[Any], value: Any) -> Any:
    """A value as its field reads it, where that is another spelling: a title's `<i>` from a library."""
    for rule in rules:
        if isinstance(rule, BeforeValidator) and isinstance(value, str):
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
