"""Every message that a user can meet, to the letter: tests/data/errors holds what they wrote and what they are told.

`briefs/<case>.yaml` is checked by itself; `templates/<case>/` are templates that stand beside the minimal brief. The
expected text is in `<case>.txt`. After a change of wording: pytest tests/test_errors.py --update-goldens, then read
the difference.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from policybrief.cli import findings
from policybrief.errors import BriefError, Problem, did_you_mean
from policybrief.system.files.resources import TEMPLATES
from support.clocks import slowness
from support.commands import Ran, brief
from support.projects import MINIMAL, ROOT, TWO_JUDGMENTS, Tree, minimal

CASES = ROOT / "tests" / "data" / "errors"
BRIEFS = sorted(file.stem for file in (CASES / "briefs").glob("*.yaml"))
TEMPLATE_CASES = sorted(folder.name for folder in (CASES / "templates").iterdir() if folder.is_dir())


def told(ran: Ran, root: Path) -> str:
    """What a refused command says, with the paths of this machine cut short; nothing but that may have happened."""
    assert ran.exit_code == 1, ran
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr
    assert not (root / "output").exists()
    lines = [line.rstrip() for line in ran.stderr.replace(f"{root}/", "").splitlines()]
    return "\n".join(lines).replace(str(TEMPLATES), "<built-in>").replace(str(root), ".") + "\n"


@pytest.mark.parametrize("case", BRIEFS)
def test_brief(case: str, tmp_path: Path, same_as: Callable[[Path, str], None]) -> None:
    shutil.copy(CASES / "briefs" / f"{case}.yaml", tmp_path / f"{case}.yaml")
    ran = brief("build", f"{case}.yaml", cwd=tmp_path)
    same_as(CASES / "briefs" / f"{case}.txt", told(ran, tmp_path.resolve()))


@pytest.mark.parametrize("case", TEMPLATE_CASES)
def test_template(case: str, tree: Tree, same_as: Callable[[Path, str], None]) -> None:
    root = tree({"content/brief.yaml": TWO_JUDGMENTS})
    shutil.copytree(CASES / "templates" / case, root / "templates")
    ran = brief("build", cwd=root)
    same_as(CASES / "templates" / f"{case}.txt", told(ran, root.resolve()))


@pytest.mark.parametrize("case", ["several", "dangling-ids", "colon-in-text"])
def test_json_gives_the_same_records(case: str, tmp_path: Path) -> None:
    file = shutil.copy(CASES / "briefs" / f"{case}.yaml", tmp_path / "brief.yaml")
    text, tool = brief("check", file), brief("check", file, "--format", "json")
    records = json.loads(tool.stdout)["problems"]
    assert (tool.exit_code, tool.stderr) == (1, "")
    heads = [line for line in text.stderr.splitlines() if line.startswith(str(file))]
    assert len(heads) == len(records)
    for head, record in zip(heads, records, strict=True):
        place = f"{record['file']}:{record['line']}:{record['column']}"
        said = ": ".join(part for part in (place, record["severity"], record["path"], record["message"]) if part)
        assert head == (f"{said}; {record['hint']}" if record["hint"] else said)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "- " * 500_000,
        "{a: " * 250_000,
        "? " * 500_000,
        "\0" * 1_000_000,
        "{" + "a: 1, " * 90_000 + "}",
        "a: [" + "x, " * 200_000 + "]",
        MINIMAL + "\n".join(f"unknown{number}: 1" for number in range(2_000)),
    ],
    ids=["brackets", "dashes", "braces", "marks", "nul", "duplicates", "values", "unknown keys"],
)
def test_a_hostile_file_is_refused_quickly(text: str, tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    brief("--help")
    start = process_time()
    ran = brief("check", "b.yaml", cwd=tmp_path)
    assert ran.exit_code == 1
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr) < 60_000
    assert process_time() - start < 5 * slowness()  # a second at most on a quiet machine


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"title: " + b"x" * 5_000_001, "b.yaml: error: is larger than 5 MB; a brief is text, a few pages"),
        ("title: x\nto: Zoë\n".encode("latin-1"), "b.yaml:2:7: error: is not UTF-8 text; save the file as UTF-8"),
    ],
    ids=["too large", "not UTF-8"],
)
def test_a_file_that_is_no_brief(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_bytes(content)
    ran = brief("check", "b.yaml", cwd=tmp_path)
    assert ran.stderr.splitlines()[0] == message
    assert ran.exit_code == 1


def test_a_missing_file_is_a_fault_of_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "brief.yaml").write_text(MINIMAL, encoding="utf-8")
    ran = brief("build", "breif.yaml", cwd=tmp_path)
    assert ran.exit_code == 2
    assert "there is no file breif.yaml; did you mean 'brief.yaml'?" in ran.stderr


def test_a_template_that_is_not_utf8(tree: Tree) -> None:
    root = tree({"content/brief.yaml": MINIMAL, "templates/deck.xml.j2": ""})
    (root / "templates/deck.xml.j2").write_bytes("<deck>Zoë</deck>".encode("latin-1"))
    ran = brief("check", cwd=root)
    assert ran.exit_code == 1
    assert "templates/deck.xml.j2: error: is not UTF-8 text; save the file as UTF-8" in ran.stderr


def test_the_files_of_an_earlier_build_stay_when_one_fails(tree: Tree) -> None:
    root = tree({"content/brief.yaml": minimal(("confidence: high", "confidence: hihg"))})
    (root / "output").mkdir()
    (root / "output/brief.pptx").write_bytes(b"earlier")
    assert brief("build", cwd=root).exit_code == 1
    assert [file.read_bytes() for file in (root / "output").iterdir()] == [b"earlier"]


# -- the records themselves


def test_problems_are_sorted_and_told_once() -> None:
    later, sooner = Problem("b", "f.yaml", 9, 1), Problem("a", "f.yaml", 2, 1)
    assert BriefError([later, sooner, later]).problems == (sooner, later)


def test_a_caret_counts_the_cells_of_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    for before, cells in (("abc", 3), ("習近平", 6), ("e\u0301", 1), ("\t\t", 2), ("🚢", 2)):
        problem = Problem("x", "f", 1, len(before) + 3, excerpt=f"a {before}!")
        findings.tell([problem, replace(problem, line=2, length=1)])
        assert capsys.readouterr().err.splitlines()[-1] == 8 * " " + "  " + " " * cells + "^"
    findings.tell([Problem("x", "f", 1, 3, excerpt="  習近平 was", length=3)])
    assert capsys.readouterr().err.splitlines()[-1] == 8 * " " + "^~~~~~"


def test_one_mistake_made_again_and_again_is_told_once_with_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [Problem("is not a source", "b.yaml", line, 3, f"judgments[{line}].source") for line in range(10, 15)]
    twice = [Problem("is too long", "b.yaml", line, 3, f"judgments[{line}].text") for line in (2, 4)]
    findings.tell([*wrong, *twice, Problem("is not a source", "other.yaml", 9)])
    assert capsys.readouterr().err.splitlines() == [
        "b.yaml:2:3: error: judgments[2].text: is too long",
        "b.yaml:4:3: error: judgments[4].text: is too long",
        "b.yaml:10:3: error: judgments[10].source: is not a source; so also in lines 11, 12, 13 and 14",
        "other.yaml:9: error: is not a source",
    ]


def test_a_place_below_the_working_folder_is_seen_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    findings.tell([Problem("is empty", str(tmp_path / "content" / "b.yaml"), 1, 2), Problem("is full", "/elsewhere/b")])
    assert capsys.readouterr().err == "/elsewhere/b: error: is full\ncontent/b.yaml:1:2: error: is empty\n"


def test_an_unseen_mark_of_direction_is_to_be_deleted(tree: Tree) -> None:
    root = tree({"content/b.yaml": minimal(("title: Build the quay", "title: Build \u202ethe quay"))})
    said = brief("check", root).stderr
    assert "U+202E" in said
    assert "delete it: it came with a text that was pasted, and nobody sees it" in said


def test_a_wrong_shape_is_answered_with_the_right_one(tree: Tree) -> None:
    title = "    title: A count of berths"
    root = tree({"content/b.yaml": minimal((title, f"{title}\n    author: 3"))})
    said = brief("check", root).stderr
    assert "sources[0].author[0]: is a number, not a mapping of keys to values; write {family: …, given: …}" in said


def test_a_memo_that_is_too_long_is_told_at_the_first_text_to_shorten(tree: Tree) -> None:
    long = "It is the only berth, and it has been full for years. " * 150
    root = tree({"content/b.yaml": minimal(("Build the quay now.", long))})
    said = brief("check", root, "--only", "memo").stderr
    assert re.search(r"b\.yaml:\d+:\d+: error: the memo is \d+ lines too long", said), said


def test_many_problems_are_counted_rather_than_listed(capsys: pytest.CaptureFixture[str]) -> None:
    findings.tell([Problem("y", "e", severity="warning"), *(Problem(f"x{line}", "f", line) for line in range(1, 501))])
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[0], lines[-1]) == (101, "f:1: error: x1", "… and 401 more")


def test_did_you_mean() -> None:
    assert did_you_mean("hihg", ["high", "low"]) == "did you mean 'high'?"
    assert did_you_mean("x", ["b", "a"]) == "available here: a, b"
    assert did_you_mean("x", []) == ""
