"""Which editions of a list are made, and of what: noted one by one, so that a build that was stopped goes on.

It lies in the user's caches, a file for each folder of editions, and nobody else's word is taken for it. An edition is
known by the fingerprint of what it is made of, and by all that the process which made it had looked at by then, of
which nothing may have changed. It is noted once its files lie in their places: who is killed makes the ones at work
again, and none that were done.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from policybrief.errors import Problem
from policybrief.pipeline import fingerprint, last_build, recognised
from policybrief.pipeline.document_run import Companion, DocumentRun
from policybrief.pipeline.last_build import LastBuild, WarningLeft
from policybrief.pipeline.options import ALL, BuildOptions
from policybrief.pipeline.output_folder import Shelf
from policybrief.pipeline.prepared import Prepared
from policybrief.system.files import access, appended, cache_places, caches, facts, lookups, own_code
from policybrief.system.files.facts import Fact
from policybrief.system.files.lookups import Sightings
from policybrief.text.records import dataclass

MadeEdition = tuple[str, str, str, tuple[tuple[str, str], ...], tuple[WarningLeft, ...]]
"""Its name, AUDIENCE/PERSON; the mark of what it is made of, and of that without how it was asked for; its files, each
with its SHA-256; and what its documents were warned of.
"""


@dataclass(frozen=True)
class MadeSoFar:
    """The editions in a folder that are made and still true, by their names. `code` is what makes
    them; what `is_passed_over` of that which processes look at, for the fingerprints have it, are audiences' files.
    """

    shelf: Shelf
    code: str
    file: Path | None = None
    editions: dict[str, MadeEdition] = field(default_factory=dict)
    passed_over: frozenset[Fact] = frozenset()
    noted: set[str] = field(default_factory=set)
    """The names of what was seen that this process has written."""

    @classmethod
    def of(cls, shelf: Shelf, prepared: Prepared, *, forced: bool) -> MadeSoFar:
        """What is known of a folder; nothing is, where all is to be made anew."""
        with lookups.noting():  # what is looked at here is no part of an edition
            code, folder = own_code.digest(), caches.folder(last_build.FOLDER)
            passed_over = frozenset(("content", facts.real(facts.whole(file))) for file in prepared.audiences.values())
            if folder is None:
                return cls(shelf, code)
            name = facts.digest(repr((facts.whole(shelf.folder), facts.whole(shelf.brief))).encode())[:40]
            true = [] if forced else list(_true(name, code))
            with suppress(OSError):
                access.put({folder / name: appended.whole(marshal.dumps(each) for each in true)}, within=folder)
                for old in recognised.oldest(folder):
                    access.remove(old)
            editions = {each[2][0]: each[2] for each in true if each[0] == "made"}
            return cls(shelf, code, folder / name, editions, passed_over)

    def left(self, name: str, run: DocumentRun) -> tuple[tuple[Path, ...], tuple[Problem, ...]] | None:
        """The files of an edition that need not be made, for they are as they were left, made of the same; and what its
        documents were warned of. Else None.
        """
        known = self.editions.get(name)
        if known is None or known[1] != _mark(run):
            return None
        paths = []
        with lookups.noting():
            for file, digest in known[3]:
                place = self.shelf.folder / file
                entry = self.shelf.written.of(place)
                if entry is None or entry.last != digest or not _has(place, digest):
                    return None
                paths.append(place)
        return tuple(paths), tuple(map(recognised.warning_again, known[4]))

    def is_made_of(self, name: str, run: DocumentRun, digest: str) -> bool:
        """Whether a file with this SHA-256 is known as an edition's, made of the same, however it was asked for."""
        known = self.editions.get(name)
        return known is not None and known[2] == _mark(run, ALL) and digest in dict(known[3]).values()

    def add(
        self, name: str, run: DocumentRun, made: Sequence[Companion], doubts: Sequence[Problem], seen: Sightings | None
    ) -> None:
        """Note that an edition is `made`, its files in their places, and what was `seen` for it. Where that can't be
        done, it is made again.
        """
        warned = [recognised.warning_left(doubt) for doubt in doubts]
        if self.file is None or seen is None or seen.unsure or None in warned:
            return
        files = tuple((each.name, facts.digest(each.content)) for each in made)
        edition = name, _mark(run), _mark(run, ALL), files, tuple(filter(None, warned))
        with suppress(OSError):
            appended.add(self.file, marshal.dumps(("made", self._name_of(seen), edition)))

    def _name_of(self, seen: Sightings) -> str:
        """The name of what a process has seen, which is written once. Raises `OSError`."""
        whole = recognised.lasting(seen)
        known = {fact: value for fact, value in whole.facts.items() if fact not in self.passed_over}
        known["environment", ""] = facts.environment()
        name = facts.digest(repr(sorted(known.items())).encode("utf-8", "surrogatepass"))
        if name not in self.noted and self.file:
            appended.add(self.file, marshal.dumps(("seen", name, (self.code, known, dict(whole.stamps)))))
            self.noted.add(name)
        return name


def _mark(run: DocumentRun, options: BuildOptions | None = None) -> str:
    """The fingerprint of what an edition is made of, whatever else is made beside it; or of that with other options."""
    return fingerprint.of(replace(run, options=options or replace(run.options, jobs=0, audiences=())), {})


def _has(place: Path, digest: str) -> bool:
    try:
        return not place.is_symlink() and access.digest(place, within=access.ANYWHERE) == digest
    except OSError:
        return False


def _true(name: str, code: str) -> Iterator[tuple[str, str, Any]]:
    """The records of a file that are so still: what was seen, and after it the editions that are made of that."""
    true: set[str] = set()
    made: dict[str, tuple[str, str, Any]] = {}
    for record in _read(name):
        kind, of, about = record
        if kind == "seen" and of not in true:
            by, known, stamps = about
            if by == code and LastBuild(known, {}, stamps, "", ()).is_true():
                true.add(of)
                yield record
        elif kind == "made":
            made.pop(about[0], None)
            if of in true:
                made[about[0]] = record
    yield from made.values()


def _read(name: str) -> Iterator[tuple[str, str, Any]]:
    with suppress(OSError, ValueError, EOFError, TypeError):
        content = cache_places.content(last_build.FOLDER, name, last_build.MOST_BYTES)
        for record in appended.records(content):
            yield marshal.loads(record)  # noqa: S302  # out of a folder that is the user's alone, and whole
