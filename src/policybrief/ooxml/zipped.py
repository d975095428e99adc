"""ZIP files: somebody's, looked at before anything of it is unpacked; and ours, the same to the byte each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

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


def is_zip(content: bytes) -> bool:
    return zipfile.is_zipfile(io.BytesIO(content))


_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that ZIP knows: no time of day gets into the file."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files by their names, in their order, as a ZIP: the same on every day and system."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o600 << 16  # the same on every system
            archive.writestr(info, content)
    return stream.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP of ours."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
