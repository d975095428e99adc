"""The decision that a brief asks for, of everybody or of one audience. Data alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from policybrief.brief.items import Item
from policybrief.brief.notes import Notes
from policybrief.brief.values import Day, Text, is_unset, misfit

USUAL_ANSWERS = ("approve", "disapprove", "discuss")
"""Words of a language: the answers to a decision that names none."""


class Decision(Item):
    """What the reader is asked to decide."""

    ask: Text = Field(description="The decision, as an order: 'adopt the five-point agenda'.")
    by: Day | None = Field(None, description="The day by which it is needed, as 2026-12-01.")
    options: Annotated[tuple[Text, ...], Field(min_length=2, max_length=4)] | None = Field(
        None, description="The answers to choose from; without them, approve, disapprove and discuss."
    )
    consequences: Annotated[tuple[Text, ...], Field(min_length=2, max_length=4)] | None = Field(
        None,
        exclude_if=is_unset,
        description="What follows from each answer, or what it costs: a sentence for each, in their order.",
    )
    notes: Notes = None

    @model_validator(mode="after")
    def _each_answer_has_its_consequence(self) -> Decision:
        answers = len(self.options or USUAL_ANSWERS)
        if self.consequences and len(self.consequences) != answers:
            told = f"has {len(self.consequences)} sentences for {answers} answers"
            hint = "" if self.options else "without 'options' they are approve, disapprove and discuss"
            raise misfit(("consequences",), told, hint or "write one for each of the 'options', in their order")
        return self
