"""A file of the program's own that grows by records: who is killed loses none but the one that was being written.

Each record stands behind its length and its SHA-256. What is behind a damaged one is not read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from policybrief.system.files import facts

_ADD = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_LENGTH_BYTES, _HEAD_BYTES = 4, 4 + 64


def add(file: Path, record: bytes) -> None:
    """Put a record at the end of a file that is there, in one step, so that several processes may. Raises `OSError`."""
    handle = os.open(file, _ADD | getattr(os, "O_BINARY", 0))
    try:
        os.write(handle, whole([record]))
    finally:
        os.close(handle)


def whole(records: Iterable[bytes]) -> bytes:
    """The bytes of a file with these records."""
    return b"".join(
        len(record).to_bytes(_LENGTH_BYTES, "big") + facts.digest(record).encode() + record for record in records
    )


def records(content: bytes) -> Iterator[bytes]:
    """The records in what was read of a file."""
    start = 0
    while start < len(content):
        body = start + _HEAD_BYTES
        end = body + int.from_bytes(content[start : start + _LENGTH_BYTES], "big")
        record = content[body:end]
        if facts.digest(record).encode() != content[start + _LENGTH_BYTES : body]:
            return
        yield record
        start = end
