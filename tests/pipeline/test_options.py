"""The analysis of options: all options in all documents, one preferred with its reason, scores as balls and words."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
import yaml

from policybrief.deck.check.check import check
from policybrief.deck.colors import PANEL
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Cell, Decoration, Polygon, TableShape, TextShape
from policybrief.ooxml.zipped import unpacked
from policybrief.pipeline import build
from policybrief.text.run import plain
from support import decks, words
from support.commands import brief as run
from support.deck_edits import Edited
from support.linted import found_in
from support.pdfs import words_of_pages
from support.projects import MINIMAL, ROOT
from support.slides import overlaps

NAMES = ("Go on as now", "Wire two & Київ", "Wire all six")
OPTIONS: dict[str, Any] = {
    "headline": "Wiring two berths buys most of the quiet",
    "criteria": ["Cost", "Quiet at night", "Ready in time"],
    "entries": [
        {"name": NAMES[0], "text": "Engines run.", "status_quo": True, "ratings": ["none", 0, 2]},
        {"name": NAMES[1], "ratings": ["€6 million", 3, 4], "preferred": "It alone is ready in time."},
        {"name": NAMES[2], "text": "A new substation.", "ratings": ["€19 million", 4, 1]},
    ],
    "sources": ["count"],
}


def brief(folder: Path, lang: str = "en-US", **changes: Any) -> Path:
    """A project's brief with these options."""
    file = folder / "content" / "brief.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    data = {**yaml.safe_load(MINIMAL), "lang": lang, "options": copy.deepcopy(OPTIONS) | changes}
    file.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return file


@cache
def made() -> tuple[Path, decks.Built]:
    file = brief(Path(mkdtemp()))
    return file, decks.built(file)


def slides(built: decks.Built) -> list[PlacedSlide]:
    assert check(built.content) == []
    return [slide for slide in built.placed.slides if any(map(_is_options, slide.shapes))]


def _is_options(shape: object) -> bool:
    return isinstance(shape, TableShape) and shape.name == "options"


def table(slide: PlacedSlide) -> TableShape:
    (found,) = (shape for shape in slide.shapes if isinstance(shape, TableShape))
    return found


def said(cell: Cell) -> str:
    return " ".join(filter(None, (plain(line.text) for line in cell.lines))).replace("\u00a0", " ")


def test_a_slide_has_them_all_and_what_it_comes_to() -> None:
    (slide,) = slides(made()[1])
    rows = [[said(cell) for cell in row] for row in table(slide).rows]
    assert rows == [
        ["Criterion", "Status quo Go on as now", "Preferred Wire two & Київ", "Wire all six"],
        ["What it is", "Engines run.", "", "A new substation."],
        ["Cost", "none", "€6 million", "€19 million"],
        ["Quiet at night", "Not at all", "Largely", "Fully"],
        ["Ready in time", "Half", "Fully", "A little"],
    ]
    callout = next(shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.fill == PANEL)
    assert [plain(line.text) for line in callout.lines] == ["Preferred", "Wire two & Київ. It alone is ready in time."]
    assert not overlaps(slide)


def test_the_preferred_column_alone_is_tinted() -> None:
    (slide,) = slides(made()[1])
    assert [[cell.fill == PANEL for cell in row] for row in table(slide).rows[1:]] == [[False, False, True, False]] * 4


def test_each_score_is_a_ball_in_its_cell_and_a_word() -> None:
    """A ring for each, and a wedge of as many quarters for those between none and all."""
    (slide,) = slides(made()[1])
    grid = table(slide)
    rings = [shape for shape in slide.shapes if isinstance(shape, Decoration) and shape.geometry == "ellipse"]
    wedges = [shape for shape in slide.shapes if isinstance(shape, Polygon)]
    assert (len(rings), len(wedges)) == (6, 3)
    top = grid.box.y + sum(grid.heights[:3])
    assert all(ring.box.y >= top and ring.box.bottom <= grid.box.bottom for ring in rings)
    assert sorted(round(wedge.box.width / wedge.box.height, 1) for wedge in wedges) == [0.5, 1.0, 1.0]


def test_many_criteria_go_on_with_all_options(tmp_path: Path) -> None:
    entries = [
        {"name": f"Option {number} of several words", "ratings": [(number + row) % 5 for row in range(14)]}
        for number in range(5)
    ]
    file = brief(tmp_path, criteria=[f"Criterion {row} with its words" for row in range(14)], entries=entries)
    pages = slides(decks.built(file))
    assert len(pages) > 1
    listed: list[str] = []
    for slide in pages:
        grid = table(slide)
        assert [said(cell) for cell in grid.rows[0][1:]] == [entry["name"] for entry in entries]
        listed += [said(row[0]) for row in grid.rows[1:]]
        scored = [shape for shape in slide.shapes if isinstance(shape, Decoration) and shape.geometry == "ellipse"]
        assert len(scored) == 5 * (len(grid.rows) - 1)
    assert listed == [f"Criterion {row} with its words" for row in range(14)]


def test_memo_and_word_have_a_table_and_the_reason() -> None:
    memo, document = (one.content for one in build.make(made()[0], ("memo", "docx")))
    (page,) = words_of_pages(memo)
    reason = "Preferred: Wire two & Київ. It alone is ready in time."
    for text in (*NAMES, "(status quo)", "(preferred)", reason, "Largely"):
        assert text in page, text
    controls = [text for _, text in words.controls(words.part(document))]
    assert {*NAMES, "It alone is ready in time.", "€19 million"} <= {*controls}


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("fr", ("Statu quo", "Retenue", "En grande partie")),
        ("uk", ("Як є тепер", "Обраний", "Здебільшого")),
        ("zh", ("维持现状", "优先方案", "大部分")),
    ],
)
def test_its_words_are_the_language_s(tmp_path: Path, lang: str, expected: tuple[str, ...]) -> None:
    (slide,) = slides(decks.built(brief(tmp_path, lang)))
    everything = " ".join(said(cell) for row in table(slide).rows for cell in row)
    assert all(word in everything for word in expected), everything


def test_they_can_be_kept_out_of_the_memo(tmp_path: Path) -> None:
    (memo,) = build.make(brief(tmp_path, in_memo=False), ("memo",))
    assert NAMES[2] not in words_of_pages(memo.content)[0]


def test_they_can_be_kept_from_an_audience(tmp_path: Path) -> None:
    brief(tmp_path, not_for=["board"])
    for name in ("board", "crew"):
        file = tmp_path / "content" / "audiences" / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"name: The {name}\n", encoding="utf-8")
    assert run("build", cwd=tmp_path).exit_code == 0
    has = {}
    for document in sorted((tmp_path / "output").iterdir()):
        parts = unpacked(document.read_bytes()).values() if document.suffix == ".pptx" else ()
        shown = b"".join(parts).decode("utf-8", "replace") or words_of_pages(document.read_bytes())[0]
        has[document.name] = NAMES[2] in shown
    assert has == {
        "brief_board.pdf": False,
        "brief_board.pptx": False,
        "brief_crew.pdf": True,
        "brief_crew.pptx": True,
    }


@pytest.mark.parametrize(
    ("change", "path", "told"),
    [
        (
            {"not_for": ["board"]},
            "entries[1].not_for",
            "or none: write 'not_for' below 'options' itself",
        ),
        ({"ratings": [1, 2]}, "entries[1].ratings", "has 2 ratings for 3 criteria"),
        ({"ratings": [1, 7, 2]}, "entries[1].ratings[1]", "write another number in quotes"),
        ({"ratings": [1, 2.5, 2]}, "entries[1].ratings[1]", "a score is 0, 1, 2, 3 or 4"),
        ({"ratings": [1, True, 2]}, "entries[1].ratings[1]", "a score is 0, 1, 2, 3 or 4"),
        ({"ratings": [1, None, 2]}, "entries[1].ratings[1]", "a score is 0, 1, 2, 3 or 4"),
        ({"ratings": [1, "", 2]}, "entries[1].ratings[1]", ""),
        ({"status_quo": True}, "entries[1].status_quo", "mark one alone"),
        ({"preferred": True}, "entries[1].preferred", "'true' is no reason; say in a sentence why it is preferred"),
        (
            {"ratings": [1, "12", 2]},
            "entries[0].ratings[1]",
            "is a score, and others by this criterion are numbers in quotes",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, change: dict[str, Any], path: str, told: str) -> None:
    entries = copy.deepcopy(OPTIONS["entries"])
    entries[1] |= change
    ran = run("check", brief(tmp_path, entries=entries))
    assert ran.exit_code == 1
    assert f"options.{path}" in ran.stderr, ran.stderr
    assert told in " ".join(ran.stderr.split()), ran.stderr


def test_lint_asks_for_a_choice_and_for_what_it_comes_to(tmp_path: Path) -> None:
    brief(tmp_path, entries=[{"name": "Wire two", "ratings": [1, 2, 3]}])
    rules = {one["rule"] for one in found_in(tmp_path)}
    assert {"options-few", "options-unweighed"} <= rules
    brief(tmp_path)
    assert not {"options-few", "options-unweighed"} & {one["rule"] for one in found_in(tmp_path)}


def test_words_come_back_and_a_score_is_told() -> None:
    file, built = made()
    assert run("build", "--only", "deck", cwd=file.parents[1]).exit_code == 0
    deck = file.parents[1] / "output" / "brief.pptx"
    edited = Edited.of(deck.read_bytes())
    number = 1 + built.placed.slides.index(slides(built)[0])
    (grid,) = [shape for shape in edited.slide(number).shapes if shape.has_table]
    for row, column, new in ((2, 3, "€21 million"), (3, 2, "Fully")):
        grid.table.cell(row, column).text_frame.paragraphs[0].runs[-1].text = new
    edited.save(deck)
    ran = run("pull", "--write", deck, cwd=file.parents[1])
    data = decks.read(file)
    assert data["options"]["entries"][2]["ratings"][0] == "€21 million", ran.stdout + ran.stderr
    assert data["options"]["entries"][1]["ratings"][1] == 3
    assert "Largely" in ran.stdout + ran.stderr


def test_diff_tells_a_rating_that_moved(tmp_path: Path) -> None:
    old = brief(tmp_path / "old")
    entries = copy.deepcopy(OPTIONS["entries"])
    entries[1]["ratings"][1] = 4
    new = brief(tmp_path / "new", entries=entries)
    ran = run("diff", old, new)
    assert ran.exit_code == 1
    assert "3" in ran.stdout
    assert "options" in ran.stdout.lower(), ran.stdout


def test_a_real_brief_of_options_is_clean_in_all_documents(tmp_path: Path) -> None:
    """The clock change, by public sources: every option is in each document, and nothing is told of it but notes."""
    ran = run("build", ROOT / "tests" / "data" / "clock-options.yaml", "-o", tmp_path, "--record")
    assert (ran.exit_code, ran.stderr) == (0, ""), ran.stderr
    assert [file.suffix for file in sorted(tmp_path.glob("clock-options.p*"))] == [".pdf", ".pptx"]
    (page,) = words_of_pages((tmp_path / "clock-options.pdf").read_bytes())
    for name in ("Keep the change", "Standard time (preferred)", "Summer time", "Each state chooses"):
        assert name in page
    assert run("lint", ROOT / "tests" / "data" / "clock-options.yaml").exit_code == 0
