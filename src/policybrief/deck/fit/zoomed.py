"""Events of which some crowd: all of them along one axis, and below it the span of those that crowd, enlarged.

A figure fans out from the span on the first axis to the panel on which the other stands.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from policybrief.deck.colors import ACCENT, PANEL, PRIMARY
from policybrief.deck.fit import timescale
from policybrief.deck.fit.axis import DOT, TimeAxis, in_order
from policybrief.deck.fit.stops import Scaled, Stop, measured, sides
from policybrief.deck.fit.timescale import Scale, Span
from policybrief.deck.shapes import Decoration, Polygon, Shape
from policybrief.deck.typeset import Faults, Laid, Type
from policybrief.ooxml.box import Box
from policybrief.text.records import dataclass

_SIDE = 18.0
"""From the panel's edges to its axis."""
_SPAN_HEIGHT, _LEAST_SPAN = 10.5, 6.0
"""The enlarged span on the first axis."""
_NECK, _NECK_END = 6.0, 27.0
"""Below the first axis, where the figure begins and where it widens."""
_FAN, _PAD, _FOOT = 50.0, 12.0, 12.0
"""From the first axis to the panel; above and below the panel's texts."""
_MORE_FAN, _MORE_PAD, _MORE_CLEAR = 7.0, 3.0, 3.0
_SPARE = 2 * _MORE_PAD + _MORE_FAN + 2 * _MORE_CLEAR
"""What looks best beyond these, where there is room; and so many times as much is the most."""
_MOST_SPARE = 4.0


@dataclass(frozen=True)
class _Zoomed:
    """The first axis, that of the panel, and the span that it enlarges."""

    overview: TimeAxis
    detail: TimeAxis
    span: Span

    @property
    def heights(self) -> tuple[float, float]:
        """From the top to the first axis, and from the panel's top to its axis; without spare room."""
        above = self.overview.height_above + self.overview.clear_above
        return above, _PAD + self.detail.height_above + self.detail.clear_above

    @property
    def height(self) -> float:
        return sum(self.heights) + _FAN + self.detail.clear_below + self.detail.height_below + _FOOT


def zoomed(shown: Scaled, crowd: tuple[int, int], type_: Type) -> Laid | None:
    """The events of a `crowd`, by the numbers of the first and the last, enlarged below the scale of all.

    None where there is no room.
    """
    first, last = crowd
    start, end = shown.days[first], shown.days[last]
    assert start is not None, "a crowd begins"
    assert end is not None, "and ends with a date"
    at, to = shown.scale.at(start), shown.scale.at(end)
    span = (at, max(to, at + _LEAST_SPAN))
    stops = (*shown.stops[:first], Stop(first, None, *span), *shown.stops[last + 1 :])
    overview = replace(TimeAxis.of(shown), stops=stops)
    near = replace(shown, scale=_near(start, end, shown.width - 2 * _SIDE), width=shown.width - 2 * _SIDE)
    detail = replace(TimeAxis.of(near), stops=near.stops[first : last + 1], ground=PANEL)
    above = overview.flagged([True] * len(stops), (2, 2), type_)
    ways = (detail.flagged(sides(detail.stops, first=up), (2, 1), type_) for up in (True, False))
    both = next(filter(None, ways), None)
    return _laid(_Zoomed(above, both, span), type_) if above and both else None


_MONTHS = 480
"""A crowd of so many days stands on whole months."""


def _near(start: dt.date, end: dt.date, width: float) -> Scale:
    if (end - start).days <= _MONTHS:
        return timescale.whole_months(start, end, 0.0, width)
    return Scale(start, end, DOT, width - DOT)


def _laid(timeline: _Zoomed, type_: Type) -> Laid:
    def place(box: Box) -> list[Shape]:
        spare = min(_MOST_SPARE, max(0.0, box.height - timeline.height) / _SPARE)
        to_first, to_second = timeline.heights
        first = box.y + to_first
        panel = first + _FAN + spare * _MORE_FAN
        texts = panel + _PAD + spare * _MORE_PAD
        second = panel + to_second + spare * (_MORE_PAD + _MORE_CLEAR)
        below = second + timeline.detail.clear_below + spare * _MORE_CLEAR
        bottom = below + timeline.detail.height_below + _FOOT + spare * _MORE_PAD
        drawn = timeline.overview.place(box.x, first, (box.y, first), type_)
        inner = timeline.detail.place(box.x + _SIDE, second, (texts, below), type_)
        room = Box(box.x, panel, box.width, bottom - panel)
        mark = Box(
            box.x + timeline.span[0], first - _SPAN_HEIGHT / 2, timeline.span[1] - timeline.span[0], _SPAN_HEIGHT
        )
        marked = Decoration(mark, ACCENT if measured(timeline.detail.stops) else PRIMARY)
        return [
            _figure(timeline.span, first, room),
            *in_order(replace(drawn, drawings=(*drawn.drawings, marked)), inner),
        ]

    return Laid(timeline.height, place, Faults(), True, timeline.height + _MOST_SPARE * _SPARE)


def _figure(span: Span, axis: float, panel: Box) -> Polygon:
    """The figure that fans out to the panel, in one piece with it."""
    left, right = panel.x + span[0], panel.x + span[1]
    end = axis + _NECK_END
    points = (
        (left, axis + _NECK),
        (right, axis + _NECK),
        (right, end),
        (panel.right, panel.y),
        (panel.right, panel.bottom),
        (panel.x, panel.bottom),
        (panel.x, panel.y),
        (left, end),
    )
    return Polygon(points, fill=PANEL)
