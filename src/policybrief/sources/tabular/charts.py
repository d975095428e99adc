"""A chart's categories and series out of a file: its first column, and each other one that is shown."""

from __future__ import annotations

from typing import Any

from policybrief.errors import Problem
from policybrief.read.source import Given
from policybrief.sources.tabular import numerals
from policybrief.sources.tabular.exhibit import Exhibit, Filling, agreeing, refuse, twice, words
from policybrief.sources.tabular.grid import DataCell
from policybrief.sources.tabular.numerals import DataNumber


def filling(exhibit: Exhibit) -> Filling:
    """`categories` and `series`. Raises `BriefError` with each cell that is no number, and names that are not there."""
    rows, columns = exhibit.rows(), exhibit.columns()
    head = exhibit.grid.head
    problems = [*twice([head[column] for column in columns], "column"), *twice([row[0] for row in rows], "row")]
    given: dict[tuple[str | int, ...], Given] = {}
    series: list[dict[str, Any]] = []
    for number, column in enumerate(columns):
        cells = [row[column] for row in rows]
        values, told = _values(exhibit, cells)
        problems += told
        series.append({"name": words(head[column]), "values": values})
        given[("series", number)] = head[column].given
        given |= {("series", number, "values", place): cell.given for place, cell in enumerate(cells)}
    refuse(problems)
    given[("categories",)] = head[0].given
    given |= {("categories", place): row[0].given for place, row in enumerate(rows)}
    return Filling({"categories": [words(row[0]) for row in rows], "series": series}, given)


def _values(exhibit: Exhibit, cells: list[DataCell]) -> tuple[list[Any], list[Problem]]:
    read = [None if numerals.is_gap(cell.text) else exhibit.number(cell) for cell in cells]
    problems = [each for each in read if isinstance(each, Problem)]
    numbers = [(cell, each) for cell, each in zip(cells, read, strict=True) if isinstance(each, DataNumber)]
    problems += agreeing(numbers)
    percent = next((cell for cell, each in numbers if each.percent), None)
    if percent is not None and not exhibit.entry.get("unit"):
        problems.append(percent.problem("counts percent, and the chart does not say so", "give it a unit: percent"))
    return [each.value if isinstance(each, DataNumber) else None for each in read], problems
