"""`brief build --for LIST`: what comes of a list of people, an edition each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from policybrief.cli import console
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import near, redraw, say
from policybrief.errors import BriefError, Problem, UsageError
from policybrief.pipeline import by_person, people
from policybrief.pipeline.by_person import PersonEdition
from policybrief.pipeline.made_so_far import MadeSoFar
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.people import Person, Unreadable
from policybrief.pipeline.prepared import Prepared
from policybrief.system.files import lookups
from policybrief.text.records import dataclass

_SHOWN = 20
"""Files of so many people are listed; of more, their folder."""
_ALONE = ("watch", "opens", "given", "record", "png")
_FLAGS = {"opens": "--open", "given": "--set"}


@dataclass(frozen=True)
class ForPeople:
    """The command line: the `listed` people of a `brief`, where their editions go, and whether they are only listed."""

    brief: Path
    listed: Path
    output: Path | None
    dry_run: bool
    force: bool
    draft: bool
    form: Format
    verbose: bool
    scheduler: str = ""


def refuse_others(wanted: dict[str, Any]) -> None:
    """Raises `UsageError` for what has no meaning for a list of people."""
    for name in _ALONE:
        if wanted.get(name):
            raise UsageError(f"--for makes no use of {_FLAGS.get(name, f'--{name}')}; leave one of the two out")


def run(asked: ForPeople, options: BuildOptions) -> None:
    """Make the editions of all people of the list, or say which there would be."""
    start = perf_counter()
    with lookups.noting():
        prepared = Prepared.of(asked.brief, console.log(asked.verbose), draft=asked.draft)
        everybody = _listed(asked, prepared, options)
        if asked.dry_run:
            _show_plan(everybody, prepared, options, asked)
            return
        shelf = by_person.shelf_of(asked.listed, prepared.project, prepared.file, asked.output)
        made = MadeSoFar.of(shelf, prepared, forced=asked.force)
        with _progress(len(everybody)) as tick:
            if asked.scheduler:
                from policybrief.pipeline import cluster

                editions = cluster.build(everybody, prepared, options, made, scheduler=asked.scheduler, tick=tick)
            else:
                editions = by_person.build(everybody, prepared, options, made, tick)
    stale = tuple(by_person.unlisted(everybody, editions, shelf, asked.listed))
    _show(editions, [*prepared.disagreements, *stale], shelf.folder, perf_counter() - start, asked)


def _listed(asked: ForPeople, prepared: Prepared, options: BuildOptions) -> list[Person | Unreadable]:
    """The rows of the list. What is looked at for them is in the fingerprints of their editions."""
    with lookups.noting():
        prepared.chosen(options.audiences)
        if len(options.audiences) > 1:
            raise UsageError("--for takes one -a, the audience of people whose row names none")
        return people.listed(asked.listed, prepared, next(iter(options.audiences), ""))


def _show_plan(
    everybody: Sequence[Person | Unreadable], prepared: Prepared, options: BuildOptions, asked: ForPeople
) -> None:
    rows, problems, record = [], list[Problem](), []
    for person in everybody:
        if isinstance(person, Unreadable):
            problems += person.problems
            continue
        try:
            names = by_person.file_names(person, prepared, options)
        except BriefError as error:
            problems += error.problems
            continue
        rows.append((person.name, person.audience, ", ".join(person.given) or "as the audience", ", ".join(names)))
        record.append({"name": person.name, "audience": person.audience, "given": dict(person.given), "files": names})
    outcome = f"{count(len(rows), 'edition')} to make; nothing was written"
    console.show(asked.form, {"editions": record}, problems=list(dict.fromkeys(problems)), table=rows, outcome=outcome)


def _show(
    editions: Sequence[PersonEdition], told: Sequence[Problem], folder: Path, seconds: float, asked: ForPeople
) -> None:
    made = [edition for edition in editions if not (edition.problems or edition.is_left)]
    left = sum(edition.is_left for edition in editions)
    files = [path for edition in made for path in edition.paths]
    found = [*(problem for edition in editions for problem in edition.problems), *told]
    problems = list(dict.fromkeys([*found, *(warning for edition in editions for warning in edition.warnings)]))
    few = len(made) <= _SHOWN or asked.verbose
    table = [(near(path), f"{path.stat().st_size / 1000:.0f} kB") for path in files] if few else []
    rate = f" ({len(made) / seconds:.0f} a second)" if len(made) > _SHOWN else ""
    failed = len(editions) - len(made) - left
    outcome = f"{count(len(made), 'edition')} written to {near(folder)}, {count(len(files), 'file')}"
    outcome += f", {left:,} as {'it was' if left == 1 else 'they were'} made ('--force' makes all)" if left else ""
    outcome += f", {failed} not made" if failed else ""
    record = {
        "editions": [
            {"name": edition.name, "audience": edition.audience, "paths": [str(path) for path in edition.paths],
             "problems": [problem.as_dict() for problem in edition.problems],
             **({"unchanged": True} if edition.is_left else {})}
            for edition in editions
        ]
    }  # fmt: skip
    console.show(asked.form, record, problems=problems, table=table, outcome=f"{outcome}, in {seconds:.2f} s{rate}")


@contextmanager
def _progress(of: int) -> Iterator[Callable[[int], None]]:
    """A line on a terminal: how many are done, how many a second, and how long the others will take."""
    watched, start, done = sys.stderr.isatty(), perf_counter(), 0

    def tick(more: int) -> None:
        nonlocal done
        done += more
        if watched:
            rate = done / (perf_counter() - start)
            redraw(f"{done:,} of {of:,} editions, {rate:.0f} a second, {(of - done) / rate:.0f} s left")

    try:
        yield tick
    except KeyboardInterrupt:
        if watched:
            redraw("")
        say(f"stopped with {done:,} of {of:,} editions done; the same command makes the others", err=True)
        raise
    finally:
        if watched:
            redraw("")
