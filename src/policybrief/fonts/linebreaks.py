"""Where text breaks into lines. Nobody else says so for slides.

Lines break as PowerPoint and LibreOffice break them: at spaces, after hyphens and dashes, between ideographs, and
inside a word only where the word alone is too wide. Words that no-break spaces tie to more than a line holds break
there, before a word is cut: whoever writes the text has to put a space in that place (deck/lines.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from math import ceil, fsum
from typing import NamedTuple

from policybrief.fonts.eastasian import FIRST, ideograph, widenings
from policybrief.fonts.measure import KERNED, TypeStyle, coarseness, ems, widening, width
from policybrief.text.breaks import NO_BREAK, NOT_FIRST, NOT_LAST

NARROWER = 0.9999
"""Lines are predicted for this share of the box, so that rounding never makes a line too few of a full one."""

TOLERANCE = 0.995
"""Text is given room for this share of the box: other programs round letters and boxes in other ways, and break a line
that is filled to the last tenth of a per cent.
"""

_BROKEN = 0.97
"""Of a line, what a link that is broken at any letter fills at the least."""

_DASHES = "\\-\u2013\u2014\u00ad"
_EAST_ASIAN = "\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"


MeasuredPiece = tuple[str, str, bool, bool, bool, float]
"""Text, face, bold, italic, whether it is kerned, and size as a share of the paragraph's largest."""


class Wrapped(NamedTuple):
    """How a paragraph breaks: its lines, the widest of them in points, whether a word had to be cut, and whether the
    last line is a runt, a single word. No dataclass: a deck makes ten thousand of them.
    """

    lines: int
    width: float
    cut: bool
    runt: bool
    end: float = 0.0
    """Where the last line ends, in points."""


@dataclass(frozen=True)
class Measured:
    """Text whose words are measured, to be broken in whatever room."""

    words: _Words
    size: float
    spacing: float
    wider: float
    """By how much LibreOffice rounds its letters up, at the most."""

    def wrap(self, room: float) -> Wrapped:
        """How it breaks in `room` points, at the most: in programs that don't kern, and where LibreOffice rounds up."""
        return _filled(self.words, self.size, self.spacing, room * TOLERANCE / self.wider)


def measured(pieces: Iterable[tuple[str, TypeStyle]]) -> Measured:
    """Text by its stretches of one style."""
    stretches, size, spacing = _joined(pieces)
    words = _breakdown(_at(stretches, size, kerned=False))
    wider = widening(stretches[0][1]) if len(stretches) == 1 else max((widening(s) for _, s in stretches), default=1.0)
    return Measured(words, size, spacing, max(1.0, wider))


def wrap_links(pieces: Sequence[tuple[str, TypeStyle, bool]], room: float) -> int:
    """The lines that LibreOffice makes of text with links, at the most. `pieces` say whether they are links.

    To LibreOffice a link is one field. One that is too wide for the rest of its line begins a new one; one that is
    wider than a line is broken at any letter, and what follows it stands on the next line.
    """
    size = max(style.size for _, style, _ in pieces)
    room *= TOLERANCE / max(1.0, *(widening(style) for _, style, _ in pieces))
    lines, end = 1, 0.0
    for text, style, link in pieces:
        words = _breakdown(_at([(text, style)], size, kerned=False))
        whole = words.em * size + style.spacing * words.length
        if not link:
            broken = _filled(words, size, style.spacing, room, end)
            spaces = text[len(text.rstrip()) :]
            lines, end = lines + broken.lines - 1, broken.end + width(spaces, style)
            continue
        if end and end + whole > room:
            lines, end = lines + 1, 0.0
        end += whole
        if whole > room:
            lines, end = lines + ceil(whole / (room * _BROKEN)) - 1, room
    return lines


def predicted(pieces: Iterable[tuple[str, TypeStyle]], room: float) -> int:
    """The lines that LibreOffice and PowerPoint make of text. Both kern; what doesn't may need one more."""
    return len(breaks(pieces, room)) + 1


def breaks(pieces: Iterable[tuple[str, TypeStyle]], room: float) -> tuple[int, ...]:
    """Where these lines begin, after the first: places in the text of all pieces together."""
    stretches, size, spacing = _joined(pieces)
    words = _breakdown(_at(stretches, size, kerned=True))
    coarse = max((coarseness(style) for _, style in stretches), default=1.0)
    room *= NARROWER / coarse
    if words.em * size + spacing * words.length <= room:  # most texts have one line
        return ()
    return tuple(_starts(_loosened(words, size, spacing, room), size, spacing, room))


def _starts(words: Iterable[_Word], size: float, spacing: float, room: float) -> Iterator[int]:
    """Where lines begin that are filled as `_filled` fills them."""
    place, line, pending = 0, 0.0, 0.0
    for word in words:
        breadth = word.em * size + spacing * word.length
        if word.space:
            pending += breadth
        else:
            if line and line + pending + breadth > room:
                yield place
                line, pending = 0.0, 0.0
            if breadth > room:
                more, rest = _cut(word.text, breadth / word.length, room)
                letters = _fitting(breadth / word.length, room)
                yield from (place + letters * number for number in range(1, more + 1))
                line = rest
            else:
                line += pending + breadth
            pending = 0.0
        place += word.length


def _joined(pieces: Iterable[tuple[str, TypeStyle]]) -> tuple[list[tuple[str, TypeStyle]], float, float]:
    """Neighbours of one style as one, the largest size and the widest letter spacing."""
    joined = list(pieces)
    if len(joined) == 1:  # most texts, and a third of the time
        return joined, joined[0][1].size, joined[0][1].spacing
    if joined:
        joined = [("".join(text for text, _ in same), style) for style, same in groupby(joined, lambda piece: piece[1])]
    size = max((style.size for _, style in joined), default=0.0)
    return joined, size, max((style.spacing for _, style in joined), default=0.0)


def _at(stretches: list[tuple[str, TypeStyle]], size: float, *, kerned: bool) -> tuple[MeasuredPiece, ...]:
    return tuple(
        (text, style.face, style.bold, style.italic, kerned and style.size >= KERNED, style.size / size)
        for text, style in stretches
    )


def _filled(text: _Words, size: float, spacing: float, room: float, start: float = 0.0) -> Wrapped:
    """Lines filled greedily, as renderers do; the first from `start` on."""
    whole = text.em * size + spacing * text.length
    if start + whole <= room:  # most texts have one line
        return Wrapped(1, whole, False, False, start + whole)
    lines, line, widest, cut, spaced = 1, start, 0.0, False, False
    pending = 0.0  # spaces at the end of a line take no room
    for word in _loosened(text, size, spacing, room):
        breadth = word.em * size + spacing * word.length
        if word.space:
            pending += breadth
            continue
        if line and line + pending + breadth > room:
            widest = max(widest, line)
            lines, line, pending, spaced = lines + 1, 0.0, 0.0, False
        spaced = spaced or pending > 0
        if breadth > room:
            cut = True
            more, line = _cut(word.text, breadth / len(word.text), room)
            lines += more
        else:
            line += pending + breadth
        pending = 0.0
    return Wrapped(lines, max(widest, line), cut, lines > 1 and not spaced, line)


@dataclass(frozen=True)
class _Word:
    """A stretch that does not break. `em` is its width in sizes of the paragraph's largest type."""

    text: str
    em: float
    length: int
    space: bool
    pieces: tuple[MeasuredPiece, ...]


@dataclass(frozen=True)
class _Words:
    """The words of a text, and the width and the number of letters of all of them but spaces at the end; and whether
    some are `tied` by no-break spaces.
    """

    words: tuple[_Word, ...]
    em: float
    length: int
    tied: bool


def _loosened(text: _Words, size: float, spacing: float, room: float) -> Iterable[_Word]:
    """The words of a text, those apart that are tied to more than a line holds."""
    if not text.tied:
        return text.words
    return (
        part
        for word in text.words
        for part in (_parts(word) if word.em * size + spacing * word.length > room else (word,))
    )


@lru_cache(maxsize=1024)
def _parts(word: _Word) -> tuple[_Word, ...]:
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
    words = (_word(tuple(part)) for part in parts if part)
    return tuple(replace(part, space=True) if part.text == NO_BREAK else part for part in words)


@lru_cache(maxsize=4096)
def _breakdown(pieces: tuple[MeasuredPiece, ...]) -> _Words:
    """The words of a text with their widths, which hold at every size."""
    words = tuple(_word(tuple(word)) for word in _words(pieces))
    if any(max(word.text) >= FIRST for word in words):
        more = widenings([word.text for word in words])
        words = tuple(replace(word, em=word.em + wider) for word, wider in zip(words, more, strict=True))
    shown = len(words)
    while shown and words[shown - 1].space:
        shown -= 1
    tied = any(NO_BREAK in word.text for word in words)
    return _Words(words, fsum(word.em for word in words[:shown]), sum(word.length for word in words[:shown]), tied)


@lru_cache(maxsize=16384)
def _word(pieces: tuple[MeasuredPiece, ...]) -> _Word:
    text = "".join(token for token, *_ in pieces)
    em = fsum(ems(token, face, bold, italic, kerned) * share for token, face, bold, italic, kerned, share in pieces)
    return _Word(text, em, len(text), text.isspace() and NO_BREAK not in text, pieces)


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
    if "\u00a0" in (last, first):
        return False
    if last in "-\u2013\u2014\u00ad":
        return first not in "-\u2013\u2014,.;:!?)]}”’"
    return (ideograph(last) or ideograph(first)) and first not in NOT_FIRST and last not in NOT_LAST


def _cut(word: str, average: float, room: float) -> tuple[int, float]:
    """A word wider than the line is cut where the line ends: how many more lines, and the width of the last."""
    fitting = _fitting(average, room)
    more = (len(word) - 1) // fitting
    return more, (len(word) - more * fitting) * average


def _fitting(average: float, room: float) -> int:
    return max(1, int(room // (average * 1.08)))  # letters differ: a line too many is the safe side
