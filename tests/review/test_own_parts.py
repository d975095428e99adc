"""Tables and sections are held against the rules as all else is: lint, verify, receipts and diff read them."""

from __future__ import annotations

import json

from policybrief.read import source
from policybrief.review.changes.compare import compare
from support import quays
from support.commands import brief
from support.linted import found_in
from support.projects import Tree
from support.receipts import project
from support.sources import BRIEF

OWN = """tables:
  - headline: The quay costs 777 million dollars
    columns: [Quay, {name: Cost, unit: $ million}]
    rows: [[Second, 90]]
    in_memo: false
    sources: [saltmere]
sections:
  - id: costs
    title: The quay might perhaps be dear
    text: A second quay costs 888 million dollars, as Zebulon Quimby has said.
    sources: [saltmere]
"""


def test_numbers_and_names_that_no_source_has_are_found(tree: Tree) -> None:
    root = tree(project(brief=f"{BRIEF}{OWN}"))
    record = json.loads(brief("verify", root, "--format", "json").stdout)
    found = {(each["path"], each["rule"]) for each in (*record["problems"], *record["warnings"])}
    assert ("tables[0].headline", "number-unsupported") in found
    assert ("sections[0].text", "number-unsupported") in found
    assert ("sections[0].text", "name-unsupported") in found


def test_a_hedge_is_found_in_a_section(tree: Tree) -> None:
    text = quays.edited(("title: Half of the cost falls", "title: Half of the cost might perhaps fall"))
    rules = {(each["path"], each["rule"]) for each in found_in(tree({"content/brief.yaml": text}))}
    assert ("sections[1].title", "hedge-double") in rules


def test_receipts_have_what_a_table_and_a_section_rest_on(tree: Tree) -> None:
    root = tree(project(brief=f"{BRIEF}{OWN}"))
    assert brief("receipts", root).exit_code == 0
    page = (root / "output" / "b.receipts.html").read_text(encoding="utf-8")
    assert "The quay costs 777 million dollars" in page
    assert "The quay might perhaps be dear" in page


def test_cells_are_told_by_the_names_of_their_rows_and_columns() -> None:
    new = quays.edited(
        ("[Middle, 410.5, 405, -1.3, by hand]", "[Middle, 411.5, 405, -1.3, by ear]"),
        ("      - [Old pier, 12, 12, 0, \"\"]\n", ""),
        ("title: Half of the cost falls", "title: Most of the cost falls"),
    )  # fmt: skip
    old, now = (source.parse(text, "brief.yaml").data for text in (quays.TEXT, new))
    facts = [(fact.kind, fact.field, str(fact.path), fact.old, fact.new) for fact in compare(old, now)]
    assert facts == [
        ("number", "Middle, Landed 2024", "tables[0].rows[2][1]", "410.5", "411.5"),
        ("words", "Middle, Counted", "tables[0].rows[2][4]", "by hand", "by ear"),
        ("dropped", "rows", "tables[0].rows", "Old pier", ""),
        (
            "words",
            "title",
            "sections[1].title",
            "Half of the cost falls into one year",
            "Most of the cost falls into one year",
        ),
    ]
