"""The findings of a brief, and of its audiences' files, that carry a fix: what `brief fix` can mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from policybrief.errors import BriefError, Problem
from policybrief.pipeline import linting, verifying
from policybrief.pipeline.prepared import Prepared


def findings(brief_file: Path) -> list[Problem]:
    """All that is found before documents are made, each once; of what lint finds, what can be mended.

    Raises nothing: what is wrong is what was found.
    """
    return list(dict.fromkeys(_found(brief_file)))


def _found(brief_file: Path) -> Iterator[Problem]:
    try:
        prepared = Prepared.of(brief_file)
    except BriefError as error:
        yield from (*error.problems, *error.warnings)
        return
    yield from (*prepared.warnings, *prepared.disagreements)
    if verified := verifying.if_any(prepared):
        yield from (each if each.rule in _SURE else replace(each, fix=None) for each in verified.findings)
    for name in prepared.audiences:
        try:
            prepared.reader(name)
        except BriefError as error:
            yield from error.problems
    try:
        yield from (each for each in linting.linted(prepared, documents=False) if each.fix)
    except BriefError as error:
        yield from error.problems


_SURE = ("locator-wrong",)
"""What verify knows for sure; whose words a quotation has, its author has to say."""


def named(problem: Problem, wanted: tuple[str, ...]) -> bool:
    """Whether a finding is asked for: by its rule, or by the path of its value or of one above it."""
    path = problem.path
    return not wanted or any(
        each in (problem.rule, problem.fault, path) or path.startswith((f"{each}.", f"{each}[")) for each in wanted
    )
