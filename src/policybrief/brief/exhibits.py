"""What a brief shows beside its judgments: comparison, balance, timeline, key figures, charts and pictures."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from policybrief.brief.data import Data, without
from policybrief.brief.items import QUIET, Item, Quiet, Rewrite
from policybrief.brief.notes import Notes
from policybrief.brief.values import (
    Figure,
    Id,
    NumberOrText,
    Part,
    SourceKey,
    Text,
    Word,
    as_text,
    is_unset,
    misfit,
    one_of,
)
from policybrief.errors import did_you_mean
from policybrief.text import dates, figures, inline
from policybrief.text.dates import Date
from policybrief.text.figures import ChartKind


def _counted(count: int, noun: str, many: str = "") -> str:
    return f"1 {noun}" if count == 1 else f"{count} {many or noun + 's'}"


class Row(Item):
    """A row of the comparison: a criterion and what it gives for each column."""

    label: Text = Field(description="The criterion.")
    cells: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="What it gives for each column, in the columns' order. On the slide, what is **bold** has its"
        " column's colour."
    )
    in_memo: bool = Field(True, description="False keeps a row out of the memo's table.")
    rewrite: Rewrite = None


class Comparison(Item):
    """Two to four things against the same criteria; on the slide two mirror each other around these."""

    headline: Text = Field(description="What the table shows, as one sentence: the title of its slide.")
    columns: Annotated[tuple[Text, ...], Field(min_length=2, max_length=4)] = Field(
        description="The two to four things that are compared."
    )
    rows: Annotated[tuple[Row, ...], Field(min_length=1)] = Field(description="The criteria, one a row.")
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1)] = Field(
        (), description="Ids of the sources of the whole table."
    )
    notes: Notes = None

    @model_validator(mode="after")
    def _rows_fill_columns(self) -> Comparison:
        for number, row in enumerate(self.rows):
            if len(row.cells) != len(self.columns):
                raise misfit(
                    ("rows", number, "cells"), f"has {_counted(len(row.cells), 'cell')} for {len(self.columns)} columns"
                )
        return self


class Side(Part):
    """One side of a balance."""

    label: Text = Field(description="The heading of this side.")
    points: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="What speaks for it, one sentence each."
    )
    quiet: Quiet = QUIET


class Dilemma(Item):
    """Aims that cannot all be had: a dilemma, a trilemma."""

    label: Text = Field(description="Its name, in a word or two: 'A trilemma'.")
    lead: Text = Field(description="The sentence that introduces the aims.")
    aims: Annotated[tuple[Text, ...], Field(min_length=2)] = Field(
        description="The aims; at least two. Up to four short ones are drawn: an arrow, a triangle, a square."
    )


class Balance(Item):
    """What speaks for and what against, side by side."""

    headline: Text = Field(description="What the balance comes to, as one sentence: the title of its slide.")
    kicker: Text | None = Field(None, description="The small line above the slide's title.")
    sides: Annotated[tuple[Side, ...], Field(min_length=2, max_length=2)] = Field(description="The two sides.")
    dilemma: Dilemma | None = Field(None, description="Aims that cannot all be had, beside the two sides.")
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1)] = Field(
        (), description="Ids of the sources of both sides."
    )
    notes: Notes = None


def _event_date(value: Any) -> str:
    text = as_text(value)
    if not isinstance(text, str) or not Date.written(text.strip()):
        raise misfit((), f"{str(text)[:60]!r} is not a date", dates.FORM)
    return text.strip()


EventDate = Annotated[str, PlainValidator(_event_date), WithJsonSchema({"type": ["string", "integer"]})]
"""A year, a month or a day, as one string."""


class Event(Item):
    """An event of the timeline."""

    when: NumberOrText = Field(description="The date as it is to be read: '2001', '24 February 2022'.")
    at: EventDate | None = Field(
        None,
        description="The date by which it stands on the scale: 2001, 2022-02 or 2022-02-24. Needed only where 'when' is"
        " not a date in a usual form.",
    )
    text: Text = Field(description="What happened, in a sentence.")
    rewrite: Rewrite = None


class Timeline(Item):
    """How it came to this."""

    headline: Text = Field(description="What the events come to, as one sentence: the title of its slide.")
    events: Annotated[tuple[Event, ...], Field(min_length=2, max_length=12)] = Field(
        description="Two to twelve events, in the order of time."
    )
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1)] = Field(
        (), description="Ids of the sources of all events."
    )
    notes: Notes = None


Trend = Literal["up", "down", "flat"]


class KeyFigure(Item):
    """A figure that is to be remembered."""

    value: NumberOrText = Field(description="The figure as it is to be read: '61%', '2 of 6', 640.")
    unit: Text | None = Field(None, exclude_if=is_unset, description="What it counts, behind it: '%', 't'.")
    label: Text = Field(
        description="What it is of, in a few words that go on from it: 'of the fuel is burnt at berth'."
    )
    text: Text | None = Field(None, description="What has to be known of it, in a sentence.")
    trend: Annotated[Trend, one_of(get_args(Trend))] | None = Field(
        None, exclude_if=is_unset, description="Where it goes: up, down or flat; an arrow, and the word for it."
    )
    sources: tuple[SourceKey, ...] = Field(
        (), exclude_if=is_unset, description="Ids of the sources of this figure, where they are to stand below it."
    )


class Share(Part):
    """A part of a whole, by its number."""

    name: Text = Field(description="What it is.")
    value: Figure = Field(description="How much of the whole, in the whole's unit.")


class Whole(Part):
    """What key figures are shares of, as one bar of its parts below them."""

    unit: Text = Field(description="What the parts add up to, and in what they are counted: 'Fuel in 2025, tonnes'.")
    parts: Annotated[tuple[Share, ...], Field(min_length=2, max_length=4)] = Field(
        description="Two to four parts, which make up the whole."
    )

    @model_validator(mode="after")
    def _is_a_whole(self) -> Whole:
        if fault := figures.fault("pie", [[part.value for part in self.parts]]):
            path, message, hint = fault
            raise misfit(("parts", *path[3:4], *(("value",) if path[3:4] else ())), message, hint)
        return self


class KeyFigures(Item):
    """One to four figures that are to be remembered, large and side by side."""

    headline: Text = Field(description="What the figures come to, as one sentence: the title of their slide.")
    entries: Annotated[tuple[KeyFigure, ...], Field(min_length=1, max_length=4)] = Field(
        description="One to four figures, each with what it is of."
    )
    whole: Whole | None = Field(None, description="What they are shares of: one bar of its parts, below them.")
    proves: tuple[Id, ...] = Field((), description="Ids of the judgments that they bear out; shown below them.")
    in_memo: bool = Field(True, description="False keeps them out of the memo: its margin, or a sentence.")
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1)] = Field(
        (), description="Ids of the sources of all of them."
    )
    notes: Notes = None


class Series(Part):
    """A named row of numbers of a chart."""

    name: Text = Field(description="What the numbers are of: it stands beside its marks.")
    values: Annotated[tuple[Figure | None, ...], Field(min_length=1)] = Field(
        description="One for each category, with as many decimals as are to be seen; null where there is none."
    )


class Target(Part):
    """A number that a chart's values are to be held against."""

    value: Figure = Field(description="The number, in the chart's unit.")
    label: Text = Field(description="What it is: 'Limit from 2030'.")


class Chart(Item):
    """Numbers as a picture that stays editable."""

    model_config = ConfigDict(json_schema_extra=without("categories", "series"))

    headline: Text = Field(description="What the chart shows, as one sentence: the title of its slide.")
    kind: Annotated[ChartKind, one_of(get_args(ChartKind))] = Field(
        description="bar (lying), column (standing), line or pie; a pie is drawn as one bar of its parts."
    )
    categories: Annotated[tuple[NumberOrText, ...], Field(min_length=1)] = Field(
        description="What stands along the axis, or the parts of a pie. Times keep their order; other bars go by value."
        " Not beside `data`, which brings them."
    )
    series: Annotated[tuple[Series, ...], Field(min_length=1)] = Field(
        description="The rows of numbers; one for a pie. More than three get a small chart each. Not beside `data`."
    )
    data: Data = None
    unit: Text | None = Field(None, description="What the numbers count: 'percent', '€ million'.")
    stacked: bool = Field(False, description="True puts the series of bars or columns on one another, with their sums.")
    order: Annotated[Literal["value", "given"], one_of(("value", "given"))] | None = Field(
        None,
        description="`value` puts the largest first, `given` keeps your order. "
        "Without it, bars go by value, but for times.",
    )
    emphasis: Text | None = Field(
        None, description="The series or the category that is to stand out, by its name; without it, the first series."
    )
    target: Target | None = Field(None, description="A line across the chart: a limit, an aim, an average.")
    note: Text | None = Field(None, description="What has to be known to read the numbers, below the chart.")
    proves: tuple[Id, ...] = Field(
        (), description="Ids of the judgments that the numbers bear out; shown beside the chart."
    )
    alt: Text = Field(description="What the chart shows, for someone who can't see it.")
    in_memo: bool = Field(False, description="True puts the chart into the memo too, small, below the comparison.")
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1)] = Field(
        (), description="Ids of the sources of the numbers."
    )
    notes: Notes = None

    @model_validator(mode="after")
    def _values_fill_categories(self) -> Chart:
        for number, series in enumerate(self.series):
            if len(series.values) != len(self.categories):
                values = _counted(len(series.values), "value")
                message = f"has {values} for {_counted(len(self.categories), 'category', 'categories')}"
                raise misfit(("series", number, "values"), message)
        if fault := figures.fault(self.kind, [series.values for series in self.series], stacked=self.stacked):
            raise misfit(*fault)
        return self

    @model_validator(mode="after")
    def _emphasis_is_there(self) -> Chart:
        names = [inline.words(name) for name in (*(series.name for series in self.series), *self.categories)]
        if self.emphasis and inline.words(self.emphasis) not in names:
            message = f"{self.emphasis!r} is neither a series nor a category"
            raise misfit(("emphasis",), message, did_you_mean(self.emphasis, names))
        return self


class Picture(Item):
    """A map, a photograph, a drawing, on a slide of its own."""

    headline: Text = Field(description="What the picture shows, as one sentence: the title of its slide.")
    file: Word = Field(
        description="A PNG, JPEG or SVG, by its path from the brief's folder or the project's: 'figures/map.png'."
        " An SVG needs a PNG of the same name beside it."
    )
    alt: Text = Field(description="What the picture shows, for someone who can't see it.")
    caption: Text | None = Field(None, description="What stands below it: what it is, who made it.")
    points: Annotated[tuple[Text, ...], Field(max_length=5)] = Field(
        (), description="What is to be seen in it, up to five sentences beside it; **bold** words lead."
    )
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1)] = Field(
        (), description="Ids of the sources of the picture."
    )
    notes: Notes = None
