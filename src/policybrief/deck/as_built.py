"""What a placed deck shows, in the units of `shown`: each stretch of its words with the value that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import ChartShape, Line, PictureShape, TableShape, TextShape
from policybrief.deck.shown import INSIDE, ShownBox, ShownParagraph, ShownSlide, Stretch
from policybrief.text.charts import Chart
from policybrief.text.run import plain
from policybrief.text.value_path import NOWHERE, ValuePath


def shown(placed: PlacedDeck) -> tuple[ShownSlide, ...]:
    """What a placed deck shows. The charts are left to who has read the file."""
    return tuple(
        ShownSlide(
            tuple(_boxes(slide)),
            _paragraphs(slide.notes),
            alts=tuple(_alts(slide)),
            pictures=sum(isinstance(shape, PictureShape) for shape in slide.shapes),
        )
        for slide in placed.slides
    )


def _alts(slide: PlacedSlide) -> Iterator[ShownParagraph]:
    for shape in slide.shapes:
        if isinstance(shape, TableShape | ChartShape | PictureShape):
            alt = shape.chart.alt if isinstance(shape, ChartShape) else shape.alt
            yield ShownParagraph(tuple(Stretch(run.text, run.path, run.at) for run in alt if run.text))


def _boxes(slide: PlacedSlide) -> Iterator[ShownBox]:
    tables = 0
    for shape in slide.shapes:
        if isinstance(shape, TextShape) and shape.role != "number" and any(line.text for line in shape.lines):
            top = (shape.box.x + shape.box.width / 2, shape.box.y)
            yield ShownBox(shape.name, shape.role, top, _paragraphs(shape.lines))
        elif isinstance(shape, TableShape):
            for row, cells in enumerate(shape.rows):
                for column, cell in enumerate(cells):
                    yield ShownBox(shape.name, "cell", None, _paragraphs(cell.lines), (tables, row, column))
            tables += 1


def _paragraphs(lines: Iterable[Line]) -> tuple[ShownParagraph, ...]:
    return tuple(
        ShownParagraph(
            tuple(
                Stretch(
                    run.text,
                    run.path,
                    run.at,
                    run.bold or line.look.bold,
                    run.italic or (None if line.look.italic else False),
                    INSIDE if run.link.startswith(INSIDE) else run.link,
                    run.raised,
                    bool(run.struck),
                )
                for run in line.text
            )
        )
        for line in lines
    )


def chart_paths(chart: Chart, words: Sequence[str]) -> tuple[ValuePath, ...]:
    """The values that the words and numbers of a chart's file come from, series by series: its name, the categories,
    and its numbers. Where one is not as the brief has it, it is NOWHERE; none are known of a file of another order.
    """
    known: list[tuple[str, ValuePath]] = []
    for row in chart.series:
        texts = [(plain(text), text[0].path if text else NOWHERE) for text in (row.name, *chart.categories)]
        paths = row.paths or (NOWHERE,) * len(row.values)
        numbers = [(f"{value:.9g}", path) for value, path in zip(row.values, paths, strict=True) if value is not None]
        known += [*texts, *numbers]
    if len(known) != len(words):
        return ()
    return tuple(path if text == word else NOWHERE for (text, path), word in zip(known, words, strict=True))
