"""The summary of the bottom line: what it says of few entries and of many, of one point and of four, in any theme."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest

from policybrief.deck.check.check import check
from policybrief.deck.fit.grid import TITLE
from policybrief.deck.shapes import Connector, Look
from policybrief.deck.typeset import Type, begins
from policybrief.errors import BriefError
from policybrief.pipeline import build
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.prepared import Prepared
from policybrief.text.run import Run
from policybrief.theme.load import load
from support import bases, decks
from support.bases import small_on
from support.slides import assert_tidy, noted, opened

LEVELS = ("high", "moderate", "low")
POINTS = [
    {"label": "What we judge", "text": "The quay is full and will stay so."},
    {"label": "What it means", "text": "Waiting is no plan. Lines may leave; fees would fall."},
    {"label": "What to do", "text": "Build, and count before you build more."},
]


def judgment(number: int, level: str = "high", headline: str = "") -> dict[str, Any]:
    source = decks.read(decks.HARBOUR)["sources"][0]["id"]
    return {
        "id": f"j{number}",
        "headline": headline or f"Judgment number {number}",
        "text": f"What judgment {number} says in full. It says it twice.",
        "short": f"What judgment {number} says.",
        "confidence": level,
        "basis": "Counted.",
        "evidence": [{"source": source}],
    }


def advice(number: int, headline: str = "") -> dict[str, Any]:
    headline = headline or f"Do thing {number}"
    return {"id": f"r{number}", "headline": headline, "text": f"Do thing {number} soon.", "rests_on": ["j1"]}


def brief(judgments: list[str], recommendations: int, **changes: Any) -> dict[str, Any]:
    """A brief with a judgment for each of these levels."""
    base = copy.deepcopy(decks.read(decks.HARBOUR))
    kept = {key: base[key] for key in ("title", "date", "to", "from", "sources", "bottom_line", "decision")}
    kept["bottom_line"]["points"] = copy.deepcopy(POINTS)
    kept["judgments"] = [judgment(number, level) for number, level in enumerate(judgments, 1)]
    kept["recommendations"] = [advice(number) for number in range(1, recommendations + 1)]
    kept |= changes
    return {key: value for key, value in kept.items() if value is not None}


def summary(data: dict[str, Any], folder: Path) -> list[Any]:
    """The slides of the summary, as python-pptx reads them, which pass the check."""
    made = decks.built(decks.written(data, folder))
    assert [fault for fault in check(made.content) if re.match(r"ppt/slides/slide[23]\.", fault)] == []
    assert_tidy(made.placed)
    found = [slide for slide in opened(made.content).slides if slide.shapes.title is not None]
    return [one for one in found if one.shapes.title.text.startswith(data["bottom_line"]["headline"])]


def texts(slide: Any) -> list[str]:
    """What a screen reader says of the slide's content, in its order."""
    shapes = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text]
    return [shape.text_frame.text for shape in shapes if not shape.name.startswith(("kicker", "progress"))]


def marks(slide: Any, kind: str) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.name.startswith(f"{kind} ")]


# -- how it grows


def test_few_entries_have_their_short_texts(tmp_path: Path) -> None:
    (slide,) = summary(brief(["high", "moderate"], 1), tmp_path)
    said = "\n".join(texts(slide))
    assert "Judgment number 1\nWhat judgment 1 says." in said
    assert "Do thing 1\nDo thing 1 soon." in said


def test_very_few_words_stand_in_rows_that_fill_the_slide(tmp_path: Path) -> None:
    data = brief(["high"], 1, decision=None)
    point = {"label": "What it means", "text": "Waiting is no plan."}
    data["bottom_line"] |= {"text": "Build it.", "headline": "The quay should be built", "points": [point]}
    (slide,) = summary(data, tmp_path)
    heads = {shape.text_frame.text: shape for shape in slide.shapes if shape.has_text_frame}
    rows = [heads[said] for said in ("What we judge", "What it means", "What to do")]
    assert len({shape.left for shape in rows}) == 1
    assert [shape.top for shape in rows] == sorted(shape.top for shape in rows)
    words = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text.startswith("Do thing")]
    assert words[0].left > rows[0].left + rows[0].width
    assert words[0].top + words[0].height > 5.0 * 914_400  # nearly all of the content, which ends at 6.58 inches
    assert texts(slide).index("What it means") < texts(slide).index("What to do")


def test_columns_are_shared_so_that_no_word_stands_alone(tmp_path: Path) -> None:
    data = brief(["high"] * 4, 2, decision=None)
    data["recommendations"][0] |= {
        "headline": "Begin with rates that stay high",
        "text": "Have the 10 programs above 10 percent in two years report what they changed, and what it brought.",
    }
    (slide,) = summary(data, tmp_path)
    (said,) = [shape for shape in slide.shapes if shape.has_text_frame and "Have the 10" in shape.text_frame.text]
    type_ = Type(load("statecraft").deck)
    words = said.text_frame.paragraphs[1].text
    last = words[begins((Run(words),), Look(18.0), said.width / 12_700, type_)[-1] :]
    assert len(last.split()) > 1


def test_judgments_stand_by_how_sure_they_are(tmp_path: Path) -> None:
    (slide,) = summary(brief(["moderate", "high", "low", "high"], 3), tmp_path)
    said = texts(slide)
    order = ["High confidence", "2", "4", "Moderate confidence", "1", "Low confidence", "3"]
    at = said.index("High confidence")
    assert [text for text in said[at:] if not text.startswith("Judgment")][: len(order)] == order
    assert "What judgment 1 says." not in "\n".join(said)


def test_of_many_judgments_the_surest_have_headlines_and_the_others_numbers(tmp_path: Path) -> None:
    (slide,) = summary(brief(["high", "moderate", "high", "moderate", "low", "moderate", "high", "low"], 7), tmp_path)
    said = texts(slide)
    assert [text for text in said if text.startswith("Judgment number")] == [f"Judgment number {n}" for n in (1, 3, 7)]
    assert sorted(marks(slide, "judgment")) == [str(number) for number in range(1, 9)]
    at = said.index("Moderate confidence")
    assert said[at : at + 7] == ["Moderate confidence", "2", "4", "6", "Low confidence", "5", "8"]
    assert [text for text in said if text.startswith("Do thing")] == [f"Do thing {n}" for n in range(1, 8)]


def test_no_number_is_lost_where_headlines_are_long(tmp_path: Path) -> None:
    long = " and so will everything else at the quay for as long as ships come in from the sea"
    data = brief(["high"] * 9, 9)
    for entry in data["judgments"] + data["recommendations"]:
        entry["headline"] += long
    (slide,) = summary(data, tmp_path)
    numbers = [str(number) for number in range(1, 10)]
    assert sorted(marks(slide, "judgment")) == sorted(marks(slide, "recommendation")) == numbers


def test_gaps_grow_where_nothing_is_asked(tmp_path: Path) -> None:
    def lowest(**changes: Any) -> int:
        data = brief(["high", "high", "high", "moderate", "moderate", "moderate"], 5, **changes)
        for entry in data["judgments"]:
            entry["headline"] += " and what it says"
        data["judgments"][0]["headline"] += " in so many words that it takes a second line of its column"
        (slide,) = summary(data, tmp_path)
        return max(shape.top + shape.height for shape in slide.shapes if shape.name.startswith("judgment "))

    assert lowest(decision=None) > lowest() + 12_700 * 12


def test_the_lists_of_a_full_summary_end_near_each_other(tmp_path: Path) -> None:
    (slide,) = summary(brief(["high", "high", "high", "moderate", "moderate", "moderate"], 5, decision=None), tmp_path)
    ends = [
        max(shape.top + shape.height for shape in slide.shapes if shape.name.startswith(f"{kind} "))
        for kind in ("judgment", "recommendation")
    ]
    assert abs(ends[0] - ends[1]) < 40 * 12_700


def test_columns_of_an_audience_that_hears_headlines_only(tmp_path: Path) -> None:
    file = decks.written(brief(["high"], 1), tmp_path / "content")
    audience = tmp_path / "content" / "audiences" / "board.yaml"
    audience.parent.mkdir()
    audience.write_text("name: Board\ndeck: {depth: {judgments: headline, recommendations: headline}}\n", "utf-8")
    (edition,) = build.editions(Prepared.of(file), BuildOptions(only=("deck",), audiences=("board",)))
    said = "\n".join(texts(opened(edition.documents[0].content).slides[1]))
    assert "Judgment number 1" in said
    assert "What judgment 1 says" not in said


# -- the points of the bottom line


def test_a_point_that_is_labelled_as_a_long_list_gives_way_to_it(tmp_path: Path) -> None:
    made = decks.built(decks.written(brief(["high"] * 5, 4), tmp_path))
    said = texts(opened(made.content).slides[1])
    assert [text for text in said if text in [point["label"] for point in POINTS]] == [p["label"] for p in POINTS]
    assert POINTS[0]["text"] not in said
    assert POINTS[0]["text"] in noted(made.content)
    assert POINTS[2]["text"] in noted(made.content)


def test_a_point_above_a_short_list_goes_before_the_texts_of_its_entries(tmp_path: Path) -> None:
    long = [{**judgment(number), "short": f"What judgment {number} says. " * 6} for number in (1, 2, 3)]
    (slide,) = summary({**brief([], 3), "judgments": long}, tmp_path)
    said = " ".join(texts(slide))
    assert POINTS[0]["text"] in said
    assert marks(slide, "judgment") == ["1", "2", "3"]
    assert "What judgment 1 says" not in said


def test_a_point_with_the_name_of_a_list_that_there_is_not_stands_as_others_do(tmp_path: Path) -> None:
    data = brief(["high"] * 5, 0, decision=None)
    (slide,) = summary({key: value for key, value in data.items() if key != "recommendations"}, tmp_path)
    assert [point["label"] for point in POINTS if point["label"] in texts(slide)] == [p["label"] for p in POINTS]
    assert POINTS[2]["text"] in " ".join(texts(slide))


def test_a_finding_does_not_stand_under_the_confidence_of_others(tmp_path: Path) -> None:
    unrated = {key: value for key, value in judgment(3).items() if key not in ("confidence", "basis")}
    data = {**brief([], 3, decision=None), "judgments": [judgment(1), judgment(2), unrated]}
    (slide,) = summary(data, tmp_path)
    (second, third) = (next(s for s in slide.shapes if s.name == f"judgments[{n}].headline") for n in (1, 2))
    rules = [shape for shape in slide.shapes if not shape.name.startswith("judgments") and shape.height < 12700 * 2]
    assert any(second.top < rule.top < third.top for rule in rules)


def test_a_level_that_goes_on_in_numbers_is_named_once(tmp_path: Path) -> None:
    many = [judgment(n, "high", f"Judgment {n} {'has very many words ' * 3}") for n in range(1, 9)]
    data = {**brief([], 3), "judgments": many}
    (slide,) = summary(data, tmp_path)
    assert marks(slide, "judgment") == list("12345678")
    assert [text for text in texts(slide) if text.startswith("High")] == ["High confidence"]


def test_what_it_means_is_a_lead_and_whole_sentences(tmp_path: Path) -> None:
    (slide,) = summary(brief(["high"] * 4, 4), tmp_path)
    found = {shape.text_frame.text: shape for shape in slide.shapes if shape.name == "bottom_line.points[1].text"}
    assert list(found) == ["Waiting is no plan.", "Lines may leave; fees would fall."]
    sizes = [shape.text_frame.paragraphs[0].runs[0].font.size.pt for shape in found.values()]
    assert sizes == [24, 18]


def test_other_points_stand_between_the_lists(tmp_path: Path) -> None:
    data = brief(["high"] * 4, 4)
    data["bottom_line"]["points"] = [{"label": f"Point {n}", "text": f"Say {n} once. And again."} for n in (1, 2)]
    (slide,) = summary(data, tmp_path)
    said = texts(slide)
    labels = ["What we judge", "Point 1", "Say 1 once. And again.", "Point 2", "Say 2 once. And again.", "What to do"]
    assert [text for text in said if text in labels] == labels


def test_points_that_are_too_much_beside_the_lists_go_before_them_in_one_size(tmp_path: Path) -> None:
    data = brief(["high"] * 4, 4)
    data["bottom_line"]["points"] = [
        {"label": f"Point {n}", "text": "The quay is full and the ferries wait outside. " * (n + 1)} for n in range(4)
    ]
    first, second = summary(data, tmp_path)
    shapes = [shape for shape in first.shapes if shape.name.startswith("bottom_line.points") and "text" in shape.name]
    assert len(shapes) == 4
    assert len({shape.top for shape in shapes}) == 1
    assert len({shape.text_frame.paragraphs[0].runs[0].font.size for shape in shapes}) == 1
    assert marks(first, "judgment") == []
    assert marks(second, "judgment") == ["1", "2", "3", "4"]
    assert "Choose which of the two is built first" in texts(second)


def test_a_list_without_points_beside_it_has_the_text_that_it_stands_for(tmp_path: Path) -> None:
    data = brief(["high"], 1)
    data["bottom_line"]["points"] = POINTS[:1]
    (slide,) = summary(data, tmp_path)
    assert POINTS[0]["text"] in texts(slide)


def test_a_point_that_no_slide_can_hold_is_named(tmp_path: Path) -> None:
    data = brief(["high"], 1)
    data["bottom_line"]["points"][1] = {"label": "What it means", "text": "The quay is full of ships and carts. " * 90}
    with pytest.raises(BriefError) as error:
        decks.built(decks.written(data, tmp_path))
    (problem,) = error.value.problems
    assert problem.path == "bottom_line.points[1].text"
    assert "cut about" in problem.hint


# -- what it is drawn with


def test_columns_stand_under_arrows_that_lead_on(tmp_path: Path) -> None:
    (slide,) = summary(brief(["high"] * 4, 4), tmp_path)
    lines = list(slide.shapes._spTree.iter("{*}cxnSp"))
    assert [bool(line.findall(".//{*}tailEnd")) for line in lines] == [True, True, False]
    assert all(line.find(".//{*}decorative").get("val") == "1" for line in lines)


@pytest.mark.parametrize("theme", ["statecraft", "cable", "commons"])
def test_the_ask_is_a_band_with_boxes_or_a_frame(theme: str, tmp_path: Path) -> None:
    (slide,) = summary(brief(["high"] * 4, 4, theme=theme), tmp_path)
    ask = next(shape for shape in slide.shapes if shape.name == "decision.ask")
    assert ask.text_frame.text == "Choose which of the two is built first"
    at = texts(slide).index(ask.text_frame.text)
    assert texts(slide)[at + 1 : at + 3] == ["Shore power first", "Cold store first"]
    under = [
        shape
        for shape in slide.shapes
        if not shape.has_text_frame or not shape.text_frame.text
        if shape.left <= ask.left and shape.top <= ask.top and shape.height > 400_000 and shape.width > 8_000_000
    ]
    (band,) = under
    filled = band._element.spPr.find("{*}solidFill") is not None
    assert filled == (theme != "cable")
    boxes = [shape for shape in slide.shapes if shape.top > band.top and shape.width == shape.height == 190_500]
    assert len(boxes) == 2
    assert all(box._element.spPr.find("{*}noFill") is not None for box in boxes)


def test_a_base_has_the_summary_too(tmp_path: Path) -> None:
    file = small_on(tmp_path / "house", bases.default())
    data = brief(["high", "moderate", "low", "high"], 4, theme="house")
    made = decks.built(decks.written(data, file.parent, "other"))
    assert check(made.content) == []
    slide = next(s for s in opened(made.content).slides if s.shapes.title.text == data["bottom_line"]["headline"])
    assert sorted(marks(slide, "judgment")) == ["1", "2", "3", "4"]


def test_the_arrows_stand_clear_of_a_title_of_two_lines(tmp_path: Path) -> None:
    title = "Build shore power first, and leave the cold store for the second phase, when lines have asked for it"
    data = copy.deepcopy(decks.read(decks.HARBOUR))
    data["bottom_line"] = data["bottom_line"] | {"headline": title}
    made = decks.built(decks.written(data, tmp_path))
    slide = next(slide for slide in made.placed.slides if slide.title == title)
    arrows = [shape for shape in slide.shapes if isinstance(shape, Connector) and shape.end_head == "triangle"]
    assert arrows
    assert all(arrow.start[1] - TITLE.bottom >= 9 for arrow in arrows), "so far above it are the tails of its letters"
