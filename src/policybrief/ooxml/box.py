"""A rectangle on a slide, in points from its upper left corner."""

from __future__ import annotations

from policybrief.text.records import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    def inset(self, left: float, top: float, right: float, bottom: float) -> Box:
        return Box(self.x + left, self.y + top, self.width - left - right, self.height - top - bottom)

    def overlap(self, other: Box) -> Box:
        """What both cover; of no width or height where they don't meet."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        width, height = min(self.right, other.right) - x, min(self.bottom, other.bottom) - y
        return Box(x, y, max(0.0, width), max(0.0, height))

    def holds(self, other: Box, by: float = 0.0) -> bool:
        """Whether `other` lies within it; it may stand out by so many points."""
        return (
            self.x <= other.x + by
            and self.y <= other.y + by
            and self.right >= other.right - by
            and self.bottom >= other.bottom - by
        )

    def without(self, other: Box, gap: float = 0.0) -> Box:
        """The largest part of it that is `gap` points clear of `other`: above, below, left or right."""
        shared = self.overlap(other)
        if not (shared.width and shared.height):
            return self
        parts = (
            Box(self.x, self.y, self.width, other.y - gap - self.y),
            Box(self.x, other.bottom + gap, self.width, self.bottom - other.bottom - gap),
            Box(self.x, self.y, other.x - gap - self.x, self.height),
            Box(other.right + gap, self.y, self.right - other.right - gap, self.height),
        )
        return max(parts, key=lambda part: part.area)
