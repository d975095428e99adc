"""Where bars stand along their axis, lying or upright."""

from __future__ import annotations

from policybrief.text.records import dataclass

_GAP, _OVERLAP = 60, -9
"""Between groups of bars, and between the bars of one, in percent of a bar."""
_LEAST_GAP, _MOST_GAP = 30, 500


@dataclass(frozen=True)
class Slots:
    """The places of bars along their axis: of each category a slot, its bars in the middle."""

    start: float
    slot: float
    bar: float
    count: int
    gap: int
    overlap: int
    spread: bool = False
    """Whether they share all of the room, of which nothing need stand out."""

    @classmethod
    def of(cls, start: float, length: float, categories: int, count: int, widest: float) -> Slots:
        """Slots of `length` points in all, with `count` bars side by side, none thicker than `widest`."""
        slot = length / categories
        apart = _OVERLAP if count > 1 else 0
        group = count - (count - 1) * apart / 100
        bar = min(slot / (group + _GAP / 100), widest)
        gap = min(round((slot / bar - group) * 100), _MOST_GAP)
        return cls(start, slot, slot / (group + gap / 100), count, gap, apart, spread=True)

    @classmethod
    def between(cls, ends: tuple[float, float], categories: int, count: int, widest: float, over: float) -> Slots:
        """Slots whose first bar begins at the first of `ends` and whose last one ends at the other, or before it where
        bars are as wide and as far apart as they may be. Half of a gap stands out on both sides, `over` points at the
        most: where that is too little, bars begin later.
        """
        start, end = ends
        apart = _OVERLAP if count > 1 else 0
        bars, gaps = categories * (count - (count - 1) * apart / 100), categories - 1

        def bar(length: float, gap: float) -> float:
            return min(length / (bars + gaps * gap / 100), widest)

        length = end - start
        usual = bar(length, _GAP)
        wanted = (length / usual - bars) / gaps * 100 if gaps else _GAP
        inside = length - 2 * over * gaps
        bound = max(200 * over / widest, 200 * over * bars / inside if inside > 0 else 0.0)
        gap = min(round(wanted), max(int(bound), _LEAST_GAP), _MOST_GAP)
        inset = max(0.0, gap / 200 * bar(length, gap) - over)
        wide = bar(length - 2 * inset, gap)
        slot = (bars / categories + gap / 100) * wide
        return cls(start + inset - gap / 200 * wide, slot, wide, categories, gap, apart)

    @property
    def over(self) -> float:
        """Half of a gap: what stands out from the first and the last bar."""
        return 0.0 if self.spread else self.gap / 200 * self.bar

    def middle(self, category: int) -> float:
        return self.start + self.slot * (category + 0.5)

    def left(self, category: int, series: int) -> float:
        """Where a bar begins."""
        step = self.bar * (1 - self.overlap / 100)
        return self.start + self.slot * category + self.gap / 200 * self.bar + step * series
