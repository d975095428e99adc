"""A brief's table as templates take it: its heads and its rows, each cell with what it is, however they were typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from policybrief.brief.tables import Highlight, Table
from policybrief.compose.traced import Misuse
from policybrief.compose.views import TracedNumber, View, expect
from policybrief.text import inline


def grid(table: View, document: str = "deck") -> dict[str, Any]:
    """A table's `over` (names over several columns: `name`, `span`), its `heads` (`name`, `unit`, `format`), and its
    `rows` (`kind`, and `cells` with `value`, `kind`, `marked`); with "memo", those that are for the memo.

    `{% for row in grid(table).rows %}{% for cell in row.cells %}{{ cell.value }}{% endfor %}{% endfor %}`
    """
    view = expect(View, table, "grid")
    part = view._part
    if not isinstance(part, Table):
        raise Misuse(f"{view!r} is not a table", "brief.tables are, and a section may have one")
    heads = [*_heads(view)]
    names = [_words(head.name) for head in heads]
    return {
        "over": [*_over(heads)],
        "heads": [{"name": head.name, "unit": head.unit, "format": head.format} for head in heads],
        "rows": [
            {"kind": row.kind, "cells": [*_cells(row.cells, names, part.highlight)]}
            for row in _rows(view, len(heads), document)
        ],
    }


class _Head(NamedTuple):
    """A column; `group` is the number of the entry that it stands in, `over` that entry's name, if it has several."""

    group: int
    name: Any
    unit: Any = None
    format: Any = None
    over: Any = None


class _Row(NamedTuple):
    kind: str
    cells: Sequence[Any]


def _heads(view: View) -> Iterator[_Head]:
    for number, entry in enumerate(view.columns):
        below = entry.columns if isinstance(entry, View) else None
        for column in below or (entry,):
            over = entry.name if below else None
            if isinstance(column, View):
                yield _Head(number, column.name, column.unit, column.format, over)
            else:
                yield _Head(number, column, over=over)


def _over(heads: Sequence[_Head]) -> Iterator[dict[str, Any]]:
    """The names over columns, and the gaps between them; nothing where no name spans any."""
    if any(head.over for head in heads):
        for _, group in groupby(heads, lambda head: head.group):
            spanned = [*group]
            yield {"name": spanned[0].over, "span": len(spanned)}


def _rows(view: View, columns: int, document: str) -> Iterator[_Row]:
    for row in view.rows:
        if not isinstance(row, View):
            yield _Row("row", row)
        elif document == "memo" and not row.in_memo:
            continue
        elif row.group:
            yield _Row("group", (row.group, *(None,) * (columns - 1)))
        else:
            yield _Row("total", row.total) if row.total else _Row("row", row.cells)


def _cells(cells: Sequence[Any], names: Sequence[str], highlights: Sequence[Highlight]) -> Iterator[dict[str, Any]]:
    row = _words(cells[0])
    for at, (cell, column) in enumerate(zip(cells, names, strict=True)):
        marked = any(_named(each.row, row) and _named(each.column, column) for each in highlights)
        yield {"value": cell, "kind": "number" if at and isinstance(cell, TracedNumber) else "", "marked": marked}


def _named(name: str | None, words: str) -> bool:
    return name is None or inline.words(name) == words


def _words(cell: Any) -> str:
    """A cell as highlights name it."""
    return inline.words(getattr(cell, "spelling", cell or ""))
