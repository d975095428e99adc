"""Documents and drafts put into their folder, without the loss of what a person made there.

What lies at a place and is not as the program wrote it stays, under a name of its own, and that is said. What another
brief gives is not replaced at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from policybrief.errors import BriefError, Problem
from policybrief.pipeline import outputs
from policybrief.pipeline.leftovers import Leftovers
from policybrief.pipeline.written import Written
from policybrief.read.project import Project
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass

_TRIAL = "trial"
"""The folder for what was built with other values than the brief's own."""


@dataclass(frozen=True)
class Shelf:
    """Where a brief's files go: the project's own folder for them, or one that the user has `given`.

    Those of a `trial` lie apart, so that none takes the place of what the brief says; nor are they known as built.
    """

    project: Project
    brief: Path
    given: Path | None = None
    trial: bool = False

    @property
    def folder(self) -> Path:
        return self.given or (self.project.output / _TRIAL if self.trial else self.project.output)

    @property
    def mail(self) -> Path:
        """Where drafts go."""
        return self.folder / "mail"

    @property
    def written(self) -> Written:
        return Written(self.project.root)

    @property
    def name(self) -> str:
        """The brief, as the record names it."""
        return self.written.path(self.brief)

    def bounds(self, folder: Path) -> Path | None:
        """How far links in the way to `folder` may lead: anywhere in that which the user gave, and not out of it."""
        if self.given:
            return access.ANYWHERE if folder == self.given else self.given
        return self.project.root


def put(
    contents: Mapping[Path, bytes], shelf: Shelf, audience: str, carries: Mapping[str, str] | None = None
) -> list[Problem]:
    """Write an audience's files into one folder, all or none; gives what is to be said: above all what was kept, where.

    Raises `BriefError` where one can't be written, or is another brief's.
    """
    written = shelf.written
    with written.alone():
        if others := [problem for place in contents if (problem := _anothers(place, shelf))]:
            raise BriefError(others)
        new = {place: content for place, content in contents.items() if not _is(place, content)}
        place = next(iter(contents), shelf.folder)
        try:
            warnings = list(_kept(new, written))
            warnings += _noted(contents, shelf, audience, carries or {})
            access.put(new, within=shelf.bounds(place.parent))
        except OSError as error:
            raise BriefError([file_problems.unwritten(error, place)]) from None
    return [warning.graded("warning") for warning in warnings]


def sweep(shelf: Shelf) -> None:
    """Delete what builds that were killed left half-written on a shelf."""
    with shelf.written.alone():
        access.sweep(shelf.folder, within=shelf.bounds(shelf.folder))


def _is(place: Path, content: bytes) -> bool:
    """Whether these bytes lie there already."""
    try:
        digest = access.digest(place, within=access.ANYWHERE)
    except OSError:
        return False
    return not place.is_symlink() and digest == hashlib.sha256(content).hexdigest()


def _anothers(place: Path, shelf: Shelf) -> Problem | None:
    """A problem where another brief's file lies at a place, or at one that some file systems take for the same."""
    entry = shelf.written.of(place)
    if entry is None or entry.brief == shelf.name or not Leftovers(shelf.project).given(entry):
        return None
    other, there = shelf.project.root / entry.brief, shelf.written.place(entry)
    if not there.exists() or (other.exists() and other.samefile(shelf.brief)):
        return None
    message = f"is what {entry.brief} makes for {entry.audience!r}, and this brief's file would have the same name"
    return Problem(message, str(place), hint="rename one of the two briefs, or build it into another folder: -o DIR")


def _kept(places: Mapping[Path, bytes], written: Written) -> Iterator[Problem]:
    """Gives what a person made or edited a name of its own, and says so. Raises `OSError` where that can't be done."""
    for place in places:
        entry = written.of(place)
        if place.is_dir() or not (place.exists() or place.is_symlink()) or _ours(place, written):
            continue
        aside = access.keep(place)
        what = "was edited since it was built" if entry else "was not built by this project, as far as is known"
        back = outputs.may_be_edited(place.name) and bool(entry)
        hint = "the new one takes its place" + (
            f"; 'brief pull {aside.name}' brings back what was edited" if back else ""
        )
        yield Problem(f"{what}; it is kept as {aside.name}", str(place), hint=hint)


def _ours(place: Path, written: Written) -> bool:
    """Whether it is as it was written. What can't be read is not known to be."""
    try:
        return written.made(place, written.of(place))
    except OSError:
        return False


def _pictured(place: Path, contents: Mapping[Path, bytes], shelf: Shelf) -> dict[str, str]:
    """What a picture is of, with its hash: when that is another, the picture is of an earlier build."""
    if not outputs.is_picture(place.name):
        return {}
    document = place.parent / outputs.pictured(place.name)
    if document not in contents:
        return {}
    return {shelf.written.path(document): hashlib.sha256(contents[document]).hexdigest()}


def _noted(
    contents: Mapping[Path, bytes], shelf: Shelf, audience: str, carries: Mapping[str, str]
) -> Iterator[Problem]:
    try:
        for place, content in contents.items():
            known = carries or _pictured(place, contents, shelf)
            shelf.written.note(place, content, shelf.name, audience, known)
    except OSError as error:
        where = str(error.filename or shelf.project.root)
        hint = "until it can, each build keeps the files of the one before"
        yield Problem(f"the record of what was built can't be written: {error.strerror or error}", where, hint=hint)
