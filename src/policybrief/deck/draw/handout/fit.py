"""fit: a placed deck as pages, two slides to each, every slide with its notes beside it.

A deck without notes has larger slides, and nothing beside them.
"""

from __future__ import annotations

from policybrief.compose.places import Places
from policybrief.deck.draw import ground
from policybrief.deck.draw.faces import DeckFaces
from policybrief.deck.draw.handout.entries import entries
from policybrief.deck.draw.handout.frame import HandoutPage
from policybrief.deck.draw.handout.sheets import Sheets
from policybrief.deck.draw.inked import unseen
from policybrief.deck.placed import PlacedDeck
from policybrief.errors import BriefError
from policybrief.locale.locale import Locale
from policybrief.pdf.ink import Pages
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class FittedHandout:
    """The pages, and what there is to say of them."""

    pages: Pages
    summary: str


def fit(deck: PlacedDeck, locale: Locale, places: Places) -> FittedHandout:
    """The handout of a deck. Raises `BriefError` with a problem for each character that no face can draw."""
    paper = deck.theme.memo.paper(locale.page)
    frame = HandoutPage(paper, ground.size(deck), notes=any(slide.notes for slide in deck.slides))
    shown = list(entries(deck, frame))
    pages = [shown[start : start + 2] for start in range(0, len(shown), 2)]
    sheets = Sheets.of(deck, frame, locale, DeckFaces.of(deck.theme), len(pages))
    for pair in pages:
        sheets.add(pair)
    if sheets.missing:
        raise BriefError(unseen(sheets.missing, sheets.faces, places))
    return FittedHandout(sheets.pages, f"{len(pages)} page{'' if len(pages) == 1 else 's'}")
