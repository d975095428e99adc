"""The findings of a brief, and of its audiences' files, that carry a fix: what `brief fix` can mend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policybrief.errors import BriefError, Problem
from policybrief.pipeline.prepared import Prepared


def findings(brief_file: Path) -> list[Problem]:
    """All that is found before documents are made, each once. Raises nothing: what is wrong is what was found."""
    return list(dict.fromkeys(_found(brief_file)))


def _found(brief_file: Path) -> Iterator[Problem]:
    try:
        prepared = Prepared.of(brief_file)
    except BriefError as error:
        yield from (*error.problems, *error.warnings)
        return
    yield from (*prepared.warnings, *prepared.disagreements)
    for name in prepared.audiences:
        try:
            prepared.reader(name)
        except BriefError as error:
            yield from error.problems


def named(problem: Problem, wanted: tuple[str, ...]) -> bool:
    """Whether a finding is asked for: by its rule, or by the path of its value or of one above it."""
    path = problem.path
    return not wanted or any(
        each in (problem.rule, problem.fault, path) or path.startswith((f"{each}.", f"{each}[")) for each in wanted
    )
