"""The texts of events along an axis: each a flag, with its date and its words beside a leader to the axis.

Flags on one side of the axis are a band: their dates stand on one line, and none touches another. What has no room for
that is refused, and the timeline takes another form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policybrief.deck.colors import ACCENT, PRIMARY
from policybrief.deck.shapes import Align, Line, Look, TextShape
from policybrief.deck.typeset import Type, extent, name_of, wrapped
from policybrief.deck.widths import tight
from policybrief.ooxml.box import Box
from policybrief.text.exhibits import Event
from policybrief.text.records import dataclass

BESIDE = 9.0
"""From a leader to the text beside it."""
_BETWEEN = 15.0
"""Between two texts, and from a text to the leader of another."""
_NARROWEST, _USUAL = 96.0, 280.0
"""The width of a flag, at the least, and where that keeps it to few lines."""
_MOST_LINES = 6
_TALL = 140.0
"""A flag of more lines than are aimed at is no narrower than this: it would be a tower beside its leader."""
_SHARES = (0.5, 0.4, 0.6, 0.33, 0.67, 0.25, 0.75)
"""In what two flags that face each other may share the room between their leaders."""


@dataclass(frozen=True)
class Flag:
    """The event of a `number`: its text stands `beside` the place `at` of an axis, on the right, or `back` on the left.

    An event without a date has no `leader`: it stands where another one's is.
    """

    number: int
    event: Event
    at: float
    back: bool = False
    leader: bool = True
    beside: float = BESIDE
    red: bool = False

    @property
    def edge(self) -> float:
        """Where its text begins, or ends."""
        return self.at - self.beside if self.back else self.at + self.beside

    def lines(self, size: float) -> tuple[Line, ...]:
        """Its date, and what happened."""
        align: Align = "r" if self.back else "l"
        return event_lines(self.event, size, red=self.red, align=align)


def event_lines(event: Event, size: float, *, red: bool = False, align: Align = "l") -> tuple[Line, ...]:
    """An event's date, and below it what happened."""
    when = Line(event.when, Look(size, ACCENT if red else PRIMARY, bold=True), align=align)
    return when, Line(event.text, Look(size), align=align)


@dataclass(frozen=True)
class Flagged:
    """A flag whose text is measured: its width and height."""

    flag: Flag
    width: float
    height: float

    def shape(self, left: float, top: float, size: float) -> TextShape:
        """Its text, on an axis that begins at `left`, with the date's line at the `top`."""
        x = left + self.flag.edge - (self.width if self.flag.back else 0.0)
        lines = self.flag.lines(size)
        return TextShape(Box(x, top, self.width, self.height), lines, name_of(lines[0].text))


def band(flags: Sequence[Flag], width: float, type_: Type, aim: int) -> list[Flagged] | None:
    """The flags of one side, in their order, on an axis of that width; None where they have no room.

    The texts take `aim` lines below their dates, or as few more as they can.
    """
    measured: list[Flagged] = []
    for place, flag in enumerate(flags):
        before = flags[place - 1] if place else None
        after = flags[place + 1] if place + 1 < len(flags) else None
        if flag.back and before and not before.back:
            continue  # it was measured together with the one that it faces
        if after and after.back and not flag.back:
            pair = _facing(flag, after, type_, aim)
            if not pair:
                return None
            measured += pair
            continue
        room = flag.edge - (before.at + _BETWEEN if before else 0.0) if flag.back else _end(after, width) - flag.edge
        alone = _measured(flag, room, type_, aim)
        if not alone:
            return None
        measured.append(alone)
    return measured


def _end(after: Flag | None, width: float) -> float:
    return after.at - _BETWEEN if after else width


def _facing(first: Flag, second: Flag, type_: Type, aim: int) -> list[Flagged] | None:
    """Two flags between whose leaders both texts stand, the room shared so that the longer takes few lines."""
    room = second.edge - first.edge - _BETWEEN
    pairs = []
    for share in _SHARES:
        left = _measured(first, room * share, type_, aim)
        right = _measured(second, room * (1 - share), type_, aim)
        if left and right:
            pairs.append((max(left.height, right.height), abs(share - 0.5), [left, right]))
    return min(pairs, key=lambda way: way[:2])[2] if pairs else None


def _measured(flag: Flag, room: float, type_: Type, aim: int) -> Flagged | None:
    """A flag in so much room: as narrow as it keeps to its lines, so that these are of about one length."""
    if room < _NARROWEST:
        return None
    size = type_.theme.sizes.text
    lines = flag.lines(size)
    wide = next((width for width in _widths(room) if _count(lines, width, type_) <= aim + 1), room)
    if wide < _TALL and _count(lines, wide, type_) > aim + 1:
        return None
    if _count(lines, wide, type_) > _MOST_LINES or any(
        wrapped(line.text, line.look, wide, type_).cut for line in lines
    ):
        return None
    width = max(tight(line, wide, type_) for line in lines)
    return Flagged(flag, width, extent(lines, width, type_)[0])


def _widths(room: float) -> Iterator[float]:
    width = min(room, _USUAL)
    while width < room:
        yield width
        width *= 1.15
    yield room


def _count(lines: Iterable[Line], width: float, type_: Type) -> int:
    return sum(wrapped(line.text, line.look, width, type_).lines for line in lines)
