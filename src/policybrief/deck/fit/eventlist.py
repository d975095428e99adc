"""Events as a list: a row each, beside an axis that stands, true to scale, where their dates allow one.

A line leads from each row to its day on the axis. In a narrow room, or without a scale, the rows hang on a line of
their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import fsum

from policybrief.deck.colors import ACCENT, MUTED, PAPER, PRIMARY
from policybrief.deck.fit import timescale
from policybrief.deck.fit.axis import RULE, SCALE_MARK, STRONG, THIN, dot
from policybrief.deck.fit.flags import event_lines
from policybrief.deck.fit.timescale import Days, Scale
from policybrief.deck.shapes import Connector, Decoration, Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import LEADING, Faults, Laid, Type, extent, name_of, single
from policybrief.ooxml.box import Box
from policybrief.text.exhibits import Event, Timeline
from policybrief.text.records import dataclass

_SMALL, _DOT = 3.75, 4.5
"""The radius of dots on the axis, and of those of rows."""
_MARK, _WORD = 6.0, 10.5
"""From the axis to the end of a mark of the scale, and to its word."""
_FAN, _DATE = 90.0, 13.0
"""From the axis to the dots of rows, and from these to their dates."""
_END = 9.0
"""From an end of the axis to the first and the last day on it."""
_BETWEEN, _WIDEST_DATE, _LEAST_TEXT = 18.0, 0.26, 240.0
"""From the dates to the texts; the share of the width that dates have at the most; what texts have at the least."""
_GAP, _MOST_GAP = 4.0, 45.0
"""Between rows."""
_BAR = 3.75
"""How thick a time between two events is drawn."""
_APART = 30.0
"""Between two years that are marked."""
_FEW = 6
"""So many events and fewer always have the size of texts."""


@dataclass(frozen=True)
class _Row:
    """An event's texts, each with its place from the left and its width, and their height.

    `since` says how long after the row above, where that is to be seen.
    """

    number: int
    event: Event
    cells: tuple[tuple[float, float, tuple[Line, ...]], ...]
    height: float
    faults: Faults
    since: Line | None


def event_list(block: Timeline, days: Days | None, width: float, type_: Type) -> Laid:
    """The events as rows, date and text side by side; one below the other where the width is too little for that."""
    size = _size(block, type_)
    axis = _words_width(block, type_) + _WORD if days else 0.0
    for left in (axis + _FAN, _DOT) if days else (_DOT,):
        rows = _side_by_side(block.events, left + _DATE, width, size, type_)
        if rows:
            scaled = days if left != _DOT else None
            return _laid(_List(block, rows, scaled, axis, left), type_)
    rows = [
        _row(number, event, [(_DOT + _DATE, width - _DOT - _DATE, event_lines(event, size))], type_)
        for number, event in enumerate(block.events)
    ]
    return _laid(_List(block, rows, None, 0.0, _DOT), type_)


def _size(block: Timeline, type_: Type) -> float:
    """That of texts; where there are many events, that of cells, so that a slide shows all of them."""
    return type_.cell if len(block.events) > _FEW else type_.theme.sizes.text


def _words_width(block: Timeline, type_: Type) -> float:
    return max(single(_scale_line(word, type_), type_) for word in ("2000", *block.months_short))


def _side_by_side(events: Sequence[Event], left: float, width: float, size: float, type_: Type) -> list[_Row] | None:
    """Rows of a date from the `left` on, and a text beside it; None where that gets too narrow."""
    lines = [event_lines(event, size) for event in events]
    dates = min(_WIDEST_DATE * width, max(single(date, type_) for date, _ in lines))
    text = left + dates + _BETWEEN
    if width - text < _LEAST_TEXT:
        return None
    return [
        _row(number, event, [(left, dates, (date,)), (text, width - text, (said,))], type_)
        for number, (event, (date, said)) in enumerate(zip(events, lines, strict=True))
    ]


def _row(number: int, event: Event, cells: list[tuple[float, float, tuple[Line, ...]]], type_: Type) -> _Row:
    measured = [extent(lines, width, type_) for _, width, lines in cells]
    since = Line(event.since, Look(type_.label, ACCENT, bold=True)) if event.since and number else None
    faults = Faults(sum(cell_faults.cuts for _, cell_faults in measured))
    return _Row(number, event, tuple(cells), max(height for height, _ in measured), faults, since)


@dataclass(frozen=True)
class _List:
    """Rows with the place of their dots; where there are `days`, beside an axis for these."""

    block: Timeline
    rows: Sequence[_Row]
    days: Days | None
    axis: float
    dots: float

    def gaps(self, usual: float, type_: Type) -> list[float]:
        """What is above each row: as much as usual, or what the words there need."""
        return [
            0.0 if not row.number else max(usual, type_.label * LEADING) if row.since else usual for row in self.rows
        ]

    def height(self, usual: float, type_: Type) -> float:
        return fsum([*self.gaps(usual, type_), *(row.height for row in self.rows)])

    def widest_gap(self, height: float, type_: Type) -> float:
        """The largest gap between rows that the height has room for."""
        steps = [_GAP + number * 0.5 for number in range(int((_MOST_GAP - _GAP) / 0.5) + 1)]
        return max((gap for gap in steps if self.height(gap, type_) <= height + 0.01), default=_GAP)


def _laid(events: _List, type_: Type) -> Laid:
    def place(box: Box) -> list[Shape]:
        gap = events.widest_gap(box.height, type_)
        tops, y = [], box.y
        for row, above in zip(events.rows, events.gaps(gap, type_), strict=True):
            tops.append(y + above)
            y += above + row.height
        middles = [top + _size(events.block, type_) * LEADING / 2 for top in tops]
        drawn = _beside_axis if events.days else _on_a_line
        shapes = [*drawn(events, Box(box.x, box.y, box.width, y - box.y), middles, type_)]
        for row, top in zip(events.rows, tops, strict=True):
            shapes += _texts(row, box.x, top, type_)
        return [*(shape for shape in shapes if not _is_word(shape)), *(shape for shape in shapes if _is_word(shape))]

    faults = Faults.of(row.faults for row in events.rows)
    return Laid(events.height(_GAP, type_), place, faults, True, events.height(_MOST_GAP, type_))


def _is_word(shape: Shape) -> bool:
    return isinstance(shape, TextShape) and shape.name == _SCALE


_SCALE = "scale"


def _texts(row: _Row, x: float, top: float, type_: Type) -> Iterator[Shape]:
    if row.since:
        left, height = x + row.cells[0][0], type_.label * LEADING
        yield TextShape(Box(left, top - height, single(row.since, type_), height), (row.since,), "time between")
    for left, width, lines in row.cells:
        yield TextShape(Box(x + left, top, width, row.height), lines, name_of(lines[0].text))


def _reds(rows: Sequence[_Row]) -> set[int]:
    """The rows between which the time is measured."""
    return {number for row in rows if row.since for number in (row.number - 1, row.number)}


def _on_a_line(events: _List, room: Box, middles: list[float], type_: Type) -> Iterator[Shape]:
    """The dots of rows on a line of their own, which has no scale."""
    del type_
    x = room.x + events.dots
    if len(middles) > 1:
        yield Connector((x, middles[0]), (x, middles[-1]), PRIMARY, THIN)
    for middle in middles:
        yield dot(x, middle, PAPER, radius=_DOT)


def _beside_axis(events: _List, room: Box, middles: list[float], type_: Type) -> Iterator[Shape]:
    """The axis with its marks, and a line from each day to its row."""
    assert events.days
    axis, dots, reds = room.x + events.axis, room.x + events.dots, _reds(events.rows)
    scale = timescale.scale(events.days, events.block.today, _END, room.height - _END)
    yield from _scale(scale, events, room, type_)
    yield Connector((axis, room.y), (axis, room.bottom), PRIMARY, RULE)
    for number, (day, middle) in enumerate(zip(events.days, middles, strict=True)):
        if day:
            red = number in reds
            color, width = (ACCENT, STRONG) if red else (PRIMARY, THIN)
            yield Connector((axis, room.y + scale.at(day)), (dots, middle), color, width)
            yield dot(axis, room.y + scale.at(day), PAPER, red=red, radius=_SMALL)
    for (first, upper), (second, lower) in pairwise(enumerate(middles)):
        if events.rows[second].since:
            yield Decoration(Box(dots - _BAR / 2, upper, _BAR, lower - upper), ACCENT)
        elif events.days[first] is None or (events.days[second] is None and second == len(middles) - 1):
            yield Connector((dots, lower), (dots, upper), PRIMARY, SCALE_MARK, dashed=True)
    for number, middle in enumerate(middles):
        yield dot(dots, middle, PAPER, red=number in reds, radius=_DOT, hollow=events.days[number] is None)


def _scale(scale: Scale, events: _List, room: Box, type_: Type) -> Iterator[Shape]:
    axis, height = room.x + events.axis, type_.label * LEADING
    for tick in timescale.ticks(scale, events.block, 0.0, room.height, apart=_APART):
        if tick.marked:
            y = room.y + tick.span[0]
            yield Connector((axis, y), (axis - _MARK, y), PRIMARY, SCALE_MARK)
        middle = sum(tick.span) / 2
        if (tick.length and tick.length < height) or not height / 2 <= middle <= room.height - height / 2:
            continue
        box = Box(room.x, room.y + middle - height / 2, events.axis - _WORD, height)
        yield TextShape(box, (_scale_line(tick.short, type_),), _SCALE)


def _scale_line(word: str, type_: Type) -> Line:
    return Line(words(word), Look(type_.label, MUTED), align="r")
