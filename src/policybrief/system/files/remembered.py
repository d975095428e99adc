"""What was made of a file is kept as long as the file is as it was: a process may live for days, and files change."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar

from policybrief.errors import BriefError
from policybrief.system.files import lookups, problems

Made = TypeVar("Made")


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
