"""An entry that a brief may be made of: the source's words, and the passage that they stand in."""

from __future__ import annotations

from policybrief.sources.article.sentences import sentences
from policybrief.sources.article.snapshot import Passage
from policybrief.text.records import dataclass

_MOST_QUOTED, _LONGEST_SENTENCE, _SHORTEST_CLAUSE = 25, 32, 10
"""Words of a quotation; of a sentence that is quoted whole; of a clause that is quoted for it."""


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

    @property
    def is_heading(self) -> bool:
        """Whether its words stand above its passage, and not in it."""
        return self.words not in self.passage.text

    def as_dict(self) -> dict[str, str]:
        """The record that `--format json` prints."""
        return {"words": self.words, "locator": self.passage.locator, "quote": self.quote}


def shortened(words: str) -> str:
    """What may be quoted of a source's words: all of them, their first sentence, or a clause at its beginning."""
    first = sentences(words)[0] if words else words
    for text, most in ((words, _MOST_QUOTED), (first, _LONGEST_SENTENCE)):
        if len(text.split()) <= most:
            return text
    beginning = " ".join(first.split(" ")[:_MOST_QUOTED])
    clause = beginning[: max(beginning.rfind(sign) for sign in ",;:—")]
    return (clause if len(clause.split()) > _SHORTEST_CLAUSE else beginning).rstrip(" ,;:–—")
