"""What the speaker says about a part of the brief, in the author's own words: for the notes of its slide alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policybrief.brief.values import Paragraphs, is_unset

Notes = Annotated[
    Paragraphs | None,
    Field(
        exclude_if=is_unset,
        description="What the speaker says of it, in the deck's notes, in place of what stands there without it:"
        " paragraphs and lists. Only audiences whose file has `notes: true` or `outside: false` get it.",
    ),
]
