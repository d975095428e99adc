"""Keys that are certainly meant as others: `judgements`, `Title`, `deadline`. Each is told once, and its value is read.

A key that is told and then left out would be missing as well, and all that refers to what it holds would lead nowhere.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import BaseModel

from policybrief.errors import Problem, folded
from policybrief.read.source import Source
from policybrief.text.value_path import NOWHERE, ValuePath
from policybrief.validate import shape
from policybrief.validate.also_called import meant_by

_CERTAIN = 0.8
_MOST = 200
"""A mapping with more keys is no part of a brief, and guessing at each would take long."""
Value = TypeVar("Value")


@dataclass
class Misspelled:
    """The keys of a file that are meant as others: each key's path as it is written, and as it is meant."""

    meant: dict[ValuePath, ValuePath] = field(default_factory=dict)

    def read(self, source: Source, model: type[BaseModel]) -> Source:
        """The same file with its keys as they are meant; each value keeps its place."""
        data = self._value(source.data, model, NOWHERE, NOWHERE)
        if not self.meant:
            return source
        return replace(
            source,
            data=data,
            places=_moved(source.places, self.meant),
            cuts=_moved(source.cuts, self.meant),
            truths=_moved(source.truths, self.meant),
        )

    def as_written(self, problem: Problem) -> Problem:
        """A problem whose fix names its value by the keys that are in the file."""
        if problem.fix is None or problem.fix.operation == "rename":
            return problem
        written = {meant: written for written, meant in self.meant.items()}
        return replace(problem, fix=replace(problem.fix, path=_new(ValuePath(*problem.fix.path), written)))

    def _value(self, value: Any, annotation: Any, written: ValuePath, meant: ValuePath) -> Any:
        if isinstance(value, list):
            inner = shape.below(annotation, 0)  # all entries of a list are of one kind
            return [self._value(entry, inner, written / number, meant / number) for number, entry in enumerate(value)]
        if not isinstance(value, dict):
            return value
        names = dict(_names(value, shape.part_in(annotation)))
        for key, name in names.items():
            if key != name:
                self.meant[written / key] = meant / name
        return {
            names[key]: self._value(entry, shape.below(annotation, names[key]), written / key, meant / names[key])
            for key, entry in value.items()
        }


def _names(given: Mapping[str, Any], part: type[BaseModel] | None) -> Iterator[tuple[str, str]]:
    """Each key, and the name that is meant by it: its own, where no other is certain."""
    known = {*shape.fields(part), *getattr(part, "REFUSED", ()), *getattr(part, "UNSHOWN", ())} if part else set()
    free = {*shape.fields(part)} - given.keys() if part else set()
    for key in given:
        name = key if not part or key in known or len(given) > _MOST else _certain(key, free)
        free -= {name}
        yield key, name


def _certain(key: str, free: set[str]) -> str:
    by_form = {folded(name): name for name in sorted(free)}
    near = difflib.get_close_matches(folded(key), by_form, n=1, cutoff=_CERTAIN)
    return by_form[near[0]] if near else next(meant_by(folded(key), free), key)


def _moved(values: Mapping[ValuePath, Value], moved: Mapping[ValuePath, ValuePath]) -> dict[ValuePath, Value]:
    return {_new(path, moved): value for path, value in values.items()}


def _new(path: ValuePath, moved: Mapping[ValuePath, ValuePath]) -> ValuePath:
    """The path below the longest of its beginnings that is `moved`."""
    above = next((above for above in path.upwards if above in moved), None)
    return path if above is None else moved[above] + path[len(above) :]
