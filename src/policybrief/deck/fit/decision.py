"""What is asked, and its answers as boxes to tick: a strip at the foot of a slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from math import fsum

from policybrief.deck.colors import HIGHLIGHT, PAPER, PRIMARY
from policybrief.deck.fit.gaps import shown
from policybrief.deck.looks import kicker_look
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import LEADING, Faults, Laid, Type, extent, name_of, single, wrapped
from policybrief.ooxml.box import Box
from policybrief.text.items import Decision
from policybrief.text.records import dataclass
from policybrief.text.run import Text

SIDE = 18.0
"""From the edge of a filled band to what stands on it."""
_PAD = 10.0
_LABEL_WIDTH = 180.0
"""A label that is wider has more lines."""
_GAP = 24.0
_BOX, _FRAME = 15.0, 1.5
"""A box to tick, and how thick its outline is."""
_BESIDE = 9.0
"""From a box to its answer."""
_LEAST_ASK = 240.0
"""An ask beside its answers is no narrower than this."""
_MOST_LINES = 2


def strip(block: Decision, width: float, type_: Type) -> Laid:
    """Label, ask and answers in a row; or the answers below the ask, where that would leave it too little room."""
    drawn = _Strip(block, width, type_)

    def place(box: Box) -> list[Shape]:
        return drawn.shapes(replace(box, height=drawn.height))

    return Laid(drawn.height, place, Faults(drawn.cuts))


@dataclass(frozen=True)
class Answer:
    """An answer beside the box to tick, whose side is given; as wide as it is on one line."""

    text: Text
    look: Look
    width: float
    side: float = _BOX
    frame: float = _FRAME

    @classmethod
    def of(
        cls, text: Text, look: Look, type_: Type, most: float, *, side: float = _BOX, frame: float = _FRAME
    ) -> Answer:
        return cls(text, look, min(most, side + _BESIDE + single(Line(text, look), type_)), side, frame)

    @property
    def _room(self) -> float:
        """What its words have of its width."""
        return self.width - self.side - _BESIDE

    def height(self, type_: Type) -> float:
        return extent(self._lines, self._room, type_)[0]

    def cuts(self, type_: Type) -> int:
        """The words that are too wide for it."""
        return extent(self._lines, self._room, type_)[1].cuts

    @property
    def _lines(self) -> tuple[Line, ...]:
        return (Line(self.text, self.look),)

    def shapes(self, x: float, y: float, type_: Type) -> list[Shape]:
        """The box around the middle of the first line, and the words."""
        top = y + (self.look.size * LEADING - self.side) / 2
        box = Decoration(Box(x, top, self.side, self.side), outline=self.look.color, outline_width=self.frame)
        room = Box(x + self.side + _BESIDE, y, self._room, self.height(type_))
        return [box, shown(self._lines, room, type_)]


@dataclass(frozen=True)
class _Strip:
    """The parts of a strip in a width."""

    block: Decision
    width: float
    type_: Type

    @cached_property
    def _label(self) -> tuple[Line, ...]:
        """What it is, and until when."""
        kicker = kicker_look(self.type_.theme, HIGHLIGHT)
        until = Look(self.type_.label, PAPER, bold=True)
        label = (Line(self.block.label, kicker),) if self.block.label else ()
        return (*label, *(Line(words, until) for _, words in self.block.fields))

    @cached_property
    def _label_width(self) -> float:
        """The room for the label, with the gap after it."""
        if not self._label:
            return 0.0
        own = max(single(line, self.type_) for line in self._label)
        return min(own, _LABEL_WIDTH) + _GAP

    @cached_property
    def _ask(self) -> tuple[Line, ...]:
        return (Line(self.block.ask, Look(self.type_.theme.sizes.head, PAPER, bold=True)),)

    @cached_property
    def _answers(self) -> list[Answer]:
        look = Look(self.type_.theme.sizes.text, PAPER)
        return [Answer.of(option, look, self.type_, self._rest) for option in self.block.options]

    @property
    def _rest(self) -> float:
        """What the label leaves of the width."""
        return self.width - 2 * SIDE - self._label_width

    @cached_property
    def _beside(self) -> float:
        """The room for an ask beside its answers; all of it where these stand below."""
        across = fsum(answer.width for answer in self._answers) + _GAP * len(self._answers)
        left = self._rest - across
        ask = self._ask[0]
        if left >= _LEAST_ASK and wrapped(ask.text, ask.look, left, self.type_).lines <= _MOST_LINES:
            return left
        return self._rest

    @property
    def _below(self) -> bool:
        return bool(self._answers) and self._beside == self._rest

    @cached_property
    def _rows(self) -> list[list[Answer]]:
        """Answers below the ask, in as many rows as they take."""
        rows: list[list[Answer]] = []
        for answer in self._answers:
            used = fsum(placed.width + _GAP for placed in rows[-1]) if rows else 0.0
            if rows and used + answer.width <= self._rest:
                rows[-1].append(answer)
            else:
                rows.append([answer])
        return rows

    @property
    def _ask_height(self) -> float:
        return extent(self._ask, self._beside, self.type_)[0]

    @property
    def _label_height(self) -> float:
        return extent(self._label, self._label_width - _GAP, self.type_)[0] if self._label else 0.0

    @property
    def _answers_height(self) -> float:
        heights = [max(answer.height(self.type_) for answer in row) for row in self._rows]
        return fsum(heights) + 4.0 * max(0, len(heights) - 1)

    @cached_property
    def height(self) -> float:
        """Of the whole strip."""
        text = self._ask_height + (6.0 + self._answers_height if self._below else 0.0)
        return max(text, self._label_height) + 2 * _PAD

    @property
    def cuts(self) -> int:
        asked = extent(self._ask, self._beside, self.type_)[1].cuts
        return asked + sum(answer.cuts(self.type_) for answer in self._answers)

    def shapes(self, box: Box) -> list[Shape]:
        """From left to right, or the answers after the ask."""
        shapes: list[Shape] = [Decoration(box, fill=PRIMARY)]
        middle = box.y + (self._ask_height / 2 + _PAD if self._below else box.height / 2)
        x = box.x + SIDE
        if self._label:
            height = self._label_height
            room = Box(x, middle - height / 2, self._label_width - _GAP, height)
            shapes.append(TextShape(room, self._label, name_of(self.block.label)))
        x += self._label_width
        room = Box(x, middle - self._ask_height / 2, self._beside, self._ask_height)
        shapes.append(shown(self._ask, room, self.type_))
        return [*shapes, *(self._answers_below(x, room.bottom + 6.0) if self._below else self._answers_beside(box))]

    def _answers_beside(self, box: Box) -> Iterator[Shape]:
        """At the right end of the strip."""
        x = box.right - SIDE - fsum(answer.width for answer in self._answers) - _GAP * max(0, len(self._answers) - 1)
        for answer in self._answers:
            yield from answer.shapes(x, box.y + (box.height - answer.height(self.type_)) / 2, self.type_)
            x += answer.width + _GAP

    def _answers_below(self, left: float, y: float) -> Iterator[Shape]:
        for row in self._rows:
            x = left
            for answer in row:
                yield from answer.shapes(x, y, self.type_)
                x += answer.width + _GAP
            y += max(answer.height(self.type_) for answer in row) + 4.0
