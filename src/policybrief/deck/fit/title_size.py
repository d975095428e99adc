"""One size for the titles of a deck: what is alike looks alike, and a reader who turns the pages sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from policybrief.deck.fit.content import numbered
from policybrief.deck.fit.grid import Slot
from policybrief.deck.fit.texts import Texts
from policybrief.text.document import Slide


def one_size(place: Slot, sizes: Sequence[float], slides: Iterable[Slide], texts: Texts) -> tuple[float, ...]:
    """Of the sizes that titles in a place may have, those from the largest on at which each title of the slides fits;
    or the smallest alone, where none does.
    """
    titles = [(slide.title, numbered(place) if slide.number else place) for slide in slides]

    def fits(size: float) -> bool:
        return all(
            texts.title_fault(title, replace(place.look, size=size), place, place.most_lines) is None
            for title, place in titles
        )

    first = next((at for at, size in enumerate(sizes) if fits(size)), len(sizes) - 1)
    return tuple(sizes[first:])
