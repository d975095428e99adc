"""Figures by their names: a column and a row of a file, the keys of a YAML file or of values that a brief has.

Names are compared blind to case; `at_berth` is "At berth". What has no number is told at its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import field
from decimal import ROUND_HALF_UP, Decimal

from pydantic import ValidationError

from policybrief.brief.named_figures import NamedFigures
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.locale.locale import Locale
from policybrief.read.source import Given, Source, Spelled
from policybrief.sources.tabular import numerals
from policybrief.sources.tabular.exhibit import number
from policybrief.sources.tabular.files import NumberFiles
from policybrief.sources.tabular.grid import DataCell, DataGrid, same
from policybrief.sources.tabular.numerals import DataNumber
from policybrief.text import scripts
from policybrief.text.figures import NumberMask, exact, unreadable
from policybrief.text.mentions import FORM, Mention
from policybrief.text.records import dataclass
from policybrief.text.value_path import Step, ValuePath

_MOST_LISTED = 20
_APART = "\u00a0"
Wrong = Callable[[str, str], Problem]
"""Makes a problem of the place where a text names a figure."""


@dataclass(frozen=True)
class FoundFigure:
    """A figure as texts print it, and `bare` without its unit; its number as it is rounded, and where it comes from."""

    text: str
    bare: str
    value: Spelled
    file: str
    cell: Given


@dataclass
class FiguresOf:
    """The figures that the brief `read` names under `data`, read by the decimal `mark` of its language."""

    read: Source
    files: NumberFiles
    mark: str
    _grids: dict[str, DataGrid] = field(default_factory=dict)

    def figure(self, mention: Mention, words: Locale, wrong: Wrong) -> FoundFigure | None:
        """The figure that a text names, as a language writes it; None for one whose entry is told by the model.

        Raises `BriefError` with what is wrong with the name, at its place, or with the file, the cell or the value.
        """
        if not mention.names:
            raise BriefError([wrong(f"{mention.written[:60]!r} names no figure", f"{FORM}; \\[= prints the sign")])
        known = self.read.data.get("data")
        known = known if isinstance(known, dict) else {}
        name, *steps = mention.names
        if name not in known:
            hint = did_you_mean(name, [str(each) for each in known]) or f"name its file: data: {{{name}: {{file: …}}}}"
            raise BriefError([wrong(f"{name!r} is not among the brief's 'data'", hint)])
        try:
            entry = known[name]
            of = NamedFigures.model_validate({"file": entry} if isinstance(entry, str) else entry)
        except ValidationError:
            return None
        at = ValuePath("data", name)
        if of.file is not None and not of.file.lower().endswith((".yaml", ".yml")):
            numeral, cell = self._in_grid(of, at, mention, steps, wrong)
        elif of.file is not None:
            file = self.files.yaml(of.file, at)
            numeral, cell = self._in_yaml(file, ValuePath(), of, steps, wrong)
        else:
            numeral, cell = self._in_yaml(self.read, at / "values", of, steps, wrong)
        return _figure(of, numeral, cell, words)

    def _in_grid(
        self, of: NamedFigures, at: ValuePath, mention: Mention, steps: Sequence[str], wrong: Wrong
    ) -> tuple[DataNumber, Given]:
        form = of.as_file
        name = mention.names[0]
        if name not in self._grids:
            self._grids[name] = self.files.grid(form, at)
        grid = self._grids[name]
        if len(steps) != 2:
            message = f"{mention.name!r} names no number of a file"
            raise BriefError([wrong(message, f"a column and a row: [={name}.COLUMN.ROW]")])
        rows = [row[0] for row in grid.rows]
        column, row = _place(steps[0], grid.head[1:]), _place(steps[1], rows)
        if column is None and _place(steps[0], rows) is not None and _place(steps[1], grid.head[1:]) is not None:
            raise BriefError([wrong("names the row before the column", f"[={name}.{steps[1]}.{steps[0]}]")])
        problems = [
            wrong(
                f"{step!r} names {'no' if place is None else 'more than one'} {kind} of {of.file!r}",
                _hint(step, cells) if place is None else f"give each {kind} a name of its own in the file",
            )
            for step, place, kind, cells in ((steps[0], column, "column", grid.head[1:]), (steps[1], row, "row", rows))
            if place is None or place < 0
        ]
        if problems or column is None or row is None:
            raise BriefError(problems)
        cell = grid.rows[row][column + 1]
        return self._read(cell, form.decimal, wrong), cell.given

    def _read(self, cell: DataCell, decimal: str | None, wrong: Wrong) -> DataNumber:
        if numerals.is_gap(cell.text):
            said = repr(cell.text) if cell.text else "empty"
            told = wrong("", "")
            raise BriefError([cell.problem(f"is {said}, and a text names it", f"see {told.file}:{told.line}")])
        numeral = number(cell, decimal, self.mark)
        if isinstance(numeral, Problem):
            raise BriefError([numeral])
        return numeral

    def _in_yaml(
        self, file: Source, at: ValuePath, of: NamedFigures, steps: Sequence[str], wrong: Wrong
    ) -> tuple[DataNumber, Given]:
        for step in steps:
            here = file.at(at)
            keys: list[Step] = [*here] if isinstance(here, dict) else []
            key = _key(step, keys)
            if key is None:
                hint = did_you_mean(step, [str(each) for each in keys][:_MOST_LISTED])
                raise BriefError([wrong(f"{step!r} is not in {str(at) or of.file!r}", hint)])
            at = at / key
        value = file.at(at)
        numeral = None
        if isinstance(value, int | float) and not isinstance(value, bool):
            numeral = DataNumber(str(getattr(value, "spelling", value)))
        elif isinstance(value, str):
            numeral = numerals.read(value, of.decimal or self.mark, sure=of.decimal is not None)
        if isinstance(value, dict):
            hint = f"name one: {', '.join(map(str, [*value][:_MOST_LISTED]))}"
            raise BriefError([wrong(f"{str(at)!r} holds several figures, and names no one", hint)])
        if numeral is None:
            said = "is empty" if value is None else f"{str(value)[:60]!r} is not a number"
            raise BriefError([file.problem(at, said, "a text names it")])
        line, column = file.place(at)
        return numeral, Given(file.file, line, column, file.problem(at, "").excerpt)


def _figure(of: NamedFigures, numeral: DataNumber, cell: Given, words: Locale) -> FoundFigure:
    value = numeral.value
    if told := unreadable(value):
        raise BriefError([Problem(told[0], cell.name, cell.line, cell.column, hint=told[1], excerpt=cell.excerpt)])
    percent = words.percent["one"]
    form = words.number_form([value])
    mask = NumberMask.written(of.format) if of.format else None
    if mask:
        form = mask.form([value], form, words.numbers["group"], percent)
        value = Spelled.of(str(exact(value).quantize(Decimal(1).scaleb(-mask.decimals), ROUND_HALF_UP)))
    bare = form.written(value)
    text, unit = bare, of.unit or ""
    if unit == "%" or (numeral.percent and not unit):
        text = bare if mask and mask.percent else percent.format(number=bare)
    elif "{number}" in unit:
        text = unit.replace("{number}", bare)
    elif unit:
        text = bare + scripts.closed_up(bare, _APART, unit) + unit
    return FoundFigure(text, bare, value, of.file or "", cell)


def _place(name: str, cells: Sequence[DataCell]) -> int | None:
    """The position of the one cell of a name; None where there is none, -1 where there are several."""
    for spelled in (same, _key_of):
        places = [place for place, cell in enumerate(cells) if cell.text and spelled(cell.text) == spelled(name)]
        if places:
            return places[0] if len(places) == 1 else -1
    return None


def _key(name: str, keys: Sequence[Step]) -> Step | None:
    for spelled in (same, _key_of):
        able = [key for key in keys if spelled(str(key)) == spelled(name)]
        if len(able) == 1:
            return able[0]
    return None


def _key_of(name: str) -> str:
    """A name as it is written without quotes: `at_berth`."""
    return re.sub(r"[\W_]+", "_", same(name)).strip("_")


def _hint(name: str, cells: Sequence[DataCell]) -> str:
    known = [cell.text for cell in cells if cell.text]
    return did_you_mean(name, known[:_MOST_LISTED]) or f"there are {', '.join(map(repr, known[:_MOST_LISTED]))}"
