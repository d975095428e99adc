"""A brief with the sources that it cites out of its library, beside those that it writes itself.

Whatever is cited anywhere becomes a source, in the order in which the brief cites it; nothing else of a library does.
An entry of the brief's own wins over the library's of the same id, field by field, so that it may say `audiences` or a
`citation-label` and leave the rest to the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from policybrief.brief import walk
from policybrief.brief.source_entry import SourceEntry
from policybrief.brief.values import as_text
from policybrief.errors import BriefError, Guess, Problem
from policybrief.read.source import Source
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

if TYPE_CHECKING:
    from policybrief.sources.bibliography.library import Library

_MOST_FILES = 20


@dataclass(frozen=True)
class Cited:
    """A brief's data with the sources that it cites out of its libraries.

    `ids` are those that came whole out of a library, `keys` all that could be cited.
    """

    source: Source
    ids: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()


def with_library(read: Source, project: Path, cited_elsewhere: Iterable[str] = ()) -> Cited:
    """The brief as read, with what it and `cited_elsewhere` cite out of the libraries that it names.

    A library lies in the `project`, and is named from the folder of the brief. Raises `BriefError` for one that can't
    be read, and for an entry that names nobody.
    """
    libraries = list(_libraries(read, project))
    if not libraries:
        return Cited(read)
    return _Merge(read, libraries).cited(cited_elsewhere)


def _libraries(read: Source, project: Path) -> Iterator[Library]:
    named = read.data.get("bibliography")
    files = named if isinstance(named, list) else [named]
    problems: list[Problem] = []
    for number, name in enumerate(files[:_MOST_FILES]):
        if not isinstance(name, str) or not name.strip():
            continue  # told by the model
        from policybrief.sources.bibliography import library  # most briefs have none

        path = ValuePath("bibliography", number) if isinstance(named, list) else ValuePath("bibliography")
        file = Path(read.file).parent / name.strip()
        try:
            yield library.read(file, within=project)
        except BriefError as error:
            problems += [
                replace(each, file=each.file) if each.line else _here(read, path, name, each) for each in error.problems
            ]
    if problems:
        raise BriefError(problems)


def _here(read: Source, path: ValuePath, name: str, problem: Problem) -> Problem:
    return read.problem(path, f"{name} {problem.message}", problem.hint)


class _Merge:
    """One pass: entries are checked as they come out of the library, and what no document can show is left out."""

    def __init__(self, read: Source, libraries: Sequence[Library]) -> None:
        self.read, self.libraries = read, libraries
        self.warnings: dict[str, Problem] = {}
        self.problems: list[Problem] = []

    def cited(self, cited_elsewhere: Iterable[str]) -> Cited:
        own = self.read.data.get("sources", [])
        if not isinstance(own, list):
            return Cited(self.read)
        entries = [self._under(entry) for entry in own]
        there = {as_text(entry.get("id")) for entry in own if isinstance(entry, dict)}
        wanted = (name for path, name in walk.cited(self.read.data) if not path.within("sources"))
        added: dict[str, dict[str, Any]] = {}
        for key in dict.fromkeys([*wanted, *cited_elsewhere]):
            if key not in there and (entry := self._entry(key)) is not None:
                added[key] = entry
        if self.problems:
            raise BriefError(self.problems, self.warnings.values())
        keys = tuple(dict.fromkeys(key for each in self.libraries for key in each.keys))
        source = replace(self.read, data={**self.read.data, "sources": [*entries, *added.values()]})
        at = self.read.place(ValuePath("bibliography"))
        places = {ValuePath("sources", number): at for number in range(len(entries), len(entries) + len(added))}
        source = replace(source, places={**self.read.places, **places})
        return Cited(source, frozenset(added), keys, tuple(self.warnings.values()))

    def _under(self, own: Any) -> Any:
        """An entry of the brief with what the library knows besides."""
        known = self._entry(as_text(own.get("id"))) if isinstance(own, dict) else None
        return {**known, **own} if known else own

    def _entry(self, key: Any) -> dict[str, Any] | None:
        for holder in self.libraries:
            try:
                entry = holder.index.entry(key)
            except (KeyError, TypeError):
                continue
            return self._checked(entry, holder)
        return None

    def _checked(self, entry: Mapping[str, Any], of: Library) -> dict[str, Any]:
        """The entry without fields whose value can't be read; each is told."""
        kept = dict(entry)
        known = {field.alias or name for name, field in SourceEntry.model_fields.items()} | SourceEntry.UNSHOWN
        for name in [name for name in kept if name not in known]:
            hint = Guess.at(name, known).hint("it stays in the library")
            self._warn(
                of, entry["id"], f"{name!r} is not a CSL field of a source, and no document shows it", hint, name
            )
        try:
            SourceEntry.model_validate(kept)
        except ValidationError as error:
            for details in error.errors(include_url=False, include_input=False):
                said = (details.get("ctx") or {}).get("message") or details["msg"]
                if not (field := str(details["loc"][0]) if details["loc"] else ""):
                    self.problems.append(self._problem(of, entry["id"], said, "complete it in the library"))
                    continue
                kept.pop(field, None)
                self._warn(of, entry["id"], f"{field} is left out: it {said}", "correct it in the library")
        return kept

    def _problem(self, of: Library, key: str, message: str, hint: str) -> Problem:
        return Problem(message, of.file, of.line(key), path=key, hint=hint)

    def _warn(self, of: Library, key: str, message: str, hint: str, once: str = "") -> None:
        problem = self._problem(of, key, message, hint).graded("warning")
        self.warnings.setdefault(once or str(problem), problem)
