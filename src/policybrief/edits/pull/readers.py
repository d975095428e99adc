"""Who else gets a text: the audiences that have its value, and whether their marking lets them have it.

What a reader of a stricter deck wrote may say more than a less strict one's may know: so it goes there only when a
person says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from policybrief.brief import banners, walk
from policybrief.brief.audience import Audience
from policybrief.brief.marking import MarkedLine, lowered, markings
from policybrief.brief.model import Brief
from policybrief.locale.locale import Locale
from policybrief.pipeline.prepared import Prepared
from policybrief.read.project import EVERYONE
from policybrief.read.source import Moved, Source, origin
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath


@dataclass(frozen=True)
class Who:
    """An audience: its name, its marking in words, and whether that is lower than the deck's."""

    name: str
    marking: str
    lower: bool


@dataclass(frozen=True)
class Readers:
    """The audiences of a brief, by which values of which file each one has."""

    whom: Mapping[str, Who]
    has: Mapping[str, frozenset[tuple[str, ValuePath]]]

    @classmethod
    def of(cls, prepared: Prepared, marking: Any) -> Readers:
        """All audiences; `marking` is that of the deck. Raises `BriefError` with what is wrong with the file of one:
        nobody knows what it gets once that is mended.
        """
        whom: dict[str, Who] = {}
        has: dict[str, frozenset[tuple[str, ValuePath]]] = {}
        for name, seen in _all_seen(prepared):
            words = markings(seen.brief.marking, seen.locale).text
            whom[name] = Who(name, words, falls_short(marking, seen.brief.marking, seen.locale))
            has[name] = frozenset(_values(seen, prepared.source))
        return cls(whom, has)

    def of_value(self, file: Path, path: ValuePath) -> tuple[Who, ...]:
        """Who gets the value at `path` of a file, or one that it is in."""
        return tuple(
            self.whom[name]
            for name, known in self.has.items()
            if any(where == str(file) and shown.within(*path) for where, shown in known)
        )


def falls_short(strict: Any, other: Any, locale: Locale) -> bool:
    """Whether who may read what is marked `other` may not read all that is marked `strict`, both as a brief's model has
    them: a marking that limits who may read is missing there, or is lower.
    """
    theirs = markings(other, locale).lines
    kinds, words = {line.kind for line in theirs}, {line.text.casefold() for line in theirs}
    for line in filter(_limits, markings(strict, locale).lines):
        if line.kind not in kinds or (line.kind == "words" and line.text.casefold() not in words):
            return True
    return bool(lowered(strict, other))


def _limits(line: MarkedLine) -> bool:
    """Whether a line of a marking keeps anybody from reading."""
    return banners.is_cui(line.text) if line.kind == "banner" else line.text != "TLP:CLEAR"


@dataclass(frozen=True)
class _Seen:
    """A brief as an audience gets it, and where its values are written that no longer stand there."""

    brief: Brief
    audience: Audience | None
    moved: Moved
    locale: Locale


def _all_seen(prepared: Prepared) -> Iterator[tuple[str, _Seen]]:
    if not prepared.audiences:
        brief, words = prepared.for_everyone()
        yield EVERYONE, _Seen(brief, None, {}, words)
    for name in prepared.audiences:
        cut, words = prepared.cut_for(name)
        yield name, _Seen(cut.brief, cut.audience, cut.moved, words)


def _values(seen: _Seen, read: Source) -> Iterator[tuple[str, ValuePath]]:
    parts: Iterable[tuple[ValuePath, Any]] = ((ValuePath(), seen.brief), (ValuePath("audience"), seen.audience))
    for start, whole in parts:
        for path, _ in walk.leaves(whole, start) if whole is not None else ():
            file, real = origin(path, seen.moved) or (read, path)
            yield file.file, real
