"""The decision that a brief asks for, of everybody or of one audience. Data alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policybrief.brief.items import Item
from policybrief.brief.notes import Notes
from policybrief.brief.values import Day, Text


class Decision(Item):
    """What the reader is asked to decide."""

    ask: Text = Field(description="The decision, as an order: 'adopt the five-point agenda'.")
    by: Day | None = Field(None, description="The day by which it is needed, as 2026-12-01.")
    options: Annotated[tuple[Text, ...], Field(min_length=2, max_length=4)] | None = Field(
        None, description="The answers to choose from; without them, approve, disapprove and discuss."
    )
    notes: Notes = None
