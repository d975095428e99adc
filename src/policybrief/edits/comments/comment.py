"""A comment as its document has it, whatever the document's format: who said what when, of which words."""

from __future__ import annotations

from policybrief.text.records import dataclass


@dataclass(frozen=True)
class Reply:
    """What somebody answered to a comment."""

    author: str
    date: str
    text: str


@dataclass(frozen=True)
class Comment:
    """A comment, and what was answered. `kind` says what it is, "comment" or how a PDF is marked; `where` is its slide
    or page; `marked` are the words that it is about, or where it is about a place and not about words, those `near` it.

    `date` is as precise as the document says, in the form of ISO 8601. All texts are the document's: data that nobody
    vouches for.
    """

    kind: str
    where: str
    author: str
    date: str
    text: str
    marked: str = ""
    near: str = ""
    resolved: bool = False
    replies: tuple[Reply, ...] = ()
