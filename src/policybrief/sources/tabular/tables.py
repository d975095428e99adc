"""A table's columns and rows out of a file: numbers as numbers, and all else as words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policybrief.errors import Problem
from policybrief.read.source import Given
from policybrief.sources.tabular import numerals
from policybrief.sources.tabular.exhibit import Exhibit, Filling, agreeing, refuse, twice, words
from policybrief.sources.tabular.grid import DataCell
from policybrief.sources.tabular.numerals import DataNumber
from policybrief.text.value_path import Steps

_Leaf = tuple[Steps, str]
"""A column as the brief names it: the path below `columns`, and its name."""


def filling(exhibit: Exhibit) -> Filling:
    """`rows`, and `columns` where the brief chooses none. Raises `BriefError` with all that is wrong."""
    rows, total = exhibit.rows(), exhibit.total()
    leaves = list(_leaves(exhibit.entry.get("columns"), ()))
    if leaves:
        _one_way(exhibit)
        names = [name for _, name in leaves[1:]]
        paths = [(*exhibit.path, "columns", *steps) for steps, _ in leaves[1:]]
        columns = exhibit.grid.columns(names, lambda number, *told: exhibit.read.problem(paths[number], *told))
    else:
        columns = exhibit.columns()
    shown = (*rows, *((total,) if total else ()))
    problems = twice([exhibit.grid.head[column] for column in columns], "column")
    values: list[list[Any]] = [[words(row[0])] for row in shown]
    heads: list[Any] = [words(exhibit.grid.head[0])]
    for column in columns:
        cells = [row[column] for row in shown]
        read, told = _column(exhibit, cells)
        problems += told
        heads.append(_head(exhibit.grid.head[column], read))
        for row, each in zip(values, read, strict=True):
            row.append(each.value if isinstance(each, DataNumber) else each)
    refuse(problems)
    given = _given(shown, (0, *columns), has_total=total is not None)
    written = [*values[: len(rows)], *({"total": row} for row in values[len(rows) :])]
    if leaves:
        return Filling({"rows": written}, given)
    given |= {("columns", place): exhibit.grid.head[column].given for place, column in enumerate((0, *columns))}
    return Filling({"columns": heads, "rows": written}, given)


def _one_way(exhibit: Exhibit) -> None:
    if exhibit.of.columns:
        message = "stands beside the table's own 'columns', which choose"
        refuse([exhibit.read.problem(exhibit.path / "data" / "columns", message, "delete one of the two", at_key=True)])


def _leaves(heads: Any, steps: Steps) -> Iterator[_Leaf]:
    """The columns that stand above numbers, of heads that span others too; what is none is told by the model."""
    for number, head in enumerate(heads if isinstance(heads, list) else []):
        here = (*steps, number)
        if isinstance(head, dict) and head.get("columns"):
            yield from _leaves(head["columns"], (*here, "columns"))
        elif isinstance(head, dict):
            yield here, _name(head.get("name"))
        else:
            yield here, _name(head)


def _name(value: Any) -> str:
    return "" if value is None else str(getattr(value, "spelling", value))


def _column(exhibit: Exhibit, cells: list[DataCell]) -> tuple[list[DataNumber | str | None], list[Problem]]:
    """The cells of a column: what looks like a number has to be one, or all may be quoted wrongly at once."""
    read: list[DataNumber | str | None] = []
    problems: list[Problem] = []
    for cell in cells:
        if numerals.is_gap(cell.text):
            read.append(None)
        elif not (cell.is_number or numerals.looks_like_one(cell.text)):
            read.append(words(cell))
        elif isinstance(number := exhibit.number(cell), Problem):
            problems.append(number)
            read.append(None)
        else:
            read.append(number)
    numbers = [(cell, each) for cell, each in zip(cells, read, strict=True) if isinstance(each, DataNumber)]
    return read, [*problems, *(() if problems else agreeing(numbers))]


def _head(cell: DataCell, read: list[DataNumber | str | None]) -> Any:
    """The head of a column: where its numbers count percent, its form says so."""
    numbers = [each for each in read if isinstance(each, DataNumber)]
    if not any(each.percent for each in numbers):
        return words(cell)
    decimals = max(len(each.spelling.partition(".")[2]) for each in numbers)
    return {"name": words(cell), "format": f"0.{'0' * decimals}%" if decimals else "0%"}


def _given(
    shown: tuple[tuple[DataCell, ...], ...], columns: tuple[int, ...], *, has_total: bool
) -> dict[tuple[str | int, ...], Given]:
    given: dict[tuple[str | int, ...], Given] = {}
    for number, row in enumerate(shown):
        at: tuple[str | int, ...] = ("rows", number)
        given[at] = row[0].given
        if has_total and number == len(shown) - 1:
            at = (*at, "total")
        given |= {(*at, place): row[column].given for place, column in enumerate(columns)}
    return given
