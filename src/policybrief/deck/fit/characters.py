"""Characters that no face of a deck has: they would be boxes on its slides."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterator
from functools import lru_cache

from policybrief.compose.places import Places
from policybrief.errors import Problem
from policybrief.fonts import measure
from policybrief.text.document import Deck, runs
from policybrief.text.run import Run
from policybrief.theme.model import Theme

_UNSEEN = "delete it: it came with a text that was pasted, and nobody sees it"


def missing_characters(deck: Deck, theme: Theme, places: Places) -> Iterator[Problem]:
    """A problem for each character, at each of its places."""
    faces = (theme.deck.heading_face, theme.deck.body_face)
    parts = (*deck.slides, deck.footer, deck.date, deck.markings, deck.designation)
    said = (run for part in parts if _lacks(part, faces) for run in _said(part))
    for run in said:
        for char in measure.lacks(run.text, faces):
            message = f"no face of the deck has the character {char!r} (U+{ord(char):04X})"
            unseen = unicodedata.category(char) == "Cf"
            yield places.problem(run.path, run.at, message, _UNSEEN if unseen else "write it in words")


@lru_cache(maxsize=256)
def _lacks(part: Hashable, faces: tuple[str, ...]) -> bool:
    """Whether something in a slide, or another part of a deck, is in no face. Kept, for few parts change by an edit."""
    return bool(measure.lacks("".join(run.text for run in _said(part)), faces))


def _said(part: object) -> Iterator[Run]:
    return (run for run in runs(part) if not run.is_sign)
