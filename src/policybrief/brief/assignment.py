"""Who does what is recommended, by when, at what cost: what turns a recommendation into a task. Data alone."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from policybrief.brief.values import Day, Part, Text, is_unset, one_of

Priority = Literal["high", "medium", "low"]


class Assignment(Part):
    """What is agreed of a recommendation. Documents show it in this order, and nothing of what is missing."""

    owner: Text | None = Field(None, exclude_if=is_unset, description="Who is to do it: an office, a person.")
    by: Day | None = Field(None, exclude_if=is_unset, description="The day by which it is to be done, as 2026-12-01.")
    cost: Text | None = Field(
        None, exclude_if=is_unset, description="What it costs, as it is to be read: '€6.2 million', 'none'."
    )
    status: Text | None = Field(
        None, exclude_if=is_unset, description="How far it is, in a few words: 'not begun', 'open', 'with the board'."
    )
    priority: Annotated[Priority, one_of(get_args(Priority))] | None = Field(
        None, exclude_if=is_unset, description="How urgent it is: high, medium or low."
    )
