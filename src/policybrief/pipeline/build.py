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
from policybrief.pipeline import moved_figures, outputs, shown, verifying
from policybrief.pipeline.document_run import Companion, Document, DocumentRun, Outcome
from policybrief.pipeline.moved_figures import PrintedFigure
from policybrief.pipeline.options import ALL, BuildOptions
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
    sources, where texts of them are here. Of the warnings some are `of_documents`: only who makes these finds them.
    `figures` are those of files that its texts name.
    """

    audience: str
    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    beside: tuple[Companion, ...] = ()
    verified: Verified | None = None
    of_documents: tuple[Problem, ...] = ()
    figures: tuple[PrintedFigure, ...] = ()

    @property
    def files(self) -> tuple[Document | Companion, ...]:
        """All that is written."""
        return (*self.documents, *self.beside)


@dataclass(frozen=True)
class EditionAsLeft:
    """An edition that need not be made, for its files are as the last build left them: companions, all of them. They
    show these values of the brief.
    """

    edition: Edition
    shows: frozenset[ValuePath]


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
    left: Mapping[str, EditionAsLeft] = MappingProxyType({}),
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
    unshown = () if some else tuple(shown.nowhere(prepared, runs, built, _shown(left)))
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
    left: Mapping[str, EditionAsLeft] = MappingProxyType({}),
) -> list[Edition]:
    """Each document through its stages. Those of one output are neighbours, so that a process loads one library."""
    from policybrief.compose import compose  # noqa: F401  # before processes are forked, which have it then

    wanted = outputs.chosen(options.only, options.also)
    cut = [(name, run) for name, run in runs.items() if isinstance(run, DocumentRun) and name not in left]
    ways = [(name, run, output) for output in wanted for name, run in cut]
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
    editions = []
    for name, run in runs.items():
        if isinstance(run, BriefError):
            editions.append(Edition(name, problems=run.problems))
            continue
        own = [outcome for (each, _, _), outcome in zip(ways, outcomes, strict=True) if each == name]
        made = left[name].edition if name in left else _edition(run, name, own)
        editions.append(replace(made, warnings=(*run.warnings, *_doubts(wanted, run), *made.of_documents)))
    return editions


def _doubts(wanted: Sequence[outputs.Output], run: DocumentRun) -> Iterator[Problem]:
    """What may be wrong with documents in the theme."""
    return (doubt for output in wanted for doubt in output.doubts(run.theme))


def _shown(left: Mapping[str, EditionAsLeft]) -> dict[str, frozenset[ValuePath]]:
    """What is shown by editions that are not made."""
    return {name: each.shows for name, each in left.items()}


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


def _edition(run: DocumentRun, name: str, outcomes: list[Outcome]) -> Edition:
    """All of an audience's documents, or none."""
    problems = tuple(problem for outcome in outcomes for problem in outcome.problems)
    made = tuple(outcome.document for outcome in outcomes if outcome.document)
    documents = () if problems else made
    doubts = [doubt for document in made for doubt in document.doubts]
    of_documents = (*doubts, *shown.unsaid(run, documents))
    return Edition(name, documents, problems, of_documents=of_documents, figures=moved_figures.printed(run))


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
