"""Titles of slides that gather several entries. Data alone."""

from __future__ import annotations

from pydantic import Field

from policybrief.brief.values import Part, Text, is_unset


class Headlines(Part):
    """Titles of slides that gather several entries; a plain word stands where one is missing."""

    judgments: Text | None = Field(default=None, description="The title of the slides of key judgments.")
    recommendations: Text | None = Field(default=None, description="The title of the slides of recommendations.")
    trace: Text | None = Field(
        default=None, description="The title of the table that leads each recommendation back to its judgments."
    )
    avoid: Text | None = Field(default=None, description="The title of the slides of what to avoid.")
    objectives: Text | None = Field(
        default=None, exclude_if=is_unset, description="The title of the slide of the meeting's objectives."
    )
    agenda: Text | None = Field(default=None, exclude_if=is_unset, description="The title of the agenda's slide.")
    people: Text | None = Field(
        default=None, exclude_if=is_unset, description="The title of the slide of who will be there."
    )
    points_to_make: Text | None = Field(
        default=None, exclude_if=is_unset, description="The title of the slides of points to make."
    )
    if_raised: Text | None = Field(
        default=None, exclude_if=is_unset, description="The title of the slides of what we say if it is raised."
    )
