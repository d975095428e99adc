"""One walk over all that a brief holds, each value with its path; over its data as read, and over its model alike.

The paths are those of the file: a model's fields go by the keys that they are written with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from policybrief.brief.values import Part, as_text
from policybrief.text import inline
from policybrief.text.value_path import NOWHERE, Step, ValuePath


def values(value: Any, path: ValuePath = NOWHERE) -> Iterator[tuple[ValuePath, Any]]:
    """The value itself and every value below it, in the order of the file."""
    return ((at, found) for at, found, _ in _all(value, path))


def leaves(value: Any, path: ValuePath = NOWHERE) -> Iterator[tuple[ValuePath, Any]]:
    """The values that hold no others: texts, numbers, dates."""
    return ((at, found) for at, found, is_leaf in _all(value, path) if is_leaf)


def _all(value: Any, path: ValuePath) -> Iterator[tuple[ValuePath, Any, bool]]:
    """All values with their places, and whether each is a leaf; without recursion, for every stage goes this way."""
    waiting = [(path, value)]
    while waiting:
        path, value = waiting.pop()
        inside = _inside(value)
        yield path, value, inside is None
        if inside:
            waiting += [(path / step, inner) for step, inner in reversed(inside)]


def _inside(value: Any) -> Sequence[tuple[Step, Any]] | None:
    """What is in a value, by keys or positions; None for a leaf."""
    if value is None or isinstance(value, str):  # nearly all of them
        return None
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, list | tuple):
        return list(enumerate(value))
    return [(key, getattr(value, name)) for key, name in _keys(type(value))] if isinstance(value, Part) else None


@cache
def _keys(part: type[Part]) -> list[tuple[str, str]]:
    """The keys of a part as files have them, and the names of its fields."""
    return [(about.alias or name, name) for name, about in part.model_fields.items()]


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
    for path, leaf in _given(value):
        if path[-2:-1] == ("sources",) or path[-3::2] == ("evidence", "source"):
            yield path, as_text(leaf)
        elif isinstance(leaf, str) and "@" in leaf:
            yield from ((path, name) for name in inline.citations(leaf))


def _given(value: Any) -> Iterator[tuple[ValuePath, Any]]:
    """The leaves that say something: most fields of a part are left out, and all stages ask what is cited."""
    waiting = [(NOWHERE, value)]
    while waiting:
        path, value = waiting.pop()
        inside = _inside(value)
        if inside is None:
            yield path, value
        else:
            waiting += [(path / step, inner) for step, inner in reversed(inside) if inner is not None and inner != ()]
