"""Running text as blocks: paragraphs, lists, a sentence that stands out, somebody's own words."""

from __future__ import annotations

from typing import Literal

from policybrief.text.records import dataclass
from policybrief.text.run import Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `role` says how it stands out."""

    text: Text
    at: str = ""
    role: Literal["body", "lead", "muted", "note"] = "body"
    optional: int = 0


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `ordered` numbers its items, from `start` where it goes on from another slide.

    `inner` are the bullets below each of its items, where any has some.
    """

    items: tuple[Text, ...]
    at: str = ""
    ordered: bool = False
    optional: int = 0
    start: int = 1
    inner: tuple[tuple[Text, ...], ...] = ()

    def below(self, place: int) -> tuple[Text, ...]:
        """The bullets below the item at that place, from 0."""
        return self.inner[place] if self.inner else ()


Prose = tuple[Paragraph | Bullets, ...]
"""A text of several paragraphs and lists."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A sentence that stands out; `label` says what it is."""

    text: Text
    label: Text = ()
    at: str = ""
    optional: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, and whose."""

    text: Text
    attribution: Text
    at: str = ""
    optional: int = 0
