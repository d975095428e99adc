"""What a chart is once it is laid out: marks with their places, and words where they stand. Nothing is left to decide.

Lengths are points, in the coordinates of the box that was given. A native chart takes of a `ChartPanel` the place of
its plot, the ends of its axis and which values are labelled; who draws takes the marks. Both show the same picture.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Literal, get_args

from policybrief.ooxml.box import Box
from policybrief.text.charts import Chart
from policybrief.text.records import dataclass
from policybrief.text.run import Text
from policybrief.theme.series import Swatch

Kind = Literal["bar", "column", "line"]
Align = Literal["l", "ctr", "r"]
Dash = Literal["solid", "dash", "sysDot", "dashDot"]
"""Kinds of a line, by PowerPoint's names."""
Role = Literal["value", "category", "tick", "name", "end", "total", "target", "unit", "more", "note"]
"""What a label says. A native chart has its values and categories itself; all else stands beside it, and so do the
names of categories (`tick`) where only some have room: LibreOffice would break or drop them.
"""

_DASHES: tuple[Dash, ...] = get_args(Dash)

NATIVE = frozenset({"value", "category"})


@dataclass(frozen=True, slots=True)
class Setting:
    """How a chart's words are measured, and their sizes: of names and values, the largest that fits; `small` for what
    is quieter, `least` for the names below an axis of many.

    `width` is that of a text on one line, `lines` how many lines it takes in a width, or None where a word has no room.
    `over` is by how much a plot may stand out from its box at the left and the right, where nothing of it is seen.
    """

    width: Callable[[Text, float, bool], float]
    lines: Callable[[Text, float, bool, float], int | None]
    sizes: tuple[float, ...]
    small: float
    least: float
    leading: float = 1.2
    over: float = inf

    @property
    def pairs(self) -> list[tuple[float, float]]:
        """Sizes of values, each with the sizes that names below them may have; the last pair is for many names."""
        pairs = [(size, names) for size in self.sizes for names in self.sizes if names <= size]
        return [*pairs, (self.sizes[-1], self.least)]


@dataclass(frozen=True, slots=True)
class SeriesPaint:
    """What a series looks like: its fill, that as digits, and the colour of words on it. A line has no pattern: by its
    `turn` it has dashes and dots that tell it from the others.
    """

    swatch: Swatch
    rgb: str
    inside: Literal["ink", "paper"] = "paper"
    turn: int = 0

    @property
    def is_pattern(self) -> bool:
        return self.swatch.percent is not None

    @property
    def dash(self) -> Dash:
        """How its line is drawn."""
        return _DASHES[self.turn % len(_DASHES)] if self.is_pattern else "solid"

    @property
    def is_square(self) -> bool:
        """Whether a square stands at each point of its line, not a circle."""
        return self.is_pattern and self.turn % 2 == 1

    @property
    def is_hollow(self) -> bool:
        """Whether what stands at each point is paper in a frame."""
        return self.is_pattern and self.turn % 4 in (1, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, or a part of one."""

    box: Box
    paint: SeriesPaint
    series: int
    category: int


@dataclass(frozen=True, slots=True)
class Curve:
    """The line of a series: stretches of points, where there are gaps between."""

    stretches: tuple[tuple[tuple[float, float], ...], ...]
    paint: SeriesPaint
    series: int
    width: float
    dot: float


@dataclass(frozen=True, slots=True)
class ChartRule:
    """A straight line: the axis, which a native chart has itself, or the base that columns stand on, which is no longer
    than they are; a leader from a mark to its name, or the target.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    role: Literal["axis", "base", "leader", "target"]


@dataclass(frozen=True, slots=True)
class ChartLabel:
    """Words in their box. `tone` is the theme's name of their colour."""

    text: Text
    box: Box
    size: float
    role: Role
    align: Align = "l"
    bold: bool = False
    tone: str = "ink"
    series: int = -1
    category: int = -1
    lines: int = 1
    place: str = ""


def overlap(first: Box, second: Box) -> bool:
    """Whether two boxes share a place."""
    across = min(first.right, second.right) - max(first.x, second.x)
    down = min(first.bottom, second.bottom) - max(first.y, second.y)
    return across > 0.01 and down > 0.01


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of values from `low` to `high`; its zero is at `zero`, and a unit is so many points."""

    low: float
    high: float
    zero: float
    unit: float

    def at(self, value: float) -> float:
        """How far from zero a value is, in points."""
        return value * self.unit


@dataclass(frozen=True, slots=True)
class ChartPanel:
    """One chart with axes of its own. `shown` are so many of its categories; its `chart` has all.

    By `over` the plot stands out at both sides from what is seen of it, for a native chart keeps half of a gap there.
    `gap` and `overlap` are those of bars, in percent of one; each `skip`th name stands below the axis. `chips` are
    squares beside names that no leader can reach.
    """

    box: Box
    chart: Chart
    kind: Kind
    plot: Box
    axis: Axis
    shown: int
    paints: tuple[SeriesPaint, ...]
    size: float
    names: float
    gap: int = 60
    overlap: int = 0
    over: float = 0.0
    skip: int = 1
    others: SeriesPaint | None = None
    strong: int = -1
    bars: tuple[Bar, ...] = ()
    curves: tuple[Curve, ...] = ()
    labels: tuple[ChartLabel, ...] = ()
    rules: tuple[ChartRule, ...] = ()
    chips: tuple[Bar, ...] = ()

    @property
    def stacked(self) -> bool:
        return self.chart.stacked

    @property
    def zero(self) -> float:
        """Where zero is: its height, or for lying bars how far right."""
        if self.kind == "bar":
            return self.plot.x + self.axis.zero
        return self.plot.bottom - self.axis.zero

    @property
    def target_at(self) -> tuple[float, float] | None:
        """Where the target's line ends at the right, above standing bars or lines."""
        if not self.chart.target:
            return None
        return self.plot.right - self.over, self.zero - self.axis.at(float(self.chart.target.value))

    def paint(self, series: int, category: int) -> SeriesPaint:
        """What a bar looks like: where a category stands out, the others are quieter."""
        return self.others if self.others and category != self.strong else self.paints[series]


@dataclass(frozen=True, slots=True)
class ChartPicture:
    """A chart in its box: one panel, or small multiples; and what stands around them."""

    panels: tuple[ChartPanel, ...]
    labels: tuple[ChartLabel, ...] = ()

    @property
    def words(self) -> tuple[ChartLabel, ...]:
        """All labels."""
        return (*self.labels, *(label for panel in self.panels for label in panel.labels))

    @property
    def bottom(self) -> float:
        """Where the lowest of it ends."""
        return max(*(word.box.bottom for word in self.words), *(panel.plot.bottom for panel in self.panels))
