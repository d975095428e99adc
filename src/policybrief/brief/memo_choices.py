"""What of a brief its memo can do without, and in which order. Data alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from policybrief.brief.parts import MEMO_PARTS, MemoPart
from policybrief.brief.values import Part, misfit, one_of


class MemoChoices(Part):
    """What the memo may give up for its one page, once the texts stand in their `short` form."""

    optional: tuple[Annotated[MemoPart, one_of(MEMO_PARTS)], ...] = Field(
        default=(),
        description="Parts that the memo may leave out, in the order in which they go: the first goes first.",
    )

    @model_validator(mode="after")
    def _each_once(self) -> MemoChoices:
        for number, name in enumerate(self.optional):
            if name in self.optional[:number]:
                raise misfit(("optional", number), f"{name!r} is repeated here")
        return self
