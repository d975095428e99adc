"""The analysis of options: what could be done, held against the same criteria, and which is preferred. Data alone.

All options are shown to whoever gets the analysis: one that somebody does not see makes the others look otherwise.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from policybrief.brief.items import QUIET, Item, Quiet
from policybrief.brief.notes import Notes
from policybrief.brief.values import PROSE, Part, SourceKey, Text, misfit
from policybrief.text import spaces

BEST_SCORE = 4
"""A score is a ball in quarters, from 0 to this."""
_NO_REASONS = ("true", "false", "yes", "no")
_NUMBER = re.compile(r"[\d.,\u00a0\u202f' ]*\d")
_LIMITS = ("audiences", "not_for")


def _rating(value: Any) -> int | str:
    """A score of 0 to 4, or words."""
    if isinstance(value, str) and value.strip():
        return spaces.tidied(value.strip())
    if isinstance(value, bool) or not isinstance(value, int):
        raise misfit((), "is neither a score nor words", "a score is 0, 1, 2, 3 or 4; all else is words, in quotes")
    if not 0 <= value <= BEST_SCORE:
        raise misfit((), f"{value} is not a score", "a score is 0, 1, 2, 3 or 4; write another number in quotes")
    return int(value)


Rating = Annotated[
    int | str,
    PlainValidator(_rating),
    PROSE,
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 0, "maximum": BEST_SCORE}, {"type": "string", "minLength": 1}]}
    ),
]
"""How an option does by a criterion: 0 to 4, as a ball in quarters, or words."""


class Option(Part):
    """One of the options. It is for everybody who gets the analysis."""

    name: Text = Field(description="What it is called: 'Wire two berths'.")
    text: Text | None = Field(None, description="What would be done, in a few words.")
    ratings: Annotated[tuple[Rating, ...], Field(min_length=1)] = Field(
        description="How it does by each criterion, in their order: a score from 0 (not at all) to 4 (fully), or words."
    )
    status_quo: bool = Field(False, description="True for going on as now; it is marked as such.")
    preferred: Text | None = Field(
        None, description="For the option that is preferred: why it is, in a sentence. It is marked as such."
    )
    quiet: Quiet = QUIET

    @model_validator(mode="before")
    @classmethod
    def _for_everybody(cls, data: Any) -> Any:
        for key in _LIMITS if isinstance(data, dict) else ():
            if key in data:
                hint = f"all options are shown, or none: write '{key}' below 'options' itself"
                raise misfit((key,), "would keep an option from somebody", hint)
        return data

    @model_validator(mode="after")
    def _preferred_for_a_reason(self) -> Option:
        if self.preferred and self.preferred.casefold() in _NO_REASONS:
            hint = (
                "say in a sentence why it is preferred" if self.preferred.casefold() in ("true", "yes") else "delete it"
            )
            raise misfit(("preferred",), f"{self.preferred!r} is no reason", hint)
        return self


class Options(Item):
    """What could be done, held against the same criteria."""

    headline: Text = Field(description="What the analysis comes to, as one sentence: the title of its slide.")
    criteria: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="What the options are held against, such as cost, time, risk."
    )
    entries: Annotated[tuple[Option, ...], Field(min_length=1, max_length=5)] = Field(
        description="The options, up to five, each with how it does by every criterion."
    )
    in_memo: bool = Field(True, description="False keeps the table out of the memo.")
    sources: Annotated[tuple[SourceKey, ...], Field(min_length=1)] = Field(
        (), description="Ids of the sources of the whole table."
    )
    notes: Notes = None

    @model_validator(mode="after")
    def _ratings_fill_criteria(self) -> Options:
        for number, option in enumerate(self.entries):
            if len(option.ratings) != len(self.criteria):
                ratings = "1 rating" if len(option.ratings) == 1 else f"{len(option.ratings)} ratings"
                criteria = "1 criterion" if len(self.criteria) == 1 else f"{len(self.criteria)} criteria"
                raise misfit(("entries", number, "ratings"), f"has {ratings} for {criteria}")
        return self

    @model_validator(mode="after")
    def _scores_are_no_counts(self) -> Options:
        for place in range(len(self.criteria)):
            ratings = [option.ratings[place] for option in self.entries]
            scores = [number for number, each in enumerate(ratings) if isinstance(each, int)]
            if scores and any(isinstance(each, str) and _NUMBER.fullmatch(each) for each in ratings):
                told = f"{ratings[scores[0]]} is a score, and others by this criterion are numbers in quotes"
                hint = "put it in quotes, or give all of them scores from 0 to 4"
                raise misfit(("entries", scores[0], "ratings", place), told, hint)
        return self

    @model_validator(mode="after")
    def _one_of_each(self) -> Options:
        for key, said in (("preferred", "preferred"), ("status_quo", "the status quo")):
            marked = [number for number, option in enumerate(self.entries) if getattr(option, key)]
            if len(marked) > 1:
                raise misfit(("entries", marked[1], key), f"is a second option that is {said}", "mark one alone")
        return self
