"""The whole way in one function: read → validate → tailor → compose → fit → write → check → files.

A brief is read once for all of its audiences; each audience's documents then go their own way, several at a time.
Nothing of an audience is written until its documents have come through every stage; each file is then put in place by
renaming.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from policybrief.errors import BriefError, Problem
from policybrief.pipeline import moved_figures, output_folder, outputs, shown, verifying
from policybrief.pipeline.built import Built, TakenSnapshot
from policybrief.pipeline.document_run import Companion, Document, DocumentRun, Outcome
from policybrief.pipeline.leftovers import Leftovers
from policybrief.pipeline.moved_figures import MovedFigure
from policybrief.pipeline.options import ALL, BuildOptions
from policybrief.pipeline.output_folder import Shelf
from policybrief.pipeline.prepared import Prepared
from policybrief.pipeline.stages import Log, quiet, stage
from policybrief.read.project import EVERYONE
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.system.processes import parallel
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

if TYPE_CHECKING:
    from policybrief.review.verify.verified import Verified

Tick = Callable[[int, int], None]
"""Told how many documents are done, and of how many."""


@dataclass(frozen=True)
class Edition:
    """What became of a brief for one audience: its documents, or the problems in their way; and what to look at.

    `beside` are other files that were asked for: the record, or the receipts. `verified` is the brief, held against its
    sources, where texts of them are here. One that is `as_left` was not made: its files, all of
    them `beside`, are those of the last build, which show the values of the brief that it `shows`.
    """

    audience: str
    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    beside: tuple[Companion, ...] = ()
    verified: Verified | None = None
    as_left: bool = False
    shows: frozenset[ValuePath] = frozenset()

    @property
    def files(self) -> tuple[Document | Companion, ...]:
        """All that is written."""
        return (*self.documents, *self.beside)


def make(brief_file: Path, only: Collection[str] = (), *, strict: bool = False, notes: bool = True) -> list[Document]:
    """The documents of a brief as it is, cut for nobody, without writing them.

    Raises `BriefError` with every problem that was found.
    """
    options = BuildOptions(only=tuple(only), strict=strict, notes=notes)
    prepared = Prepared.of(brief_file)
    _agreed(prepared, options)
    (edition,) = _editions({EVERYONE: prepared.run(options)}, options, quiet, _untold)
    if edition.problems:
        raise BriefError(edition.problems, edition.warnings)
    return list(edition.documents)


def _untold(done: int, of: int) -> None:
    del done, of


def editions(prepared: Prepared, options: BuildOptions = ALL, log: Log = quiet, tick: Tick = _untold) -> list[Edition]:
    """The documents of a brief for each of its audiences, or of those that are asked for; for everyone where there are
    none.

    Raises `BriefError` for what is wrong with the brief; an audience in whose way something is has problems instead of
    documents. `tick` is told how many documents are done, and of how many.
    """
    with stage("tailor", log):
        runs = tailored(prepared, options)
    return editions_of(prepared, runs, options, log, tick)


def editions_of(
    prepared: Prepared,
    runs: Mapping[str, DocumentRun | BriefError],
    options: BuildOptions,
    log: Log = quiet,
    tick: Tick = _untold,
    *,
    left: Mapping[str, Edition] = MappingProxyType({}),
) -> list[Edition]:
    """The same for audiences to whom the brief is cut already, all or some of its own. Those that are `left` as they
    are need not be made.
    """
    _agreed(prepared, options)
    verified = verifying.if_any(prepared, log)
    if options.strict and verified and verified.errors:
        raise BriefError(verified.errors, [each for each in verified.warnings if each not in verified.errors])
    built = _editions(runs, options, log, tick, left)
    some = options.audiences or options.only or len(runs) < len(prepared.audiences)
    unshown = () if some else tuple(shown.nowhere(prepared, runs, built))
    if options.record:
        built = _recorded(prepared, runs, built, options)
    if options.png:
        built = _pictured(runs, built, options)
    told = (*prepared.disagreements, *unshown, *(verified.warnings if verified else ()))
    return [replace(edition, warnings=(*told, *edition.warnings), verified=verified) for edition in built]


def tailored(prepared: Prepared, options: BuildOptions) -> dict[str, DocumentRun | BriefError]:
    """The brief as each of its audiences gets it, or those that are asked for, or everyone; or what is in the way.

    Raises `BriefError` for an audience that there is not.
    """
    if not (prepared.audiences or options.audiences):
        return {EVERYONE: prepared.run(options)}
    names = prepared.chosen(options.audiences)
    return {name: _caught(partial(prepared.run_for, name, options)) for name in names}


def _agreed(prepared: Prepared, options: BuildOptions) -> None:
    """If strict, short forms that disagree with their texts are in a brief's way."""
    if options.strict and prepared.disagreements:
        raise BriefError(prepared.disagreements)


def _caught(run: Callable[[], DocumentRun]) -> DocumentRun | BriefError:
    try:
        return run()
    except BriefError as error:
        return error


def _editions(
    runs: Mapping[str, DocumentRun | BriefError],
    options: BuildOptions,
    log: Log,
    tick: Tick,
    left: Mapping[str, Edition] = MappingProxyType({}),
) -> list[Edition]:
    """Each document through its stages. Those of one output are neighbours, so that a process loads one library."""
    from policybrief.compose import compose  # noqa: F401  # before processes are forked, which have it then

    wanted = outputs.chosen(options.only, options.also)
    made = [(name, run) for name, run in runs.items() if isinstance(run, DocumentRun) and name not in left]
    ways = [(name, run, output) for output in wanted for name, run in made]
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        for _ in range(more):
            done += 1
            tick(done, len(ways))

    outcomes = parallel.each([partial(run.outcome, output.name) for _, run, output in ways], options.jobs, tell)
    several = len(runs) > 1
    for (name, _, _), outcome in zip(ways, outcomes, strict=True):
        for ended, seconds in outcome.log:
            log(f"{name}: {ended}" if several else ended, seconds)
    return [
        Edition(name, problems=run.problems)
        if isinstance(run, BriefError)
        else replace(
            left.get(name)
            or _edition(name, [outcome for (each, _, _), outcome in zip(ways, outcomes, strict=True) if each == name]),
            warnings=(*run.warnings, *(doubt for output in wanted for doubt in output.doubts(run.theme))),
        )
        for name, run in runs.items()
    ]


def _recorded(
    prepared: Prepared, runs: Mapping[str, DocumentRun | BriefError], editions: Sequence[Edition], options: BuildOptions
) -> list[Edition]:
    """Each edition with its record, once its documents have passed all checks; else with what was found."""
    from policybrief.pipeline import record

    checked = parallel.each([partial(record.checked, edition.documents) for edition in editions], options.jobs)
    done = []
    for edition, problems in zip(editions, checked, strict=True):
        run = runs[edition.audience]
        if problems:
            done.append(replace(edition, documents=(), problems=(*edition.problems, *problems)))
        elif edition.documents and isinstance(run, DocumentRun):
            grounds = verifying.grounds(prepared, run.brief)
            done.append(replace(edition, beside=record.records(run, edition.documents, grounds)))
        else:
            done.append(edition)
    return done


def _pictured(
    runs: Mapping[str, DocumentRun | BriefError], editions: Sequence[Edition], options: BuildOptions
) -> list[Edition]:
    """Each edition with its pictures, or with what is in their way."""
    from policybrief.pipeline import pictures

    ways = {
        edition.audience: partial(pictures.drawn, run, edition.documents)
        for edition in editions
        if isinstance(run := runs[edition.audience], DocumentRun)
    }
    made = dict(zip(ways, parallel.each(list(ways.values()), options.jobs), strict=True))
    done = []
    for edition in editions:
        drawn = made.get(edition.audience, ())
        if isinstance(drawn, BriefError):
            done.append(replace(edition, documents=(), beside=(), problems=(*edition.problems, *drawn.problems)))
        else:
            done.append(replace(edition, beside=(*edition.beside, *drawn)))
    return done


def _edition(name: str, outcomes: list[Outcome]) -> Edition:
    """All of an audience's documents, or none."""
    problems = tuple(problem for outcome in outcomes for problem in outcome.problems)
    return Edition(
        name, () if problems else tuple(outcome.document for outcome in outcomes if outcome.document), problems
    )


def save(documents: Collection[Document], folder: Path) -> list[Path]:
    """Put the documents into `folder`, all or none, in place of whatever lies there.

    Raises `BriefError` where a file or the folder can't be written; the files of an earlier build are then untouched.
    """
    targets = [folder / document.name for document in documents]
    try:
        contents = {target: document.content for target, document in zip(targets, documents, strict=True)}
        access.put(contents, within=access.ANYWHERE)
    except OSError as error:
        raise BriefError([file_problems.unwritten(error, folder)]) from None
    return targets


def _kept(documents: Collection[Document], shelf: Shelf) -> Iterator[Problem]:
    """Keep what documents were built from; where that can't be done, they are there all the same."""
    shown = {document.kind: {str(run.path) for run in document.shown.on_pages if run.path} for document in documents}
    for document in documents:
        if document.snapshot is None:
            continue
        beside = {kind: sorted(paths) for kind, paths in shown.items() if kind != document.kind}
        try:
            Built(shelf.project.root).keep(document.snapshot, document.content, beside)
        except OSError as error:
            where = str(error.filename or shelf.project.root)
            message = f"what the deck was built from can't be kept: {error.strerror or error}"
            yield Problem(message, where, hint="until it can, brief pull does not know the deck", severity="warning")


@dataclass(frozen=True)
class Saved:
    """What came of a brief's audiences, and where their documents lie; `leftovers` are files of earlier builds, and
    `moved` are figures that texts name and that were others in the last one.
    """

    editions: list[Edition]
    paths: Mapping[str, list[Path]]
    leftovers: Sequence[Problem] = ()
    moved: Sequence[MovedFigure] = ()


def save_all(editions: Collection[Edition], shelf: Shelf) -> Saved:
    """Put each audience's documents on the shelf, all or none of them.

    What a person edited there is kept and warned of. What earlier builds left there is told, and not touched: it may be
    what somebody is about to send.
    """
    paths: dict[str, list[Path]] = {}
    done = []
    moved = () if shelf.trial else moved_figures.since_last(_taken(editions), shelf.project.root)
    for edition in editions:
        contents = {shelf.folder / file.name: file.content for file in edition.files}
        problems, warnings = edition.problems, list(edition.warnings)
        try:
            if contents:
                warnings += shelf.project.namesakes(shelf.brief, edition.audience)
                warnings += output_folder.put(contents, shelf, edition.audience)
                warnings += () if shelf.trial else _kept(edition.documents, shelf)
                paths[edition.audience] = list(contents)
        except BriefError as error:
            problems += error.problems
        done.append(replace(edition, problems=problems, warnings=tuple(warnings)))
        if problems:
            done[-1] = replace(done[-1], documents=(), beside=())
    current = {edition.audience: {file.name for file in edition.files} for edition in done}
    return Saved(done, paths, Leftovers(shelf.project).told(shelf.folder, shelf.brief, current), moved)


def _taken(editions: Collection[Edition]) -> list[TakenSnapshot]:
    documents = (document for edition in editions if not edition.problems for document in edition.documents)
    return [document.snapshot for document in documents if document.snapshot]
