"""Questions that may be asked, with their answers: slides behind the backup, for who is asked. Data alone."""

from __future__ import annotations

from pydantic import Field

from policybrief.brief.items import Item
from policybrief.brief.notes import Notes
from policybrief.brief.values import Paragraphs, SourceKey, Text


class Question(Item):
    """A question that may be asked, and what to answer."""

    question: Text = Field(description="The question, as it will be asked.")
    answer: Paragraphs = Field(description="The answer: a few sentences, or with `|` paragraphs, lists and footnotes.")
    sources: tuple[SourceKey, ...] = Field((), description="Ids of the sources of the answer.")
    notes: Notes = None
