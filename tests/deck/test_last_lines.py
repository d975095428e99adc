"""No text of a slide looks left over: last lines of a word are avoided, and covers keep their size."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from policybrief.deck.check.check import check
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Decoration, Line, Look, TextShape
from policybrief.deck.typeset import Type, begins, extent, wrapped
from policybrief.deck.widths import narrower, settled
from policybrief.ooxml.package import NS, Package
from policybrief.text.run import Run, Text, plain
from policybrief.theme.load import load
from support import bases, decks
from support.projects import MINIMAL, Tree

SAID = (
    "A more “even-handed” Moscow is an illusion. Paying for it with support for Kyiv would give up leverage and leave"
    " the partnership no weaker."
)
LOOK = Look(18.0)


def text(words: str) -> Text:
    return (Run(words),)


def test_a_short_last_line_gets_more_words_where_that_costs_no_line() -> None:
    type_, line = Type(load("statecraft").deck), Line(text(SAID), LOOK)
    short = 0
    for width in range(300, 600, 4):
        before, room = wrapped(line.text, LOOK, width, type_), settled((line,), width, type_)
        after = wrapped(line.text, LOOK, room, type_)
        assert room <= width
        assert extent((line,), room, type_)[0] == extent((line,), width, type_)[0]
        if before.lines > 2 and before.end < 0.25 * before.width:
            short += 1
            assert after.end >= before.end
            assert after.end >= 0.25 * after.width or room == width
    assert short > 3


TORN = "Moscow is disappointed by half-hearted support; Beijing is uneasy at nuclear rhetoric."


def shown(words: str, width: float, type_: Type) -> list[str]:
    """The lines of a text as programs show it."""
    starts = begins(text(words), LOOK, width, type_)
    return [words[start:end].strip() for start, end in pairwise((0, *starts, len(words)))]


@pytest.mark.parametrize("words", [SAID, TORN])
def test_no_line_that_is_shown_ends_within_a_word_or_stands_alone_where_that_costs_no_line(words: str) -> None:
    type_, line = Type(load("statecraft").deck), Line(text(words), LOOK)
    before = after = 0
    for width in range(220, 420, 3):
        room = settled((line,), width, type_)
        assert extent((line,), room, type_)[0] == extent((line,), width, type_)[0]
        for set_in in (width, room):
            lines = shown(words, set_in, type_)
            ugly = any(said.endswith("-") for said in lines) or " " not in lines[-1]
            before, after = before + (ugly and set_in == width), after + (ugly and set_in == room)
    assert before > 5
    assert after < before / 3


@pytest.mark.parametrize("words", ["Unbreakable", "One two", "Київ 习近平 & <b>"])
def test_what_has_one_line_keeps_its_room(words: str) -> None:
    assert settled((Line(text(words), LOOK),), 400.0, Type(load("statecraft").deck)) == 400.0


def title(slide: PlacedSlide) -> TextShape:
    (found,) = [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.role == "title"]
    return found


def last_words(shape: TextShape) -> str:
    return plain(shape.lines[0].drawn[-1]).replace("\u00a0", " ").strip()


def test_no_title_on_a_base_ends_in_one_word_and_its_circle_stands_before_it() -> None:
    made = bases.sample()
    assert check(made.content) == []
    titles = [title(slide) for slide in made.placed.slides[1:]]
    several = [shape for shape in titles if shape.lines[0].breaks]
    assert len(several) > 3
    assert [last_words(shape) for shape in several if " " not in last_words(shape)] in ([], ["JUDGMENT"], ["judgment"])


COVERS = {"cable": 2, "statecraft": 2, "commons": 4}


@pytest.mark.parametrize("theme", COVERS)
def test_a_cover_says_a_long_title_at_its_largest(theme: str, tree: Tree) -> None:
    words = "Shore power or cold storage: what Saltmere should build first"
    brief = MINIMAL.replace("title: Build the quay", f'title: "{words}"\ntheme: {theme}', 1)
    made = decks.built(tree({"content/brief.yaml": brief}) / "content" / "brief.yaml")
    assert check(made.content) == []
    cover = made.placed.slides[0]
    assert title(cover).lines[0].look.size == 48
    drawn = [plain(line).strip().replace("\u00a0", " ") for line in title(cover).lines[0].drawn]
    assert len(drawn) == COVERS[theme]
    assert "what Saltmere" in drawn[COVERS[theme] // 2]  # a part has lines of its own
    assert drawn[COVERS[theme] // 2 - 1].endswith("cold storage:")
    kicker = next(shape for shape in cover.shapes if isinstance(shape, TextShape) and shape.role == "kicker")
    assert kicker.box.bottom <= title(cover).box.y


@pytest.mark.parametrize("theme", ["cable", "statecraft"])
def test_a_cover_s_title_of_three_lines_is_no_smaller(theme: str, tree: Tree) -> None:
    words = (
        "Shore power or cold storage: what the port of Saltmere should build first, and what it should leave for later"
    )
    brief = MINIMAL.replace(
        "title: Build the quay", f'title: "{words}"\nsubtitle: An agenda for the board\ntheme: {theme}', 1
    )
    made = decks.built(tree({"content/brief.yaml": brief}) / "content" / "brief.yaml")
    assert check(made.content) == []
    cover = [shape for shape in made.placed.slides[0].shapes if isinstance(shape, TextShape)]
    named = {shape.role: shape for shape in cover if shape.role}
    assert named["title"].lines[0].look.size == 48
    assert len(named["title"].lines[0].breaks) == 2
    assert named["kicker"].box.bottom <= named["title"].box.y
    assert named["title"].box.bottom <= named["subtitle"].box.y
    fields = [shape for shape in cover if shape.name.startswith("label of ")]
    assert all(named["subtitle"].box.bottom <= shape.box.y for shape in fields)
    assert fields


@pytest.mark.parametrize("theme", COVERS)
def test_a_long_place_on_a_cover_ends_lines_at_its_commas_and_makes_nothing_smaller(theme: str, tree: Tree) -> None:
    place = "Old Customs House, Second Floor, Conference Room 2B"
    meeting = f"theme: {theme}\nmeeting: {{start: 2026-03-12T14:30, place: '{place}'}}\n"
    made = decks.built(tree({"content/brief.yaml": meeting + MINIMAL}) / "content" / "brief.yaml")
    assert check(made.content) == []
    cover = [shape for shape in made.placed.slides[0].shapes if isinstance(shape, TextShape)]
    said = {shape.name.removeprefix("label of "): shape for shape in cover}
    fields = [said[shape.name.removeprefix("label of ")] for shape in cover if shape.name.startswith("label of ")]
    where = next(shape for shape in cover if "Customs" in plain(shape.lines[0].text))
    assert {line.look.size for shape in (where, *fields) for line in shape.lines} <= {18.0, 12.0}
    lines = [plain(drawn).strip() for drawn in where.lines[0].drawn]
    assert len(lines) > 2
    assert all(line.endswith(",") for line in lines[:-1])
    assert where.box.bottom < 496


def test_one_line_of_marking_ends_above_the_bar_over_the_present_section() -> None:
    for slide in decks.sample().placed.slides[1:]:
        heads = [each for each in slide.shapes if isinstance(each, TextShape) and each.role == "marking"]
        bars = [
            each
            for each in slide.shapes
            if isinstance(each, Decoration) and 20 < each.box.y < 30 and each.box.height < 3
        ]
        assert all(head.box.bottom <= bar.box.y for head in heads if head.box.y < 20 for bar in bars)


def test_a_line_below_a_cover_s_title_is_balanced(tree: Tree) -> None:
    words = "A realistic agenda builds on what the United States already has, and on what its allies would rather do"
    brief = MINIMAL.replace("title: Build the quay", f"title: Build the quay\nsubtitle: {words}", 1)
    made = decks.built(tree({"content/brief.yaml": brief}) / "content" / "brief.yaml")
    (shape,) = [
        each for each in made.placed.slides[0].shapes if isinstance(each, TextShape) and each.role == "subtitle"
    ]
    first, second = (len(plain(drawn)) for drawn in shape.lines[0].drawn)
    assert abs(first - second) < 20


def test_frames_have_sharp_corners() -> None:
    package = Package(decks.sample().content)
    shapes = [node for name in package.slides for node in package.find(name, "//p:spPr[a:prstGeom[@prst='rect']]")]
    framed = [line for shape in shapes if (line := shape.find("a:ln[a:solidFill]", NS)) is not None]
    assert len(framed) > 20
    assert all(line.find("a:miter", NS) is not None for line in framed)


RANGES = "Ali Wyne · Haenle and Wyne (2022) · Impact of the war, paras. 11–12; Findings, pages 1998-2003 and 4–5"
DATED = (
    "Both of them agree on that much (Lo, CEPA, 2022), and neither of the two expects a rupture this year (Wyne, 2026a)"
)


@pytest.mark.parametrize(("words", "parted", "share"), [(RANGES, r"\d[–-]$", 0.25), (DATED, r"\([^)]*$", 0.7)])
def test_no_range_of_numbers_nor_source_in_brackets_is_parted(words: str, parted: str, share: float) -> None:
    """Programs end lines behind the dash of "paras. 11–12" and within "(Lo, 2026)" wherever a word more has no room."""
    type_, line = Type(load("statecraft").deck), Line(text(words), LOOK)
    before = after = 0
    for width in range(160, 700, 3):
        room = width - narrower((line,), width, type_)
        assert extent((line,), room, type_)[0] <= extent((line,), width, type_)[0]
        before += any(re.search(parted, said) for said in shown(words, width, type_))
        after += any(re.search(parted, said) for said in shown(words, room, type_))
    assert before > 10
    assert after < before * share, "only where another room takes a line more"
