"""The files of numbers of a project, each read once however many take from it.

A file lies in the project, links of it followed. What reads it is given, so that it may be that of a revision of git.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from policybrief.brief.data import DataFile
from policybrief.errors import BriefError, Problem
from policybrief.read import source
from policybrief.read.source import Source
from policybrief.sources.tabular import delimited, workbook
from policybrief.sources.tabular.grid import DataGrid
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.value_path import ValuePath

MOST_BYTES = 5_000_000
_WORKBOOKS = (".xlsx", ".xlsm")
Reading = Callable[[Path], bytes]
"""Gives the bytes of a file of the project. Raises `OSError`, `OutsideError` for one that lies elsewhere."""


def on_disk(root: Path) -> Reading:
    """Reads files as they are now."""
    return partial(access.read, most_bytes=MOST_BYTES, within=root)


@dataclass
class NumberFiles:
    """The files that `read` names; `digests` are the SHA-256 of the ones that were read."""

    read: Source
    root: Path
    reading: Reading
    digests: dict[str, str] = field(default_factory=dict)
    _contents: dict[str, tuple[Path, bytes]] = field(default_factory=dict)

    def grid(self, of: DataFile, at: ValuePath) -> DataGrid:
        """The cells of a file that is named at a path. Raises `BriefError` for what can't be read: where the name of a
        sheet or a range is to blame, at that.
        """
        place, content = self._content(of.file, at)
        read = workbook.grid if place.suffix.lower() in _WORKBOOKS else delimited.grid
        try:
            return read(content, of, str(place))
        except BriefError as error:
            raise BriefError(self._asked(problem, of, at) for problem in error.problems) from None

    def _asked(self, problem: Problem, of: DataFile, at: ValuePath) -> Problem:
        if problem.path == "range":
            return self.read.problem(at / "range", problem.message, problem.hint)
        if problem.path == "sheet":
            return self.read.problem(at / "sheet", f"{of.file!r} {problem.message}", problem.hint)
        return problem

    def yaml(self, name: str, at: ValuePath) -> Source:
        """A YAML file that is named at a path. Raises `BriefError` as `grid` does."""
        place, content = self._content(name, at)
        try:
            return source.parse(content.decode("utf-8").lstrip("\ufeff"), str(place))
        except UnicodeDecodeError:
            raise BriefError([Problem("is not UTF-8 text", str(place), hint="save the file as UTF-8")]) from None

    def _places(self, name: str) -> Sequence[Path]:
        """Where a file may lie: as seen from the brief's folder, or else from the project's."""
        folder = Path(self.read.file).parent
        return folder / name, (folder.parent if folder.name == "content" else self.root) / name

    def _content(self, name: str, at: ValuePath) -> tuple[Path, bytes]:
        if name in self._contents:
            return self._contents[name]
        for place in self._places(name):
            try:
                content = self.reading(place)
            except FileNotFoundError:
                continue
            except access.OutsideError:
                raise self._wrong(at, f"{name!r} lies outside of the project", "put a copy into it") from None
            except OSError as error:
                raise self._wrong(at, f"{name!r} {file_problems.unread(error, place).message}") from None
            self._contents[name] = place, content
            self.digests[name] = hashlib.sha256(content).hexdigest()
            return place, content
        hint = "it is looked for in the brief's folder, then in the project's"
        raise self._wrong(at, f"there is no file {name!r}", hint)

    def _wrong(self, at: ValuePath, message: str, hint: str = "") -> BriefError:
        at = at / "file" if isinstance(self.read.at(at), dict) else at
        return BriefError([self.read.problem(at, message, hint)])
