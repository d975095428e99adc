"""tools/bases_seen.py: what its pictures tell of a slide on a template."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from support.projects import ROOT
from support.tools import tool


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(ROOT / "tools")
    return tool("bases_seen")


def _page(grey: float) -> Any:
    return np.full((150, 300, 3), grey)


def _word(tools: Any, rgb: tuple[int, int, int]) -> Any:
    return tools._Word("berth", (20.0, 40.0, 60.0, 52.0), 12.0, rgb)


def test_a_word_is_unread_on_the_ground_that_is_really_there(tools: Any) -> None:
    wordless = _page(255.0)
    wordless[:, 60:] = 30.0  # the right half of the word stands on a dark band
    whole = wordless.copy()
    whole[75:90, 32:88] = 0.0
    (finding,) = tools.unread(3, iter([_word(tools, (0, 0, 0))]), whole, wordless)
    assert (finding.slide, finding.word) == (3, "berth")
    assert finding.contrast < 2.0


def test_a_word_that_can_be_read_and_one_of_the_layout_are_none(tools: Any) -> None:
    wordless, whole = _page(255.0), _page(255.0)
    whole[75:90, 32:88] = 0.0
    assert not list(tools.unread(1, iter([_word(tools, (0, 0, 0))]), whole, wordless))
    drawn = whole.copy()  # the same on both pictures: the layout's
    assert not list(tools.unread(1, iter([_word(tools, (200, 200, 200))]), drawn, drawn))


def test_a_word_in_the_colour_of_its_ground_is_unread(tools: Any) -> None:
    page = _page(200.0)
    assert list(tools.unread(1, iter([_word(tools, (200, 200, 200))]), page, page))


def test_a_word_under_the_same_word_is_none(tools: Any) -> None:
    """The number of a table's column, and the one in the square that is drawn over it."""
    under, over = _word(tools, (255, 255, 255)), _word(tools, (0, 0, 0))
    assert tools.uppermost([under, over]) == [over]
    assert len(tools.uppermost([under, over, tools._Word("berth", (90.0, 40.0, 130.0, 52.0), 12.0, (0, 0, 0))])) == 2


def test_what_a_slide_lays_over_a_logo_is_told_and_what_lies_on_a_background_is_not(tools: Any) -> None:
    ground = _page(255.0)
    bare = ground.copy()
    bare[30:60, 30:60] = 200.0
    bare[30:60:4, 30:60] = 20.0  # the logo
    whole = bare.copy()
    whole[20:70, 20:50] = 255.0  # a strip over most of it
    (finding,) = tools.covered(2, whole, bare, ground)
    assert finding.slide == 2
    left, top, right, bottom = finding.box
    assert left >= 19
    assert top >= 19
    assert right < 40
    assert bottom < 45
    assert not list(tools.covered(2, whole, bare, bare)), "a background's edges may be covered"
    assert not list(tools.covered(2, bare, bare, ground))
