"""What files of numbers gave when a document was built, as plain data: kept with it, and put in again.

So a snapshot says what its documents said, whatever the files say by now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, replace
from typing import Any

from policybrief.read.changes import changed
from policybrief.read.scalars import Spelled
from policybrief.read.source import Given, Source
from policybrief.text.mentions import NamedFigure
from policybrief.text.value_path import ValuePath

_NUMBER = "\0number"
"""No key of a file begins so."""


def written(files: Mapping[str, Source]) -> bytes:
    """The records of what files brought to a brief and an audience's file, by their names; empty where none did."""
    records = {which: _record(read) for which, read in files.items() if read.brought}
    return json.dumps(records, ensure_ascii=False, separators=(",", ":")).encode() if records else b""


def records(content: bytes | None) -> Mapping[str, Any]:
    """The records by their names, none where nothing is kept. Raises `ValueError` or `TypeError` for what is none."""
    kept = json.loads(content) if content else {}
    if not isinstance(kept, dict):
        raise TypeError("is none of our records")
    return kept


def _record(read: Source) -> dict[str, Any]:
    return {
        "brought": [[list(path), _spelled(value)] for path, value in read.brought.items()],
        "given": [[list(path), *astuple(given)] for path, given in read.given.items()],
        "figures": [[list(path), [astuple(each) for each in named]] for path, named in read.figures.items()],
        "inputs": dict(read.inputs),
    }


def put_in(read: Source, kept: Any) -> Source:
    """The file as it was read then, with what files brought. Raises `ValueError`, `TypeError` or `LookupError` for what
    is damaged.
    """
    if not kept:
        return read
    data = read.data
    brought = {ValuePath(*path): _number(value) for path, value in kept["brought"]}
    for path, value in brought.items():
        above = read.at(path.parent)
        if not isinstance(above, dict | list):
            raise ValueError(f"{path} is no place of the file")
        data = changed(data, path, "replace", value)
    given = {ValuePath(*path): Given(*_fitting(about, str, int, int, str)) for path, *about in kept["given"]}
    figures = {
        ValuePath(*path): tuple(NamedFigure(*_fitting(about, int, str, str, str, str)) for about in named)
        for path, named in kept["figures"]
    }
    inputs = {str(name): str(digest) for name, digest in kept["inputs"].items()}
    return replace(read, data=data, brought=brought, given=given, figures=figures, inputs=inputs)


def _fitting(values: list[Any], *kinds: type) -> list[Any]:
    if len(values) != len(kinds) or not all(map(isinstance, values, kinds)):
        raise ValueError("is none of our records")
    return values


def _spelled(value: Any) -> Any:
    """A value whose numbers keep their spelling, which JSON has no place for."""
    if isinstance(value, Mapping):
        return {key: _spelled(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_spelled(each) for each in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {_NUMBER: str(getattr(value, "spelling", value))}
    return value


def _number(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {_NUMBER}:
        return Spelled.of(str(value[_NUMBER]))
    if isinstance(value, dict):
        return {key: _number(each) for key, each in value.items()}
    return [_number(each) for each in value] if isinstance(value, list) else value
