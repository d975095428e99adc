"""An axis of time that lies, with what stands on it: marks of the scale, dots, flags, and the time between two events.

All of its lines are decorative: the texts say what there is to hear, in the order of time, and the scale's words last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policybrief.deck.colors import ACCENT, MUTED, PAPER, PRIMARY
from policybrief.deck.fit.flags import Flagged, band
from policybrief.deck.fit.stops import Scaled, Stop, flags_of, measured
from policybrief.deck.fit.timescale import Span, Tick
from policybrief.deck.shapes import Connector, Decoration, Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import LEADING, Type, single
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.text.records import dataclass

DOT = 6.75
"""The radius of an event's dot."""
RULE, THIN, STRONG, SCALE_MARK = 2.25, 1.125, 2.25, 1.5
"""The axis, a leader, a leader that stands out, a mark of the scale."""
BAR = 7.5
"""How thick a time between two events is drawn."""
_ARROW_RISE = 10.5
_CLEAR = 4.0
"""Between a word on the axis and a line that crosses it."""
_MARK_LENGTH = 6.0
_WORD_BELOW = 7.0
"""From the axis to the words of the scale."""


@dataclass(frozen=True)
class Placed:
    """Shapes of an axis: the drawings, the texts of events by their numbers, and the words of the scale."""

    drawings: tuple[Shape, ...]
    texts: tuple[tuple[float, TextShape], ...]
    scale: tuple[TextShape, ...]


def in_order(*parts: Placed) -> list[Shape]:
    """All shapes: drawings first, then events in the order of time, then the scales."""
    texts = sorted((entry for part in parts for entry in part.texts), key=lambda entry: entry[0])
    drawings = [shape for part in parts for shape in part.drawings]
    return [*drawings, *(text for _, text in texts), *(word for part in parts for word in part.scale)]


@dataclass(frozen=True)
class TimeAxis:
    """Measured flags above and below an axis of that `width`, the arrows of events without a date, the dots, and the
    marks of the scale. `ground` is what it stands on; a `pointed` one has no scale and points to the right.
    """

    width: float
    stops: tuple[Stop, ...]
    above: tuple[Flagged, ...] = ()
    below: tuple[Flagged, ...] = ()
    arrows: tuple[Span, ...] = ()
    ticks: tuple[Tick, ...] = ()
    ground: Color = PAPER
    pointed: bool = False

    @classmethod
    def of(cls, shown: Scaled) -> TimeAxis:
        """The axis of all events of a timeline."""
        return cls(shown.width, shown.stops, ticks=shown.ticks)

    def flagged(self, up: Sequence[bool], aims: tuple[int, int], type_: Type) -> TimeAxis | None:
        """The axis with a flag for each of its events: above where it is `up`, in `aims` lines above and below, or as
        few more as there is room for. None where there is none.
        """
        flags = flags_of(self.stops, self.width, back=not self.pointed)
        if flags is None:
            return None
        above, below = (
            band([flag for place, flag in flags.flags if up[place] is side], self.width, type_, aim)
            for side, aim in zip((True, False), aims, strict=True)
        )
        if above is None or below is None:
            return None
        return replace(self, above=tuple(above), below=tuple(below), arrows=flags.arrows)

    @property
    def height_above(self) -> float:
        return max((placed.height for placed in self.above), default=0.0)

    @property
    def height_below(self) -> float:
        return max((placed.height for placed in self.below), default=0.0)

    @property
    def clear_above(self) -> float:
        """From the texts above to the axis, at the least."""
        return 28.5 if self.arrows or measured(self.stops) else 19.5

    @property
    def clear_below(self) -> float:
        """From the axis to the texts below, at the least."""
        return (39.0 if self.ticks else 19.5) if self.below else (25.5 if self.ticks else DOT)

    def place(self, left: float, y: float, tops: tuple[float, float], type_: Type) -> Placed:
        """The shapes on an axis from `left` at the height `y`; the flags' tops above and below it are given."""
        drawings = [*self._scale_marks(left, y), self._line(left, y)]
        drawings += [*self._leaders(left, y, tops, type_), *self._arrows(left, y), *self._dots(left, y)]
        size = type_.theme.sizes.text
        texts: list[tuple[float, TextShape]] = [
            (placed.flag.number, placed.shape(left, top, size))
            for flags, top in zip((self.above, self.below), tops, strict=True)
            for placed in flags
        ]
        texts += self._since(left, y, type_)
        return Placed(tuple(drawings), tuple(texts), tuple(self._words(left, y, type_)))

    def _line(self, left: float, y: float) -> Shape:
        return Connector(
            (left, y), (left + self.width, y), PRIMARY, RULE, end_head="triangle" if self.pointed else "none"
        )

    def _scale_marks(self, left: float, y: float) -> Iterator[Shape]:
        for tick in self.ticks:
            if tick.marked:
                x = left + tick.span[0]
                yield Connector((x, y), (x, y + _MARK_LENGTH), PRIMARY, SCALE_MARK)

    def _leaders(self, left: float, y: float, tops: tuple[float, float], type_: Type) -> Iterator[Shape]:
        """From beside the date to the axis."""
        date_line = type_.theme.sizes.text * LEADING
        for flags, end in ((self.above, tops[0] + 3.0), (self.below, tops[1] + date_line - 3.0)):
            for flag in (placed.flag for placed in flags if placed.flag.leader):
                x, color = left + flag.at, ACCENT if flag.red else PRIMARY
                yield Connector((x, end), (x, y), color, STRONG if flag.red else THIN)

    def _arrows(self, left: float, y: float) -> Iterator[Shape]:
        for start, tip in self.arrows:
            level = y - _ARROW_RISE
            yield Connector((left + start, level - 4.5), (left + start, level + 4.5), PRIMARY, SCALE_MARK)
            tail, head = (left + start, level), (left + tip, level)
            yield Connector(tail, head, PRIMARY, SCALE_MARK, dashed=True, end_head="triangle")

    def _dots(self, left: float, y: float) -> Iterator[Shape]:
        dated = [stop for stop in self.stops if stop.event and stop.start is not None]
        gap = measured(self.stops)
        if gap:
            start, end = gap[0]
            yield Decoration(Box(left + start, y - BAR / 2, end - start, BAR), fill=ACCENT)
        for stop in dated:
            red = gap is not None and stop.start in gap[0]
            assert stop.start is not None
            yield dot(left + stop.start, y, self.ground, red=red)

    def _since(self, left: float, y: float, type_: Type) -> Iterator[tuple[float, TextShape]]:
        gap = measured(self.stops)
        if not gap:
            return
        (start, end), number, since = gap
        line = Line(since, Look(type_.label, ACCENT, bold=True), align="ctr")
        width = single(line, type_)
        taken = [(placed.flag.at, placed.flag.at) for placed in self.above if placed.flag.leader]
        taken += [(min(arrow), max(arrow)) for arrow in self.arrows]
        middle = free((start + end) / 2, width, (0.0, self.width), taken)
        if middle is not None:
            height = type_.label * LEADING
            box = Box(left + middle - width / 2, y - BAR / 2 - 3.0 - height, width, height)
            yield number + 0.5, TextShape(box, (line,), "time between")

    def _words(self, left: float, y: float, type_: Type) -> Iterator[TextShape]:
        """The words of the scale, as many as there is room for."""
        taken = [(placed.flag.at, placed.flag.at) for placed in self.below if placed.flag.leader]
        taken += [(stop.start or 0.0, stop.end or 0.0) for stop in self.stops if not stop.event]
        lines = [_scale_line(tick.word, type_) for tick in self.ticks]
        if any(tick.length and single(line, type_) > tick.length for tick, line in zip(self.ticks, lines, strict=True)):
            lines = [_scale_line(tick.short, type_) for tick in self.ticks]
        for tick, line in zip(self.ticks, lines, strict=True):
            width = single(line, type_)
            within = tick.span if tick.length else (0.0, self.width)
            middle = free(sum(tick.span) / 2, width, within, taken, most=max(1.0, tick.length))
            if middle is not None:
                box = Box(left + middle - width / 2, y + _WORD_BELOW, width, type_.label * LEADING)
                yield TextShape(box, (line,), "scale")


def _scale_line(word: str, type_: Type) -> Line:
    return Line(words(word), Look(type_.label, MUTED), align="ctr")


def dot(
    x: float, y: float, ground: Color, *, red: bool = False, radius: float = DOT, hollow: bool = False
) -> Decoration:
    """An event's dot, clear of what lies below it; a `hollow` one has no place on the scale."""
    box = Box(x - radius, y - radius, 2 * radius, 2 * radius)
    if hollow:
        return Decoration(box, ground, PRIMARY, 1.5, "ellipse")
    return Decoration(box, ACCENT if red else PRIMARY, ground, 1.5, "ellipse")


def free(middle: float, width: float, within: Span, taken: Iterable[Span], most: float = 72.0) -> float | None:
    """The place nearest to `middle`, within `most` points of it, where a word of that width meets nothing."""
    half, spans = width / 2, [(low - _CLEAR, high + _CLEAR) for low, high in taken]
    candidates = [middle, *(place for low, high in spans for place in (low - half, high + half))]
    fitting = [
        place
        for place in candidates
        if within[0] <= place - half + 0.01
        and place + half <= within[1] + 0.01
        and abs(place - middle) <= most
        and all(place + half <= low + 0.01 or place - half >= high - 0.01 for low, high in spans)
    ]
    return min(fitting, key=lambda place: (abs(place - middle), place), default=None)
