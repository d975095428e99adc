"""Slides that say little share one, or stand about the middle of theirs; what fills a slide has it alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policybrief.deck.fit.grid import CONTENT
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import TextShape
from support import decks
from support.slides import opened

MEETING: dict[str, Any] = {
    "kind": "meeting",
    "title": "Talks with the port",
    "date": "2026-11-20",
    "to": "The Secretary",
    "from": "The staff",
    "meeting": {"start": "2026-11-24T10:00"},
    "bottom_line": {"headline": "Press for the quay to open in spring"},
    "objectives": [{"text": "Agreement that the quay opens in spring"}],
    "people": [{"name": "Ada Holm", "role": "Mayor"}],
    "points_to_make": [{"headline": "We can pay our share in January", "text": "The sum is set aside."}],
    "if_raised": [{"they_say": "The city has no money", "we_say": "Its accounts show a surplus."}],
    "judgments": [
        {"id": "j", "headline": "They want an agreement", "text": "The mayor stands again in March."},
    ],
}


def slides(tmp_path: Path, **changes: Any) -> list[PlacedSlide]:
    return list(decks.built(decks.written(MEETING | changes, tmp_path)).placed.slides)


def titles(placed: list[PlacedSlide]) -> list[str]:
    return [slide.title for slide in placed]


def texts(slide: PlacedSlide) -> list[str]:
    shapes = [shape for shape in slide.shapes if isinstance(shape, TextShape)]
    return ["".join(run.text for run in line.text) for shape in shapes for line in shape.lines]


def test_parts_of_a_few_words_share_a_slide_under_their_titles(tmp_path: Path) -> None:
    made = decks.built(decks.written(MEETING, tmp_path))
    placed = list(made.placed.slides)
    assert "If raised" not in titles(placed)
    (shared,) = [slide for slide in placed if slide.title == "Points to make"]
    shown = texts(shared)
    assert shown.index("We can pay our share in January") < shown.index("If raised")
    notes = opened(made.content).slides[placed.index(shared)].notes_slide.notes_text_frame.text
    assert notes.index("If raised") < notes.index("Its accounts show a surplus")


def test_what_is_much_has_a_slide_of_its_own(tmp_path: Path) -> None:
    many = [{"name": f"Ada Holm {n}", "role": "Mayor of a port"} for n in range(6)]
    assert "Points to make" in titles(slides(tmp_path, people=many))


def test_a_figure_has_a_slide_of_its_own(tmp_path: Path) -> None:
    timeline = {
        "headline": "What comes",
        "events": [{"when": "2026", "text": "The vote"}, {"when": "2027", "text": "The end"}],
    }
    placed = slides(tmp_path, timeline=timeline, questions=[{"question": "Who pays?", "answer": "The city."}])
    (slide,) = [slide for slide in placed if slide.title == "What comes"]
    assert "Who pays?" not in texts(slide)


def test_no_slide_says_again_what_it_says(tmp_path: Path) -> None:
    for slide in slides(tmp_path, judgments=[MEETING["judgments"][0] | {"confidence": "high"}]):
        assert texts(slide).count("They want an agreement") <= 1


@pytest.mark.parametrize(("more", "slides_of"), [({}, 0), ({"basis": "Two talks with its mayor."}, 1)])
def test_a_meetings_only_judgment_stands_in_brief_unless_more_is_said(
    more: dict[str, str], slides_of: int, tmp_path: Path
) -> None:
    judgment = MEETING["judgments"][0] | {"confidence": "moderate"} | more
    placed = slides(tmp_path, judgments=[judgment])
    assert titles(placed).count("Key judgments") == slides_of
    assert {"They want an agreement", "The mayor stands again in March.", "Moderate confidence"} <= {*texts(placed[1])}


@pytest.mark.parametrize("theme", ["statecraft", "cable", "commons"])
def test_what_is_alone_stands_about_the_middle(theme: str, tmp_path: Path) -> None:
    few = {key: MEETING[key] for key in ("title", "date", "to", "from", "bottom_line", "judgments")} | {"theme": theme}
    _, slide = decks.built(decks.written(few, tmp_path)).placed.slides
    (headline,) = [shape for shape in slide.shapes if isinstance(shape, TextShape) and "judgments" in shape.name]
    assert CONTENT.height * 0.3 < headline.box.y - CONTENT.y < CONTENT.height * 0.6
