"""An entry that a brief may be made of: the source's words, and the passage that they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from policybrief.article.sentences import sentences
from policybrief.article.snapshot import Passage

_MOST_QUOTED = 25
"""Words of a quotation; a longer one is cut at its end, where the rest may be left out without a sign."""


@dataclass(frozen=True)
class Candidate:
    """The source's words, and a quotation for them, which is a part of the passage's text to the character."""

    words: str
    passage: Passage
    quote: str

    @classmethod
    def of(cls, words: str, passage: Passage) -> Candidate:
        """A candidate whose words stand in the passage."""
        return cls(words, passage, shortened(words))


def shortened(words: str) -> str:
    """The words, their first sentence, or the beginning of it: what may be quoted."""
    first = sentences(words)[0] if words else words
    for text in (words, first):
        if len(text.split()) <= _MOST_QUOTED:
            return text
    return " ".join(first.split(" ")[:_MOST_QUOTED]).rstrip(" ,;:–—")
