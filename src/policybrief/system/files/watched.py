"""Files that are looked at while people change them: which of them differ, and waiting until one does.

What a file is known by is its time and size. The system's notices (watchfiles) only say when to look again: none is
needed to find what changed, so that one which comes too early or is lost costs half a second and no change.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path

Stamp = tuple[int, int]
"""A file's time and size."""
Stamps = Mapping[Path, Stamp]
"""The files that are there."""

_QUIET_MS, _LONGEST_MS = 10, 200
"""Changes that come together are one: after so long without another, and at the latest."""
_LOOK_AGAIN_MS = 500


def stamps(files: Iterable[Path]) -> Stamps:
    """Of these, the files that are there."""
    known: dict[Path, Stamp] = {}
    for file in files:
        with suppress(OSError, ValueError):
            status = file.stat()
            if stat.S_ISREG(status.st_mode):
                known[file] = (status.st_mtime_ns, status.st_size)
    return known


def differing(before: Stamps, after: Stamps) -> frozenset[Path]:
    """The files that were changed, are new, or are gone."""
    return frozenset(file for file in {**before, **after} if before.get(file) != after.get(file))


def wait(folders: Iterable[Path], is_over: Callable[[], bool]) -> None:
    """Return as soon as `is_over`, which is asked whenever something changes in one of the folders, not below them.

    No thread of ours is left when it returns. Raises `KeyboardInterrupt`.
    """
    from watchfiles import watch

    there = sorted({folder for folder in folders if folder.is_dir()})
    notices = watch(
        *there, watch_filter=None, debounce=_LONGEST_MS, step=_QUIET_MS, rust_timeout=_LOOK_AGAIN_MS,
        yield_on_timeout=True, recursive=False,
    )  # fmt: skip
    with closing(notices):
        for _ in notices:
            if is_over():
                return
