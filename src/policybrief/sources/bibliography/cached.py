"""A library that has been read, kept so that the next run reads the entries that are cited and no others.

    policybrief library 1 <SHA-256 of the rest>
    {"lo2022": [0, 312], …}
    {"id": "lo2022", …}{"id": …

The file's name is the digest of what the library holds, so that a changed library is another. What does not read as
it was written is as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from policybrief.system.files import access, caches
from policybrief.text.records import dataclass

FORM = b"policybrief library 1 "
"""Raise the number where the same library is to be read in another way."""
_MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class Index:
    """The entries of a library by their keys, each read when it is asked for."""

    places: Mapping[str, tuple[int, int]]
    body: bytes

    @classmethod
    def of(cls, entries: Mapping[str, Mapping[str, Any]]) -> Index:
        """The index of entries."""
        places: dict[str, tuple[int, int]] = {}
        pieces: list[bytes] = []
        start = 0
        for key, entry in entries.items():
            piece = json.dumps(entry, ensure_ascii=False).encode()
            places[key] = start, len(piece)
            pieces.append(piece)
            start += len(piece)
        return cls(places, b"".join(pieces))

    def entry(self, key: str) -> dict[str, Any]:
        """The entry of a key. Raises `KeyError` where there is none."""
        start, length = self.places[key]
        entry: dict[str, Any] = json.loads(self.body[start : start + length])
        return entry


def load(digest: str) -> Index | None:
    """The index that was kept of the library of this digest."""
    file = _file(digest)
    if file is None:
        return None
    with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
        head, _, rest = access.read(file, _MOST_BYTES, within=file.parent).partition(b"\n")
        if head == FORM + hashlib.sha256(rest).hexdigest().encode():
            places, _, body = rest.partition(b"\n")
            return Index(
                {str(key): (int(start), int(length)) for key, (start, length) in json.loads(places).items()}, body
            )
    return None


def keep(digest: str, index: Index) -> None:
    """Keep an index for the next run; where that can't be done, it is read anew then."""
    if file := _file(digest):
        rest = json.dumps(index.places, ensure_ascii=False).encode() + b"\n" + index.body
        with suppress(OSError):
            access.put({file: FORM + hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest}, within=file.parent)


def _file(digest: str) -> Path | None:
    folder = caches.folder("libraries")
    return folder / f"{digest[:40]}.txt" if folder else None
