"""What receipts say, in the brief's language, before any layout: the page and the PDF are both made of a `Sheet`.

Nothing is decided after this: what an audience may not see is not in a `Sheet`.
"""

from __future__ import annotations

from typing import Literal

from policybrief.text.document import Properties
from policybrief.text.records import dataclass
from policybrief.text.run import Text

Grade = Literal["good", "look", "bad", "none"]
"""Found to be right; to be looked at; found to be wrong; not checked."""
Kind = Literal["judgment", "recommendation", "avoid", "exhibit"]
PieceKind = Literal["text", "quoted", "hidden"]


@dataclass(frozen=True)
class PassagePiece:
    """A part of a passage: words that are shown, those that a claim rests on, or how many are not shown."""

    kind: PieceKind
    text: str


PassagePieces = tuple[PassagePiece, ...]


@dataclass(frozen=True)
class Verdict:
    """What verify found, in words."""

    grade: Grade
    text: str


@dataclass(frozen=True)
class Receipt:
    """One passage that a claim rests on, or the words that stand in the brief in its place.

    `source` is how it is named, `anchor` its entry's; `about` says what of the claim stands there, if it is not a
    quotation. `own` are the brief's words where the source's can't be shown, `note` says why something is not shown.
    """

    source: str
    anchor: str
    verdicts: tuple[Verdict, ...]
    locator: str = ""
    speaker: str = ""
    about: str = ""
    passages: tuple[PassagePieces, ...] = ()
    own: str = ""
    note: str = ""

    @property
    def grade(self) -> Grade:
        """The worst of what was found."""
        grades = {verdict.grade for verdict in self.verdicts}
        return next((grade for grade in ("bad", "look", "none", "good") if grade in grades), "none")


@dataclass(frozen=True)
class Tie:
    """Another claim that rests on this one, or that this one rests on."""

    kind: Kind
    number: str
    headline: Text
    anchor: str


@dataclass(frozen=True)
class Claim:
    """What the brief says, and what it rests on. `name` is what it is, as 'Judgment'; `level` is its confidence's."""

    kind: Kind
    name: str
    number: str
    anchor: str
    headline: Text
    text: Text
    receipts: tuple[Receipt, ...]
    level: Literal["", "high", "moderate", "low"] = ""
    confidence: str = ""
    likelihood: str = ""
    notes: tuple[str, ...] = ()
    tied: str = ""
    ties: tuple[Tie, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether there is something to look at."""
        return bool(self.notes) or any(receipt.grade in ("bad", "look") for receipt in self.receipts)


@dataclass(frozen=True)
class SourceRow:
    """A source as it was read: its entry, how much of it, the hash of its text, and how often it is quoted."""

    anchor: str
    reference: Text
    read: tuple[str, ...] = ()
    fingerprint: str = ""
    cited: str = ""
    changed: str = ""


@dataclass(frozen=True)
class HeadFigure:
    """A figure of the page's head: `14 of 14`, and what is counted."""

    figure: str
    words: str
    grade: Grade


@dataclass(frozen=True)
class Sheet:
    """All receipts of a brief for one audience. `words` are the locale's fixed ones."""

    title: Text
    lead: str
    markings: tuple[str, ...]
    tallies: tuple[HeadFigure, ...]
    warnings: tuple[str, ...]
    claims: tuple[Claim, ...]
    sources: tuple[SourceRow, ...]
    made_by: str
    properties: Properties
