"""Files, folders and the world around as the stages look at them: whatever a build looks at is looked at here.

What it finds, and what it looks for and does not find, is noted where somebody wants to know what a build depends on
(`noting`); else nothing is. Forks send theirs home (`parallel`, `confined`). What is noted of a file is so before it is
used: a file that changes in between is found to have changed later.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from policybrief.system.files import facts, own_code
from policybrief.system.files.facts import Fact

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from zoneinfo import ZoneInfo


_LARGE_BYTES = 1_000_000
"""A file that is larger takes longer to read than all others together."""
_SETTLED_NS = 10_000_000_000


@dataclass
class Sightings:
    """What was seen, by kind and subject; `unsure` says why that is not all which a build depends on, or "".

    `stamps` are by what large files were known before they were read, where that tells of each later change: of a file
    that was changed this very moment it does not, for it could be changed again within a tick of the clock. Files below
    the folders `installed` are known by such a stamp alone: to hash their fonts would take more than a memo does.
    """

    facts: dict[Fact, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    unsure: str = ""
    installed: tuple[str, ...] = field(default_factory=own_code.folders, repr=False, compare=False)

    def add(self, kind: str, subject: str, value: str) -> None:
        """Note what is so. What was otherwise a moment ago has changed while somebody looked."""
        if self.facts.setdefault((kind, subject), value) != value:
            self.unsure = self.unsure or f"{subject} was changed meanwhile"

    def take(self, others: Sightings) -> None:
        """Note what others noted."""
        for (kind, subject), value in others.facts.items():
            self.add(kind, subject, value)
        self.stamps.update(others.stamps)
        self.unsure = self.unsure or others.unsure


_SIGHTINGS: ContextVar[Sightings | None] = ContextVar("_SIGHTINGS", default=None)


@contextmanager
def noting() -> Iterator[Sightings]:
    """Note all that is looked at meanwhile."""
    notes = Sightings()
    with _noted_in(notes):
        yield notes


def unnoted() -> AbstractContextManager[None]:
    """Note nothing meanwhile."""
    return _noted_in(None)


@contextmanager
def _noted_in(notes: Sightings | None) -> Iterator[None]:
    token = _SIGHTINGS.set(notes)
    try:
        yield
    finally:
        _SIGHTINGS.reset(token)


def noted() -> Sightings | None:
    """What is noted by now, for a fork to send home; None where nobody wants to know."""
    return _SIGHTINGS.get()


def take(others: Sightings | None) -> None:
    """Note what a fork has noted."""
    if (notes := _SIGHTINGS.get()) is not None and others is not None:
        notes.take(others)


def unsure(why: str) -> None:
    """Say that a build depends on what nobody can note: another program, or what was built earlier."""
    if (notes := _SIGHTINGS.get()) is not None:
        notes.unsure = notes.unsure or why


def _note(kind: str, subject: str) -> None:
    if (notes := _SIGHTINGS.get()) is not None and (kind, subject) not in notes.facts:
        notes.add(kind, subject, facts.KINDS[kind](subject))


def _note_of(kind: str, place: Path | str) -> None:
    if _SIGHTINGS.get() is not None:
        _note(kind, facts.whole(place))


def note_real(place: Path | str, found: str) -> None:
    """Note where a place leads to."""
    if (notes := _SIGHTINGS.get()) is not None:
        notes.add("real", facts.whole(place), found)


def note_content(real: str, before: os.stat_result, digest: Callable[[], str]) -> None:
    """Note what was read of a file, in whose path is no link, by its digest; and what it was known by `before`."""
    if (notes := _SIGHTINGS.get()) is not None:
        if real.startswith(notes.installed):
            notes.add("stamp", real, facts.stamped(before))
            return
        notes.add("content", real, digest())
        settled = max(before.st_mtime_ns, before.st_ctime_ns) < time.time_ns() - _SETTLED_NS
        if settled and before.st_size > _LARGE_BYTES:
            notes.stamps[real] = facts.stamped(before)


def note_made(file: Path, digest: str) -> None:
    """Note of a file that was written what is in it."""
    if (notes := _SIGHTINGS.get()) is not None:
        real = facts.real(facts.whole(file))
        note_real(file, real)
        notes.add("content", real, digest)


def note_unread(place: Path | str) -> None:
    """Note of a file that can't be read what it is known by."""
    _note_of("stamp", place)


def is_file(place: Path) -> bool:
    _note_of("kind", place)
    return place.is_file()


def is_dir(place: Path) -> bool:
    _note_of("kind", place)
    return place.is_dir()


def exists(place: Path) -> bool:
    _note_of("kind", place)
    return place.exists()


def is_symlink(place: Path) -> bool:
    _note_of("link", place)
    return place.is_symlink()


def lexists(place: Path) -> bool:
    """Whether anything lies there, a link that leads nowhere too."""
    _note_of("link", place)
    return os.path.lexists(place)


def resolved(place: Path) -> Path:
    """Where a place leads to, links followed."""
    found = place.resolve()
    note_real(place, facts.real(facts.whole(place)))
    return found


def samefile(place: Path, other: Path) -> bool:
    """Whether two names are those of one file. Raises `OSError` where one is none."""
    for each in (place, other):
        _note_of("stamp", each)
    return place.samefile(other)


def files(folder: Path, ending: str) -> list[Path]:
    """What lies in a folder and has an ending, by name; nothing where there is no such folder."""
    _note("names", facts.listed(facts.whole(folder), ending))
    return sorted(folder.glob(f"*{ending}"))


def documents(folder: Path) -> list[Path]:
    """What lies in a folder of documents, by name; without what programs leave there while they have one open."""
    _note_of("documents", folder)
    return [file for file in sorted(folder.glob("*")) if not file.name.startswith(facts.OPEN)]


def entries(folder: Path) -> list[Path]:
    """All that lies in a folder. Raises `OSError` where there is none."""
    _note("names", facts.listed(facts.whole(folder), ""))
    return list(folder.iterdir())


def used(file: Path) -> None:
    """Note a file that somebody else's code is going to read, or that was read earlier and is kept."""
    if (notes := _SIGHTINGS.get()) is not None:
        real = facts.real(facts.whole(file))
        note_real(file, real)
        if ("content", real) not in notes.facts:
            with suppress(OSError):
                note_content(real, os.stat(real), lambda: facts.content(real))  # noqa: PTH116  # a text, as notes are
                return
            _note("content", real)


def below(folder: str, endings: tuple[str, ...]) -> None:
    """Note which files lie in a folder and below, and when they were changed."""
    _note("below", facts.listed(facts.whole(folder), "|".join(endings)))


def tree(folder: Path, ending: str) -> list[Path]:
    """What lies in a folder and below and has an ending, by path."""
    _note("tree", facts.listed(facts.whole(folder), ending))
    return sorted(folder.glob(f"**/*{ending}"))


def variable(name: str) -> str | None:
    """A variable of the environment."""
    _note("variable", name)
    return os.environ.get(name)


def package(name: str) -> ModuleSpec | None:
    """An installed package; whether there is one is among what is noted of the program."""
    import importlib.util

    return importlib.util.find_spec(name)


def zone(name: str) -> ZoneInfo:
    """A time zone. Raises `LookupError` or `ValueError` for what is none."""
    import zoneinfo

    for folder in zoneinfo.TZPATH:
        used(Path(folder, name))
    return zoneinfo.ZoneInfo(name)


def today() -> dt.date:
    """Today, where the user is."""
    _note("day", "")
    return dt.datetime.now().astimezone().date()
