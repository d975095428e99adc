"""Where a deck leads and how it ends: no word leads to a slide that it has not, and a base may have a last slide."""

from __future__ import annotations

from dataclasses import replace

from policybrief.text.document import Deck, Slide
from policybrief.theme.model import Theme


def ended(deck: Deck, theme: Theme) -> Deck:
    """The deck with what a theme adds at its end, and without what leads nowhere."""
    return _closed(_without_dead_ends(deck), theme)


def _without_dead_ends(deck: Deck) -> Deck:
    """The deck without the words that would lead back to a slide that it has not."""
    known = {f"#{slide.id}" for slide in deck.slides if slide.id}
    slides = (
        replace(slide, back=()) if slide.back and slide.back[0].link not in known else slide for slide in deck.slides
    )
    return replace(deck, slides=tuple(slides))


def _closed(deck: Deck, theme: Theme) -> Deck:
    """The deck with a last slide in the base's layout for one: whom it is from, below that the cover's title. Not the
    cover's title again as its own: who is read the titles of slides could not tell them apart.
    """
    first = next((slide for slide in deck.slides if slide.layout == "title"), None)
    if "closing" not in theme.layouts or first is None:
        return deck
    sender = next((said for _, said in first.fields if said and said[0].path[:1] == ("from",)), first.subtitle)
    last = Slide("closing", sender, subtitle=first.title, section=deck.slides[-1].section)
    return replace(deck, slides=(*deck.slides, last)) if sender else deck
