"""Who clears a brief before it goes out: offices, each with its name, day and answer."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from policybrief.brief.items import Item
from policybrief.brief.values import Day, Text, one_of

State = Literal["pending", "cleared", "cleared-with-changes", "not-cleared"]


class Clearance(Item):
    """An office that clears the brief, and what it answered. It stands at the end of the Word memo."""

    office: Text = Field(description="The office: 'EAP/CM', 'Legal'.")
    name: Text | None = Field(None, description="Who answers for it.")
    date: Day | None = Field(None, description="The day of the answer, as 2026-11-25.")
    state: Annotated[State, one_of(get_args(State))] = Field(
        "pending", description="`pending`, `cleared`, `cleared-with-changes` or `not-cleared`."
    )
