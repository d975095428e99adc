"""Two versions of a brief compared: facts, not lines.

What is compared is data, as a model has it or as YAML was read. Entries are matched by `pairs`; where an id changed,
all that refers to it is read by the new one. Comments, folding, quotes and the order of keys are no part of data, so
they give nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeGuard

from policybrief.brief import walk
from policybrief.brief.parts import LISTS
from policybrief.review.changes import grids, pairs
from policybrief.review.changes.facts import Entry, Fact, Note
from policybrief.text import inline
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

_NAMED = (*LISTS, "sections", "sources", "extra")
"""Lists whose entries have ids."""
_SETS = ("rests_on", "proves", "evidence", "keywords", "audiences", "not_for", "quiet", "sources")
"""Lists in which no order is meant."""
_PLACES = ("cells", "columns", "criteria", "ratings", "values")
"""Lists in which each place has its own meaning."""
Says = Callable[[str, str], bool]
"""Whether a text says a term of likelihood."""


@dataclass(frozen=True)
class _At:
    """Where the comparison stands: the part, the entry of its list, the way from there, and the path."""

    part: str
    path: ValuePath
    entry: Entry | None = None
    field: str = ""

    def into(self, key: str) -> _At:
        field = f"{self.field}.{key}" if self.field else key
        return replace(self, path=self.path / key, field=field)

    def fact(self, kind: Any, old: Any = "", new: Any = "", *notes: Note) -> Fact:
        return Fact(kind, self.part, self.entry, self.field, self.path, _text(old), _text(new), notes)


def compare(old: Mapping[str, Any], new: Mapping[str, Any], says: Says = lambda text, term: term in text) -> list[Fact]:
    """What changed from one version of a brief to another, in the order of the new one.

    `says` knows the words of the brief's language for a likelihood.
    """
    renamed = {part: dict(_renamed(old.get(part), new.get(part))) for part in _NAMED}
    old = _referring(old, renamed)
    return list(_Comparison(old, new, says).facts(renamed))


def _renamed(old: Any, new: Any) -> Iterator[tuple[str, str]]:
    """The ids that changed, with the new ones."""
    if _listed(old) and _listed(new):
        for i, j in pairs.paired(old, new).same:
            was, now = _id(old[i]), _id(new[j])
            if was and now and was != now:
                yield was, now


def _referring(whole: Mapping[str, Any], renamed: Mapping[str, Mapping[str, str]]) -> Mapping[str, Any]:
    """The old version, in which all that refers to an entry has its new id."""
    if not any(renamed.values()):
        return whole

    def read(value: Any, path: ValuePath) -> Any:
        if isinstance(value, Mapping):
            return {key: read(each, path / key) for key, each in value.items()}
        if _listed(value):
            return [read(each, path / number) for number, each in enumerate(value)]
        if not isinstance(value, str):
            return value
        names = renamed.get(walk.target(path) or (str(path[0]) if path.key == "id" and len(path) == 3 else ""), {})
        if path.parent.key == "sources":
            names = renamed["sources"]
        if value in names:
            return names[value]
        return inline.recited(value, renamed["sources"]) if "@" in value else value

    referring: Mapping[str, Any] = read(whole, NOWHERE)
    return referring


class _Comparison:
    """One pass over both versions, whatever these hold: one may be no valid brief any more."""

    def __init__(self, old: Mapping[str, Any], new: Mapping[str, Any], says: Says) -> None:
        self.old, self.new, self.says = old, new, says

    def facts(self, renamed: Mapping[str, Mapping[str, str]]) -> Iterator[Fact]:
        for part in dict.fromkeys((*self.new, *self.old)):
            yield from self._value(self.old.get(part), self.new.get(part), _At(part, ValuePath(part)))
            for was, now in renamed.get(part, {}).items():
                place = next(i for i, each in enumerate(self.new[part]) if _id(each) == now)
                entry = Entry(now, pairs.called(self.new[part][place]), place + 1, 0)
                yield _At(part, ValuePath(part, place, "id"), entry, "id").fact("renamed", was, now)

    def _value(self, old: Any, new: Any, at: _At) -> Iterator[Fact]:
        if _same(old, new):
            return
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from self._mapping(old, new, at)
        elif all(_listed(each) or _empty(each) for each in (old, new)):
            yield from self._list(old or (), new or (), at)
        elif _empty(old):
            yield at.fact("added", new=new)
        elif _empty(new):
            yield at.fact("dropped", old=old)
        else:
            kind = "words" if isinstance(old, str) and isinstance(new, str) and not _is_date(at) else "value"
            yield at.fact("quote" if at.field.endswith("quote") else kind, old, new, *_checked(at))

    def _mapping(self, old: Mapping[str, Any], new: Mapping[str, Any], at: _At) -> Iterator[Fact]:
        if _is_chart(old) and _is_chart(new):
            yield from self._chart(old, new, at)
            return
        if grids.is_table(old) and grids.is_table(new):
            yield from self._table(old, new, at)
            return
        for key in dict.fromkeys((*new, *old)):
            was, now, there = old.get(key), new.get(key), at.into(key)
            if key in ("confidence", "likelihood") and was != now:
                yield there.fact(key, was, now, *self._noted(key, old, new))
            elif key == "rests_on" and all(_listed(each) or _empty(each) for each in (was, now)):
                yield from self._rests(was or (), now or (), there)
            elif key != "id":
                yield from self._value(was, now, there)

    def _noted(self, key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Note]:
        """What a level that moved leaves behind."""
        if key == "confidence" and all(_same(old.get(name), new.get(name)) for name in ("basis", "evidence")):
            yield "basis"
        was, now, headline = (
            _text(value) for value in (old.get("likelihood"), new.get("likelihood"), new.get("headline"))
        )
        if key == "likelihood" and was and self.says(headline, was) and not (now and self.says(headline, now)):
            yield "headline"

    def _rests(self, old: Sequence[str], new: Sequence[str], at: _At) -> Iterator[Fact]:
        yield from (at.fact("rests_on", old=each) for each in old if each not in new)
        yield from (at.fact("rests_on", new=each) for each in new if each not in old)

    def _list(self, old: Sequence[Any], new: Sequence[Any], at: _At) -> Iterator[Fact]:
        if at.path.key in _PLACES and len(old) == len(new):
            for number, (was, now) in enumerate(zip(old, new, strict=True)):
                yield from self._value(was, now, replace(at, path=at.path / number, field=f"{at.field}[{number + 1}]"))
            return
        paired = pairs.paired(old, new)
        field = at.field if at.entry else ""  # of an entry itself there is none
        ordered = at.path.key not in _SETS or at.path == ("sources",)
        for i, j in paired.same:
            there = self._entered(at, new[j], j, j + 1, i + 1)
            if j in paired.moved and ordered:
                yield replace(there, field=field).fact("moved", i + 1, j + 1)
            yield from self._value(old[i], new[j], there)
        for j in paired.came:
            yield replace(self._entered(at, new[j], j, j + 1, 0), field=field).fact("added", new=_shown(new[j]))
        for i in paired.gone:
            yield replace(self._entered(at, old[i], i, 0, i + 1), field=field).fact("dropped", old=_shown(old[i]))

    @staticmethod
    def _entered(at: _At, entry: Any, place: int, number: int, was: int) -> _At:
        """The place of an entry: of the first list on the way it is *the* entry, in another it is a field of that."""
        if at.entry is None:
            identity = Entry(pairs.key(entry), pairs.called(entry), number, was)
            return replace(at, path=at.path / place, entry=identity, field="")
        return replace(at, path=at.path / place, field=f"{at.field}[{place + 1}]")

    def _chart(self, old: Mapping[str, Any], new: Mapping[str, Any], at: _At) -> Iterator[Fact]:
        """A chart's numbers by the names of their series and categories."""
        before, after = ([str(each) for each in chart["categories"]] for chart in (old, new))
        paired = pairs.paired(before, after)
        rest = paired.gone and len(before) == len(after) and paired.gone == paired.came
        same = [*paired.same, *(zip(paired.gone, paired.came, strict=True) if rest else ())]
        yield from (at.into("categories").fact("words", before[i], after[j]) for i, j in same if before[i] != after[j])
        if not rest:
            yield from (at.into("categories").fact("added", new=after[j]) for j in paired.came)
            yield from (at.into("categories").fact("dropped", old=before[i]) for i in paired.gone)
        series = pairs.paired([each["name"] for each in old["series"]], [each["name"] for each in new["series"]])
        for a, b in series.same:
            was, now = old["series"][a], new["series"][b]
            yield from self._value(was["name"], now["name"], at.into("series"))
            for i, j in same:
                was_text, now_text = (_text(each) for each in (was["values"][i], now["values"][j]))
                if was_text != now_text:
                    place = ValuePath(*at.path, "series", b, "values", j)
                    yield replace(at, path=place, field=f"{now['name']}, {after[j]}").fact("number", was_text, now_text)
        yield from (at.into("series").fact("added", new=new["series"][b]["name"]) for b in series.came)
        yield from (at.into("series").fact("dropped", old=old["series"][a]["name"]) for a in series.gone)
        for key in dict.fromkeys((*new, *old)):
            if key not in ("categories", "series"):
                yield from self._value(old.get(key), new.get(key), at.into(key))

    def _table(self, old: Mapping[str, Any], new: Mapping[str, Any], at: _At) -> Iterator[Fact]:
        """A table's cells by the names of their rows and columns."""
        heads, new_heads = grids.columns(old), grids.columns(new)
        columns = pairs.paired([each["name"] for each in heads], [each["name"] for each in new_heads])
        lines, new_lines = grids.lines(old), grids.lines(new)
        rows = pairs.paired([line.name for line in lines], [line.name for line in new_lines])
        for i, j in columns.same:
            for key in ("name", "unit", "format"):
                yield from self._value(heads[i].get(key), new_heads[j].get(key), at.into("columns"))
        for i, j in rows.same:
            was, now = lines[i], new_lines[j]
            if not (was.cells and now.cells):
                yield from self._value(was.name, now.name, at.into("rows"))
            for a, b in columns.same:
                if max(a, b) < min(len(was.cells), len(now.cells)):
                    yield from self._cell(was.cells[a], now.cells[b], at, now, (b, new_heads[b]["name"]))
        for names, known, other, key in (
            (columns, [each["name"] for each in heads], [each["name"] for each in new_heads], "columns"),
            (rows, [line.name for line in lines], [line.name for line in new_lines], "rows"),
        ):
            yield from (at.into(key).fact("added", new=other[j]) for j in names.came)
            yield from (at.into(key).fact("dropped", old=known[i]) for i in names.gone)
            yield from (at.into(key).fact("moved", old=other[j], new=j + 1) for j in sorted(names.moved))
        for key in dict.fromkeys((*new, *old)):
            if key not in ("columns", "rows"):
                yield from self._value(old.get(key), new.get(key), at.into(key))

    def _cell(self, old: Any, new: Any, at: _At, line: grids.Line, column: tuple[int, str]) -> Iterator[Fact]:
        number, name = column
        there = replace(at, path=at.path + line.path / number, field=f"{line.name}, {name}" if number else "rows")
        if grids.is_number(old) and grids.is_number(new):
            if _text(old) != _text(new):
                yield there.fact("number", old, new)
        else:
            yield from self._value(old, new, there)


def _id(entry: Any) -> str:
    """The id of an entry, "" for one that has none."""
    return str(entry.get("id") or "") if isinstance(entry, Mapping) else ""


def _is_chart(value: Mapping[str, Any]) -> bool:
    """Whether it is a chart whose series have a number for each category."""
    categories, series = value.get("categories"), value.get("series")
    if not _listed(categories) or not _listed(series):
        return False
    named = all(isinstance(each, Mapping) and each.get("name") and _listed(each.get("values")) for each in series)
    return named and all(len(each["values"]) == len(categories) for each in series)


def _listed(value: Any) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _empty(value: Any) -> bool:
    return value is None or value in ("", (), [], {})


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old.split() == new.split()
    return bool(old == new) or (_empty(old) and _empty(new))


def _is_date(at: _At) -> bool:
    return at.path.key in ("date", "by", "start", "issued", "accessed", "original-date", "at", "until")


def _checked(at: _At) -> tuple[Note, ...]:
    return ("source",) if at.field.endswith("quote") else ()


def _shown(entry: Any) -> str:
    """A whole entry in one line: evidence as its source, place and words."""
    if isinstance(entry, Mapping) and "source" in entry:
        return ", ".join(str(entry[key]) for key in ("source", "locator", "quote") if entry.get(key))
    return pairs.called(entry)


def _text(value: Any) -> str:
    """A value as it is told."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return pairs.called(value)
    return ", ".join(map(_text, value)) if _listed(value) else " ".join(str(value).split())
