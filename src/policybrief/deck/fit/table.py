"""A native table, told by its lines: a strong one below the heads, hairlines between rows, no fill.

The first column is as wide as its labels, the others are equal where they need about the same, or else as wide as they
need (`shared_width`). A few rows are large, and stand apart as a list's do. A column of figures is set right,
under a head that is too, so that decimal signs stand below one another. A row that has a label alone heads those below
it, and one that sums up others is bold below a line. Of figures of several years the newest are bold on a panel, unless
the author marks what to look at: they are what a table is asked for first.

A name over several columns stands in the head of each: merged cells are what screen readers lose their way in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from math import fsum

from policybrief.deck.colors import INK, MUTED, PANEL, PRIMARY
from policybrief.deck.fit.shared_width import shared
from policybrief.deck.looks import caption_look
from policybrief.deck.shapes import Align, Anchor, Cell, Edge, Line, Look, Shape, TableShape, TextShape
from policybrief.deck.typeset import NO_CEILING, ROOMY, TONES, UNFIT, Faults, Laid, Type, extent, name_of, wrapped
from policybrief.ooxml.box import Box
from policybrief.text.exhibits import Table
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text, plain
from policybrief.text.scripts import may_be_east_asian

_FIGURE = re.compile(r"[-+\u2212\u2013]?\s?\D?\s?\d[\d.,\u2019\u00a0\u202f ]*\s?[%\u2030\u00b0]?")
_GAPS = ("", "–", "—", "-", "…")
"""What stands in a column of figures where there is none."""

_YEAR = re.compile(r"(1[89]|2[01])\d\d(?:[-/\u2013]\d\d(?:\d\d)?)?")
"""A year, or one that begins in it: 2024, 2024/25."""


_STRONG, _FINE = Edge(PRIMARY, 1.5), Edge(PRIMARY, 0.75)
_SIDE, _CLOSE, _FEW = 12.0, 7.0, 5
"""Beside a text, and where there are more than a few columns."""
_ABOVE_NOTE = 8.0
_PAD = 0.26
"""Above and below a cell's text, in type sizes."""

_MORE = 0.9
"""What a row may grow by, in type sizes."""
_FEW_ROWS, _MORE_OF_FEW = 4, (130.0, 90.0, 45.0, 45.0)
"""So many rows are few, and what each may grow by, where there are so many: they are more than half of a slide."""
_ALIKE = 1.5
"""By how much more one column may need than another where they are to be equal."""


def _words(text: str) -> list[str]:
    """What no line divides: words, and ideographs each by itself."""
    return re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+", text) if may_be_east_asian(text) else text.split()


def table(block: Table, width: float, type_: Type) -> Laid:
    """The table in `width` points."""
    grid = _Table(block, width, type_)
    if type_.step == ROOMY and not grid.is_short:
        return UNFIT
    return Laid(grid.height, grid.place, grid.faults, True, grid.height + grid.rows_to_grow * grid.more)


@lru_cache(maxsize=8)
def _laid(whole: Table, width: float, type_: Type) -> _Table:
    """A table that goes on on other slides, measured once for all of them and for each way to divide it."""
    return _Table(whole, width, type_)


@dataclass(frozen=True)
class _Table:
    """A table at a width and a step of the type scale."""

    block: Table
    width: float
    type_: Type

    @cached_property
    def is_short(self) -> bool:
        """Whether it has a few rows, and none that heads others."""
        few = 0 < len(self.block.rows) <= _FEW_ROWS and not self.block.whole
        return few and not any(self.block.kind(row) == "group" for row in range(len(self.block.rows)))

    @cached_property
    def size(self) -> float:
        """That of all texts."""
        return self.type_.body if self.is_short and self.type_.step == ROOMY else self.type_.cell

    @property
    def rows_to_grow(self) -> int:
        """How many rows take spare room: where they are few, the heads don't."""
        return len(self.block.rows) if self.is_short else len(self.heights)

    @property
    def more(self) -> float:
        """What each of these may grow by."""
        if not self.is_short:
            return self.size * _MORE
        return _MORE_OF_FEW[len(self.block.rows) - 1]

    @cached_property
    def _columns(self) -> range:
        return range(len(self.block.header))

    @cached_property
    def _whole(self) -> _Table:
        """The table that this is a part of, which it has its columns from: they are alike on all slides."""
        return _laid(self.block.whole, self.width, self.type_) if self.block.whole else self

    @cached_property
    def _figures(self) -> tuple[bool, ...]:
        """Which columns hold figures."""
        if self._whole is not self:
            return self._whole._figures
        below = [[plain(row[column]).strip() for row in self.block.rows] for column in self._columns]
        said = [[text for text in texts if text not in _GAPS] for texts in below]
        return tuple(
            column > 0 and (self._numeric(column) or (bool(texts) and all(map(_FIGURE.fullmatch, texts))))
            for column, texts in enumerate(said)
        )

    def _numeric(self, column: int) -> bool:
        return bool(self.block.numeric) and self.block.numeric[column]

    @cached_property
    def _newest(self) -> int:
        """The column of the newest year, of several that have figures; 0 where there is none, or others are marked."""
        if self.block.marked or self.block.over:
            return 0
        heads = [plain(text).strip() for text in self.block.header]
        years = {at: head for at, head in enumerate(heads) if self._figures[at] and _YEAR.fullmatch(head)}
        return max(years, key=lambda at: years[at]) if len(set(years.values())) > 1 else 0

    @cached_property
    def rows(self) -> tuple[tuple[tuple[Line, ...], ...], ...]:
        """The heads, and the rows below them."""
        heads = tuple(self._head(text, column) for column, text in enumerate(self.block.header))
        rows = range(len(self.block.rows))
        return (heads, *(tuple((self._line(row, column),) for column in self._columns) for row in rows))

    def _head(self, text: Text, column: int) -> tuple[Line, ...]:
        tones = (*self.block.tones, *[""] * len(self.block.header))
        color = TONES.get(tones[column], PRIMARY) if column else MUTED
        name = Line(text, Look(self.size, color, bold=True), align=self._align(column))
        over = self._over[column] if self.block.over else ()
        return (Line(over, caption_look(self.type_), align=self._align(column)), name) if over else (name,)

    @cached_property
    def _over(self) -> tuple[Text, ...]:
        """What is said of each column together with others."""
        return tuple(span.text for span in self.block.over for _ in range(span.columns))

    def _line(self, row: int, column: int) -> Line:
        text = self.block.rows[row][column]
        if self.block.kind(row) == "group":
            return Line(text, caption_look(self.type_))
        strong = self._is_strong(row, column) or self.block.kind(row) == "total"
        look = Look(self.size, PRIMARY if strong else INK, bold=strong, strong=PRIMARY)
        return Line(text, look, align=self._align(column))

    def _is_strong(self, row: int, column: int) -> bool:
        """Whether a cell is what to look at: marked by the author, or of the newest year."""
        return 0 < self._newest == column or self.block.stands_out(row, column)

    def _align(self, column: int) -> Align:
        return "r" if self._figures[column] else "l"

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """The first column as wide as its longest label, within a fifth and two fifths of the table; the others equal,
        or, where a number or a word would break, by what they need.

        Figures need less: beside them labels may have half.
        """
        count = len(self.block.header)
        if count == 1:
            return (self.width,)
        if self._whole is not self:
            return self._whole.widths
        ideal = [max(map(self._room_for, self._column(column))) + sum(self._sides(column)) for column in self._columns]
        least = [self._least(column, ideal[column]) for column in self._columns]
        most = self.width * (0.5 if all(self._figures[1:]) else 0.4)
        ideal[0] = min(max(ideal[0] + self._side, self.width * 0.18), most)
        room = (self.width - ideal[0]) / (count - 1)
        words = self.is_short and not any(self._figures)
        if words and max(ideal[1:]) <= room and max(ideal[1:]) > _ALIKE * min(ideal[1:]):
            return (ideal[0], *((self.width - ideal[0]) * each / fsum(ideal[1:]) for each in ideal[1:]))
        if max(ideal[1:]) <= room or (not any(self._figures) and max(least[1:]) <= room):
            return (ideal[0], *[room] * (count - 1))
        return shared([min(least[0], most), *least[1:]], ideal, self.width)

    def _column(self, column: int) -> Iterator[Line]:
        """All texts of a column, its head first."""
        return (line for row in self.rows for line in row[column])

    def _room_for(self, line: Line) -> float:
        """The width in which a text does not break."""
        return wrapped(line.text, line.look, NO_CEILING, self.type_).width * 1.03

    def _least(self, column: int, ideal: float) -> float:
        """The width in which nothing breaks that must not: a number, or a word."""
        if self._figures[column]:
            return ideal
        widest = {max(_words(plain(line.text)), key=len, default=""): line.look for line in self._column(column)}
        words = (Line((Run(word),), look) for word, look in widest.items())
        return max(map(self._room_for, words)) + sum(self._sides(column))

    @property
    def _side(self) -> float:
        """Beside a text; less where there are many columns."""
        return _SIDE if len(self.block.header) <= _FEW else _CLOSE

    @cached_property
    def _panelled(self) -> frozenset[int]:
        """The columns in which some cell is on a panel."""
        if self._whole is not self:
            return self._whole._panelled
        rows = range(len(self.block.rows))
        return frozenset(at for at in self._columns if any(self._is_strong(row, at) for row in rows))

    def _sides(self, column: int) -> tuple[float, float]:
        """The outer edges are the slide's own, but for cells on a panel."""
        first, last = (column == end and column not in self._panelled for end in (0, len(self.block.header) - 1))
        apart = column > 0 and self._figures[column - 1] and not self._figures[column]  # digits end where words begin
        return (0.0 if first else self._side * (2 if apart else 1), 0.0 if last else self._side)

    @cached_property
    def _measured(self) -> list[list[tuple[float, Faults]]]:
        rooms = [width - sum(self._sides(column)) for column, width in enumerate(self.widths)]
        return [[extent(lines, room, self.type_) for lines, room in zip(row, rooms, strict=True)] for row in self.rows]

    @cached_property
    def heights(self) -> tuple[float, ...]:
        pad = 2 * _PAD * self.size
        return tuple(max(height for height, _ in row) + pad for row in self._measured)

    @cached_property
    def _note(self) -> tuple[Line, ...]:
        return (Line(self.block.note, Look(self.type_.label, MUTED)),) if self.block.note else ()

    @cached_property
    def _below(self) -> float:
        """What the note takes, with the room above it."""
        return extent(self._note, self.width, self.type_)[0] + _ABOVE_NOTE if self._note else 0.0

    @property
    def height(self) -> float:
        return fsum(self.heights) + self._below

    @property
    def faults(self) -> Faults:
        return Faults.of(faults for row in self._measured for _, faults in row)

    def place(self, box: Box) -> list[Shape]:
        spare = (box.height - self.height) / self.rows_to_grow
        still = len(self.heights) - self.rows_to_grow
        heights = tuple(height + spare * (number >= still) for number, height in enumerate(self.heights))
        cells = tuple(
            tuple(self._cell(lines, number, column) for column, lines in enumerate(row))
            for number, row in enumerate(self.rows)
        )
        frame = replace(box, height=box.height - self._below)
        shapes: list[Shape] = [TableShape(frame, self.widths, heights, cells, "table", self.block.alt)]
        if self._note:
            under = Box(box.x, frame.bottom + _ABOVE_NOTE, self.width, self._below - _ABOVE_NOTE)
            shapes.append(TextShape(under, self._note, name_of(self.block.note)))
        return shapes

    def _cell(self, lines: tuple[Line, ...], number: int, column: int) -> Cell:
        """A cell of the table's row, of which the first has the heads."""
        strong = self._is_strong(number - 1, column) if number else 0 < self._newest == column
        sides, fill = self._sides(column), PANEL if strong else None
        anchor: Anchor = "ctr" if number else "b"
        return Cell(lines, fill=fill, below=self._edge(number), sides=sides, anchor=anchor)

    def _edge(self, number: int) -> Edge | None:
        """The line below a row of the table."""
        if number == len(self.rows) - 1:
            return None
        if not number:
            return _STRONG
        total = self.block.kind(number) == "total"  # the row after it
        return _FINE if total or self.block.kind(number - 1) == "group" else Edge()
