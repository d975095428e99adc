"""Where each text of a placed deck comes from, and where it stands: each run of each paragraph by itself.

Nothing of this is in the .pptx: what an audience may not see must not get into its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from policybrief.deck.placed import PlacedDeck
from policybrief.deck.shapes import ChartShape, Line, PictureShape, Shape, TableShape, TextShape
from policybrief.ooxml.box import Box
from policybrief.text.charts import Chart
from policybrief.text.placed import PlacedText
from policybrief.text.records import dataclass
from policybrief.text.run import Text

DeckPart = Literal["paragraph", "cell", "alt", "category", "series", "value", "unit", "note"]


@dataclass(frozen=True, slots=True)
class DeckSpot:
    """A place in a deck: the `slide`'s number from 1, the `shape` from 0 in reading order, and what of it.

    `at` are the positions from 0 that lead to it: of a paragraph; of a cell's row, column and paragraph; of a value's
    series and category. A speaker note is in no shape of the slide, and has no box.
    """

    slide: int
    shape: int
    part: DeckPart
    at: tuple[int, ...] = ()
    box: Box | None = None


Found = tuple[DeckPart, tuple[int, ...], Text]


def texts(placed: PlacedDeck) -> Iterator[PlacedText[DeckSpot]]:
    """Every run of text that a reader of the deck can see or hear, in reading order, each slide's notes behind it."""
    for number, slide in enumerate(placed.slides, 1):
        for place, shape in enumerate(slide.shapes):
            for part, at, text in _in_shape(shape):
                yield from _runs(text, DeckSpot(number, place, part, at, shape.box))
        for part, at, text in _paragraphs("note", slide.notes):
            yield from _runs(text, DeckSpot(number, -1, part, at))


def _runs(text: Text, spot: DeckSpot) -> Iterator[PlacedText[DeckSpot]]:
    return (PlacedText(run.path, run.text, spot) for run in text)


def _in_shape(shape: Shape) -> Iterator[Found]:
    match shape:
        case TextShape():
            yield from _paragraphs("paragraph", shape.lines)
        case TableShape():
            yield "alt", (), shape.alt
            for row, cells in enumerate(shape.rows):
                for column, cell in enumerate(cells):
                    yield from _paragraphs("cell", cell.lines, row, column)
        case PictureShape():
            yield "alt", (), shape.alt
        case ChartShape():
            yield from _in_chart(shape.chart)


def _paragraphs(part: DeckPart, lines: Iterable[Line], *within: int) -> Iterator[Found]:
    return ((part, (*within, number), line.text) for number, line in enumerate(lines))


def _in_chart(chart: Chart) -> Iterator[Found]:
    yield "alt", (), chart.alt
    yield "unit", (), chart.unit
    for number, category in enumerate(chart.categories):
        yield "category", (number,), category
    for place, series in enumerate(chart.series):
        yield "series", (place,), series.name
        for number in range(len(series.values)):
            yield "value", (place, number), chart.written(place, number)
