"""What earlier builds left: files of briefs and audiences that are gone, of another marking, drafts of another state.

They are told, and deleted only when `brief clean` is asked to: somebody may be about to send one. By the record alone,
path and hash, so that nothing goes that a person made or edited.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path

from policybrief.errors import Problem
from policybrief.pipeline import outputs
from policybrief.pipeline.written import Written, WrittenFile
from policybrief.read.project import EVERYONE, Project
from policybrief.system.files import access, lookups
from policybrief.text.records import dataclass

_EARLIER = "is from an earlier build, and no longer what the brief makes"
_LEFT = "is from an earlier build, for this one failed"


@dataclass(frozen=True)
class Cleaned:
    """What was deleted, or would be; and what was left, each with the reason."""

    deleted: tuple[Path, ...] = ()
    left: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Leftovers:
    """What the record of a project knows, beside what its briefs and audiences are now."""

    project: Project
    _audiences: dict[str, Collection[str]] = field(default_factory=dict, repr=False)

    @property
    def _written(self) -> Written:
        return Written(self.project.root)

    def given(self, entry: WrittenFile) -> bool:
        """Whether the brief and the audience that a file was written for are there, and give it as far as is known."""
        return not (entry.over or self._gone(entry))

    def told(self, folder: Path, brief: Path, current: Mapping[str, Collection[str]]) -> list[Problem]:
        """The files of earlier builds in `folder` and below, after a build of `brief`; they are in nobody's way.

        `current` are the names of its audiences' files as they are made now; none for one that failed.
        """
        name = self._written.path(brief)
        problems: dict[str, Problem] = {}
        for entry in self._written.entries():
            place = self._written.place(entry)
            if not access.inside(place.parent, folder) or not lookups.is_file(place):
                continue
            names = current.get(entry.audience, ()) if entry.brief == name and not entry.carries else ()
            over = bool(names) and not outputs.is_among(place.name, names)
            if over:
                with suppress(OSError):  # told now, and again by the next build
                    self._written.end(entry)
            if reason := _EARLIER if over else self._why(entry):
                hint = "'brief clean' deletes it" if self._made(place, entry) else "it was edited: look at it first"
                problems[os.path.realpath(place)] = Problem(reason, str(place), hint=hint)
        for audience, names in current.items():
            found = [*_named_so(folder, brief.stem, audience, names)]
            if not names:
                failed = [file for file in found if os.path.realpath(file) not in problems]
                problems |= {os.path.realpath(file): _left(file, failed) for file in failed[:1]}
                continue
            for file in found:
                known = Problem(_EARLIER, str(file), hint="delete it, so that nobody sends it")
                problems.setdefault(os.path.realpath(file), known)
        return [problem.graded("warning") for problem in _together(problems[place] for place in sorted(problems))]

    def clean(self, given: Path | None = None, *, everything: bool = False, dry: bool = False) -> Cleaned:
        """Delete what earlier builds left in the output folder, or that which is `given`; if `dry`, only say what.

        With `everything`, all goes that was written. Raises `BriefError` where the project's output lies elsewhere.
        """
        folder = given or self.project.within(self.project.output)
        deleted: list[Path] = []
        left: list[Problem] = []
        with self._written.alone():
            for entry in self._written.entries():
                place = self._written.place(entry)
                if not _may_go(place, folder) or not (everything or self._why(entry)):
                    continue
                if not self._made(place, entry):
                    left.append(Problem("was edited since it was built, and is left", str(place)))
                    continue
                try:
                    if not dry:
                        access.remove(place)
                        self._written.forget(entry)
                    deleted.append(place)
                except OSError as error:
                    message = f"cannot be deleted: {error.strerror or error}"
                    left.append(Problem(message, str(place), hint="close it in other programs, or delete it yourself"))
        return Cleaned(tuple(deleted), tuple(each.graded("warning") for each in left))

    def _made(self, place: Path, entry: WrittenFile) -> bool:
        try:
            return self._written.made(place, entry)
        except OSError:
            return False

    def _why(self, entry: WrittenFile) -> str:
        """Why a file is from an earlier build, or ""."""
        if entry.over:
            return _EARLIER
        if gone := self._gone(entry):
            return f"is from an earlier build: {gone}"
        if any(_digest(self.project.root / path) != digest for path, digest in entry.carries.items()):
            of_one = outputs.is_picture(entry.path)
            return f"is a {'picture' if of_one else 'draft with files'} from an earlier build"
        return ""

    def _gone(self, entry: WrittenFile) -> str:
        """What of a file's brief and audience is no longer there, or ""."""
        brief = self.project.root / entry.brief
        if not lookups.is_file(brief):
            return f"{entry.brief} is gone"
        if entry.brief not in self._audiences:
            self._audiences[entry.brief] = self.project.readers(brief)
        if entry.audience.partition("/")[0] in self._audiences[entry.brief]:  # AUDIENCE/PERSON, for one of a list
            return ""
        return f"{brief.name} has " + ("audiences" if entry.audience == EVERYONE else f"no audience {entry.audience!r}")


def _together(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, those of the pictures of one document as one: a deck has dozens."""
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        file = Path(problem.file)
        shown = str(file.parent / outputs.pictured(file.name)) if outputs.is_picture(file.name) else problem.file
        groups.setdefault((shown, problem.message, problem.hint), []).append(problem)
    for first, *others in groups.values():
        yield replace(first, message=f"{first.message}, with {len(others)} more") if others else first


def _left(file: Path, others: Collection[Path]) -> Problem:
    """What is to be said of all files of an audience that failed: they may be as good as they were, or not."""
    more = f", with {len(others) - 1} more" if len(others) > 1 else ""
    return Problem(f"{_LEFT}{more}", str(file), hint="send none before it is built again")


def _may_go(place: Path, folder: Path) -> bool:
    """The record may be a stranger's: it names no file but of our kinds, in the folder for them."""
    return (
        bool(re.search(rf"({outputs.ending()}|\.eml)$", place.name))
        and place.is_file()
        and access.inside(place.parent, folder)
    )


def _digest(file: Path) -> str:
    try:
        return access.digest(file, within=access.ANYWHERE)
    except OSError:
        return ""


def _named_so(folder: Path, stem: str, audience: str, current: Collection[str]) -> Iterator[Path]:
    """Files that are called as an audience's are, under another marking: also those of which there is no record."""
    name = re.escape(stem if audience == EVERYONE else f"{stem}_{audience}")
    for file in lookups.documents(folder):
        if re.fullmatch(rf"{name}(_CUI|_TLP-[A-Z-]+)*({outputs.ending()})", file.name) and not outputs.is_among(
            file.name, current
        ):
            yield file
