"""Receipts of what is said in a meeting, and asked: with what it rests on, for who may see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.commands import brief
from support.pdfs import words_of_pages
from support.receipts import TWO, Read, project

SPOKEN = """
questions:
  - {question: "Who pays for the quay?", answer: "The port pays 120 million.", sources: [audit]}
points_to_make:
  - {headline: "Waiting is paid for", text: "Each hour costs the port [@audit, Costs]."}
people:
  - {name: "Ada Harbor", role: "the port", text: "Wrote the survey [@saltmere]."}
if_raised:
  - {they_say: "Why now?", we_say: "It silts up."}
"""
OURS = "name: Our side\noutside: false\n"
THEIRS = "name: The other side\noutside: true\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("spoken")
    for name, text in project(TWO + SPOKEN, ours=OURS, theirs=THEIRS).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    ran = brief("receipts", root)
    assert ran.exit_code == 0, ran.stderr
    return root / "output"


def test_questions_and_points_stand_with_their_sources(made: Path) -> None:
    page = Read(made / "b_ours.receipts.html")
    annex = " ".join(words_of_pages((made / "b_ours.receipts.pdf").read_bytes()))
    for words in (page.words, annex):
        for said in ("Who pays for the quay?", "Waiting is paid for", "Ada Harbor, the port", "Why now?"):
            assert said in words
    assert any("120 million" in each for each in page.marked)
    question = page.words.index("Who pays for the quay?")
    assert "An audit of the port" in page.words[question:]


def test_who_may_not_see_them_finds_nothing_of_them(made: Path) -> None:
    for file in (made / "b_theirs.receipts.html", made / "b_theirs.receipts.pdf"):
        words = Read(file).words if file.suffix == ".html" else " ".join(words_of_pages(file.read_bytes()))
        for said in ("Who pays", "Waiting is paid", "Ada Harbor", "Why now"):
            assert said not in words


def test_a_source_that_may_not_be_named_is_not_named_here_either(tmp_path: Path) -> None:
    for name, text in project(TWO + SPOKEN, ours=f"{OURS}sources: [saltmere]\n").items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = brief("receipts", tmp_path)
    assert ran.exit_code == 0, ran.stderr
    page = Read(tmp_path / "output" / "b_ours.receipts.html")
    assert "Waiting is paid for" in page.words
    for secret in ("audit", "Costs", "120 million dollars"):
        assert secret not in page.words
