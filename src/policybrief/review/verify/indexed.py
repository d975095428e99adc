"""A snapshot made ready for search: all of its passages folded, in one text."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Any, NamedTuple

from policybrief.review.verify import fold
from policybrief.sources.article.snapshot import Passage, Snapshot
from policybrief.text.clauses import sentence_ends
from policybrief.text.records import dataclass

GAP = " "
"""Between passages: a quotation may go on from one to the next."""


class PassageSpan(NamedTuple):
    """Where a quotation stands in its source: the passage, and the span of its text; it may go on into later ones."""

    passage: Passage
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """The record that `--format json` prints."""
        return {"locator": self.passage.locator, "page": self.passage.page, "start": self.start, "end": self.end}


@dataclass(frozen=True)
class Indexed:
    """A source's text as it is searched."""

    id: str
    snapshot: Snapshot

    @property
    def passages(self) -> tuple[Passage, ...]:
        return self.snapshot.passages

    @cached_property
    def folded(self) -> str:
        """All passages, folded, in their order."""
        return GAP.join(self._pieces)

    @cached_property
    def lower(self) -> str:
        """The same in small letters, character by character."""
        return fold.lower(self.folded)

    @cached_property
    def words(self) -> list[tuple[str, int, int]]:
        """Its words in small letters, with their places in the folded text."""
        return fold.words(self.folded)

    def number_at(self, place: int) -> int:
        """The position of the passage at a place of the folded text."""
        return max(0, bisect_right(self._starts, place) - 1)

    def passage_at(self, place: int) -> Passage:
        """The passage at a place of the folded text."""
        return self.passages[self.number_at(place)]

    def bounds(self, place: int) -> tuple[int, int]:
        """Where the passage at a place begins and ends in the folded text."""
        number = self.number_at(place)
        return self._starts[number], self._starts[number] + len(self._pieces[number])

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence at a place begins and ends in the folded text."""
        start, end = self.bounds(place)
        ends = [start, *(start + each for each in sentence_ends(self.folded[start:end])), end]
        number = max(0, bisect_right(ends, place) - 1)
        return ends[number], ends[min(number + 1, len(ends) - 1)]

    def place(self, start: int, end: int) -> PassageSpan:
        """A span of the folded text, as the source's own text has it."""
        first, last = self.bounds(start)
        passage = self.passage_at(start)
        return PassageSpan(passage, *fold.span(passage.text, start - first, min(end, last) - first))

    @cached_property
    def _pieces(self) -> tuple[str, ...]:
        return tuple(fold.fold(passage.text) for passage in self.passages)

    @cached_property
    def _starts(self) -> list[int]:
        starts, place = [], 0
        for piece in self._pieces:
            starts.append(place)
            place += len(piece) + len(GAP)
        return starts
