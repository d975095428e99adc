"""Charts and tables whose numbers come from a file: in the documents, the record, an audience's bytes, and back."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import openpyxl
import pytest

from policybrief.brief.model import Brief
from policybrief.errors import BriefError, Problem
from policybrief.ooxml import zipped
from policybrief.pipeline.prepared import Prepared
from support import canaries
from support.commands import brief, problems_of
from support.deck_edits import Edited
from support.projects import MINIMAL, Tree

CSV = 'Quarter,At berth,Under way\nQ1,"1,410",205\nQ2,525.5,n/a\nQ3,640,318.50\nYear,"2,575.5",523.5\n'
CHART = """charts:
  - headline: Most fuel is burnt at berth
    kind: column
    data: {file: figures/fleet.csv, total: Year}
    unit: tonnes
    alt: As the headline says.
"""


def loaded(tree: Tree, text: str, csv: str = CSV) -> Brief:
    root = tree({"content/b.yaml": MINIMAL + text, "figures/fleet.csv": csv})
    return Prepared.of(root / "content" / "b.yaml").brief


def told(tree: Tree, text: str, csv: str = CSV) -> list[str]:
    """Each problem with its place, below the folder."""

    def short(problem: Problem) -> str:
        return f"{Path(problem.file).name}:{problem.line}:{problem.column} {problem.message}"

    return [short(problem) for problem in problems_of(lambda: loaded(tree, text, csv))]


def with_chart(**data: object) -> str:
    given = {"file": "figures/fleet.csv", **data}
    return CHART.replace("{file: figures/fleet.csv, total: Year}", json.dumps(given, ensure_ascii=False))


def numbers(chart: object) -> list[tuple[str, list[str | None]]]:
    return [
        (each.name, [value and value.spelling for value in each.values])
        for each in chart.series  # type: ignore[attr-defined]
    ]


def test_a_chart_has_the_files_categories_and_series(tree: Tree) -> None:
    (chart,) = loaded(tree, CHART).charts
    assert chart.categories == ("Q1", "Q2", "Q3")
    assert numbers(chart) == [("At berth", ["1410", "525.5", "640"]), ("Under way", ["205", None, "318.50"])]


def test_columns_and_rows_are_chosen_by_name(tree: Tree) -> None:
    (chart,) = loaded(tree, with_chart(columns=["under  way"], rows=["Q3", "Q1"])).charts
    assert (chart.categories, numbers(chart)) == (("Q3", "Q1"), [("Under way", ["318.50", "205"])])
    problems = told(tree, with_chart(columns=["Under wey"]))
    assert problems == [f"b.yaml:{LINE}:53 'Under wey' is not a column of the file"]
    problems = told(tree, with_chart(rows=["Q1", "Q4"]))
    assert problems == [f"b.yaml:{LINE}:56 'Q4' is not a row of the file"]


LINE = MINIMAL.count("\n") + 4
"""That of the chart's `data`."""


def test_a_table_has_words_numbers_and_a_total(tree: Tree) -> None:
    csv = "Quay,Share,Note\nNorth_1,37 %,*[@x]\nSouth,63 %,\nAll,100 %,2024-05-01\n"
    (table,) = loaded(tree, TABLE, csv).tables
    assert table.names == ("Quay", "Share", "Note")
    assert table.columns[1].format == "0%"
    assert table.rows[0][0] == "North\\_1"
    assert table.rows[0][2] == "\\*\\[@x\\]"
    assert (table.rows[1][1], table.rows[1][2]) == (63, None)
    assert table.rows[2].total == ("All", 100, "2024-05-01")


TABLE = """tables:
  - headline: Two quays
    data: {file: figures/fleet.csv, total: All}
    sources: [count]
"""


def test_a_tables_own_columns_choose_and_say_units(tree: Tree) -> None:
    text = CHART.replace("charts:", "tables:").replace(
        "    kind: column\n", "    columns: [Part, {name: At berth, unit: t}]\n"
    )
    text = text.replace("    unit: tonnes\n", "    sources: [count]\n")
    (table,) = loaded(tree, text).tables
    assert (table.names, table.rows[0]) == (("Part", "At berth"), ("Q1", 1410))
    problems = told(tree, text.replace("name: At berth", "name: At birth"))
    assert [each.partition(" ")[2] for each in problems] == ["'At birth' is not a column of the file"]


@pytest.mark.parametrize(
    ("lang", "decimal", "written", "spelled"),
    [
        ("en-US", None, "1,200", "1200"),
        ("en-US", None, "−1,234,567.50", "-1234567.50"),
        ("en-US", None, "1 200", "1200"),
        ("en-US", None, "007", "7"),
        ("en-US", None, "1.200,5", None),
        ("en-US", None, "12,5", None),
        ("en-US", None, "1,23,456", None),
        ("en-US", ",", "1.200,5", "1200.5"),
        ("en-US", ",", "1.200", "1200"),
        ("fr", None, "1,200", "1.200"),
        ("fr", None, "1.200,5", "1200.5"),
        ("fr", None, "1.200", None),
        ("fr", None, "1.200.000", "1200000"),
        ("fr", None, "12.5", None),
        ("uk", None, "1\u202f200,5", "1200.5"),
        ("zh", None, "1,200.5", "1200.5"),
        ("en-US", None, "twelve", None),
        ("en-US", None, "1e3", None),
        ("en-US", None, "٣", None),
    ],
)
def test_numbers_are_read_by_the_language_or_the_mark_that_is_given(
    tree: Tree, lang: str, decimal: str | None, written: str, spelled: str | None
) -> None:
    csv = f"Quarter;At berth\nQ1;{written}\nQ2;7\n"
    text = f"lang: {lang}\n" + with_chart(**({"decimal": decimal} if decimal else {}))
    if spelled is None:
        (problem,) = told(tree, text, csv)
        assert problem.startswith(f"fleet.csv:2:4 {written!r}")
    else:
        assert numbers(loaded(tree, text, csv).charts[0]) == [("At berth", [spelled, "7"])]


def test_all_that_is_wrong_is_told_at_once_at_its_cell(tree: Tree) -> None:
    csv = '\ufeffQuarter;"At; berth"\r\nQ1;"two\r\nlines"\r\nQ2;x\r\nQ2;7 %\r\n'
    text = CHART.replace("{file: figures/fleet.csv, total: Year}", "figures/fleet.csv").replace("column", "colum")
    assert sorted(told(tree, text, csv)) == [
        "b.yaml:{}:11 'colum' is not a kind".format(MINIMAL.count("\n") + 3),
        "fleet.csv:2:4 'two lines' is not a number",
        "fleet.csv:4:4 'x' is not a number",
        "fleet.csv:5:1 'Q2' names two rows",
    ]


def test_what_the_model_refuses_is_told_at_the_cell(tree: Tree) -> None:
    assert told(tree, with_chart(total="Year"), CSV.replace("640", "1" + "0" * 15)) == [
        "fleet.csv:4:4 is too large a number for a chart or a table"
    ]


@pytest.mark.parametrize(
    ("csv", "message"),
    [
        ("", "has no columns"),
        ("Quarter,At berth\n", "has no rows below a head"),
        ("Quarter\nQ1\n", "has no columns"),
        ("a,b\nQ1,1,2\n", "is cell 3 and the last, and the head has 2"),
        ('a,b\nQ1,"1\n', "begins with a quote that is not closed before the cell's end"),
        ("a, t;b, t\nQ1, t;1,2\n", "its cells may be parted by ',' or ';'"),
        ("a,b\nQ1,37 %\nQ2,5\n", "5 has no percent sign, and others of its column have"),
        ("a,\nQ1,\n", "is the only column"),
        ("a\0,b\nQ1,1\n", "is no text"),
    ],
)
def test_a_csv_that_is_none_is_refused(tree: Tree, csv: str, message: str) -> None:
    assert message in " ".join(told(tree, with_chart(), csv))


def test_encodings_are_said_or_marked(tree: Tree) -> None:
    csv = "Квартал,Київ\nQ1,习近平\n".replace("习近平", "7")
    root = tree({"content/b.yaml": MINIMAL + with_chart()})
    (root / "figures").mkdir()
    file = root / "figures" / "fleet.csv"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        file.write_bytes(csv.encode(encoding))
        assert Prepared.of(root / "content" / "b.yaml").brief.charts[0].series[0].name == "Київ"
    file.write_bytes(csv.encode("cp1251"))
    (problem,) = problems_of(lambda: Prepared.of(root / "content" / "b.yaml"))
    assert (problem.message, problem.line) == ("is not UTF-8 text", 1)
    (root / "content" / "b.yaml").write_text(MINIMAL + with_chart(encoding="windows-1251"), encoding="utf-8")
    assert Prepared.of(root / "content" / "b.yaml").brief.charts[0].series[0].name == "Київ"


def test_only_files_of_the_project_are_read(tree: Tree, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.csv"
    outside.write_text(CSV, encoding="utf-8")
    root = tree({"content/b.yaml": MINIMAL, "figures/a.csv": CSV})
    (root / "figures" / "link.csv").symlink_to(outside)
    for name, message in {
        "figures/link.csv": "lies outside of the project",
        str(outside): "lies outside of the project",
        "../../outside.csv": "lies outside of the project",
        "/dev/zero": "lies outside of the project",
        "figures": "cannot be read: Is a directory",
        "figures/none.csv": "there is no file",
    }.items():
        (problem,) = problems_of(lambda name=name: loaded(tree, with_chart(file=name)))  # type: ignore[misc]
        assert message in problem.message
        assert problem.line > MINIMAL.count("\n")


def test_what_the_file_brings_is_not_written_beside_it(tree: Tree) -> None:
    problems = told(tree, CHART + "    categories: [a]\n")
    assert [each.partition(" ")[2] for each in problems] == ["stands beside 'data', which brings it"]


# -- workbooks


@pytest.fixture
def book(tree: Tree) -> Path:
    root = tree({"content/b.yaml": MINIMAL})
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Fleet"
    for row in (["", ""], ["", "Quarter", "At berth", "Share"], ["", "Q1", 1410.5, 0.37], ["", "Q2", 0.1 + 0.2, 0.5]):
        sheet.append(row)
    for cell in ("D3", "D4"):
        sheet[cell].number_format = "0%"
    hidden = workbook.create_sheet("Workings")
    hidden.sheet_state = "hidden"
    for row in (["a", "b"], ["Q1", "=1+1"]):
        hidden.append(row)
    workbook.save(root / "fleet.xlsx")
    return root


def from_book(root: Path, **data: object) -> Brief:
    text = with_chart(file="fleet.xlsx", **data).replace("unit: tonnes", "unit: percent")
    (root / "content" / "b.yaml").write_text(f"lang: fr\n{MINIMAL}{text}", encoding="utf-8")
    return Prepared.of(root / "content" / "b.yaml").brief


def test_a_workbooks_numbers_are_numbers_in_every_language(book: Path) -> None:
    (chart,) = from_book(book, range="B2:D4").charts
    assert numbers(chart) == [("At berth", ["1410.5", "0.3"]), ("Share", ["37", "50"])]


def test_a_hidden_sheet_is_taken_by_name_and_a_formula_with_its_value(book: Path) -> None:
    (problem,) = problems_of(lambda: from_book(book, sheet="Workings"))
    assert (problem.path, problem.message) == ("Workings!B2", "is a formula whose value is not kept in the file")
    (problem,) = problems_of(lambda: from_book(book, sheet="Flet"))
    assert problem.hint == "did you mean 'Fleet'?"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"sheet": "Flet"}, "'fleet.xlsx' has no sheet 'Flet'"),
        ({"range": "B2:ZZZZ9"}, "'B2:ZZZZ9' is not a range of cells"),
        ({"range": "B40:D44"}, "'B40:D44' has no rows below a head"),
    ],
)
def test_a_wrong_sheet_or_range_is_told_where_it_is_asked_for(book: Path, asked: dict[str, str], message: str) -> None:
    (problem,) = problems_of(lambda: from_book(book, **asked))
    assert (Path(problem.file).name, problem.message) == ("b.yaml", message)
    assert problem.path == f"charts[0].data.{next(iter(asked))}"
    assert next(iter(asked.values())) in problem.excerpt


def test_a_workbook_that_is_none_or_holds_entities_is_refused(book: Path) -> None:
    file = book / "fleet.xlsx"
    parts = zipped.unpacked(file.read_bytes())
    trap = {**parts, "xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts["xl/workbook.xml"]}
    for content, message in {
        b"PK nothing": "is not a workbook that can be read",
        zipped.packed(trap): "has a document type",
        zipped.packed({"a.xml": b"<a/>"}): "is not a workbook that can be read",
    }.items():
        file.write_bytes(content)
        (problem,) = problems_of(lambda: from_book(book))
        assert message in problem.message


@pytest.mark.parametrize(
    ("old", "new"), [(b"</row>", b""), (b'r="C4"', b'r="ZZZZZZ4"'), (b"<v>0.37</v>", b"<v>abc</v>")]
)
def test_a_sheet_that_is_broken_inside_is_told(book: Path, old: bytes, new: bytes) -> None:
    """Its cells are parsed as they are asked for, long after the workbook was opened."""
    file = book / "fleet.xlsx"
    parts = zipped.unpacked(file.read_bytes())
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet]
    file.write_bytes(zipped.packed({**parts, sheet: parts[sheet].replace(old, new, 1)}))
    (problem,) = problems_of(lambda: from_book(book))
    assert problem.message == "is not a workbook that can be read"


# -- what is made of it


def test_the_record_has_the_hash_and_an_edited_number_is_told_with_its_cell(tree: Tree) -> None:
    root = tree({"content/b.yaml": MINIMAL + CHART, "figures/fleet.csv": CSV})
    ran = brief("build", root, "--record", "--only", "deck")
    assert ran.exit_code == 0, ran.stderr
    record = json.loads((root / "output" / "b.record.json").read_text(encoding="utf-8"))
    digests = {each["input"]: each["sha256"] for each in record["inputs"]}
    assert digests["file of numbers 1"] == hashlib.sha256(CSV.encode()).hexdigest()
    deck = Edited.of((root / "output" / "b.pptx").read_bytes())
    number = deck.number("Most fuel is burnt at berth")
    chart = next(shape.chart for shape in deck.slide(number).shapes if shape.has_chart)
    value = next(each for each in chart._chartSpace.iter() if each.text == "525.5")
    value.text = "999"
    before = (root / "figures" / "fleet.csv").read_bytes()
    ran = brief("pull", deck.save(root / "edited.pptx"), "--write", "--numbers", cwd=root)
    assert "it comes from figures/fleet.csv:3:4" in ran.stdout
    assert "change it there" in ran.stdout
    assert (root / "figures" / "fleet.csv").read_bytes() == before
    assert (root / "content" / "b.yaml").read_text(encoding="utf-8") == MINIMAL + CHART


def test_no_byte_of_a_file_reaches_whom_its_exhibits_are_kept_from(tree: Tree) -> None:
    canary = canaries.Canaries()
    made = canaries.brief(canary)
    secret = f"{canary('head of a file')},{canary('column of a file')}\n{canary('row of a file')},4711.25\n"
    name = f"{canary('name of a file')}.csv".lower()
    for entry in (made["charts"][0], made["tables"][1], made["sections"][1]["table"], made["sections"][1]["chart"]):
        for key in ("categories", "series", "columns", "rows"):
            entry.pop(key, None)
        entry["data"] = name
    files = {f"content/{name}": secret}
    root = tree(files)
    file = canaries.project(root, made, canary)
    outputs = []
    for numbers_now in ("4711.25", "9713.25"):
        (root / "content" / name).write_text(secret.replace("4711.25", numbers_now), encoding="utf-8")
        for only in (("--handout", "--record"), ("--only", "docx")):
            ran = brief("build", file, *only, "-a", canaries.READER)
            assert ran.exit_code == 0, ran.stderr
        outputs.append({each.name: each.read_bytes() for each in sorted((root / "output").iterdir()) if each.is_file()})
    assert outputs[0] == outputs[1]
    digests = [hashlib.sha256(secret.replace("4711.25", each).encode()).hexdigest() for each in ("4711.25", "9713.25")]
    for name_of, content in outputs[0].items():
        assert not canaries.found(content, [*canary.places, "4711.25", "9713.25", *digests]), name_of


def test_a_wrong_file_of_an_audiences_own_section_is_told_for_it(tree: Tree) -> None:
    extra = "extra:\n  - id: ours\n    title: Ours\n    table: {data: own.csv}\n"
    root = tree({"content/b.yaml": MINIMAL, "content/audiences/board.yaml": f"name: Board\n{extra}"})
    (root / "content" / "audiences" / "own.csv").write_text("Step,Days\nVote,3\n", encoding="utf-8")
    prepared = Prepared.of(root / "content" / "b.yaml")
    table = prepared.reader("board").audience.extra[0].table
    assert table is not None
    assert table.rows == (("Vote", 3),)
    (root / "content" / "audiences" / "own.csv").write_text("Step,Days\nVote,3,5\n", encoding="utf-8")
    with pytest.raises(BriefError, match=r"own\.csv:2"):
        Prepared.of(root / "content" / "b.yaml").reader("board")


def test_lint_leaves_the_words_of_a_file_alone(tree: Tree) -> None:
    root = tree({"content/b.yaml": MINIMAL + CHART, "figures/fleet.csv": CSV.replace("At berth", "colour of it")})
    (root / "content" / "lint.yaml").write_text(HOUSE, encoding="utf-8")
    said = json.loads(brief("lint", root, "--format", "json").stdout)["warnings"]
    assert {each["path"] for each in said if each["rule"] == "no-colour"} == {"charts[0].headline"}


HOUSE = """rules:
  no-colour: {pattern: 'colour|burnt', what: Says hue., why: We say hue.}
"""


def test_a_table_s_number_that_can_t_be_read_is_told_at_its_cell_beside_those_that_can(tree: Tree) -> None:
    table = "tables:\n  - {headline: T, alt: A, sources: [count], data: d.csv}\n"
    root = tree({"content/b.yaml": f"{MINIMAL}{table}", "content/d.csv": 'x,a,b\nr,"12,5",1\ns,3,"7,25"\n'})
    ran = brief("check", cwd=root)
    told = [line.partition(";")[0] for line in ran.stderr.splitlines() if line.startswith("content/d.csv")]
    assert told == [
        "content/d.csv:2:3: error: '12,5' can't be read for sure",
        "content/d.csv:3:5: error: '7,25' can't be read for sure",
    ]


def test_a_character_that_no_text_can_have_is_told_at_its_cell(tree: Tree) -> None:
    chart = "charts:\n  - {headline: T, alt: A, kind: bar, data: d.csv}\n"
    root = tree({"content/b.yaml": f"{MINIMAL}{chart}", "content/d.csv": "x,a\nr\x01s,1\n"})
    assert "content/d.csv:2:1: error: has U+0001, which no text can have" in brief("check", cwd=root).stderr
