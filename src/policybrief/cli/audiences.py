"""`brief audiences`: who gets what, as a table of parts, items and sources by audience."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Literal

from policybrief.brief import walk
from policybrief.brief.audience import Reader
from policybrief.brief.held import holds
from policybrief.brief.items import Item
from policybrief.brief.marking import Marking
from policybrief.brief.model import Brief
from policybrief.brief.parts import LISTS, OURS, PARTS, Kind
from policybrief.brief.source_entry import SourceEntry
from policybrief.cli import console
from policybrief.cli.terminal import echo_json, say
from policybrief.errors import BriefError
from policybrief.pipeline.prepared import Prepared
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath
from policybrief.validate import audience_files

_NO, _YES = "–", "yes"


@dataclass(frozen=True)
class AudienceRow:
    """What something is for each audience, in their order."""

    group: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class AudienceTable:
    """`names` are the audiences, over the cells of each row."""

    names: tuple[str, ...]
    rows: tuple[AudienceRow, ...]

    def as_dict(self) -> dict[str, Any]:
        """By audience, by group, by row."""
        told: dict[str, Any] = {name: {} for name in self.names}
        for row in self.rows:
            for name, cell in zip(self.names, row.cells, strict=True):
                told[name].setdefault(row.group, {})[row.name] = cell
        return told


def show(prepared: Prepared, names: Collection[str], form: Literal["text", "json", "markdown"]) -> None:
    """Print the table. Raises `BriefError` for what is wrong with an audience."""
    readers = [_ordered(prepared, reader) for reader in prepared.all_readers(names)]
    matrix = _matrix(prepared.brief, readers, {reader.name: _cut(prepared, reader) for reader in readers})
    if form == "json":
        echo_json(matrix.as_dict())
    elif not readers:
        say("This brief has no audiences: everyone gets all of it. Audiences are files in content/audiences.")
    elif form == "markdown":
        for line in _markdown(matrix):
            say(line)
    else:
        console.show_table(list(_plain(matrix)))


def _ordered(prepared: Prepared, reader: Reader) -> Reader:
    """An audience with the order of parts that the brief's kind has, where its file has none."""
    seen = [section for section in prepared.brief.sections if audience_files.sees_section(reader.name, section)]
    return replace(reader, audience=prepared.kind.ordering(reader.audience, seen))


def _cut(prepared: Prepared, reader: Reader) -> Brief:
    """The brief as a reader gets it; as it is where it can't be cut so, which a build tells."""
    try:
        return prepared.cut_for(reader.name)[0].brief
    except BriefError:
        return prepared.brief


def withheld(prepared: Prepared, names: Collection[str]) -> list[str]:
    """A line for each audience: how many judgments and recommendations it gets, and which items it does not."""
    try:
        brief, readers = prepared.brief, prepared.all_readers(names)
    except BriefError:  # told where the documents are made
        return []
    lines = []
    for reader in readers:
        shown = [
            f"{sum(audience_files.sees(reader.name, item) for item in items)} of {len(items)} {what}"
            for what, items in ((part, getattr(brief, part)) for part in LISTS)
            if items
        ]
        kept = [part for part in OURS if getattr(brief, part) and not reader.audience.shows(part)]
        kept += ["decision"] if brief.decision and not reader.audience.is_asked else []
        items = [entry for entry in _items(brief) if entry[0][0] not in kept]
        kept += [_named(place, item) for place, item in items if not audience_files.sees(reader.name, item)]
        unnamed = [each.id for each in brief.sources if not audience_files.named(reader.name, reader.audience, each)]
        told = [", ".join(shown)] if shown else []
        told += [f"without {', '.join(kept)}"] if kept else []
        told += [f"sources not named: {', '.join(unnamed)}"] if unnamed else []
        lines.append(f"{reader.name}: {'; '.join(told) or 'all of it'}")
    return lines


_Rows = Callable[[str, str, Callable[[Reader], str]], AudienceRow]
"""Makes a row: its group, its name, and what its cell says for a reader."""


def _matrix(brief: Brief, readers: list[Reader], cuts: Mapping[str, Brief]) -> AudienceTable:
    def row(group: str, name: str, cell: Callable[[Reader], str]) -> AudienceRow:
        return AudienceRow(group, name, tuple(map(cell, readers)))

    rows = [*_about(brief, row), *_parts(brief, readers, cuts, row), *_entries(brief, row), *_sources(brief, row)]
    return AudienceTable(tuple(reader.name for reader in readers), tuple(rows))


def _about(brief: Brief, row: _Rows) -> list[AudienceRow]:
    return [
        row("about", "name", lambda reader: reader.audience.name),
        row("about", "to", lambda reader: reader.audience.to or brief.to or ""),
        row("about", "marking", lambda reader: _marking(reader.audience.marking or brief.marking)),
        row("about", "theme", lambda reader: reader.audience.theme or brief.theme),
        row("about", "lang", lambda reader: reader.audience.lang or brief.lang),
        row("about", "header", lambda reader: reader.audience.header or "the theme's"),
        row("about", "notes", lambda reader: _YES if reader.audience.is_spoken_to else _NO),
    ]


def _parts(brief: Brief, readers: list[Reader], cuts: Mapping[str, Brief], row: _Rows) -> Iterator[AudienceRow]:
    """How deep each document goes, and where each of its parts stands, of those that the brief has."""
    for kind in PARTS:
        yield row(kind, "depth", partial(_depth, kind=kind))
        sections = (*brief.sections, *(each for reader in readers for each in reader.audience.extra))
        ids = (each.id for each in sections if kind in each.within)
        for part in (*PARTS[kind], *dict.fromkeys(ids)):
            if any(holds(each, kind, part) for each in (brief, *cuts.values())):
                yield row(kind, part, partial(_place, brief=brief, cuts=cuts, kind=kind, part=part))


def _entries(brief: Brief, row: _Rows) -> Iterator[AudienceRow]:
    """Judgments and recommendations; and what else is for some audiences alone."""
    for part in LISTS:
        for item in getattr(brief, part):
            yield row(part, item.id, partial(_given, part=part, item=item))
    for path, item in _items(brief):
        if ((item.audiences or item.not_for) and path[0] not in LISTS) or len(path) > 2:
            yield row("items", _named(path, item), partial(_seen, item=item))


def _seen(reader: Reader, item: Item) -> str:
    return _YES if audience_files.sees(reader.name, item) else _NO


def _sources(brief: Brief, row: _Rows) -> Iterator[AudienceRow]:
    for entry in brief.sources:
        yield row("sources", entry.id, partial(_named_or_not, entry=entry))


def _named_or_not(reader: Reader, entry: SourceEntry) -> str:
    return "named" if audience_files.named(reader.name, reader.audience, entry) else "unnamed"


def _marking(marking: str | Marking | None) -> str:
    if isinstance(marking, Marking):
        return "; ".join(filter(None, (marking.banner, marking.tlp, marking.deliberative))) or "embargo"
    return marking or _NO


def _depth(reader: Reader, kind: Kind) -> str:
    depth = getattr(reader.audience, kind).depth
    both = (depth.judgments, depth.recommendations)
    return both[0] if both[0] == both[1] else ", ".join(both)


def _place(reader: Reader, brief: Brief, cuts: Mapping[str, Brief], kind: Kind, part: str) -> str:
    """Where a part stands, counted from 1 among those that there are for the reader."""
    seen = [each for each in brief.sections if audience_files.sees_section(reader.name, each)]
    order = [each for each in reader.audience.order_of(kind, seen) if holds(cuts[reader.name], kind, each)]
    return str(order.index(part) + 1) if part in order else _NO


def _given(reader: Reader, part: str, item: Any) -> str:
    if not audience_files.sees(reader.name, item):
        return _NO
    return "yes, so what" if item.id in getattr(reader.audience, part) else _YES


def _items(brief: Brief) -> Iterator[tuple[ValuePath, Item]]:
    """All items of a brief that are not for everyone, with their paths; sources stand for themselves."""
    for path, value in walk.values(brief):
        if isinstance(value, Item) and (value.audiences or value.not_for) and not path.within("sources"):
            yield path, value


def _plain(matrix: AudienceTable) -> Iterator[tuple[str, ...]]:
    """A row for each thing, each group of them under its name."""
    yield ("", *matrix.names)
    group = ""
    for row in matrix.rows:
        if row.group != group:
            group = row.group
            yield (group.upper(), *("" for _ in row.cells))
        yield (row.name, *map(_short, row.cells))


def _named(path: ValuePath, item: Item) -> str:
    """comparison.rows[4] "Danger to the U.S.": a path with the words that a reader knows the item by."""
    words = next((said for key in ("headline", "label", "text") if (said := getattr(item, key, None))), "")
    return f'{path} "{_short(words)}"' if words else str(path)


def _short(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else f"{cell[: _WIDEST - 1]}…"


_WIDEST = 34


def _markdown(matrix: AudienceTable) -> Iterator[str]:
    yield f"| | {' | '.join(matrix.names)} |"
    yield "|---" * (len(matrix.names) + 1) + "|"
    for row in matrix.rows:
        cells = " | ".join(cell.replace("|", "\\|") for cell in row.cells)
        yield f"| {row.group}: {row.name} | {cells} |"
