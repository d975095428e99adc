"""Tables of a brief: columns with their units and forms of numbers, and rows of cells as they are typed.

A row is a list of its cells; a mapping heads the rows below it (`group`), sums them up (`total`), or is a row that not
every reader gets (`cells`). What a file holds is the same: names of columns, and lists of plain cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)

from policybrief.brief.data import Data, without
from policybrief.brief.items import Item
from policybrief.brief.notes import Notes
from policybrief.brief.values import PROSE, Figure, NumberOrText, Part, SourceKey, Text, Word, as_text, misfit
from policybrief.errors import did_you_mean
from policybrief.text import inline, spaces
from policybrief.text.figures import NumberMask

MOST_COLUMNS = 8
"""More no slide shows in type that can be read."""
_NUMBER, _WORDS, _EMPTY, _LIST, _MAPPING = "\0number", "\0words", "\0empty", "\0list", "\0mapping"
"""The branches of unions; no key of a file begins so, and validate takes them out of its paths."""


def _kind_of_cell(value: Any) -> str:
    if value is None or (isinstance(value, str) and not value.strip()):
        return _EMPTY
    return _NUMBER if isinstance(value, int | float) and not isinstance(value, bool) else _WORDS


def _nothing(_value: Any, _handler: Any) -> None:
    """What an empty cell is, however it is typed."""


_EMPTY_SCHEMA = {"anyOf": [{"type": "null"}, {"type": "string", "maxLength": 0}]}
Cell = Annotated[
    Annotated[Figure, Tag(_NUMBER)]
    | Annotated[Text, Tag(_WORDS)]
    | Annotated[None, WrapValidator(_nothing), WithJsonSchema(_EMPTY_SCHEMA), Tag(_EMPTY)],
    Discriminator(_kind_of_cell),
]
"""A number, a text, or nothing (`~`, or "")."""

_ROW = "a row is a list of its cells: [North quay, 410, 525.5]; or {group: West quays}, or {total: [All, 820, 1051]}"
_COLUMNS = 'a column is its name, or a mapping: [Quay, {name: "2025", unit: t, format: "0.0"}]'


def _listed_or_mapped(value: Any) -> str:
    return _MAPPING if isinstance(value, dict | Part) else _LIST


def _a_row(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        raise misfit((), "is not a row", _ROW)
    return value


def _columns(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        raise misfit((), "is not a list of columns", _COLUMNS)
    return value


def number_format(mask: str) -> str:
    """A form of numbers as it is written. Raises what pydantic tells of where it is none."""
    if not NumberMask.written(mask):
        raise misfit((), f"{mask!r} is not a form of a number", NumberMask.FORM)
    return mask


class TableColumn(Part):
    """A column of a table; its name alone will do, where its numbers have no unit and need no form."""

    name: NumberOrText = Field(description="What stands at its head.")
    unit: Text | None = Field(
        None, description="What its numbers count, in brackets behind the name: 't', '€ million'."
    )
    format: Annotated[Word, AfterValidator(number_format)] | None = Field(
        None,
        description=(
            "How its numbers are written: `0`, `0.0` and so on say the decimals, `#,##0` sets thousands apart, `+0`"
            " gives a sign to what is above zero, `0%` puts a percent sign behind. Without it, all have as many"
            " decimals as the number that has most."
        ),
    )


_Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True),
    BeforeValidator(lambda value: "" if value is None else as_text(value)),
    AfterValidator(spaces.tidied),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}]}),
    PROSE,
]
"""The name of a column alone; that of the first may be empty."""
_NAMED_COLUMN = Annotated[
    Annotated[_Name, Tag(_LIST)] | Annotated[TableColumn, Tag(_MAPPING)], Discriminator(_listed_or_mapped)
]


class TableHead(TableColumn):
    """A column of a table, or several under one name."""

    columns: Annotated[tuple[_NAMED_COLUMN, ...], Field(min_length=2)] | None = Field(
        None, description="The columns that stand under the name, at least two; it spans them."
    )

    @model_validator(mode="after")
    def _of_one_kind(self) -> TableHead:
        if self.columns and (self.unit or self.format):
            key = "unit" if self.unit else "format"
            raise misfit((key,), "is given for several columns at once", "give it to each of those under the name")
        return self


Heads = tuple[
    Annotated[Annotated[_Name, Tag(_LIST)] | Annotated[TableHead, Tag(_MAPPING)], Discriminator(_listed_or_mapped)], ...
]
"""The columns as they are written."""


class TableRow(Item):
    """A row that is more than a list of its cells: one that heads others, sums them up, or is not for every reader."""

    group: Text | None = Field(None, description="Heads the rows below it: 'West quays'.")
    total: Annotated[tuple[Cell, ...], Field(min_length=1)] | None = Field(
        None, description="The cells of a row that sums up others: its name, and its numbers."
    )
    cells: Annotated[tuple[Cell, ...], Field(min_length=1)] | None = Field(
        None, description="The cells of a usual row, where the row says besides who gets it, or `in_memo`."
    )
    in_memo: bool = Field(True, description="False keeps the row out of the memo's table.")

    @model_validator(mode="after")
    def _is_one(self) -> TableRow:
        if sum(each is not None for each in (self.group, self.total, self.cells)) != 1:
            raise misfit((), "has to have one of 'group', 'total' and 'cells'", _ROW)
        return self


Row = Annotated[
    Annotated[tuple[Cell, ...], BeforeValidator(_a_row), Tag(_LIST)] | Annotated[TableRow, Tag(_MAPPING)],
    Discriminator(_listed_or_mapped),
]


_Named = Annotated[Word, WithJsonSchema({"type": ["string", "number"]})]


class Highlight(Part):
    """A row, a column or, with both, a cell that stands out."""

    row: _Named | None = Field(None, description="The row's first cell.")
    column: _Named | None = Field(None, description="The column's name.")

    @model_validator(mode="after")
    def _names_something(self) -> Highlight:
        if not self.row and not self.column:
            raise misfit((), "names neither a row nor a column", 'as in {row: North quay, column: "2025"}')
        return self


def _highlights(value: Any) -> Any:
    """One, or several."""
    return [value] if isinstance(value, dict) else value


class Table(Item):
    """Numbers and words in rows and columns: a native table on a slide of its own, on several where it is long."""

    model_config = ConfigDict(json_schema_extra=without("columns", "rows"))

    headline: Text = Field(description="What the table shows, as one sentence: the title of its slide.")
    columns: Annotated[Heads, BeforeValidator(_columns), Field(min_length=1)] = Field(
        description=f"The columns, up to {MOST_COLUMNS}: the first names the rows. A name, or a mapping."
        " Beside `data` they choose from the file's columns by name, and say units and forms."
    )
    rows: Annotated[tuple[Row, ...], Field(min_length=1)] = Field(
        description="The rows: each a list of its cells, or a mapping. An empty cell is `~`."
        " Not beside `data`, which brings them."
    )
    data: Data = None
    highlight: Annotated[
        tuple[Highlight, ...], BeforeValidator(_highlights, json_schema_input_type=Highlight | tuple[Highlight, ...])
    ] = Field((), description="What is to stand out: one row, column or cell, or a list of them.")
    note: Text | None = Field(None, description="What has to be known to read it, below the table.")
    notes: Notes = None
    alt: Text | None = Field(
        None, description="What the table shows, for someone who can't see it; without it, the headline says so."
    )
    in_memo: bool = Field(False, description="True puts the table into the memo too.")
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1)] = Field(
        description="Ids of the sources of the whole table."
    )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, from left to right."""
        return tuple(_names(self.columns))

    @model_validator(mode="after")
    def _rows_fill_columns(self) -> Table:
        if fault := fault_of(len(self.names), self.rows):
            raise misfit(*fault)
        return self

    def lit(self) -> Self:
        """The table without highlights of rows that it does not have: a reader who does not get a row gets no name."""
        rows = {inline.words(str(first_cell(row) or "")) for row in self.rows}
        there = tuple(each for each in self.highlight if not each.row or inline.words(each.row) in rows)
        return self if there == self.highlight else self.model_copy(update={"highlight": there})

    @model_validator(mode="after")
    def _highlights_are_there(self) -> Table:
        rows = [inline.words(str(first_cell(row) or "")) for row in self.rows]
        columns = [inline.words(name) for name in self.names]
        for each in self.highlight:
            for what, name, known in (("row", each.row, rows), ("column", each.column, columns)):
                if name and inline.words(name) not in known:
                    message = f"{name!r} is not a {what} of the table"
                    raise misfit(("highlight",), message, did_you_mean(name, filter(None, known)))
        return self


def _names(heads: Sequence[Any]) -> Iterator[str]:
    for head in heads:
        if isinstance(head, TableHead) and head.columns:
            yield from _names(head.columns)
        else:
            yield head.name if isinstance(head, TableColumn) else head


def cells_of(row: Any) -> tuple[Any, ...] | None:
    """The cells of a row; None of one that heads others."""
    return (row.total or row.cells) if isinstance(row, TableRow) else row


def first_cell(row: Any) -> Any:
    """What names a row: its first cell, or what it heads the others with."""
    cells = cells_of(row)
    return row.group if cells is None else cells[0] if cells else None


Fault = tuple[tuple[str | int, ...], str, str]
"""What is wrong with a table: the path below it, the message, the hint."""


def fault_of(columns: int, rows: Sequence[Any]) -> Fault | None:
    """What is wrong with rows of plain cells for so many columns, if anything: of a brief's, and of a file's."""
    if columns > MOST_COLUMNS:
        hint = "leave some out, or make two tables"
        return ("columns",), f"are {columns}, and {MOST_COLUMNS} are what a slide shows", hint
    cells_by_row = [cells_of(row) for row in rows]
    wrong = [number for number, cells in enumerate(cells_by_row) if cells is not None and len(cells) != columns]
    if wrong:
        row, others = rows[wrong[0]], ", ".join(f"rows[{number}]" for number in wrong[1:])
        cells = cells_by_row[wrong[0]] or ()
        key = () if not isinstance(row, TableRow) else ("total",) if row.total else ("cells",)
        said = f"{len(cells)} {'cell' if len(cells) == 1 else 'cells'}"
        hint = f"write ~ for a cell that is empty{f'; so is it with {others}' if others else ''}"
        return ("rows", wrong[0], *key), f"has {said} for {columns} {'column' if columns == 1 else 'columns'}", hint
    if all(cells is None for cells in cells_by_row):
        return ("rows",), "head each other, and none has cells", _ROW
    return None
