"""How much of a source's own words is shown: what its `share` allows, and never a word more.

What is not shown is counted, so that a reader sees how much stands around a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from policybrief.brief.source_entry import Share
from policybrief.locale.locale import Locale
from policybrief.receipts.sheet import PassagePiece, PassagePieces
from policybrief.sources.article.snapshot import Passage, Snapshot
from policybrief.text.wordcount import counted

Span = tuple[int, int]

MOST_QUOTED, MOST_OF_PARAGRAPHS = 0.10, 0.25
"""Of a source's words: what may be quoted, and what whole paragraphs may come to."""
LEAST_WORDS = 100
"""Of a short source so many words may be shown, for a share of it would be none."""
_SHARES: Mapping[Share, float] = {
    "nothing": 0.0,
    "quotations": MOST_QUOTED,
    "paragraphs": MOST_OF_PARAGRAPHS,
    "all": 1.0,
}
_CLOSING = re.compile(r"[\"'’”»›)\].,;:!?…、。，；：！？]+")  # punctuation of many scripts
_WORD = re.compile(r"\w")


def word_count(text: str) -> int:
    """How many words a text has, or characters where its script has no spaces; marks alone are none."""
    return sum(bool(_WORD.search(word)) for word in counted(text))


@dataclass
class Allowance:
    """What of one source has been shown, and what still may be."""

    share: Share
    snapshot: Snapshot
    locale: Locale
    limited: bool = False
    _shown: dict[Passage, set[int]] = field(default_factory=dict)

    @cached_property
    def total(self) -> int:
        """The source's words."""
        return sum(word_count(passage.text) for passage in self.snapshot.passages)

    @property
    def shown(self) -> int:
        """How many of them are shown so far."""
        return sum(map(len, self._shown.values()))

    @property
    def most(self) -> int:
        """How many may be."""
        if self.share in ("nothing", "all"):
            return self.total if self.share == "all" else 0
        return max(int(self.total * _SHARES[self.share]), min(LEAST_WORDS, self.total))

    def show(self, passage: Passage, spans: Iterable[Span] = (), *, briefly: bool = False) -> PassagePieces:
        """A passage with what is quoted of it, as far as it may be shown; `limited` says whether that fell short.

        If `briefly`, what is quoted is enough where all of the passage has been shown.
        """
        text, wanted = passage.text, _merged(spans)
        again = briefly and len(self._shown.get(passage, ())) == word_count(text)
        if self.share in ("paragraphs", "all") and not again and self._take(passage, (0, len(text))):
            return tuple(_pieces(text, wanted))
        kept = [span for span in wanted if self._take(passage, span)]
        whole = again or self.share in ("nothing", "quotations")
        self.limited = self.share != "nothing" and (len(kept) < len(wanted) or not whole)
        return tuple(self._hidden(text, kept))

    def _take(self, passage: Passage, span: Span) -> bool:
        """Whether a span may be shown; if so, its words count from now on, each once."""
        if not self.most:
            return False
        before = self._shown.get(passage, set())
        new = set(_starts(passage.text, span)) - before
        if self.shown + len(new) > self.most:
            return False
        self._shown[passage] = before | new
        return True

    def _hidden(self, text: str, spans: list[Span]) -> Iterator[PassagePiece]:
        """The spans alone, and between them the number of words that are not shown."""
        end = 0
        for span in (*spans, (len(text), len(text))):
            yield from self._gap(text[end : span[0]], after=end > 0)
            if span[0] < span[1]:
                yield PassagePiece("quoted", text[slice(*span)])
            end = span[1]

    def _gap(self, text: str, *, after: bool) -> Iterator[PassagePiece]:
        """What stands between two spans: the marks that close the first, and how many words follow."""
        closing = _CLOSING.match(text) if after else None
        if closing:
            yield PassagePiece("text", closing.group())
        rest = text[closing.end() if closing else 0 :]
        if count := word_count(rest):
            if after:
                yield PassagePiece("text", " ")
            yield PassagePiece("hidden", self.locale.amount(count, self.locale.words_counted))
            yield PassagePiece("text", " ")
        elif rest.isspace():
            yield PassagePiece("text", " ")


def _pieces(text: str, spans: list[Span]) -> Iterator[PassagePiece]:
    end = 0
    for start, stop in spans:
        if end < start:
            yield PassagePiece("text", text[end:start])
        yield PassagePiece("quoted", text[start:stop])
        end = stop
    if end < len(text):
        yield PassagePiece("text", text[end:])


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in their order; those that touch are one."""
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _starts(text: str, span: Span) -> Iterator[int]:
    """Where the words of a span begin. A word of which a part is shown counts as one."""
    place = 0
    for word in counted(text):
        start = text.index(word, place)
        place = start + len(word)
        if place > span[0] and start < span[1] and _WORD.search(word):
            yield start
