"""Compiled templates, kept between runs: to compile them takes longer than all else that compose does.

They lie in the user's cache folder, never in a project: what they hold is run, and a stranger's project must not bring
it. They are found by the template's text and by the code that compiles, so that neither can be out of date. Where the
folder can't be used, templates are compiled anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from policybrief import __version__
from policybrief.system.files import access, caches


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


def cache(compilers: Iterable[Path], form: str = "") -> jinja2.BytecodeCache | None:
    """The cache for templates of one form, compiled by the modules `compilers`, or None where this user has no safe
    place for it.
    """
    digest = hashlib.sha256(f"{jinja2.__version__} {form}".encode())
    for module in compilers:
        digest.update(access.read(module, access.MOST_BYTES, within=access.ANYWHERE))
    folder = caches.folder(f"templates-{__version__}-{digest.hexdigest()[:16]}")
    return _Cache(str(folder)) if folder else None
