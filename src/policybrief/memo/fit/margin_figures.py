"""Key figures in the memo's margin: large, each with what it is of and where it goes.

They stand where the margin says nothing else, below each other in one stretch of it or in several, in their order.
There they take no room from words. Where the margin has not room for all of them they are a sentence of the text, and
the margin stays empty: a figure beside a judgment's confidence would read as part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from policybrief.memo.fit.looks import BODY, SMALL, TITLE, WORD
from policybrief.memo.fit.pen import MemoSizes, Pen, TextBlock
from policybrief.memo.fit.setter import Setter
from policybrief.memo.fit.words import MemoWord
from policybrief.pdf.ink import Figure, Node
from policybrief.text.exhibits import KeyFigure, KeyFigures
from policybrief.text.records import dataclass
from policybrief.text.run import Text

_SIZES = (1.0, 0.75)
"""Of the numbers: smaller where the margin is short."""
_NUMBER: dict[str, Any] = {"ratio": 19.0 / 9.8, "leading": 1.1}
_SMALL_NUMBER, _LEAST_NUMBER, _MOST_LINES = 14.0, 11.0, 2
"""Points: a number and its unit are on one line down to the first; below the second it is none to remember."""
_ABOVE, _BETWEEN = 0.45, 0.75
"""Above a stretch's first figure, and between two, in body sizes."""
_APART = 1.0
"""So many body sizes between two free stretches part them."""
_SIGN, _SIGN_GAP = 0.5, 0.35

Stretches = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class MarginFigure:
    """A figure: its number, what it is of, and where it goes. Number and unit, tied in a text, may part here."""

    number: TextBlock
    label: TextBlock
    trend: TextBlock | None
    direction: Literal["", "up", "down", "flat"]

    @classmethod
    def of(cls, figure: KeyFigure, setter: Setter, listing: Node) -> MarginFigure:
        """An entry of a list, its parts in the order in which they are heard."""
        body = listing.add("LI").add("LBody")
        said, words = body.add("P"), list[MemoWord]()
        for part in _parts(figure.value):
            words += setter.typesetter.words(part, TITLE, said, True)
        number = TextBlock(words, **_NUMBER)
        label = setter.block(figure.label, BODY, body.add("P"), bool(figure.trend), **SMALL)
        trend = setter.block(figure.trend, WORD, body.add("P"), **SMALL) if figure.trend else None
        return cls(number, label, trend, figure.direction)

    def sized(self, share: float, sizes: MemoSizes) -> TextBlock | None:
        """The number in a share of its size, or smaller so that it stands on one line; its unit on a second one where
        it would be too small for that. None where even so it is too wide.
        """
        number = replace(self.number, ratio=self.number.ratio * share, kept={})
        for wide, least in ((number.natural_width(sizes), _SMALL_NUMBER), (_widest(number, sizes), _LEAST_NUMBER)):
            if wide <= sizes.beside or number.size(sizes) * sizes.beside / wide >= least:
                fitting = replace(number, ratio=number.ratio * min(1.0, sizes.beside / wide * 0.995), kept={})
                return fitting if len(fitting.lines(sizes, sizes.beside)) <= _MOST_LINES else None
        return None

    def height(self, number: TextBlock, sizes: MemoSizes) -> float:
        rest = self.label.height(sizes, sizes.beside)
        if self.trend:
            rest += self.trend.height(sizes, self._beside_sign(sizes))
        return number.height(sizes, sizes.beside) + rest

    def lay(self, number: TextBlock, pen: Pen, x: float) -> None:
        """From the pen's height down."""
        sizes = pen.sizes
        number.lay(pen, x, sizes.beside)
        self.label.lay(pen, x, sizes.beside)
        if self.trend:
            self._sign(pen, x, pen.y + self.trend.line_height(sizes) / 2)
            self.trend.lay(pen, x + sizes.beside - self._beside_sign(sizes), self._beside_sign(sizes))

    def _beside_sign(self, sizes: MemoSizes) -> float:
        return sizes.beside - ((_SIGN + _SIGN_GAP) * sizes.body if self.direction else 0.0)

    def _sign(self, pen: Pen, x: float, middle: float) -> None:
        """A triangle that points to where the figure goes; the words beside it say the same."""
        side = _SIGN * pen.sizes.body
        top, bottom, right = middle - side / 2, middle + side / 2, x + side
        points = {
            "up": ((x + side / 2, top), (right, bottom), (x, bottom)),
            "down": ((x, top), (right, top), (x + side / 2, bottom)),
            "flat": ((x, top), (right, middle), (x, bottom)),
        }
        if self.direction:
            pen.marks.append(Figure(points[self.direction], fill=pen.colors["primary"]))


@dataclass(frozen=True)
class PlacedFigure:
    """A figure with the size of its number, and the height at which it begins."""

    figure: MarginFigure
    number: TextBlock
    y: float


def figures(block: KeyFigures, setter: Setter, listing: Node) -> tuple[MarginFigure, ...]:
    """The figures of a block, as a list below `listing`."""
    return tuple(MarginFigure.of(figure, setter, listing) for figure in block.figures)


def room(figures: Sequence[MarginFigure], pages: Sequence[Stretches], sizes: MemoSizes) -> list[PlacedFigure] | None:
    """Where each of them stands in the free stretches of the pages: in the first that holds all, or in several. None
    where they don't hold all.
    """
    stretches = [stretch for free in pages for stretch in _joined(free, _APART * sizes.body)]
    for share in _SIZES:
        numbers = [figure.sized(share, sizes) for figure in figures]
        known = [number for number in numbers if number is not None]
        if len(known) < len(figures):
            return None
        heights = [figure.height(number, sizes) for figure, number in zip(figures, known, strict=True)]
        for among in (*([stretch] for stretch in stretches), stretches):
            if (tops := _stacked(heights, among, sizes)) is not None:
                return [PlacedFigure(*each) for each in zip(figures, known, tops, strict=True)]
    return None


def lay(placed: Sequence[PlacedFigure], pen: Pen, x: float) -> None:
    """Draw them. The pen ends where it was."""
    end = pen.y
    for each in placed:
        pen.y = each.y
        each.figure.lay(each.number, pen, x)
    pen.y = end


def _parts(value: Text) -> list[Text]:
    """What spaces divide in a number: "$235.8" and "billion", or "61%" though its sign is a text of its own."""
    parts: list[Text] = [()]
    for run in value:
        for piece in re.findall(r"\s+|\S+", run.text):
            if piece.isspace():
                parts.append(())
            else:
                parts[-1] = (*parts[-1], run.saying(piece))
    return [part for part in parts if part]


def _widest(text: TextBlock, sizes: MemoSizes) -> float:
    return max((word.width for word in text.words), default=0.0) * text.size(sizes)


def _joined(free: Stretches, apart: float) -> Iterator[tuple[float, float]]:
    """Stretches with those as one that follow each other closely."""
    begun: tuple[float, float] | None = None
    for top, bottom in sorted(free):
        if begun and top - begun[1] < apart:
            begun = (begun[0], max(begun[1], bottom))
            continue
        if begun:
            yield begun
        begun = (top, bottom)
    if begun:
        yield begun


def _stacked(heights: Sequence[float], stretches: Stretches, sizes: MemoSizes) -> list[float] | None:
    """The upper ends of figures of these heights, each in the first stretch after the one before that has room."""
    tops: list[float] = []
    waiting = list(heights)
    for top, bottom in stretches:
        y = top + _ABOVE * sizes.body
        while waiting and y + waiting[0] <= bottom:
            tops.append(y)
            y += waiting.pop(0) + _BETWEEN * sizes.body
    return None if waiting else tops
