"""A decision as a slide's own matter: why and by when on a band, the answers in boxes side by side, and below them what
it rests on, by headlines as far as there is room for these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from math import fsum

from policybrief.deck.colors import HIGHLIGHT, MUTED, PAPER, PRIMARY
from policybrief.deck.fit.answers import Answers
from policybrief.deck.fit.decision import SIDE
from policybrief.deck.fit.entries import entry, numbers
from policybrief.deck.fit.gaps import Gap, shown, stacked
from policybrief.deck.looks import kicker_look
from policybrief.deck.shapes import Decoration, Line, Look, Shape, TextShape
from policybrief.deck.typeset import GUTTER, LEADING, NO_CEILING, Faults, Laid, Type, extent, name_of, single, wrapped
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.text.clauses import lead
from policybrief.text.items import Decision, Item, Step
from policybrief.text.records import dataclass
from policybrief.text.run import Text

_TOP, _RAISED = 7.5, 19.0
"""Above the band: a title of two lines ends where the room begins; and by how much it may rise below one of one line.
"""
_PAD = 13.5
_BETWEEN = 18.0
_HEAD_GAP = 6.0
"""Between the first line of the band and its text."""
_BESIDE = 12.0
"""From a label to the marks on its line."""
_LEAD_LINES = 3


def band(block: Decision, width: float, type_: Type) -> Laid:
    """Band, answers and what it rests on, below one another. In a higher box the last says more."""
    why, answers = _Why(block, width, type_), Answers(block.options, block.consequences, width, type_)
    above = _TOP + why.height + (_BETWEEN + answers.height if block.options else 0.0)
    ways = [*_rests(block.rests_on, width, type_)] if block.rests_on else []
    least = above + (_BETWEEN + min(way.height for way in ways) if ways else 0.0)

    def place(box: Box) -> list[Shape]:
        shapes = [*why.shapes(box.x, box.y + _TOP), *answers.shapes(box.x, box.y + _TOP + why.height + _BETWEEN)]
        if ways:
            top = box.y + above + _BETWEEN
            way = next((way for way in ways if way.height <= box.bottom - top + 0.01), ways[-1])
            shapes += way.place(Box(box.x, top, width, min(box.bottom - top, max(way.height, way.ceiling))))
        return shapes

    return Laid(least, place, Faults(why.cuts + answers.cuts), True, NO_CEILING, _RAISED)


def _label(text: Text, color: Color, type_: Type) -> Line:
    return Line(text, kicker_look(type_.theme, color))


@dataclass(frozen=True)
class _Why:
    """The band: a label, at its right when and where; the ask, or the first sentence of why; and why."""

    block: Decision
    width: float
    type_: Type

    @property
    def _room(self) -> float:
        return self.width - 2 * SIDE

    @cached_property
    def _head(self) -> list[tuple[Line, float]]:
        """The label, and the names and words of the fields, each with its width."""
        label = _label(self.block.label, HIGHLIGHT, self.type_)
        look = Look(self.type_.theme.sizes.text, PAPER, bold=True)
        fields = [
            line
            for name, words in self.block.fields
            for line in (_label(name, HIGHLIGHT, self.type_), Line(words, look))
        ]
        return [(line, min(self._room, single(line, self.type_))) for line in (label, *fields) if line.text]

    @cached_property
    def _lines(self) -> tuple[Line, ...]:
        sizes = self.type_.theme.sizes
        first, rest = (self.block.ask, self.block.text) if self.block.ask else lead(self.block.text)
        look = Look(sizes.lead, PAPER, bold=True, heading=True)
        if wrapped(first, look, self._room, self.type_).lines > _LEAD_LINES and not self.block.ask:
            return (Line(self.block.text, Look(sizes.text, PAPER)),)
        return (Line(first, look), *([Line(rest, Look(sizes.text, PAPER), before=9.0)] if rest else []))

    @property
    def cuts(self) -> int:
        return extent(self._lines, self._room, self.type_)[1].cuts

    @property
    def _text_height(self) -> float:
        return extent(self._lines, self._room, self.type_)[0]

    @cached_property
    def _rows(self) -> list[list[tuple[Line, float]]]:
        """The label and the fields on one line, or on a line each."""
        pairs = [self._head[:1], *(self._head[at : at + 2] for at in range(1, len(self._head), 2))]
        if not self.block.label:
            pairs = [self._head[at : at + 2] for at in range(0, len(self._head), 2)]
        across = fsum(width + GUTTER for _, width in self._head)
        return [[*self._head]] if across <= self._room else [pair for pair in pairs if pair]

    @property
    def _head_height(self) -> float:
        return len(self._rows) * self._line_height if self._head else 0.0

    @property
    def _line_height(self) -> float:
        """That of the lines of the head."""
        size = self.type_.theme.sizes.text if self.block.fields else self.type_.label
        return size * LEADING

    @property
    def height(self) -> float:
        return 2 * _PAD + self._head_height + (_HEAD_GAP if self._head else 0.0) + self._text_height

    def shapes(self, x: float, y: float) -> list[Shape]:
        shapes: list[Shape] = [Decoration(Box(x, y, self.width, self.height), fill=PRIMARY)]
        for number, row in enumerate(self._rows):
            shapes += self._head_row(row, x + SIDE, y + _PAD + number * self._line_height)
        top = y + self.height - _PAD - self._text_height
        for line in self._lines:
            height = extent([line], self._room, self.type_)[0]
            shapes.append(shown((line,), Box(x + SIDE, top, self._room, height), self.type_))
            top += height + self._lines[-1].before
        return shapes

    def _head_row(self, row: list[tuple[Line, float]], x: float, y: float) -> Iterator[Shape]:
        """From the left; what follows the label on its own line stands at the right."""
        spare = self._room - fsum(width + 9.0 for _, width in row) + 9.0 if len(self._rows) == 1 else 0.0
        for number, (line, width) in enumerate(row):
            yield TextShape(Box(x, y, width, self._line_height), (line,), name_of(line.text), "ctr")
            x += width + 9.0 + (spare if not number and self.block.label else 0.0)


# -- what it rests on


def _rests(lists: Sequence[Step], width: float, type_: Type) -> Iterator[Laid]:
    """The ways to show lists below their labels: all by headlines; judgments by their marks, beside the headlines of
    the others in two columns; all by marks, below their labels or beside them.
    """
    half = (width + GUTTER) / len(lists) - GUTTER
    yield _side_by_side([_by_headlines(step, half, type_) for step in lists], [half] * len(lists))
    marked = [step for step in lists if step.items and step.items.kind == "judgments"]
    if len(marked) == 1 and len(lists) == 2:
        wide = (width + GUTTER) * 2 / 3 - GUTTER
        narrow = width - wide - GUTTER
        ways = [
            (_by_marks(step, narrow, type_), narrow) if step in marked else (_in_two(step, wide, type_), wide)
            for step in lists
        ]
        yield _side_by_side([laid for laid, _ in ways], [part for _, part in ways])
    for by_marks in (_by_marks, _marks_beside):
        yield _side_by_side([by_marks(step, half, type_) for step in lists], [half] * len(lists))


def _side_by_side(laid: Sequence[Laid], widths: Sequence[float]) -> Laid:
    def place(box: Box) -> list[Shape]:
        shapes: list[Shape] = []
        x = box.x
        for column, width in zip(laid, widths, strict=True):
            shapes += column.place(Box(x, box.y, width, min(box.height, max(column.height, column.ceiling))))
            x += width + GUTTER
        return shapes

    ceiling = max(max(column.height, column.ceiling) for column in laid)
    return Laid(
        max(column.height for column in laid), place, Faults.of(column.faults for column in laid), True, ceiling
    )


def _headed(step: Step, body: Laid, type_: Type) -> Laid:
    """A list below its label."""
    label = _label(step.title, MUTED, type_)
    above = type_.theme.sizes.kicker * LEADING + 6.0

    def place(box: Box) -> list[Shape]:
        room = Box(box.x, box.y, box.width, above - 6.0)
        return [TextShape(room, (label,), name_of(step.title)), *body.place(box.inset(0, above, 0, 0))]

    return Laid(body.height + above, place, body.faults, True, max(body.height, body.ceiling) + above)


def _entries(step: Step) -> tuple[Item, ...]:
    return step.items.items if step.items else ()


def _kind(step: Step) -> str:
    return step.items.kind if step.items else ""


def _by_headlines(step: Step, width: float, type_: Type) -> Laid:
    rows = [entry(item, _kind(step), width, Gap(3.75, 9.0), type_) for item in _entries(step)]
    return _headed(step, stacked(rows), type_)


def _in_two(step: Step, width: float, type_: Type) -> Laid:
    """Headlines in two columns of about one height; the first is the longer where they could be either."""
    half = (width - GUTTER) / 2
    rows = [entry(item, _kind(step), half, Gap(3.75, 9.0), type_) for item in _entries(step)]
    ways = [[stacked(part) for part in (rows[:end], rows[end:]) if part] for end in range(len(rows), 0, -1)]
    columns = min(ways, key=lambda bodies: max(body.height for body in bodies))
    return _headed(step, _side_by_side(columns, [half] * len(columns)), type_)


def _by_marks(step: Step, width: float, type_: Type) -> Laid:
    return _headed(step, stacked([numbers(_entries(step), _kind(step), width, type_)]), type_)


def _marks_beside(step: Step, width: float, type_: Type) -> Laid:
    """A label, and the marks on its line."""
    label = _label(step.title, MUTED, type_)
    left = min(width / 2, single(label, type_)) + _BESIDE
    marks = stacked([numbers(_entries(step), _kind(step), width - left, type_)])

    def place(box: Box) -> list[Shape]:
        room = Box(box.x, box.y, left - _BESIDE, marks.height)
        words = TextShape(room, (label,), name_of(step.title), "ctr")
        return [words, *marks.place(box.inset(left, 0, 0, 0))]

    return Laid(marks.height, place, marks.faults)
