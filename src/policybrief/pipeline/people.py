"""The people that a brief is made for, an edition each: a list of them, as a spreadsheet writes it.

    name,audience,to,judgments.no-wedge.so_what
    okafor,allies,Ms Okafor,What it means for the fleet

A row is an audience's file with other texts. So all that holds for these files holds for it, and what is wrong with a
cell is told at its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from policybrief.brief.audience import Audience, Reader
from policybrief.brief.data import DataFile
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.pipeline.prepared import Prepared
from policybrief.read import source
from policybrief.read.project import EVERYONE
from policybrief.read.source import Source
from policybrief.sources.tabular import delimited, workbook
from policybrief.sources.tabular.grid import TOO_MANY, DataCell, DataGrid, ragged, same, unreadable
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath
from policybrief.validate import audience_files, shape, trial

_NAME, _AUDIENCE, _ADDRESS = "name", "audience", "email"
"""Columns that are no texts of an audience. `email` is for who sends the editions."""
_MOST_BYTES = 20_000_000
_WORKBOOKS = (".xlsx", ".xlsm")
_HINTS = {
    f"^{delimited.UNCLOSED}$": "close it, or take it out: rows below it are read once that is done",
    "^is no(t .*)? text$": "save it as CSV in UTF-8, or as .xlsx",
    "sheets that can be seen$": "leave the one with the people",
    re.escape(TOO_MANY): "divide it into several lists",
}
_KEYS = (
    "to",
    "salutation",
    "subject",
    "subtitle",
    "lang",
    "theme",
    "judgments.ID.so_what",
    "recommendations.ID.so_what",
)


@dataclass(frozen=True)
class Person:
    """Somebody in the list: the `name` at the end of that of the files, and the audience as it is cut for them. `given`
    are the texts that are theirs alone, by their paths.
    """

    name: str
    reader: Reader
    given: Mapping[str, str]

    @property
    def audience(self) -> str:
        """The name of the audience that they are of."""
        return self.reader.name


@dataclass(frozen=True)
class Unreadable:
    """A row of which nothing can be made, and why. With a quote that is not closed it `hides` the rows below it."""

    name: str
    problems: tuple[Problem, ...]
    hides: bool = False


def listed(file: Path, prepared: Prepared, audience: str = "") -> list[Person | Unreadable]:
    """The people of a list in their order, as readers of a brief; `audience` is that of rows which name none.

    Raises `BriefError` for a file that can't be read, and for what is wrong with its head.
    """
    grid = _grid(file)
    columns = _columns(grid.head)
    rows: list[Person | Unreadable] = []
    names: dict[str, DataCell] = {}
    for row in grid.rows:
        if faults := _faults(row, grid.head):
            name = row[columns[_NAME]].text if columns[_NAME] < len(row) else row[0].text
            rows.append(Unreadable(name, faults, any(cell.fault == delimited.UNCLOSED for cell in row)))
            continue
        cells = {column: row[place] for column, place in columns.items() if row[place].text}
        try:
            named = _name(cells, row[0], names, prepared)
            rows.append(_person(named, cells, prepared, audience))
        except BriefError as error:
            rows.append(Unreadable(row[columns[_NAME]].text, error.problems))
    return rows


def _grid(file: Path) -> DataGrid:
    try:
        content = access.read(file, _MOST_BYTES, within=access.ANYWHERE)
    except access.TooLargeError:
        raise BriefError([Problem(f"is larger than {_MOST_BYTES // 1_000_000} MB", str(file))]) from None
    except OSError as error:
        raise BriefError([file_problems.unread(error, str(file))]) from None
    of = DataFile.model_validate({"file": file.name})
    try:
        if file.suffix.lower() in _WORKBOOKS:
            return workbook.grid(content, of, str(file), DataGrid.listing)
        return delimited.listing(content, of, str(file), _NAME)
    except BriefError as error:
        raise BriefError(map(_of_a_list, error.problems)) from None


def _faults(row: Sequence[DataCell], head: Sequence[DataCell]) -> tuple[Problem, ...]:
    """What is wrong with a row before anything is made of it."""
    if faults := unreadable(row):
        return tuple(map(_of_a_list, faults))
    fault = ragged(row, head)
    return (fault,) if fault else ()


def _of_a_list(problem: Problem) -> Problem:
    """What is wrong with the file, and what to do with one that no brief names, which so can't say how to read it."""
    hint = next((hint for message, hint in _HINTS.items() if re.search(message, problem.message)), problem.hint)
    return replace(problem, hint=hint)


def _columns(head: Sequence[DataCell]) -> dict[str, int]:
    """Where each column is, by its path in an audience's file. Raises `BriefError` for those that mean nothing."""
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for place, cell in enumerate(head):
        column = same(cell.text) if same(cell.text) in (_NAME, _AUDIENCE, _ADDRESS) else cell.text
        if not column:
            continue
        if column in columns:
            problems.append(cell.problem(f"the column {column!r} is repeated here"))
        elif not _is_meant(column):
            hint = did_you_mean(column, [_NAME, _AUDIENCE, _ADDRESS, *_KEYS])
            problems.append(cell.problem(f"{column!r} is no text that an audience's file may set", hint))
        columns[column] = place
    if _NAME not in columns:
        hint = f"a column {_NAME!r} says how each one's files are called: PROJECT_NAME.pptx"
        problems.append(head[0].problem(f"there is no column {_NAME!r}", hint))
    if problems:
        raise BriefError(problems)
    return columns


def _is_meant(column: str) -> bool:
    if column in (_NAME, _AUDIENCE, _ADDRESS):
        return True
    path = ValuePath.parse(column)
    if not path or str(path) != column or path[0] == "mail":
        return False
    steps = tuple(0 if path[0] == "extra" and place == 1 else step for place, step in enumerate(path))
    annotation = shape.annotation_at(Audience, steps)
    return annotation is not None and (shape.takes_words(annotation) or column in _KEYS)


def _name(cells: Mapping[str, DataCell], first: DataCell, names: dict[str, DataCell], prepared: Prepared) -> str:
    """How somebody's files are called. Raises `BriefError` for a name that can't stand there, or stands there twice."""
    cell = cells.get(_NAME)
    if cell is None:
        raise BriefError([first.problem(f"has nothing in the column {_NAME!r}", "each row needs a name of its own")])
    name = re.sub(r"[\W_]+", "-", cell.text).strip("-").lower()[:60]
    if not name or re.match("(tlp|cui)(-|$)", name):
        raise BriefError([cell.problem(f"{cell.text!r} can't be part of a file's name", "write letters and digits")])
    if name in prepared.audiences:
        raise BriefError([cell.problem(f"{name!r} is the name of an audience", "add to it: a first name, a number")])
    if before := names.get(access.folded(name)):
        message = f"{cell.text!r} would have the files of line {before.line}, {before.text!r}"
        raise BriefError([cell.problem(message, "add to one of the two: a first name, a number")])
    names[access.folded(name)] = cell
    return name


def _person(name: str, cells: Mapping[str, DataCell], prepared: Prepared, audience: str) -> Person:
    read, of = _begun(cells.get(_AUDIENCE), next(iter(cells.values())), prepared, audience)
    texts = {column: cell for column, cell in cells.items() if column not in (_NAME, _AUDIENCE, _ADDRESS)}
    problems: list[Problem] = []
    for column, cell in texts.items():
        try:
            read = trial.with_value(read, trial.path_of(read, column), cell.text, cell.given)
        except BriefError as error:
            problems += (cell.problem(problem.message, problem.hint) for problem in error.problems)
    if problems:
        raise BriefError(problems)
    reader = audience_files.reader(of, read, prepared.brief)
    return Person(name, reader, {column: cell.text for column, cell in texts.items()})


def _begun(cell: DataCell | None, row: DataCell, prepared: Prepared, audience: str) -> tuple[Source, str]:
    """What somebody's edition begins with: an audience's file and its name. Raises `BriefError` where none is named."""
    if not prepared.audiences and cell is None:
        return source.parse(f"name: {EVERYONE}", str(prepared.file)), EVERYONE
    name = cell.text if cell else audience
    if name not in prepared.audiences:
        known = sorted(prepared.audiences)
        hint = did_you_mean(name, known) if name else f"write one in a column {_AUDIENCE!r}, or give -a NAME"
        message = f"there is no audience {name!r}" if name else "names no audience"
        raise BriefError([(cell or row).problem(message, hint)])
    return prepared.reader(name).source, name
