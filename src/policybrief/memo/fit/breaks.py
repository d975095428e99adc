"""Where a memo of two pages may be divided, and where it is divided best.

A memo is laid as one column. On its way down the pen notes each place where a page may end; what belongs together
takes the places within it back. A place costs so many lines as may rather stay empty at the page's end: a part is
seldom worth dividing, and a paragraph less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from policybrief.memo.fit.pen import Flowable

BETWEEN_PARTS, BETWEEN_BLOCKS, BETWEEN_ROWS, IN_TEXT = 0.0, 1.5, 2.5, 4.0
"""What a break costs, in lines of the body."""
_MOST_EMPTY = 0.1
"""Of the first page, at its end, where what follows can be divided."""
LEAST_FILLED = 1 / 3
"""Of the last page, with text above its sources."""
_SAME = 0.05
"""Heights that differ by less, in points, are one."""


class PageBreak(NamedTuple):
    """A page may end at the height `end`; the next begins with what stood at `start`, below what stands there `again`:
    the heading of a section, the header of a table.
    """

    end: float
    start: float
    cost: float
    again: tuple[Flowable, ...] = ()

    @property
    def middle(self) -> float:
        """Nothing is drawn across this height, and nothing that goes begins above it."""
        return (self.end + self.start) / 2 - _SAME


def take_back(breaks: list[PageBreak], top: float, bottom: float) -> None:
    """Without the places that lie between two heights. They stand in their order, so that only the last ones can."""
    first = len(breaks)
    while first and breaks[first - 1].start > top + _SAME:
        first -= 1
    if first < len(breaks):
        breaks[first:] = [each for each in breaks[first:] if each.end >= bottom - _SAME]


@dataclass(frozen=True)
class Column:
    """A memo laid as one column, and the room that two pages have for it.

    The first page ends at the height `first`; the next has the height `second`, of which its foot takes `foot`. The
    column ends at `bottom`.
    """

    breaks: Sequence[PageBreak]
    bottom: float
    first: float
    second: float
    foot: float
    line: float
    height: Callable[[Sequence[Flowable]], float]

    @property
    def short(self) -> float:
        """The height that is missing for a second page that is full enough."""
        return max(self.first + LEAST_FILLED * self.second - self.bottom, self.line)

    def split(self) -> Split:
        """Where it is divided best: late, at no great cost, and with enough on the second page."""
        splits = [self._at(each) for each in self.breaks if each.end <= self.first]
        if not splits:
            return Split(None, max(self.bottom + self.foot - self.first - self.second, self.line), 1.0)
        able = [each for each in splits if each.over <= 0]
        if not able:
            return min(splits, key=lambda each: each.over)
        full = [each for each in able if each.end >= (1.0 - _MOST_EMPTY) * self.first] or able[-1:]
        enough = [each for each in full if each.filled >= LEAST_FILLED] or full
        return min(enough, key=lambda each: self.first - each.end + each.cost * self.line)

    def _at(self, place: PageBreak) -> Split:
        text = self.height(place.again) + self.bottom - place.start
        return Split(place, text + self.foot - self.second, text / self.second)


@dataclass(frozen=True)
class Split:
    """A way to divide a memo. What goes to the second page is so much `over` its room, or where that is negative leaves
    so much of it free; `filled` is how much of that page has text, from 0 to 1. `place` is None where it can't be
    divided.
    """

    place: PageBreak | None
    over: float
    filled: float

    @property
    def end(self) -> float:
        return self.place.end if self.place else 0.0

    @property
    def cost(self) -> float:
        return self.place.cost if self.place else 0.0
