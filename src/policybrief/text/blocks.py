"""The blocks of a document, of which a slide has some and a memo all: `Block` is any of them.

A memo's blocks may be `optional`: 0 is never left out, 1 goes first where the page is too small, then 2, and so on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import field, replace
from typing import Any, Literal

from policybrief.text.exhibits import Exhibit
from policybrief.text.items import Confidence, Decision, Item, Items, Likelihood, Summary
from policybrief.text.prose import Bullets, Callout, Paragraph, Prose, Quote
from policybrief.text.records import dataclass
from policybrief.text.run import Text


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence: whose it is, where it stands in its source, and perhaps its own words."""

    attribution: Text
    locator: Text = ()
    quote: Text = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A judgment and what is behind it: four texts under a label each, of which any may be missing.

    What we `judge`, with `more` where that has several paragraphs; the `pieces` of evidence; the `confidence`, its
    `basis` and the `likelihood`; what `rests` on it. They stand in quarters on shared lines, or the pieces have the
    right half for themselves: fit chooses, and how high the `upper` ones are in the whole deck.
    """

    judge: Text
    pieces: tuple[Piece, ...]
    confidence: Confidence | None = None
    basis: Text = ()
    likelihood: Likelihood | None = None
    rests: tuple[Item, ...] = ()
    labels: tuple[Text, Text, Text, Text] = ((), (), (), ())
    kind: Literal["quarters", "halves"] = "quarters"
    at: str = ""
    more: Prose = ()
    upper: float = 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """One of several blocks, with its title."""

    title: Text
    blocks: tuple[Block, ...]
    number: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Texts in rows, or other blocks side by side: `open` under a rule, or in a filled `panel`.

    `cards` are entries of the brief, each of which may have a short form.
    """

    columns: tuple[Column, ...]
    kind: Literal["open", "panel", "cards"] = "open"
    at: str = ""


@dataclass(frozen=True, slots=True)
class SourceDetail:
    """What a slide says of a source beside its reference: its name, a note, and which judgments it bears on."""

    name: Text = ()
    note: Text = ()
    bears: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note that cites a source: its `first` wording and a later one, where the source is known `again`; and the
    source's `whole` entry, for where nothing cites it.
    """

    source: str
    first: Text
    again: Text
    whole: Text


@dataclass(frozen=True, slots=True)
class SourceList:
    """Numbered references; `footnotes` with their marks and a `note` follow them, and at the foot of a memo `closing`
    paragraphs.

    A slide has `details` of each, and what the `levels` of confidence mean. `labels` stand above the sources, before
    what these bear on, and above the levels. Where a document cites by `notes`, the numbered entries are made of these.
    `keys` are the ids of what the entries are of, where that is known.
    """

    entries: tuple[tuple[str, Text], ...]
    note: Text = ()
    label: Text = ()
    at: str = ""
    note_optional: int = 0
    details: tuple[SourceDetail, ...] = ()
    levels: tuple[Item, ...] = ()
    labels: tuple[Text, Text, Text] = ((), (), ())
    footnotes: tuple[tuple[str, Text], ...] = ()
    closing: tuple[Paragraph, ...] = ()
    notes: tuple[SourceNote, ...] = ()
    keys: tuple[str, ...] = field(default=(), repr=False)

    def without(self, names: Collection[str]) -> SourceList:
        """The list without the sources of these ids; the others keep their numbers."""
        gone = {place for place, key in enumerate(self.keys) if key in names}
        if not gone:
            return self

        def kept(each: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(one for place, one in enumerate(each) if place not in gone)

        return replace(self, entries=kept(self.entries), details=kept(self.details), keys=kept(self.keys))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the memo under a heading. `aside` names what stands in the margin; `tone` is the heading's colour."""

    heading: Text
    blocks: tuple[Block, ...]
    aside: Text = ()
    at: str = ""
    optional: int = 0
    tone: str = ""


Block = (
    Paragraph
    | Bullets
    | Items
    | Callout
    | Quote
    | Evidence
    | Columns
    | Summary
    | Decision
    | SourceList
    | Section
    | Exhibit
)
