"""What an audience may not do to the brief's marking, and what earlier builds leave behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest

from support.commands import Ran
from support.projects import Tree, minimal

Run = Callable[..., Ran]


_EMBARGO = "{{embargo: {{until: 2026-12-{day}T00:01, zone: UTC}}}}"


def project(tree: Tree, marking: str, own: str, **more: str) -> Path:
    audience = "name: The board\n" + (f"marking: {own}\n" if own else "")
    files = {"content/brief.yaml": minimal() + f"marking: {marking}\n", "content/audiences/board.yaml": audience}
    return tree(files | more)


@pytest.mark.parametrize(
    ("marking", "own", "lost"),
    [
        ("CUI", "UNCLASSIFIED", "CUI"),
        ("TLP:AMBER", "TLP:GREEN", "TLP:AMBER"),
        ("{banner: CUI, tlp: RED}", "{banner: CUI, tlp: AMBER+STRICT}", "TLP:RED"),
        ("CUI//SP-PRVCY", "CUI", "CUI//SP-PRVCY"),
        ("CUI//SP-PRVCY//FEDCON", "CUI//SP-PRVCY", "FEDCON"),
        (_EMBARGO.format(day="02"), _EMBARGO.format(day="01"), "EMBARGO UNTIL 2026-12-02"),
        (
            "{banner: CUI, cui: {controlled_by: A, distribution: B}}",
            "{banner: CUI, cui: {controlled_by: A, distribution: C}}",
            "STATEMENT B",
        ),
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
    assert "off the brief's marking" in problem["message"]


@pytest.mark.parametrize(
    ("marking", "own", "lines"),
    [
        ("FOUO", "TLP:AMBER", ["TLP:AMBER", "FOUO"]),
        ("Law Enforcement Sensitive", "{tlp: AMBER, words: [Draft]}",
         ["TLP:AMBER", "Law Enforcement Sensitive", "Draft"]),
        ("TLP:AMBER", "DRAFT", ["TLP:AMBER", "DRAFT"]),
        ("TLP:GREEN", "TLP:AMBER+STRICT", ["TLP:AMBER+STRICT"]),
        ("TLP:GREEN", "UNCLASSIFIED", ["UNCLASSIFIED", "TLP:GREEN"]),
        ("CUI", "TLP:GREEN", ["CUI", "TLP:GREEN"]),
        ("CUI", "CUI//SP-PRVCY", ["CUI//SP-PRVCY"]),
        ("DRAFT", "Draft", ["DRAFT"]),
        ("Internal", "Public", ["Internal", "Public"]),
        ("PRE-DECISIONAL/DELIBERATIVE", "{deliberative: true}", ["PRE-DECISIONAL/DELIBERATIVE"]),
        ("{tlp: AMBER, words: [FOUO, LES]}", "fouo", ["TLP:AMBER", "FOUO", "LES"]),
        ("{deliberative: true, words: FOUO}", "{deliberative: For comment}",
         ["PRE-DECISIONAL/DELIBERATIVE", "FOUO", "For comment"]),
        (f"{{{_EMBARGO.format(day='02')[1:-1]}, deliberative: true}}", "TLP:RED",
         ["TLP:RED", "PRE-DECISIONAL/DELIBERATIVE", "EMBARGOED UNTIL 12:01 a.m. UTC, Wednesday, December 2, 2026"]),
        (_EMBARGO.format(day="01"), _EMBARGO.format(day="03"),
         ["EMBARGOED UNTIL 12:01 a.m. UTC, Thursday, December 3, 2026"]),
    ],
)  # fmt: skip
def test_an_audiences_marking_joins_the_briefs(
    run_brief: Run, tree: Tree, marking: str, own: str, lines: list[str]
) -> None:
    root = project(tree, marking, own)
    assert run_brief("build", cwd=root).exit_code == 0
    (memo,) = (root / "output").glob("*.pdf")
    (deck,) = (root / "output").glob("*.pptx")
    shown = json.loads(run_brief("inspect", str(memo), "--format", "json").stdout)["marking"]
    assert (shown, pptx.Presentation(str(deck)).core_properties.category) == ("; ".join(lines),) * 2
    footers = [shape.text_frame.text for shape in pptx.Presentation(str(deck)).slides[1].shapes if shape.has_text_frame]
    assert all(any(line in text for text in footers) for line in lines)


@pytest.mark.parametrize("where", ["brief", "board"])
@pytest.mark.parametrize(
    "marking", [r'"FOR OUR\nPARTNERS"', r'{tlp: RED, words: "FOR OUR\nPARTNERS"}', r'"CUI\n"', r'"TLP:RED\nDRAFT"']
)
def test_a_marking_of_two_lines_is_refused_where_it_is_written(
    run_brief: Run, tree: Tree, where: str, marking: str
) -> None:
    root = project(tree, *((marking, "") if where == "brief" else ("DRAFT", marking)))
    ran = run_brief("build", cwd=root)
    if marking == r'"CUI\n"':  # a line's end after it is none
        assert ran.exit_code == 0
        return
    assert ran.exit_code == 1
    assert f"{where}.yaml:" in ran.stderr
    assert "of more than one line; give each marking its own key" in ran.stderr


def test_a_marking_with_spaces_too_many_can_be_mailed(run_brief: Run, tree: Tree) -> None:
    mailing = "mail: {to: [a@board.example], domains: [board.example]}\n"
    root = project(tree, '"FOR  OUR\u00a0 PARTNERS"', "TLP:GREEN")
    with (root / "content" / "audiences" / "board.yaml").open("a", encoding="utf-8") as file:
        file.write(mailing)
    (root / "mail.yaml").write_text("from: Us <us@board.example>\n", encoding="utf-8")
    assert run_brief("build", cwd=root).exit_code == 0
    ran = run_brief("mail", cwd=root)
    assert (ran.exit_code, "is marked" in ran.stderr) == (0, False), ran.stderr


def test_what_an_earlier_build_left_is_told_and_not_touched(run_brief: Run, tree: Tree) -> None:
    root = project(tree, "UNCLASSIFIED", "")
    assert run_brief("build", cwd=root).stderr == ""
    old = root / "output" / "brief_board.pdf"
    before = old.read_bytes()
    (root / "output" / "brief_board_notes.pdf").write_bytes(b"mine")
    (root / "content" / "brief.yaml").write_text(minimal() + "marking: CUI\n", encoding="utf-8")
    ran = run_brief("build", cwd=root)
    assert ran.exit_code == 0
    assert "brief_board.pdf: warning: is from an earlier build, and no longer what the brief makes;" in ran.stderr
    assert (ran.stderr.count("earlier build"), old.read_bytes()) == (2, before)
    (root / "content" / "audiences" / "board.yaml").write_text("name: [x]\n", encoding="utf-8")
    ran = run_brief("build", cwd=root)
    assert (ran.exit_code, ran.stderr.count("earlier build")) == (1, 3)  # its own two in one line


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
    assert "board.yaml:2:9: error: extra[0]: is not in the memo; put 'ours' into the order of" in ran.stderr
