"""No text of a slide looks left over: last lines of a word are avoided, and covers keep their size."""

from __future__ import annotations

from pathlib import Path

import pytest

from policybrief.deck.check.check import check
from policybrief.deck.shapes import Line, Look, PlacedSlide, TextShape
from policybrief.deck.typeset import Type, extent, settled, wrapped
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


@pytest.mark.parametrize("words", ["Unbreakable", "One two", "Київ 习近平 & <b>"])
def test_what_has_one_line_keeps_its_room(words: str) -> None:
    assert settled((Line(text(words), LOOK),), 400.0, Type(load("statecraft").deck)) == 400.0


def title(slide: PlacedSlide) -> TextShape:
    (found,) = [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.role == "title"]
    return found


def last_words(shape: TextShape) -> str:
    return plain(shape.lines[0].drawn[-1]).replace("\u00a0", " ").strip()


def test_no_title_on_a_base_ends_in_one_word_and_its_circle_stands_before_it(tmp_path: Path) -> None:
    file = bases.brief_on(tmp_path / "base", bases.default())
    made = decks.built(file)
    assert check(made.content) == []
    titles = [title(slide) for slide in made.placed.slides[1:]]
    several = [shape for shape in titles if shape.lines[0].breaks]
    assert len(several) > 3
    assert [last_words(shape) for shape in several if " " not in last_words(shape)] in ([], ["JUDGMENT"], ["judgment"])


COVERS = {"cable": 2, "statecraft": 2, "commons": 3}


@pytest.mark.parametrize("theme", COVERS)
def test_a_cover_says_a_long_title_at_its_largest(theme: str, tree: Tree) -> None:
    words = "Shore power or cold storage: what Saltmere should build first"
    brief = MINIMAL.replace("title: Build the quay", f'title: "{words}"\ntheme: {theme}', 1)
    made = decks.built(tree({"content/brief.yaml": brief}) / "content" / "brief.yaml")
    assert check(made.content) == []
    cover = made.placed.slides[0]
    assert title(cover).lines[0].look.size == 48
    assert len(title(cover).lines[0].breaks) == COVERS[theme] - 1
    kicker = next(shape for shape in cover.shapes if isinstance(shape, TextShape) and shape.role == "kicker")
    assert kicker.box.bottom <= title(cover).box.y


def test_a_line_below_a_cover_s_title_is_balanced(tree: Tree) -> None:
    words = "A realistic agenda builds on what the United States already has, and on what its allies would rather do"
    brief = MINIMAL.replace("title: Build the quay", f"title: Build the quay\nsubtitle: {words}", 1)
    made = decks.built(tree({"content/brief.yaml": brief}) / "content" / "brief.yaml")
    (shape,) = [
        each for each in made.placed.slides[0].shapes if isinstance(each, TextShape) and each.role == "subtitle"
    ]
    first, second = (len(plain(drawn)) for drawn in shape.lines[0].drawn)
    assert abs(first - second) < 20
