"""What stands along an axis of time, and the flag that each event gets there: on which side, and from where on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from policybrief.deck.fit.flags import BESIDE, Flag
from policybrief.deck.fit.timescale import Days, Scale, Span, Tick, ticks
from policybrief.text.exhibits import Event, Timeline
from policybrief.text.records import dataclass
from policybrief.text.run import Text

_LEAST_ARROW = 48.0
"""What an event without a date needs between those beside it."""
_ARROW, _ARROW_GAP = 112.0, 14.0
"""How long its arrow is, and what stays between its tip and the event before."""
_PAST = 0.7
"""From this share of the axis on texts stand on the left of their leaders."""


@dataclass(frozen=True)
class Stop:
    """What stands on an axis from `start` to `end`: an event, or without one a span that is enlarged elsewhere.

    An event without a date has no place of its own.
    """

    number: int
    event: Event | None
    start: float | None
    end: float | None

    @classmethod
    def at(cls, number: int, event: Event, place: float | None) -> Stop:
        return cls(number, event, place, place)


@dataclass(frozen=True)
class Scaled:
    """A timeline whose events stand by their days on a scale, on an axis of that `width`."""

    block: Timeline
    days: Days
    scale: Scale
    width: float

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Every event at its place."""
        places = [self.scale.at(day) if day else None for day in self.days]
        events = zip(self.block.events, places, strict=True)
        return tuple(Stop.at(number, event, place) for number, (event, place) in enumerate(events))

    @property
    def ticks(self) -> tuple[Tick, ...]:
        return ticks(self.scale, self.block, 0.0, self.width)


def sides(stops: Sequence[Stop], *, first: bool) -> list[bool]:
    """Which events stand above the axis: in turn, from the `first` on; one without a date always, as its arrow does."""
    above: list[bool] = []
    for stop in stops:
        above.append(stop.start is None or (not above[-1] if above else first))
    return above


def measured(stops: Sequence[Stop]) -> tuple[Span, int, Text] | None:
    """The time between two events that is to be seen: from where to where, the later one's number, and its words."""
    for before, stop in pairwise(stops):
        if stop.event and stop.event.since and before.event and before.start is not None and stop.start is not None:
            return (before.start, stop.start), stop.number, stop.event.since
    return None


@dataclass(frozen=True)
class Flags:
    """A flag for each event, with the place of its stop in their order; and the arrows of those without a date, from
    where they stand to the tip.
    """

    flags: tuple[tuple[int, Flag], ...]
    arrows: tuple[Span, ...]


def flags_of(stops: Sequence[Stop], width: float, *, back: bool = True) -> Flags | None:
    """The flags of stops on an axis of that width; None where an event without a date has no room to be shown as one.

    Late ones look `back`, if they may.
    """
    flags: list[tuple[int, Flag]] = []
    arrows: list[Span] = []
    gap = measured(stops)
    for place, stop in enumerate(stops):
        if stop.event is None:
            continue
        if stop.start is not None:
            red = gap is not None and gap[1] == stop.number
            flag = Flag(stop.number, stop.event, stop.start, back and stop.start > _PAST * width, red=red)
            flags.append((place, flag))
            continue
        before = stops[place - 1].end if place else 0.0
        after = stops[place + 1].start if place + 1 < len(stops) else width
        if before is None or after is None or after - before < _LEAST_ARROW:
            return None
        last = place + 1 == len(stops)
        beside = BESIDE if stops[place - 1 if last else place + 1].event else 0.0
        at = before if last else after
        flag = Flag(stop.number, stop.event, at, back=not last, leader=False, beside=beside)
        flags.append((place, flag))
        tip = min(width, before + _ARROW) if last else max(before + _ARROW_GAP, after - _ARROW)
        arrows.append((at, tip))
    return Flags(tuple(flags), tuple(arrows))
