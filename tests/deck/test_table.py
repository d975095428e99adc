"""Tables of a template's own on slides: lines instead of fills, figures below one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybrief.deck.check.check import check
from policybrief.deck.colors import PANEL, PRIMARY
from policybrief.deck.fit.grid import CONTENT
from policybrief.deck.shapes import TableShape
from support import decks
from support.projects import MINIMAL, Tree
from support.slides import opened

THEMES = ("statecraft", "cable", "commons")
ROWS = (
    "<tr><td>Fuel, tonnes</td><td></td><td></td></tr>"
    "<tr><td>At berth</td><td>1,925</td><td><b>2,031</b></td></tr>"
    "<tr><td>Change</td><td>–</td><td>−3.5%</td></tr>"
    "<tr><td>Cost</td><td>€6</td><td>€ 7.25</td></tr>"
)
WORDS = "<tr><td>Cost</td><td>€ 40 million</td><td>two years</td></tr>"


def table(
    tree: Tree, rows: str, theme: str = "statecraft", heads: tuple[str, str] = ("2024", "2025")
) -> tuple[TableShape, bytes]:
    head = f'<tr><th></th><th tone="first">{heads[0]}</th><th>{heads[1]}</th></tr>'
    slide = f'<slide><title>T</title><table alt="A">{head}{rows}</table></slide>'
    each = "<slide><title>{{ each.headline }}</title></slide>"
    said = f"{{% for each in (brief.judgments + brief.recommendations) %}}{each}{{% endfor %}}"
    brief = MINIMAL.replace("title: Build the quay", f"title: Build the quay\ntheme: {theme}", 1)
    root: Path = tree({"content/brief.yaml": brief, "templates/deck.xml.j2": f"<deck>{slide}{said}</deck>"})
    made = decks.built(root / "content" / "brief.yaml")
    (found,) = [shape for shape in made.placed.slides[0].shapes if isinstance(shape, TableShape)]
    return found, made.content


def test_figures_stand_at_the_right_with_their_heads(tree: Tree) -> None:
    found, _ = table(tree, ROWS)
    assert [[cell.lines[0].align for cell in row] for row in (found.rows[0], *found.rows[2:])] == [["l", "r", "r"]] * 4


@pytest.mark.parametrize("rows", [1, 2, 3, 4])
def test_a_few_rows_of_figures_take_more_than_half_of_the_slide(rows: int, tree: Tree) -> None:
    found, _ = table(tree, "".join(f"<tr><td>Row {row}</td><td>1</td><td>2</td></tr>" for row in range(rows)))
    assert found.box.y == pytest.approx(CONTENT.y, abs=1.0)
    assert CONTENT.height / 2 < found.box.height < CONTENT.height + 1.0
    assert {line.look.size for row in found.rows for cell in row for line in cell.lines} == {20.0}


def test_words_stand_at_the_left(tree: Tree) -> None:
    found, _ = table(tree, WORDS)
    assert {cell.lines[0].align for row in found.rows for cell in row} == {"l"}


@pytest.mark.parametrize("theme", THEMES)
def test_lines_tell_a_table_and_nothing_is_filled(tree: Tree, theme: str) -> None:
    found, content = table(tree, ROWS, theme, heads=("Before", "After"))
    assert {cell.fill for row in found.rows for cell in row} == {None}
    widths = [row[1].below.width if row[1].below else 0.0 for row in found.rows]
    assert widths == [1.5, 0.75, 0.75, 0.75, 0.0]
    assert check(content) == []


YEARS = {
    ("2024", "2025"): 2,
    ("2025", "2024"): 1,
    ("2023/24", "2024/25"): 2,
    ("2025", "Change"): 0,
    ("2025", "2025"): 0,
    ("Before", "After"): 0,
}


@pytest.mark.parametrize("heads", YEARS)
def test_the_newest_year_is_bold_on_a_panel(tree: Tree, heads: tuple[str, str]) -> None:
    found, content = table(tree, ROWS, heads=heads)
    newest = YEARS[heads]
    for row in found.rows:
        assert [cell.fill for cell in row] == [PANEL if newest == column > 0 else None for column in range(3)]
    bold = [[cell.lines[0].look.bold for cell in row] for row in found.rows[2:]]
    assert bold == [[newest == column > 0 for column in range(3)]] * 3
    (native,) = [shape.table for shape in opened(content).slides[0].shapes if shape.has_table]
    runs = native.cell(2, newest).text_frame.paragraphs[0].runs
    assert bool(runs[0].font.bold) is (newest > 0)
    assert check(content) == []


def test_years_over_words_are_no_figures(tree: Tree) -> None:
    found, _ = table(tree, WORDS, heads=("2024", "2025"))
    assert {cell.fill for row in found.rows for cell in row} == {None}


def test_a_theme_without_tints_has_a_line_beside_the_newest_year(tree: Tree) -> None:
    found, _ = table(tree, ROWS, "cable", heads=("2024", "2025"))
    assert {cell.fill for row in found.rows for cell in row} == {None}
    assert [bool(row[1].right) for row in found.rows] == [True] * 5
    assert all(cell.lines[0].look.bold for cell in (row[2] for row in found.rows[2:]))
    assert {str(row[2].lines[0].look.color) for row in found.rows[2:]} == {str(PRIMARY)}


def test_a_row_with_a_label_alone_is_a_heading(tree: Tree) -> None:
    found, content = table(tree, ROWS)
    assert [row[0].lines[0].look.caps for row in found.rows] == [False, True, False, False, False]
    (native,) = [shape.table for shape in opened(content).slides[0].shapes if shape.has_table]
    assert (native.first_row, native.first_col) == (True, True)
    assert [cell.text for cell in native.rows[1].cells] == ["Fuel, tonnes", "", ""]
