"""What stands on a finished deck's slides and in its notes, as python-pptx reads it; and what fit has placed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from pptx import Presentation

from policybrief.deck.shapes import SLIDE_HEIGHT, SLIDE_WIDTH, ChartShape, TableShape, TextShape
from policybrief.ooxml.box import Box
from support import decks

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def text_frames(shapes: Any) -> Iterator[str]:
    """The texts of shapes; a no-break space is a space to who looks for words."""
    return (text.replace("\u00a0", " ") for text in _text_frames(shapes))


def _text_frames(shapes: Any) -> Iterator[str]:
    for shape in shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if shape.has_chart:
            yield from (str(category) for category in shape.chart.plots[0].categories)
            yield from (series.name for series in shape.chart.plots[0].series)


def shown(content: bytes) -> str:
    """All text of the slides."""
    return "\n".join(text for slide in opened(content).slides for text in text_frames(slide.shapes))


def noted(content: bytes) -> str:
    """All text of the notes."""
    pages = [slide.notes_slide for slide in opened(content).slides if slide.has_notes_slide]
    return "\n".join(text for page in pages for text in text_frames(page.shapes))


# Texts that stand on slides word for word, as paths with * for "each".
ON_SLIDES = """
    title to from bottom_line.headline bottom_line.points.*.label headlines.* decision.ask
    judgments.*.headline judgments.*.text judgments.*.short judgments.*.basis judgments.*.evidence.*.quote
    judgments.*.evidence.*.speaker recommendations.*.headline
    comparison.headline comparison.columns.* comparison.rows.*.label comparison.rows.*.cells.*
    balance.headline balance.sides.*.label balance.sides.*.points.* balance.dilemma.label balance.dilemma.aims.*
    timeline.headline timeline.events.*.when timeline.events.*.text
    figures.headline figures.entries.*.value figures.entries.*.label figures.entries.*.text
    charts.*.headline charts.*.categories.* charts.*.series.*.name avoid.*.headline avoid.*.text
    sources.*.citation-label sources.*.title sources.*.note
"""


IN_NOTES = """
    bottom_line.text judgments.*.evidence.*.locator recommendations.*.text recommendations.*.evidence.*.locator
    balance.dilemma.lead charts.*.alt confidence_note
"""


def values(data: Any, steps: list[str]) -> Iterator[str]:
    """The texts at a path; none where a part is missing."""
    if not steps:
        yield str(data)
    elif steps[0] == "*":
        for value in data.values() if isinstance(data, dict) else data:
            yield from values(value, steps[1:])
    elif steps[0] in data:
        yield from values(data[steps[0]], steps[1:])


def texts_at(file: Path, paths: str) -> list[str]:
    brief = decks.read(file)
    return [unmarked(text) for path in paths.split() for text in values(brief, path.split("."))]


def unmarked(text: str) -> str:
    """A text as shown up to its first citation: without the marks of bold, italics and links."""
    text = re.sub(r"\[([^]@]+)\]\([^)]*\)", r"\1", text)
    return text.replace("*", "").replace("\u00a0", " ").partition(" [@")[0].rstrip(".")


def text_shapes(shapes: Iterable[Any]) -> list[TextShape]:
    """Those of placed shapes that are texts."""
    return [shape for shape in shapes if isinstance(shape, TextShape)]


def has_foot(shape: Any) -> bool:
    return isinstance(shape, TextShape) and shape.role in ("footer", "date", "number")


def overlaps(slide: Any) -> list[tuple[str, str]]:
    """Pairs of texts, tables or charts whose boxes share room; the foot's boxes are the layouts' own.

    Marks stand over a table, where its cells have room for them, and a chart's labels in the chart (tests/chart).
    Labels may stand below a title of one line.
    """
    shapes = [shape for shape in slide.shapes if isinstance(shape, TextShape | TableShape | ChartShape)]
    if any(isinstance(shape, TableShape) for shape in shapes):
        shapes = [shape for shape in shapes if not re.fullmatch(r"(judgment|recommendation) \d+", shape.name)]
    boxes = [(shape, _taken(shape)) for shape in shapes if not has_foot(shape)]
    return [
        (one.name, other.name)
        for (one, a), (other, b) in combinations(boxes, 2)
        if not (isinstance(one, ChartShape) and getattr(other, "role", "") == "chart")
        and min(a.right, b.right) - max(a.x, b.x) > 0.5
        and min(a.bottom, b.bottom) - max(a.y, b.y) > 0.5
    ]


def _taken(shape: Any) -> Box:
    """The box of a shape; of a title of one line, what that takes."""
    if not isinstance(shape, TextShape) or shape.role != "title" or len(shape.lines[0].drawn) > 1:
        return shape.box
    return replace(shape.box, height=min(shape.box.height, shape.lines[0].look.size * 1.5))


def assert_tidy(placed: Any) -> None:
    for number, slide in enumerate(placed.slides, 1):
        assert overlaps(slide) == [], f"slide {number}"
        for shape in slide.shapes:
            box = shape.box
            inside = box.x >= 0 and box.y >= 0 and box.right <= SLIDE_WIDTH + 0.01 and box.bottom <= SLIDE_HEIGHT + 0.01
            assert inside, f"slide {number}: {shape}"
            assert box.width >= 0
            assert box.height >= 0


def jumps(content: bytes) -> list[tuple[int, str, str, str]]:
    """Each link of a text to the sources: its slide's number, its words, the title it leads to, its tooltip."""
    return [found for found in _jumps(content) if not found[1].startswith("Back to")]


def _jumps(content: bytes) -> list[tuple[int, str, str, str]]:
    slides = list(Presentation(io.BytesIO(content)).slides)
    found = []
    for number, slide in enumerate(slides, 1):
        for run in slide._element.iterfind(".//a:r", NS):
            for link in run.iterfind(".//a:hlinkClick[@action]", NS):
                assert link.get("action") == "ppaction://hlinksldjump"
                part = slide.part.related_part(link.get(f"{{{NS['r']}}}id"))
                title = part.slide.shapes.title.text_frame.text
                found.append((number, run.findtext("a:t", "", NS), title, link.get("tooltip", "")))
    return found
