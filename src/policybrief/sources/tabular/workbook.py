"""Workbooks (.xlsx): the values that their program kept last, formulas' too; nothing is calculated here."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from policybrief.brief.data import DataFile
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.ooxml import spreadsheet
from policybrief.sources.tabular.grid import MOST_COLUMNS, MOST_ROWS, SUMMARY, TOO_MANY, DataCell, DataGrid

if TYPE_CHECKING:
    from openpyxl import Workbook

Form = Callable[[Sequence[Sequence[DataCell]], str], DataGrid]
_SAVE, _MEND = "open the file in its program, and save it", "mend its formula, and save it"
_DIGITS = 15
"""So many digits of a number a spreadsheet shows; what comes after is the machine's."""


def grid(content: bytes, of: DataFile, file: str, form: Form = DataGrid.of) -> DataGrid:
    """The cells of a sheet, or of a range of it. Raises `BriefError` for what can't be read; where a `sheet` or a
    `range` is to blame, its path is that.

    A sheet that is hidden is taken only by its name. `form` makes the grid of all cells.
    """
    spreadsheet.guard(content, file)
    kept, written = _opened(content, file, values=True), _opened(content, file, values=False)
    title = _sheet(kept, of, file)
    area = _area(of, file)
    rows = zip(_rows(kept[title], area, file), _rows(written[title], area, file), strict=True)
    try:
        cells = [[_cell(*pair, title, file) for pair in zip(*row, strict=True)] for row in rows]
        if of.range and sum(any(cell.text for cell in line) for line in cells) < 2:
            hint = "it takes in the line that names the columns, and those with values below it"
            raise _wrong(file, f"{of.range!r} has no rows below a head", hint, "range")
        return form(cells, file)
    finally:
        kept.close()
        written.close()


def _opened(content: bytes, file: str, *, values: bool) -> Workbook:
    try:
        from openpyxl import load_workbook
    except ImportError:
        from policybrief.fonts.files import install

        hint = f"{install('policybrief', 'data')}, or save it as CSV"
        raise _wrong(file, "is a workbook, and what reads these is not installed", hint) from None
    try:
        with warnings.catch_warnings():  # it tells of what it leaves out: styles, pictures, rules
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(content), read_only=True, data_only=values, keep_links=False)
    except Exception:  # it raises whatever a broken part leads to
        raise _broken(file) from None


def _sheet(book: Workbook, of: DataFile, file: str) -> str:
    sheets = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    seen = [title for title, state in sheets.items() if state == "visible"]
    if of.sheet is None:
        if len(seen) != 1:
            hint = f"say which: sheet: {seen[0]}" if seen else "name the hidden one that is meant: sheet: …"
            raise _wrong(file, f"has {len(seen)} sheets that can be seen", hint, "sheet")
        return seen[0]
    if of.sheet not in sheets:
        raise _wrong(file, f"has no sheet {of.sheet!r}", did_you_mean(of.sheet, seen), "sheet")
    return of.sheet


def _area(of: DataFile, file: str) -> tuple[int, int, int, int]:
    """The first and the last row, the first and the last column."""
    if of.range is None:
        return 1, MOST_ROWS + 1, 1, MOST_COLUMNS + 1
    from openpyxl.utils import range_boundaries

    try:
        left, top, right, bottom = (int(each or 0) for each in range_boundaries(of.range.replace("$", "").upper()))
        if not 0 < top <= bottom or not 0 < left <= right:
            raise ValueError(of.range)
    except (ValueError, TypeError):
        raise _wrong(file, f"{of.range!r} is not a range of cells", "write it as B2:E9", "range") from None
    if bottom - top >= MOST_ROWS or right - left >= MOST_COLUMNS:
        raise _wrong(file, f"{of.range!r} {TOO_MANY}", SUMMARY, "range")
    return top, bottom, left, right


def _rows(sheet: Any, area: tuple[int, int, int, int], file: str) -> Iterator[list[tuple[int, int, Any]]]:
    """The cells of an area, each with its row and its column. Raises `BriefError` where a sheet is broken."""
    top, bottom, left, right = area
    if hasattr(sheet, "reset_dimensions"):  # a program may write a wrong size
        sheet.reset_dimensions()
    rows = sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
    for line, row in enumerate(_whole(rows, file), top):
        cells = [(line, left + place, cell) for place, cell in enumerate(row)]
        yield [*cells, *((line, left + place, None) for place in range(len(cells), right - left + 1))]


def _whole(rows: Iterator[Any], file: str) -> Iterator[Any]:
    """The rows of a sheet, which is parsed as they are asked for."""
    while True:
        try:
            row = next(rows, None)
        except Exception:  # as above
            raise _broken(file) from None
        if row is None:
            return
        yield row


def cell_name(line: int, column: int) -> str:
    """A cell by its letters and its line: "B3"."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{line}"


def _cell(kept: tuple[int, int, Any], written: tuple[int, int, Any], sheet: str, file: str) -> DataCell:
    line, column, found = kept
    called = f"{sheet}!{cell_name(line, column)}"
    value = getattr(found, "value", None)
    cell = DataCell("", file, line, column, called=called)
    if value is None:
        if getattr(written[2], "data_type", "") == "f":
            return replace(cell, text="=", fault="is a formula whose value is not kept in the file", hint=_SAVE)
        return cell
    if line > MOST_ROWS or column > MOST_COLUMNS:
        raise _wrong(file, TOO_MANY, "say what is shown: range: B2:E9")
    if getattr(found, "data_type", "") == "e" and value != "#N/A":
        return replace(cell, text=str(value), fault=f"is {value}, an error of the spreadsheet", hint=_MEND)
    text, is_number = _written(value, str(getattr(found, "number_format", "")))
    return DataCell(text, file, line, column, called=called, is_number=is_number)


def _written(value: Any, form: str) -> tuple[str, bool]:
    """A value as a cell has it: a share that is shown as percent is percent, a day is written year first."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), False
    if isinstance(value, int | float):
        number = Decimal(f"{value:.{_DIGITS}g}")
        percent = "%" in re.sub(r'"[^"]*"', "", form)
        return f"{(number * 100 if percent else number).normalize():f}" + ("%" if percent else ""), True
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00"), False
    return re.sub(r"\s+", " ", str(value)).strip(), False


def _broken(file: str) -> BriefError:
    return _wrong(file, "is not a workbook that can be read", "open it in its program, and save it as .xlsx")


def _wrong(file: str, message: str, hint: str = "", key: str = "") -> BriefError:
    return BriefError([Problem(message, file, path=key, hint=hint)])
