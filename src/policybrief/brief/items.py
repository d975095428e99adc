"""What every entry of a brief has: for which audiences it is, and which rules of style it is not held to."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from policybrief.brief.values import Id, Part, Word, misfit

Rewrite = Annotated[
    Word | None,
    Field(
        exclude=True,  # of an audience's digest too: it is a source's text
        description="A source's words, as `brief import` put them here. Say it in your own, and delete this key: until"
        " then the brief is a draft.",
    ),
]
"""What an entry of a draft has in place of the author's own words; no document shows it by itself."""

Quiet = tuple[Id, ...]
"""Ids of rules of `brief lint`; which there are is known there."""
QUIET: Any = Field((), exclude=True, description="Rules of `brief lint` that are not to be told of it: `[hedge]`.")
"""No part of what an audience gets, nor of its digest."""


class Item(Part):
    """A part of the brief that need not be for every audience. It says who gets it, or who does not."""

    audiences: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(
        (), description="The audiences that get it, by the names of their files; without it, all do."
    )
    not_for: Annotated[tuple[Id, ...], Field(min_length=1)] = Field(
        (), description="The audiences that do not get it: it is nowhere in their files."
    )
    quiet: Quiet = QUIET

    @model_validator(mode="after")
    def _one_way(self) -> Item:
        if self.audiences and self.not_for:
            raise misfit(("not_for",), "is given together with 'audiences'", "say who gets it, or who does not")
        return self
