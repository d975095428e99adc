"""Compiled templates, kept between runs: to compile them takes longer than all else that compose does.

They lie in the user's cache folder, never in a project: what they hold is run, and a stranger's project must not bring
it. They are found by the template's text and by the code that compiles, so that neither can be out of date. Where the
folder can't be used, templates are compiled anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from policybrief import __version__


class _Cache(jinja2.FileSystemBytecodeCache):
    """Jinja's own, for which a full or read-only disk is no error."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        try:
            super().dump_bytecode(bucket)
        except OSError:
            return


def cache(compiler: Path) -> jinja2.BytecodeCache | None:
    """The cache for templates compiled by the module `compiler`, or None where this user has no place for it."""
    digest = hashlib.sha256(compiler.read_bytes() + jinja2.__version__.encode()).hexdigest()[:16]
    try:
        folder = _user_caches() / "policybrief" / f"templates-{__version__}-{digest}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # no home folder, or one that can't be written to
        return None
    return _Cache(str(folder))


def _user_caches() -> Path:
    """Where each system keeps what may be deleted; XDG_CACHE_HOME goes before it."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
