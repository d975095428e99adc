"""What a build leaves behind so that the next one is recognised where nothing has changed (`last_build`)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import cast

from policybrief.errors import BriefError, Problem, Severity
from policybrief.pipeline import fingerprint, last_build, shown
from policybrief.pipeline.build import Edition, EditionAsLeft
from policybrief.pipeline.built import Built
from policybrief.pipeline.document_run import Companion, DocumentRun
from policybrief.pipeline.last_build import EditionLeft, LastBuild, Said, Typed, WarningLeft
from policybrief.pipeline.leftovers import Leftovers
from policybrief.pipeline.output_folder import Shelf
from policybrief.pipeline.prepared import Prepared
from policybrief.pipeline.saving import Saved
from policybrief.system.files import access, cache_places, caches, facts, lookups, state
from policybrief.system.files.facts import Fact
from policybrief.system.files.lookups import Sightings
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

Runs = Mapping[str, DocumentRun | BriefError]
_MADE_ANEW = ""
"""The mark of an edition that is never left as it was."""
_MOST = 300
"""So many are kept; those that were made first go."""


@dataclass(frozen=True)
class Remade:
    """A build that is made with what the last one left: `left` are its editions that are as they were, by audience;
    `changed` is what its documents depend on that is otherwise now.
    """

    last: LastBuild | None
    runs: Runs
    shelf: Shelf
    left: Mapping[str, EditionAsLeft] = field(default_factory=dict)
    changed: frozenset[Fact] = frozenset()

    @classmethod
    def of(cls, last: LastBuild | None, prepared: Prepared, runs: Runs, shelf: Shelf) -> Remade:
        """What of the last build is as it was, where nothing but audiences' files and documents has changed since.

        What an audience gets may depend on the file of another, whose sources are in the library that all cite from; so
        the runs are compared too.
        """
        if last is None:
            return cls(last, runs, shelf)
        changed = frozenset(last.differing())
        files = {("content", facts.real(facts.whole(file))): name for name, file in prepared.audiences.items()}
        if not changed <= files.keys():
            return cls(last, runs, shelf)
        touched = {files[fact] for fact in changed}
        known = {each[0]: each for each in last.editions}
        left: dict[str, EditionAsLeft] = {}
        with lookups.noting():  # what is looked at here is no part of a document
            for name in known.keys() & runs.keys() - touched:
                run = runs[name]
                if isinstance(run, DocumentRun) and known[name][1] == fingerprint.of(run, {}):
                    left |= {name: edition} if (edition := _as_left(known[name], shelf)) else {}
        return cls(last, runs, shelf, left, changed)

    def keep(
        self, typed: Typed, seen: Sightings, made: Sequence[Edition], saved: Saved, say: Callable[[Saved], Said]
    ) -> None:
        """Keep what was `made` and `saved`, and what of, by what was typed. `say` is what is to be said if nothing
        changes.

        Where that can't be done, or what it depends on is not all known, none is known.
        """
        with lookups.noting() as around:
            again = self._again(made, saved)
        folder = caches.folder(last_build.FOLDER)
        if again is None or folder is None:
            return
        file = folder / last_build.file_name(typed.words)
        whole = Sightings({("environment", ""): facts.environment()})
        if self.last and self.left:
            before = {fact: value for fact, value in self.last.seen.items() if fact not in self.changed}
            whole.take(Sightings(before, dict(self.last.stamps)))
        whole.take(lasting(seen))
        if whole.unsure or around.unsure:
            _forget(file)
            return
        editions = tuple(self._edition(edition, saved.paths[edition.audience]) for edition in made)
        known = self._without_others(lasting(around), saved)
        build = LastBuild(whole.facts, known, {**whole.stamps, **around.stamps}, say(again), editions)
        with suppress(OSError):
            access.put({file: last_build.as_kept(typed.words, typed.code, build)}, within=folder)
            for old in oldest(folder):
                access.remove(old)

    def _again(self, made: Sequence[Edition], saved: Saved) -> Saved | None:
        """What the same build would say if it came again now; whoever asks notes what that depends on beside what it is
        `made` of.

        It would not say again what happened once: that an edited file was kept, that a figure is another. None where it
        can't be known, because something was wrong or could not be kept.
        """
        shelf = self.shelf
        if not saved.paths or any(edition.problems for edition in saved.editions) or len(saved.paths) < len(made):
            return None
        if not all(_is_known(edition, saved.paths[edition.audience], shelf) for edition in made):
            return None
        told = [
            replace(edition, warnings=(*edition.warnings, *shelf.project.namesakes(shelf.brief, edition.audience)))
            for edition in made
        ]
        current = {edition.audience: {file.name for file in edition.files} for edition in made}
        return Saved(told, saved.paths, Leftovers(shelf.project).told(shelf.folder, shelf.brief, current))

    def _edition(self, edition: Edition, paths: Sequence[Path]) -> EditionLeft:
        """What is to be known of an edition."""
        run = self.runs[edition.audience]
        if edition.audience in self.left and self.last:
            return next(each for each in self.last.editions if each[0] == edition.audience)
        kept = {document.name for document in edition.documents if document.snapshot}
        files = tuple(
            (file.kind, file.name, facts.whole(path), facts.digest(file.content), file.summary, file.name in kept)
            for file, path in zip(edition.files, paths, strict=True)
        )
        warned = [warning_left(warning) for warning in edition.of_documents]
        known = isinstance(run, DocumentRun) and None not in warned
        mark = fingerprint.of(run, {}) if isinstance(run, DocumentRun) and known else _MADE_ANEW
        shows = tuple(sorted(map(str, shown.paths(run, edition))))
        return edition.audience, mark, files, shows, tuple(filter(None, warned))

    def _without_others(self, around: Sightings, saved: Saved) -> Mapping[Fact, str]:
        """The same without what is noted of other briefs in the record of what was written: it changes with these."""
        own = {facts.whole(self.shelf.written.file(path)) for paths in saved.paths.values() for path in paths}
        record = facts.whole(self.shelf.project.root / state.FOLDER / "written")
        return {
            (kind, subject): value
            for (kind, subject), value in around.facts.items()
            if kind != "content" or str(Path(subject).parent) != record or subject in own
        }


def _as_left(known: EditionLeft, shelf: Shelf) -> EditionAsLeft | None:
    """An edition of the last build, where its files are as they were left, and known; else None."""
    audience, _, files, shows, warned = known
    found = []
    for kind, name, place, digest, summary, has_snapshot in files:
        try:
            content = access.read(Path(place), access.MOST_BYTES, within=access.ANYWHERE)
        except OSError:
            return None
        file = Companion(kind, name, content, summary)
        is_there = facts.digest(content) == digest and Path(place) == Path(facts.whole(shelf.folder / name))
        if not is_there or (has_snapshot and not Built(shelf.project.root).has(content)):
            return None
        found.append(file)
    edition = Edition(audience, beside=tuple(found), of_documents=tuple(map(warning_again, warned)))
    if not _is_known(edition, [Path(each[2]) for each in files], shelf):
        return None
    return EditionAsLeft(edition, frozenset(map(ValuePath.parse, shows)))


def warning_left(warning: Problem) -> WarningLeft | None:
    """A warning of a document in plain values; None for one that has more to it, and is to be found anew."""
    if warning.fix or warning.nearest:
        return None
    said = str(warning.message), str(warning.file), warning.line, warning.column, str(warning.path), str(warning.hint)
    return *said, str(warning.excerpt), warning.severity, warning.length, warning.rule, warning.fault


def warning_again(kept: WarningLeft) -> Problem:
    """The warning that was left so."""
    message, file, line, column, path, hint, excerpt, severity, length, rule, fault = kept
    graded = cast("Severity", severity)
    return Problem(message, file, line, column, path, hint, excerpt, graded, length, rule, fault=fault)


def _is_known(edition: Edition, paths: Sequence[Path], shelf: Shelf) -> bool:
    """Whether the project's records know the files of an edition; and note of each that it is as it was made."""
    for path, file in zip(paths, edition.files, strict=True):
        digest = facts.digest(file.content)
        entry = shelf.written.of(path)
        if entry is None or entry.last != digest or path.is_symlink():
            return False
        lookups.note_made(path, digest)
    return all(Built(shelf.project.root).has(each.content) for each in edition.documents if each.snapshot)


def lasting(seen: Sightings) -> Sightings:
    """What was seen, without what lies in the program's caches: that is made of what is noted as well."""
    kept = {(kind, subject): value for (kind, subject), value in seen.facts.items() if not _is_cached(subject)}
    return Sightings(kept, seen.stamps, seen.unsure)


def _is_cached(subject: str) -> bool:
    try:
        return subject.startswith(cache_places.ours() + os.sep)
    except OSError:
        return False


def _forget(file: Path) -> None:
    with suppress(OSError):
        access.remove(file)


def oldest(folder: Path, most: int = _MOST) -> Iterator[Path]:
    """The files beyond the `most` that are kept."""
    files = [file for file in folder.iterdir() if file.is_file()]
    yield from sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)[most:]
