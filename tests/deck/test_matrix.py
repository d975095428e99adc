"""The matrix of judgments by recommendations, as it grows: what a screen reader hears of it, and what stands on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policybrief.deck.check.check import check
from policybrief.deck.colors import CARD, CELL, PAPER, PRIMARY
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Cell, TableShape, TextShape
from support import decks
from support.slides import opened

TITLE = "From judgment to recommendation"


def brief(judgments: int, recommendations: int, **changes: Any) -> dict[str, Any]:
    """The harbour brief with so many of both; each recommendation rests on the first judgment and its own."""
    made = decks.argument() | {"lang": "en-US"} | changes
    made["headlines"] = {**made.get("headlines", {}), "trace": TITLE}
    judgment, recommendation = made["judgments"][0], made["recommendations"][0]
    levels = ("high", "moderate", "low")
    made["judgments"] = [
        judgment | {"id": f"j{n}", "headline": f"Berth {n} is too short", "confidence": levels[n % 3]}
        for n in range(judgments)
    ]
    made["recommendations"] = [
        recommendation
        | {"id": f"r{n}", "headline": f"Lengthen berth {n}", "rests_on": ["j0", f"j{n % judgments}"][: 1 + bool(n)]}
        for n in range(recommendations)
    ]
    return made


def matrices(made: decks.Built) -> list[PlacedSlide]:
    return [slide for slide in made.placed.slides if slide.title.startswith(TITLE)]


def table_of(slide: PlacedSlide) -> TableShape:
    (table,) = (shape for shape in slide.shapes if isinstance(shape, TableShape))
    return table


def said(cell: Cell) -> str:
    return " ".join("".join(run.text for run in line.text) for line in cell.lines)


def size(cell: Cell) -> float:
    return cell.lines[0].look.size


def test_a_screen_reader_hears_headers_and_levels(tmp_path: Path) -> None:
    made = decks.built(decks.written(brief(3, 2), tmp_path))
    (slide,) = [slide for slide in opened(made.content).slides if slide.shapes.title.text_frame.text == TITLE]
    (frame,) = [shape for shape in slide.shapes if shape.has_table]
    table = frame.table
    assert (table.first_row, table.first_col) == (True, True)
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr").startswith("Recommendations by the judgments")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["What to do\nBecause we judge that", "Lengthen berth 0", "Lengthen berth 1"]
    assert rows[1:] == [
        ["Berth 0 is too short", "High", "High"],
        ["Berth 1 is too short", "", "Moderate"],
        ["Berth 2 is too short", "", ""],
    ]


def test_reading_order_is_title_table_marks_and_foot(tmp_path: Path) -> None:
    made = decks.built(decks.written(brief(2, 2), tmp_path))
    (slide,) = matrices(made)
    names = [shape.name for shape in slide.shapes if isinstance(shape, TextShape | TableShape)]
    table = names.index("matrix")
    assert names[0] == "headlines.trace"
    marks = ["recommendation 1", "recommendation 2", "judgment 1", "judgment 2"]
    assert names[table + 1 : table + 5] == marks
    assert names.index("Slide number") > table + 4


def test_marks_stand_by_their_rows_and_columns(tmp_path: Path) -> None:
    (slide,) = matrices(decks.built(decks.written(brief(6, 5), tmp_path)))
    table, top = table_of(slide), table_of(slide).box.y
    marks = {shape.name: shape.box for shape in slide.shapes if isinstance(shape, TextShape)}
    for number in range(6):
        row_top = top + sum(table.heights[: number + 1])
        middle = marks[f"judgment {number + 1}"].y + marks[f"judgment {number + 1}"].height / 2
        assert middle == pytest.approx(row_top + table.heights[number + 1] / 2)
    for number in range(5):
        left = table.box.x + sum(table.widths[: number + 1])
        assert left <= marks[f"recommendation {number + 1}"].x <= left + 2
    assert {cell.fill for row in table.rows[1:] for cell in row[1:]} == {CELL, CARD}
    assert {said(cell) for row in table.rows[1:] for cell in row[1:] if cell.fill == CARD} == {""}


@pytest.mark.parametrize(("rows", "points"), [(4, 18.0), (6, 18.0), (7, 14.0), (9, 14.0)])
def test_many_judgments_have_smaller_type(rows: int, points: float, tmp_path: Path) -> None:
    (slide,) = matrices(decks.built(decks.written(brief(rows, 4), tmp_path)))
    assert {size(row[0]) for row in table_of(slide).rows[1:]} == {points}


def test_few_have_larger_type(tmp_path: Path) -> None:
    (slide,) = matrices(decks.built(decks.written(brief(2, 2), tmp_path)))
    assert {size(row[0]) for row in table_of(slide).rows[1:]} == {20.0}
    assert size(table_of(slide).rows[0][1]) == 18.0


@pytest.mark.parametrize("columns", [6, 8])
def test_more_than_five_recommendations_have_numbers_and_a_key(columns: int, tmp_path: Path) -> None:
    (slide,) = matrices(decks.built(decks.written(brief(8, columns), tmp_path)))
    table = table_of(slide)
    assert [said(cell) for cell in table.rows[0][1:]] == [str(number) for number in range(1, columns + 1)]
    key = [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.box.y > table.box.bottom]
    named = [shape.name for shape in key if shape.name.startswith("recommendations")]
    assert named == [f"recommendations[{number}].headline" for number in range(columns)]


def test_still_more_go_on_by_groups_with_what_these_rest_on(tmp_path: Path) -> None:
    made = decks.built(decks.written(brief(10, 12), tmp_path))
    slides = matrices(made)
    assert [slide.title for slide in slides] == [f"{TITLE} (1 of 2)", f"{TITLE} (2 of 2)"]
    assert [len(table_of(slide).widths) for slide in slides] == [7, 7]
    rows = [[said(row[0]) for row in table_of(slide).rows[1:]] for slide in slides]
    assert rows[0] == [f"Berth {n} is too short" for n in range(6)]
    assert rows[1] == [f"Berth {n} is too short" for n in (0, 1, 6, 7, 8, 9)]


@pytest.mark.parametrize(("theme", "columns"), [("statecraft", 7), ("cable", 5), ("commons", 7)])
def test_it_is_sound_in_each_theme(theme: str, columns: int, tmp_path: Path) -> None:
    made = decks.built(decks.written(brief(6, columns, theme=theme), tmp_path))
    assert check(made.content) == []


def test_frames_stand_for_tints_where_all_is_ruled(tmp_path: Path) -> None:
    (slide,) = matrices(decks.built(decks.written(brief(3, 3, theme="cable"), tmp_path)))
    rows = table_of(slide).rows
    assert {cell.fill for row in rows for cell in row} == {None}
    marked, empty = rows[1][1], rows[3][2]
    assert said(marked)
    assert not said(empty)
    assert marked.left
    assert marked.left.color == PRIMARY
    assert empty.below
    assert empty.below.color not in (PRIMARY, PAPER)
    assert rows[0][1].below == marked.left, "the frame's upper side"


@pytest.mark.parametrize(
    ("headline", "share"),
    [
        ("Berth is too short", 0.4265),
        ("The war made the tie much stronger and more strained", 0.475),
        ("Long " * 18, 0.4265),
    ],
)
def test_judgments_beside_numbers_have_room_for_one_line(headline: str, share: float, tmp_path: Path) -> None:
    data = brief(7, 6)
    data["judgments"][0]["headline"] = headline.strip()
    slide, *_ = matrices(decks.built(decks.written(data, tmp_path)))
    assert table_of(slide).widths[0] == pytest.approx(share * 852)


def test_who_does_it_stands_apart_from_the_last_judgment(tmp_path: Path) -> None:
    made = brief(3, 3)
    made["judgments"][-1]["headline"] = "Without any coordination, neighbouring ports are likely to part by an hour"
    for recommendation in made["recommendations"]:
        recommendation.update(owner="Harbour works", by="2027-04-30")
    (slide,) = matrices(decks.built(decks.written(made, tmp_path)))
    table = table_of(slide)
    label = table.rows[3][0]
    lines = 75 if size(label) == 20 else 3 * size(label) * 1.25
    assert table.heights[3] >= lines + 8
    assert label.below


@pytest.mark.parametrize("owner", ["Harbour works", "The department of harbour works and inland waterways"])
def test_who_does_it_has_a_line_in_the_key_and_no_point_hangs(owner: str, tmp_path: Path) -> None:
    made = brief(4, 6)
    for recommendation in made["recommendations"]:
        recommendation.update(owner=owner, by="2027-04-30")
    (slide,) = matrices(decks.built(decks.written(made, tmp_path)))
    below = table_of(slide).box.bottom
    key = [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.box.y > below]
    shown = [["".join(run.text for run in line.text) for line in shape.lines] for shape in key if len(shape.lines) > 1]
    day = "April\u00a030,\u00a02027"
    values = [f"Harbour works\u00a0· {day}"] if len(owner) < 20 else [owner, day]
    assert [lines[1:] for lines in shown] == [values] * 6
