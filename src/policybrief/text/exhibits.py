"""What is shown beside the argument: tables, balances, timelines, figures and pictures; and charts (`text.charts`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, Self

from policybrief.text.charts import Chart
from policybrief.text.dates import Date
from policybrief.text.items import Items
from policybrief.text.records import dataclass
from policybrief.text.run import Run, Text, plain
from policybrief.text.scripts import closed_up
from policybrief.text.value_path import NOWHERE, ValuePath

RowKind = Literal["", "row", "group", "total"]
"""A usual row, one that heads those below it, one that sums up others. A "row" is usual though it has a label alone."""


@dataclass(frozen=True, slots=True)
class ColumnSpan:
    """A name over so many columns; one without words stands over those that have none."""

    text: Text
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`header` names the columns; the first cell of each row names the row.

    `kinds` and `marked` say of each row, and of each of its cells, what it is and whether it stands out; without them,
    all are usual. `numeric` columns hold numbers, whose decimal signs stand below one another. `over` are names over
    several columns, and `note` stands below. What goes on from slide to slide is a part of a `whole`.
    """

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    alt: Text
    at: str = ""
    tones: tuple[str, ...] = ()
    optional: int = 0
    kinds: tuple[RowKind, ...] = ()
    marked: tuple[tuple[bool, ...], ...] = ()
    numeric: tuple[bool, ...] = ()
    over: tuple[ColumnSpan, ...] = ()
    note: Text = ()
    whole: Table | None = None

    def kind(self, row: int) -> RowKind:
        """What a row is, "" for a usual one. Where nothing else is said, one that has a label alone heads others."""
        cells, said = self.rows[row], self.kinds[row] if self.kinds else ""
        alone = len(cells) > 1 and bool(cells[0]) and not any(cells[1:])
        return "" if said == "row" else said or ("group" if alone else "")

    def stands_out(self, row: int, column: int) -> bool:
        """Whether a cell was marked as what to look at."""
        return bool(self.marked) and self.marked[row][column]

    def taking(self, rows: Sequence[int]) -> Self:
        """The same of some rows, in that order."""
        kinds = tuple(self.kinds[row] for row in rows) if self.kinds else ()
        marked = tuple(self.marked[row] for row in rows) if self.marked else ()
        return replace(self, rows=tuple(self.rows[row] for row in rows), kinds=kinds, marked=marked)


@dataclass(frozen=True, slots=True)
class Comparison(Table):
    """A table of actors, or of what else is compared: a column for each, a row for each criterion."""


@dataclass(frozen=True, slots=True)
class Options(Table):
    """Options in columns, criteria in rows. `labels` stand above the names in the header; `scores` are those of each
    row's cells, in quarters of a ball, None where a cell has words alone.
    """

    labels: tuple[Text, ...] = ()
    scores: tuple[tuple[int | None, ...], ...] = ()

    def taking(self, rows: Sequence[int]) -> Self:
        """The same with these of its rows alone."""
        return replace(Table.taking(self, rows), scores=tuple(self.scores[row] for row in rows))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Judgments by recommendations: where a recommendation rests on a judgment, and how sure we are of that.

    `row_label` stands above the judgments, `column_label` beside the recommendations.
    """

    judgments: Items
    recommendations: Items
    alt: Text
    row_label: Text = ()
    column_label: Text = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a balance: what speaks for it."""

    title: Text
    points: tuple[Text, ...]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Dilemma:
    """Aims that can't all be had. A part of it that goes on from another slide has the number of its first aim as
    `start`.
    """

    label: Text
    lead: Text
    aims: tuple[Text, ...]
    at: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """Sides against each other, point beside point, and perhaps the dilemma that follows."""

    sides: tuple[Side, ...]
    dilemma: Dilemma | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A moment of a timeline: `when` as readers read it, `date` where that is known.

    `since` says how long after the event before it, where that is to be seen.
    """

    when: Text
    text: Text
    date: Date | None = None
    since: Text = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in the order of time, beside a scale where their dates allow it.

    `months` are the names for the scale, from January, and `months_short` those where room is short; `today` is the day
    of the brief.
    """

    events: tuple[Event, ...]
    at: str = ""
    months: tuple[str, ...] = ()
    months_short: tuple[str, ...] = ()
    today: dt.date | None = None


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure as it is read, what it is of, and perhaps what has to be known of it, where it goes and its source.

    `direction` draws the sign of the `trend`, which are the words for it.
    """

    value: Text
    label: Text
    text: Text = ()
    trend: Text = ()
    direction: Literal["", "up", "down", "flat"] = ""
    source: Text = ()


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Figures that are to be remembered, side by side."""

    figures: tuple[KeyFigure, ...]
    at: str = ""
    optional: int = 0

    def sentence(self, punctuation: Mapping[str, str]) -> Text:
        """The same in a sentence, with the marks of a language: "61 % of the fuel (up); 2 of 6 berths."."""
        marks, said = punctuation, list[Run]()
        for number, figure in enumerate(self.figures, 1):
            label = figure.label
            while label and label[-1].cite:  # the signs of sources come last
                label = label[:-1]
            cites = figure.label[len(label) :]
            trend = tuple(run.saying(run.text.lower()) for run in figure.trend)
            before = closed_up(plain(label), " ", marks["opening"])
            behind = (Run(f"{before}{marks['opening']}"), *trend, Run(marks["closing"])) if trend else ()
            gap = Run(closed_up(plain(figure.value), " ", plain(label)))
            said += [*(replace(run, bold=True, whole=True) for run in figure.value), gap, *label, *behind]
            last = number == len(self.figures)
            said += (
                [Run(marks["stop"]), *cites]
                if last
                else [*cites, Run(marks["semicolon"] + closed_up(marks["semicolon"], " ", "…"))]
            )
        return tuple(said)


@dataclass(frozen=True, slots=True)
class Image:
    """What is in a picture's file: the bytes of a PNG or JPEG, its size in pixels, and perhaps an SVG of the same."""

    content: bytes
    width: int
    height: int
    vector: bytes = b""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it shows in words, and perhaps the `points` that are to be seen in it.

    `file` is its name as the author wrote it, at the YAML path `path`; `image` is what is in it, once fit has read it.
    """

    file: str
    alt: Text
    caption: Text = ()
    path: ValuePath = NOWHERE
    at: str = ""
    image: Image | None = None
    points: tuple[Text, ...] = ()
    optional: int = 0


Exhibit = Table | Comparison | Options | Matrix | Balance | Dilemma | Timeline | KeyFigures | Chart | Picture
