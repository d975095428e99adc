"""The two sides of a comparison, by what is typed for them: a file, a git revision, `@built` or `@mailed`.

A side knows a version of the brief for each audience: what was built or mailed may be of another day for each.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import field, replace
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from policybrief.errors import BriefError, Problem, UsageError, did_you_mean
from policybrief.pipeline.versions import Version
from policybrief.read import source
from policybrief.read.project import Project, find_brief
from policybrief.read.source import MAX_BYTES, Source
from policybrief.sources.tabular.files import Reading
from policybrief.system.files import access
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from policybrief.pipeline.built import Snapshot
    from policybrief.system.processes.git import Revision

BUILT, MAILED = "@built", "@mailed"


@dataclass(frozen=True)
class Side:
    """One side: the brief's source (`read`) with its audiences' files, for everybody or of each audience by itself.

    `titles` say what it is, and `days` of which moment, for those audiences for whom this is not the same as for all.
    `stored` is what a revision calls the brief, "" where it lies on the disk, and `reading` gives its files of numbers.
    """

    title: str
    read: Source | None
    audiences: Mapping[str, Source]
    root: Path
    own: Mapping[str, tuple[Source, Mapping[str, Source]]] = field(default_factory=dict)
    days: Mapping[str, datetime] = field(default_factory=dict)
    stored: str = ""
    reading: Reading | None = None
    _made: dict[tuple[str, ...], Version] = field(default_factory=dict, repr=False)

    @property
    def names(self) -> list[str]:
        """The audiences of whom it knows something."""
        return list(self.own or self.audiences)

    def source(self, name: str) -> Source:
        """The brief for an audience, as it was read."""
        return self.own[name][0] if name in self.own else self.read or next(iter(self.own.values()))[0]

    def version(self, name: str, others: Mapping[str, Source]) -> Version:
        """The brief for an audience. An audience of which this side has no file has that of the `others`.

        Raises `BriefError` with what is wrong with it.
        """
        read = self.source(name)
        audiences = {**others, **self.audiences, **(self.own[name][1] if name in self.own else {})}
        known = (*read.lines, *(line for each in audiences.values() for line in each.lines))
        if known not in self._made:
            try:
                self._made[known] = Version.of(read, audiences, self.root, self.reading)
            except BriefError as error:
                raise BriefError([self._told(problem, name) for problem in error.problems], error.warnings) from None
        return self._made[known]

    def _told(self, problem: Problem, name: str) -> Problem:
        """A problem of a version that does not lie on the disk, where the same line may say something else."""
        if problem.file != self.source(name).file:
            return problem
        kept = f"{problem.file} {self.title} {name}" if name in self.own else self.stored
        return replace(problem, file=kept or problem.file)

    def called(self, name: str) -> str:
        """What it is, for an audience: `12 Nov 16:40 as mailed to allies`."""
        if name not in self.days:
            return self.title
        return f"{self.days[name].astimezone():%-d %b %Y %H:%M} {self.title} {name}"


def new(given: str | None) -> tuple[Side, Path]:
    """The brief as it is now, or the version given, and which file is the brief's.

    Raises `BriefError` or `UsageError`, as `old` does.
    """
    if given and not _is_there(given):
        file = find_brief(None)
        return old(given, file), file
    file = find_brief(Path(given) if given else None)
    return _of_file(file, file.name if given else "now"), file


def old(given: str, brief: Path) -> Side:
    """What the brief is compared with. Raises `UsageError` for what is neither a file nor a revision."""
    project = Project.of(brief)
    name, _, audience = given.partition(":")
    if name in (BUILT, MAILED):
        return _of_snapshots(name, audience, brief, project)
    if given.startswith("@") and given[1:2].isalpha():
        hint = did_you_mean(name, (BUILT, MAILED)) or f"there are {BUILT} and {MAILED}"
        raise UsageError(f"{given!r} is no version of a brief; {hint}")
    if _is_there(given):
        return _of_file(find_brief(Path(given)), given)
    from policybrief.system.processes.git import Revision

    revision, _, path = given.partition(":")
    return _of_revision(Revision.of(project.root, revision), path, brief, project)


def _is_there(given: str) -> bool:
    with suppress(OSError, ValueError):  # a name that no file can have
        return bool(given) and Path(given).exists()
    return False


def _of_file(file: Path, title: str) -> Side:
    project = Project.of(file)
    audiences = {name: source.read(place, within=project.root) for name, place in project.audiences(file).items()}
    return Side(title, source.read(file, within=project.root), audiences, project.root)


def _of_revision(revision: Revision, path: str, brief: Path, project: Project) -> Side:
    inner = brief.resolve().relative_to(project.root.resolve())
    path = PurePosixPath(path or inner).as_posix()
    folder = (inner.parent if inner.parent.name == "content" else Path("content")) / "audiences"
    stored = revision.files(path, f"{(folder / inner.stem).as_posix()}/", f"{folder.as_posix()}/")
    wanted = {name: file for name, file in stored.items() if name == path or name.endswith(".yaml")}
    texts = revision.texts(wanted, MAX_BYTES)
    text = texts.get(path)
    if text is None:
        raise BriefError([Problem(f"is not in the revision {revision.name!r}, or is no text there", path)])
    files = [PurePosixPath(file) for file in texts if file != path]
    own = [file for file in files if file.parent == PurePosixPath(folder / inner.stem)]
    shared = [file for file in files if file.parent == PurePosixPath(folder)]
    audiences = {file.stem: source.parse(texts[str(file)], f"{revision.name}:{file}") for file in own or shared}
    title = revision.name if revision.day in ("", revision.name) else f"{revision.name} ({revision.day})"
    return Side(title, source.parse(text, str(brief)), audiences, project.root, stored=f"{revision.name}:{path}",
                reading=partial(_stored, revision, project.root.resolve()))  # fmt: skip


def _stored(revision: Revision, root: Path, place: Path) -> bytes:
    """A file of numbers as a revision had it. Raises `OSError` as the disk's do."""
    if not access.inside(place, root):
        raise access.OutsideError(errno.EACCES, "it lies outside of the project", str(place))
    inner = Path(os.path.normpath(place.absolute())).relative_to(root).as_posix()
    content = revision.content(inner, MAX_BYTES)
    if content is None:
        raise FileNotFoundError(errno.ENOENT, "it is not in the revision", str(place))
    return content


def _of_snapshots(name: str, audience: str, brief: Path, project: Project) -> Side:
    from policybrief.pipeline.built import Built

    known = [each for each in Built(project.root).all() if each.brief.exists() and each.brief.samefile(brief)]
    if name == BUILT:
        latest = {each.audience: (each, each.built) for each in reversed(known)}
        title, none = "as built for", "no build of this brief is known"
    else:
        latest = _mailed(known, project.root, brief.stem)
        title, none = "as mailed to", "no mail of this brief is known that says what it was built from"
    if audience:
        if audience not in latest:
            raise UsageError(f"{none} for {audience!r}; {did_you_mean(audience, latest)}".removesuffix("; "))
        latest = {audience: latest[audience]}
    if not latest:
        raise UsageError(f"{none}; name a file or a git revision instead")
    own = {who: _sources(snapshot) for who, (snapshot, _) in latest.items()}
    return Side(title, None, {}, project.root, own, {who: when for who, (_, when) in latest.items()})


def _mailed(known: Iterable[Snapshot], root: Path, brief: str) -> dict[str, tuple[Snapshot, datetime]]:
    """What each audience was sent last."""
    from policybrief.pipeline import sent

    kept = {snapshot.folder.name: snapshot for snapshot in known}
    mailed: dict[str, tuple[Snapshot, datetime]] = {}
    for build in sent.builds(root):
        if build.brief == brief and build.snapshot in kept:
            mailed.setdefault(build.audience, (kept[build.snapshot], build.at))
    return mailed


def _sources(snapshot: Snapshot) -> tuple[Source, Mapping[str, Source]]:
    """The brief and its audience's file of a snapshot. Raises `BriefError` for one that is damaged."""
    try:
        sources = snapshot.sources
    except (OSError, ValueError, TypeError, LookupError) as error:
        raise BriefError([Problem(f"what was built can't be read: {error}", str(snapshot.folder))]) from None
    own = {snapshot.audience: sources["audience"]} if "audience" in sources else {}
    return sources["brief"], own
