"""Sizes of type and ranges of lengths, in points, as a theme gives them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from policybrief.brief.values import Number, Part, misfit

LARGEST = 100.0
"""No type is larger."""

Size = Annotated[Number, Field(ge=0.1, le=LARGEST)]
SmallSize = Annotated[Number, Field(ge=9, le=LARGEST)]


class Range(Part):
    """The bounds between which fit chooses."""

    floor: Size = Field(description="The least.")
    ceiling: Size = Field(description="The most.")

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.floor > self.ceiling:
            raise misfit((), "the floor is above the ceiling")
        return self

    def at(self, share: float) -> float:
        """The value at `share` (0 to 1) of the way from floor to ceiling."""
        return self.floor + (self.ceiling - self.floor) * share


class Margins(Range):
    """The side margins, in points: the ceiling, but narrower down to the floor where a memo would else say less.

    A number alone is both.
    """

    floor: Annotated[Number, Field(ge=36, le=144)] = Field(description="The least, from 36 points (0.5 in) on.")
    ceiling: Annotated[Number, Field(ge=45, le=144)] = Field(
        description="The usual margin, from 45 points (0.625 in) on."
    )

    @model_validator(mode="before")
    @classmethod
    def _fixed(cls, value: object) -> object:
        return {"floor": value, "ceiling": value} if isinstance(value, int | float) else value
