"""Which fill each series has: the first colour is for what stands out, greys for the rest, an actor's for the actor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from policybrief.chart.marks import Kind, SeriesPaint
from policybrief.ooxml.color import Color
from policybrief.ooxml.colors import luminated
from policybrief.ooxml.contrast import channels, ratio
from policybrief.text.charts import Chart
from policybrief.text.records import dataclass
from policybrief.text.run import plain
from policybrief.theme import series
from policybrief.theme.model import Theme
from policybrief.theme.series import Swatch

_OF_LINES = (0, 2, 1, 3)
"""A thin line in the lightest grey is hard to see: the second line takes the next darker one."""
_LOUD = 96
"""Between the strongest and the weakest of red, green and blue, from 0 to 255: what has more draws the eye."""
_PALER = 0.5
"""How much of a colour is left on its second turn."""


@dataclass(frozen=True)
class Palette:
    """The fills of a theme with their digits on this ground, `rgb` the theme's colours there."""

    swatches: Sequence[Swatch]
    digits: Sequence[str]
    rgb: Mapping[str, str]

    @classmethod
    def of(cls, theme: Theme, *, printed: bool = False) -> Palette:
        """A theme's, on its slides or as it is printed on white paper."""
        rgb = theme.printed if printed else theme.rgb
        digits = theme.printed_series if printed else [series.digits(fill, theme.fill_rgb) for fill in theme.chart]
        return cls(theme.swatches, digits, rgb)

    def paints(self, chart: Chart, kind: Kind) -> tuple[SeriesPaint, ...]:
        """What each series of a chart looks like. Beside one that the chart names, loud colours come last."""
        quiet = chart.emphasis in [plain(row.name) for row in chart.series]
        strong = emphasized_series(chart)
        toned = self._has_actors and any(row.tone for row in chart.series)
        turns = iter(range(1 if toned else 0, 1000))
        first = {} if toned or strong < 0 else {strong: next(turns)}
        paints = []
        for number, row in enumerate(chart.series):
            if toned and row.tone:
                paints.append(self._actor(row.tone))
            else:
                paints.append(self.paint(first[number] if number in first else next(turns), kind, quiet=quiet))
        return tuple(paints)

    def paint(self, turn: int, kind: Kind = "column", *, quiet: bool = False) -> SeriesPaint:
        """The fill of a turn; after the last the first again, paler. `quiet` ones come before those that are loud."""
        count = len(self.swatches)
        places = _OF_LINES if kind == "line" and count == len(_OF_LINES) else tuple(range(count))
        if quiet:
            places = (*places[:1], *sorted(places[1:], key=self._is_loud))
        place = places[turn % count]
        swatch, rgb = self.swatches[place], self.digits[place]
        for _ in range(turn // count):
            share = round(_PALER * 100_000)
            changes = (*swatch.color.changes, ("lumMod", share), ("lumOff", 100_000 - share))
            swatch, rgb = Swatch(Color(swatch.color.name, changes), swatch.percent), luminated(rgb, _PALER, 1 - _PALER)
        if swatch.percent is not None:  # words stand on paper in a pattern
            return SeriesPaint(swatch, rgb, "ink", turn)
        return SeriesPaint(swatch, rgb, self._inside(rgb))

    def _is_loud(self, place: int) -> bool:
        shares = channels(self.digits[place])
        return max(shares) - min(shares) > _LOUD / 255

    @property
    def _has_actors(self) -> bool:
        """Whether the two sides of a comparison have colours of their own."""
        return self.rgb["first"] != self.rgb["second"]

    def _actor(self, tone: str) -> SeriesPaint:
        rgb = self.rgb[tone]
        return SeriesPaint(Swatch(Color(tone)), rgb, self._inside(rgb))

    def _inside(self, rgb: str) -> Literal["ink", "paper"]:
        return "paper" if ratio(self.rgb["paper"], rgb) >= ratio(self.rgb["ink"], rgb) else "ink"


def emphasized_series(chart: Chart) -> int:
    """The number of the series that stands out; the first where none is named; -1 where a category does, or where the
    series are the two sides of a comparison.
    """
    names = [plain(row.name) for row in chart.series]
    if chart.emphasis in names:
        return names.index(chart.emphasis)
    sides = any(row.tone for row in chart.series)
    return -1 if sides or (emphasized_category(chart) >= 0 and len(names) == 1) else 0


def emphasized_category(chart: Chart) -> int:
    """The number of the category that stands out, -1 for none."""
    names = [plain(name) for name in chart.categories]
    series_names = [plain(row.name) for row in chart.series]
    return names.index(chart.emphasis) if chart.emphasis in names and chart.emphasis not in series_names else -1
