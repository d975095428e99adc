"""What the speaker says about a part of the brief, in the author's own words: for the notes of its slide alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from policybrief.brief.values import Paragraphs

Notes = Annotated[
    Paragraphs | None,
    Field(
        exclude_if=lambda notes: notes is None,  # an audience's digest is that of what is said
        description="What the speaker says of it, in the deck's notes, in place of what stands there without it:"
        " paragraphs and lists. Only audiences whose file has `notes: true` or `outside: false` get it.",
    ),
]
