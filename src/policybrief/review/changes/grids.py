"""The tables of two versions of a brief, as cells that are known by the names of their rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_CELLS = ("total", "cells")


@dataclass(frozen=True)
class Line:
    """A row by its name, with its cells and where they stand below the table."""

    name: str
    cells: Sequence[Any]
    path: ValuePath


def is_table(value: Mapping[str, Any]) -> bool:
    """Whether it has columns, and rows that are lists of cells or mappings of a table's kind."""
    columns, rows = value.get("columns"), value.get("rows")
    if not isinstance(columns, list | tuple) or not isinstance(rows, list | tuple):
        return False
    return all(isinstance(row, list | tuple) or _is_row(row) for row in rows)


def _is_row(row: Any) -> bool:
    if not isinstance(row, Mapping) or "label" in row:
        return False
    return "group" in row or any(isinstance(row.get(key), list | tuple) for key in _CELLS)


def columns(table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The columns from left to right, each with its `name`; where several have one name over them, that before it."""
    return [*_columns(table["columns"])]


def _columns(heads: Sequence[Any], over: str = "") -> Iterator[Mapping[str, Any]]:
    for head in heads:
        about = head if isinstance(head, Mapping) else {"name": head}
        name = str(about.get("name") or "")
        if isinstance(below := about.get("columns"), list | tuple):
            yield from _columns(below, name)
        else:
            yield {**about, "name": f"{over} {name}".strip()}


def lines(table: Mapping[str, Any]) -> list[Line]:
    """The rows from top to bottom."""
    return [_line(row, NOWHERE / "rows" / number) for number, row in enumerate(table["rows"])]


def _line(row: Any, path: ValuePath) -> Line:
    if not isinstance(row, Mapping):
        return Line(str(row[0]) if row else "", row, path)
    if "group" in row:
        return Line(str(row["group"]), (), path)
    key = next(key for key in _CELLS if key in row)
    return Line(str(row[key][0]) if row[key] else "", row[key], path / key)


def is_number(cell: Any) -> bool:
    """Whether a cell holds a number, as a model has it or as it is spelled."""
    return _NUMBER.fullmatch(str(getattr(cell, "spelling", cell))) is not None
