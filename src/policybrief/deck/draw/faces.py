"""The faces that a PDF of slides is set in, all of them open, and embedded.

A deck names its faces, and nobody may embed Office's. In their place come the open ones of the same widths, where they
are installed; else the faces of the theme's memo, which are always there, condensed to the widths that were measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from itertools import groupby

from policybrief.deck.draw.paint import PaintedPiece
from policybrief.fonts import installed, standins
from policybrief.pdf import faces as embedded
from policybrief.pdf.faces import Face, Faces, Family
from policybrief.text.records import dataclass
from policybrief.theme.model import Theme


@dataclass(frozen=True)
class DeckFaces:
    """The faces of a theme's deck. `memo` has those of its memo, and that of last resort."""

    memo: Faces
    _known: dict[str, dict[tuple[bool, bool], Face]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, theme: Theme) -> DeckFaces:
        """Raises `BriefError` for a face of the memo that is gone."""
        return cls(embedded.load(theme.memo))

    def segments(self, piece: PaintedPiece) -> Iterator[tuple[str, Face | None]]:
        """The words of a piece in stretches of one face; None for a character that no face has."""
        family: Family = "heading" if piece.heading else "body"
        own = self._own(piece.face).get((piece.bold, piece.italic))
        if own is None:
            yield from self.memo.segments(piece.text, family, piece.bold, piece.italic)
            return
        for there, group in groupby(embedded.clusters(embedded.shown(piece.text)), own.has):
            words = "".join(group)
            if there:
                yield words, own
            else:
                yield from self.memo.segments(words, family, piece.bold, piece.italic)

    def explain(self, chars: Iterable[str]) -> list[tuple[str, str]]:
        """Why characters can't be drawn, and what to do about it."""
        return self.memo.explain(chars, "handout")

    def _own(self, name: str) -> dict[tuple[bool, bool], Face]:
        """The open face of the same widths, if there is one and it is installed."""
        if name not in self._known:
            like = standins.OPEN.get(name.casefold())
            files = installed.files(like) if like else {}
            self._known[name] = {
                ("bold" in style, "italic" in style): embedded.strange(file) for style, file in files.items()
            }
        return self._known[name]
