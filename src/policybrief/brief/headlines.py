"""Titles of slides that gather several entries. Data alone."""

from __future__ import annotations

from pydantic import Field

from policybrief.brief.values import Part, Text


class Headlines(Part):
    """Titles of slides that gather several entries; a plain word stands where one is missing."""

    judgments: Text | None = Field(default=None, description="The title of the slides of key judgments.")
    recommendations: Text | None = Field(default=None, description="The title of the slides of recommendations.")
    trace: Text | None = Field(
        default=None, description="The title of the table that leads each recommendation back to its judgments."
    )
    avoid: Text | None = Field(default=None, description="The title of the slides of what to avoid.")
