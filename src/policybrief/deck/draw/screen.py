"""Placed slides as pages of a PDF of their own size, one each: what is turned into pictures."""

from __future__ import annotations

from policybrief.compose.places import Places
from policybrief.deck.draw import ground, walk
from policybrief.deck.draw.faces import DeckFaces
from policybrief.deck.draw.inked import Inker, unseen
from policybrief.deck.placed import PlacedDeck
from policybrief.errors import BriefError
from policybrief.pdf.ink import Node, Page, Pages


def pages(deck: PlacedDeck, places: Places) -> Pages:
    """The slides. Raises `BriefError` with a problem for each character that no face can draw."""
    faces, size, tree = DeckFaces.of(deck.theme), ground.size(deck), Node("Document")
    inker = Inker(faces, deck.properties.lang)
    made = []
    for slide in deck.slides:
        marks = tuple(inker.marks(walk.painted(deck, slide), tree.add("Sect"), "H1"))
        made.append(Page(*size, marks, {}, ()))
    if inker.missing:
        raise BriefError(unseen(inker.missing, faces, places))
    return Pages(tuple(made), tree, deck.properties, faces.memo.styles["body", False, False].name)
