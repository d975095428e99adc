"""`brief audiences`: who gets what, as a table of parts, items and sources by audience."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from policybrief.brief import walk
from policybrief.brief.audience import Audience, DepthOf, Reader
from policybrief.brief.items import Item
from policybrief.brief.marking import Marking
from policybrief.brief.model import Brief
from policybrief.brief.parts import LISTS, PARTS, Kind
from policybrief.cli import console
from policybrief.cli.terminal import echo_json, say
from policybrief.errors import BriefError
from policybrief.pipeline.prepared import Prepared
from policybrief.text.value_path import ValuePath
from policybrief.validate import audience_files

_NO, _YES = "–", "yes"


@dataclass(frozen=True)
class Row:
    """What something is for each audience, in their order."""

    group: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """`names` are the audiences, over the cells of each row."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]

    def as_dict(self) -> dict[str, Any]:
        """By audience, by group, by row."""
        found: dict[str, Any] = {name: {} for name in self.names}
        for row in self.rows:
            for name, cell in zip(self.names, row.cells, strict=True):
                found[name].setdefault(row.group, {})[row.name] = cell
        return found


def show(prepared: Prepared, names: Collection[str], form: Literal["text", "json", "markdown"]) -> None:
    """Print the table. Raises `BriefError` for what is wrong with an audience."""
    found = prepared.all_readers(names)
    matrix = _matrix(prepared.brief, found)
    if form == "json":
        echo_json(matrix.as_dict())
    elif not found:
        say("This brief has no audiences: everyone gets all of it. Audiences are files in content/audiences.")
    elif form == "markdown":
        for line in _markdown(matrix):
            say(line)
    else:
        console.show_table(list(_plain(matrix)))


def withheld(prepared: Prepared, names: Collection[str]) -> list[str]:
    """A line for each audience: how many judgments and recommendations it gets, and which items it does not."""
    try:
        brief, found = prepared.brief, prepared.all_readers(names)
    except BriefError:  # told where the documents are made
        return []
    lines = []
    for reader in found:
        shown = [
            f"{sum(audience_files.sees(reader.name, item) for item in items)} of {len(items)} {what}"
            for what, items in ((part, getattr(brief, part)) for part in LISTS)
        ]
        kept = [_named(place, item) for place, item in _items(brief) if not audience_files.sees(reader.name, item)]
        unnamed = [each.id for each in brief.sources if not audience_files.named(reader.name, reader.audience, each)]
        tail = f"; without {', '.join(kept)}" if kept else ""
        tail += f"; sources not named: {', '.join(unnamed)}" if unnamed else ""
        lines.append(f"{reader.name}: {', '.join(shown)}{tail}")
    return lines


def _matrix(brief: Brief, found: list[Reader]) -> Matrix:
    def row(group: str, name: str, cell: Any) -> Row:
        return Row(group, name, tuple(cell(each) for each in found))

    rows = [
        row("about", "name", lambda each: each.audience.name),
        row("about", "to", lambda each: each.audience.to or brief.to),
        row("about", "marking", lambda each: _marking(each.audience.marking or brief.marking)),
        row("about", "theme", lambda each: each.audience.theme or brief.theme),
        row("about", "lang", lambda each: each.audience.lang or brief.lang),
        row("about", "header", lambda each: each.audience.header or "the theme's"),
        row("about", "notes", lambda each: _YES if each.audience.notes else _NO),
    ]
    for kind in PARTS:
        rows.append(row(kind, "depth", lambda each, kind=kind: _depth(getattr(each.audience, kind).depth)))
        extra = dict.fromkeys(block.id for each in found for block in each.audience.extra if kind in block.within)
        rows += [
            row(kind, part, lambda each, kind=kind, part=part: _place(each.audience, kind, part))
            for part in (*PARTS[kind], *extra)
        ]
    for part in LISTS:
        rows += [
            row(part, item.id, lambda each, item=item, part=part: _given(each, part, item))
            for item in getattr(brief, part)
        ]
    for place, item in _items(brief):
        if ((item.audiences or item.not_for) and place[0] not in LISTS) or len(place) > 2:
            rows.append(
                row(
                    "items",
                    _named(place, item),
                    lambda each, item=item: _YES if audience_files.sees(each.name, item) else _NO,
                )
            )
    for entry in brief.sources:
        rows.append(
            row(
                "sources",
                entry.id,
                lambda each, entry=entry: (
                    "named" if audience_files.named(each.name, each.audience, entry) else "unnamed"
                ),
            )
        )
    return Matrix(tuple(each.name for each in found), tuple(rows))


def _marking(marking: str | Marking | None) -> str:
    if isinstance(marking, Marking):
        return "; ".join(filter(None, (marking.banner, marking.tlp, marking.deliberative))) or "embargo"
    return marking or _NO


def _depth(depth: DepthOf) -> str:
    both = (depth.judgments, depth.recommendations)
    return both[0] if both[0] == both[1] else ", ".join(both)


def _place(audience: Audience, kind: Kind, part: str) -> str:
    """Where a part stands, counted from 1."""
    order = audience.order_of(kind)
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


def _plain(matrix: Matrix) -> Iterator[tuple[str, ...]]:
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
    words = next((found for key in ("headline", "label", "text") if (found := getattr(item, key, None))), "")
    return f'{path} "{_short(words)}"' if words else str(path)


def _short(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else f"{cell[: _WIDEST - 1]}…"


_WIDEST = 34


def _markdown(matrix: Matrix) -> Iterator[str]:
    yield f"| | {' | '.join(matrix.names)} |"
    yield "|---" * (len(matrix.names) + 1) + "|"
    for row in matrix.rows:
        cells = " | ".join(cell.replace("|", "\\|") for cell in row.cells)
        yield f"| {row.group}: {row.name} | {cells} |"
