"""What came of a command: results on stdout, as text or as JSON for tools; findings on stderr, and progress where
somebody watches it.

The exit code is 1 wherever there is an error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

from policybrief.cli import findings
from policybrief.cli.findings import count
from policybrief.cli.terminal import Line, Styled, echo_json, json_line, near, one_line, pieces, redraw, say, width_of
from policybrief.errors import BriefError, Problem
from policybrief.read.project import EVERYONE

if TYPE_CHECKING:
    from policybrief.pipeline.build import Edition
    from policybrief.pipeline.last_build import Said
    from policybrief.pipeline.saving import Saved
    from policybrief.pipeline.stages import Log

Format = Literal["text", "json"]

_BAR = 30
"""Cells of the bar."""
_HANG = 4
_NOT_BUILT = "not built"


def show(
    form: Format,
    record: Mapping[str, Any],
    *,
    problems: Collection[Problem] = (),
    table: Sequence[Sequence[str]] = (),
    lines: Iterable[Line] = (),
    outcome: Line = "",
) -> None:
    """Print a result in the form asked for: the record, or what was found, the table, the lines, and the last line.

    Ends the program with 1 where an error was found.
    """
    wrong = any(problem.severity == "error" for problem in problems)
    if form == "json":
        echo_json({**findings.record(problems), **record})
    else:
        findings.tell(problems)
        show_table(table)
        for line in lines:
            say(line, hang=_HANG)
        if outcome:
            findings.total(problems, outcome, err=wrong)
    if wrong:
        sys.exit(1)


def show_table(rows: Sequence[Sequence[str]]) -> None:
    """Print cells in columns as wide as their widest; the last one may wrap."""
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        *cells, last = (Styled(cell, "error") if cell == _NOT_BUILT else cell for cell in row)
        spaces = [" " * (width - width_of(cell) + 2) for cell, width in zip(row, widths, strict=True)]
        line = [piece for pair in zip(cells, spaces, strict=False) for piece in pair]
        say([*line, last], hang=sum(widths[:-1]) + 2 * len(cells))


def show_build(saved: Saved, seconds: float, form: Format) -> None:
    """What a build wrote: path, size and fit of each file. Ends the program with 1 where there are errors."""
    failed = [edition.audience for edition in saved.editions if edition.problems]
    written = [
        (near(path), f"{len(document.content) / 1000:.0f} kB", document.summary)
        for edition in saved.editions
        if edition.audience in saved.paths and edition.audience not in saved.left
        for path, document in zip(saved.paths[edition.audience], edition.files, strict=True)
    ]
    outcome = [f"{count(len(written), 'file')} written in {seconds:.2f} s"] if written else []
    if left := sum(len(edition.files) for edition in saved.editions if edition.audience in saved.left):
        outcome.append(_as_built(left, str(left) if written else count(left, "file")))
    if failed:
        outcome.append("nothing was written" + (f" for {', '.join(failed)}" if outcome else ""))
    problems, record = problems_of(saved), record_of(saved)
    lines = [*moved(saved), *_verified(saved.editions)]
    said = [", ".join(outcome), *findings.mendable(problems)]
    show(form, record, problems=problems, table=written, lines=lines, outcome=said)


def _as_built(number: int, files: str) -> str:
    return f"{files} as {'it was' if number == 1 else 'they were'} built"


def unchanged(saved: Saved, form: Format) -> Said:
    """What is said where a build has nothing to do, which would write what is there."""
    problems = problems_of(saved)
    if form == "json":
        return json_line({**findings.record(problems), **record_of(saved), "unchanged": True})
    files = sum(map(len, saved.paths.values()))
    outcome = f"nothing has changed: {_as_built(files, count(files, 'file'))} ('--force' builds all the same)"
    lines = [
        *((line, True, hang) for line, hang in findings.told(problems)),
        *((line, False, _HANG) for line in (*_verified(saved.editions), findings.last(problems, outcome))),
    ]
    return tuple((tuple(pieces(line)), is_error, hang) for line, is_error, hang in lines)


def problems_of(saved: Saved) -> list[Problem]:
    """All that was found in a build."""
    return [*_found(saved.editions), *saved.leftovers]


def record_of(saved: Saved) -> dict[str, Any]:
    """A build, for tools."""
    record = _record(saved.editions, saved.paths, saved.leftovers, saved.left)
    return {**record, "moved": [asdict(figure) for figure in saved.moved]} if saved.moved else record


def moved(saved: Saved) -> list[Line]:
    """A line for each figure that was another one in the last build."""
    return [[str(figure)] for figure in saved.moved]


def show_check(editions: Sequence[Edition], withheld: Iterable[str], seconds: float, form: Format) -> None:
    """How each document would fit, and who gets what. Ends the program with 1 where there are errors."""
    lines = [*_verified(editions), *([Styled(line, "dim")] for line in withheld)]
    found = _found(editions)
    outcome = [nothing_to_write(seconds), *findings.mendable(found)]
    show(form, _record(editions), problems=found, table=_fits(editions), lines=lines, outcome=outcome)


def _verified(editions: Iterable[Edition]) -> list[Line]:
    """One line, where the brief was held against texts of its sources."""
    verified = next((edition.verified for edition in editions if edition.verified), None)
    return [[verified.summary, Styled(" (brief verify)", "dim")]] if verified and verified.summary else []


def nothing_to_write(seconds: float) -> str:
    """What `brief check` did."""
    return f"nothing to write, in {seconds:.2f} s"


@contextmanager
def checking() -> Iterator[float]:
    """Whatever stops a check, no more was to be written than if all were well. Gives when it began."""
    start = perf_counter()
    try:
        yield start
    except BriefError as error:
        raise BriefError(error.problems, error.warnings, nothing_to_write(perf_counter() - start)) from None


def _found(editions: Iterable[Edition]) -> list[Problem]:
    return [problem for edition in editions for problem in (*edition.problems, *edition.warnings)]


def _fits(editions: Sequence[Edition]) -> list[tuple[str, ...]]:
    """A row for each audience; of a brief without audiences, one for each document."""
    if [edition.audience for edition in editions] == [EVERYONE]:
        return [(document.kind, document.summary) for document in editions[0].documents]
    kinds = max((tuple(document.kind for document in edition.documents) for edition in editions), key=len, default=())
    empty = (_NOT_BUILT,) * len(kinds)
    fits = [(edition.audience, *(document.summary for document in edition.documents)) for edition in editions]
    return [fit if len(fit) > 1 else (*fit, *empty) for fit in fits] if kinds else []


def _record(
    editions: Iterable[Edition],
    paths: Mapping[str, list[Path]] = {},
    leftovers: Iterable[Problem] = (),
    left: Collection[str] = (),
) -> dict[str, Any]:
    """The same for tools."""
    documents: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    warnings: list[dict[str, Any]] = []
    for edition in editions:
        for number, document in enumerate(edition.files):
            record = {
                "audience": edition.audience,
                "kind": document.kind,
                "summary": document.summary,
                "bytes": len(document.content),
            }
            where = paths.get(edition.audience)
            unchanged = {"unchanged": True} if edition.audience in left else {}
            documents.append(record | ({"path": str(where[number])} if where else {}) | unchanged)
        problems += [{"audience": edition.audience, **problem.as_dict()} for problem in edition.problems]
        warnings += [{"audience": edition.audience, **warning.as_dict()} for warning in edition.warnings]
    warnings += [{"audience": "", **leftover.as_dict()} for leftover in leftovers]
    return {"documents": documents, "problems": problems, "warnings": warnings}


@contextmanager
def progress(what: str = "documents") -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, gone when all is done. Two documents need none, and nobody watches a pipe."""
    bar = sys.stderr.isatty()

    def tick(done: int, of: int) -> None:
        if bar and of > 2:
            filled = _BAR * done // of
            redraw(f"[{'#' * filled}{'-' * (_BAR - filled)}] {done} of {of} {what}")

    try:
        yield tick
    finally:
        if bar:
            redraw("")


def log(verbose: bool) -> Log:
    """What is told of each stage: how long it took, or nothing."""
    from policybrief.pipeline.stages import quiet

    def tell(stage: str, seconds: float) -> None:
        say(f"{stage:<13} {seconds * 1000:7.1f} ms", err=True)

    return tell if verbose else quiet


def quoted(path: Path) -> str:
    """A path as it is typed on a command line."""
    return f'"{one_line(path)}"' if " " in str(path) else one_line(path)
