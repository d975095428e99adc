"""Running text as blocks: paragraphs, lists, a sentence that stands out, somebody's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
    """A list; `ordered` numbers its items, from `start` where it goes on from another slide."""

    items: tuple[Text, ...]
    at: str = ""
    ordered: bool = False
    optional: int = 0
    start: int = 1


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
