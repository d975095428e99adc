"""Compiled templates, kept between runs: to compile them takes longer than all else that compose does.

They lie in the user's cache folder, never in a project: what they hold is run, and a stranger's project must not bring
it. They are found by the template's text and by the code that compiles, so that neither can be out of date. Where the
folder can't be used, templates are compiled anew.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from policybrief import __version__


class _Cache(jinja2.FileSystemBytecodeCache):
    """Jinja's own, for which a full or read-only disk and a broken file are no errors."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # pickle and marshal raise anything for bytes that they did not write
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        try:
            super().dump_bytecode(bucket)
        except OSError:
            return


def cache(compilers: Iterable[Path]) -> jinja2.BytecodeCache | None:
    """The cache for templates compiled by the modules `compilers`, or None where this user has no safe place for it."""
    digest = hashlib.sha256(jinja2.__version__.encode())
    for module in compilers:
        digest.update(module.read_bytes())
    try:
        ours = _user_caches() / "policybrief"
        folder = ours / f"templates-{__version__}-{digest.hexdigest()[:16]}"
        for each in (ours, folder):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _safe(each):
                return None
    except (OSError, RuntimeError):  # no home folder, or one that can't be written to
        return None
    return _Cache(str(folder))


def _safe(folder: Path) -> bool:
    """Whether nobody else can have put something there: what the cache holds is run."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    return os.name == "nt" or (found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


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
