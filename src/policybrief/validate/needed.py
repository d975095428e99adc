"""validate: what a brief of its kind must have beside a title and a bottom line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.text.value_path import ValuePath


def problems(source: Source, needs: Mapping[str, str], told: Collection[str]) -> Iterator[Problem]:
    """What is missing of `needs`: keys, as `decision` or `judgments.evidence`, each with what to do without it. The
    paths of values of which something is `told` already are left alone: such a key is there, without a value.

    Reads plain data, so that a brief that is wrong elsewhere has all its problems named.
    """
    kind = source.data.get("kind")
    for key, hint in needs.items():
        for path, name in _missing(source, *key.partition(".")[::2]):
            if str(path / name) in told:
                continue
            if kind is None:
                problem = source.problem(path / name, "is missing", hint)
            elif path:
                problem = source.problem(path, f"has no {name!r}, and a brief of the kind {kind!r} needs it", hint)
            else:
                problem = source.problem(("kind",), f"a brief of the kind {kind!r} needs {name!r}", hint)
            yield problem.typed("missing")


def _missing(source: Source, part: str, below: str) -> Iterator[tuple[ValuePath, str]]:
    """Where it is missing, and its name: at the top, or in each entry of a list."""
    value = source.data.get(part)
    if not below:
        if value is None:
            yield ValuePath(), part
        return
    for number, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, dict) and entry.get(below) is None:
            yield ValuePath(part, number), below
