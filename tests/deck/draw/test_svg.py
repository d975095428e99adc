"""Slides as SVG: all of their text as text, in the order of reading, each run with its path, and nothing that acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from policybrief.deck.colors import ACCENT, INK, PAPER, PRIMARY
from policybrief.deck.draw.svg import svg
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import ChartShape, Connector, Line, Look, Polygon, Shape, TableShape, TextShape, words
from policybrief.ooxml.box import Box
from policybrief.system.files.resources import DECK_BASE
from policybrief.text.run import Run, plain
from policybrief.text.value_path import ValuePath
from support import bases, decks
from support.fitted import CHINESE, fitted
from support.handouts import squashed
from support.projects import HARBOUR, ROOT, Tree, minimal
from support.sample import SAMPLE

SVG = "{http://www.w3.org/2000/svg}"
BRIEFS = [ROOT / "tests" / "data" / f"{name}.yaml" for name in ("saltmere-uk", "quays")]
USUAL = {f"decision.options[{number}]" for number in range(3)}
"""Words that stand in for a value which the file has not."""
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def drawn(deck: PlacedDeck, slide: PlacedSlide) -> Any:
    return etree.fromstring(svg(deck, slide))


def said(root: Any) -> str:
    return squashed("".join("".join(text.itertext()) for text in root.iter(f"{SVG}text")))


def of_slide(*shapes: Shape) -> tuple[PlacedDeck, PlacedSlide]:
    """A slide of these shapes alone, in a deck."""
    slide = replace(decks.harbour().placed.slides[1], shapes=shapes)
    return replace(decks.harbour().placed, slides=(slide,)), slide


def texts(slide: PlacedSlide) -> Iterator[str]:
    for shape in slide.shapes:
        rows = shape.rows if isinstance(shape, TableShape) else ()
        lines = (
            shape.lines if isinstance(shape, TextShape) else [one for row in rows for cell in row for one in cell.lines]
        )
        for line in lines:
            text = "".join(run.text for run in line.text)
            yield squashed(line.bullet + (text.upper() if line.look.caps else text))


@pytest.mark.parametrize("built", [decks.sample, decks.harbour])
def test_every_text_is_there_in_order_with_its_path(built: Any) -> None:
    placed = built().placed
    for slide in placed.slides:
        root = drawn(placed, slide)
        if not any(isinstance(shape, ChartShape) for shape in slide.shapes):
            assert said(root) == "".join(texts(slide)), slide.title
        paths = {span.get("data-path") for span in root.iter(f"{SVG}tspan")} - {None}
        lines = [line for shape in slide.shapes if isinstance(shape, TextShape) for line in shape.lines]
        assert {str(run.path) for line in lines for run in line.text if run.path and run.text.strip()} <= paths


@pytest.mark.parametrize("file", [SAMPLE, HARBOUR, CHINESE, *BRIEFS], ids=lambda file: file.stem)
def test_a_click_on_any_words_leads_to_their_line(file: Path) -> None:
    made = fitted(file)
    spans = [span for slide in made.placed.slides for span in drawn(made.placed, slide).iter(f"{SVG}tspan")]
    paths = [ValuePath.parse(span.get("data-path")) for span in spans if span.get("data-path")]
    assert len(paths) > len(spans) / 3  # the others are the template's and the locale's
    assert {str(path) for path in paths if path not in made.source.places} <= USUAL


def test_the_marking_stands_on_every_picture() -> None:
    made = fitted(SAMPLE)
    assert made.deck.markings
    for slide in made.placed.slides:
        assert squashed(plain(made.deck.markings[0])) in said(drawn(made.placed, slide))


def test_on_a_base_too() -> None:
    placed = bases.sample().placed
    for slide in placed.slides:
        root = drawn(placed, slide)
        assert root.get("viewBox") == "0 0 720 540"
        assert said(root) == "".join(texts(slide))


def test_a_line_is_held_to_its_measured_width() -> None:
    line = Line(words("a line of words that is broken"), Look(20.0), breaks=(15,))
    box = Box(100, 100, 200, 60)
    root = drawn(*of_slide(TextShape(box, (replace(line, align="r"),), "text")))
    first, second = root.iter(f"{SVG}text")
    for text in (first, second):
        assert float(text.get("x")) + float(text.get("textLength")) == pytest.approx(box.right, abs=0.05)
    assert float(second.get("y")) - float(first.get("y")) == pytest.approx(20 * 1.25, abs=0.1)
    assert "".join(first.itertext()) == "a line of words"


def test_figures_are_drawn_as_they_are() -> None:
    root = drawn(
        *of_slide(
            Connector((10, 20), (110, 20), PRIMARY, 1.5, dashed=True, end_head="triangle", start_head="triangle"),
            Polygon(((0, 0), (10, 0), (10, 10)), ACCENT, INK, 1.0),
            TextShape(
                Box(5, 5, 20, 20), (), "mark", fill=PAPER, geometry="ellipse", outline=PRIMARY, outline_width=1.5
            ),
        )
    )
    line, *_ = [one for one in root.iter(f"{SVG}line") if one.get("stroke-dasharray")]
    assert (line.get("x1"), line.get("x2"), line.get("stroke-width")) == ("10.00", "110.00", "1.5")
    assert len(list(root.iter(f"{SVG}polygon"))) == 3
    assert len(list(root.iter(f"{SVG}ellipse"))) == 1


CHARTS = """
<deck>
<slide><title>{{ brief.judgments[0].headline }}</title>
<chart kind="column" stacked="true"><category>A</category><category>B</category>
<series><name>One</name><value>4</value><value>5</value></series>
<series><name>Two</name><value>3</value><value>2</value></series><alt>Parts.</alt></chart>
</slide>
<slide><title>{{ brief.recommendations[0].headline }}</title>
<chart kind="line"><category>2021</category><category>2022</category>
<series><name>One</name><value>4</value><value>5</value></series>
<series><name>Two</name><value>3</value><value>2</value></series><alt>Lines.</alt></chart>
</slide>
</deck>
"""


def looks(theme: str, tree: Tree) -> tuple[list[Any], list[Any]]:
    """The filled figures of a stack and the lines of a line chart, as a theme has them."""
    root = tree({"content/brief.yaml": f"{minimal()}theme: {theme}\n", "templates/deck.xml.j2": CHARTS})
    deck = decks.built(root / "content" / "brief.yaml").placed
    stack, lines = (
        next(group for group in drawn(deck, slide).iter(f"{SVG}g") if group.get("data-shape") == shape.name)
        for slide in deck.slides
        for shape in slide.shapes
        if isinstance(shape, ChartShape)
    )
    return list(stack.iter(f"{SVG}rect")), list(lines)


def test_paper_parts_a_stack_and_lines_are_whole_in_a_theme_of_colours(tree: Tree) -> None:
    parts, lines = looks("statecraft", tree)
    assert [part.get("stroke") for part in parts] == ["#FFFFFF"] * 4
    assert len([line for line in lines if line.tag == f"{SVG}line" and line.get("stroke-width") != "0.75"]) == 2


def test_patterns_have_frames_and_their_lines_dashes_and_marks_of_their_own(tree: Tree) -> None:
    parts, lines = looks("cable", tree)
    ink = "#000000"
    framed = [part for part in parts if part.get("stroke")]
    assert [part.get("stroke") for part in framed] == [ink] * 4
    assert {part.get("fill") for part in framed} != {ink}
    assert {part.get("fill") for part in parts if part not in framed} == {"#FFFFFF"}  # below a value on a pattern
    dashes = [line for line in lines if line.tag == f"{SVG}line" and line.get("stroke") == ink]
    assert len(dashes) > 12
    points = [(point.tag, point.get("fill")) for point in lines if point.get("stroke-width") == "1"]
    assert points == [(f"{SVG}ellipse", ink)] * 2 + [(f"{SVG}rect", "#FFFFFF")] * 2


def test_hostile_text_stays_text() -> None:
    hostile = '</text><script>alert(1)</script>"\'&<image href="http://a.example"/>'
    run = Run(hostile, ValuePath("judgments", 0, hostile), link="javascript:alert(1)")
    deck, slide = of_slide(TextShape(Box(0, 0, 900, 30), (Line((run,), Look(12.0, face='x" onload="y')),), hostile))
    text = svg(deck, replace(slide, title=hostile))
    root = etree.fromstring(text)
    assert {etree.QName(node).localname for node in root.iter()} <= {"svg", "g", "rect", "text", "tspan", "line"}
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on") or name.endswith("href")]
    assert squashed(hostile) in said(root)


def test_our_own_master_and_its_layouts_draw_nothing_else() -> None:
    """What they draw is the theme's (deck/master.py, deck/cover.py), or drawn slides would lack it."""
    parts = [DECK_BASE / "ppt/slideMasters/slideMaster1.xml", *sorted(DECK_BASE.glob("ppt/slideLayouts/*.xml"))]
    shapes = [shape for part in parts for shape in etree.fromstring(part.read_bytes()).iter(f"{P}sp")]
    assert shapes
    assert all(shape.find(f".//{P}ph") is not None for shape in shapes)
    texts = "".join(part.read_text("utf-8") for part in parts)
    assert (texts.count("${master_behind}"), texts.count("${cover_behind}")) == (1, 2)
