"""A brief for each of a list of people: their editions, made and put into their folder one by one.

However many they are, one is in memory at a time in each process. Who stops it, or is stopped, loses the editions at
work: those that are made already, of the same, are left as they are (`made_so_far`). One that can't be made is told and
the others are made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.errors import BriefError, Problem
from policybrief.pipeline import output_folder, outputs
from policybrief.pipeline.document_run import Companion, DocumentRun
from policybrief.pipeline.made_so_far import MadeSoFar
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.output_folder import Shelf
from policybrief.pipeline.people import Person, Unreadable
from policybrief.pipeline.prepared import Prepared
from policybrief.read.project import Project
from policybrief.system.files import lookups
from policybrief.system.files.lookups import Sightings
from policybrief.system.processes import confined, parallel
from policybrief.system.processes.standing import StandingProcess
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from policybrief.deck.fit.fit import KeptSlides


@dataclass(frozen=True)
class PersonEdition:
    """What became of somebody's edition: where its files lie, or the problems in its way; and what to look at. One that
    `is_left` was made before, of the same, and is as it was.
    """

    name: str
    audience: str = ""
    paths: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    is_left: bool = False


def sweep(made: MadeSoFar) -> None:
    """Delete what builds that were killed left half-written."""
    with lookups.noting():
        output_folder.sweep(made.shelf)


@dataclass(frozen=True)
class MadeFiles:
    """Somebody's documents before they lie in their folder, or what was in their way; and what to look at in them."""

    files: tuple[Companion, ...] = ()
    doubts: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def shelf_of(listed: Path, project: Project, brief: Path, given: Path | None = None) -> Shelf:
    """Where the editions of a list go: a folder of its name in the project's output, or the one that is `given`."""
    return Shelf(project, brief, given or project.output / listed.stem)


def build(
    people: Sequence[Person | Unreadable],
    prepared: Prepared,
    options: BuildOptions,
    made: MadeSoFar,
    tick: Callable[[int], None] = lambda _: None,
) -> list[PersonEdition]:
    """The editions of these people, written or left as they were `made`; `tick` is told of each that is done."""
    from policybrief.compose import compose  # noqa: F401  # before processes are forked, which have it then
    from policybrief.deck.fit.fit import KeptSlides

    sweep(made)
    slides = {person.audience: KeptSlides() for person in people if isinstance(person, Person)}
    standing = StandingProcess(confined.TEMPLATE)
    tasks = [partial(_edition, person, prepared, options, made, (slides, standing)) for person in people]
    return parallel.dealt(tasks, options.jobs, tick)


def file_names(person: Person, prepared: Prepared, options: BuildOptions) -> list[str]:
    """What somebody's files would be called. Raises `BriefError` where the brief can't be cut for them."""
    run = prepared.run_of(person.reader, options, person.name)
    return [f"{run.stem}{output.suffix}" for output in outputs.chosen(options.only, options.also)]


def _edition(
    person: Person | Unreadable,
    prepared: Prepared,
    options: BuildOptions,
    made: MadeSoFar,
    kept: tuple[Mapping[str, KeptSlides], StandingProcess],
) -> PersonEdition:
    """Somebody's edition. What is `kept` are, by audience, the slides that this process placed last, and the process in
    which templates are rendered.
    """
    if isinstance(person, Unreadable):
        return PersonEdition(person.name, problems=person.problems)
    about = PersonEdition(person.name, person.audience)
    try:
        run = prepared.run_of(person.reader, options, person.name)
        slides, standing = kept
        run = replace(run, kept=False, slides=slides[person.audience], standing=standing)
        if edition := left(person, run, made):
            return edition
    except BriefError as error:
        return replace(about, problems=error.problems)
    return put(person, run, files_of(run), made, lookups.noted())


def left(person: Person, run: DocumentRun, made: MadeSoFar) -> PersonEdition | None:
    """Somebody's edition where it need not be made; else None."""
    if (known := made.left(person.edition, run)) is None:
        return None
    paths, doubts = known
    return PersonEdition(person.name, person.audience, paths, warnings=(*run.warnings, *doubts), is_left=True)


def files_of(run: DocumentRun) -> MadeFiles:
    """The documents of an edition."""
    outcomes = [run.outcome(output.name) for output in outputs.chosen(run.options.only, run.options.also)]
    if problems := tuple(problem for outcome in outcomes for problem in outcome.problems):
        return MadeFiles(problems=problems)
    documents = [outcome.document for outcome in outcomes if outcome.document]
    files = tuple(Companion(each.kind, each.name, each.content, each.summary) for each in documents)
    return MadeFiles(files, tuple(doubt for document in documents for doubt in document.doubts))


def put(person: Person, run: DocumentRun, of: MadeFiles, made: MadeSoFar, seen: Sightings | None) -> PersonEdition:
    """Somebody's edition, its files put into their folder and noted with what was `seen` for them."""
    about = PersonEdition(person.name, person.audience, problems=of.problems)
    if of.problems:
        return about
    contents = {made.shelf.folder / each.name: each.content for each in of.files}
    try:
        with lookups.noting():  # what lies in the folder is no part of an edition
            kept = output_folder.put(contents, made.shelf, person.edition)
    except BriefError as error:
        return replace(about, problems=error.problems)
    made.add(person.edition, run, of.files, of.doubts, seen)
    return replace(about, paths=tuple(contents), warnings=(*run.warnings, *of.doubts, *kept))


def unlisted(
    people: Collection[Person | Unreadable], editions: Collection[PersonEdition], shelf: Shelf, listed: Path
) -> Iterator[Problem]:
    """Files of earlier builds in the folder that are nobody's in the list now; they are told and left. Where not all
    of the list could be read, none is.
    """
    if any(isinstance(person, Unreadable) and person.hides for person in people):
        return
    current = {path.resolve() for edition in editions for path in edition.paths}
    failed = {edition.name for edition in editions if edition.problems}
    folder = shelf.folder.resolve()
    for entry in shelf.written.entries():
        place, name = shelf.written.place(entry), entry.audience.partition("/")[2]
        if name and name not in failed and place.parent == folder and place.is_file() and place not in current:
            message = f"is from an earlier build, and nobody's in {listed.name} now"
            yield Problem(message, str(place), hint="delete it, so that nobody sends it", severity="warning")
