"""What charts and tables share when they are filled: their rows by name, and cells as numbers, words or gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from policybrief.brief.data import DataFile
from policybrief.errors import BriefError, Problem
from policybrief.read.source import Given, Source
from policybrief.sources.tabular import numerals
from policybrief.sources.tabular.grid import Cell, Grid, same
from policybrief.sources.tabular.numerals import Numeral
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

_SIGNS = re.compile(r"([\\*_`~<>\[\]&^])")


@dataclass(frozen=True)
class Filling:
    """The values of an exhibit by their keys, and where each comes from, by its path below the exhibit."""

    values: Mapping[str, Any]
    given: Mapping[tuple[str | int, ...], Given]


@dataclass(frozen=True)
class Exhibit:
    """A chart or a table at `path` of a brief, the file that it names and the cells of that; `mark` is what stands
    before decimals where the brief does not say it.
    """

    read: Source
    path: ValuePath
    entry: Mapping[str, Any]
    of: DataFile
    grid: Grid
    mark: str

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows that are shown, without the one that sums up. Raises `BriefError` for a name that there is not."""
        total = self.total()
        rows = [row for row in self.grid.rows if row is not total]
        chosen = Grid(self.grid.head, tuple(rows)).named_rows(self.of.rows, self.wrong("data", "rows"))
        return tuple(rows[number] for number in chosen)

    def total(self) -> tuple[Cell, ...] | None:
        """The row that sums up the others, if it is named."""
        if self.of.total is None:
            return None
        at = self.path / "data" / "total"
        (place,) = self.grid.named_rows((self.of.total,), lambda _, *told: self.read.problem(at, *told))
        return self.grid.rows[place]

    def columns(self) -> tuple[int, ...]:
        """The positions of the columns that `data` names, or of all but the first."""
        return self.grid.columns(self.of.columns, self.wrong("data", "columns"))

    def wrong(self, *keys: str) -> Any:
        """What makes a problem of the name at a position of a list of names."""
        return lambda number, message, hint: self.read.problem((*self.path, *keys, number), message, hint)

    def number(self, cell: Cell) -> Numeral | Problem:
        """The number in a cell, or what keeps it from being one."""
        return number(cell, self.of.decimal, self.mark)


def number(cell: Cell, decimal: str | None, usual: str) -> Numeral | Problem:
    """The number in a cell, or what keeps it from being one: by the mark that its file is said to have, or a usual."""
    mark = "." if cell.is_number else decimal or usual
    numeral = numerals.read(cell.text, mark, sure=cell.is_number or decimal is not None)
    if numeral is not None:
        return numeral
    if not numerals.looks_like_one(cell.text):
        return cell.problem(f"{cell.text[:60]!r} is not a number", "n/a, or nothing, says that there is none")
    other = "," if mark == "." else "."
    hint = f"numbers are read with {mark!r} before decimals; if the file has {other!r}, say so: decimal: {other!r}"
    if other == "." and re.search(r"\d\.\d{3}$", cell.text):
        hint = "if it is thousands, say in 'data' decimal: ','; if decimals, decimal: '.'"
    return cell.problem(f"{cell.text[:60]!r} can't be read for sure", hint)


def words(cell: Cell) -> str:
    """The words of a cell as a brief would write them: a file's signs are no Markdown."""
    return _SIGNS.sub(r"\\\1", cell.text)


def agreeing(cells: Sequence[tuple[Cell, Numeral]]) -> list[Problem]:
    """What is wrong with numbers of one column of which some count percent, and some do not say so."""
    bare = [cell for cell, numeral in cells if not numeral.percent]
    if not bare or len(bare) == len(cells):
        return []
    return [cell.problem(f"{cell.text} has no percent sign, and others of its column have") for cell in bare]


def refuse(problems: Sequence[Problem]) -> None:
    """Raises `BriefError` where there are any."""
    if problems:
        raise BriefError(problems)


def twice(cells: Sequence[Cell], kind: str) -> list[Problem]:
    """Names that stand twice among those that are shown."""
    seen: dict[str, Cell] = {}
    problems = []
    for cell in cells:
        first = seen.setdefault(same(cell.text), cell)
        if first is not cell:
            problems.append(cell.problem(f"{cell.text!r} names two {kind}s", f"the first is in line {first.line}"))
    return problems
