"""The files that a session of the editor opened: read for it, and written by it, and no others.

A name from the browser is looked up among them and never made into a path. What was changed on disk meanwhile is told
and not overwritten; a link is not written through. A file keeps its line ends, and the mark at its beginning.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from pathlib import Path

from policybrief.errors import BriefError, Problem
from policybrief.read import source
from policybrief.read.project import Project
from policybrief.system.files import access, state
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass

_MARK = "\ufeff"
_ENDS = ("\r\n", "\n")


@dataclass(frozen=True)
class OpenedFile:
    """A file as it is now: its text as an editor takes it, and the SHA-256 of its bytes."""

    text: str
    digest: str

    @classmethod
    def of(cls, content: bytes) -> OpenedFile:
        """Raises `UnicodeDecodeError` for what is no text."""
        whole = content.decode("utf-8").removeprefix(_MARK)
        return cls(whole.replace("\r\n", "\n"), hashlib.sha256(content).hexdigest())


class ChangedError(Exception):
    """A file is another than the one that was edited: `now` is what it is."""

    def __init__(self, now: OpenedFile) -> None:
        super().__init__("the file was changed meanwhile")
        self.now = now


@dataclass(frozen=True)
class ProjectFiles:
    """The brief, and the files of its audiences, by their names in the project."""

    root: Path
    brief: str
    by_name: Mapping[str, Path]

    @classmethod
    def of(cls, brief: Path) -> ProjectFiles:
        """The files of a brief. Raises `BriefError` for a folder of the project that is outside of it."""
        project = Project.of(brief)
        files = [brief.absolute(), *project.audiences(brief).values()]
        named = {state.inner(project.root, file): file for file in files}
        return cls(project.root, next(iter(named)), named)

    def read(self) -> dict[str, OpenedFile]:
        """All of them as they are now. Raises `BriefError` where the brief can't be read; an audience's file that can't
        is left out, and told of when its audience's turn comes.
        """
        opened: dict[str, OpenedFile] = {}
        for name in self.by_name:
            try:
                opened[name] = self.opened(name)
            except OSError as error:
                if name == self.brief:
                    raise BriefError([file_problems.unread(error, name)]) from None
            except UnicodeDecodeError:
                if name == self.brief:
                    raise BriefError([Problem("is not UTF-8 text", name, hint="save the file as UTF-8")]) from None
        return opened

    def opened(self, name: str) -> OpenedFile:
        """One of them. Raises `OSError` where it can't be read, and `UnicodeDecodeError` for what is no text."""
        return OpenedFile.of(self._content(name))

    def save(self, name: str, text: str, base: str) -> OpenedFile:
        """Write a file that was `base` when it was opened.

        Raises `ChangedError` where it is another by now, `BriefError` where it can't be written, and `KeyError` for a
        name that is none of these.
        """
        file = self.by_name[name]
        if file.is_symlink():
            hint = "open the file that it leads to"
            raise BriefError([Problem("is a link, and nothing is written through one", name, hint=hint)])
        try:
            before = self._content(name)
            if hashlib.sha256(before).hexdigest() != base:
                raise ChangedError(OpenedFile.of(before))
            after = _as_before(before.decode("utf-8"), text).encode("utf-8")
            access.put({file: after}, within=self.root)
        except OSError as error:
            raise BriefError([file_problems.unwritten(error, self.root)]) from None
        return OpenedFile.of(after)

    def _content(self, name: str) -> bytes:
        return access.read(self.by_name[name], source.MAX_BYTES, within=self.root)


def _as_before(before: str, text: str) -> str:
    """A text with the mark and the line ends of the file that it replaces: each line that stays keeps its own."""
    mark = _MARK if before.startswith(_MARK) else ""
    old = before.removeprefix(_MARK).splitlines(keepends=True) if "\r\n" in before else []
    if not old:
        return mark + text
    usual = max(_ENDS, key=lambda end: sum(_end(line) == end for line in old))
    new = text.split("\n")
    ends = [usual] * (len(new) - 1) + [""]
    matcher = difflib.SequenceMatcher(None, [line.rstrip("\r\n") for line in old], new, autojunk=False)
    for here, there, length in matcher.get_matching_blocks():
        for step in range(length):
            ends[there + step] = ends[there + step] and (_end(old[here + step]) or usual)
    return mark + "".join(line + end for line, end in zip(new, ends, strict=True))


def _end(line: str) -> str:
    return "\r\n" if line.endswith("\r\n") else "\n" if line.endswith("\n") else ""
