"""The slides of evidence, as they grow; and the way from a judgment to its evidence and back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from policybrief.deck.check.check import check
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import TextShape
from support import decks
from support.slides import NS, opened, text_shapes

WORDS = "Nothing will be free before the leases end, and none ends before 2031."


def brief(pieces: int, recommendations: int = 2, **changes: Any) -> dict[str, Any]:
    """The harbour brief with so many quotations behind its first judgment, and so much that rests on it."""
    made = decks.argument() | {"lang": "en-US"} | changes
    source = made["sources"][0]["id"]
    piece = {"source": source, "locator": "p. 3", "quote": WORDS}
    made["judgments"][0]["evidence"] = [piece | {"quote": f"{n}. {WORDS}"} for n in range(pieces)]
    recommendation = made["recommendations"][0]
    made["recommendations"] = [
        recommendation | {"id": f"r{n}", "headline": f"Do {n}", "rests_on": [made["judgments"][0]["id"]]}
        for n in range(recommendations)
    ]
    return made


def said(shape: TextShape) -> str:
    return " ".join("".join(run.text for run in line.text) for line in shape.lines)


def slides(made: decks.Built) -> list[PlacedSlide]:
    return [slide for slide in made.placed.slides if slide.id == "judgment-1"]


def quotations(slide: PlacedSlide) -> list[TextShape]:
    return [shape for shape in text_shapes(slide.shapes) if shape.name.endswith(".quote")]


def labels(slide: PlacedSlide) -> dict[str, TextShape]:
    wanted = ("What we judge", "In their own words", "How sure we are, and why", "What rests on it")
    return {said(shape): shape for shape in text_shapes(slide.shapes) if said(shape) in wanted}


def test_quarters_share_their_lines(tmp_path: Path) -> None:
    (slide,) = slides(decks.built(decks.written(brief(1), tmp_path)))
    found = labels(slide)
    assert list(found) == ["What we judge", "In their own words", "How sure we are, and why", "What rests on it"]
    judge, quoted, sure, rests = (shape.box for shape in found.values())
    assert (judge.y, sure.y) == (quoted.y, rests.y)
    assert (judge.x, quoted.x) == (sure.x, rests.x)
    assert judge.width == quoted.width == pytest.approx(417)
    assert [shape.lines[0].look.size for shape in quotations(slide)] == [24.0]


@pytest.mark.parametrize(("times", "behind"), [(1, 0), (12, 1)])
def test_a_sole_judgment_said_in_full_is_not_said_again_behind(times: int, behind: int, tmp_path: Path) -> None:
    made = brief(2, 1)
    made["judgments"] = [made["judgments"][0] | {"text": "Fuel is burnt at the berth. " * times, "short": "In short."}]
    built = decks.built(decks.written(made, tmp_path))
    (judged,) = [slide for slide in built.placed.slides if slide.id == "judgments"]
    assert len(slides(built)) == behind
    assert not [shape for shape in text_shapes(judged.shapes) if said(shape) == "In short."]
    assert len(quotations(judged)) == (0 if behind else 2)


def test_the_lower_rule_stands_in_one_place_of_a_deck_however_much_stands_above_it(tmp_path: Path) -> None:
    made = brief(2)
    made["judgments"][1] |= {"basis": " ".join(["The port's own count of the berths."] * 4), "likelihood": "likely"}
    placed = decks.built(decks.written(made, tmp_path)).placed
    for each in (placed, decks.sample().placed):
        found = [labels(slide) for slide in each.slides if slide.id.startswith("judgment-")]
        assert len(found) > 1
        assert len({shape.box.y for shown in found for said, shape in shown.items() if said == "What rests on it"}) == 1
        assert (
            len({shape.box.y for shown in found for said, shape in shown.items() if said.startswith("How sure")}) == 1
        )


def test_a_likelihood_stands_below_what_is_judged_and_not_with_how_sure_we_are(tmp_path: Path) -> None:
    made = brief(1)
    made["judgments"][0] |= {"likelihood": "likely", "confidence": "moderate"}
    (slide,) = slides(decks.built(decks.written(made, tmp_path)))
    (words,) = [shape for shape in text_shapes(slide.shapes) if said(shape).startswith("Likely")]
    assert words.box.bottom < labels(slide)["How sure we are, and why"].box.y


def test_three_or_four_quotations_have_the_right_half(tmp_path: Path) -> None:
    (slide,) = slides(decks.built(decks.written(brief(4), tmp_path)))
    found = labels(slide)
    assert found["What rests on it"].box.x == found["What we judge"].box.x
    assert {shape.lines[0].look.size for shape in quotations(slide)} == {18.0}
    assert len(quotations(slide)) == 4


def test_more_quotations_go_on(tmp_path: Path) -> None:
    made = decks.built(decks.written(brief(7), tmp_path))
    found = slides(made)
    assert [slide.title[-8:] for slide in found] == ["(1 of 2)", "(2 of 2)"]
    assert sorted(len(quotations(slide)) for slide in found) == [3, 4]
    assert all(shape.lines[0].look.size >= 18 for slide in found for shape in quotations(slide))


@pytest.mark.parametrize(
    ("locator", "paragraphs"),
    [("p. 3", 2), ("Impact of the war, paras. 1-2; Implications for policy in the years to come, para. 4", 1)],
)
def test_a_place_that_takes_two_lines_stands_behind_whose_words_they_are(
    locator: str, paragraphs: int, tmp_path: Path
) -> None:
    data = brief(1)
    data["judgments"][0]["evidence"][0]["locator"] = locator
    (slide,) = slides(decks.built(decks.written(data, tmp_path)))
    (place,) = [shape for shape in text_shapes(slide.shapes) if locator[:8] in said(shape).replace("\u00a0", " ")]
    assert len(place.lines) == paragraphs
    assert sum(len(line.drawn) for line in place.lines) == 2


@pytest.mark.parametrize(("locator", "page"), [("p. 3", "p. 3"), (14, "p. 14"), ("3-5", "pp. 3–5")])
def test_evidence_without_a_quotation_says_where_it_is(locator: str | int, page: str, tmp_path: Path) -> None:
    data = brief(1)
    del data["judgments"][0]["evidence"][0]["quote"]
    data["judgments"][0]["evidence"][0]["locator"] = locator
    (slide,) = slides(decks.built(decks.written(data, tmp_path)))
    assert "Evidence" in map(said, text_shapes(slide.shapes))
    assert "In their own words" not in labels(slide)
    assert page in [said(shape).replace("\u00a0", " ") for shape in text_shapes(slide.shapes)]


@pytest.mark.parametrize(("count", "in_words"), [(3, True), (5, True), (9, False)])
def test_what_rests_on_it_is_told_by_headline_or_by_number(count: int, in_words: bool, tmp_path: Path) -> None:
    (slide,) = slides(decks.built(decks.written(brief(1, count), tmp_path)))
    squares = [said(shape) for shape in text_shapes(slide.shapes) if shape.name.startswith("recommendation ")]
    assert squares == [str(number + 1) for number in range(count)]
    assert ("Do 0" in map(said, text_shapes(slide.shapes))) == in_words


def test_from_a_judgment_to_its_evidence_and_back(tmp_path: Path) -> None:
    made = decks.built(decks.written(brief(2), tmp_path))
    deck = opened(made.content)
    ids = [slide.id for slide in made.placed.slides]
    matrix = next(
        slide for slide in deck.slides if any(shape.has_table and shape.name == "matrix" for shape in slide.shapes)
    )
    evidence = deck.slides[ids.index("judgment-1")]

    def leads(slide: Any, name: str) -> tuple[Any, str]:
        (shape,) = [shape for shape in slide.shapes if shape.name == name]
        (link,) = shape._element.iterfind("p:nvSpPr/p:cNvPr/a:hlinkClick", NS | {"p": shape._element.nsmap["p"]})
        assert link.get("action") == "ppaction://hlinksldjump"
        return slide.part.related_part(link.get(f"{{{NS['r']}}}id")).slide, link.get("tooltip")

    there, tip = leads(matrix, "judgment 1")
    assert there.slide_id == evidence.slide_id
    assert tip.startswith("Evidence · Judgment 1 of 3: ")
    back, tip = leads(evidence, "judgment 1")
    assert back.slide_id == deck.slides[ids.index("judgments")].slide_id
    assert tip == "Key judgments"
    assert "Back to the judgments" in [shape.text_frame.text for shape in evidence.shapes if shape.has_text_frame]


def test_nothing_leads_to_a_slide_that_is_not_there(tmp_path: Path) -> None:
    file = decks.written(brief(1), tmp_path / "content")
    (tmp_path / "templates").mkdir()
    own = "{% extends 'builtin/deck.xml.j2' %}\n{% block judgments %}{% endblock %}\n"
    (tmp_path / "templates" / "deck.xml.j2").write_text(own, encoding="utf-8")
    made = decks.built(file)
    (slide,) = slides(made)
    assert "Back to the judgments" not in map(said, text_shapes(slide.shapes))
    assert {shape.link for shape in text_shapes(slide.shapes)} == {""}


def test_the_number_stands_before_the_title(tmp_path: Path) -> None:
    (slide,) = slides(decks.built(decks.written(brief(1), tmp_path)))
    title, circle = text_shapes(slide.shapes)[:2]
    assert (title.role, said(circle), circle.geometry) == ("title", "1", "ellipse")
    assert circle.box.width == 30.0
    assert circle.box.right < title.box.x
    middle = title.box.y + title.lines[0].look.size * 1.2 / 2
    assert circle.box.y + 15 == pytest.approx(middle, abs=3)


@pytest.mark.parametrize("theme", ["statecraft", "cable", "commons"])
def test_it_is_sound_in_each_theme(theme: str, tmp_path: Path) -> None:
    made = decks.built(decks.written(brief(3, theme=theme), tmp_path))
    assert check(made.content) == []


def test_squares_stand_apart_where_there_is_room(tmp_path: Path) -> None:
    (slide,) = slides(decks.built(decks.written(brief(1, recommendations=3), tmp_path)))
    squares = [shape.box for shape in text_shapes(slide.shapes) if said(shape) in ("1", "2", "3") and shape.box.x > 460]
    gaps = [below.y - above.bottom for above, below in pairwise(squares[-3:])]
    assert len(gaps) == 2
    assert min(gaps) >= 9.0


def test_a_likelihood_of_many_words_has_its_bar_below_them(tmp_path: Path) -> None:
    made = brief(1, lang="fr")
    made["judgments"][0] |= {"likelihood": "roughly_even", "confidence": "moderate"}
    (slide,) = slides(decks.built(decks.written(made, tmp_path)))
    (words,) = [shape for shape in text_shapes(slide.shapes) if said(shape).startswith("Environ une chance")]
    ends = [shape for shape in text_shapes(slide.shapes) if shape.name == "end of the bar"]
    assert len(ends) == 2
    assert all(end.box.y > words.box.y for end in ends)
    assert ends[0].box.x == pytest.approx(words.box.x)
    assert max(end.box.bottom for end in ends) < 6.75 * 72


@pytest.mark.parametrize(
    "headline", ["Ask the lines in writing what each of their ships will carry", "Wire " * 9 + "berths"]
)
def test_what_rests_on_it_does_not_end_in_a_single_word(headline: str, tmp_path: Path) -> None:
    made = brief(1, recommendations=1)
    made["recommendations"][0]["headline"] = headline
    (slide,) = slides(decks.built(decks.written(made, tmp_path)))
    (shape,) = [shape for shape in text_shapes(slide.shapes) if said(shape) == headline]
    *_, last = shape.lines[0].drawn
    assert len(shape.lines[0].drawn) == 2
    assert len("".join(run.text for run in last).split()) > 1
    (square,) = [shape for shape in text_shapes(slide.shapes) if shape.name == "recommendation 1"]
    assert square.box.y == pytest.approx(shape.box.y, abs=1), "on the first line"
