"""The words of a text, which don't break, and how wide they are: `linebreaks` fills lines with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from math import fsum

from policybrief.fonts.eastasian import FIRST, ideograph, widenings
from policybrief.fonts.measure import ems
from policybrief.text.breaks import JOINER, NO_BREAK, NOT_FIRST, NOT_LAST
from policybrief.text.records import dataclass

_HOLDING = NO_BREAK + JOINER
_DASHES = "\\-\u2013\u2014\u00ad"
_EAST_ASIAN = "\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"


MeasuredPiece = tuple[str, str, bool, bool, bool, float]
"""Text, face, bold, italic, whether it is kerned, and size as a share of the paragraph's largest."""


@dataclass(frozen=True)
class Word:
    """A stretch that does not break. `em` is its width in sizes of the paragraph's largest type."""

    text: str
    em: float
    length: int
    space: bool
    pieces: tuple[MeasuredPiece, ...]


@dataclass(frozen=True)
class Words:
    """The words of a text, and the width and the number of letters of all of them but spaces at the end; and whether
    some are `tied` by no-break spaces.
    """

    words: tuple[Word, ...]
    em: float
    length: int
    tied: bool


@lru_cache(maxsize=1024)
def parted(word: Word) -> tuple[Word, ...]:
    """Words that are tied, each by itself, and the spaces between them; those that no mark holds together anyway."""
    parts: list[list[MeasuredPiece]] = [[]]
    place = 0
    for text, face, bold, italic, kerned, share in word.pieces:
        for stretch in re.split(f"({NO_BREAK})", text):
            piece = (stretch, face, bold, italic, kerned, share)
            around = word.text[max(0, place - 1) : place + 2]
            if stretch == NO_BREAK and len(around) == 3 and around[0] not in NOT_LAST and around[2] not in NOT_FIRST:
                parts += [[piece], []]
            elif stretch:
                parts[-1].append(piece)
            place += len(stretch)
    words = (measured_word(tuple(part)) for part in parts if part)
    return tuple(replace(part, space=True) if part.text == NO_BREAK else part for part in words)


@lru_cache(maxsize=4096)
def breakdown(pieces: tuple[MeasuredPiece, ...]) -> Words:
    """The words of a text with their widths, which hold at every size."""
    words = tuple(measured_word(tuple(word)) for word in _words(pieces))
    if any(max(word.text) >= FIRST for word in words):
        more = widenings([word.text for word in words])
        words = tuple(replace(word, em=word.em + wider) for word, wider in zip(words, more, strict=True))
    shown = len(words)
    while shown and words[shown - 1].space:
        shown -= 1
    tied = any(NO_BREAK in word.text for word in words)
    return Words(words, fsum(word.em for word in words[:shown]), sum(word.length for word in words[:shown]), tied)


@lru_cache(maxsize=16384)
def measured_word(pieces: tuple[MeasuredPiece, ...]) -> Word:
    text = "".join(token for token, *_ in pieces)
    em = fsum(ems(token, face, bold, italic, kerned) * share for token, face, bold, italic, kerned, share in pieces)
    return Word(text, em, len(text), text.isspace() and NO_BREAK not in text, pieces)


def _words(pieces: Iterable[MeasuredPiece]) -> Iterator[list[MeasuredPiece]]:
    """Unbreakable stretches, which may run over several styles (a bold word and its comma)."""
    word: list[MeasuredPiece] = []
    for text, face, bold, italic, kerned, share in pieces:
        for token in _tokens(text):
            if word and _may_break(word[-1][0], token):
                yield word
                word = []
            word.append((token, face, bold, italic, kerned, share))
    if word:
        yield word


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_token(max(text, default="") >= FIRST).findall(text))


@cache
def _token(east_asian: bool) -> re.Pattern[str]:
    """A word with the dashes at its end, or what stands between words. East Asian letters are words each."""
    alone = _EAST_ASIAN if east_asian else ""
    return re.compile(
        rf"[^\s{_DASHES}{alone}\u00a0](?:[^\s{_DASHES}{alone}]|\u00a0)*[{_DASHES}]*|[{_DASHES}]+|\u00a0+|[ \t\n]+|."
    )


def _may_break(before: str, after: str) -> bool:
    return _may_break_between(before[-1], after[0])


@lru_cache(maxsize=16384)
def _may_break_between(last: str, first: str) -> bool:
    if last in " \t\n" or first in " \t\n":
        return True
    if last in _HOLDING or first in _HOLDING:
        return False
    if last in "-\u2013\u2014\u00ad":
        return first not in "-\u2013\u2014,.;:!?)]}”’"
    return (ideograph(last) or ideograph(first)) and first not in NOT_FIRST and last not in NOT_LAST
