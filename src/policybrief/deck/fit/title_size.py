"""One size for the titles of a deck: what is alike looks alike, and a reader who turns the pages sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policybrief.deck.fit.content import numbered
from policybrief.deck.fit.grid import Grid
from policybrief.deck.fit.texts import Texts
from policybrief.text.document import Slide


def one_size(on: Grid, slides: Iterable[Slide], texts: Texts) -> tuple[float, ...]:
    """Of the sizes that a grid's titles may have, those from the largest on at which each title of the slides fits; or
    the smallest alone, where none does.
    """
    titles = [(slide.title, numbered(on.title) if slide.number else on.title) for slide in slides]

    def fits(size: float) -> bool:
        return all(
            texts.title_fault(title, replace(place.look, size=size), place, 2) is None for title, place in titles
        )

    first = next((at for at, size in enumerate(on.sizes) if fits(size)), len(on.sizes) - 1)
    return on.sizes[first:]
