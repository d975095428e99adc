"""What a build leaves behind so that the next one is recognised where nothing has changed (`last_build`)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from policybrief.pipeline import last_build
from policybrief.pipeline.build import Edition, Saved
from policybrief.pipeline.built import Built
from policybrief.pipeline.last_build import LastBuild, Said
from policybrief.pipeline.leftovers import Leftovers
from policybrief.pipeline.output_folder import Shelf
from policybrief.system.files import access, cache_places, caches, facts, lookups, own_code, state
from policybrief.system.files.lookups import Observed

_MOST = 300
"""So many are kept; those that were made first go."""


def again(made: Sequence[Edition], saved: Saved, shelf: Shelf) -> tuple[Saved, Observed] | None:
    """What the same build would say if it came again now, and what that depends on beside what it is `made` of.

    It would not say again what happened once: that an edited file was kept, that a figure is another. None where it
    can't be known, because something was wrong or could not be kept.
    """
    if not saved.paths or any(edition.problems for edition in saved.editions) or len(saved.paths) < len(made):
        return None
    with lookups.noting() as notes:
        if not all(_is_known(edition, saved.paths[edition.audience], shelf) for edition in made):
            return None
        told = [
            replace(edition, warnings=(*edition.warnings, *shelf.project.namesakes(shelf.brief, edition.audience)))
            for edition in made
        ]
        current = {edition.audience: {file.name for file in edition.files} for edition in made}
        leftovers = Leftovers(shelf.project).told(shelf.folder, shelf.brief, current)
    own = {facts.whole(shelf.written.file(path)) for paths in saved.paths.values() for path in paths}
    record = facts.whole(shelf.project.root / state.FOLDER / "written")
    for kind, subject in list(notes.facts):  # what is noted of the files of other briefs changes with these
        if kind == "content" and str(Path(subject).parent) == record and subject not in own:
            del notes.facts[kind, subject]
    return Saved(told, saved.paths, leftovers), notes


def _is_known(edition: Edition, paths: Sequence[Path], shelf: Shelf) -> bool:
    """Whether the project's records know the files of an edition; and note of each that it is as it was made."""
    for path, file in zip(paths, edition.files, strict=True):
        digest = hashlib.sha256(file.content).hexdigest()
        entry = shelf.written.of(path)
        if entry is None or entry.last != digest or path.is_symlink():
            return False
        lookups.note_made(path, digest)
    return all(Built(shelf.project.root).has(each.content) for each in edition.documents if each.snapshot)


def keep(words: Sequence[str], code: str, notes: Collection[Observed], lines: Said, json: str) -> None:
    """Keep a build by its words and the code that made it.

    Where that can't be done, or what it depends on is not all known, none is known.
    """
    folder = caches.folder(last_build.FOLDER)
    if folder is None:
        return None
    file = folder / last_build.file_name(words)
    seen = {("environment", ""): facts.environment()}
    for (kind, subject), value in (pair for each in notes for pair in each.facts.items()):
        if kind == "content" and own_code.is_installed(subject):
            seen["stamp", subject] = facts.stamp(subject)
        elif not _is_ours(subject) and seen.setdefault((kind, subject), value) != value:
            return _forget(file)
    if any(each.unsure for each in notes):
        return _forget(file)
    stamps = {subject: stamp for each in notes for subject, stamp in each.stamps.items()}
    with suppress(OSError):
        access.put({file: last_build.as_kept(words, code, LastBuild(seen, stamps, lines, json))}, within=folder)
        for old in _oldest(folder):
            access.remove(old)
    return None


def _is_ours(subject: str) -> bool:
    """Whether something is the program's own, or lies in its caches: what is there is made of what is noted as well."""
    with suppress(OSError):
        return own_code.is_own(subject) or subject.startswith(cache_places.ours())
    return own_code.is_own(subject)


def _forget(file: Path) -> None:
    with suppress(OSError):
        access.remove(file)


def _oldest(folder: Path) -> Iterator[Path]:
    """The files beyond those that are kept."""
    files = [file for file in folder.iterdir() if file.is_file()]
    yield from sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)[_MOST:]
