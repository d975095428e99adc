"""Judgments by recommendations, as a native table: a tinted cell says that one rests on the other, and how sure we are.

The table alone says all of it: its first row and column are headers, and a marked cell has the level's word. The marks
and blocks over it are the grammar of all slides. Up to five recommendations head their columns by words; more have
their number there, and a key below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from math import fsum

from policybrief.deck.colors import CARD, CELL, PAPER, PRIMARY, RULE
from policybrief.deck.fit import marks
from policybrief.deck.fit.assigned import AssignedRows
from policybrief.deck.fit.matrix_key import MatrixKey
from policybrief.deck.looks import caption_look
from policybrief.deck.shapes import Cell, Edge, Line, Look, Shape, TableShape, words
from policybrief.deck.typeset import GUTTER, HAIRLINE, NO_CEILING, ROOMY, Faults, Laid, Type, extent, leading, wrapped
from policybrief.deck.widths import balanced
from policybrief.ooxml.box import Box
from policybrief.text.exhibits import Matrix
from policybrief.text.items import Item
from policybrief.text.records import dataclass
from policybrief.text.run import plain

_MOST_COLUMNS = 8
_MOST_IN_WORDS, _MOST_ROWS_LARGE, _FEW = 5, 6, 3
_IN_WORDS, _BY_NUMBER = 0.361, (0.4265, 0.475)
"""The share of the width that judgments have, beside columns in words; and beside those by number, the first at which
each has one line.
"""

_BETWEEN = Edge(PAPER, 3.0)
"""Between cells: the slide's own ground."""

_HEAD_GAP, _HEAD_BOTTOM, _HEAD_SIDE = 5.0, 6.0, 6.0
_WORD_GAP = 3.0
_BLOCK, _SMALL_BLOCK, _LARGE_BLOCK = 9.0, 6.75, 13.5
"""The height of a confidence's blocks; in narrow columns, and where cells are few."""

_ROW_AIR = 4.0
_FOOT_AIR = 8.0
"""About a judgment's own lines where who does it stands below: else the last runs into the labels of those rows."""

_TALLEST, _FEW_TALLEST, _ROWS = 100.0, 160.0, 320.0
"""The height of a row, at the most; of few rows that share the height of a slide's."""
_RAISED = 19.0


def matrix(block: Matrix, width: float, type_: Type) -> Laid:
    """The matrix in `width` points; more than eight recommendations are too much for any."""
    drawn = _Matrix(block, width, type_)
    if len(block.recommendations.items) > _MOST_COLUMNS:
        return Laid(NO_CEILING, lambda _: [], Faults())
    rows = len(block.judgments.items)
    fixed = drawn.head + fsum(drawn.feet) + drawn.key_height
    tallest = max(_TALLEST, min(_FEW_TALLEST, _ROWS / max(rows, 1)))
    ceiling = fixed + rows * max(drawn.row, tallest)
    return Laid(fixed + rows * drawn.row, drawn.place, drawn.faults, True, ceiling, _RAISED)


@dataclass(frozen=True)
class _Matrix:
    """A matrix at a width and a step of the type scale: its measures, and its shapes in a box."""

    block: Matrix
    width: float
    type_: Type

    @property
    def columns(self) -> Sequence[Item]:
        return self.block.recommendations.items

    @property
    def judgments(self) -> Sequence[Item]:
        return self.block.judgments.items

    # -- measures

    @cached_property
    def in_words(self) -> bool:
        """Whether each column is headed by words: where there are few, and no word is too wide."""
        if len(self.columns) > _MOST_IN_WORDS:
            return False
        room = self.width * (1 - _IN_WORDS) / len(self.columns) - _HEAD_SIDE
        heads = (extent((line,), room, self.type_)[1] for line in self._heads)
        return not any(faults.cuts for faults in (*heads, self._assigned.faults(room + _HEAD_SIDE)))

    @cached_property
    def _assigned(self) -> AssignedRows:
        return AssignedRows(self.columns, self.type_)

    @cached_property
    def feet(self) -> tuple[float, ...]:
        """The heights of the last rows, which say who does it: in the key, where columns have no words."""
        return self._assigned.heights(self.widths) if self.in_words else ()

    @cached_property
    def widths(self) -> tuple[float, ...]:
        first = self.width * (_IN_WORDS if self.in_words else self._by_number)
        return (first, *[(self.width - first) / len(self.columns)] * len(self.columns))

    @property
    def _by_number(self) -> float:
        rooms = [(share, share * self.width - marks.BESIDE - GUTTER) for share in _BY_NUMBER]
        for share, room in rooms:
            if all(wrapped(line.text, line.look, room, self.type_).lines == 1 for line in self.labels):
                return share
        return rooms[0][0]

    @cached_property
    def _heads(self) -> tuple[Line, ...]:
        size = self.type_.theme.sizes.text if self._roomy else self.type_.label
        return tuple(Line(item.headline, Look(size, PRIMARY, bold=True)) for item in self.columns)

    @property
    def _roomy(self) -> bool:
        return self.type_.step == ROOMY and max(len(self.columns), len(self.judgments)) <= _FEW

    @cached_property
    def labels(self) -> tuple[Line, ...]:
        size = self.type_.cell if len(self.judgments) <= _MOST_ROWS_LARGE else self.type_.label
        size = self.type_.theme.sizes.head if self._roomy else size
        return tuple(Line(item.headline, Look(size, PRIMARY, bold=True)) for item in self.judgments)

    @cached_property
    def word_look(self) -> Look:
        """A level's word in a cell: a label; as small as a kicker, where columns are narrow; as text, in large ones."""
        if self._roomy and self.in_words:
            return Look(self.type_.theme.sizes.text)
        return Look(self.type_.label if self.in_words else self.type_.theme.sizes.kicker)

    @cached_property
    def head(self) -> float:
        """The height of the first row."""
        captions = sum(bool(label) for label in (self.block.row_label, self.block.column_label))
        least = captions * leading(caption_look(self.type_), self.type_) + _HEAD_BOTTOM
        if not self.in_words:
            return max(least, marks.MARK + _HEAD_BOTTOM)
        room = self.widths[1] - _HEAD_SIDE
        texts = max(extent((line,), room, self.type_)[0] for line in self._heads)
        return max(least, marks.MARK + _HEAD_GAP + texts + _HEAD_BOTTOM)

    @cached_property
    def row(self) -> float:
        """The least height of the others, which all are alike."""
        texts = max(extent((line,), self._label_room, self.type_)[0] for line in self.labels)
        return max(texts + (_FOOT_AIR if self.feet else 0.0), marks.MARK + _ROW_AIR, self._sign + _ROW_AIR)

    @cached_property
    def _blocks(self) -> float:
        """The height of blocks."""
        if self._roomy and self.in_words:
            return _LARGE_BLOCK
        return _BLOCK if self.in_words else _SMALL_BLOCK

    @cached_property
    def _sign(self) -> float:
        """The height of blocks with their word."""
        return self._blocks + _WORD_GAP + leading(self.word_look, self.type_)

    @property
    def _label_room(self) -> float:
        return self.widths[0] - marks.BESIDE - GUTTER

    @cached_property
    def faults(self) -> Faults:
        measured = [extent((line,), self._label_room, self.type_)[1] for line in self.labels]
        if self.in_words:
            measured += [extent((line,), self.widths[1] - _HEAD_SIDE, self.type_)[1] for line in self._heads]
        return Faults.of([*measured, *([self._key.faults] if self._key else [])])

    @cached_property
    def _key(self) -> MatrixKey | None:
        return None if self.in_words else MatrixKey(self.columns, self.width, self.type_)

    @property
    def key_height(self) -> float:
        return self._key.height if self._key else 0.0

    # -- shapes

    def place(self, box: Box) -> list[Shape]:
        """The table, then what stands over it, then the key."""
        row = (box.height - self.head - fsum(self.feet) - self.key_height) / len(self.judgments)
        heights = (self.head, *[row] * len(self.judgments), *self.feet)
        feet = self._assigned.cells(_BETWEEN) if self.in_words else []
        cells = (self._head_cells(), *map(self._row_cells, range(len(self.judgments))), *feet)
        frame = Box(box.x, box.y, box.width, fsum(heights))
        table = TableShape(frame, self.widths, heights, cells, "matrix", self.block.alt)
        over = [*self._squares(frame), *self._judgment_marks(frame, row), *self._bearings(frame, row)]
        key = self._key.shapes(box.x, frame.bottom) if self._key else []
        return [table, *over, *key]

    def _head_cells(self) -> tuple[Cell, ...]:
        caption, first = caption_look(self.type_), self.head - _HEAD_BOTTOM
        lines = []
        if self.block.column_label:
            lines.append(Line(self.block.column_label, caption, align="r"))
        if self.block.row_label:
            apart = max(0.0, first - 2 * leading(caption, self.type_)) if lines else 0.0
            lines.append(Line(self.block.row_label, caption, before=apart))
        corner = Cell(tuple(lines), below=None, sides=(0.0, GUTTER), anchor="t" if len(lines) > 1 else "ctr")
        if self.in_words:
            top = marks.MARK + _HEAD_GAP
            heads = [
                Cell((line,), below=_BETWEEN, sides=self._head_sides(line), top=top, anchor="t") for line in self._heads
            ]
        else:
            numbers = [Line(words(item.number), self._numeral, align="ctr") for item in self.columns]
            heads = [Cell((line,), below=_BETWEEN, sides=(0.0, 0.0)) for line in numbers]
        return (corner, *heads)

    @property
    def _numeral(self) -> Look:
        return Look(self.type_.label, PRIMARY, bold=True, leading=1.0)

    def _head_sides(self, line: Line) -> tuple[float, float]:
        room = balanced(line.text, line.look, self.widths[1] - _HEAD_SIDE, self.type_)
        return _BETWEEN.width / 2, self.widths[1] - room - _BETWEEN.width / 2

    def _row_cells(self, number: int) -> tuple[Cell, ...]:
        judgment, last = self.judgments[number], number == len(self.judgments) - 1 and not self.feet
        line = self.labels[number]
        side = self.widths[0] - marks.BESIDE - balanced(line.text, line.look, self._label_room, self.type_)
        label = Cell((line,), below=None if last else Edge(RULE, HAIRLINE), sides=(marks.BESIDE, side))
        cells = [self._cell(judgment, recommendation) for recommendation in self.columns]
        return (label, *cells[:-1], replace(cells[-1], right=None))

    def _cell(self, judgment: Item, recommendation: Item) -> Cell:
        if not _rests(recommendation, judgment):
            return Cell((Line((), self.word_look),), CARD, _BETWEEN, _BETWEEN, _BETWEEN)
        line, top = Line(words(judgment.number), self._numeral, align="ctr"), 0.0
        if judgment.confidence:
            line, top = Line(judgment.confidence.word, self.word_look, align="ctr"), self._blocks + _WORD_GAP
        return Cell((line,), CELL, _BETWEEN, _BETWEEN, _BETWEEN, (0.0, 0.0), top)

    def _places(self, frame: Box) -> list[Box]:
        """Where the squares stand: at the left of columns in words, in the middle of others."""
        x, places = frame.x + self.widths[0], []
        for width in self.widths[1:]:
            at = x + _BETWEEN.width / 2 if self.in_words else x + (width - marks.MARK) / 2
            y = frame.y if self.in_words else frame.y + (self.head - marks.MARK) / 2
            places.append(Box(at, y, marks.MARK, marks.MARK))
            x += width
        return places

    def _squares(self, frame: Box) -> list[Shape]:
        places = zip(self.columns, self._places(frame), strict=True)
        return [
            marks.recommendation(words(item.number), box.x, box.y + box.height / 2, self.type_) for item, box in places
        ]

    def _judgment_marks(self, frame: Box, row: float) -> list[Shape]:
        middles = [frame.y + self.head + row * (number + 0.5) for number in range(len(self.judgments))]
        pairs = zip(self.judgments, middles, strict=True)
        return [
            marks.judgment(words(item.number), frame.x, middle, self.type_) for item, middle in pairs if item.number
        ]

    def _bearings(self, frame: Box, row: float) -> list[Shape]:
        """Blocks above the words of marked cells; or, around the number of what has no confidence, its circle."""
        shapes: list[Shape] = []
        share = self._blocks / _BLOCK
        wide = marks.BLOCKS_WIDTH * share
        for number, judgment in enumerate(self.judgments):
            top = frame.y + self.head + row * number + (row - self._sign) / 2
            x = frame.x + self.widths[0]
            for recommendation, width in zip(self.columns, self.widths[1:], strict=True):
                if _rests(recommendation, judgment) and judgment.confidence:
                    left, middle = x + (width - wide) / 2, top + self._blocks / 2
                    shapes += marks.blocks(judgment.confidence, left, middle, share)
                elif _rests(recommendation, judgment):
                    shapes.append(marks.ring(x + width / 2, frame.y + self.head + row * (number + 0.5)))
                x += width
        return shapes


def _rests(recommendation: Item, judgment: Item) -> bool:
    return judgment.number in map(plain, recommendation.rests_on)
