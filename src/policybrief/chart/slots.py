"""Where bars stand along their axis, lying or upright."""

from __future__ import annotations

from policybrief.text.records import dataclass

_GAP, _OVERLAP = 60, -9
"""Between groups of bars, and between the bars of one, in percent of a bar."""
_MOST_GAP = 500


@dataclass(frozen=True)
class Slots:
    """The places of bars along their axis: of each category a slot, its bars in the middle."""

    start: float
    slot: float
    bar: float
    count: int
    gap: int
    overlap: int

    @classmethod
    def of(cls, start: float, length: float, categories: int, count: int, widest: float) -> Slots:
        """Slots of `length` points in all, with `count` bars side by side, none thicker than `widest`."""
        slot = length / categories
        apart = _OVERLAP if count > 1 else 0
        group = count - (count - 1) * apart / 100
        bar = min(slot / (group + _GAP / 100), widest)
        gap = min(round((slot / bar - group) * 100), _MOST_GAP)
        return cls(start, slot, slot / (group + gap / 100), count, gap, apart)

    def middle(self, category: int) -> float:
        return self.start + self.slot * (category + 0.5)

    def left(self, category: int, series: int) -> float:
        """Where a bar begins."""
        step = self.bar * (1 - self.overlap / 100)
        return self.start + self.slot * category + self.gap / 200 * self.bar + step * series
