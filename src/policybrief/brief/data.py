"""The file that a chart or a table takes its cells from: what of it, and how it is written. Data alone.

What the file gives is filled in where a brief writes it itself (`sources.tabular`): `categories` and `series` of a
chart, `columns` and `rows` of a table. So all that comes later sees the numbers, wherever they stand.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema

from policybrief.brief.values import Part, Word, one_of

Name = Annotated[Word, WithJsonSchema({"type": ["string", "number"]})]
"""That of a column or a row: what the file has, and no text of the author's."""
Mark = Literal[".", ","]
Separator = Literal[",", ";", "tab"]
Encoding = Literal["utf-8", "utf-16", "cp1250", "cp1251", "cp1252", "gb18030"]
_WINDOWS = {"windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1252": "cp1252", "utf8": "utf-8"}


class DataFile(Part):
    """A file of numbers, and what of it is shown; its name alone will do."""

    file: Word = Field(
        description="A CSV, or a workbook (.xlsx; extra `policybrief[data]`), by its path from the brief's folder or"
        " the project's: 'figures/fleet.csv'."
    )
    sheet: Word | None = Field(None, description="The workbook's sheet; needed where more than one can be seen.")
    range: Word | None = Field(None, description="The cells of the sheet, with their head: 'B2:E9'. Without it, all.")
    columns: tuple[Name, ...] = Field(
        (),
        description="The columns that are shown, by their names, in this order; the first of the file names the rows"
        " and is not among them. Without it, all.",
    )
    rows: tuple[Name, ...] = Field(
        (), description="The rows that are shown, by their first cells, in this order. Without it, all."
    )
    total: Name | None = Field(
        None, description="The row that sums up the others, by its first cell: below a line in a table, not in a chart."
    )
    decimal: Annotated[Mark, one_of(get_args(Mark))] | None = Field(
        None, description="What stands before the decimals in the file; without it, what the brief's language has."
    )
    separator: Annotated[Separator, one_of(get_args(Separator))] | None = Field(
        None, description="What stands between the cells of a CSV; needed only where more than one would do."
    )
    encoding: Annotated[Encoding, one_of(get_args(Encoding), _WINDOWS)] | None = Field(
        None, description="How the letters of a CSV are stored, where it is not UTF-8: 'cp1251', as older programs do."
    )


def _of_name(value: Any) -> Any:
    return {"file": value} if isinstance(value, str) else value


Data = Annotated[
    DataFile | None,
    BeforeValidator(_of_name, json_schema_input_type=DataFile | str | None),
    Field(
        exclude_if=lambda data: data is None,  # an audience's digest is that of what is said
        description="The file that the numbers come from, in place of writing them here: its path, or a mapping.",
    ),
]


def without(*keys: str) -> Any:
    """For a model's schema: `keys` need not be written where `data` is, which brings them."""

    def written(schema: dict[str, Any]) -> None:
        schema["required"] = [key for key in schema["required"] if key not in keys]
        schema["anyOf"] = [{"required": ["data"]}, {"required": list(keys)}]

    return written
