"""What other programs call: `load`, `check` and `build`, which do what the commands of these names do.

Nothing here prints, ends the process or changes anything for it. Problems are records in a `BriefError` or a `Report`.
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from policybrief.brief.model import Brief
from policybrief.errors import BriefError, Problem, UsageError
from policybrief.pipeline import build as pipeline
from policybrief.pipeline import finished, saving
from policybrief.pipeline.build import Edition
from policybrief.pipeline.document_run import Document
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.output_folder import Shelf
from policybrief.pipeline.prepared import Prepared
from policybrief.read.project import find_brief
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class Report:
    """What was found in a brief or a finished file: `problems` have to be mended, `warnings` are to be looked at."""

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Build:
    """The documents of a brief, made and checked and not yet written: `editions` has them by audience."""

    editions: tuple[Edition, ...]
    shelf: Shelf

    @property
    def documents(self) -> tuple[Document, ...]:
        """All of them: each has the name of its file and its bytes, in `content`."""
        return tuple(document for edition in self.editions for document in edition.documents)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is to be looked at, and kept nothing from being made."""
        return _warnings(self.editions)

    def save(self, folder: str | PathLike[str] | None = None) -> list[Path]:
        """Write the documents into `folder`, by default the project's output folder, as `brief build` does: a file that
        somebody edited since it was built is kept under another name.

        Returns the files. Raises `BriefError` where one can't be written.
        """
        shelf = self.shelf if folder is None else Shelf(self.shelf.project, self.shelf.brief, Path(folder))
        saved = saving.save_all(self.editions, shelf)
        if problems := [problem for edition in saved.editions for problem in edition.problems]:
            raise BriefError(problems)
        return [path for paths in saved.paths.values() for path in paths]


def load(brief: str | PathLike[str]) -> Brief:
    """The brief in a YAML file, or the one in a project's folder, read and validated.

    Raises `BriefError` with all that is wrong with it.
    """
    return Prepared.of(_file(brief)).brief


def check(
    file: str | PathLike[str], *, only: Sequence[str] = (), audiences: Sequence[str] = (), strict: bool = False
) -> Report:
    """All that is wrong with a brief, how it fits its documents included; nothing is written.

    `file` may also be a finished deck (.pptx) or memo (.pdf), of ours or of anybody: what PowerPoint would repair, or
    what keeps a file from PDF/UA-1 and PDF/A-2a. `only` names outputs ("deck", "memo"), and `audiences` theirs: all,
    where none is named. If `strict`, a part that the memo has to leave out is a problem.
    """
    try:
        path = _file(file)
        if finished.is_one(path):
            finished.check(path)
            return Report()
        editions = pipeline.editions(Prepared.of(path), BuildOptions(tuple(only), tuple(audiences), strict, jobs=1))
    except BriefError as error:
        return Report(error.problems, error.warnings)
    return Report(_problems(editions), _warnings(editions))


def build(
    brief: str | PathLike[str],
    *,
    only: Sequence[str] = (),
    audiences: Sequence[str] = (),
    strict: bool = False,
    notes: bool = True,
    handout: bool = False,
    jobs: int = 1,
    record: bool = False,
) -> Build:
    """Make the documents of a brief for its audiences, in memory; `save` writes them.

    The brief is a YAML file, or a project's folder with one brief. `only` names outputs ("deck", "memo", "handout"),
    and `audiences` theirs: all, where none is named; but a `handout` is made where it is asked for. If `strict`, a part
    that the memo has to leave out is a problem. Without `notes` decks have no speaker notes. `jobs` are processes at a
    time, 0 for one on each processor; a program with several threads builds in one. With a `record`, each document is
    checked by all rules, and `save` puts what is to be said of it beside it.

    Raises `BriefError` with all problems of the brief and of the audiences that are asked for.
    """
    prepared = Prepared.of(_file(brief))
    options = BuildOptions(tuple(only), tuple(audiences), strict, notes, jobs, handout, record)
    editions = pipeline.editions(prepared, options)
    if problems := _problems(editions):
        raise BriefError(problems, _warnings(editions))
    return Build(tuple(editions), Shelf(prepared.project, prepared.file))


def _file(given: str | PathLike[str]) -> Path:
    try:
        return find_brief(Path(given))
    except UsageError as error:
        raise BriefError([Problem(str(error))]) from None


def _problems(editions: Sequence[Edition]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problem for edition in editions for problem in edition.problems))


def _warnings(editions: Sequence[Edition]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(warning for edition in editions for warning in edition.warnings))
