"""Files read and written: the one place that decides which may be.

Read are regular files alone, no larger than was said, and where a folder is named none that a link leads out of it to:
a project may be a stranger's, and its links, pipes and devices are its maker's. Written is whole or not at all: beside
the place under a name that nobody can foresee, then by renaming, never through a link.

What is refused is an `OSError` whose `strerror` goes after "cannot be read: ".
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BufferedReader
from itertools import count
from pathlib import Path

from policybrief.system.files import facts, lookups

ANYWHERE = None
"""For a file that the user named on the command line, or that is no project's: its links may lead anywhere."""

MOST_BYTES = 400_000_000
"""More than any document has, and less than memory takes."""

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_WAITING = ".policybrief-"
_KINDS = (
    (stat.S_ISFIFO, "it is a pipe, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
    (stat.S_ISCHR, "it is a device, not a file"),
    (stat.S_ISBLK, "it is a device, not a file"),
)


class TooLargeError(OSError):
    """A file that has more bytes than its kind may have."""


class OutsideError(OSError):
    """What a link leads to outside of the folder that was named."""


def inside(place: Path, folder: Path) -> bool:
    """Whether what `place` leads to, all links followed, lies in `folder`. It need not be there."""
    try:
        found, around = os.path.realpath(place), os.path.realpath(folder)
        lookups.note_real(place, found)
        lookups.note_real(folder, around)
        return Path(found).is_relative_to(around)
    except (OSError, ValueError):  # a name that no file can have
        return False


def folded(name: str) -> str:
    """A name as those file systems take it that are blind to case and to Unicode's normal forms."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def read(file: Path, most_bytes: int, *, within: Path | None) -> bytes:
    """The bytes of a file that lies in `within`. Raises `OSError` for whatever else it is."""
    with _opened(file, within) as (stream, real):
        status = os.fstat(stream.fileno())
        size = status.st_size
        if size <= most_bytes:
            content = stream.read(size + 1)  # room for the file and not for the most: a confined process has little
            if len(content) > size:  # it grows, or the system does not say how large it is
                content += stream.read(most_bytes + 1 - len(content))
            if len(content) <= most_bytes:
                lookups.note_content(real, status, lambda: facts.digest(content))
                return content
    lookups.note_unread(file)
    least = f"{most_bytes // 1_000_000} MB" if most_bytes >= 1_000_000 else f"{most_bytes // 1000} kB"
    raise TooLargeError(errno.EFBIG, f"it is larger than {least}", str(file))


def digest(file: Path, *, within: Path | None) -> str:
    """The SHA-256 of a file, however large. Raises `OSError` as `read` does."""
    import hashlib  # with OpenSSL, which `brief --help` does without

    with _opened(file, within) as (stream, real):
        status = os.fstat(stream.fileno())
        hashed = hashlib.file_digest(stream, "sha256").hexdigest()
        lookups.note_content(real, status, lambda: hashed)
        return hashed


@contextmanager
def _opened(file: Path, within: Path | None) -> Iterator[tuple[BufferedReader, str]]:
    """A file to read, and where it lies, links followed."""
    if within is not None and not inside(file, within):  # before all else: not even whether it is there is told
        raise _outside(file)
    try:
        real = os.path.realpath(file, strict=True)
        lookups.note_real(file, real)
        _regular(os.stat(real), file)  # noqa: PTH116  # a device may act when it is opened, so it is looked at first
        handle = os.open(real, _READ | getattr(os, "O_NOFOLLOW", 0) | _BINARY)
    except ValueError:
        raise OSError(errno.EINVAL, "no file can have this name", str(file)) from None
    except OSError:
        lookups.note_unread(file)
        raise
    with os.fdopen(handle, "rb") as stream:
        _regular(os.fstat(stream.fileno()), file)
        yield stream, real


def _outside(place: Path) -> OutsideError:
    return OutsideError(errno.EINVAL, "it is a link that leads outside the project", str(place))


def _regular(status: os.stat_result, file: Path) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    for is_kind, words in _KINDS:
        if is_kind(status.st_mode):
            raise OSError(errno.EINVAL, words, str(file))


def folder(place: Path, *, within: Path | None, mode: int = 0o777) -> None:
    """Make a folder and those above it.

    Raises `OSError` where one of them is a link out of `within`, and for `missing/..`: what lies there was not seen by
    whoever looked before what they would overwrite, and would be once `missing` is made.
    """
    if within is not None and not inside(place, within):
        raise _outside(place)
    for step, name in enumerate(place.parts):
        if name == ".." and not (before := Path(*place.parts[:step])).is_dir():
            raise FileNotFoundError(errno.ENOENT, "it is no folder, and '..' follows it", str(before))
    place.mkdir(mode=mode, parents=True, exist_ok=True)


def put(files: Mapping[Path, bytes], *, within: Path | None) -> None:
    """Write files, each beside its place first and then by renaming, which replaces a file, or a link, in one step.

    Raises `OSError` where one can't be written (its `filename` is the place meant), or its folder is a link out of
    `within`. Whatever stops it, an interrupt too, leaves the places as they were.
    """
    waiting: dict[Path, Path] = {}
    before: dict[Path, Path | None] = {}
    try:
        for place, content in files.items():
            folder(place.parent, within=within)
            with _told_of(place):
                waiting[place] = _beside(place)
                _write_new(waiting[place], content)
        for place in files:
            with _told_of(place):
                twin = _beside(place)
                before[place] = twin if _twinned(place, twin) else None
                waiting[place].replace(place)
    except BaseException:
        for place, old in before.items():
            _restore(place, old, waiting[place])
        raise
    finally:
        for left in (*waiting.values(), *before.values()):
            with suppress(OSError):  # what can't be cleaned up must not hide what went wrong
                if left is not None:
                    left.unlink(missing_ok=True)


def keep(place: Path) -> Path:
    """A second name for what lies at `place`, so that it may be replaced: `deck.edited-1.pptx`, or the next number.

    Nothing is overwritten; where the same is kept already, that is its name. Raises `OSError`.
    """
    for number in count(1):
        aside = place.with_name(f"{place.stem}.edited-{number}{place.suffix}")
        try:
            _twinned(place, aside)
        except FileExistsError:
            if not _same(place, aside):
                continue
        return aside
    raise AssertionError("numbers have no end")


def remove(place: Path) -> None:
    """Delete a file, or a link and not what it leads to. Raises `OSError`."""
    place.unlink()


def remove_folder(place: Path, *, within: Path) -> None:
    """Delete a folder with all that is in it; links go, and not what they lead to.

    Raises `OSError` where it leads out of `within`, or is a link. What can't be deleted stays.
    """
    if place.is_symlink() or not inside(place, within):
        raise _outside(place)
    shutil.rmtree(place, ignore_errors=True)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold the file `lock`, as one process at a time can; the system frees it when the process ends.

    Where a file system has no locks, nothing is held: what is then at stake is told by those who ask for it.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(lock, flags | getattr(os, "O_CLOEXEC", 0), 0o600), "rb") as stream:
        with suppress(OSError):
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
            else:
                import fcntl

                fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def sweep(folder: Path, *, within: Path | None) -> None:
    """Delete what writers that were killed left waiting in a folder, to be called where no other writes there."""
    if within is None or inside(folder, within):
        for left in folder.glob(f"{_WAITING}*.tmp"):
            with suppress(OSError):
                left.unlink()


def _beside(place: Path) -> Path:
    """A name in the same folder that nobody can foresee."""
    return place.with_name(f"{_WAITING}{os.urandom(12).hex()}.tmp")


def _write_new(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, _NEW | _BINARY, 0o666), "wb") as stream:
        stream.write(content)


def _twinned(place: Path, twin: Path) -> bool:
    """Whether there is something at `place`, which then has the new name `twin` too.

    By a hard link where the file system has them, and else by a copy; a link as a link.
    """
    try:
        status = place.lstat()
    except FileNotFoundError:
        return False
    _regular(status, place)
    try:
        os.link(place, twin, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if stat.S_ISLNK(status.st_mode):
            twin.symlink_to(place.readlink())
        else:
            _copy(place, twin)
    return True


def _copy(place: Path, twin: Path) -> None:
    with place.open("rb") as old, os.fdopen(os.open(twin, _NEW | _BINARY, 0o666), "wb") as new:
        shutil.copyfileobj(old, new)
    shutil.copystat(place, twin)


def _same(file: Path, other: Path) -> bool:
    """Whether two files are the same to the byte; a link is the same as none."""
    if file.is_symlink() or other.is_symlink():
        return False
    try:
        return file.stat().st_size == other.stat().st_size and digest(file, within=None) == digest(other, within=None)
    except OSError:
        return False


@contextmanager
def _told_of(place: Path) -> Iterator[None]:
    """An error names the place meant, and not the file beside it."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(place)) from None


def _restore(place: Path, old: Path | None, new: Path) -> None:
    """`place` as it was, where the new file has come there already."""
    with suppress(OSError):
        if new.exists():  # it still waits
            return
        if old is None:
            place.unlink()
        else:
            old.replace(place)
