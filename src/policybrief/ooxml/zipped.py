"""ZIP files: somebody's, looked at before anything of it is unpacked; and ours, the same to the byte each time."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import lru_cache

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


_ABOUT, _ENTRY, _END = "<5H3L2H", "<3H2L", "<4s4H2LH"
_DEFLATE, _EPOCH, _UTF8 = 8, 0x21, 0x800
"""The method; the first day that ZIP knows, 1 January 1980, so that no time of day gets into the file; what says that a
name is no ASCII (APPNOTE.TXT 6.3.10, 4.4).
"""
_NOBODYS = 0o600 << 16
"""The rights of each file, the same on every system."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files by their names, in their order, as a ZIP: the same on every day and system, and as `zipfile` writes it.

    It is written here, for most parts of a document are those of the one before, and need not be deflated again.
    """
    body: list[bytes] = []
    directory: list[bytes] = []
    place = 0
    for name, content in files.items():
        checksum, deflated = _deflated(content)
        title = name.encode()
        flags = 0 if title.isascii() else _UTF8
        sizes = (checksum, len(deflated), len(content), len(title))
        about = struct.pack(_ABOUT, 20, flags, _DEFLATE, 0, _EPOCH, *sizes, 0)
        body += (b"PK\3\4", about, title, deflated)
        directory += (b"PK\1\2\x14\3", about, struct.pack(_ENTRY, 0, 0, 0, _NOBODYS, place), title)
        place += 30 + len(title) + len(deflated)
    listed = b"".join(directory)
    end = struct.pack(_END, b"PK\5\6", 0, 0, len(files), len(files), len(listed), place, 0)
    return b"".join([*body, listed, end])


def _deflated(content: bytes) -> tuple[int, bytes]:
    """The checksum of a file, and the file deflated; that of small ones is kept, at most 50 MB of them."""
    return _kept(content) if len(content) <= _SMALL_PART else _fresh(content)


def _fresh(content: bytes) -> tuple[int, bytes]:
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return zlib.crc32(content), packer.compress(content) + packer.flush()


_SMALL_PART = 100_000
_kept = lru_cache(maxsize=512)(_fresh)


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP of ours."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
