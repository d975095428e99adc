"""Where the user's caches and state lie, and whether a place there is nobody else's: for who has no time for more."""

from __future__ import annotations

import os
import stat
import sys

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_OTHERS_ENTER = stat.S_IXGRP | stat.S_IXOTH
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


def ours() -> str:
    """The program's own folder among the user's caches, whether it is there or not.

    Where each system keeps what may be deleted; XDG_CACHE_HOME goes before it, if it is absolute, as XDG has it. Raises
    `OSError` for a user without a home.
    """
    return _of_system("XDG_CACHE_HOME", "Library/Caches", ".cache")


def our_state() -> str:
    """The same where each system keeps what a program has to find again; XDG_STATE_HOME in the same way."""
    return _of_system("XDG_STATE_HOME", "Library/Application Support", ".local/state")


def _of_system(given_by: str, on_mac: str, elsewhere: str) -> str:
    home = os.path.expanduser("~")
    given = os.environ.get(given_by) or "."
    if os.path.isabs(given):
        place = given
    elif sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif os.path.isabs(home):
        place = os.path.join(home, on_mac if sys.platform == "darwin" else elsewhere)
    else:
        raise OSError("no home folder")
    return os.path.join(place, "policybrief")


def is_safe(folder: str) -> bool:
    """Whether nobody else can have put something there. Raises `OSError` where nothing is."""
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode):
        return False
    return os.name == "nt" or (status.st_uid == os.getuid() and not status.st_mode & _OTHERS_WRITE)


def content(name: str, file: str, most_bytes: int) -> bytes:
    """What is kept as `file` in the folder `name`. Raises `OSError` where nothing is, or what may be another's."""
    above = ours()
    folder = os.path.join(above, name)
    if not (is_safe(above) and is_safe(folder)):
        raise OSError("is not this user's alone")
    handle = os.open(os.path.join(folder, file), _READ | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most_bytes or _anothers(status, os.stat(folder)):
            raise OSError("is not as it was put there")
        return stream.read()


def _anothers(file: os.stat_result, folder: os.stat_result) -> bool:
    """Whether somebody else may have written into a file: one who can get at it."""
    if os.name == "nt":
        return False
    return file.st_uid != os.getuid() or bool(file.st_mode & _OTHERS_WRITE and folder.st_mode & _OTHERS_ENTER)
