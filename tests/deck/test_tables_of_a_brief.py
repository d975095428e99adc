"""Tables of a brief on slides: numbers in the locale's form, groups, sums, heads over several columns."""

from __future__ import annotations

from pathlib import Path

from policybrief.deck.check.check import check
from policybrief.deck.colors import PANEL
from policybrief.deck.shapes import TableShape
from policybrief.text.run import plain
from support import decks, quays, sdk
from support.projects import Tree
from support.slides import assert_tidy, opened

ROWS = "    rows:\n      - {group: East quays}\n"


def said(table: TableShape) -> list[list[str]]:
    return [[" ".join(plain(line.text) for line in cell.lines) for cell in row] for row in table.rows]


def test_it_is_a_native_table_as_it_was_typed() -> None:
    made = quays.deck()
    assert check(made.content) == []
    assert_tidy(made.placed)
    first = quays.tables(made)[0]
    assert [[text.replace("\u00a0", " ") for text in row] for row in said(first)] == [
        ["Quay", "Landed 2024 (t)", "Landed 2025 (t)", "Change", "Counted"],
        ["East quays", "", "", "", ""],
        ["North", "10,410.0", "12,525.3", "+20.3%", "by meter"],
        ["Middle", "410.5", "405.0", "−1.3%", "by hand"],
        ["West & others", "", "", "", ""],
        ["Київ pier", "", "52.0", "", "since March"],
        ["Old pier", "12.0", "12.0", "0.0%", ""],
        ["All", "10,832.5", "12,994.3", "+20.0%", ""],
    ]
    assert [cell.lines[-1].align for cell in first.rows[2]] == ["l", "r", "r", "r", "l"]
    fills = [(row, column) for row, cells in enumerate(first.rows) for column, cell in enumerate(cells) if cell.fill]
    assert fills == [(2, 2)]
    assert first.rows[2][2].fill == PANEL
    assert [cell.lines[0].look.bold for cell in first.rows[-1]] == [True] * 5


def test_what_has_to_be_known_stands_below_it_and_for_the_ear() -> None:
    shapes = [shape for slide in opened(quays.deck().content).slides for shape in slide.shapes]
    told = [shape._element._nvXxPr.cNvPr.get("descr") for shape in shapes if shape.has_table]
    assert told[0].startswith("Tonnes of fuel by quay")
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    assert "Tonnes of fuel; <the pier> is counted since March." in texts


def test_the_sdk_finds_nothing(tmp_path: Path) -> None:
    assert sdk.findings(quays.deck().content, tmp_path) == []


def test_a_long_table_goes_on_with_its_heads_and_the_group_it_is_in(tree: Tree) -> None:
    rows = "".join(f"      - [Berth {number}, {number}, {number}.5, 1, ~]\n" for number in range(1, 31))
    text = quays.edited((ROWS, ROWS + rows), ("    highlight: {row: North, column: 2025}\n", ""))
    made = decks.built(tree({"content/brief.yaml": text}) / "content" / "brief.yaml")
    assert check(made.content) == []
    parts = [table for table in quays.tables(made) if len(table.widths) == 5]
    assert len(parts) > 2
    assert {tuple(row[0]) for row in map(said, parts)} == {tuple(said(parts[0])[0])}
    assert all(said(part)[1][0] in ("East quays", "West & others") for part in parts)
    assert all(said(part)[-1][0] not in ("East quays", "West & others") for part in parts)
    told = [row[0] for part in parts for row in said(part)[1:]]
    assert [name for name in told if name.startswith("Berth")] == [f"Berth {number}" for number in range(1, 31)]


def test_no_number_breaks_beside_long_texts_and_columns_are_alike_on_all_slides(tree: Tree) -> None:
    texts = "words that go on and on until they take many lines of their own"
    rows = "".join(f"      - [A quay of a long name {n}, {n * 1000}.25, {texts}, {n}, ~]\n" for n in range(1, 31))
    text = quays.edited((ROWS, ROWS + rows), ('columns: [{name: "2024", unit: t}, {name', "columns: [A, {name"))
    text = text.replace('{name: 2025, unit: t, format: "0.0"}', "B").replace("row: North, column: 2025", "row: North")
    made = decks.built(tree({"content/brief.yaml": text}) / "content" / "brief.yaml")
    parts = [table for table in quays.tables(made) if len(table.widths) == 5]
    assert len({table.widths for table in parts}) == 1
    lines = [cell.lines[0] for table in parts for row in table.rows[1:] for cell in row if cell.lines[0].align == "r"]
    assert [plain(line.text) for line in lines if line.breaks] == []


def test_a_row_without_numbers_heads_nothing(tree: Tree) -> None:
    text = quays.edited(('[Old pier, 12, 12, 0, ""]', '[Old pier, ~, ~, ~, ""]'))
    made = decks.built(tree({"content/brief.yaml": text}) / "content" / "brief.yaml")
    looks = [row[0].lines[0].look.caps for row in quays.tables(made)[0].rows[1:]]
    assert looks == [True, False, False, True, False, False, False]


def test_eight_columns_fit(tree: Tree) -> None:
    eight = "    columns: [A, B, C, D, E, F, G, H]\n"
    rows = "".join(f"      - [Row {row}, {', '.join(str(row * 12345 + n) for n in range(7))}]\n" for row in range(1, 9))
    start, end = quays.TEXT.index("    columns:\n"), quays.TEXT.index("    note: Tonnes")
    text = quays.TEXT[:start] + eight + "    rows:\n" + rows + quays.TEXT[end:].replace("    in_memo: true\n", "", 1)
    made = decks.built(tree({"content/brief.yaml": text}) / "content" / "brief.yaml")
    assert check(made.content) == []
    first = quays.tables(made)[0]
    assert (len(first.rows), len(first.widths)) == (9, 8)
