"""Words that belong together stand on one line of a slide."""

from __future__ import annotations

import re

import pytest

from policybrief.deck.lines import broken
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Line, Look, TextShape
from policybrief.ooxml.box import Box
from policybrief.pipeline import build
from policybrief.text.breaks import NO_BREAK
from policybrief.text.document import runs
from policybrief.text.run import Run, plain
from policybrief.theme.load import load
from support import decks, slides
from support.projects import Tree, minimal

PAIRS = {
    "en-US": ["32 °C", "berth —", "U.S. policy", "J. Smith", "24 November", "16, 2024", "2024 ·", "€5 million"],
    "fr": ["6 MW", "24 novembre", "5 millions", "n° 7"],
    "uk": ["6 МВт", "причал —", "24 листопада", "5 млн", "№ 7"],
}


@pytest.mark.parametrize("lang", PAIRS)
def test_no_line_of_a_slide_ends_between_words_that_belong_together(lang: str, tree: Tree) -> None:
    pairs = PAIRS[lang]
    text = ". ".join(f"Then {pair} and {pair} or so {pair}" for pair in pairs for _ in range(3)) + "."
    body = minimal(
        ("title: Build the quay\n", f"title: Build the quay\nlang: {lang}\n"),
        ("text: The port has one berth, and it is full.", f"text: {text}"),
    )
    file = tree({"content/brief.yaml": body}) / "content" / "brief.yaml"
    found = [
        plain(drawn)
        for slide in decks.built(file).placed.slides
        for shape in slide.shapes
        if isinstance(shape, TextShape) and shape.name == "judgments[0].text"
        for line in shape.lines
        for drawn in line.drawn
    ]
    assert sum(line.count("Then ") for line in found) > 8
    for pair in pairs:
        first, second = pair.split()
        ends = re.compile(rf"(?:^|\W){re.escape(first)}\s?$")
        assert [line for line in found if ends.search(line)] == []
        assert any(f"{first}\u00a0{second}" in line for line in found)


def test_words_are_tied_across_bold_and_not_in_notes_nor_the_memo(tree: Tree) -> None:
    body = minimal(("text: The port has one berth, and it is full.", "text: It takes **6** MW on 24 November."))
    file = tree({"content/brief.yaml": body}) / "content" / "brief.yaml"
    deck, memo = build.make(file, ("deck", "memo"))
    made = slides.opened(deck.content).slides
    shown = [shape.text_frame.text for slide in made for shape in slide.shapes if shape.has_text_frame]
    told = [slide.notes_slide.notes_text_frame.text for slide in made if slide.has_notes_slide]
    assert any("6\u00a0MW on 24\u00a0November" in text for text in shown)
    assert NO_BREAK not in "".join(told)
    assert "6 MW on 24 November" in "".join(run.text for run in runs(memo.shown))


def test_two_lines_are_no_more_even_at_the_cost_of_a_tie(tree: Tree) -> None:
    body = minimal(
        ("title: Build the quay\n", "title: Build the quay\nversion: 2\nauthors: [{family: Lee, given: Ann}]\n"),
        ("2026-03-09", "2026-09-16"),
    )
    file = tree({"content/brief.yaml": body}) / "content" / "brief.yaml"
    drawn = [
        plain(text)
        for shape in decks.built(file).placed.slides[0].shapes
        if isinstance(shape, TextShape)
        for line in shape.lines
        for text in line.drawn
    ]
    assert [text.rstrip() for text in drawn if "2026" in text or "Version" in text] == [
        "September\u00a016,\u00a02026",
        "(Version\u00a02)",
    ]


@pytest.mark.parametrize(
    ("width", "lines"),
    [(200.0, ["9,5\u00a0млн\u00a0євро"]), (80.0, ["9,5\u00a0млн ", "євро"]), (45.0, ["9,5 ", "млн ", "євро"])],
)
def test_ties_give_way_before_a_word_is_cut(width: float, lines: list[str]) -> None:
    line = Line((Run("9,5\u00a0млн\u00a0"), Run("євро", bold=True)), Look(18.0))
    slide = PlacedSlide("", (TextShape(Box(0, 0, width, 90), (line,), "text"),), (), "", "")
    (shape,) = broken([slide], load("statecraft"))[0].shapes
    assert isinstance(shape, TextShape)
    assert [plain(text) for text in shape.lines[0].drawn] == lines
