"""A chart as figures and words: a plain drawing of what PowerPoint draws from the same numbers, in the same colours.

Bars, columns, lines and slices stand to one scale from zero, with their values beside them where there is room, their
categories' names, and the series' names in a row above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from policybrief.deck.colors import INK, MUTED
from policybrief.deck.fit.typeset import leading, wrapped
from policybrief.deck.shapes import Align, Anchor, Box, ChartShape, Line, Look, words
from policybrief.draw.paint import Paint, Rectangle, Slice, Stroke
from policybrief.draw.text import Setter
from policybrief.ooxml.colors import luminated
from policybrief.text.document import Text, plain
from policybrief.theme import series
from policybrief.theme.model import Theme

_PALER = 0.5
"""How much of a colour is left on its second turn."""
_BARS = 0.62
"""Of a category's place, what its bars take."""
_NAMES = 0.34
"""Of the width, what the names of bars take at the most."""
_AXIS, _LINE = 0.75, 2.5


def painted(shape: ChartShape, text: Setter, theme: Theme) -> Iterator[Paint]:
    """The chart in its box."""
    yield from _Drawing(shape, text, theme).all()


class _Scale(NamedTuple):
    """Where the value 0 stands, and the points to one unit."""

    zero: float
    unit: float

    def at(self, value: float) -> float:
        return self.zero + value * self.unit


@dataclass(frozen=True)
class _Drawing:
    """One chart, as it is drawn."""

    shape: ChartShape
    text: Setter
    theme: Theme

    def all(self) -> Iterator[Paint]:
        legend = list(self._legend())
        yield from legend
        high = 2.0 * self._line if legend else 0.0
        room = self.shape.box.inset(0.0, high, 0.0, 0.0)
        kinds: dict[str, Callable[[Box], Iterator[Paint]]] = {
            "bar": self._bars, "column": self._columns, "line": self._lines, "pie": self._pie,
        }  # fmt: skip
        yield from kinds[self.shape.chart.kind](room)

    # -- what all kinds share

    @property
    def _look(self) -> Look:
        return Look(self.shape.size, INK)

    @property
    def _line(self) -> float:
        return leading(self._look, self.text.type_)

    def _color(self, number: int) -> str:
        fills = self.theme.chart
        digits = series.digits(fills[number % len(fills)], self.theme.rgb)
        return digits if number < len(fills) else luminated(digits, _PALER, 1 - _PALER)

    def _wide(self, text: Text, look: Look | None = None) -> float:
        return wrapped(text, look or self._look, 1e6, self.text.type_).width

    def _words(
        self, text: Text, box: Box, align: Align = "l", anchor: Anchor = "ctr", look: Look | None = None
    ) -> Iterator[Paint]:
        """Words on one line, or on as many as their template has."""
        yield from self.text.lines((Line(text, look or self._look, align=align),), box, anchor)

    def _legend(self) -> Iterator[Paint]:
        """The series' names behind a square of their colour, and the unit."""
        chart, box, size = self.shape.chart, self.shape.box, self.shape.size
        left = box.x
        names = chart.series if len(chart.series) > 1 else ()
        for number, row in enumerate(names):
            yield Rectangle(
                Box(left, box.y + (self._line - 0.6 * size) / 2, 0.6 * size, 0.6 * size), self._color(number)
            )
            wide = self._wide(row.name)
            yield from self._words(row.name, Box(left + 0.9 * size, box.y, wide, self._line))
            left += wide + 2.2 * size
        if chart.unit:
            quiet = replace(self._look, color=MUTED)
            yield from self._words(chart.unit, Box(left, box.y, box.right - left, self._line), look=quiet)

    @property
    def _values(self) -> list[float]:
        return [value for row in self.shape.chart.series for value in row.values if value is not None] or [0.0]

    def _scale(self, start: float, end: float, before: float, after: float) -> _Scale:
        """From `start` to `end`, with room for labels `before` the least value, if it is below zero, and `after` the
        greatest.
        """
        low, high = min(*self._values, 0.0), max(*self._values, 0.0)
        way = 1.0 if end > start else -1.0
        room = abs(end - start) - after - (before if low < 0 else 0.0)
        unit = room / (high - low) if high > low else 1.0
        zero = start + way * ((before if low < 0 else 0.0) - low * unit)
        return _Scale(zero, way * unit)

    def _label(self, which: int, number: int) -> Text:
        return self.shape.chart.written(which, number)

    @property
    def _widest(self) -> float:
        chart = self.shape.chart
        places = [(which, number) for which in range(len(chart.series)) for number in range(len(chart.categories))]
        return max((self._wide(self._label(*place)) for place in places), default=0.0)

    # -- kinds

    def _bars(self, room: Box) -> Iterator[Paint]:
        chart, size = self.shape.chart, self.shape.size
        slot = room.height / len(chart.categories)
        names = min(max(map(self._wide, chart.categories)), _NAMES * room.width) + 0.8 * size
        beside = self._widest + 0.8 * size
        scale = self._scale(room.x + names, room.right, beside, beside)
        thick = slot * _BARS / len(chart.series)
        labelled = thick >= 0.8 * size
        for number, category in enumerate(chart.categories):
            top = room.y + slot * number
            yield from self._words(category, Box(room.x, top, names - 0.8 * size, slot))
            for which, row in enumerate(chart.series):
                value = row.values[number]
                if value is None:
                    continue
                at, end = top + slot * (1 - _BARS) / 2 + thick * which, scale.at(value)
                left = min(scale.zero, end)
                yield Rectangle(Box(left, at, abs(end - scale.zero), thick * 0.94), self._color(which))
                if labelled and value < 0:
                    box = Box(end - beside, at, beside - 0.4 * size, thick)
                    yield from self._words(self._label(which, number), box, "r")
                elif labelled:
                    yield from self._words(self._label(which, number), Box(end + 0.4 * size, at, beside, thick))
        yield Stroke((scale.zero, room.y), (scale.zero, room.bottom), self.text.rgb(MUTED), _AXIS)

    def _columns(self, room: Box) -> Iterator[Paint]:
        chart = self.shape.chart
        slot, plot = room.width / len(chart.categories), self._plot(room)
        scale = self._scale(plot.bottom, plot.y, self._line, self._line)
        thick = min(slot * _BARS, 5 * self.shape.size * len(chart.series)) / len(chart.series)
        labelled = self._widest <= max(thick, slot * 0.9 / len(chart.series))
        for number in range(len(chart.categories)):
            left = room.x + slot * (number + 0.5) - thick * len(chart.series) / 2
            for which, row in enumerate(chart.series):
                value = row.values[number]
                if value is None:
                    continue
                at, end = left + thick * which, scale.at(value)
                yield Rectangle(Box(at, min(scale.zero, end), thick * 0.94, abs(end - scale.zero)), self._color(which))
                if labelled:
                    yield from self._over(which, number, at + thick / 2, end, below=value < 0)
        yield from self._axis(room, plot, scale.zero, slot)

    def _lines(self, room: Box) -> Iterator[Paint]:
        chart = self.shape.chart
        slot, plot = room.width / len(chart.categories), self._plot(room)
        scale = self._scale(plot.bottom, plot.y, self._line, self._line * 1.3)
        for which, row in enumerate(chart.series):
            points = [
                None if value is None else (room.x + slot * (number + 0.5), scale.at(value))
                for number, value in enumerate(row.values)
            ]
            color = self._color(which)
            for start, end in pairwise(points):
                if start and end:  # a gap stays open
                    yield Stroke(start, end, color, _LINE)
            for point in points:
                if point:
                    yield Rectangle(Box(point[0] - 3.5, point[1] - 3.5, 7.0, 7.0), color, round=True)
            if len(chart.series) < 3 and self._widest <= slot:
                for number, point in enumerate(points):
                    if point:
                        yield from self._over(which, number, point[0], point[1] - 3.5, below=False)
        yield from self._axis(room, plot, scale.zero, slot)

    def _pie(self, room: Box) -> Iterator[Paint]:
        chart, size = self.shape.chart, self.shape.size
        values = [max(value or 0.0, 0.0) for value in chart.series[0].values]
        total, start = sum(values) or 1.0, 0.0
        radius = min(room.height / 2, room.width * 0.28)
        center = (room.x + radius, room.y + room.height / 2)
        for number, value in enumerate(values):
            extent = 360 * value / total
            if extent:
                yield Slice(center, radius, start, extent, self._color(number))
            start += extent
        left, step = room.x + 2 * radius + 2 * size, min(1.6 * self._line, room.height / len(values))
        top = room.y + (room.height - step * len(values)) / 2
        for number, category in enumerate(chart.categories):
            y = top + step * number
            yield Rectangle(Box(left, y + (step - 0.6 * size) / 2, 0.6 * size, 0.6 * size), self._color(number))
            said = (*category, *words(": "), *self._label(0, number))
            yield from self._words(said, Box(left + size, y, room.right - left - size, step))

    # -- what columns and lines share

    def _plot(self, room: Box) -> Box:
        """The room without the names below it."""
        return room.inset(0.0, 0.0, 0.0, 1.5 * self._line)

    def _over(self, which: int, number: int, x: float, y: float, *, below: bool) -> Iterator[Paint]:
        """A value above its point, or below it."""
        label, high = self._label(which, number), self._line
        wide = self._wide(label) + 1.0
        yield from self._words(label, Box(x - wide / 2, y if below else y - high, wide, high), "ctr")

    def _axis(self, room: Box, plot: Box, zero: float, slot: float) -> Iterator[Paint]:
        """The axis at zero, and as many of the names as have room below."""
        yield Stroke((room.x, zero), (room.right, zero), self.text.rgb(MUTED), _AXIS)
        names = self.shape.chart.categories
        widest = max(map(self._wide, names))
        step = next((every for every in range(1, len(names)) if widest <= slot * every * 0.95), len(names))
        for number in range(0, len(names), step):
            middle, half = room.x + slot * (number + 0.5), self._wide(names[number]) / 2
            x = min(max(middle, room.x + half), room.right - half) if plain(names[number]) else middle
            box = Box(x - half - 1.0, plot.bottom + 0.3 * self._line, 2 * half + 2.0, self._line)
            yield from self._words(names[number], box, "ctr")
