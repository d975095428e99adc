"""Numbers that are shown as a picture: a chart, its series, and what they are held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policybrief.text.figures import ChartKind, NumberForm
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text
from policybrief.text.value_path import NOWHERE, ValuePath


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, one for each category of a chart, and the path of each; None is a gap.

    `tone` says which column of a comparison the series is, and so whose colour it has.
    """

    name: Text
    values: tuple[float | None, ...]
    paths: tuple[ValuePath, ...] = ()
    tone: str = ""

    def path(self, number: int) -> ValuePath:
        """Where the value of a category comes from."""
        return self.paths[number] if self.paths else NOWHERE

    def taking(self, numbers: Sequence[int]) -> Series:
        """The same of some categories, in that order."""
        paths = tuple(self.paths[number] for number in numbers) if self.paths else ()
        return replace(self, values=tuple(self.values[number] for number in numbers), paths=paths)


@dataclass(frozen=True, slots=True)
class Target:
    """A number that a chart's values are to be held against, and what it is."""

    value: float
    label: Text
    path: ValuePath = NOWHERE


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers as a picture; `alt` says what it shows, and `form` how all of its numbers are written.

    `emphasis` is the name of a series or a category that stands out. `timed` says that the categories are times.
    `more` and `rest` are what is said of categories that have no room, in the picture and in the alternative text.
    """

    kind: ChartKind
    categories: tuple[Text, ...]
    series: tuple[Series, ...]
    alt: Text
    form: NumberForm
    unit: Text = ()
    at: str = ""
    optional: int = 0
    stacked: bool = False
    emphasis: str = ""
    target: Target | None = None
    note: Text = ()
    timed: bool = False
    more: str = "and {count} more"
    rest: str = " And {count} more: {rest}."

    def written(self, series: int, number: int) -> Text:
        """A number as readers see it; a gap is nothing to be seen."""
        value = self.series[series].values[number]
        shown = "" if value is None else self.form.written(value)
        return (Run(shown, self.series[series].path(number), self.at),)

    def taking(self, numbers: Sequence[int]) -> Chart:
        """The same of some categories, in that order."""
        categories = tuple(self.categories[number] for number in numbers)
        return replace(self, categories=categories, series=tuple(row.taking(numbers) for row in self.series))
