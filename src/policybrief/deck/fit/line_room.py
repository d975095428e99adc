"""How many lines a value of the brief takes on the slides, and how many there is room for.

Nothing is estimated: the deck is tried with the value longer by a line, and by another, until a slide is too full or
goes on on one more; or, where it is too long already, shorter until it fits. Longer lines may be of smaller type.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

from policybrief.deck.fit.fit import Attempt
from policybrief.deck.placed import PlacedDeck
from policybrief.deck.shapes import Line, Shape, TableShape, TextShape
from policybrief.text import wordcount
from policybrief.text.document import Deck, runs
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

_MOST_MORE = 3
"""So many lines more are tried."""
_SHORTER = (0.9, 0.8, 0.7, 0.6, 0.5, 0.35, 0.2)
"""So much of a text that is too long is tried."""
_INTO_LINE = 0.4
"""How far a text reaches into the line that it is to have more."""
_ADVANCE = 0.5
"""The width of a letter, of its size: only a first guess at how many letters a line has that has the line to itself."""


@dataclass(frozen=True)
class LineRoom:
    """How many lines are `used` where they are most, and how many are `there`; or `more` than these."""

    used: int
    there: int
    more: bool = False


def line_room(deck: Deck, now: Attempt, path: ValuePath, tried: Callable[[Deck], Attempt]) -> LineRoom | None:
    """The lines of the value at `path`; None where no slide shows it as a text of its own.

    `now` is what became of the deck; `tried` makes the same of another.
    """
    if any(run.path == path for refused in now.refused for run in runs(refused.slide)):
        return _too_long(deck, now, path, tried)
    if (here := _longest(now.placed, path)) is None:
        return None
    used, there = here.lines, here.lines
    for more in range(1, _MOST_MORE + 1):
        letters = math.ceil((used + more - 1 + _INTO_LINE) * here.letters)
        attempt = tried(_with(deck, path, letters))
        longer = _longest(attempt.placed, path)
        if attempt.refused or longer is None or len(attempt.placed.slides) > len(now.placed.slides):
            return LineRoom(used, there)
        there = max(there, longer.lines)
    return LineRoom(used, there, more=True)


def _too_long(deck: Deck, now: Attempt, path: ValuePath, tried: Callable[[Deck], Attempt]) -> LineRoom | None:
    """The lines on the first slide that can't be shown for it."""
    words = max(wordcount.length(slide, path) for slide in deck.slides)
    number = next(n for n, refused in enumerate(now.refused) if any(run.path == path for run in runs(refused.slide)))
    for share in _SHORTER:
        attempt = tried(replace(deck, slides=wordcount.shortened(deck.slides, path, math.floor(share * words))))
        if len(attempt.refused) < len(now.refused):
            there = now.refused[number].before + (0 if attempt.refused else number)
            slides = attempt.placed.slides
            shorter = _longest(replace(attempt.placed, slides=slides[there : there + 1]), path)
            if shorter := shorter or _longest(attempt.placed, path):
                return LineRoom(max(shorter.lines + 1, math.ceil(shorter.lines / share)), shorter.lines)
    return None


@dataclass(frozen=True)
class _Place:
    """A place of a text: its lines, and the letters that one of them has."""

    lines: int
    letters: float


def _longest(placed: PlacedDeck, path: ValuePath) -> _Place | None:
    """The place where a value takes most lines, and of these the one with the shortest."""
    places = [place for slide in placed.slides for shape in slide.shapes for place in _places(shape, path)]
    return max(places, key=lambda place: (place.lines, -place.letters), default=None)


def _places(shape: Shape, path: ValuePath) -> Iterator[_Place]:
    match shape:
        case TextShape():
            yield from _among(shape.lines, path, shape.box.inset(*shape.insets).width)
        case TableShape():
            for row in shape.rows:
                for column, cell in enumerate(row):
                    yield from _among(cell.lines, path, shape.room(cell, column)[1])


def _among(lines: tuple[Line, ...], path: ValuePath, width: float) -> Iterator[_Place]:
    """The paragraphs of one text, taken together."""
    drawn = [
        (line, text) for line in lines for text in line.drawn if any(run.path == path and not run.cite for run in text)
    ]
    if drawn:
        letters = max(sum(len(run.text) for run in text) for _, text in drawn)
        one = letters if len(drawn) > 1 else max(letters, width / (_ADVANCE * drawn[0][0].look.size))
        yield _Place(len(drawn), one)


def _with(deck: Deck, path: ValuePath, letters: int) -> Deck:
    """The deck with so many letters at a path: words of the text again."""
    slides = []
    for slide in deck.slides:
        text = "".join(run.text for run in runs(slide) if run.path == path and not run.cite)
        slides.append(wordcount.lengthened(slide, path, letters) if text else slide)
    return replace(deck, slides=tuple(slides))
