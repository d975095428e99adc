"""The outline of a file: its parts, and in them their entries by what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lsprotocol import types

from policybrief.read.source import Source
from policybrief.serve.language import words
from policybrief.text.value_path import ValuePath

_TITLES = ("headline", "title", "label", "heading", "name", "text", "question", "date", "source", "id")
"""What names an entry, the best first."""
_MOST = 80
"""Letters of a name."""


def symbols(read: Source) -> list[types.DocumentSymbol]:
    """The outline, in the order of the text; none of a file that holds no mapping."""
    if not isinstance(read.data, Mapping):
        return []
    end = len(read.lines)
    placed = sorted((line, key) for key in read.data if (line := _line(read, (key,))) is not None)
    ends = [line for line, _ in placed[1:]] + [end]
    return [
        _symbol(words.label(str(key)), line, last, types.SymbolKind.Field, _entries(read, key, last))
        for (line, key), last in zip(placed, ends, strict=False)
    ]


def _entries(read: Source, key: str, end: int) -> list[types.DocumentSymbol]:
    value = read.data[key]
    entries = value if isinstance(value, list) else []
    found = [
        (line, _called(entry) or f"{words.one(key)} {number + 1}")
        for number, entry in enumerate(entries)
        if isinstance(entry, Mapping) and (line := _line(read, (key, number))) is not None
    ]
    ends = [line for line, _ in found[1:]] + [end]
    return [
        _symbol(name, line, last, types.SymbolKind.Object, []) for (line, name), last in zip(found, ends, strict=False)
    ]


def _called(entry: Mapping[str, Any]) -> str:
    named: Iterator[str] = (str(entry[key]) for key in _TITLES if isinstance(entry.get(key), str | int | float))
    return " ".join(next(named, "").split())[:_MOST]


def _line(read: Source, path: tuple[str | int, ...]) -> int | None:
    """The line, from 0, on which a value's key stands, or the value."""
    at = read.places.get(ValuePath(*path, "\0key")) or read.places.get(ValuePath(*path))
    return at[0] - 1 if at else None


def _symbol(
    name: str, line: int, end: int, kind: types.SymbolKind, inside: list[types.DocumentSymbol]
) -> types.DocumentSymbol:
    first = types.Position(line, 0)
    whole = types.Range(first, types.Position(max(end, line + 1), 0))
    return types.DocumentSymbol(name, kind, whole, types.Range(first, types.Position(line, 1)), children=inside)
