"""The whole way in one function: read → validate → tailor → compose → fit → write → check → files.

A brief is read once for all of its audiences; each audience's documents then go their own way, several at a time.
Nothing of an audience is written until its documents have come through every stage; each file is then put in place by
renaming.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from policybrief.brief.parts import Kind
from policybrief.errors import BriefError, Problem
from policybrief.files import access
from policybrief.pipeline import output_folder, shown
from policybrief.pipeline.document_run import Log, Made, Outcome, Run, quiet, stage
from policybrief.pipeline.leftovers import Leftovers
from policybrief.pipeline.output_folder import Shelf
from policybrief.pipeline.prepared import Prepared
from policybrief.processes import parallel
from policybrief.read.project import EVERYONE

BOTH: tuple[Kind, ...] = ("deck", "memo")


@dataclass(frozen=True)
class Edition:
    """What became of a brief for one audience: its documents, or the problems in their way; and what to look at."""

    audience: str
    made: tuple[Made, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def make(
    brief_file: Path, kinds: tuple[Kind, ...] = BOTH, log: Log = quiet, *, strict: bool = False, notes: bool = True
) -> list[Made]:
    """The documents of a brief as it is, cut for nobody, without writing them.

    Raises `BriefError` with every problem that was found. If `strict`, a part that the memo had to leave out is one.
    Without `notes` the deck has no notes pages.
    """
    prepared = _prepared(brief_file, log, strict)
    with stage("tailor", log):
        run = replace(prepared.run(strict), notes=notes)
    (edition,) = _editions({EVERYONE: run}, kinds, log)
    if edition.problems:
        raise BriefError(edition.problems, edition.warnings)
    return list(edition.made)


def editions(
    brief_file: Path,
    kinds: tuple[Kind, ...] = BOTH,
    names: Collection[str] = (),
    log: Log = quiet,
    *,
    strict: bool = False,
    notes: bool = True,
    jobs: int = 0,
    tick: Callable[[int, int], None] = lambda _, __: None,
) -> list[Edition]:
    """The documents of a brief for each of its audiences, or of those in `names`; for everyone where there are none.

    Raises `BriefError` for what is wrong with the brief; an audience in whose way something is has problems instead of
    documents. `tick` is told how many documents are done, and of how many.
    """
    prepared = _prepared(brief_file, log, strict)
    if not prepared.audiences and not names:
        with stage("tailor", log):
            runs: dict[str, Run | BriefError] = {EVERYONE: prepared.run(strict)}
    else:
        from policybrief.validate import audience_files

        chosen = audience_files.chosen(prepared.audiences, names)
        with stage("tailor", log):
            runs = {name: _caught(partial(prepared.run_for, file, strict)) for name, file in chosen.items()}
    if not notes:
        runs = {name: replace(run, notes=False) if isinstance(run, Run) else run for name, run in runs.items()}
    made = _editions(runs, kinds, log, jobs, tick)
    unshown = () if names or kinds != BOTH else tuple(shown.nowhere(prepared, runs, made))
    told = (*prepared.disagreements, *unshown)
    return [replace(edition, warnings=(*told, *edition.warnings)) for edition in made]


def _prepared(brief_file: Path, log: Log, strict: bool) -> Prepared:
    """A brief that has been read. If `strict`, short forms that disagree with their texts are in its way."""
    prepared = Prepared.of(brief_file, log)
    if strict and prepared.disagreements:
        raise BriefError(prepared.disagreements)
    return prepared


def _caught(run: Callable[[], Run]) -> Run | BriefError:
    try:
        return run()
    except BriefError as error:
        return error


def _editions(
    runs: Mapping[str, Run | BriefError],
    kinds: tuple[Kind, ...],
    log: Log,
    jobs: int = 0,
    tick: Callable[[int, int], None] = lambda _, __: None,
) -> list[Edition]:
    """Each document through its stages. Those of one kind are neighbours, so that a process loads one library."""
    ways = [(name, run, kind) for kind in kinds for name, run in runs.items() if isinstance(run, Run)]
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        for _ in range(more):
            done += 1
            tick(done, len(ways))

    outcomes = parallel.each([partial(run.outcome, kind) for _, run, kind in ways], jobs, tell)
    several = len(runs) > 1
    for (name, _, _), outcome in zip(ways, outcomes, strict=True):
        for ended, seconds in outcome.log:
            log(f"{name}: {ended}" if several else ended, seconds)
    return [
        Edition(name, problems=run.problems)
        if isinstance(run, BriefError)
        else replace(
            _edition(name, [outcome for (each, _, _), outcome in zip(ways, outcomes, strict=True) if each == name]),
            warnings=(*run.warnings, *(run.theme.warnings if "deck" in kinds else ())),
        )
        for name, run in runs.items()
    ]


def _edition(name: str, outcomes: list[Outcome]) -> Edition:
    """All of an audience's documents, or none."""
    problems = tuple(problem for one in outcomes for problem in one.problems)
    return Edition(name, () if problems else tuple(one.made for one in outcomes if one.made), problems)


def save(made: Collection[Made], folder: Path) -> list[Path]:
    """Put the documents into `folder`, all or none, in place of whatever lies there.

    Raises `BriefError` where a file or the folder can't be written; the files of an earlier build are then untouched.
    """
    targets = [folder / document.name for document in made]
    try:
        contents = {target: document.content for target, document in zip(targets, made, strict=True)}
        access.put(contents, within=access.ANYWHERE)
    except OSError as error:
        raise BriefError([output_folder.unwritable(error, folder)]) from None
    return targets


@dataclass(frozen=True)
class Saved:
    """What came of a brief's audiences, and where their documents lie; `leftovers` are files of earlier builds."""

    editions: list[Edition]
    paths: Mapping[str, list[Path]]
    leftovers: Sequence[Problem] = ()


def save_all(made: Collection[Edition], shelf: Shelf) -> Saved:
    """Put each audience's documents on the shelf, all or none of them.

    What a person edited there is kept and warned of. What earlier builds left there is told, and not touched: it may be
    what somebody is about to send.
    """
    paths: dict[str, list[Path]] = {}
    done = []
    for edition in made:
        contents = {shelf.folder / one.name: one.content for one in edition.made}
        problems, warnings = edition.problems, list(edition.warnings)
        try:
            if contents:
                warnings += shelf.project.namesakes(shelf.brief, edition.audience)
                warnings += output_folder.put(contents, shelf, edition.audience)
                paths[edition.audience] = list(contents)
        except BriefError as error:
            problems += error.problems
        kept = () if problems else edition.made
        done.append(replace(edition, made=kept, problems=problems, warnings=tuple(warnings)))
    current = {edition.audience: {Path(one.name).stem for one in edition.made} for edition in done}
    return Saved(done, paths, Leftovers(shelf.project).told(shelf.folder, shelf.brief, current))
