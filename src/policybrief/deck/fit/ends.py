"""Where a deck leads and how it ends: no word leads to a slide that it has not, and a base may have a last slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policybrief.errors import Problem
from policybrief.text.document import Deck, Slide
from policybrief.text.run import Text
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


def doubts(deck: Deck, theme: Theme) -> Iterator[Problem]:
    """A warning where the theme names a layout for a last slide, and the brief has no words for its title."""
    if "closing" in theme.layouts and not _sender(deck):
        message = "the deck has no last slide: the brief does not say whom it is from, and has no subtitle"
        hint = "add 'from' to the brief, for every audience that gets the deck; or delete this line"
        yield theme.problem(("deck", "layouts", "closing"), message, hint).graded("warning")


def _closed(deck: Deck, theme: Theme) -> Deck:
    """The deck with a last slide in the base's layout for one: whom it is from, below that the cover's title. Not the
    cover's title again as its own: who is read the titles of slides could not tell them apart.
    """
    first, sender = _first(deck), _sender(deck)
    if "closing" not in theme.layouts or first is None or not sender:
        return deck
    last = Slide("closing", sender, subtitle=first.title, section=deck.slides[-1].section)
    return replace(deck, slides=(*deck.slides, last))


def _first(deck: Deck) -> Slide | None:
    return next((slide for slide in deck.slides if slide.layout == "title"), None)


def _sender(deck: Deck) -> Text:
    """Whom the deck is from, or its subtitle; no words where its cover says neither, or it has none."""
    first = _first(deck)
    if first is None:
        return ()
    return next((said for _, said in first.fields if said and said[0].path[:1] == ("from",)), first.subtitle)
