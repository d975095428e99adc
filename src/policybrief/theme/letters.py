"""A theme for a language's letters: the deck's faces are those whose widths of them are known.

The free faces that have Cambria's and Georgia's widths have no Cyrillic letters. Slides in Ukrainian would be measured
by a guess, and a program without these faces would show letters of quite another width. The widths of Times New Roman
are known, with Cyrillic, and its face is on most machines.
"""

from __future__ import annotations

from policybrief.fonts import measure
from policybrief.theme.model import Theme

_CYRILLIC = ("\u0400", "\u04ff")


def in_letters(theme: Theme, words: str) -> Theme:
    """The theme for a deck in the language of these words: `cyrillic_face` stands for a face without widths of its
    letters. On a base the faces are the base's own.
    """
    first, last = _CYRILLIC
    letters = "".join(sorted({char for char in words if first <= char <= last}))
    deck = theme.deck
    faces = {key: getattr(deck, key) for key in ("heading_face", "body_face")}
    unknown = [key for key, face in faces.items() if not measure.knows(face, letters)]
    if theme.base or not unknown:
        return theme
    return theme.model_copy(update={"deck": deck.model_copy(update=dict.fromkeys(unknown, deck.cyrillic_face))})
