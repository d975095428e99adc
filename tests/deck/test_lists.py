"""Lists on slides: how judgments, recommendations and what to avoid are marked, and how their rows grow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from policybrief.brief.terms import BOUNDS, PERCENT
from policybrief.deck.colors import INK, PANEL, PRIMARY
from policybrief.deck.fit.grid import CONTENT
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Connector, Decoration, Shape, TextShape
from policybrief.deck.typeset import Type, wrapped
from policybrief.ooxml.box import Box
from policybrief.text.run import plain
from policybrief.theme.load import load
from support import bases, decks
from support.projects import Tree
from support.slides import assert_tidy, text_shapes

THEMES = ("statecraft", "cable", "commons")
SHORT = "Meters at two berths say so, and nobody doubts it."
FULL = "Meters at two berths say so in every quarter of the year, and neither the port nor any line doubts it. " * 2

Slides = Callable[..., list[PlacedSlide]]


def listed(judgments: int, recommendations: int = 2, **changes: Any) -> dict[str, Any]:
    """A brief with so many judgments and recommendations; `changes` are made to each judgment."""
    brief = decks.argument()
    first = {"text": FULL.strip(), "short": SHORT, "confidence": "moderate"} | changes
    brief["judgments"] = [
        {key: value for key, value in brief["judgments"][0].items() if key != "likelihood"}
        | {"id": f"j{number}", "headline": f"Finding {number} holds"}
        | first
        for number in range(1, judgments + 1)
    ]
    brief["recommendations"] = [
        {"id": f"r{number}", "headline": f"Take step {number}", "text": FULL.strip(), "short": SHORT}
        | {"rests_on": [f"j{judgment}" for judgment in range(1, min(judgments, 3) + 1)]}
        for number in range(1, recommendations + 1)
    ]
    return brief


@pytest.fixture
def slides(tmp_path: Path) -> Slides:
    def made(brief: dict[str, Any], part: str) -> list[PlacedSlide]:
        deck = decks.built(decks.written(brief, tmp_path))
        assert_tidy(deck.placed)
        return [slide for slide in deck.placed.slides if any(part in name for name in named(slide))]

    return made


def named(slide: PlacedSlide) -> list[str]:
    return [shape.name for shape in text_shapes(slide.shapes)]


def words(slide: PlacedSlide) -> str:
    return "\n".join(plain(line.text) for shape in text_shapes(slide.shapes) for line in shape.lines)


def sizes(slide: PlacedSlide, starts: str) -> set[float]:
    """The sizes of the lines that start so."""
    lines = [line for shape in text_shapes(slide.shapes) for line in shape.lines]
    return {line.look.size for line in lines if plain(line.text).startswith(starts)}


def marks(slide: PlacedSlide, kind: str) -> list[str]:
    return [plain(shape.lines[0].text) for shape in text_shapes(slide.shapes) if shape.name.startswith(f"{kind} ")]


JUDGMENTS, RECOMMENDATIONS = "We judge that", "Rests on"


def gathering(found: list[PlacedSlide], label: str) -> list[PlacedSlide]:
    return [slide for slide in found if label in words(slide)]


# -- judgments


@pytest.mark.parametrize(
    ("count", "shown"), [(1, FULL.strip()), (2, FULL.strip()), (3, SHORT), (6, SHORT), (7, ""), (8, "")]
)
def test_few_judgments_say_more_of_each_and_many_their_headlines(count: int, shown: str, slides: Slides) -> None:
    (slide,) = gathering(slides(listed(count), ""), JUDGMENTS)
    assert marks(slide, "judgment") == [str(number) for number in range(1, count + 1)]
    said = words(slide)
    assert [text in said for text in (FULL.strip(), SHORT)] == [shown == FULL.strip(), shown == SHORT]
    assert sizes(slide, "Finding") <= {18.0, 20.0, 24.0}
    assert (18.0 in sizes(slide, "Finding")) == (count == 1), "one stands above what it is drawn from"
    assert not shown or sizes(slide, shown[:20]) <= {18.0, 20.0}


def test_more_judgments_go_on_evenly_with_their_texts(slides: Slides) -> None:
    found = gathering(slides(listed(9), ""), JUDGMENTS)
    assert [marks(slide, "judgment") for slide in found] == [["1", "2", "3", "4"], ["5", "6", "7", "8", "9"]]
    assert all(words(slide).count(SHORT) == len(marks(slide, "judgment")) for slide in found)
    assert len({size for slide in found for size in sizes(slide, "Finding")}) == 1


def test_rows_are_as_high_as_their_slide_has_room_but_not_higher(slides: Slides) -> None:
    """A row of few takes 1.6 inches at the most: what is left stays below the last."""

    def steps(count: int) -> list[float]:
        (slide,) = gathering(slides(listed(count), ""), JUDGMENTS)
        tops = [shape.box.y for shape in text_shapes(slide.shapes) if shape.name.startswith("judgment ")]
        return [round(low - high, 1) for high, low in pairwise(tops)]

    assert len(set(steps(3))) == 1
    assert steps(6)[0] < steps(3)[0] < 1.6 * 72


# -- likelihood


def bars(slide: PlacedSlide) -> list[Box]:
    """The parts of bars, and what is filled on them."""
    return [
        shape.box
        for shape in slide.shapes
        if isinstance(shape, Decoration) and round(shape.box.height, 2) in (6.75, 14.25)
    ]


@pytest.mark.parametrize("term", PERCENT)
def test_a_likelihood_is_an_interval_on_a_bar_of_the_terms(term: str, slides: Slides) -> None:
    (slide,) = gathering(slides(listed(3, likelihood=term), ""), JUDGMENTS)
    *parts, interval = bars(slide)[: len(BOUNDS) + 2]
    low, high = PERCENT[term]
    start, length = parts[0].x, parts[-1].right - parts[0].x
    assert [round((part.right - start) / length * 100) for part in parts] == [*BOUNDS, 100]
    assert [round((x - start) / length * 100) for x in (interval.x, interval.right)] == [low, high]
    assert f"{low}\u00a0to\u00a0{high}%" in words(slide), "and it is heard"


def test_several_likelihoods_leave_headlines_and_their_bars_begin_together(slides: Slides) -> None:
    brief = listed(6, likelihood="likely")
    brief["judgments"][3]["likelihood"] = "roughly_even"
    (slide,) = gathering(slides(brief, ""), JUDGMENTS)
    assert SHORT not in words(slide)
    zero = {shape.box.right for shape in text_shapes(slide.shapes) if plain(shape.lines[0].text) == "0%"}
    assert len(zero) == 1


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_without_tints_frames_the_parts_of_a_bar(theme: str, slides: Slides) -> None:
    brief = listed(3, likelihood="likely") | {"theme": theme}
    (slide,) = gathering(slides(brief, ""), JUDGMENTS)
    framed = [shape for shape in slide.shapes if isinstance(shape, Decoration) and shape.fill and shape.outline]
    parts = [shape for shape in framed if 6 < shape.box.height < 7]
    assert len(parts) == 3 * (len(BOUNDS) + 1)
    fills = {shape.fill.name for shape in parts if shape.fill}
    assert fills == ({"paper"} if theme == "cable" else {"cell"})


# -- recommendations


@pytest.mark.parametrize(("count", "shown"), [(1, FULL.strip()), (2, FULL.strip()), (3, SHORT), (5, SHORT)])
def test_recommendations_show_what_they_rest_on(count: int, shown: str, slides: Slides) -> None:
    (slide,) = gathering(slides(listed(4, count), ""), RECOMMENDATIONS)
    assert marks(slide, "recommendation") == [str(number) for number in range(1, count + 1)]
    beneath = 1 if count == 1 else 0  # what a sole one rests on stands below it
    assert marks(slide, "judgment") == ["1", "2", "3"] * (count + beneath)
    assert words(slide).count(shown) == count
    circles = [shape for shape in text_shapes(slide.shapes) if shape.name.startswith("judgment ")]
    assert {shape.geometry for shape in circles} == {"ellipse"}
    ours = [shape for shape in text_shapes(slide.shapes) if shape.name.startswith("recommendations")]
    headlines = [shape for shape in ours if shape.name.endswith(".headline")]
    said = [shape for shape in ours if shape.name.endswith((".text", ".short"))]
    assert all(one.box.right < other.box.x for one, other in zip(headlines, said, strict=True))


@pytest.mark.parametrize(("lang", "title"), [("en", "Two recommendations"), ("fr", "Deux recommandations")])
def test_recommendations_without_a_headline_are_titled_by_their_number(lang: str, title: str, slides: Slides) -> None:
    brief = listed(4) | {"lang": lang}
    del brief["headlines"]
    assert (title, "") in [(slide.title, slide.kicker) for slide in slides(brief, "recommendation 1")]


@pytest.mark.parametrize("count", [6, 7, 8, 11])
def test_no_recommendation_loses_words_nor_is_smaller_than_text(count: int, slides: Slides) -> None:
    found = gathering(slides(listed(4, count), ""), RECOMMENDATIONS)
    assert len(found) <= 2 + count // 10
    assert sum(words(slide).count(SHORT) for slide in found) == count
    assert {size for slide in found for size in sizes(slide, SHORT)} == {18.0}
    assert {size for slide in found for size in sizes(slide, "Take step")} <= {18.0, 20.0}


@pytest.mark.parametrize(("count", "slides_of_them", "size"), [(5, 1, 18.0), (7, 1, 14.0), (8, 2, 18.0)])
def test_seven_recommendations_of_two_lines_stand_on_one_slide(
    count: int, slides_of_them: int, size: float, slides: Slides
) -> None:
    long = f"{SHORT} All of them said so in writing."
    brief = listed(4, count)
    for recommendation in brief["recommendations"]:
        recommendation["short"] = long
    found = gathering(slides(brief, ""), RECOMMENDATIONS)
    assert len(found) == slides_of_them
    assert {size for slide in found for size in sizes(slide, SHORT)} == {size}


def test_many_circles_stand_in_two_lines_within_their_row(slides: Slides) -> None:
    brief = listed(6, 3)
    brief["recommendations"][0]["rests_on"] = [f"j{number}" for number in range(1, 7)]
    (slide,) = gathering(slides(brief, ""), RECOMMENDATIONS)
    circles = [shape.box for shape in text_shapes(slide.shapes) if shape.name.startswith("judgment ")]
    (_, second, *_) = [shape.box for shape in text_shapes(slide.shapes) if shape.name.startswith("recommendation ")]
    assert len({box.y for box in circles[:6]}) == 2
    assert all(box.bottom < second.y for box in circles[:6])


# -- what to avoid, and other texts


def reds(slide: PlacedSlide) -> Iterator[Shape]:
    for shape in slide.shapes:
        colors = [getattr(shape, name, None) for name in ("fill", "outline", "color")]
        looks = [line.look.color for line in shape.lines] if isinstance(shape, TextShape) else []
        if any(color is not None and color.name == "accent" for color in (*colors, *looks)):
            yield shape


@pytest.mark.parametrize("theme", THEMES)
def test_red_crosses_say_what_to_avoid_and_nothing_else_is_red(theme: str, slides: Slides) -> None:
    brief = listed(4, 3) | {"theme": theme}
    brief["avoid"] = [{"headline": f"Digging up quay {number}", "text": SHORT} for number in range(3)]
    found = slides(brief, "")
    (avoided,) = [slide for slide in found if "Digging up quay 1" in words(slide)]
    crosses = list(reds(avoided))
    assert len(crosses) == 6
    assert all(isinstance(shape, Connector) for shape in crosses)
    lists = [*gathering(found, JUDGMENTS), *gathering(found, RECOMMENDATIONS)]
    assert [shape for slide in lists for shape in reds(slide)] == []


@pytest.mark.parametrize(("count", "together"), [(4, True), (5, False)])
def test_one_thing_to_avoid_stands_below_four_short_recommendations(count: int, together: bool, slides: Slides) -> None:
    brief = listed(4, count)
    brief["avoid"] = [{"headline": "Digging up the quay twice", "text": SHORT}]
    (avoided,) = [slide for slide in slides(brief, "") if "Digging up the quay twice" in words(slide)]
    assert ("Take step 4" in words(avoided)) == together


def test_a_sole_mistake_to_avoid_stands_with_its_evidence(slides: Slides) -> None:
    brief = listed(3)
    source = brief["sources"][0]["id"]
    evidence = [{"source": source, "locator": "p. 9", "quote": "nobody digs twice"}]
    brief["avoid"] = [{"headline": "Digging twice", "text": SHORT, "evidence": evidence}]
    (slide,) = [slide for slide in slides(brief, "") if "Digging twice" in words(slide)]
    assert "nobody digs twice" in words(slide)


@pytest.fixture
def shown(tree: Tree) -> Callable[[str], PlacedSlide]:
    """A slide with these blocks."""

    def made(inside: str) -> PlacedSlide:
        slide = f'<slide section="s"><title>Own</title>{inside}</slide>'
        found = decks.built(decks.with_own_slides(tree, slide)).placed.slides
        return next(slide for slide in found if slide.title == "Own")

    return made


def columns(count: int, inside: str, kind: str = "open") -> str:
    return f'<columns kind="{kind}">{f"<column><title>One</title>{inside}</column>" * count}</columns>'


def test_columns_of_texts_lie_across_the_slide_and_fill_it(shown: Any) -> None:
    found = [shape.box for shape in text_shapes(shown(columns(3, f"<p>{SHORT}</p>")).shapes) if shape.name == "text"]
    titles, said = found[::2], found[1::2]
    assert [round(one.x) for one in said] == [round(said[0].x)] * 3
    assert all(one.right < other.x for one, other in zip(titles, said, strict=True))
    assert said[-1].bottom > 300


def test_columns_without_titles_have_their_texts_in_the_size_of_titles(shown: Any) -> None:
    slide = shown(
        f'<columns><column number="1"><p>{SHORT}</p></column><column number="2"><p>Two.</p></column></columns>'
    )
    assert sizes(slide, SHORT) == {24.0}


def numbered(*points: str) -> str:
    entries = (f'<column number="{number}"><p>{point}</p></column>' for number, point in enumerate(points, 1))
    return f"<columns>{''.join(entries)}</columns>"


@pytest.mark.parametrize("count", [2, 3, 4])
def test_points_of_one_line_are_tiles_that_fill_the_slide(count: int, shown: Any) -> None:
    slide = shown(numbered(*(f"Point {number}." for number in range(count))))
    tiles = [shape.box for shape in slide.shapes if isinstance(shape, Decoration) and shape.box.width > 800]
    assert len(tiles) >= count
    assert 396 <= tiles[-1].bottom <= 474.1
    assert sizes(slide, "Point") == {24.0}
    assert sizes(slide, "1") == {48.0}


def test_a_sole_point_of_one_line_is_a_tile_without_a_number(shown: Any) -> None:
    (tile,) = [
        shape.box for shape in shown(numbered("One.")).shapes if isinstance(shape, Decoration) and shape.fill == PANEL
    ]
    assert tile.y == pytest.approx(CONTENT.y)
    assert tile.bottom > CONTENT.y + CONTENT.height / 2


def test_a_point_that_has_a_row_on_one_line_may_take_two_in_its_tile(shown: Any) -> None:
    long = "Hold together over the harbour; both sides will seize on any weakening of it."
    slide = shown(numbered(long, "Compare notes early.", "Treat each on its own terms."))
    tiles = [shape.box for shape in slide.shapes if isinstance(shape, Decoration) and shape.box.width > 800]
    assert 396 <= tiles[-1].bottom <= 474.1
    assert sizes(slide, "Hold") == {24.0}


@pytest.mark.parametrize("tag", ["p", "callout"])
def test_a_paragraph_or_a_call_out_of_two_lines_has_them_of_about_one_length(tag: str, shown: Any) -> None:
    """Whatever the number of its words, of which one would else stand alone below the others."""
    type_ = Type(load("statecraft").deck)
    two = 0
    for count in (8, 9, 10, 17):
        slide = shown(f"<{tag}>{'Ships wait ' * count}here</{tag}>")
        (shape,) = [shape for shape in text_shapes(slide.shapes) if "Ships" in plain(shape.lines[-1].text)]
        left, _, right, _ = shape.insets
        broken = wrapped(shape.lines[-1].text, shape.lines[-1].look, shape.box.width - left - right, type_)
        if broken.lines == 2:
            two += 1
            assert broken.end > 0.7 * broken.width
    assert two


@pytest.mark.parametrize("points", [(FULL, "Two."), ("One.",), tuple("ABCDE")])
def test_other_points_stand_in_rows(points: tuple[str, ...], shown: Any) -> None:
    assert 48.0 not in sizes(shown(numbered(*points)), "1")


@pytest.mark.parametrize(("kind", "inside"), [("panel", f"<p>{SHORT}</p>"), ("open", f"<ul><li>{SHORT}</li></ul>")])
def test_panels_and_lists_stand_side_by_side(kind: str, inside: str, shown: Any) -> None:
    slide = shown(columns(2, inside, kind))
    titles = [shape.box for shape in text_shapes(slide.shapes) if plain(shape.lines[0].text) == "One"]
    assert titles[0].y == titles[1].y
    assert titles[0].right < titles[1].x


def test_much_text_beside_a_title_stands_below_it(shown: Any) -> None:
    slide = shown(columns(2, f"<p>{FULL * 3}</p>"))
    titles = [shape.box for shape in text_shapes(slide.shapes) if plain(shape.lines[0].text) == "One"]
    assert all(box.width > 700 for box in titles)


def test_entries_of_a_list_stand_apart_where_there_is_room(shown: Any) -> None:
    def gap(count: int) -> float:
        (found,) = [
            one for one in text_shapes(shown(f"<ul>{f'<li>{SHORT}</li>' * count}</ul>").shapes) if one.role == "column"
        ]
        return found.lines[1].before

    assert gap(3) > gap(11)


# -- what they mean, and on a base


def test_a_judgment_with_its_meaning_says_that_rather_than_its_reason_where_both_are_too_much(shown: Any) -> None:
    meaning = "<note><b>So what:</b> Nothing else needs to be asked.</note>"
    items = "".join(
        f"<item number='{number}'><headline>Finding</headline><text>{FULL}</text><short>{SHORT}</short>"
        f"{meaning if number != 3 else ''}</item>"
        for number in range(1, 7)
    )
    slide = shown(f'<items kind="judgments">{items}</items>')
    assert words(slide).count("Nothing else needs") == 5
    (note, *_) = [
        line for shape in text_shapes(slide.shapes) for line in shape.lines if plain(line.text).startswith("So what")
    ]
    assert [run.bold for run in note.text] == [True, False]
    assert not any(run.italic for run in note.text)
    assert (note.look.strong, note.look.color, note.look.size) == (PRIMARY, INK, 18.0)
    said = [shape for shape in text_shapes(slide.shapes) if shape.role == "row"]
    assert [SHORT in " ".join(plain(line.text) for line in shape.lines) for shape in said].count(True) == 1


def test_lists_are_marked_on_a_base_too() -> None:
    made = bases.sample()
    judged, *_ = gathering(list(made.placed.slides), JUDGMENTS)
    advised, *_ = gathering(list(made.placed.slides), RECOMMENDATIONS)
    assert marks(judged, "judgment") == ["1", "2", "3", "4", "5", "6"]
    assert "55\u00a0to\u00a080%" in words(judged)
    assert marks(advised, "recommendation") == ["1", "2", "3", "4", "5"]
    assert marks(advised, "judgment")[:3] == ["1", "2", "6"]
