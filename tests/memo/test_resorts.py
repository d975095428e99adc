"""What a memo does before it is refused: smaller sources, then narrower margins, within the theme's bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from policybrief.memo.fitted import FittedMemo
from policybrief.pdf.ink import InkWords
from policybrief.text import wordcount
from policybrief.text.value_path import ValuePath
from policybrief.theme.lengths import Margins
from policybrief.theme.load import load as load_theme
from support import decks
from support.commands import problems_of
from support.memos import Composed, composed
from support.projects import Tree
from support.sample import SAMPLE

MOST = 512
Lengthened = Callable[..., Composed]


@pytest.fixture(scope="module")
def lengthened(tmp_path_factory: pytest.TempPathFactory) -> Lengthened:
    """The real brief with a judgment that is so many words longer and has no short form, and so many more sources."""
    folder = tmp_path_factory.mktemp("long")

    @cache
    def longest(more_sources: int) -> Composed:
        brief: dict[str, Any] = decks.read(SAMPLE)
        del brief["judgments"][1]["short"]
        brief["judgments"][1]["text"] += " war" * MOST
        brief["sources"] += [brief["sources"][1] | {"id": f"more-{number}"} for number in range(more_sources)]
        return composed(decks.written(brief, folder, str(more_sources)))

    def make(words: int, more_sources: int = 0) -> Composed:
        whole, path = longest(more_sources), ValuePath("judgments", 1, "text")
        kept = wordcount.length(whole.memo, path) - MOST + words
        return replace(whole, memo=wordcount.shortened(whole.memo, path, kept))

    return make


def fixed(brief: Composed) -> Composed:
    """In a theme whose margins stay as they are."""
    return brief.with_theme(margin=Margins.model_validate(46.8))


def outcome(brief: Composed) -> str:
    """What the build says of the memo, or "" where it is refused."""
    return "" if problems_of(brief.fit) else brief.fit().summary


def sources(fitted: FittedMemo) -> float:
    """The size of the type of the sources."""
    return min(mark.size for mark in fitted.marks if isinstance(mark, InkWords) and "Haenle" in mark.text)


def lefts(fitted: FittedMemo) -> float:
    return min(mark.x for mark in fitted.marks if isinstance(mark, InkWords))


def most(fits: Callable[[int], bool]) -> int:
    """The most words that fit."""
    low, high = 0, MOST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def test_sources_are_a_step_smaller_first_and_never_under_seven_points(lengthened: Lengthened) -> None:
    brink = most(lambda words: bool(outcome(fixed(lengthened(words, 16)))))
    at_ease, at_the_brink = lengthened(0, 4).fit(), fixed(lengthened(brink, 16)).fit()
    assert sources(at_ease) > sources(at_the_brink) >= 7.0
    assert "margins" not in at_the_brink.summary


def test_then_margins_narrow_as_far_as_the_theme_lets_them(lengthened: Lengthened) -> None:
    least = most(lambda words: bool(outcome(fixed(lengthened(words)))))
    brink = most(lambda words: bool(outcome(lengthened(words))))
    last = lengthened(brink).fit()
    assert brink > least + 20, "a line and more"
    assert "; margins of " in last.summary
    assert 40.0 <= lefts(last) < 46.8
    assert sources(last) >= 7.0


def test_a_memo_that_fits_keeps_its_margins(lengthened: Lengthened) -> None:
    fitted = lengthened(0).fit()
    assert lefts(fitted) == pytest.approx(46.8)
    assert "margins" not in fitted.summary


@pytest.mark.parametrize(
    ("written", "bounds"), [("60", (60, 60)), ("{floor: 48, ceiling: 60}", (48, 60)), ("{floor: 42}", (42, 46.8))]
)
def test_a_theme_says_how_narrow_margins_may_be(written: str, bounds: tuple[float, float], tree: Tree) -> None:
    root = tree({"house.yaml": f"extends: statecraft\nname: House\nmemo:\n  margin: {written}\n"})
    margin = load_theme("house", (root,)).memo.margin
    assert (margin.floor, margin.ceiling) == bounds


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("44", "memo.margin"),
        ("{floor: 20, ceiling: 60}", "memo.margin.floor"),
        ("{floor: 60, ceiling: 54}", "the floor is above the ceiling"),
        ("wide", "memo.margin"),
    ],
)
def test_margins_out_of_bounds_are_a_problem_at_their_line(written: str, said: str, tree: Tree) -> None:
    root = tree({"house.yaml": f"extends: statecraft\nname: House\nmemo:\n  margin: {written}\n"})
    found = problems_of(lambda: load_theme("house", (root,)))
    assert [problem.line for problem in found] == [4]
    assert said in str(found[0])
