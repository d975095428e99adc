"""Sections of an author's own beside the usual parts: background, costs, a case, an appendix. Data alone.

A brief has them for everybody, in `sections`, and an audience's file has its own, in `extra`: the same record.
"""

from __future__ import annotations

from itertools import chain
from typing import Annotated, get_args

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from policybrief.brief.exhibits import Chart, Picture
from policybrief.brief.items import Item
from policybrief.brief.notes import Notes
from policybrief.brief.parts import PARTS, Kind
from policybrief.brief.tables import Table
from policybrief.brief.values import Id, Paragraphs, Part, SourceKey, Text, Word, is_unset, misfit
from policybrief.errors import did_you_mean

_EXHIBITS = ("table", "chart", "picture")
_PARTS = list(dict.fromkeys(chain(*PARTS.values())))


def _part(name: str) -> str:
    """The name of a part of a document."""
    if name not in _PARTS:
        raise misfit((), f"{name!r} is not a part of the deck or the memo", did_you_mean(name, _PARTS))
    return name


class SectionChart(Chart):
    """A chart of a section, beside its text. The section's `title` and `sources` are the chart's too."""

    headline: Text = Field("", description="What the chart shows, above it; without it, the section's title says so.")
    sources: tuple[SourceKey, ...] = Field((), description="Ids of sources that the section does not name itself.")

    @model_validator(mode="after")
    def _proves_nothing(self) -> SectionChart:
        if self.proves:
            hint = "say in the section's text which judgment the chart bears out, or put the chart into 'charts'"
            raise misfit(("proves",), "is for a chart with a slide of its own", hint)
        return self


class SectionPicture(Picture):
    """A picture of a section, beside its text. The section's `title` and `sources` are the picture's too."""

    headline: Text = Field("", description="What the picture shows, above it; without it, the section's title says so.")
    sources: tuple[SourceKey, ...] = Field((), description="Ids of sources that the section does not name itself.")
    in_memo: bool = Field(
        True, exclude_if=bool, description="False keeps it out of the memo, which has it below the text."
    )


class SectionTable(Table):
    """A table of a section, below its text. The section's `title` and `sources` are the table's too."""

    headline: Text = Field("", description="What the table shows, above it; without it, the section's title says so.")
    sources: tuple[SourceKey, ...] = Field((), description="Ids of sources that the section does not name itself.")


class _Section(Part):
    """What a section says and where it stands, whoever gets it."""

    id: Id = Field(description="The name by which an audience's `parts` places it.")
    title: Text = Field("", description="The slide's title, a full sentence; without it, the heading.")
    heading: Text | None = Field(None, description="The memo's heading and the slide's kicker: a few words.")
    text: Paragraphs | None = Field(None, description="A paragraph, or with `|` several, lists and footnotes.")
    points: tuple[Text, ...] = Field((), description="A list of sentences.")
    within: Annotated[tuple[Kind, ...], Field(min_length=1)] = Field(
        get_args(Kind), alias="in", description="Where it stands: the deck, the memo, or both."
    )
    sources: tuple[SourceKey, ...] = Field((), description="Ids of the sources of the section.")
    notes: Notes = None
    table: SectionTable | None = Field(
        None, exclude_if=is_unset, description="A table below the text; the memo has it where it is `in_memo`."
    )
    chart: SectionChart | None = Field(
        None, exclude_if=is_unset, description="A chart beside the text; the memo has it where it is `in_memo`."
    )
    picture: SectionPicture | None = Field(
        None,
        exclude_if=is_unset,
        description="A picture beside the text; the memo has it below, as large as its page can spare.",
    )
    callout: Text | None = Field(
        None, exclude_if=is_unset, description="The sentence that is to be remembered, set apart below the rest."
    )
    annex: bool = Field(
        False,
        exclude_if=is_unset,
        description="True puts its slide behind the backup; the memo has it only where an audience's `parts` names it.",
    )
    after: Annotated[Word, AfterValidator(_part), WithJsonSchema({"enum": _PARTS})] = Field(
        "",
        exclude_if=is_unset,
        description=(
            "The part that it stands behind where an audience has no `parts` of its own: `bottom_line`, `judgments` …"
            " Without it, behind the recommendations and what to avoid."
        ),
    )

    @property
    def exhibits(self) -> tuple[Table | Chart | Picture, ...]:
        """What it shows beside words."""
        return tuple(each for name in _EXHIBITS if (each := getattr(self, name)))

    @property
    def has_words(self) -> bool:
        """Whether it says something in words."""
        return bool(self.text or self.points or self.callout)

    def stands_in(self, kind: Kind) -> bool:
        """Whether a document has anything of it: the memo only what is to be in it."""
        shown = any(kind == "deck" or getattr(each, "in_memo", False) for each in self.exhibits)
        return kind in self.within and (self.has_words or shown)

    @model_validator(mode="after")
    def _is_named(self) -> _Section:
        if self.id in _PARTS:
            raise misfit(("id",), f"the id {self.id!r} is the name of a part", "choose another")
        if self.annex and self.after:
            raise misfit(("after",), "is given together with 'annex'", "an annex stands behind the backup")
        if not self.title and not self.heading:
            raise misfit((), "has neither 'title' nor 'heading'", "give it a title, a full sentence, for its slide")
        if not self.has_words and not self.exhibits:
            raise misfit(
                (), "says nothing under its heading", "give it a text, points, a table, a chart, a picture or a callout"
            )
        return self


class OwnSection(_Section):
    """A section that only this audience gets: a slide, a section of the memo, or both."""

    @model_validator(mode="after")
    def _is_for_whom_it_is(self) -> OwnSection:
        rows = self.table.rows if self.table else ()
        for part in (*self.exhibits, *rows):
            if isinstance(part, Item) and (part.audiences or part.not_for):
                key = "table" if part in rows else next(name for name in _EXHIBITS if getattr(self, name) is part)
                hint = "who else gets it, the brief's sections say"
                raise misfit((key,), "says who gets it, in the file of one audience", hint)
        return self


class Section(Item, _Section):
    """A section of the author's own: a slide, a section of the memo, or both."""
