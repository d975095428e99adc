"""Briefs that have little: what a brief has not leaves no trace, no number, heading, word, slide or column."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policybrief.brief.parts import PARTS
from policybrief.locale import locale
from policybrief.pipeline import build
from policybrief.pipeline.options import ALL
from policybrief.pipeline.prepared import Prepared
from policybrief.receipts import page
from policybrief.validate import validate
from support import mailrooms, slides, words
from support.commands import brief, problems_of
from support.handouts import handout
from support.projects import HARBOUR, Tree
from support.soak import SOAK

SHORTEST = """title: Berth two is empty
date: 2026-03-09
bottom_line: {headline: Berth two can take the ferries now}
judgments:
  - {id: free, headline: Berth two is free in spring, text: No ship is booked on it after 3 March.}
"""
FINDINGS = """title: What berth two costs
date: 2026-03-09
to: The board
bottom_line:
  headline: Berth two costs more than it earns
  text: Berth two costs the port more than it earns, and the gap has grown for three years.
judgments:
  - id: upkeep
    headline: Upkeep has doubled since 2023
    text: Upkeep of berth two has doubled, from 1.1 to 2.2 million euros a year.
    evidence: [{source: accounts, locator: p. 4}, {source: count, quote: twice as dear}]
  - {id: slots, headline: Half of the slots are empty, text: Of 730 slots 352 were used.}
sources:
  - {id: accounts, type: report, title: Accounts of the port, issued: 2026}
  - {id: count, type: report, title: A count of slots, issued: 2025}
"""
ADVICE = """recommendations:
  - {id: fee, headline: Raise the fee, text: Raise the fee by a third.}
  - {id: shut, headline: Shut it in winter, text: Shut the berth from December on.}
"""
RATED = ("confidence", "confidence_high", "how_sure_we_are", "how_sure", "how_sure_and_why", "basis")
ADVISED = ("recommendation", "recommendations", "what_to_do", "rests_on", "rests_on_short", "trace", "bears")
SOURCED = ("source", "sources", "sources_run_in", "what_we_read", "evidence", "backup", "backup_subtitle")


def built(tree: Tree, text: str, *only: str) -> dict[str, bytes]:
    """The documents of a brief by the ends of their names."""
    root = tree({"content/brief.yaml": text})
    ran = brief("build", *(f"--only={each}" for each in only), cwd=root)
    assert ran.exit_code == 0, ran.stderr
    return {file.suffix[1:]: file.read_bytes() for file in (root / "output").iterdir() if file.is_file()}


def pages(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(" ".join(each.get_textpage().get_text_range() for each in document).split())


def traces(text: str, *names: str) -> list[str]:
    """The fixed words of what there is not that stand in a text all the same."""
    said = text.casefold()
    known = locale.load("en-US").words
    return [known[name] for name in names if f"{known[name]}".casefold() in said]


def test_the_shortest_brief_is_a_title_a_bottom_line_and_a_finding(tree: Tree) -> None:
    made = built(tree, SHORTEST)
    deck, memo = slides.shown(made["pptx"]), pages(made["pdf"])
    for text in (deck, slides.noted(made["pptx"]), memo):
        assert "No ship is booked on it after 3 March" in text
        assert traces(text, *RATED, *ADVISED, *SOURCED, "prepared_for", "from") == []
    assert len(slides.opened(made["pptx"]).slides) == 2, "a slide for the finding would say the same again"
    assert "None" not in deck + memo


def test_findings_have_sources_and_evidence_without_a_word_on_how_sure_we_are(tree: Tree) -> None:
    made = built(tree, FINDINGS)
    deck, memo = slides.shown(made["pptx"]), pages(made["pdf"])
    for text in (deck, slides.noted(made["pptx"]), memo):
        assert traces(text, *RATED, *ADVISED) == []
    assert "Where this comes from" in deck
    assert "twice as dear" in deck, "what a source says has its slide"
    assert len(slides.opened(made["pptx"]).slides) == 5, "a finding without evidence has no slide of it"


LISTED = "|\n      The slots were counted.\n\n" + "".join(f"      - month {month} had few;\n" for month in range(1, 7))
LONG = "The slots of the day were counted by hand. " * 9 + "Of 730 slots 352 were used."


@pytest.mark.parametrize(("text", "count", "last"), [(LISTED, 2, "month 6 had few"), (LONG, 5, "Of 730 slots 352")])
def test_what_a_finding_says_is_on_a_slide_where_no_evidence_is(tree: Tree, text: str, count: int, last: str) -> None:
    more = [f"  - id: more-{number}\n    headline: Slots are empty\n    text: {text}\n" for number in range(count)]
    deck = slides.shown(built(tree, SHORTEST + "".join(more), "deck")["pptx"])
    assert deck.count(last) == count, "no other slide has it"


def test_advice_that_rests_on_nothing_named_has_no_matrix(tree: Tree) -> None:
    made = built(tree, SHORTEST + ADVICE)
    deck, memo = slides.shown(made["pptx"]), pages(made["pdf"])
    assert "Two recommendations".casefold() in memo.casefold()
    for text in (deck, memo):
        assert traces(text, "rests_on", "rests_on_short", "trace", *RATED, *SOURCED) == []


def test_a_matrix_has_the_advice_that_rests_on_something(tree: Tree) -> None:
    advice = ADVICE + "  - {id: sell, headline: Sell the berth, text: Sell it., rests_on: [upkeep]}\n"
    advice = advice.replace("by a third.}", "by a third., rests_on: [upkeep]}")
    deck = slides.opened(built(tree, FINDINGS + advice, "deck")["pptx"])
    (table,) = (shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table)
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[1:] for row in cells] == [["Raise the fee", "Sell the berth"], ["1", "1"], ["", ""]]


@pytest.mark.parametrize("header", ["congress", "dod-action", "nsc", "plain", "state-action", "think-tank"])
def test_every_head_of_a_memo_does_without_names(tree: Tree, header: str) -> None:
    text = SHORTEST + "decision: {ask: open the berth}\n"
    root = tree({"content/brief.yaml": text, "content/audiences/all.yaml": f"name: All\nheader: {header}\n"})
    ran = brief("build", "--only", "memo", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    (file,) = (root / "output").glob("*.pdf")
    memo = pages(file.read_bytes())
    assert "Open the berth" in memo or "that you open the berth" in memo.casefold(), "answers need no recommendation"
    assert traces(memo, "from", "for") == []


def test_the_other_documents_do_without_too(tree: Tree) -> None:
    root = tree({"content/brief.yaml": SHORTEST})
    file = root / "content" / "brief.yaml"
    said = words.paragraphs(words.part(words.built(file)))
    assert ("Title", "Berth two is empty") in said
    text = "\n".join(line for _, line in said)
    assert traces(text, *RATED, *ADVISED, *SOURCED) == []
    assert not handout(file).faults
    ran = brief("receipts", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    html = next((root / "output").glob("*.receipts.html")).read_text("utf-8")
    shown = page.page_words(html)
    assert "0 of 0" not in shown
    assert "Sources, as we had them" not in shown


def test_a_mail_does_without_names_and_advice(tmp_path: Path) -> None:
    room = mailrooms.room(tmp_path / "room", build=False)
    (room.root / "content" / "brief.yaml").write_text(SHORTEST, encoding="utf-8")
    room.build()
    assert room.mail().exit_code == 0
    message = mailrooms.read(room.drafts[0])
    for kind in ("plain", "html"):
        body = mailrooms.body(message, kind)
        assert "Berth two can take the ferries now" in body
        assert traces(body, *ADVISED) == []
        assert "None" not in body


def test_templates_are_tried_without_all_that_may_be_missing(tree: Tree) -> None:
    root = tree(
        {
            "content/brief.yaml": FINDINGS + ADVICE,
            "templates/memo.xml.j2": "<memo><title>{{ brief.title }}</title>{% for one in brief.judgments %}"
            "<p>{{ one.confidence|word('rated_') }}</p>{% endfor %}</memo>",
        }
    )
    ran = brief("templates", "check", cwd=root)
    assert ran.exit_code == 1
    assert "templates/memo.xml.j2:1" in ran.stderr


@pytest.mark.parametrize(
    ("text", "path", "said", "hint"),
    [
        (SHORTEST[: SHORTEST.index("judgments")], "judgments", "is missing", "what you found"),
        (SHORTEST.replace("judgments", "findings"), "findings", "is no list of its own", "'judgments'"),
        (SHORTEST.replace("March.}", "March., basis: The book}"), "judgments[0].basis", "without 'confidence'", "sure"),
        (SHORTEST.replace("id: free, ", ""), "judgments[0].id", "is missing", ""),
    ],
)
def test_what_a_brief_must_have_is_told(tree: Tree, text: str, path: str, said: str, hint: str) -> None:
    file = tree({"content/brief.yaml": text}) / "content" / "brief.yaml"
    told = {each.path: each for each in problems_of(lambda: build.make(file))}
    assert said in told[path].message
    assert hint in told[path].hint


def test_a_judgment_without_evidence_is_a_finding_of_lint(tree: Tree) -> None:
    root = tree({"content/brief.yaml": FINDINGS})
    (told,) = (
        each
        for each in json.loads(brief("lint", "--format", "json", cwd=root).stdout)["warnings"]
        if each["rule"] == "evidence-missing"
    )
    assert (told["path"], "slots" in told["message"]) == ("judgments[1]", True)
    assert "upkeep" not in told["message"]


def test_a_level_that_is_no_more_is_told(tree: Tree) -> None:
    rated = FINDINGS.replace("    evidence:", "    confidence: high\n    evidence:")
    now = FINDINGS + "changes: {since: ../old.yaml}\n"
    root = tree({"content/brief.yaml": now, "old.yaml": rated.replace("2026-03-09", "2026-03-01")})
    ran = brief("build", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    (deck,) = (root / "output").glob("*.pptx")
    (memo,) = (root / "output").glob("*.pdf")
    for text in (slides.shown(deck.read_bytes()), pages(memo.read_bytes())):
        assert "Confidence: high → –" in text
    assert brief("diff", root / "old.yaml", root / "content" / "brief.yaml").exit_code == 1


def test_a_headline_that_is_the_whole_bottom_line_comes_back_from_a_deck(tree: Tree) -> None:
    """The text of a memo's bottom line knows that it is the headline's."""
    root = tree({"content/brief.yaml": SHORTEST})
    controls = words.controls(words.part(words.built(root / "content" / "brief.yaml")))
    assert ("bottom_line.headline", "Berth two can take the ferries now") in controls


_WHOLE = yaml.safe_load(HARBOUR.read_text("utf-8"))
_MAY_MISS = sorted({*_WHOLE} - {"title", "bottom_line", "judgments", "date", "sources"})
_OF_ENTRIES = ("confidence", "likelihood", "evidence", "short", "rests_on")


@settings(max_examples=SOAK or 5)
@given(st.sets(st.sampled_from(_MAY_MISS)), st.sets(st.sampled_from(_OF_ENTRIES)), st.booleans(), st.booleans())
def test_whatever_may_be_missing_may_be_missing_together(
    parts: set[str], keys: set[str], points: bool, text: bool
) -> None:
    data = {key: value for key, value in _WHOLE.items() if key not in parts}
    kept = {"headline"} | ({"points"} if points else set()) | ({"text"} if text else set())
    data["bottom_line"] = {key: value for key, value in _WHOLE["bottom_line"].items() if key in kept}
    without = {*keys, "basis"} if "confidence" in keys else keys
    for part in ("judgments", "recommendations"):
        if part in data:
            data[part] = [{key: value for key, value in each.items() if key not in without} for each in data[part]]
    prepared = Prepared.of_text(yaml.safe_dump(data, allow_unicode=True), HARBOUR)
    for document in PARTS:
        prepared.run(ALL).compose(document)


def test_a_brief_without_kind_keeps_its_model() -> None:
    """All that is new may be missing, so that the digest of what was written before is what it was."""
    assert {name for name, field in validate.Brief.model_fields.items() if field.is_required()} == {
        "title",
        "bottom_line",
    }


def test_what_findings_mean_for_an_audience_is_on_a_slide(tree: Tree) -> None:
    board = "name: The board\njudgments: {free: {so_what: The board need not wait.}}\n"
    root = tree({"content/brief.yaml": SHORTEST, "content/audiences/board.yaml": board})
    ran = brief("build", "--only", "deck", cwd=root)
    assert ran.exit_code == 0, ran.stderr
    assert "The board need not wait." in slides.shown((root / "output" / "brief_board.pptx").read_bytes())
