"""validate: what a brief must have beside a title and a bottom line."""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.errors import Problem
from policybrief.read.source import Source

_JUDGMENT = "write at least one, of what you think is so or what you found: {id: …, headline: …, text: …}"


def problems(source: Source) -> Iterator[Problem]:
    """What is missing. Reads plain data, so that a brief that is wrong elsewhere has all its problems named."""
    if "judgments" not in source.data:
        yield source.problem(("judgments",), "is missing", _JUDGMENT).typed("missing")
