"""`brief templates`: which file wins, copies to edit, a trial of all of them; and a designer's first hour."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from support.commands import Ran
from support.pdfs import words_of_pages
from support.projects import Tree, minimal

Run = Callable[..., Ran]
AUDIENCES = {"content/audiences/board.yaml": "name: The board\n", "content/audiences/press.yaml": "name: The press\n"}


@pytest.fixture
def project(tree: Tree) -> Path:
    """The minimal brief with two audiences."""
    return tree({"content/brief.yaml": minimal(), **AUDIENCES})


def listed(run_brief: Run, project: Path) -> list[str]:
    ran = run_brief("templates", "list", cwd=project)
    assert ran.exit_code == 0, ran.stderr
    return ["  ".join(line.split()) for line in ran.stdout.splitlines()]


def test_the_list_says_which_file_wins_for_whom(run_brief: Run, project: Path) -> None:
    assert "memo.xml.j2  built  in" in listed(run_brief, project)
    for folder in (project / "templates", project / "templates" / "board"):
        folder.mkdir()
        own = '{% extends "memo.xml.j2" %}{% block avoid %}{% endblock %}{%- block sources -%}<p>x</p>{% endblock %}'
        (folder / "memo.xml.j2").write_text(own, encoding="utf-8")
    found = [line for line in listed(run_brief, project) if line.startswith("memo")]
    gives = ",  extends  memo.xml.j2:  avoid,  sources"
    assert found == [
        f"memo.xml.j2  templates/board/memo.xml.j2{gives}  (board)",
        f"memo.xml.j2  templates/memo.xml.j2{gives}  (press)",
    ]
    records = json.loads(run_brief("templates", "list", "--format", "json", cwd=project).stdout)["templates"]
    (record,) = (one for one in records if one["audiences"] == ["board"])
    assert (record["built_in"], record["blocks"]) == (False, ["avoid", "sources"])


def test_a_copy_is_the_built_in_one_and_overwrites_nothing(run_brief: Run, project: Path) -> None:
    assert run_brief("templates", "copy", "memo", "-a", "board", cwd=project).exit_code == 0
    copied = project / "templates" / "board" / "memo.xml.j2"
    assert run_brief("build", "-o", "before", cwd=project).exit_code == 0
    copied.write_text("mine", encoding="utf-8")
    again = run_brief("templates", "copy", "memo.xml.j2", "-a", "board", cwd=project)
    assert (again.exit_code, copied.read_text(encoding="utf-8")) == (1, "mine")
    assert "exists already; edit it, or move it away first" in again.stderr
    assert run_brief("templates", "copy", "headers/nsc", cwd=project).exit_code == 0
    assert (project / "templates" / "headers" / "nsc.xml.j2").is_file()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["mem"], "there is no built-in template 'mem'; did you mean 'memo'?"),
        (["../content/brief"], "there is no built-in template '../content/brief'"),
        (["memo", "-a", "bord"], "there is no audience 'bord'; did you mean 'board'?"),
        (["memo", "-a", "../.."], "there is no audience '../..'"),
    ],
)
def test_what_there_is_not_is_not_copied(run_brief: Run, project: Path, args: list[str], said: str) -> None:
    ran = run_brief("templates", "copy", *args, cwd=project)
    assert ran.exit_code == 1
    assert said in ran.stderr
    assert not (project / "templates").exists()


def test_check_finds_what_fails_only_without_an_optional_part(run_brief: Run, project: Path) -> None:
    with_decision = minimal() + "decision: {ask: build it}\n"
    (project / "content" / "brief.yaml").write_text(with_decision, encoding="utf-8")
    (project / "content" / "audiences" / "board.yaml").unlink()
    own = project / "templates" / "press"
    own.mkdir(parents=True)
    block = "{% block decision %}\n<p>{{ brief.decision.ask }}</p>\n{% endblock %}"
    (own / "memo.xml.j2").write_text(f'{{% extends "memo.xml.j2" %}}\n{block}', encoding="utf-8")
    assert run_brief("check", cwd=project).exit_code == 0
    ran = run_brief("templates", "check", cwd=project)
    assert ran.exit_code == 1
    assert "templates/press/memo.xml.j2:3:1: error: there is nothing to take 'ask' from" in ran.stderr
    (own / "memo.xml.j2").unlink()
    (project / "templates" / "headers").mkdir()
    (project / "templates" / "headers" / "ours.xml.j2").write_text(
        "{% macro header() %}<titel/>{% endmacro %}", "utf-8"
    )
    ran = run_brief("templates", "check", "--format", "json", cwd=project)
    assert "<titel> is not an element" in {one["message"] for one in json.loads(ran.stdout)["problems"]}


def test_check_is_content_with_the_built_in_ones(run_brief: Run, project: Path) -> None:
    ran = run_brief("templates", "check", cwd=project)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout == "no problems; 32 documents rendered, nothing to write\n"


def test_a_designers_first_hour(run_brief: Run, tmp_path: Path) -> None:
    """As the README tells it: the memo's template copied for one audience, its order changed, and a colour."""
    assert run_brief("new", "harbour", cwd=tmp_path).exit_code == 0
    project = tmp_path / "harbour"
    assert run_brief("templates", "copy", "memo", "-a", "congress", cwd=project).exit_code == 0
    own = project / "templates" / "congress" / "memo.xml.j2"
    order = '["bottom_line", "recommendations", "judgments", "what-congress-can-do", "avoid", "sources"]'
    own.write_text(own.read_text("utf-8").replace("{% for part in order %}", f"{{% for part in {order} %}}"), "utf-8")
    house = project / "content" / "themes" / "house.yaml"
    lines = house.read_text("utf-8").replace("# colors:", "colors:").replace("#   accent:", "  accent:").splitlines()
    text = "\n".join('  accent: "7A1F5C"' if line.startswith("  accent:") else line for line in lines)
    house.write_text(text, encoding="utf-8")
    assert run_brief("templates", "check", cwd=project).exit_code == 0
    built = run_brief("build", "-a", "congress", "-a", "principals", cwd=project)
    assert built.exit_code == 0, built.stderr
    pages = {name: page(project / "output" / f"brief_{name}.pdf") for name in ("congress", "principals")}
    assert pages["congress"].index("FIVE RECOMMENDATIONS") < pages["congress"].index("KEY JUDGMENTS")
    assert pages["principals"].index("KEY JUDGMENTS") < pages["principals"].index("FIVE RECOMMENDATIONS")
    theme = Presentation(str(project / "output" / "brief_congress.pptx")).part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    )
    assert b"7A1F5C" in theme.blob


def page(file: Path) -> str:
    (page,) = words_of_pages(file.read_bytes())
    return page.upper()
