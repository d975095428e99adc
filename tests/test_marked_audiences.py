"""What an audience may not do to the brief's marking, and what earlier builds leave behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Ran, Tree, minimal

Run = Callable[..., Ran]


def project(tree: Tree, marking: str, own: str, **more: str) -> Path:
    audience = "name: The board\n" + (f"marking: {own}\n" if own else "")
    files = {"content/brief.yaml": minimal() + f"marking: {marking}\n", "content/audiences/board.yaml": audience}
    return tree(files | more)


@pytest.mark.parametrize(
    ("marking", "own", "lost"),
    [
        ("CUI", "TLP:GREEN", "CUI"),
        ("CUI", "UNCLASSIFIED", "CUI"),
        ("TLP:AMBER", "TLP:GREEN", "TLP:AMBER"),
        ("TLP:GREEN", "UNCLASSIFIED", "TLP:GREEN"),
        ("{banner: CUI, tlp: RED}", "{banner: CUI, tlp: AMBER+STRICT}", "TLP:RED"),
        ("{banner: UNCLASSIFIED, deliberative: true}", "UNCLASSIFIED", "PRE-DECISIONAL"),
        ("CUI", "", ""),
        ("UNCLASSIFIED", "TLP:GREEN", ""),
        ("TLP:GREEN", "TLP:AMBER+STRICT", ""),
        ("UNCLASSIFIED", "CUI", ""),
        ("Internal", "Public", ""),
    ],
)
def test_a_marking_is_not_lowered_for_an_audience(
    run_brief: Run, tree: Tree, marking: str, own: str, lost: str
) -> None:
    ran = run_brief("check", "--format", "json", cwd=project(tree, marking, own))
    problems = json.loads(ran.stdout)["problems"]
    if not lost:
        assert problems == []
        return
    (problem,) = problems
    assert (Path(problem["file"]).name, problem["line"], problem["path"]) == ("board.yaml", 2, "marking")
    assert lost in problem["message"].upper()
    assert "off what the brief is marked with" in problem["message"]


def test_what_an_earlier_build_left_is_told_and_not_touched(run_brief: Run, tree: Tree) -> None:
    root = project(tree, "UNCLASSIFIED", "")
    assert run_brief("build", cwd=root).stderr == ""
    old = root / "output" / "brief_board.pdf"
    before = old.read_bytes()
    (root / "output" / "brief_board_notes.pdf").write_bytes(b"mine")
    (root / "content" / "brief.yaml").write_text(minimal() + "marking: CUI\n", encoding="utf-8")
    ran = run_brief("build", cwd=root)
    assert ran.exit_code == 0
    assert "brief_board.pdf: is of an earlier build, and no longer what the brief gives; 'brief clean' d" in ran.stderr
    assert (ran.stderr.count("earlier build"), old.read_bytes()) == (2, before)
    (root / "content" / "audiences" / "board.yaml").write_text("name: [x]\n", encoding="utf-8")
    ran = run_brief("build", cwd=root)
    assert (ran.exit_code, ran.stderr.count("earlier build")) == (1, 4)


def test_an_order_of_ones_own_does_not_forget_a_block(run_brief: Run, tree: Tree) -> None:
    root = project(tree, "UNCLASSIFIED", "")
    extra = "extra: [{id: ours, title: What the board can do, heading: The board, points: [Ask]}]\n"
    (root / "content" / "audiences" / "board.yaml").write_text(f"name: The board\n{extra}", encoding="utf-8")
    assert run_brief("check", cwd=root).exit_code == 0
    assert run_brief("templates", "copy", "memo", "-a", "board", cwd=root).exit_code == 0
    own = root / "templates" / "board" / "memo.xml.j2"
    order = '["bottom_line", "recommendations", "judgments", "sources"]'
    own.write_text(own.read_text("utf-8").replace("{% for part in order %}", f"{{% for part in {order} %}}"), "utf-8")
    ran = run_brief("check", cwd=root)
    assert ran.exit_code == 1
    assert "board.yaml:2:9: extra[0]: is not in the memo; put 'ours' into the order of" in ran.stderr
