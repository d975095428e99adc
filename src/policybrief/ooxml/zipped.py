"""A ZIP of somebody's, looked at before anything of it is unpacked: how much it would be, and where it would lie."""

from __future__ import annotations

import io
import zipfile

MOST_BYTES, MOST_FILES, MOST_XML = 400_000_000, 20_000, 20_000_000
"""What a deck of films may hold; and a part of XML, whose tree takes thirty times as much."""
_DENSEST, _SMALL = 200, 50_000_000
"""Bytes out of one byte: XML gives 30, a white page 1,000; what is small may be as dense as it likes."""


class Trap(Exception):  # noqa: N818  # what the file is, not what failed
    """The file is none that Office writes, but one that would harm its reader; `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def opened(content: bytes) -> zipfile.ZipFile:
    """The archive. Raises `Trap`, and what `zipfile` raises for bytes that are none."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    infos = archive.infolist()
    size = sum(info.file_size for info in infos)
    if size > MOST_BYTES or (size > _SMALL and size > _DENSEST * len(content)):
        most = MOST_BYTES if size > MOST_BYTES else _SMALL
        raise Trap(f"holds more than {most // 1_000_000} MB", "delete its slides, then save it again")
    if len(infos) > MOST_FILES:
        raise Trap(f"holds more than {MOST_FILES:,} files", "delete its slides, then save it again")
    for info in infos:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or ":" in name.partition("/")[0] or ".." in name.split("/"):
            raise Trap(f"holds a file that would lie outside of it: {info.filename[:60]!r}", "don't open it")
    return archive
