"""Every element of the vocabulary works, in a deck and in a memo, and none of its words is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from policybrief.compose import vocabulary
from policybrief.deck.check.check import check
from policybrief.pipeline import build
from support import decks, sdk
from support.every_element import FOLDER, laid_out
from support.slides import assert_tidy, noted, opened, shown

MEMO_ONLY = {"memo", "section", "aside", "heading", "short", "designation", "marking"}
DECK_ONLY = {
    *("deck", "slide", "notes", "footer", "date", "source", "subtitle", "columns", "column", "cards", "card"),
    *("timeline", "event", "when", "picture", "caption", "marking", "back", "matrix"),
    *("figures", "figure", "trend", "options"),
    *("evidence", "judged", "pieces", "piece", "words", "locator", "sure", "likelihood", "bearing", "bears", "levels"),
    *("summary", "step", "comparison", "balance", "side", "point", "dilemma", "lead", "aim"),
}


@pytest.mark.parametrize(("name", "others"), [("deck.xml.j2", MEMO_ONLY), ("memo.xml.j2", DECK_ONLY)])
def test_the_templates_try_every_element(name: str, others: set[str]) -> None:
    used = set(re.findall(r"<(\w+)", (FOLDER / name).read_text("utf-8")))
    assert set(vocabulary.ELEMENTS) - used == others


def test_a_deck_shows_each(tmp_path: Path) -> None:
    file, words = laid_out("deck.xml.j2", tmp_path)
    made = decks.built(file)
    assert check(made.content) == []
    assert_tidy(made.placed)
    assert sdk.findings(made.content, tmp_path) == []
    shapes = [shape for slide in opened(made.content).slides for shape in slide.shapes]
    told = [shape._element._nvXxPr.cNvPr.get("descr", "") for shape in shapes]
    found = " ".join([shown(made.content), noted(made.content), *told])
    assert [word for word in words if word not in found] == []


def test_a_memo_shows_each(tmp_path: Path) -> None:
    file, words = laid_out("memo.xml.j2", tmp_path)
    (memo,) = build.make(file, ("memo",))
    with pypdfium2.PdfDocument(memo.content) as pdf:
        text = pdf[0].get_textpage().get_text_range().replace("\r\n", " ").lower()
    assert [word for word in words if word.lower() not in text] == []
