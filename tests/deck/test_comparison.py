"""A comparison is a native table in which two actors mirror each other; three and more stand beside one another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policybrief.deck.check.check import check
from policybrief.deck.colors import FIRST, FIRST_TINT, SECOND, SECOND_TINT
from policybrief.deck.shapes import Cell, TableShape
from policybrief.pipeline import build
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from policybrief.text.run import plain
from support import bases, decks
from support.projects import MINIMAL
from support.slides import NS, opened, overlaps

ROWS = [
    ("Aim", "More influence **inside** the order", "The **overthrow** of the order"),
    ("Thrives on", "Stability, markets, resources, technology", "Disorder, which widens its room for maneuver"),
    ("Danger to the U.S.", "Western Pacific, Taiwan, trade, espionage, institutions", "War in Ukraine"),
]
UKRAINIAN = [
    ("Схильність до ризику", "**Обережніший**, свідомий власної слабкості", "**Зростає** через нерішучість Заходу"),
    ("Живиться з", "Стабільність, ринки, ресурси, технології", "Безлад, який розширює простір для маневру"),
]
FRENCH = [
    ("Appétit pour le risque", "**Plus prudente**, consciente de sa faiblesse", "Croissant, nourri par l’hésitation"),
    ("But", "Plus d’influence dans l’ordre existant", "Le renversement de l’ordre existant"),
]
CHINESE = [
    ("风险偏好", "**更为谨慎**，了解自身的弱点", "因西方犹豫而**上升**"),
    ("目标", "在现有秩序内部", "推翻现有秩序"),
]


def brief(
    rows: list[tuple[str, ...]], columns: tuple[str, ...] = ("China", "Russia"), **changes: Any
) -> dict[str, Any]:
    made = yaml.safe_load(MINIMAL)
    made["comparison"] = {
        "headline": "They want different orders",
        "columns": list(columns),
        "rows": [{"label": label, "cells": list(cells)} for label, *cells in rows],
        "sources": ["count"],
    }
    return made | changes


def built(made: dict[str, Any], folder: Path) -> decks.Built:
    found = decks.built(decks.written(made, folder))
    assert check(found.content) == []
    over = [pair for slide in found.placed.slides for pair in overlaps(slide) if "comparison" in pair]
    assert over == []
    return found


def tables(made: decks.Built) -> list[TableShape]:
    return [
        shape
        for slide in made.placed.slides
        for shape in slide.shapes
        if isinstance(shape, TableShape) and shape.name == "comparison"
    ]


def table(made: decks.Built) -> TableShape:
    (found,) = tables(made)
    return found


def words(row: tuple[Cell, ...]) -> list[str]:
    return [plain(line.text) for cell in row for line in cell.lines]


def test_two_mirror_each_other_around_the_criteria(tmp_path: Path) -> None:
    found = table(built(brief(ROWS), tmp_path))
    assert [words(row)[1] for row in found.rows] == ["Criterion", "Aim", "Thrives on", "Danger to the U.S."]
    assert words(found.rows[0]) == ["China", "Criterion", "Russia"]
    assert found.widths[0] == found.widths[2] == pytest.approx(344.5, abs=0.1)
    for row in found.rows:
        assert [cell.lines[0].align for cell in row] == ["r", "ctr", "l"]
    assert [cell.fill for cell in found.rows[0]] == [FIRST, None, SECOND]
    assert all([cell.fill for cell in row] == [FIRST_TINT, None, SECOND_TINT] for row in found.rows[1:])
    assert [cell.lines[0].look.heading for cell in found.rows[0]] == [True, False, True]
    assert found.box.bottom == pytest.approx(474.0)
    assert found.heights[0] == pytest.approx(42.0)
    assert max(found.heights[1:]) == pytest.approx(min(found.heights[1:])), "rows are of one height"


def test_what_is_bold_has_its_actor_s_colour(tmp_path: Path) -> None:
    made = built(brief(ROWS), tmp_path)
    xml = next(
        slide for slide in opened(made.content).slides if any(shape.has_table for shape in slide.shapes)
    )._element
    found = {
        run.findtext("a:t", "", NS): run.find("a:rPr/a:solidFill/*", NS).get("val")
        for run in xml.iterfind(".//a:tc//a:r", NS)
    }
    assert found["inside"] != found["overthrow"]
    assert found["inside"] not in (found["More influence "], found["Aim"])
    assert found[" the order"] == found["More influence "]


def test_a_screen_reader_hears_names_and_where_the_criteria_are(tmp_path: Path) -> None:
    made = built(brief(ROWS), tmp_path)
    (shape,) = [one for slide in opened(made.content).slides for one in slide.shapes if one.name == "comparison"]
    assert shape.table.first_row
    assert not shape.table.first_col, "the first column is an actor's, and names no row"
    told = shape._element.nvGraphicFramePr.cNvPr.get("descr")
    assert told == "They want different orders. The middle column names the criteria."


@pytest.mark.parametrize("count", [3, 4])
def test_three_and_more_stand_beside_one_another(count: int, tmp_path: Path) -> None:
    columns = ("China", "Russia", "India", "Japan")[:count]
    rows = [(label, *([first, second] * 2)[:count]) for label, first, second in ROWS]
    made = built(brief(rows, columns), tmp_path)
    found = table(made)
    assert words(found.rows[0]) == ["Criterion", *columns]
    assert all(cell.lines[0].align == "l" for row in found.rows for cell in row)
    assert len({cell.fill for cell in found.rows[0]}) == count + 1
    (shape,) = [one for slide in opened(made.content).slides for one in slide.shapes if one.name == "comparison"]
    assert shape.table.first_col
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == "They want different orders"


def test_short_texts_break_into_lines_of_about_one_length(tmp_path: Path) -> None:
    found = table(built(brief(ROWS), tmp_path))
    texts = [["".join(run.text for run in line) for line in cell.lines[0].drawn] for row in found.rows for cell in row]
    broken = [[line.strip() for line in lines] for lines in texts if len(lines) > 1]
    assert len(broken) > 2
    assert all(" " in line for lines in broken for line in lines), broken


def test_rules_stand_for_tints_in_a_theme_of_lines(tmp_path: Path) -> None:
    found = table(built(brief(ROWS, theme="cable"), tmp_path))
    assert not any(cell.fill for row in found.rows for cell in row)
    for row in found.rows:
        assert [bool(cell.right) for cell in row] == [True, True, False]
    head, *others = found.rows
    assert [cell.below.width if cell.below else 0 for cell in head] == [3.0, 0, 3.0]
    assert all(cell.below and cell.below.width < 1 for row in others for cell in row)


@pytest.mark.parametrize(
    ("theme", "lang", "rows"), [("statecraft", "uk", UKRAINIAN), ("cable", "fr", FRENCH), ("commons", "zh", CHINESE)]
)
def test_every_word_stands_in_its_cell(theme: str, lang: str, rows: Any, tmp_path: Path) -> None:
    found = table(built(brief(rows, theme=theme, lang=lang), tmp_path))
    shown = [text for row in found.rows for text in words(row)]
    assert all(text.replace("*", "") in shown for row in rows for text in row)


def test_fuller_is_smaller_and_then_goes_on_with_its_heads(tmp_path: Path) -> None:
    def sizes(count: int) -> list[set[float]]:
        rows = [(f"Row {number}", *ROWS[number % 3][1:]) for number in range(count)]
        found = tables(built(brief(rows), tmp_path / str(count)))
        assert all(words(each.rows[0]) == ["China", "Criterion", "Russia"] for each in found)
        assert [text for each in found for row in each.rows[1:] if (text := words(row)[1])] == [row[0] for row in rows]
        return [{row[0].lines[0].look.size for row in each.rows[1:]} for each in found]

    assert sizes(4) == [{20.0}]
    assert sizes(6) == [{18.0}]
    assert sizes(8) == [{14.0}]
    assert sizes(14) == [{14.0}] * 2


def test_a_row_alone_has_room_and_its_type_is_large(tmp_path: Path) -> None:
    found = table(built(brief(ROWS[:1]), tmp_path))
    assert found.rows[1][0].lines[0].look.size == 20.0
    assert found.box.height > 358.8 / 2


def test_a_row_for_one_audience_is_in_its_table_alone(tmp_path: Path) -> None:
    made = brief(ROWS)
    made["comparison"]["rows"][1]["audiences"] = ["board"]
    file = decks.written(made, tmp_path / "content")
    (tmp_path / "content" / "audiences").mkdir()
    for name in ("board", "public"):
        text = f"name: {name.title()}\nto: The {name}\n"
        (tmp_path / "content" / "audiences" / f"{name}.yaml").write_text(text, encoding="utf-8")
    criteria = {}
    for name in ("board", "public"):
        (edition,) = build.editions(Prepared.of(file), BuildOptions(audiences=(name,), only=("deck",)))
        slides = opened(edition.documents[0].content).slides
        (shape,) = [one for slide in slides for one in slide.shapes if one.name == "comparison"]
        criteria[name] = [row.cells[1].text for row in shape.table.rows]
    assert criteria["board"] == ["Criterion", "Aim", "Thrives on", "Danger to the U.S."]
    assert criteria["public"] == ["Criterion", "Aim", "Danger to the U.S."]


def test_on_a_base_it_takes_the_base_s_width() -> None:
    made = bases.sample()
    assert check(made.content) == []
    found = table(made)
    assert words(found.rows[0]) == ["China", "Criterion", "Russia"]
    assert found.widths[0] == pytest.approx(found.widths[2])
    assert sum(found.widths) == pytest.approx(found.box.width)
