"""What each value is to say: three-way, from the deck as built, the edited deck, and the YAML as it is now.

Entries are found by their ids, so that the YAML may have another order by now. What both changed in one place is a
conflict, and no value of the analysis is taken from a word in a document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from policybrief.edits.pull import from_files, markup, words
from policybrief.edits.pull.observed import Compared, Observed, Told
from policybrief.locale.locale import Locale
from policybrief.pipeline.built import Home, Snapshot
from policybrief.read import scalars
from policybrief.read.source import Source
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

Kind = Literal["change", "conflict", "analysis", "added", "gone", "number"]


@dataclass(frozen=True)
class Change:
    """A value that reads otherwise in the deck: `which` file it stands in now and at which path, its words as built,
    now, and as the deck has it. `new` is what would be written; `places` are where it was changed, `same` where not;
    `by` are those who tracked that they changed it. One that was `added`, or is
    `gone`, is an entry of a list, put in at its path or taken from there.
    """

    kind: Kind
    which: str
    path: ValuePath
    built: Any
    now: Any
    new: Any
    places: tuple[str, ...]
    same: tuple[str, ...] = ()
    note: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settled:
    """What can go back, and what can't; `done` are values that say already what the deck says."""

    changes: tuple[Change, ...]
    told: tuple[Told, ...]
    done: int = 0


IN = "in "
"""Before the name of another document, among places of this one."""
_ANALYSIS = ("confidence", "likelihood")
_QUOTED = ("quote", "speaker")
_IDS = ("id", "source", "type", "lang", "theme", "kind", "priority", "trend")


def settled(differences: Compared, snapshot: Snapshot, now: Mapping[str, Source], locale: Locale) -> Settled:
    """What comes of what was observed; `now` are the files as they are, by "brief" and "audience"."""
    changes: list[Change] = []
    told = list(differences.told)
    done = 0
    homes = _by_home(differences.observed, snapshot, told)
    for home, seen in homes.items():
        value = _Value(*home, tuple(seen), snapshot.sources[home[0]], now.get(home[0]), told)
        try:
            change = value.settled(locale)
        except _Refused as refused:
            told.append(refused.told)
            continue
        if change is None:
            done += 1
            continue
        same = {
            where for path in {observation.path for observation in seen} for where in differences.same.get(path, ())
        }
        shown = {kind for observation in seen for kind in snapshot.beside(observation.path)}
        rest = (*sorted(same - {*change.places}), *(f"{IN}{kind}" for kind in sorted(shown)))
        changes.append(replace(change, same=rest, note=_sibling(change, home, homes, now[home[0]])))
    return Settled(tuple(changes), tuple(told), done)


def _by_home(observed: Iterable[Observed], snapshot: Snapshot, told: list[Told]) -> dict[Home, list[Observed]]:
    by_home: dict[Home, list[Observed]] = defaultdict(list)
    for observation in observed:
        if home := snapshot.home(observation.path):
            by_home[home].append(observation)
        else:
            told.append(Told(observation.where, "the words stand in no file", observation.old, observation.new))
    return by_home


class _Refused(Exception):  # noqa: N818  # it is told, and nothing is wrong
    """A value that no words of a slide may change."""

    def __init__(self, told: Told) -> None:
        super().__init__(told.message)
        self.told = told


@dataclass(frozen=True)
class _Value:
    """A value, and all that the deck says of it: `base` is its file as it was built from, `now` the file as it is. What
    is told of it beside its change goes to `told`.
    """

    which: str
    path: ValuePath
    seen: tuple[Observed, ...]
    base: Source
    now: Source | None
    told: list[Told]

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(observation.where for observation in self.seen))

    def refused(self, message: str, hint: str = "") -> _Refused:
        first = self.seen[0]
        return _Refused(Told(", ".join(self.places), message, first.old, first.new, hint, path=self.path, by=first.by))

    def refused_look(self, observation: Observed) -> _Refused:
        texts = ", ".join(observation.old[mark.start : mark.end].strip() for mark in observation.marks)
        message = "words were set in bold or italics, or linked, or are no longer"
        return _Refused(
            Told(observation.where, message, texts, hint=f"the look is the template's; or say it in {self.path}")
        )

    def _around_figures(self, built: str, wanted: str) -> str:
        """What is to be written for a text that names figures: an edit of a number is told, and not made."""
        figures = self.base.figures.get(self.path)
        if figures is None:
            return wanted
        written, told = from_files.around(built, figures, wanted, ", ".join(self.places), self.path)
        if told and written == self.base.written(self.path):
            self.told.extend(told[1:])
            raise _Refused(told[0])
        self.told.extend(told)
        return written

    def settled(self, locale: Locale) -> Change | None:
        """What is to become of it; None where it says that already. Raises `_Refused`."""
        if self.path.within("marking"):
            raise self.refused("the marking was changed", "a marking is changed in the YAML alone")
        if self.path.key in _QUOTED and "evidence" in self.path:
            hint = "change it in the YAML, and hold it against its source: brief verify"
            raise self.refused("a quotation was changed", hint)
        if place := from_files.place(self.base, self.now, self.path):
            raise self.refused(f"it comes from {place}", from_files.BUILD_AGAIN)
        target = moved(self.base.data, self.now.data, self.path) if self.now else None
        if target is None or self.now is None:
            raise self.refused("its entry is no longer in the YAML")
        current = self.now.at(target)
        if self.path.key in _ANALYSIS:
            level = self._level(locale)
            return None if current == level else self._change("analysis", target, current, level)
        if isinstance(self.base.at(self.path), int | float) and "values" in self.path:
            return self._number(target, current)
        if isinstance(self.base.at(self.path), int | float) and {"tables", "table"}.intersection(self.path):
            return self._cell(target, current, locale)
        built = _spelled(self.base.at(self.path))
        if built is None or self.path.key in _IDS:
            raise self.refused(f"the words are made from {self.path}, and are not written there")
        wanted = self._around_figures(built, self._wanted(built))
        return self._words(target, str(self.base.written(self.path)), wanted, _spelled(self.now.written(target)))

    def _number(self, target: ValuePath, current: Any) -> Change | None:
        """A number of a chart; which only a person may move, for it is a source's."""
        built = self.base.at(self.path)
        wanted = {scalars.plain(observation.new) for observation in self.seen}
        new = wanted.pop() if len(wanted) == 1 else None
        if not isinstance(new, int | float) or any(observation.old != f"{built:.9g}" for observation in self.seen):
            raise self.refused("is a number", "change it in the YAML")
        if current == new:
            return None
        return self._change("number" if current == built else "conflict", target, current, new)

    def _cell(self, target: ValuePath, current: Any, locale: Locale) -> Change | None:
        """A number of a table, which is printed in the locale's form; only a person may move it too."""
        wanted = {scalars.plain(locale.unwritten(one.new)) for one in self.seen}
        new = wanted.pop() if len(wanted) == 1 else None
        if not isinstance(new, int | float):
            raise self.refused("is a number", "change it in the YAML")
        if current == new:
            return None
        return self._change("number" if current == self.base.at(self.path) else "conflict", target, current, new)

    def _words(self, target: ValuePath, built: str, wanted: str, current: str | None) -> Change | None:
        if current is None:
            raise self.refused("is no text any more in the YAML")
        if _tidy(current) == _tidy(wanted):
            return None
        merged = wanted if current == built else words.merged(built, wanted, current)
        if merged is None:
            return self._change("conflict", target, current, wanted)
        return None if merged == current else self._change("change", target, current, self._typed(merged))

    def _typed(self, text: str) -> Any:
        """A text as it is written: a number where that was one, and is one."""
        number = scalars.plain(text)
        was = self.base.at(self.path)
        return number if isinstance(was, int | float) and isinstance(number, int | float) else text

    def _wanted(self, built: str) -> str:
        """The text with all that was done to it in its places."""
        text = built
        for observation in self.seen:
            if observation.marks:
                variant = markup.restyled(built, observation.old, observation.marks)
            else:
                variant = markup.rewritten(built, observation.old, observation.new)
            if variant is None and observation.marks:
                raise self.refused_look(observation)
            if variant is None:
                hint = "its Markdown, or how it is printed: change it there"
                raise self.refused(f"can't be brought to {self.path} for sure", hint)
            merged = words.merged(built, text, variant)
            if merged is None:
                message = "was changed in different ways in different places"
                texts = " / ".join(dict.fromkeys(each.new for each in self.seen))
                told = Told(", ".join(self.places), message, observation.old, texts, f"change {self.path} in the YAML")
                raise _Refused(replace(told, path=self.path))
            text = merged
        return text

    def _level(self, locale: Locale) -> str:
        """A degree of confidence or likelihood by its word in the language; which only a person may move."""
        level = str(self.base.at(self.path))
        wanted = {_level(level, observation.old, observation.new, locale.words) for observation in self.seen}
        new = wanted.pop() if len(wanted) == 1 else None
        if not new:
            raise self.refused(f"stands for {self.path}: {level}", "this is of the analysis: change it in the YAML")
        return new

    def _change(self, kind: Kind, target: ValuePath, now: Any, new: Any) -> Change:
        by = tuple(dict.fromkeys(name for observation in self.seen for name in observation.by))
        return Change(kind, self.which, target, self.base.at(self.path), now, new, self.places, by=by)


def _spelled(value: Any) -> str | None:
    """A text, or a number as it is written; None for what is neither."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(getattr(value, "spelling", value))
    return None


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _level(level: str, old: str, new: str, known: Mapping[str, str]) -> str | None:
    """The level that `new` names, where `old` is the word for `level`."""
    for key, word in known.items():
        stem = key.removesuffix(level.replace("-", "_"))
        if stem == key or not stem.endswith("_") or word.casefold() != old.strip().casefold():
            continue
        for other, said in known.items():
            if other.startswith(stem) and said.casefold() == new.strip().casefold():
                return other.removeprefix(stem)
    return None


def _sibling(change: Change, home: Home, homes: Mapping[Home, object], now: Source) -> str:
    """What is to be said of the other form of a text, the short one or the long one, which the edit did not touch."""
    other = {"short": "text", "text": "short"}.get(str(change.path.key))
    beside = change.path.parent / other if other else None
    if beside is None or not isinstance(now.at(beside), str) or (home[0], home[1].parent / beside.key) in homes:
        return ""
    return f"{beside} says the same in other words, and was not changed"


def moved(old: Any, new: Any, path: ValuePath) -> ValuePath | None:
    """Where the value at `path` of the old data stands in the new; entries with an id are where their id is."""
    here = ValuePath()
    for step in path:
        place = step
        try:
            entry = old[step]
            if isinstance(step, int) and isinstance(entry, dict) and "id" in entry:
                ids = [each.get("id") if isinstance(each, dict) else None for each in new]
                if entry["id"] not in ids:
                    return None
                place = ids.index(entry["id"])
            old, new = entry, new[place]
        except (LookupError, TypeError):
            return None
        here = here / place
    return here
