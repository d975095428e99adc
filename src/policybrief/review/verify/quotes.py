"""Whether a quotation stands word for word in a source. Exact search on folded text is the verdict; where it fails, the
passage that comes nearest is told, and that alone is a matter of likeness.

A quotation may leave out words with an ellipsis and change some in [brackets]; what is left stands in the source in
that order. Its first letter may be large or small, and its last full stop or comma its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from policybrief.review.verify import fold
from policybrief.review.verify.indexed import Indexed
from policybrief.text.records import dataclass

Span = tuple[int, int]
"""A piece of a source's folded text."""

_EDGES = " '.,;:!?-()。，；：！？、"
_OMISSION = re.compile(r"\[\s*\.\.\.\s*\]|\.\.\.|\[[^\]]*\]")
_CHANGED_LETTER = re.compile(r"\[(\w)\](?=\w)")
_REMARK = re.compile(r"\s*\[(?:sic|emphasis[^\]]*)\]", re.IGNORECASE)
_MOST_STARTS = 200
"""So many places where a first piece stands are tried."""
_LONGEST_OMISSION = 2000
"""Characters that an ellipsis leaves out at most: what stands further apart is no one quotation."""


class Hit(NamedTuple):
    """Where a quotation stands in a folded text: the span of each of its pieces; `cased` where its capitals do too."""

    pieces: tuple[Span, ...]
    cased: bool = True

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    @property
    def omissions(self) -> tuple[Span, ...]:
        """What its ellipses and brackets stand for."""
        return tuple((before[1], after[0]) for before, after in pairwise(self.pieces))


@dataclass(frozen=True)
class Quotation:
    """A quotation as the brief gives it."""

    text: str

    @cached_property
    def folded(self) -> str:
        return fold.fold(self.text)

    @cached_property
    def whole(self) -> str:
        """The quotation as one piece, for sources that have brackets and ellipses of their own."""
        return self.folded.strip(_EDGES)

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """What stands between its ellipses and brackets."""
        plain = _CHANGED_LETTER.sub(r"\1", _REMARK.sub("", self.folded))
        return tuple(piece for part in _OMISSION.split(plain) if (piece := part.strip(_EDGES)))

    @cached_property
    def words(self) -> list[str]:
        """Its own words in small letters, without those in brackets."""
        return [word for piece in self.pieces for word, _, _ in fold.words(piece)]

    @property
    def digest_text(self) -> str:
        """What a record knows it by: blind to all that is no word."""
        return fold.lower(self.folded)


def find(quotation: Quotation, source: Indexed) -> list[Hit]:
    """All places where it stands word for word, those with its capitals first; of one with ellipses, the closest."""
    if whole := quotation.whole:
        hits = [Hit((span,), _same_case(whole, source.folded, span)) for span in occurrences(whole, source)]
        if hits:
            return sorted(hits, key=lambda hit: not hit.cased)
    pieces = quotation.pieces
    if not pieces or pieces == (whole,):
        return []
    if len(pieces) == 1:
        spans = occurrences(pieces[0], source)
        return [Hit((span,), _same_case(pieces[0], source.folded, span)) for span in spans]
    chains = [chain for chain in _chains(pieces, source) if chain]
    closest = min(chains, key=lambda chain: chain[-1][1] - chain[0][0], default=())
    if not closest:
        return []
    cased = all(_same_case(piece, source.folded, span) for piece, span in zip(pieces, closest, strict=True))
    return [Hit(closest, cased)]


def occurrences(needle: str, source: Indexed, start: int = 0) -> Iterator[Span]:
    """Where a folded piece stands as whole words, whatever its capitals, from a place on."""
    small = fold.lower(needle)
    place = source.lower.find(small, start)
    while place >= 0:
        end = place + len(small)
        if not (fold.same_word(source.lower, place) or fold.same_word(source.lower, end)):
            yield place, end
        place = source.lower.find(small, place + 1)


def same_words(quotation: Quotation, source: Indexed) -> Span | None:
    """Where the same words stand in the same order, with other punctuation; None where they don't."""
    wanted = quotation.words
    if not wanted:
        return None
    words = source.words
    first = wanted[0]
    for number in (number for number, (word, _, _) in enumerate(words) if word == first):
        if [word for word, _, _ in words[number : number + len(wanted)]] == wanted:
            return words[number][1], words[number + len(wanted) - 1][2]
    return None


class Nearest(NamedTuple):
    """What comes nearest to a quotation that stands nowhere; `likeness` goes up to 100."""

    source: Indexed
    span: Span
    likeness: float

    @property
    def text(self) -> str:
        return self.source.folded[slice(*self.span)].strip()

    @property
    def middle(self) -> int:
        """A place that is in the passage meant, where the span begins in another."""
        return (self.span[0] + self.span[1]) // 2


def nearest(quotation: Quotation, sources: list[Indexed]) -> Nearest | None:
    """The piece of the sources that is most like the quotation, in whole words."""
    from rapidfuzz import fuzz  # for this hint alone

    candidates: list[Nearest] = []
    small = fold.lower(quotation.whole)
    for source in sources:
        likest = fuzz.partial_ratio_alignment(small, source.lower)
        if likest is not None and likest.dest_end > likest.dest_start:
            span = _in_words(source.folded, likest.dest_start, likest.dest_end)
            candidates.append(Nearest(source, span, likest.score))
    return max(candidates, key=lambda candidate: candidate.likeness, default=None)


def _in_words(text: str, start: int, end: int) -> Span:
    while start > 0 and fold.same_word(text, start):
        start -= 1
    while end < len(text) and fold.same_word(text, end):
        end += 1
    return start, end


def _same_case(needle: str, text: str, span: Span) -> bool:
    """Whether capitals agree, but for the first letter's."""
    return text[span[0] + 1 : span[1]] == needle[1:]


def _chains(pieces: tuple[str, ...], source: Indexed) -> Iterator[tuple[Span, ...]]:
    """From each place of the first piece on, the nearest place of each that follows; () where one is missing."""
    for number, first in enumerate(occurrences(pieces[0], source)):
        if number >= _MOST_STARTS:
            return
        chain = [first]
        for piece in pieces[1:]:
            following = next(occurrences(piece, source, chain[-1][1]), None)
            if following is None:
                return  # nor from any later place
            if following[0] - chain[-1][1] > _LONGEST_OMISSION:
                break
            chain.append(following)
        yield tuple(chain) if len(chain) == len(pieces) else ()
