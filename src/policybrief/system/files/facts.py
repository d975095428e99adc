"""What is so of a file, a folder, a name that is not there, or the world around: as a build saw it, and as it is now.

A fact is a kind and a subject, with a text for what is so. Who notes one and who looks again ask the same functions, so
that a difference is a change and nothing else. Nothing is imported here that a program of a few milliseconds would not
have anyway.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping

Fact = tuple[str, str]
"""Its kind, of which there is a function in `KINDS`, and its subject: a path as a rule, and whole."""

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_PIECE = 1 << 20
OPEN = ("~$", ".~lock.")
"""How files begin that Office and LibreOffice leave beside an open document."""
_MARK = "\0"
"""Between a folder and the ending of the names that were asked for, in a subject."""

MADE_BY = ("PYTHON", "POLICYBRIEF_", "PYDANTIC_", "RL_", "PILLOW_", "XML_", "LC_")
_MADE_BY = ("LANG", "LANGUAGE", "HOME", "TZ", "EVAL_DEBUG", "SOURCE_DATE_EPOCH")
"""The variables of the environment that a build minds, by how they begin and by name: its own, those of Python and of
the libraries that write.
"""


def whole(path: str | os.PathLike[str]) -> str:
    """A path from the root, spelled as it was given: `..` behind a link is not what it seems."""
    return os.path.join(os.getcwd(), path)


def listed(folder: str, ending: str) -> str:
    """The subject of the names in a folder that end so; "" is the end of all."""
    return f"{folder}{_MARK}{ending}"


def digest(content: bytes) -> str:
    """The name of some bytes."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


def content(path: str) -> str:
    """The SHA-256 of a file; "" of what can't be read as one. A last step that is a link is none: see `real`."""
    import hashlib

    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):  # a device may act when it is opened
            return ""
        hashed = hashlib.sha256()
        handle = os.open(path, _READ | _NO_LINK | _BINARY)
        try:
            while piece := os.read(handle, _PIECE):
                hashed.update(piece)
        finally:
            os.close(handle)
    except (OSError, ValueError):
        return ""
    return hashed.hexdigest()


def stamp(path: str) -> str:
    """By what a file is known without reading it: size, times, number. "" where there is none."""
    try:
        return stamped(os.stat(path))
    except (OSError, ValueError):
        return ""


def stamped(status: os.stat_result) -> str:
    """The same of what the system says of a file."""
    return f"{status.st_mode:o} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def kind(path: str) -> str:
    """Whether a file, a folder or something else is there, links followed; "" where nothing is."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return ""
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def link(path: str) -> str:
    """Whether a link, or something else, lies there; "" where nothing does."""
    try:
        return "link" if stat.S_ISLNK(os.lstat(path).st_mode) else "there"
    except (OSError, ValueError):
        return ""


def real(path: str) -> str:
    """Where a path leads to."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return ""


def names(subject: str) -> str:
    """The names in a folder that have an ending, as `listed` says which; "-" where there is no folder."""
    folder, _, ending = subject.partition(_MARK)
    try:
        found = os.listdir(folder)
    except (OSError, ValueError):
        return "-"
    return "\n".join(sorted(name for name in found if name.casefold().endswith(ending)))


def documents(folder: str) -> str:
    """All names in a folder but those of what programs leave there while they have a document open."""
    return "\n".join(name for name in names(listed(folder, "")).split("\n") if not name.startswith(OPEN))


def tree(subject: str) -> str:
    """The files in a folder and below that have one of the endings, in a digest."""
    return digest("\n".join(_below(subject)).encode("utf-8", "surrogatepass"))


def below(subject: str) -> str:
    """The same with what each file is known by."""
    return digest("\n".join(f"{file} {stamp(file)}" for file in _below(subject)).encode("utf-8", "surrogatepass"))


def _below(subject: str) -> list[str]:
    folder, _, endings = subject.partition(_MARK)
    ends = tuple(endings.split("|"))
    found = (os.path.join(parent, name) for parent, _, names in os.walk(folder) for name in names)
    return sorted(file for file in found if file.casefold().endswith(ends))


def variable(name: str) -> str:
    """A variable of the environment, with a sign before it where it is set."""
    value = os.environ.get(name)
    return "" if value is None else f"={value}"


def environment(_: str = "") -> str:
    """All that is set of the environment that a build minds, in a digest."""
    minded = sorted((name, value) for name, value in os.environ.items() if name in _MADE_BY or name.startswith(MADE_BY))
    return digest(repr(minded).encode("utf-8", "surrogatepass"))


def day(_: str = "") -> str:
    """Today."""
    return time.strftime("%Y-%m-%d")


_ALL = (content, stamp, kind, link, real, names, documents, tree, below, variable, environment, day)
KINDS: dict[str, Callable[[str], str]] = {each.__name__: each for each in _ALL}


def differing(facts: Iterable[tuple[str, str, str]], stamps: Mapping[str, str]) -> Iterator[Fact]:
    """Which facts, each a kind, a subject and what was so, are others by now.

    A large file of which `stamps` say by what it was known is not read again where it is still known by that.
    """
    for kind, subject, value in facts:
        if kind == "content" and subject in stamps and stamp(subject) == stamps[subject]:
            continue
        if KINDS[kind](subject) != value:
            yield kind, subject
