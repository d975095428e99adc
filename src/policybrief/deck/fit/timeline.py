"""A timeline, true to scale where its dates allow it.

Up to six events stand along an axis, above and below it in turn; where some of them crowd, their span is enlarged below
it. More, or texts that have no room there, stand as a list beside the scale. Where dates are not known, or contradict
the order, no scale is drawn: events stand at equal distances.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policybrief.deck.fit import timescale
from policybrief.deck.fit.axis import DOT, TimeAxis, in_order
from policybrief.deck.fit.eventlist import event_list
from policybrief.deck.fit.stops import Scaled, Stop, sides
from policybrief.deck.fit.timescale import Days, Scale
from policybrief.deck.fit.zoomed import zoomed
from policybrief.deck.shapes import Shape
from policybrief.deck.typeset import NO_CEILING, Faults, Laid, Type
from policybrief.ooxml.box import Box
from policybrief.text.exhibits import Event, Timeline

_MOST_ALONG, _LEAST_WIDTH = 6, 480.0
"""So many events stand along an axis, and on one that is so wide."""
_CROWDED, _TOUCHING = 115.2, 27.0
"""Where events are nearer than this, 1.6 inches, their span is enlarged; if that is in several places, they stand along
one axis, but not nearer than the other, at which their dots touch.
"""
_LEAD = 0.22
"""Of the axis, what lies before the first date or after the last one for an event without."""
_LAST_WIDTH = 230.0
"""What the last of events at equal distances has for its text."""
_GROWTH = 36.0
"""By how much leaders may get longer where there is room."""


def timeline(block: Timeline, width: float, type_: Type) -> Laid:
    """The first of its forms that fits the room; it needs no more height than the least of them."""
    days = timescale.days_of(block.events)
    listed = event_list(block, days, width, type_)
    forms = [*_along(block, days, width, type_), listed]

    def place(box: Box) -> list[Shape]:
        return next((form for form in forms if form.height <= box.height + 0.01), listed).place(box)

    least = min(form.height for form in forms)
    return Laid(least, place, listed.faults if len(forms) == 1 else Faults(), True, max(form.ceiling for form in forms))


def _along(block: Timeline, days: Days | None, width: float, type_: Type) -> Iterator[Laid]:
    """The ways to draw events along an axis, if there are any."""
    if len(block.events) > _MOST_ALONG or width < _LEAST_WIDTH:
        return
    if days is None:
        way = _even(block.events, width, type_)
    else:
        shown = Scaled(block, days, _scale(days, width, block.today), width)
        crowds = _crowds(shown, _CROWDED)
        if len(crowds) == 1:
            way = zoomed(shown, crowds[0], type_)
        else:
            way = None if _crowds(shown, _TOUCHING) else _one_axis(TimeAxis.of(shown), type_)
    if way:
        yield way


def _scale(days: Days, width: float, today: dt.date | None) -> Scale:
    """The scale of all events, with room on either side for one that has no date."""
    start = _LEAD * width if days[0] is None else DOT
    end = width - (_LEAD * width if days[-1] is None else DOT)
    return timescale.scale(days, today, start, end)


def _crowds(shown: Scaled, apart: float) -> list[tuple[int, int]]:
    """The runs of events that are less than so far `apart`, each from one number to another."""
    dated = [(stop.number, stop.start) for stop in shown.stops if stop.start is not None]
    near = [(first[0], second[0]) for first, second in pairwise(dated) if second[1] - first[1] < apart]
    runs: list[tuple[int, int]] = []
    for first, second in near:
        if runs and runs[-1][1] == first:
            runs[-1] = (runs[-1][0], second)
        else:
            runs.append((first, second))
    return runs


def _even(events: Sequence[Event], width: float, type_: Type) -> Laid | None:
    """Events at equal distances along a line that only says in which direction time goes."""
    count = len(events)
    step = min(width / count, (width - _LAST_WIDTH) / max(1, count - 1))
    stops = [Stop.at(number, event, DOT + number * step) for number, event in enumerate(events)]
    return _one_axis(TimeAxis(width, stops=tuple(stops), pointed=True), type_)


def _one_axis(axis: TimeAxis, type_: Type) -> Laid | None:
    """The axis in the middle of its room, with flags on both sides."""
    ways = (axis.flagged(sides(axis.stops, first=first), (3, 3), type_) for first in (True, False))
    flagged = min(filter(None, ways), key=lambda way: way.height_above + way.height_below, default=None)
    return _laid(flagged, type_) if flagged else None


def _laid(axis: TimeAxis, type_: Type) -> Laid:
    above, below = axis.clear_above, axis.clear_below
    height = axis.height_above + above + below + axis.height_below

    def place(box: Box) -> list[Shape]:
        more = min(_GROWTH, max(0.0, box.height - height) / 4)
        top = box.y + max(0.0, box.height - height - 2 * more) / 2
        y = top + axis.height_above + above + more
        return in_order(axis.place(box.x, y, (top, y + below + more), type_))

    return Laid(height, place, Faults(), True, NO_CEILING)
