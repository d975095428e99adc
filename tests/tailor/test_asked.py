"""Who reads from outside is not asked to decide, and of several audiences the build says who is."""

from __future__ import annotations

import pytest

from support.canaries import found
from support.commands import brief
from support.projects import Tree, minimal

DECISION = "decision: {ask: choose the northern quay, options: [Northwards, Southwards]}\n"


@pytest.mark.parametrize(
    ("file", "is_asked"),
    [
        ("outside: true\n", False),
        ("outside: true\nmemo: {parts: [bottom_line, decision, judgments, recommendations, sources]}\n", True),
        ("outside: false\n", True),
        ("", True),
    ],
)
def test_who_reads_from_outside_is_not_asked(tree: Tree, file: str, is_asked: bool) -> None:
    board = f"name: Readers\n{file}"
    root = tree({"content/brief.yaml": minimal() + DECISION, "content/audiences/readers.yaml": board})
    ran = brief("build", "--handout", cwd=root)
    assert (ran.exit_code, ran.stderr) == (0, "")
    words = ["northern", "Northwards"]
    for made in (root / "output").glob("brief_*"):
        seen = found(made.read_bytes(), words)
        assert seen == (set(words) if is_asked else set()), made.name
    assert ("without decision" in brief("check", cwd=root).stdout) is not is_asked


def test_an_audience_from_outside_may_be_asked_for_something_else(tree: Tree) -> None:
    board = "name: Readers\noutside: true\ndecision: {ask: write to the harbour master}\n"
    root = tree({"content/brief.yaml": minimal() + DECISION, "content/audiences/readers.yaml": board})
    assert brief("build", cwd=root).exit_code == 0
    (memo,) = (root / "output").glob("*.pdf")
    assert found(memo.read_bytes(), ["write to the harbour master", "northern"]) == {"write to the harbour master"}


@pytest.mark.parametrize(
    ("file", "decision", "is_told"),
    [
        ("", DECISION, True),
        ("outside: true\n", DECISION, False),
        ("outside: false\n", DECISION, False),
        ("decision: {ask: wait}\n", DECISION, False),
        ("deck: {parts: [bottom_line, judgments, recommendations]}\n", DECISION, False),
        ("", DECISION.replace("{ask", "{audiences: [board], ask"), False),
        ("", "", False),
    ],
)
def test_of_several_audiences_one_that_says_nothing_of_it_is_told(
    tree: Tree, file: str, decision: str, is_told: bool
) -> None:
    audiences = {
        "content/audiences/board.yaml": "name: Board\noutside: false\n",
        "content/audiences/press.yaml": f"name: Press\n{file}",
    }
    ran = brief("check", cwd=tree({"content/brief.yaml": minimal() + decision, **audiences}))
    told = "content/audiences/press.yaml:1:7: note: name: is asked the brief's decision, as others are; write"
    assert (told in ran.stderr) is is_told, ran.stderr
