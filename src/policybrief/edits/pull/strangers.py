"""Slides that were put in from another audience's deck: their words are that audience's, and none of this one's.

Most of them say what a slide of this deck says, and are taken for it, or for a copy: what differs would be written into
this audience's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property

from policybrief.deck.shown import ShownSlide
from policybrief.pipeline.built import Snapshot
from policybrief.text.likeness import overlap
from policybrief.text.records import dataclass

_ALIKE, _AHEAD = 0.6, 0.01
"""The least share of words in common with another deck's slide, and by how much that has to be more alike."""


@dataclass(frozen=True)
class Strangers:
    """The decks of all audiences as they were built last, of which the one of `audience` is no stranger's."""

    audience: str = ""
    snapshots: Sequence[Snapshot] = ()

    @classmethod
    def of(cls, audience: str, known: Iterable[Snapshot]) -> Strangers:
        """The newest build for each audience; `known` begin with the newest."""
        newest: dict[str, Snapshot] = {}
        for snapshot in known:
            newest.setdefault(snapshot.audience, snapshot)
        return cls(audience, tuple(newest.values()))

    def whose(self, slide: ShownSlide, built: ShownSlide | None) -> str:
        """The audience from whose deck a slide comes, and not from its own, where `built` is most like it; else "".

        Two people may have made the same edit, and one of them has been built: so the own newest deck counts too.
        """
        text = slide.text
        own = overlap(built.text, text) if built else 0.0
        if own == 1.0 or not text.strip():
            return ""
        scored = [(overlap(other, text), name) for name, other in self._texts]
        own = max([own, *(score for score, name in scored if name == self.audience)])
        best, name = max((each for each in scored if each[1] != self.audience), default=(0.0, ""))
        return name if best > max(own + _AHEAD, _ALIKE) else ""

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        return list(self._read())

    def _read(self) -> Iterator[tuple[str, str]]:
        for snapshot in self.snapshots:
            with suppress(OSError, ValueError, TypeError, LookupError):
                yield from ((snapshot.audience, slide.text) for slide in snapshot.slides)


NOBODY = Strangers()
"""No other decks."""
