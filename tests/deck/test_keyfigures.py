"""Figures that are to be remembered: large, on lines that they share; in the memo a sentence."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml

from policybrief.deck.check.check import check
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import ChartShape, Polygon, TextShape
from policybrief.locale import locale
from policybrief.text.blocks import Section
from policybrief.text.exhibits import KeyFigures
from policybrief.text.run import plain
from support import bases, decks, memos
from support.commands import brief as run
from support.figures import figures
from support.projects import MINIMAL
from support.slides import opened, overlaps
from support.tools import tool

LOOKS = tool("looks")
THEMES = ("statecraft", "cable", "commons")


def brief(count: int = 3, *, texts: bool = True, **changes: Any) -> dict[str, Any]:
    """A brief with so many figures."""
    made: dict[str, Any] = yaml.safe_load(MINIMAL)
    made["figures"] = figures(count, texts=texts) | changes
    return made


def slides(made: dict[str, Any], folder: Path) -> list[PlacedSlide]:
    """The slides of the figures."""
    built = decks.built(decks.written(made, folder))
    assert check(built.content) == []
    return [slide for slide in built.placed.slides if shown(slide)]


def shown(slide: PlacedSlide) -> dict[str, TextShape]:
    """The texts of the figures by the end of their paths."""
    found = [shape for shape in slide.shapes if isinstance(shape, TextShape) and "figures.entries" in shape.name]
    return {shape.name.removeprefix("figures."): shape for shape in found}


@pytest.mark.parametrize("theme", THEMES)
def test_values_are_as_large_as_a_covers_title_and_a_deck_keeps_its_eight_sizes(theme: str, tmp_path: Path) -> None:
    built = decks.built(decks.written(brief() | {"theme": theme}, tmp_path))
    sizes, several = LOOKS.scale(LOOKS.read(io.BytesIO(built.content)))
    assert len(sizes) <= LOOKS.MOST_SIZES
    assert not several
    shapes = [shape for slide in opened(built.content).slides for shape in slide.shapes]
    values = [shape for shape in shapes if shape.name.startswith("figures.") and shape.name.endswith("value")]
    assert [shape.text_frame.text for shape in values] == ["67%", "640", "2 of 6"]
    assert {run.font.size.pt for shape in values for run in shape.text_frame.paragraphs[0].runs} == {48}


def test_each_figure_is_read_as_a_whole_and_they_share_lines(tmp_path: Path) -> None:
    (slide,) = slides(brief(whole=WHOLE), tmp_path)
    texts = shown(slide)
    assert list(texts) == [f"entries[{number}].{key}" for number in range(3) for key in ("value", "label", "text")]
    for key in ("value", "label", "text"):
        assert len({texts[f"entries[{number}].{key}"].box.y for number in range(3)}) == 1
    assert overlaps(slide) == []


def test_figures_without_texts_stand_in_rows(tmp_path: Path) -> None:
    (slide,) = slides(brief(4, texts=False), tmp_path)
    texts = shown(slide)
    assert len({texts[f"entries[{number}].value"].box.x for number in range(4)}) == 1
    assert all(texts[f"entries[{number}].label"].box.x > 300 for number in range(4))


def test_figures_that_columns_would_leave_half_a_slide_below_stand_in_rows_with_their_words(tmp_path: Path) -> None:
    (slide,) = slides(brief(), tmp_path)
    texts = shown(slide)
    assert list(texts) == [f"entries[{number}].{key}" for number in range(3) for key in ("value", "label", "text")]
    assert len({texts[f"entries[{number}].value"].box.x for number in range(3)}) == 1
    beside = {texts[f"entries[{number}].{key}"].box.x for number in range(3) for key in ("label", "text")}
    assert len(beside) == 1
    assert overlaps(slide) == []
    assert texts["entries[2].text"].box.bottom > 400, "they fill the slide"


def test_a_long_figure_takes_the_next_size_for_all(tmp_path: Path) -> None:
    made = brief()
    made["figures"]["entries"][1]["value"] = "€ 1.25 billion a year"
    (slide,) = slides(made, tmp_path)
    values = [shape for name, shape in shown(slide).items() if name.endswith("value")]
    assert {shape.lines[0].look.size for shape in values} == {28}


def test_what_is_too_much_goes_on(tmp_path: Path) -> None:
    made = brief(4)
    for entry in made["figures"]["entries"]:
        entry["text"] = "There is much to be known of this figure before it is said to anyone at all. " * 5
    assert [len(shown(slide)) for slide in slides(made, tmp_path)] == [6, 6]


def test_the_judgments_that_they_bear_out_stand_below(tmp_path: Path) -> None:
    made = brief(proves=["full"])
    made["judgments"][0]["id"] = "full"
    for entry in made["recommendations"]:
        entry["rests_on"] = ["full"]
    (slide,) = slides(made, tmp_path)
    said = [plain(line.text) for shape in slide.shapes if isinstance(shape, TextShape) for line in shape.lines]
    assert any(made["judgments"][0]["headline"] in line for line in said)


@pytest.mark.parametrize("shown_there", [True, False])
def test_the_memo_has_them_in_a_sentence_or_not(shown_there: bool, tmp_path: Path) -> None:
    file = decks.written(brief(in_memo=shown_there), tmp_path)
    ran = run("build", file, "--only", "memo", "-o", tmp_path / "output")
    assert ran.exit_code == 0, ran.stderr
    with pypdfium2.PdfDocument(next((tmp_path / "output").glob("*.pdf"))) as pages:
        text = " ".join(pages[0].get_textpage().get_text_bounded().split())
    assert ("67% of the fuel is burnt at berth; 640 tonnes in the third quarter" in text) is shown_there


def test_the_handout_shows_them_too(tmp_path: Path) -> None:
    file = decks.written(brief(), tmp_path)
    assert run("build", file, "--only", "deck", "--handout", "-o", tmp_path / "output").exit_code == 0
    with pypdfium2.PdfDocument(next((tmp_path / "output").glob("*.handout.pdf"))) as pages:
        text = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "67%" in text
    assert "berths are to be wired" in text


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("entries", [], "figures.entries"),
        ("value", "", "empty"),
        ("trend", "sideways", "down, flat"),
        ("sources", ["nobody"], "nobody"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(key: str, value: Any, said: str, tmp_path: Path) -> None:
    made = brief()
    (made["figures"] if key == "entries" else made["figures"]["entries"][1])[key] = value
    ran = run("check", decks.written(made, tmp_path))
    assert ran.exit_code == 1
    assert "figures.entries" in ran.stdout + ran.stderr
    assert said in ran.stdout + ran.stderr


TRENDS = (
    {"value": 61, "unit": "%", "label": "of it", "trend": "Up", "sources": ["count"]},
    {"value": 640, "unit": "t", "label": "in the quarter", "trend": "down"},
    {"value": "2 of 6", "label": "berths", "trend": "flat", "text": "Since 2019."},
)


def test_a_figure_has_its_unit_its_trend_and_its_source(tmp_path: Path) -> None:
    (slide,) = slides(brief(entries=[*TRENDS]), tmp_path)
    said = {name: plain(shape.lines[0].text) for name, shape in shown(slide).items()}
    assert said["entries[0].value"] == "61%"
    assert said["entries[1].value"] == "640\u00a0t"
    assert [said[f"entries[{number}].trend"] for number in range(3)] == ["Rising", "Falling", "Steady"]
    texts = [plain(line.text) for shape in slide.shapes if isinstance(shape, TextShape) for line in shape.lines]
    assert len([text for text in texts if text.startswith("Source: ")]) == 2, "below the figure, and at the foot"
    up, down, flat = (shape for shape in slide.shapes if isinstance(shape, Polygon))
    assert up.points[0][1] < up.points[1][1] == up.points[2][1]
    assert down.points[0][1] == down.points[1][1] < down.points[2][1]
    assert flat.points[1][0] > flat.points[0][0] == flat.points[2][0]
    assert overlaps(slide) == []


@pytest.mark.parametrize(("lang", "said"), [("fr", "61 % of it (en hausse)"), ("zh", "61% of it（上升）")])
def test_the_memo_says_a_trend_in_words(lang: str, said: str, tmp_path: Path) -> None:
    made = brief(entries=[TRENDS[0]]) | {"lang": lang}
    memo = memos.composed(decks.written(made, tmp_path)).memo
    blocks = [inner for block in memo.blocks if isinstance(block, Section) for inner in block.blocks]
    (figures,) = (block for block in blocks if isinstance(block, KeyFigures))
    sentence = figures.sentence(locale.load(lang).punctuation)
    assert said in "".join(run.text for run in sentence).replace("\u00a0", " ").replace("\u202f", " ")


def test_one_figure_has_the_slide(tmp_path: Path) -> None:
    (slide,) = slides(brief(1), tmp_path)
    assert [*shown(slide)] == [f"entries[0].{key}" for key in ("value", "label", "text")]
    assert overlaps(slide) == []


def test_on_a_base_they_stand_in_its_room(tmp_path: Path) -> None:
    file = bases.small_on(tmp_path / "base", bases.default())
    more = yaml.safe_dump({"figures": brief()["figures"] | {"sources": ["count"]}}, allow_unicode=True)
    file.write_text(file.read_text("utf-8") + "\n" + more, encoding="utf-8")
    built = decks.built(file)
    assert check(built.content) == []
    (slide,) = [slide for slide in built.placed.slides if shown(slide)]
    values = [shape for name, shape in shown(slide).items() if name.endswith("value")]
    assert len(values) == 3
    assert overlaps(slide) == []


# -- what they are shares of

WHOLE = {
    "unit": "Fuel in 2025, tonnes",
    "parts": [{"name": "At berth", "value": 2031}, {"name": "Under way", "value": 1014}],
}


@pytest.mark.parametrize("count", [2, 4])
@pytest.mark.parametrize("proves", [(), ("only-berth",)])
def test_a_bar_below_them_shows_what_they_are_shares_of(count: int, proves: tuple[str, ...], tmp_path: Path) -> None:
    (slide,) = slides(brief(count, whole=WHOLE, proves=list(proves)), tmp_path)
    (chart,) = [shape for shape in slide.shapes if isinstance(shape, ChartShape)]
    assert chart.box.y > max(shape.box.bottom for shape in shown(slide).values())
    assert chart.box.bottom <= 474.1
    assert chart.box.height > 40
    assert plain(chart.chart.alt) == "Fuel in 2025, tonnes: At berth 2031; Under way 1014"


def test_a_whole_has_no_part_below_zero(tmp_path: Path) -> None:
    parts = [{"name": "At berth", "value": 2031}, {"name": "Under way", "value": -1}]
    file = decks.written(brief(whole={"unit": "tonnes", "parts": parts}), tmp_path)
    told = run("check", file)
    assert told.exit_code == 1
    assert "figures.whole.parts" in told.stderr + told.stdout
