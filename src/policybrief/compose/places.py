"""Where a document's texts came from: the brief's file, an audience's, and the templates. No Jinja is needed to tell.

Later stages report at these places what they find.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path

from policybrief.brief.model import Brief
from policybrief.brief.parts import LISTS, Kind
from policybrief.errors import Problem
from policybrief.read.source import Moved, Source, origin
from policybrief.system.files import access, lookups
from policybrief.system.files.resources import TEMPLATES
from policybrief.text.records import dataclass
from policybrief.text.value_path import Steps, ValuePath

MAX_CHARACTERS = 1_000_000
"""What a template may have, and what it may render. A brief of twenty slides has 50,000."""

BEHIND = "behind-"
_BUILTIN = "builtin"


def template(kind: Kind) -> str:
    """The name of the template that a document is rendered from."""
    return f"{kind}.xml.j2"


def bounds(folder: Path) -> Path | None:
    """How far links in a folder of templates may lead: not out of it, where it is a project's."""
    return access.ANYWHERE if folder.is_relative_to(TEMPLATES) else folder


@dataclass(frozen=True)
class Templates:
    """The template folders, the user's first; a file in the first folder that has it wins. The built-in one is last."""

    folders: tuple[Path, ...]

    @cached_property
    def searched(self) -> tuple[Path, ...]:
        """The folders in the order of search. `builtin/deck.xml.j2` is always the built-in one."""
        return self.folders if self.folders[-1:] == (TEMPLATES,) else (*self.folders, TEMPLATES)

    @cached_property
    def are_built_in(self) -> bool:
        """Whether there are none but the program's own."""
        return all(folder == TEMPLATES or not lookups.is_dir(folder) for folder in self.searched)

    def file(self, name: str) -> Path:
        """The file that a name stands for; where there is none, the name."""
        start, plain = self.split(name)
        return next((folder / plain for folder in self.searched[start:] if lookups.is_file(folder / plain)), Path(name))

    def split(self, name: str) -> tuple[int, str]:
        """The folder to begin with, by its number, and the name in it."""
        first, _, rest = name.partition("/")
        if first == _BUILTIN:
            return len(self.searched) - 1, rest
        number = first.removeprefix(BEHIND)
        return (int(number), rest) if first != number and number.isdigit() else (0, name)

    def problem(self, at: str, message: str, hint: str = "") -> Problem:
        """At a line of a template: "deck.xml.j2:12"."""
        name, _, number = at.rpartition(":")
        file, line = self.file(name or at), int(number) if number.isdigit() else 0
        lines = _lines(file)
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        column = len(excerpt) - len(excerpt.lstrip()) + 1
        return Problem(message, str(file), line, column if line else 0, hint=hint, excerpt=excerpt)


def _lines(file: Path) -> list[str]:
    """The lines of a template, to be shown; none of one that can't be read."""
    try:
        return access.read(file, MAX_CHARACTERS, within=bounds(file.parent)).decode("utf-8-sig", "replace").split("\n")
    except OSError:
        return []


@dataclass(frozen=True)
class Places:
    """Where a document's texts came from: what a later stage needs to report a problem at the line to mend.

    `moved` is tailor's: values that stand elsewhere than their path says, and in which file.
    """

    source: Source
    templates: Templates
    moved: Moved = field(default_factory=dict)

    def numbers(self, brief: Brief) -> Mapping[ValuePath, int]:
        """The numbers of judgments and recommendations: they stay the brief's in whatever order an audience has them.

        Entries that it does not get leave no gap, which would tell of them.
        """
        numbers: dict[ValuePath, int] = {}
        for part in LISTS:
            here = [ValuePath(part, number) for number in range(len(getattr(brief, part)))]
            written = {place: self.moved[place][1] if place in self.moved else place for place in here}
            numbers |= {place: number for number, place in enumerate(sorted(here, key=written.__getitem__), 1)}
        return numbers

    def problem(self, path: Steps, at: str, message: str, hint: str = "") -> Problem:
        """At the YAML value `path`, or else at the template's place `at` ("deck.xml.j2:12")."""
        if path:
            written = ValuePath(*path)
            file, place = origin(written, self.moved) or (self.source, written)
            return file.problem(place, message, hint)
        return self.templates.problem(at, message, hint) if at else Problem(message, self.source.file, hint=hint)
