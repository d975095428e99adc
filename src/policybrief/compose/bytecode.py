"""Compiled templates, kept between runs: to compile them takes longer than all else that compose does.

They lie in the user's cache folder, never in a project: what they hold is run, and a stranger's project must not bring
it. They are found by the template's text and by the code that compiles, so that neither can be out of date. Where the
folder can't be used, templates are compiled anew. A process that builds again and again unpacks each of them once.
"""

from __future__ import annotations

import hashlib
import io
import marshal
import pickle
from functools import lru_cache
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket, bc_magic

from policybrief import __version__
from policybrief.system.files import access, caches, remembered


class _Cache(jinja2.FileSystemBytecodeCache):
    """Jinja's own, for which a full or read-only disk and a broken file are no errors."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            checksum, code = _unpacked(Path(self._get_cache_filename(bucket)))
        except Exception:  # pickle and marshal raise anything for bytes that they did not write
            return
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        try:
            super().dump_bytecode(bucket)
        except OSError:
            return


@remembered.by_file(64)
def _unpacked(file: Path) -> tuple[str, CodeType]:
    """The checksum of a template's text, and its code, out of a file as Jinja writes it."""
    stream = io.BytesIO(access.read(file, access.MOST_BYTES, within=access.ANYWHERE))
    if stream.read(len(bc_magic)) != bc_magic:
        raise ValueError("is another version's")
    checksum, code = pickle.load(stream), marshal.load(stream)  # noqa: S301, S302  # of a folder that is ours alone
    if not isinstance(code, CodeType):
        raise TypeError("is no code")
    return checksum, code


def cache(compilers: tuple[Path, ...], form: str = "") -> jinja2.BytecodeCache | None:
    """The cache for templates of one form, compiled by the modules `compilers`, or None where this user has no safe
    place for it.
    """
    folder = caches.folder(f"templates-{__version__}-{_digest(compilers, form)}")
    return _Cache(str(folder)) if folder else None


@lru_cache(maxsize=8)
def _digest(compilers: tuple[Path, ...], form: str) -> str:
    """Of the code that compiles; it is the code of this process, which stays what it is."""
    digest = hashlib.sha256(f"{jinja2.__version__} {form}".encode())
    for module in compilers:
        digest.update(access.read(module, access.MOST_BYTES, within=access.ANYWHERE))
    return digest.hexdigest()[:16]
