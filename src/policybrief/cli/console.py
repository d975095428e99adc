"""What a command prints: results on stdout, as text or as JSON for tools; warnings and progress on stderr.

With JSON, problems are part of the result too. The exit code is 1 wherever there is one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from policybrief.errors import BriefError, Problem, warn
from policybrief.terminal import one_line, redraw, say

if TYPE_CHECKING:
    from policybrief.pipeline.build import Edition
    from policybrief.pipeline.document_run import Log

Format = Literal["text", "json"]

_BAR = 30
"""Cells of the bar."""


def report(
    made: list[Edition],
    paths: Mapping[str, list[Path]],
    seconds: float,
    form: Format,
    *,
    kept: Iterable[str] = (),
    leftovers: Iterable[Problem] = (),
) -> None:
    """What was made: path, size and fit, or only the fit where nothing was written; then what is in the way of others,
    and last of all the files that earlier builds left.

    Ends the program with 1 where there is something.
    """
    failed = [edition for edition in made if edition.problems]
    warnings = dict.fromkeys(warning for edition in made for warning in edition.warnings)
    if form == "json":
        echo_json(_record(made, paths, leftovers))
        sys.exit(1 if failed else 0)
    several = len(made) > 1
    warn(warnings)
    for edition in made:
        for number, one in enumerate(edition.documents):
            name = f"{edition.audience}: {one.kind}" if several else one.kind
            where = paths.get(edition.audience)
            what = f"{near(where[number])}  {len(one.content) / 1000:.0f} kB" if where else name
            say(f"{what}  {one.summary}")
    for line in kept:
        say(line)
    if not failed:
        say(f"done in {seconds:.2f} s" if paths else f"no problems, in {seconds:.2f} s")
        warn(leftovers)
        return
    error = BriefError(problem for edition in failed for problem in edition.problems)
    error.unwritten = ", ".join(edition.audience for edition in failed) if len(failed) < len(made) else ""
    error.afterwards = tuple(leftovers)
    raise error


def _record(made: list[Edition], paths: Mapping[str, list[Path]], leftovers: Iterable[Problem]) -> dict[str, Any]:
    """The same for tools."""
    documents: list[dict[str, Any]] = []
    for edition in made:
        for number, one in enumerate(edition.documents):
            record = {"audience": edition.audience, "kind": one.kind, "summary": one.summary, "bytes": len(one.content)}
            where = paths.get(edition.audience)
            documents.append(record | ({"path": str(where[number])} if where else {}))
    problems = [{"audience": edition.audience, **problem.as_dict()} for edition in made for problem in edition.problems]
    warnings = [{"audience": edition.audience, **warning.as_dict()} for edition in made for warning in edition.warnings]
    warnings += [{"audience": "", **leftover.as_dict()} for leftover in leftovers]
    return {"documents": documents, "problems": problems, "warnings": warnings}


@contextmanager
def problems(form: Format) -> Iterator[None]:
    """Print problems as JSON where that is asked for; click prints them as text."""
    try:
        yield
    except BriefError as error:
        if form == "text":
            raise
        problems, warnings = ([one.as_dict() for one in found] for found in (error.problems, error.warnings))
        echo_json({"documents": [], "problems": problems, "warnings": warnings})
        sys.exit(error.exit_code)


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, gone when all is done; lines where stderr is no terminal. Two documents need neither."""
    bar = sys.stderr.isatty()

    def tick(done: int, of: int) -> None:
        if of <= 2:
            return
        if not bar:
            say(f"{done} of {of} documents", err=True)
            return
        filled = _BAR * done // of
        redraw(f"[{'#' * filled}{'-' * (_BAR - filled)}] {done} of {of} documents")

    try:
        yield tick
    finally:
        if bar:
            redraw("")


def log(verbose: bool) -> Log:
    """What is told of each stage: how long it took, or nothing."""
    from policybrief.pipeline.document_run import quiet

    def tell(stage: str, seconds: float) -> None:
        say(f"{stage:<13} {seconds * 1000:7.1f} ms", err=True)

    return tell if verbose else quiet


def echo_json(record: object) -> None:
    """Print a result for tools: JSON in one line."""
    import json

    say(json.dumps(record))


def near(path: Path) -> str:
    """A path below the current folder as seen from there."""
    here = Path.cwd()
    return one_line(path.relative_to(here) if path.is_relative_to(here) else path)


def quoted(path: Path) -> str:
    """A path as it is typed on a command line."""
    return f'"{one_line(path)}"' if " " in str(path) else one_line(path)
