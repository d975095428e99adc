"""Where what is no project's is kept between runs: a folder in the user's caches for what may be deleted, and another
one for what may not.

What lies there is trusted (compiled templates are run), so nobody else may be able to write to it.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from policybrief.system.files import access


def folder(name: str) -> Path | None:
    """The folder `name` of ours, made where it is missing; None where this user has no safe place for it."""
    return _made(_user_caches, name)


def lasting(name: str) -> Path | None:
    """The same for what nothing deletes but we."""
    return _made(_user_state, name)


def _made(place_of: Callable[[], Path], name: str) -> Path | None:
    try:
        ours = place_of() / "policybrief"
        for place in (ours, ours / name):
            access.folder(place, within=access.ANYWHERE, mode=0o700)
            if not _safe(place):
                return None
    except (OSError, RuntimeError):  # no home folder, or one that can't be written to
        return None
    return ours / name


def _safe(place: Path) -> bool:
    """Whether nobody else can have put something there."""
    status = place.lstat()
    if not stat.S_ISDIR(status.st_mode):
        return False
    return os.name == "nt" or (status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _user_caches() -> Path:
    """Where each system keeps what may be deleted; XDG_CACHE_HOME goes before it, if it is absolute, as XDG has it."""
    return _of_system("XDG_CACHE_HOME", "Library/Caches", ".cache")


def _user_state() -> Path:
    """Where each system keeps what a program has to find again; XDG_STATE_HOME in the same way."""
    return _of_system("XDG_STATE_HOME", "Library/Application Support", ".local/state")


def _of_system(given_by: str, on_mac: str, elsewhere: str) -> Path:
    if (given := Path(os.environ.get(given_by) or ".")).is_absolute():
        return given
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    home = Path.home()
    if not home.is_absolute():
        raise RuntimeError("no home folder")
    return home / (on_mac if sys.platform == "darwin" else elsewhere)
