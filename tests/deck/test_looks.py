"""What every deck's XML shows: at most eight type sizes, and one for each role of text."""

from __future__ import annotations

import copy
import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from pptx.util import Pt

from policybrief.deck.fit.grid import CONTENT
from policybrief.deck.shapes import TableShape, TextShape
from policybrief.text.run import plain
from support import bases, decks
from support.figures import figures
from support.libreoffice import LibreOffice
from support.projects import MINIMAL, Tree
from support.soak import SOAK, combined
from support.tools import tool

LOOKS = tool("looks")
THEMES = ("statecraft", "cable", "commons")


def faults(content: bytes) -> tuple[list[float], dict[str, set[float]]]:
    """More sizes than the scale has, and the roles with several."""
    sizes, several = LOOKS.scale(LOOKS.read(io.BytesIO(content)))
    return (sizes if len(sizes) > LOOKS.MOST_SIZES else [], dict(several))


@combined(theme=THEMES, file=[decks.SAMPLE, decks.HARBOUR])
def test_a_role_has_one_size_and_there_are_eight(file: Path, theme: str, tmp_path: Path) -> None:
    made = decks.built(decks.written(decks.read(file) | {"theme": theme}, tmp_path))
    assert faults(made.content) == ([], {})


def test_a_sparse_deck_keeps_to_the_scale(tree: Tree) -> None:
    made = decks.built(tree({"content/brief.yaml": MINIMAL}) / "content" / "brief.yaml")
    assert faults(made.content) == ([], {})


def full() -> dict[str, Any]:
    """Eight judgments and seven recommendations."""
    brief = copy.deepcopy(decks.read(decks.SAMPLE))
    for name, count in (("judgments", 8), ("recommendations", 7)):
        entries = brief[name]
        more = [copy.deepcopy(entries[number % len(entries)]) for number in range(count - len(entries))]
        for number, entry in enumerate(more):
            entry |= {"id": f"{entry['id']}-{number}", "headline": f"{entry['headline']} once more {number}"}
        brief[name] = [*entries, *more]
    return brief


def test_a_full_deck_keeps_to_the_scale(tmp_path: Path) -> None:
    made = decks.built(decks.written(full(), tmp_path))
    assert faults(made.content) == ([], {})


@pytest.mark.soak
def test_random_decks_keep_to_the_scale(tmp_path: Path) -> None:
    made = decks.random_decks(SOAK // 4 or 2, tmp_path)
    wrong = {seed: found for seed, one in made.items() if (found := faults(one.content)) != ([], {})}
    print(f"{len(made)} random decks: {len(wrong)} leave the scale")
    assert wrong == {}


def sparse(judgments: int, recommendations: int, **more: Any) -> dict[str, Any]:
    """So many judgments and recommendations, each of one sentence."""
    said = ["There is no other berth", "Trade is likely to grow", "The quay can be built in two years"]
    asked = ["Build the north quay", "Raise the harbour dues", "Tell the lines"]
    evidence = {"source": "count", "locator": "table 2", "quote": "one berth for nine ships"}
    brief = yaml.safe_load(MINIMAL)
    brief["sources"] = [
        {"id": "count", "type": "report", "author": [{"literal": "Port authority"}], "title": "A count"}
    ]
    brief["judgments"] = [
        {
            "id": f"j{number}",
            "headline": headline,
            "text": "It has been counted.",
            "confidence": "high",
            "basis": "A count of all berths.",
            "evidence": [evidence],
        }
        for number, headline in enumerate(said[:judgments])
    ]
    brief["recommendations"] = [
        {"id": f"r{number}", "headline": headline, "text": "Before the board meets.", "rests_on": ["j0"]}
        for number, headline in enumerate(asked[:recommendations])
    ]
    return brief | more


AVOID = [{"headline": "Digging twice", "text": "It costs more."}, {"headline": "Waiting", "text": "Lines would go."}]
BALANCE = {
    "headline": "Two things speak for it",
    "sources": ["count"],
    "sides": [{"label": "For", "points": ["Trade grows."]}, {"label": "Against", "points": ["It costs much."]}],
}
TIMELINE = {
    "headline": "Trade has come back",
    "sources": ["count"],
    "events": [{"when": "2001", "text": "The first quay is built."}, {"when": "2019", "text": "Ferries begin."}],
}


def test_no_slide_of_a_sparse_deck_is_half_empty(libreoffice: LibreOffice, tmp_path: Path) -> None:
    briefs = {
        "one of each": sparse(1, 1, balance=BALANCE, figures=figures(2)),
        "one judgment": sparse(1, 2, avoid=AVOID[:1], figures=figures(3, texts=False)),
        "one recommendation": sparse(2, 1, timeline=TIMELINE, balance=BALANCE, figures=figures(4)),
        "two of each": sparse(2, 2, avoid=AVOID),
    }
    if SOAK:
        briefs |= {
            "figures without texts": sparse(1, 1, figures=figures(2, texts=False)),
            "figures": sparse(1, 1, figures=figures(3)),
        }
    made = {name: decks.built(decks.written(brief, tmp_path / name)).content for name, brief in briefs.items()}
    for name, file in libreoffice.pages(made, tmp_path).items():
        with pypdfium2.PdfDocument(file) as pages:
            slides = LOOKS.read(io.BytesIO(made[name]))
            for page, slide in zip(pages, slides, strict=True):
                if LOOKS.is_content(slide):
                    assert LOOKS.empty_band(page) <= LOOKS.EMPTY, (name, LOOKS.title_of(slide))


@pytest.mark.parametrize("judgments", [2, 3])
def test_a_matrix_of_few_rows_fills_its_slide_in_large_type(judgments: int, tmp_path: Path) -> None:
    made = decks.built(decks.written(sparse(judgments, 2), tmp_path))
    (matrix,) = [shape for slide in made.placed.slides for shape in slide.shapes if isinstance(shape, TableShape)]
    assert matrix.box.bottom == pytest.approx(CONTENT.bottom, abs=1.0)
    assert matrix.rows[1][1].lines[0].look.size == 18.0


def test_two_short_recommendations_stand_above_what_they_rest_on(tmp_path: Path) -> None:
    made = decks.built(decks.written(sparse(2, 2), tmp_path))
    (slide,) = [slide for slide in made.placed.slides if slide.title == "Two recommendations"]
    said = [plain(line.text) for shape in slide.shapes if isinstance(shape, TextShape) for line in shape.lines]
    assert "There is no other berth" in said
    assert "Trade is likely to grow" not in said


def test_titles_on_a_base_have_one_size(tmp_path: Path) -> None:
    """Its box holds one line of the largest size, and two of a smaller one."""

    def low(deck: Any) -> None:
        for layout in (deck.slide_master, *deck.slide_layouts):
            bases.fill(layout, (0, 10, 720, 14), "1F3864")
            bases.fill(layout, (0, 77, 720, 2), "1F3864")
            for shape in layout.placeholders:
                if shape.placeholder_format.type == 1:
                    shape.left, shape.top, shape.width, shape.height = Pt(36), Pt(26), Pt(648), Pt(50)

    made = decks.built(bases.brief_on(tmp_path / "base", bases.made(low)))
    titles = [
        shape.lines[0].look.size
        for slide in made.placed.slides
        if any(isinstance(each, TextShape) and each.role == "kicker" for each in slide.shapes)
        for shape in slide.shapes
        if isinstance(shape, TextShape) and shape.role == "title" and shape.held and shape.held.type == "title"
    ]
    assert len(titles) > 10
    assert len(set(titles)) == 1, titles


def test_another_size_is_found() -> None:
    slides = LOOKS.read(io.BytesIO(decks.sample().content))
    runs = [run for slide in slides for run in slide.iterfind(".//a:rPr[@sz]", LOOKS.NS)]
    runs[-40].set("sz", "1900")
    sizes, several = LOOKS.scale(slides)
    assert 19 in sizes
    assert len(sizes) > LOOKS.MOST_SIZES or several
