"""The answers to a decision as boxes side by side, each with a box to tick, and below it what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from policybrief.deck.colors import PRIMARY
from policybrief.deck.fit.decision import SIDE, Answer
from policybrief.deck.fit.gaps import shown
from policybrief.deck.shapes import Decoration, Line, Look, Shape
from policybrief.deck.typeset import GUTTER, Type, extent
from policybrief.ooxml.box import Box
from policybrief.text.records import dataclass
from policybrief.text.run import Text

_PAD, _TIGHT_PAD, _FRAME = 18.0, 13.5, 2.25
_BELOW = 7.5
"""Between an answer and what follows from it."""
_BOX, _SMALLER_BOX = 24.0, 21.0
"""A box that is seen, and ticked with a pen, from the end of a table; and one before a text."""


@dataclass(frozen=True)
class Answers:
    """The answers in frames of one size. What follows from each is left-aligned with its box, at the size of text."""

    options: Sequence[Text]
    consequences: Sequence[Text]
    width: float
    type_: Type

    @property
    def _pitch(self) -> float:
        return (self.width + GUTTER) / max(1, len(self.options))

    @property
    def _pad(self) -> float:
        """Above and below what stands in a frame."""
        return _TIGHT_PAD if self.consequences else _PAD

    @property
    def _room(self) -> float:
        """What an answer has of its frame."""
        return self._pitch - GUTTER - 2 * SIDE

    @cached_property
    def _answers(self) -> list[Answer]:
        size, side = (self.type_.theme.sizes.head, _SMALLER_BOX) if self.consequences else (self.type_.lead, _BOX)
        look = Look(size, PRIMARY, bold=True)
        return [Answer.of(option, look, self.type_, self._room, side=side, frame=_FRAME) for option in self.options]

    @cached_property
    def _said(self) -> list[Line]:
        return [Line(text, Look(self.type_.theme.sizes.text)) for text in self.consequences]

    @property
    def cuts(self) -> int:
        below = sum(extent([line], self._room, self.type_)[1].cuts for line in self._said)
        return below + sum(answer.cuts(self.type_) for answer in self._answers)

    @cached_property
    def _answer_height(self) -> float:
        """Of the highest, so that what follows begins on one line."""
        return max((answer.height(self.type_) for answer in self._answers), default=0.0)

    @property
    def height(self) -> float:
        below = max((_BELOW + extent([line], self._room, self.type_)[0] for line in self._said), default=0.0)
        return self._answer_height + below + 2 * self._pad

    def shapes(self, x: float, y: float) -> Iterator[Shape]:
        """Each frame, its answer, and what follows."""
        for number, answer in enumerate(self._answers):
            yield Decoration(Box(x, y, self._pitch - GUTTER, self.height), outline=PRIMARY, outline_width=_FRAME)
            spare = 0.0 if self._said else self._answer_height - answer.height(self.type_)
            yield from answer.shapes(x + SIDE, y + self._pad + spare / 2, self.type_)
            for line in self._said[number : number + 1]:
                top = y + self._pad + self._answer_height + _BELOW
                room = Box(x + SIDE, top, self._room, extent([line], self._room, self.type_)[0])
                yield shown((line,), room, self.type_)
            x += self._pitch
