"""Words of what is kept from an audience, written a second time where it reads them, are told."""

from __future__ import annotations

from collections.abc import Callable

from support.commands import Ran
from support.projects import Tree, minimal

Run = Callable[..., Ran]
BOARD, CREW = "name: The board\n", "name: The crew\n"
HIDDEN = """  - id: barrier
    headline: The barrier would cost more than its builders say
    text: "The barrier’s price is **too low**. 防波堤的造价被低估了许多。"
    not_for: [crew]
"""


def project(tree: Tree, note: str, crew: str = CREW) -> str:
    brief = minimal(("judgments:\n", f"judgments:\n{HIDDEN}")) + note
    files = {"content/brief.yaml": brief, "content/audiences/board.yaml": BOARD, "content/audiences/crew.yaml": crew}
    return str(tree(files) / "content" / "brief.yaml")


def told(ran: Ran) -> list[str]:
    assert ran.exit_code == 0, ran.stderr
    return [line for line in ran.stderr.splitlines() if "which is kept from" in line]


def test_the_same_words_are_told_at_their_line(run_brief: Run, tree: Tree) -> None:
    note = "confidence_note: We are sure; the barrier would cost *more* than its builders say.\n"
    (line,) = told(run_brief("check", project(tree, note)))
    assert "confidence_note: has the words of judgments[0], which is kept from 'crew'" in line
    assert line.count("brief.yaml:") == 1


def test_in_the_audiences_own_file_too_and_in_scripts_without_spaces(run_brief: Run, tree: Tree) -> None:
    crew = CREW + "judgments: {only-berth: {so_what: 须注意：防波堤的造价被低估了许多。}}\n"
    (line,) = told(run_brief("check", project(tree, "", crew)))
    assert "crew.yaml:2" in line


def test_what_is_said_otherwise_or_to_those_who_get_it_is_not(run_brief: Run, tree: Tree) -> None:
    assert not told(run_brief("check", project(tree, "confidence_note: The barrier is dear.\n")))
    same = "confidence_note: The barrier would cost more than its builders say.\n"
    assert not told(run_brief("check", project(tree, same), "--audience", "board"))
