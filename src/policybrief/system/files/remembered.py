"""What was made of files is kept as long as they are as they were: a process may live for days, and files change."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from pathlib import Path
from threading import Lock
from typing import ParamSpec, TypeVar

from policybrief.errors import BriefError
from policybrief.system.files import facts, lookups, problems
from policybrief.system.files.lookups import Sightings

Made = TypeVar("Made")
Given = ParamSpec("Given")


def by_file(most: int) -> Callable[[Callable[[Path], Made]], Callable[[Path], Made]]:
    """Keep what a function makes of the `most` files of its last calls; another time or size makes a file a new one.

    The function raises `BriefError` then for a file that can't be asked for them.
    """

    def kept_by(make: Callable[[Path], Made]) -> Callable[[Path], Made]:
        @lru_cache(maxsize=most)
        def kept(file: Path, changed: int, size: int) -> Made:
            del changed, size
            return make(file)

        @wraps(make)
        def asked(file: Path) -> Made:
            try:
                status = file.stat()
            except OSError as error:
                lookups.note_unread(file)
                raise BriefError([problems.unread(error, file)]) from None
            made = kept(file, status.st_mtime_ns, status.st_size)
            lookups.used(file)  # which it may have been read for long ago
            return made

        return asked

    return kept_by


def as_seen(most: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Keep what a function makes of the `most` hashable arguments that it was last called with, as long as all that it
    looked at (`lookups`) is as it was then: files, and names that were not there.
    """

    def kept_by(make: Callable[Given, Made]) -> Callable[Given, Made]:
        kept: dict[Hashable, tuple[Sightings, Made]] = {}
        changing = Lock()  # a program that uses the library may have several threads

        @wraps(make)
        def asked(*args: Given.args, **options: Given.kwargs) -> Made:
            key = args, *options.items()
            with changing:
                known = kept.pop(key, None)
            if known is None or not _is_so(known[0]):
                known = _noted(lambda: make(*args, **options))
            lookups.take(known[0])
            with changing:
                kept[key] = known
                if len(kept) > most:
                    del kept[next(iter(kept))]
            return known[1]

        vars(asked)["cache_clear"] = kept.clear  # as `lru_cache` has it
        return asked

    return kept_by


def _noted(make: Callable[[], Made]) -> tuple[Sightings, Made]:
    """What is made, and what was looked at for it. That is noted for who asks too where nothing comes of it."""
    try:
        with lookups.noting() as seen:
            return seen, make()
    except BaseException:
        lookups.take(seen)
        raise


def _is_so(seen: Sightings) -> bool:
    """Whether all that was seen is so still."""
    differing = facts.differing(((kind, subject, value) for (kind, subject), value in seen.facts.items()), seen.stamps)
    return not seen.unsure and next(differing, None) is None
