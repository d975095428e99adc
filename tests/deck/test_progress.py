"""Where a slide stands in its deck: the bar of the present section is clear of the marking above it."""

from __future__ import annotations

import pytest

from policybrief.deck.fit.progress import Progress
from policybrief.deck.shapes import Decoration
from policybrief.deck.typeset import Type
from policybrief.ooxml.box import Box
from policybrief.theme.load import load

ROOM = Box(54.0, 30.2, 852.0, 14.4)
SEVEN = ("Bottom line", "Key judgments", "Options", "Recommendations", "Backup", "Questions", "Sources")


@pytest.mark.parametrize(("sections", "under"), [(SEVEN[:2], False), (SEVEN, True)])
def test_the_bar_goes_under_names_that_reach_below_the_marking(sections: tuple[str, ...], under: bool) -> None:
    type_ = Type(load("statecraft").deck)
    for present in sections:
        (bar,) = (shape for shape in Progress(sections).shapes(present, ROOM, type_) if isinstance(shape, Decoration))
        assert (bar.box.y >= ROOM.bottom) == under, "the same on every slide of a deck"
