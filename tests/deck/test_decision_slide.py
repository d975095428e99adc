"""The slide of a decision, and a template's own: why, by when, answers to tick, and what it rests on."""

from __future__ import annotations

import copy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from policybrief.deck.check.check import check
from policybrief.deck.shapes import Decoration, TextShape
from policybrief.errors import BriefError
from policybrief.pipeline import build
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from support import decks
from support.projects import Tree
from support.slides import opened

PARTS = "[title_slide, decision, bottom_line, judgments, recommendations]"


def decided(folder: Path, theme: str = "statecraft", bottom_line: Any = None, **changes: Any) -> Any:
    """The slide of the decision, second of the deck for an audience that asks for it."""
    data = decks.argument() | {"theme": theme}
    data["bottom_line"] = bottom_line or data["bottom_line"]
    data["decision"] |= changes
    file = decks.written(data, folder / "content")
    (folder / "content" / "audiences").mkdir(exist_ok=True)
    (folder / "content" / "audiences" / "board.yaml").write_text(f"name: Board\ndeck: {{parts: {PARTS}}}\n", "utf-8")
    (edition,) = build.editions(Prepared.of(file), BuildOptions(only=("deck",), audiences=("board",)))
    if edition.problems:
        raise BriefError([*edition.problems])
    content = edition.documents[0].content
    assert check(content) == []
    return opened(content).slides[1]


def named(slide: Any, name: str) -> Any:
    return next(shape for shape in slide.shapes if shape.name == name)


def texts(slide: Any) -> list[str]:
    found = (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    return [text.replace("\u00a0", " ") for text in found if text]


def test_it_asks_says_why_by_when_and_on_what_it_rests(tmp_path: Path) -> None:
    said = texts(decided(tmp_path))
    assert said[0] == "Build shore power first"
    at = said.index("Decision sought")
    assert said[at + 1 : at + 5] == ["Decision", "by 31 March 2026", "Meeting", "12 March 2026, 14:30"]
    assert said[at + 5] == "Choose which of the two is built first"
    assert said[at + 6].startswith("It quietens the quay within a year")
    assert said[at + 7 : at + 9] == ["Shore power first", "Cold store first"]
    rest = [
        *("What to do", "1", "Wire berths 3 and 4", "2", "Count before building"),
        *("Key judgments", "1", "Engines at berth cause most of the smoke"),
    ]
    assert said[at + 9 : at + 9 + len(rest)] == rest


@pytest.mark.parametrize(
    "text", ["Build shore power first and keep the cold store for the second phase.", f"{'Long ' * 21}ago. It ended."]
)
def test_a_reason_that_can_be_no_title_stands_in_the_band(text: str, tmp_path: Path) -> None:
    data = copy.deepcopy(decks.read(decks.HARBOUR))["bottom_line"]
    said = texts(decided(tmp_path, bottom_line=data | {"text": text}))
    assert said[0] == "Choose which of the two is built first"
    assert "Bottom line" in said


def test_an_ask_that_is_the_bottom_line_is_said_once(tmp_path: Path) -> None:
    asked = "Build shore power first"
    headline = decks.read(decks.HARBOUR)["bottom_line"] | {"headline": asked}
    said = texts(decided(tmp_path, bottom_line=headline, ask=f"{asked}."))
    assert (said.count(asked), said.count("Decision sought")) == (1, 1)
    del headline["text"]
    data = decks.argument() | {"bottom_line": headline, "decision": {"ask": f"{asked}.", "by": "2026-03-31"}}
    (edition,) = build.editions(Prepared.of(decks.written(data, tmp_path / "other")), BuildOptions())
    deck, memo = (document.content for document in edition.documents)
    brief = texts(opened(deck).slides[1])
    assert brief[0] == f"Decision sought: {asked}"
    assert [text for text in brief if text.startswith(asked)] == []
    assert "Decision by 31 March 2026" in brief
    page = " ".join(pypdfium2.PdfDocument(memo)[0].get_textpage().get_text_range().split())
    assert f"DECISION SOUGHT {asked} Decision by 31 March 2026" in page
    assert page.count(asked) == 1


@pytest.mark.parametrize("count", [2, 3, 4])
def test_answers_share_the_width(count: int, tmp_path: Path) -> None:
    slide = decided(tmp_path, options=[f"Answer {number}" for number in range(1, count + 1)])
    answers = [named(slide, f"decision.options[{n}]") for n in range(count)]
    assert len({shape.top for shape in answers}) == 1
    starts = [shape.left for shape in answers]
    pitch = round(12_700 * (852 + 18) / count)
    assert all(abs(after - before - pitch) < 20 for before, after in pairwise(starts))


@pytest.mark.parametrize("place", [1, 2], ids=["answers in frames", "a strip"])
def test_boxes_to_tick_touch_neither_words_nor_one_another(place: int, tmp_path: Path) -> None:
    long = "Approve the wiring of both berths under one contract"
    data = decks.argument() | {"kind": "decision"}
    data["decision"] |= {"options": ["Yes", long, "Discuss"]}
    slide = decks.built(decks.written(data, tmp_path)).placed.slides[place]
    squares = [shape.box for shape in slide.shapes if isinstance(shape, Decoration) and shape.box.width in (15.0, 24.0)]
    words = [shape.box for shape in slide.shapes if isinstance(shape, TextShape)]
    assert len(squares) == 3
    for number, square in enumerate(squares):
        near = square.inset(-4.0, -4.0, -4.0, -4.0)
        assert [
            box for box in (*squares[:number], *squares[number + 1 :], *words) if near.overlap(box).area > 0.1
        ] == []


FOLLOWS = ["Quiet quays by 2027", "Fish keeps its price"]


def test_what_follows_from_each_answer_stands_below_it(tmp_path: Path) -> None:
    slide = decided(tmp_path, consequences=FOLLOWS)
    for number, said in enumerate(FOLLOWS):
        answer, below = (named(slide, f"decision.{key}[{number}]") for key in ("options", "consequences"))
        assert below.text_frame.text == said
        assert below.top > answer.top + answer.height
    assert named(slide, "decision.consequences[0]").top == named(slide, "decision.consequences[1]").top


def test_a_deck_in_the_usual_order_gets_the_slide_where_something_follows(tmp_path: Path) -> None:
    data = decks.argument()
    data["decision"] |= {"consequences": FOLLOWS}
    file = decks.written(data, tmp_path / "content")
    (edition,) = build.editions(Prepared.of(file), BuildOptions())
    deck, memo = (document.content for document in edition.documents)
    shown = [slide for slide in opened(deck).slides if FOLLOWS[0] in texts(slide)]
    assert len(shown) == 1
    page = " ".join(pypdfium2.PdfDocument(memo)[0].get_textpage().get_text_range().split())
    assert f"Shore power first: {FOLLOWS[0]}" in page


def test_as_many_sentences_as_answers(tmp_path: Path) -> None:
    with pytest.raises(BriefError) as error:
        decided(tmp_path, consequences=[*FOLLOWS, "And a third"])
    (problem,) = error.value.problems
    assert problem.message == "has 3 sentences for 2 answers"


@pytest.mark.parametrize("theme", ["cable", "commons"])
def test_it_holds_in_each_theme(theme: str, tmp_path: Path) -> None:
    slide = decided(tmp_path, theme)
    filled = [
        shape
        for shape in slide.shapes
        if shape.height > 800_000 and shape._element.spPr.find("{*}solidFill") is not None
    ]
    assert bool(filled) == (theme == "commons"), "lines stand for what is filled"


def slide_of(tree: Tree, decision: str) -> Any:
    made = decks.built(decks.with_own_slides(tree, f"<slide><title>Own</title>{decision}</slide>"))
    return next(slide for slide in opened(made.content).slides if slide.shapes.title.text == "Own")


def test_a_template_asks_at_the_foot_of_a_slide(tree: Tree) -> None:
    asked = "<p>Bids end in May.</p><decision><label>Decision</label><field>by May</field><ask>Build it</ask>"
    slide = slide_of(tree, f"{asked}<option>Yes</option><option>No</option></decision>")
    said = texts(slide)
    at = said.index("Decision\nby May")
    assert said[at : at + 4] == ["Decision\nby May", "Build it", "Yes", "No"]
    ask = next(shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == "Build it")
    assert ask.top > 5_000_000


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<decision><ask>A</ask><text>Why</text></decision>", "a <decision> shows no <text> here"),
        ("<decision><option>A</option></decision>", "<decision> needs a <ask>"),
        (
            "<decision><ask>A</ask><option>B</option><consequence>C</consequence></decision>",
            "a <decision> shows no <consequence> here",
        ),
        (
            '<decision kind="band"><option>A</option><option>B</option><consequence>C</consequence></decision>',
            "<decision> needs a <consequence> for each <option>",
        ),
        ("<summary><step><title>A</title></step></summary>", "a <step> holds one <items>, or <p>"),
    ],
)
def test_what_would_not_be_shown_is_told(markup: str, told: str, tree: Tree) -> None:
    with pytest.raises(BriefError) as error:
        slide_of(tree, markup)
    assert told in [problem.message for problem in error.value.problems]


def test_consequences_that_are_too_long_side_by_side_are_cut_together(tmp_path: Path) -> None:
    long = "It takes the ferries off the outer quay for a season and a half, and the fees of that time with them. " * 3
    with pytest.raises(BriefError) as error:
        decided(tmp_path, consequences=[long.strip()] * 2)
    assert [problem.path for problem in error.value.problems] == [f"decision.consequences[{n}]" for n in range(2)]
