"""The program `git`, asked for a file as a revision had it. It reads the repository alone: no network, no shell, no
program that a repository names. So its plumbing is asked: `git show` would run what a repository calls its gpg.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from policybrief.errors import UsageError
from policybrief.text.records import dataclass

_SECONDS = 20
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "LC_ALL": "C"}
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF")
"""What would lead git to another repository than the one the folder is in."""


_OBJECT = re.compile(rb"([0-9a-f]{40,64}) [a-z]+ (\d+)")
"""What `cat-file --batch` says before an object's content."""
_FILE = re.compile(r"\d+ blob ([0-9a-f]{40,64}) +(\d+)\t(.+)", re.DOTALL)
"""A file of `ls-tree --long`."""


@dataclass(frozen=True)
class Stored:
    """A file of a revision: git's name of its content, and how long that is."""

    name: str
    bytes: int


@dataclass(frozen=True)
class Revision:
    """A commit of the repository that `folder` is in, and its day, as 2026-11-12: "" for one that says no time that
    there is. Paths are from this folder.
    """

    folder: Path
    name: str
    commit: str
    day: str

    @classmethod
    def of(cls, folder: Path, name: str) -> Revision:
        """The revision of a name: a tag, a branch, `HEAD~3`. Raises `UsageError`, also where there is no git."""
        objects = _objects(folder, [f"{name}^{{commit}}"]) if "\n" not in name else {}
        if not objects:
            raise UsageError(f"there is no file {name!r}, and no git revision of that name in {folder}")
        ((commit, content),) = objects.items()
        return cls(folder, name, commit, _day(content.partition(b"\n\n")[0]))

    def files(self, *paths: str) -> dict[str, Stored]:
        """The files at these paths, and those in the folders whose names end with "/"; by their own paths."""
        told = _git(self.folder, "ls-tree", "-z", "--long", self.commit, "--", *paths) or b""
        entries = (_FILE.fullmatch(entry.decode(errors="surrogateescape")) for entry in told.split(b"\0"))
        return {entry[3]: Stored(entry[1], int(entry[2])) for entry in entries if entry}

    def content(self, path: str, most_bytes: int) -> bytes | None:
        """The bytes of a file; None where it is not there, or has more than so many."""
        stored = self.files(path).get(path)
        if stored is None or stored.bytes > most_bytes:
            return None
        return _objects(self.folder, [stored.name]).get(stored.name)

    def texts(self, files: Mapping[str, Stored], most_bytes: int) -> dict[str, str]:
        """The texts of files, without those that are none, or have more than so many bytes."""
        able = {path: file.name for path, file in files.items() if file.bytes <= most_bytes}
        contents = _objects(self.folder, dict.fromkeys(able.values())) if able else {}
        texts = {}
        for path, name in able.items():
            with suppress(UnicodeDecodeError, KeyError):
                texts[path] = contents[name].decode().lstrip("\ufeff")
        return texts


def _day(head: bytes) -> str:
    match = re.search(rb"^committer .*> (\d+) ([+-]\d\d)(\d\d)$", head, re.MULTILINE)
    if not match:
        return ""
    seconds, hours, minutes = map(int, match.groups())
    try:
        zone = dt.timezone(dt.timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes))
        return dt.datetime.fromtimestamp(seconds, zone).date().isoformat()
    except (ValueError, OverflowError, OSError):  # a program's, or a stranger's, that git took as it was
        return ""


def _objects(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The contents of objects by git's names for them, asked for in one process; what is not there is left out."""
    asked = "".join(f"{name}\n" for name in names).encode(errors="surrogateescape")
    told = _git(folder, "cat-file", "--batch", asked=asked) or b""
    contents: dict[str, bytes] = {}
    while told:
        line, _, told = told.partition(b"\n")
        if match := _OBJECT.fullmatch(line):
            size = int(match[2])
            contents[match[1].decode()], told = told[:size], told[size + 1 :]
    return contents


def _git(folder: Path, *words: str, asked: bytes = b"") -> bytes | None:
    """What git prints; None where it fails. Raises `UsageError` where it can't be asked."""
    environment = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE} | _ENVIRONMENT
    command = ["git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *words]
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and names come by way of the input, or after --
            command, check=False, capture_output=True, input=asked, timeout=_SECONDS, env=environment
        )
    except FileNotFoundError:
        raise UsageError("a revision needs the program git, which is not here; name a file instead") from None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git gave no answer: {error}") from None
    return done.stdout if done.returncode == 0 else None
