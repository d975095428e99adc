"""How texts share the room of a slide, what goes on on the next one, and what a slide that is too full says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policybrief.deck.check.check import check
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import TextShape
from policybrief.errors import Problem
from policybrief.pipeline import build
from policybrief.text.breaks import NO_BREAK
from policybrief.text.run import plain
from support import bases, decks
from support.bases import small_on
from support.commands import problems_of
from support.projects import Tree
from support.slides import text_shapes

SENTENCE = "The berths of the outer quay are let until the end of the decade to two. "  # 16 words
QUOTE = "nobody else can insure the ships of the small fleet"


def harbour(**changes: Any) -> dict[str, Any]:
    return decks.argument() | changes


def judged(words: int, *quotes: str) -> dict[str, Any]:
    """The brief whose first judgment has so many words and these quotations; "" stands for evidence without one."""
    brief = harbour()
    source = brief["sources"][0]["id"]
    evidence = [{"source": source, "locator": "p. 4"} | ({"quote": quote} if quote else {}) for quote in quotes]
    text = " ".join((SENTENCE * 40).split()[:words]) + "."
    brief["judgments"][0] |= {"text": text, "short": "They are let.", "evidence": evidence}
    return brief


@pytest.fixture
def slides(tmp_path: Path) -> Callable[[dict[str, Any]], list[PlacedSlide]]:
    """The slides of a brief, which pass the check."""

    def made(brief: dict[str, Any]) -> list[PlacedSlide]:
        deck = decks.built(decks.written(brief, tmp_path))
        assert check(deck.content) == []
        return list(deck.placed.slides)

    return made


def texts(slide: PlacedSlide) -> dict[str, TextShape]:
    return {shape.name: shape for shape in text_shapes(slide.shapes)}


def about(found: list[PlacedSlide], headline: str) -> list[PlacedSlide]:
    return [slide for slide in found if slide.title.startswith(headline)]


def evidence_of(found: list[PlacedSlide], brief: dict[str, Any]) -> list[PlacedSlide]:
    return about(found, brief["judgments"][0]["headline"])


# -- the width


def test_evidence_without_quotations_names_where_it_stands(slides: Any) -> None:
    brief = judged(90, "")
    (slide,) = evidence_of(slides(brief), brief)
    shown = " ".join(plain(line.text) for shape in texts(slide).values() for line in shape.lines)
    assert "Evidence" in shown
    assert "p.\u00a04" in shown


# -- the next slide


def test_more_quotations_than_a_slide_holds_go_on_on_the_next(slides: Any) -> None:
    quotes = [f"{QUOTE}, says pilot {number}" for number in range(7)]
    brief = judged(60, *quotes)
    found = evidence_of(slides(brief), brief)
    assert [slide.title[-8:] for slide in found] == [f"({n} of {len(found)})" for n in range(1, len(found) + 1)]
    assert len(found) > 1
    shown = [name for slide in found for name in texts(slide) if name.endswith("quote")]
    assert shown == [f"judgments[0].evidence[{number}].quote" for number in range(7)]
    assert "judgments[0].text" in texts(found[0])
    assert any("judgments[0].basis" in texts(slide) for slide in found)


def test_what_rests_on_a_long_text_stands_below_many_quotations(slides: Any) -> None:
    brief = judged(88, QUOTE, QUOTE.title(), QUOTE.upper())
    (slide,) = evidence_of(slides(brief), brief)
    shown = texts(slide)
    quotes = [shape.box for name, shape in shown.items() if name.endswith("quote")]
    rests = shown["recommendations[0].headline"].box
    assert len(quotes) == 3
    assert rests.x > shown["judgments[0].text"].box.right
    assert rests.y > max(box.bottom for box in quotes)


def test_a_text_that_needs_a_slide_has_it_and_the_quotations_the_next(slides: Any) -> None:
    brief = judged(230, QUOTE, QUOTE.title())
    first, second = evidence_of(slides(brief), brief)
    assert 0.9 * 852 < texts(first)["judgments[0].text"].box.width <= 852  # steps narrower, for its last line
    assert "judgments[0].evidence[0].quote" in texts(second)


def test_both_sides_of_a_balance_go_on(slides: Any) -> None:
    brief = harbour(balance=decks.read(decks.SAMPLE)["balance"])
    brief["balance"]["sources"] = [brief["sources"][0]["id"]]
    brief["balance"]["sides"] = [
        {"label": label, "points": [f"{SENTENCE.strip()} {label} {number}" for number in range(4)]}
        for label in ("For", "Against")
    ]
    found = about(slides(brief), brief["balance"]["headline"])
    shown = [[plain(line.text) for shape in texts(slide).values() for line in shape.lines] for slide in found]
    assert len(found) > 1
    assert all(
        {"For", "Against"} <= set(lines) for lines in shown if any(line.startswith("The berths") for line in lines)
    )
    points = [line for lines in shown for line in lines if line.startswith("The berths")]
    assert len(points) == len(set(points)) == 8
    assert [any("Medeiros" in line for line in lines) for lines in shown] == [False] * (len(found) - 1) + [True]


def test_four_long_points_of_the_bottom_line_go_on(slides: Any) -> None:
    points = [{"label": f"Point {number}", "text": SENTENCE * 5} for number in range(4)]
    brief = harbour()
    brief["bottom_line"]["points"] = points
    found = about(slides(brief), brief["bottom_line"]["headline"])
    names = [name for slide in found for name in texts(slide) if re.fullmatch(r"bottom_line.points\[\d\].text", name)]
    assert len(found) > 1
    assert names == [f"bottom_line.points[{number}].text" for number in range(4)]


def test_a_full_title_leaves_the_count_to_the_line_above_it(slides: Any) -> None:
    """Of titles that are longer and longer, the first that has no room for the count."""
    words = "Shore power at the outer quay costs less than the fuel that ships burn there at night while they wait"
    for more in ("", " out", " out to", " out to sea", " out to sea now", " out to sea again"):
        headline = f"{words} for a pilot and a tug to take them{more}"
        brief = judged(60, *[f"{QUOTE}, says pilot {number}" for number in range(7)])
        brief["judgments"][0]["headline"] = headline
        found = slides(brief)
        place = next((number for number, slide in enumerate(found) if slide.title == headline), None)
        if place is not None:
            assert found[place + 1].title == f"Evidence{NO_BREAK}· Judgment 1 of 3 (2 of 2)"
            return
    pytest.fail("every title had room for the count")


def test_a_numbered_list_goes_on_counting(tree: Tree) -> None:
    entries = "".join(f"<li>{SENTENCE * 2}{number}</li>" for number in range(1, 13))
    slide = f'<slide section="s"><title>Steps</title><ol>{entries}</ol></slide>'
    found = about(list(decks.built(decks.with_own_slides(tree, slide)).placed.slides), "Steps")
    numbers = [line.bullet for slide in found for shape in texts(slide).values() for line in shape.lines if line.bullet]
    assert len(found) > 1
    assert numbers == [f"{number}." for number in range(1, 13)]


# -- what is said where nothing helps


def said(brief: dict[str, Any], folder: Path) -> list[Problem]:
    file = decks.written(brief, folder)
    return list(problems_of(lambda: build.make(file, ("deck",))))


def test_the_text_worth_cutting_is_named_with_its_length_and_not_the_source(tmp_path: Path) -> None:
    brief = judged(60, f"{QUOTE} " * 40, QUOTE)
    for source in brief["sources"]:
        source["citation-label"] = "Annual report of the Joint Committee on Harbours and Coastal Shipping, volume 2"
    (problem,) = said(brief, tmp_path)
    assert problem.path == "judgments[0].evidence[0].quote"
    found = re.fullmatch(r"cut about (\d+) words from judgments\[0\]\.evidence\[0\]\.quote \(400 words\)", problem.hint)
    assert found
    fitting = " ".join((f"{QUOTE} " * 40).split()[: 400 - int(found[1])])
    assert said(judged(60, fitting, QUOTE), tmp_path) == []
    assert said(judged(60, f"{fitting} {fitting}", QUOTE), tmp_path), "and not much less than had to be cut"


def test_chinese_is_counted_in_characters(tmp_path: Path) -> None:
    brief = judged(60, QUOTE)
    brief["judgments"][0]["text"] = "港口能源運輸安全" * 120
    (problem,) = said(brief, tmp_path)
    assert re.fullmatch(r"cut about \d+ characters from judgments\[0\]\.text \(960 characters\)", problem.hint)


def test_all_that_is_too_long_on_a_slide_is_said_at_once(tmp_path: Path) -> None:
    brief = judged(400, QUOTE)
    brief["judgments"][0]["headline"] = SENTENCE * 3
    found = said(brief, tmp_path)
    assert {problem.path for problem in found} >= {"judgments[0].headline", "judgments[0].text"}
    assert all(re.match(r"cut about \d+ words from judgments\[0\]\.\w+ \(\d+ words\)", one.hint) for one in found)


def test_several_texts_are_cut_where_one_is_not_enough(tmp_path: Path) -> None:
    brief = decks.read(decks.HARBOUR)
    brief["comparison"]["rows"] = [{"label": "Cost", "cells": [SENTENCE * 12] * 3}]
    found = said(brief, tmp_path)
    assert [problem.path for problem in found] == [f"comparison.rows[0].cells[{number}]" for number in range(3)]


@pytest.mark.parametrize("key", ["subtitle", "title"])
def test_a_cover_s_texts_are_named_with_a_length(key: str, tmp_path: Path) -> None:
    (problem,) = said(harbour(**{key: SENTENCE * 12}), tmp_path)
    assert re.fullmatch(rf"cut about \d+ words from {key} \(192 words\)", problem.hint)


def test_a_cover_on_a_base_says_a_length_too(tmp_path: Path) -> None:
    file = small_on(tmp_path / "house", bases.default())
    (problem,) = said(harbour(title=SENTENCE * 12, theme="house"), file.parent)
    assert re.match(r"cut about \d+ words from title \(192 words\), or choose another layout", problem.hint)


# -- the line of sources


def test_names_of_sources_that_are_too_long_give_way_to_their_numbers(slides: Any) -> None:
    brief = harbour()
    for number, source in enumerate(brief["sources"]):
        source["citation-label"] = f"Annual report of the Joint Committee on Harbours and Shipping, volume {number}"
    made = about(slides(brief), "Key judgments")
    (line,) = texts(made[0])["source"].lines
    assert re.fullmatch(r"Sources: \d(; \d)+", plain(line.text))
    assert all(run.link == f"#sources[{int(run.text) - 1}]" for run in line.text if run.text.isdigit())
