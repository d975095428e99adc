"""The bottom line of a brief: the answer, before all that it rests on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policybrief.brief.items import QUIET, Item, Quiet, Rewrite
from policybrief.brief.notes import Notes
from policybrief.brief.values import Part, Text


class Point(Item):
    """A labelled sentence of the bottom line, such as 'Why now'."""

    label: Text = Field(description="What kind of sentence it is, in a few words: 'Why now'.")
    text: Text = Field(description="The sentence.")


class BottomLine(Part):
    """The answer, first."""

    headline: Text = Field(description="The answer as one sentence: the title of its slide.")
    text: Text | None = Field(
        None,
        description="The bottom line as memo and mail give it, without the headline: one to three sentences.",
    )
    rewrite: Rewrite = None
    points: Annotated[tuple[Point, ...], Field(min_length=1, max_length=4)] = Field(
        (),
        description=(
            "The answer in up to four steps, for the deck's summary. A step that is labelled as one of its lists ('What"
            " we judge', 'What to do') stands above that list where it is short, and else in the speaker notes."
        ),
    )
    notes: Notes = None
    quiet: Quiet = QUIET

    @property
    def whole(self) -> Text:
        """The answer as fully as it is given."""
        return self.text or self.headline
