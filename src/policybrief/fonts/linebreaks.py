"""Where text breaks into lines. Nobody else says so for slides.

Lines break as PowerPoint and LibreOffice break them: at spaces, after hyphens and dashes, between ideographs, and
inside a word only where the word alone is too wide. Words that no-break spaces tie to more than a line holds break
there, before a word is cut: whoever writes the text has to put a space in that place (deck/lines.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from policybrief.fonts.measure import KERNED, TypeStyle, coarseness, widening
from policybrief.fonts.words import MeasuredPiece, Word, Words, breakdown, parted
from policybrief.text.breaks import NO_BREAK
from policybrief.text.records import dataclass

NARROWER = 0.9999
"""Lines are predicted for this share of the box, so that rounding never makes a line too few of a full one."""

TOLERANCE = 0.995
"""Text is given room for this share of the box: other programs round letters and boxes in other ways, and break a line
that is filled to the last tenth of a per cent.
"""


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

    words: Words
    size: float
    spacing: float
    wider: float
    """By how much LibreOffice rounds its letters up, at the most."""

    def wrap(self, room: float) -> Wrapped:
        """How it breaks in `room` points, at the most: in programs that don't kern, and where LibreOffice rounds up."""
        return _filled(self.words, self.size, self.spacing, room * TOLERANCE / self.wider)

    def tied(self, room: float) -> float:
        """The room, in points, that the widest of those words takes that are tied and that `room` points hold."""
        if not self.words.tied:
            return 0.0
        tied = [word for word in self.words.words if NO_BREAK in word.text]
        wide = ((word.em * self.size + self.spacing * word.length) * self.wider / TOLERANCE for word in tied)
        return max((width for width in wide if width <= room), default=0.0)


def measured(pieces: Iterable[tuple[str, TypeStyle]]) -> Measured:
    """Text by its stretches of one style."""
    stretches, size, spacing = _joined(pieces)
    words = breakdown(_at(stretches, size, kerned=False))
    wider = widening(stretches[0][1]) if len(stretches) == 1 else max((widening(s) for _, s in stretches), default=1.0)
    return Measured(words, size, spacing, max(1.0, wider))


def predicted(pieces: Iterable[tuple[str, TypeStyle]], room: float) -> int:
    """The lines that LibreOffice and PowerPoint make of text. Both kern; what doesn't may need one more."""
    return len(breaks(pieces, room)) + 1


def breaks(pieces: Iterable[tuple[str, TypeStyle]], room: float) -> tuple[int, ...]:
    """Where these lines begin, after the first: places in the text of all pieces together."""
    return breaking(pieces)(room)


def breaking(pieces: Iterable[tuple[str, TypeStyle]]) -> Callable[[float], tuple[int, ...]]:
    """The same for whoever tries many rooms: the text is measured once."""
    stretches, size, spacing = _joined(pieces)
    words = breakdown(_at(stretches, size, kerned=True))
    coarse = max((coarseness(style) for _, style in stretches), default=1.0)
    whole = words.em * size + spacing * words.length

    def in_room(room: float) -> tuple[int, ...]:
        room *= NARROWER / coarse
        if whole <= room:  # most texts have one line
            return ()
        return tuple(_starts(_loosened(words, size, spacing, room), size, spacing, room))

    return in_room


def _starts(words: Iterable[Word], size: float, spacing: float, room: float) -> Iterator[int]:
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


def _filled(text: Words, size: float, spacing: float, room: float, start: float = 0.0) -> Wrapped:
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


def _loosened(text: Words, size: float, spacing: float, room: float) -> Iterable[Word]:
    """The words of a text, those apart that are tied to more than a line holds."""
    if not text.tied:
        return text.words
    return (
        part
        for word in text.words
        for part in (parted(word) if word.em * size + spacing * word.length > room else (word,))
    )


def _cut(word: str, average: float, room: float) -> tuple[int, float]:
    """A word wider than the line is cut where the line ends: how many more lines, and the width of the last."""
    fitting = _fitting(average, room)
    more = (len(word) - 1) // fitting
    return more, (len(word) - more * fitting) * average


def _fitting(average: float, room: float) -> int:
    return max(1, int(room // (average * 1.08)))  # letters differ: a line too many is the safe side
