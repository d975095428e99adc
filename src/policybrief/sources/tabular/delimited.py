"""CSV as programs and people write it (RFC 4180): quoted cells may hold separators, quotes and ends of lines.

Python's csv says of no cell where it stands, so that cells are told apart here.
"""

from __future__ import annotations

import codecs
import re

from policybrief.brief.data import DataFile
from policybrief.errors import BriefError, Problem
from policybrief.sources.tabular.grid import MOST_COLUMNS, MOST_ROWS, SUMMARY, TOO_MANY, DataCell, DataGrid, same

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = (",", ";", "\t")
_CALLED = {",": "','", ";": "';'", "\t": "tab"}


def grid(content: bytes, of: DataFile, file: str) -> DataGrid:
    """The cells of a CSV. Raises `BriefError` for what is none, or could be read in two ways."""
    text = _text(content, of, file)
    if of.separator:
        return DataGrid.of(_cells(text, "\t" if of.separator == "tab" else of.separator, file), file)
    grids: dict[str, DataGrid] = {}
    failed: list[BriefError] = []
    head = text.partition("\n")[0]
    for separator in sorted((each for each in _SEPARATORS if each in text), key=head.count, reverse=True):
        try:
            grids[separator] = DataGrid.of(_cells(text, separator, file), file)
        except BriefError as error:
            failed.append(error)
    if len(grids) == 1:
        return next(iter(grids.values()))
    if grids:
        ways = " or ".join(_CALLED[each] for each in grids)
        raise BriefError([Problem(f"its cells may be parted by {ways}", file, hint="say which: separator: ';'")])
    if failed:
        raise failed[0]
    raise BriefError([Problem("has no columns", file, hint="cells are parted by ',', ';' or tabs")])


def listing(content: bytes, of: DataFile, file: str, needed: str) -> DataGrid:
    """The rows of a list, one of whose columns is the `needed` one: that tells what its cells are parted by.

    Raises `BriefError` for what is no CSV.
    """
    text = _text(content, of, file)
    failed: list[BriefError] = []
    grids: list[DataGrid] = []
    for separator in sorted(_SEPARATORS, key=text.lstrip("\r\n ").partition("\n")[0].count, reverse=True):
        try:
            grids.append(DataGrid.listing(_cells(text, separator, file), file))
        except BriefError as error:
            failed.append(error)
    named = [grid for grid in grids if needed in (same(cell.text) for cell in grid.head)]
    if failed and not named:  # the first is that of what parts the head
        raise failed[0]
    return (named or grids)[0]


def _text(content: bytes, of: DataFile, file: str) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), of.encoding or "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        hint = "save it as UTF-8, or say what it is: encoding: cp1252"
        raise BriefError([Problem(f"is not {encoding.upper()} text", file, line, hint=hint)]) from None
    if "\0" in text:
        raise BriefError([Problem("is no text", file, hint="save it as CSV, or as .xlsx")])
    return text


def _cells(text: str, separator: str, file: str) -> list[list[DataCell]]:
    """All cells, line by line. Raises `BriefError` for a quote that is not closed, and for too many."""
    pattern = re.compile(
        rf'[ ]*"(?P<quoted>(?:[^"]|"")*)"[ ]*(?={separator}|\r|\n|\Z)|(?P<plain>[^{separator}\r\n]*)', re.DOTALL
    )
    excerpts = re.split(r"\r\n|\r|\n", text)
    lines: list[list[DataCell]] = [[]]
    place, line, begin = 0, 1, 0
    while place <= len(text):
        match = pattern.match(text, place)
        assert match is not None  # a plain cell may be empty
        plain = match["plain"]
        cell = DataCell(_tidy(plain if plain is not None else match["quoted"].replace('""', '"')), file, line,
                    place - begin + 1, excerpts[line - 1])  # fmt: skip
        if plain is not None and plain.lstrip(" ").startswith('"'):
            raise BriefError([cell.problem("begins with a quote that is not closed before the cell's end")])
        lines[-1].append(cell)
        if len(lines) > MOST_ROWS or len(lines[-1]) > MOST_COLUMNS:
            raise BriefError([Problem(TOO_MANY, file, hint=SUMMARY)])
        for end in re.finditer(r"\r\n|\r|\n", match.group()):
            line, begin = line + 1, place + end.end()
        place = match.end()
        if text[place : place + 1] == separator:
            place += 1
            continue
        if place == len(text):
            break
        place += 2 if text.startswith("\r\n", place) else 1
        line, begin = line + 1, place
        lines.append([])
    return lines


def _tidy(text: str) -> str:
    return re.sub(r"\s*[\r\n]+\s*", " ", text).strip()
