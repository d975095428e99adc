"""Where what may be deleted is kept between runs: a folder in the user's caches, never in a project.

What lies there is trusted (compiled templates are run), so nobody else may be able to write to it.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from policybrief.system.files import access


def folder(name: str) -> Path | None:
    """The folder `name` of ours, made where it is missing; None where this user has no safe place for it."""
    try:
        ours = _user_caches() / "policybrief"
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
    if (given := Path(os.environ.get("XDG_CACHE_HOME") or ".")).is_absolute():
        return given
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    home = Path.home()
    if not home.is_absolute():
        raise RuntimeError("no home folder")
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache")
