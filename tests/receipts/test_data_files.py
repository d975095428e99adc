"""Receipts of numbers that texts name out of files: the file, the cell and the hash; nothing where a name may tell."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from openpyxl import Workbook

from support.commands import brief
from support.pdfs import words_of_pages
from support.receipts import TWO, Read, project

CSV = "Quarter,At berth,Waiting\nQ1,410,98\nQ3,412,7654\n"
NAMED = """
data:
  fleet: {file: figures/fleet.csv, unit: t}
  cost: {file: figures/cost.xlsx, unit: "€{number} million"}
  here: {values: {crew: 8642}}
questions:
  - question: Who burns it?
    answer: The port burns [=fleet.at_berth.Q3], with a crew of [=here.crew].
    sources: [audit]
  - {question: "Ours alone?", answer: "It is [=fleet.waiting.Q3].", audiences: [ours]}
figures:
  headline: To remember
  entries:
    - {value: "[=cost.spent.Q3]", label: of fuel}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data")
    audiences = {"ours": "name: Ours\n", "theirs": "name: Theirs\n", "few": "name: Few\nsources: [saltmere]\n"}
    for name, text in (project(TWO + NAMED, **audiences) | {"figures/fleet.csv": CSV}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    book = Workbook()
    for row in (("Quarter", "Spent"), ("Q1", 31), ("Q3", 37.5)):
        book.active.append(row)
    book.save(root / "figures" / "cost.xlsx")
    ran = brief("receipts", root)
    assert ran.exit_code == 0, ran.stderr
    return root


def test_a_named_number_has_its_file_cell_and_hash(made: Path) -> None:
    page = Read(made / "output" / "b_theirs.receipts.html").words
    annex = " ".join(words_of_pages((made / "output" / "b_theirs.receipts.pdf").read_bytes()))
    for words in (page, annex):
        flat = " ".join(words.split())
        assert "412 t (line 3, character 4)" in flat
        assert "€37.5 million (B3)" in flat
        assert "taken from this file" in flat
        for file in ("fleet.csv", "cost.xlsx"):
            digest = hashlib.sha256((made / "figures" / file).read_bytes()).hexdigest()
            assert digest in "".join(flat.split())


def test_what_rests_on_a_file_is_not_missed_in_the_sources(made: Path) -> None:
    """Of the two numbers of the answer, only the one that stands in the brief itself rests on nothing."""
    words = Read(made / "output" / "b_theirs.receipts.html").words
    assert "Numbers: 8,642" in words or "Numbers: 8642" in words
    assert "not found in the sources" in words[words.index("Who burns it?") :]


def test_each_audience_learns_of_its_own_numbers(made: Path) -> None:
    ours, theirs = (Read(made / "output" / f"b_{name}.receipts.html").words for name in ("ours", "theirs"))
    assert "7,654" in ours or "7654" in ours
    assert "7654" not in theirs.replace(",", "")


def test_no_file_is_named_to_who_may_not_know_every_source(made: Path) -> None:
    for form in ("html", "pdf"):
        content = (made / "output" / f"b_few.receipts.{form}").read_bytes()
        words = " ".join(words_of_pages(content)) if form == "pdf" else content.decode("utf-8")
        assert "fleet.csv" not in words
        assert "cost.xlsx" not in words
        assert hashlib.sha256(CSV.encode()).hexdigest() not in "".join(words.split())
