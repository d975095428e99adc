"""Cells of a file of numbers, as they are written there, each with its place; and rows and columns by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.read.source import Given
from policybrief.read.syntax import FORBIDDEN
from policybrief.text.records import dataclass

MOST_ROWS, MOST_COLUMNS = 10_000, 200
"""More no document shows, and nobody takes for a table to be shown."""
TOO_MANY = f"has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns"
_RAGGED = "write a separator for each cell, empty ones too; a cell with a separator in it stands in quotes"
SUMMARY = "make a small file of what is shown"


@dataclass(frozen=True)
class DataCell:
    """What is written in a cell: of a workbook's number its digits, and then it `is_number` whatever the file's form.

    `line` and `column` count from 1, in a CSV characters of its text, in a workbook rows and columns, where it is
    `called` by its letters too. Of one with a `fault` nobody knows what it says; its text shows where it is.
    """

    text: str
    file: str
    line: int
    column: int
    excerpt: str = ""
    called: str = ""
    is_number: bool = False
    fault: str = ""
    hint: str = ""

    @property
    def given(self) -> Given:
        return Given(self.file, self.line, self.column, self.excerpt)

    def problem(self, message: str, hint: str = "") -> Problem:
        return Problem(message, self.file, self.line, self.column, self.called, hint, self.excerpt)


@dataclass(frozen=True)
class DataGrid:
    """A head, which names the columns, and the rows below it, as long as it is; the first cell of each names it."""

    head: tuple[DataCell, ...]
    rows: tuple[tuple[DataCell, ...], ...]

    @classmethod
    def of(cls, lines: Sequence[Sequence[DataCell]], file: str) -> DataGrid:
        """The grid of all cells of a file. Rows and columns at the edges that are empty are none.

        Raises `BriefError` where there is nothing below a head, a row is longer or shorter than it, or a cell is wrong.
        """
        filled = _filled(lines, file)
        if problems := [fault for line in filled for fault in unreadable(line)]:
            raise BriefError(problems)
        width = max(number for line in filled for number, cell in enumerate(line, 1) if cell.text)
        rows = [tuple(line[:width]) for line in filled]
        if problems := [fault for row in rows if (fault := ragged(row, rows[0]))]:
            raise BriefError(problems)
        if width < 2:
            raise BriefError([rows[0][0].problem("is the only column", "the first names rows, others have numbers")])
        return cls(rows[0], tuple(rows[1:]))

    @classmethod
    def listing(cls, lines: Sequence[Sequence[DataCell]], file: str) -> DataGrid:
        """The grid of a list, which may have one column, and rows that are `ragged` or `unreadable`: each is somebody's
        own.

        Raises `BriefError` where there is nothing below a head, or a cell of the head is wrong.
        """
        head, *rows = _filled(lines, file)
        if problems := unreadable(head):
            raise BriefError(problems)
        width = max((number for number, cell in enumerate(head, 1) if cell.text), default=0)
        return cls(tuple(head[:width]), tuple(_cut(row, width) for row in rows))

    def columns(self, names: Sequence[str], wrong: Callable[[int, str, str], Problem]) -> tuple[int, ...]:
        """The positions of columns by their names, of all but the first where none is named; `wrong` makes the problem
        of a name by its position. Raises `BriefError`.
        """
        return _chosen(self.head, names, "column", wrong, first=1)

    def named_rows(self, names: Sequence[str], wrong: Callable[[int, str, str], Problem]) -> tuple[int, ...]:
        """The positions of rows, as `columns` has them."""
        return _chosen([row[0] for row in self.rows], names, "row", wrong)


def _filled(lines: Sequence[Sequence[DataCell]], file: str) -> list[Sequence[DataCell]]:
    filled = [line for line in lines if any(cell.text for cell in line)]
    if len(filled) < 2:
        bare = Problem("has no rows below a head", file, hint="its first line names the columns")
        raise BriefError([fault for line in filled for fault in unreadable(line)] or [bare])
    return filled


def unreadable(row: Sequence[DataCell]) -> list[Problem]:
    """What is wrong with the cells of a row by themselves: what could not be read, and characters that no text has."""
    hidden = "delete it: it came with what wrote the file, and nobody sees it"
    faults = [cell.problem(cell.fault, cell.hint) for cell in row if cell.fault]
    odd = [(cell, found[0]) for cell in row if not cell.fault and (found := FORBIDDEN.search(cell.text))]
    return [*faults, *(cell.problem(f"has U+{ord(char):04X}, which no text can have", hidden) for cell, char in odd)]


def _cut(row: Sequence[DataCell], width: int) -> tuple[DataCell, ...]:
    """A row without the empty cells behind the head's last."""
    used = max((number for number, cell in enumerate(row, 1) if cell.text), default=0)
    return tuple(row[: max(used, width)])


def ragged(row: Sequence[DataCell], head: Sequence[DataCell]) -> Problem | None:
    """What is wrong with a row that has more or fewer cells than the head: no cell of it is surely where it belongs."""
    if len(row) == len(head):
        return None
    return row[-1].problem(f"is cell {len(row)} and the last, and the head has {len(head)}", _RAGGED)


def _chosen(
    cells: Sequence[DataCell],
    names: Sequence[str],
    kind: str,
    wrong: Callable[[int, str, str], Problem],
    first: int = 0,
) -> tuple[int, ...]:
    if not names:
        _all_named(cells[first:], kind)
        return tuple(range(first, len(cells)))
    known = [same(cell.text) for cell in cells]
    problems: list[Problem] = []
    chosen: list[int] = []
    for number, name in enumerate(names):
        places = [place for place, text in enumerate(known) if place >= first and text == same(name)]
        if len(places) == 1:
            chosen.append(places[0])
        elif places:
            lines = " and ".join(f"{cells[place].line}:{cells[place].column}" for place in places[:2])
            problems.append(wrong(number, f"{name!r} names {len(places)} {kind}s of the file", f"see {lines}"))
        else:
            hint = did_you_mean(name, [cell.text for cell in cells[first:] if cell.text][:_MOST_LISTED])
            problems.append(wrong(number, f"{name!r} is not a {kind} of the file", hint))
    if problems:
        raise BriefError(problems)
    return tuple(chosen)


_MOST_LISTED = 20


def _all_named(cells: Sequence[DataCell], kind: str) -> None:
    nameless = [cell.problem(f"is empty, where the {kind} should have its name") for cell in cells if not cell.text]
    if nameless:
        raise BriefError(nameless)


def same(name: str) -> str:
    """A name as it is compared: blind to case and to how much space there is."""
    return re.sub(r"\s+", " ", name).strip().casefold()
