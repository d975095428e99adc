"""The program `git`, asked for a file as a revision had it. It reads the repository alone: no network, no shell, no
program that a repository names. So its plumbing is asked: `git show` would run what a repository calls its gpg.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from policybrief.errors import UsageError

_SECONDS = 20
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "LC_ALL": "C"}
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF")
"""What would lead git to another repository than the one the folder is in."""


@dataclass(frozen=True)
class Revision:
    """A commit of the repository that `folder` is in. Paths are from this folder."""

    folder: Path
    name: str
    commit: str

    @classmethod
    def of(cls, folder: Path, name: str) -> Revision:
        """The revision of a name: a tag, a branch, `HEAD~3`. Raises `UsageError`, also where there is no git."""
        told = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if told is None or not (commit := told.decode().strip()):
            raise UsageError(f"there is no file {name!r}, and no git revision of that name in {folder}")
        return cls(folder, name, commit)

    @property
    def day(self) -> str:
        """The day of the commit, as 2026-11-12; "" for one that says no time that there is."""
        head = (_git(self.folder, "cat-file", "commit", self.commit) or b"").partition(b"\n\n")[0]
        match = re.search(rb"^committer .*> (\d+) ([+-]\d\d)(\d\d)$", head, re.MULTILINE)
        if not match:
            return ""
        seconds, hours, minutes = map(int, match.groups())
        try:
            zone = dt.timezone(dt.timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes))
            return dt.datetime.fromtimestamp(seconds, zone).date().isoformat()
        except (ValueError, OverflowError, OSError):  # a program's, or a stranger's, that git took as it was
            return ""

    def text(self, path: str, most_bytes: int) -> str | None:
        """A file's text; None where there is none, or it is no text of at most so many bytes."""
        name = f"{self.commit}:./{path}"  # from the folder, and not from the top of the repository
        size = _git(self.folder, "cat-file", "-s", name)
        if size is None or int(size) > most_bytes:
            return None
        content = _git(self.folder, "cat-file", "blob", name)
        try:
            return None if content is None else content.decode().lstrip("\ufeff")
        except UnicodeDecodeError:
            return None

    def files(self, folder: str) -> list[str]:
        """The paths of the files in a folder."""
        told = _git(self.folder, "ls-tree", "-z", "--name-only", self.commit, f"{folder}/")
        return [name.decode(errors="surrogateescape") for name in (told or b"").split(b"\0") if name]


def _git(folder: Path, *words: str) -> bytes | None:
    """What git prints; None where it fails. Raises `UsageError` where it can't be asked."""
    environment = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE} | _ENVIRONMENT
    command = ["git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *words]
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and names come after --end-of-options
            command, check=False, capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS, env=environment
        )
    except FileNotFoundError:
        raise UsageError("a revision needs the program git, which is not here; name a file instead") from None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git gave no answer: {error}") from None
    return done.stdout if done.returncode == 0 else None
