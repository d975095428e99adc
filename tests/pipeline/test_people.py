"""`brief build --for LIST`: an edition for each of a list of people."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from policybrief.ooxml import zipped
from support.commands import Ran, brief
from support.projects import MINIMAL, Tree, minimal

ALLIES = "name: Allies\nto: The allies\nmarking: {tlp: GREEN}\njudgments:\n  only-berth:\n    so_what: For all.\n"
BOARD = "name: The board\n"
HEAD = "name,audience,to,judgments.only-berth.so_what\n"


@pytest.fixture
def project(tree: Tree) -> Path:
    return tree(
        {
            "content/b.yaml": MINIMAL,
            "content/audiences/allies.yaml": ALLIES,
            "content/audiences/board.yaml": BOARD,
        }
    )


def built(root: Path, rows: str, *options: str, head: str = HEAD) -> Ran:
    (root / "people.csv").write_text(head + rows, encoding="utf-8")
    return brief("build", "--for", "people.csv", "--jobs", "1", *options, cwd=root)


def slides(root: Path, name: str) -> str:
    parts = zipped.unpacked((root / "output" / "people" / name).read_bytes())
    return "".join(content.decode() for part, content in parts.items() if part.startswith("ppt/slides/slide"))


def test_each_gets_the_audience_s_documents_with_texts_of_their_own(project: Path) -> None:
    ran = built(project, "okafor,allies,Ms Okafor,\nLee,allies,,Your *port* first.\nJane Doe,board,,\n")
    assert (ran.exit_code, ran.stderr) == (0, "")
    names = sorted(file.name for file in (project / "output" / "people").iterdir())
    assert names == [f"b_{who}.{ending}" for who in ("jane-doe", "lee_TLP-GREEN", "okafor_TLP-GREEN")
                     for ending in ("pdf", "pptx")]  # fmt: skip
    okafor, lee = slides(project, "b_okafor_TLP-GREEN.pptx"), slides(project, "b_lee_TLP-GREEN.pptx")
    assert "Ms Okafor" in okafor
    assert "For all." in okafor
    assert "The allies" in lee
    assert "Your " in lee
    assert "For all." not in lee
    assert "3 editions written to output/people, 6 files" in ran.stdout


def test_without_a_list_of_audiences_each_gets_the_brief(tree: Tree) -> None:
    root = tree({"content/b.yaml": MINIMAL})
    assert built(root, "a,Ms A\nb,\n", head="name,to\n").exit_code == 0
    assert "Ms A" in slides(root, "b_a.pptx")
    assert "Ms A" not in slides(root, "b_b.pptx")


def test_what_is_wrong_with_a_row_is_told_at_its_cell_and_the_others_are_made(project: Path) -> None:
    rows = "okafor,allies,,\n,allies,,\nlee,alies,,\nOkafor,allies,,\nallies,allies,,\nmo,allies,,{{ x\n"
    ran = built(project, f"{rows}jo,allies,,Says [@nobody].\n")
    assert ran.exit_code == 1
    told = [line for line in ran.stderr.splitlines() if line.startswith("people.csv")]
    assert [line.partition(": error: ")[0] for line in told] == [
        "people.csv:3:1",
        "people.csv:4:5",
        "people.csv:5:1",
        "people.csv:6:1",
        "people.csv:8:12",
    ]
    assert "'alies'; did you mean 'allies'?" in told[1]
    assert "would have the files of line 2" in told[2]
    assert "2 editions written" in ran.stderr
    assert {file.stem for file in (project / "output" / "people").iterdir()} == {
        "b_okafor_TLP-GREEN",
        "b_mo_TLP-GREEN",
    }


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("name,judgments.only-berth.headline\n", "'judgments.only-berth.headline' is no text"),
        ("name,deck.parts\n", "'deck.parts' is no text"),
        ("name,mail.to\n", "'mail.to' is no text"),
        ("name,salutaton\n", "did you mean 'salutation'?"),
        ("name,to,to\n", "is repeated here"),
        ("to,subject\n", "there is no column 'name'"),
    ],
)
def test_a_column_that_means_nothing_is_told_before_anything_is_made(project: Path, head: str, told: str) -> None:
    ran = built(project, "a,b,c\n"[: 2 * head.count(",") + 1] + "\n", head=head)
    assert ran.exit_code == 1
    assert told in ran.stderr
    assert "people.csv:1:" in ran.stderr
    assert not (project / "output").exists()


def test_a_marking_may_not_be_lowered_for_one(tree: Tree) -> None:
    text = minimal(("date:", "marking: {tlp: RED}\ndate:"))
    root = tree({"content/b.yaml": text, "content/audiences/a.yaml": "name: A\n"})
    ran = built(root, "x,a,GREEN\ny,a,\n", head="name,audience,marking.tlp\n")
    assert "people.csv:2:5: error: marking: takes 'TLP:RED' off the brief's marking" in ran.stderr
    assert {file.stem for file in (root / "output" / "people").iterdir()} == {"b_y_TLP-RED"}


def test_texts_of_one_are_in_nobody_else_s_files(project: Path) -> None:
    built(project, "a,allies,Canary One,Canary Two.\nb,allies,,\nc,board,,\n")
    for name in ("b_b_TLP-GREEN.pptx", "b_c.pptx"):
        parts = zipped.unpacked((project / "output" / "people" / name).read_bytes())
        assert not any(b"Canary" in content for content in parts.values())


def test_a_dry_run_says_what_there_would_be_and_writes_nothing(project: Path) -> None:
    ran = built(project, "okafor,allies,Ms Okafor,\nlee,board,,\n", "--dry-run", "--only", "memo")
    assert ran.stdout.splitlines() == [
        "okafor  allies  to               b_okafor_TLP-GREEN.pdf",
        "lee     board   as the audience  b_lee.pdf",
        "no problems; 2 editions to make; nothing was written",
    ]
    assert not (project / "output").exists()


def test_tools_get_each_edition_with_its_files_and_problems(project: Path) -> None:
    ran = built(project, "okafor,allies,,\nlee,alies,,\n", "--format", "json", "--only", "memo")
    made, failed = json.loads(ran.stdout)["editions"]
    assert [Path(path).name for path in made["paths"]] == ["b_okafor_TLP-GREEN.pdf"]
    assert (failed["paths"], failed["problems"][0]["line"]) == ([], 3)


def test_an_edition_is_as_the_audience_s_own_where_the_row_says_nothing(project: Path) -> None:
    built(project, "x,allies,,\n")
    brief("build", "-a", "allies", "--jobs", "1", cwd=project)
    ours = (project / "output" / "people" / "b_x_TLP-GREEN.pdf").read_bytes()
    assert ours == (project / "output" / "b_allies_TLP-GREEN.pdf").read_bytes()


def test_who_left_the_list_is_told_and_other_builds_leave_editions_alone(project: Path) -> None:
    built(project, "a,allies,,\nb,board,,\n", "--only", "memo")
    ran = built(project, "a,allies,,\n", "--only", "memo")
    assert "output/people/b_b.pdf: warning: is from an earlier build, and nobody's in people.csv now" in ran.stderr
    assert brief("build", "--only", "memo", cwd=project).stderr == ""
    assert (project / "output" / "people" / "b_b.pdf").is_file()


def test_what_a_person_edited_is_kept(project: Path) -> None:
    built(project, "a,allies,,\n", "--only", "memo")
    file = project / "output" / "people" / "b_a_TLP-GREEN.pdf"
    file.write_bytes(b"mine")
    assert "was edited since it was built; it is kept as" in built(project, "a,allies,,\n", "--only", "memo").stderr
    assert file.with_name("b_a_TLP-GREEN.edited-1.pdf").read_bytes() == b"mine"


def test_a_workbook_is_a_list_too(project: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["name", "audience", "to"], ["okafor", "allies", "Ms Okafor"]):
        sheet.append(row)
    book.save(project / "people.xlsx")
    assert brief("build", "--for", "people.xlsx", "--jobs", "1", cwd=project).exit_code == 0
    assert "Ms Okafor" in slides(project, "b_okafor_TLP-GREEN.pptx")


def test_a_cell_of_a_workbook_that_says_nothing_stops_its_own_edition_alone(project: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = (["name", "audience", "to"], ["a", "allies", "=B9"], ["b", "allies", "#REF!"], ["c", "allies", "Ms C"])
    for row in rows:
        sheet.append(row)
    sheet["C3"].data_type = "e"
    book.save(project / "people.xlsx")
    ran = brief("build", "--for", "people.xlsx", "--dry-run", cwd=project)
    assert ran.exit_code == 1
    assert "is a formula whose value is not kept in the file" in ran.stderr
    assert "is #REF!, an error of the spreadsheet" in ran.stderr
    assert "2 errors; 1 edition to make" in ran.stderr


def test_a_quote_that_is_not_closed_stops_the_editions_from_its_row_on(project: Path) -> None:
    ran = built(project, 'a,allies,Ms A,\nb,allies,"Ms B,\nc,allies,,\n', "--dry-run")
    assert ran.exit_code == 1
    assert "people.csv:3:10: error: begins with a quote that is not closed" in ran.stderr
    assert "rows below it are read once that is done" in ran.stderr
    assert "1 error; 1 edition to make" in ran.stderr


def test_below_a_quote_that_is_not_closed_nobody_is_taken_off_the_list(project: Path) -> None:
    assert built(project, "a,allies,,\nb,allies,,\n", "--only", "memo").exit_code == 0
    ran = built(project, 'c,allies,"Ms C,\na,allies,,\nb,allies,,\n', "--only", "memo")
    assert "people.csv:2:10: error: begins with a quote that is not closed" in ran.stderr
    assert "nobody's" not in ran.stderr


def test_a_ragged_row_stops_its_own_edition_alone(project: Path) -> None:
    ran = built(project, "a,allies,,\nb,allies,Ms B,x,y,z\nc\nd,board,,,,\n", "--dry-run")
    told = [line.partition(";")[0] for line in ran.stderr.splitlines() if line.startswith("people.csv")]
    assert told == [
        "people.csv:3:19: error: is cell 6 and the last, and the head has 4",
        "people.csv:4:1: error: is cell 1 and the last, and the head has 4",
    ]
    assert "2 errors; 2 editions to make" in ran.stderr


@pytest.mark.parametrize(
    "content",
    [
        'name\n"Doe, Jane"\n"Lee; Ann"\n',
        "name\r\nDoe Jane\r\nLee Ann\r\n",
        "Name;to\nDoe Jane;A, B\nLee Ann;C, D, E\n",
        'to\tname\n"A, B; C"\tDoe Jane\nD\tLee Ann\n',
    ],
)
def test_what_parts_the_head_parts_the_list(tree: Tree, content: str) -> None:
    root = tree({"content/b.yaml": MINIMAL})
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        (root / "people.csv").write_bytes(content.encode(encoding))
        ran = brief("build", "--for", "people.csv", "--dry-run", cwd=root)
        assert [line.split()[0] for line in ran.stdout.splitlines()[:2]] == ["doe-jane", "lee-ann"], ran.stderr


def test_names_alone_need_an_audience_where_there_are_some(project: Path) -> None:
    ran = built(project, "okafor\n", "--dry-run", head="name\n")
    assert "people.csv:2:1: error: names no audience; write one in a column 'audience', or give -a NAME" in ran.stderr
    assert built(project, "okafor\n", "--dry-run", "-a", "board", head="name\n").exit_code == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "people.csv: error: has no rows below a head"),
        (b"name,to\n", "people.csv: error: has no rows below a head"),
        (b"name,to\na,\0\n", "people.csv: error: is no text; save it as CSV in UTF-8, or as .xlsx"),
        (b"name,to\na,\xc4\n", "people.csv:2: error: is not UTF-8 text; save it as CSV in UTF-8, or as .xlsx"),
        (b"name,to\na,\x01\n", "people.csv:2:3: error: has U+0001, which no text can have"),
        (b'name,to\na,"A\nb,B\n', "people.csv:2:3: error: begins with a quote that is not closed"),
        (b'"name,to\na,A\n', "people.csv:1:1: error: begins with a quote that is not closed"),
        (b"name,to\n" + b"a,b\n" * 10_001, "rows or 200 columns; divide it into several lists"),
        (b"to,,\nx,y,\n", "there is no column 'name'"),
    ],
)
def test_what_is_no_list_is_told_at_its_place(tree: Tree, content: bytes, told: str) -> None:
    root = tree({"content/b.yaml": MINIMAL})
    (root / "people.csv").write_bytes(content)
    ran = brief("build", "--for", "people.csv", "--dry-run", cwd=root)
    assert ran.exit_code == 1
    assert told in ran.stderr


@pytest.mark.parametrize("other", ["--watch", "--open", "--png", "--record"])
def test_what_has_no_meaning_for_a_list_is_refused(project: Path, other: str) -> None:
    ran = built(project, "a,allies,,\n", other)
    assert f"--for makes no use of {other}" in ran.stderr
    assert not (project / "output").exists()


def test_a_dry_run_needs_a_list(project: Path) -> None:
    assert "--dry-run goes with --for LIST" in brief("build", "--dry-run", cwd=project).stderr
