"""One walk over all that a brief holds, each value with its path; over its data as read, and over its model alike.

The paths are those of the file: a model's fields go by the keys that they are written with.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from policybrief.brief.values import Part, as_text
from policybrief.text import inline
from policybrief.text.value_path import NOWHERE, Step, ValuePath


def values(value: Any, path: ValuePath = NOWHERE) -> Iterator[tuple[ValuePath, Any]]:
    """The value itself and every value below it, in the order of the file."""
    yield path, value
    for step, inner in _inside(value):
        yield from values(inner, path / step)


def _inside(value: Any) -> Iterator[tuple[Step, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list | tuple):
        yield from enumerate(value)
    elif isinstance(value, Part):
        for key, name in _keys(type(value)):
            yield key, getattr(value, name)


@cache
def _keys(kind: type[Part]) -> tuple[tuple[str, str], ...]:
    """The fields of a part of a brief, each with its key in the file. The model has so many kinds and no more."""
    return tuple((about.alias or name, name) for name, about in kind.model_fields.items())


def leaves(value: Any, path: ValuePath = NOWHERE) -> Iterator[tuple[ValuePath, Any]]:
    """The values that hold no others: texts, numbers, dates."""
    return ((at, leaf) for at, leaf in values(value, path) if not isinstance(leaf, dict | list | tuple | Part))


def target(path: ValuePath) -> str:
    """Which ids a value of a brief refers to: `sources`, `judgments`, `audiences`, or "" for none."""
    if path.parent.key in ("audiences", "not_for"):
        return "audiences"
    if path.parent.key in ("rests_on", "proves"):
        return "judgments"
    if len(path) >= 3 and (path.parent.key == "sources" or (path.key == "source" and path[-3] == "evidence")):
        return "sources"
    return ""


def cited(value: Any) -> Iterator[tuple[ValuePath, str]]:
    """The sources that are referred to, in evidence, lists of sources and texts, each with its place."""
    for path, leaf in leaves(value):
        if path[-2:-1] == ("sources",) or path[-3::2] == ("evidence", "source"):
            yield path, as_text(leaf)
        elif isinstance(leaf, str) and "@" in leaf:
            yield from ((path, name) for name in inline.citations(leaf))
