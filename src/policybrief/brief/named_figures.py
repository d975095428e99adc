"""Figures that texts name: `data: {fleet: {file: figures/fleet.csv, unit: t}}`, and `[=fleet.at_berth.Q3]` in a text.

Data alone. What a name stands for is put into texts before all else is read (`sources.tabular`), so that every
document says the same number.
"""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from policybrief.brief.data import DataFile, Encoding, Mark, Separator
from policybrief.brief.tables import number_format
from policybrief.brief.values import FiguresName, Part, Text, Word, misfit, one_of

_EITHER = "write file: figures/fleet.csv, or values: {crew: 24}"


class NamedFigures(Part):
    """Figures in a file, or given in place, that texts name; a file's name alone will do."""

    file: Word | None = Field(
        None,
        description="A CSV, a workbook (.xlsx; extra `policybrief[data]`) or a YAML file, by its path from the brief's"
        " folder or the project's: 'figures/fleet.csv'.",
    )
    values: dict[Word, Any] | None = Field(
        None, description="The figures themselves, in place of a file: `{crew: 24}`; a mapping may hold others."
    )
    unit: Text | None = Field(
        None,
        description="What they count, behind each: 't', 'days'; '%' as the language has it; '€{number} million' puts"
        " the number where it belongs.",
    )
    format: Annotated[Word, AfterValidator(number_format)] | None = Field(
        None,
        description="How they are written, and rounded: `0.0` has one decimal, `#,##0` sets thousands apart, `+0` gives"
        " a sign, `0%` a percent sign. Without it, they have the decimals of the file.",
    )
    sheet: Word | None = Field(None, description="The workbook's sheet; needed where more than one can be seen.")
    range: Word | None = Field(None, description="The cells of the sheet, with their head: 'B2:E9'. Without it, all.")
    decimal: Annotated[Mark, one_of(get_args(Mark))] | None = Field(
        None, description="What stands before the decimals in the file; without it, what the brief's language has."
    )
    separator: Annotated[Separator, one_of(get_args(Separator))] | None = Field(
        None, description="What stands between the cells of a CSV; needed only where more than one would do."
    )
    encoding: Annotated[Encoding, one_of(get_args(Encoding))] | None = Field(
        None, description="How the letters of a CSV are stored, where it is not UTF-8: 'cp1251', as older programs do."
    )

    @model_validator(mode="after")
    def _are_somewhere(self) -> NamedFigures:
        if (self.file is None) == (self.values is None):
            both = self.file is not None
            raise misfit((), "has both 'file' and 'values'" if both else "has neither 'file' nor 'values'", _EITHER)
        return self

    @property
    def as_file(self) -> DataFile:
        """The file, as those of charts and tables are described."""
        form = {key: getattr(self, key) for key in ("sheet", "range", "decimal", "separator", "encoding")}
        return DataFile(file=self.file or "", **form)


def _of_name(value: Any) -> Any:
    return {"file": value} if isinstance(value, str) else value


FiguresByName = dict[
    FiguresName, Annotated[NamedFigures, BeforeValidator(_of_name, json_schema_input_type=NamedFigures | str)]
]
"""The entries of `data`."""
