"""Which build an edited deck comes from: by its properties, and where a program has dropped them, by its words.

Another brief's deck, or another audience's, would write one reader's words into another's file: it is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from policybrief.deck.shown import ShownSlide
from policybrief.errors import BriefError, Problem
from policybrief.pipeline.built import Snapshot
from policybrief.text.likeness import overlap

_LEAST, _CLEAR = 0.5, 0.02
"""The least share of words in common, and by how much the best audience's must be ahead of the next one's."""


def of(
    edited: Sequence[ShownSlide], said: dict[str, str], known: Sequence[Snapshot], file: str, audience: str = ""
) -> Snapshot:
    """The snapshot of the deck that `edited` was; `said` are the properties of its file. Raises `BriefError`."""
    mine, whose = said.get("Brief", "").removeprefix("sha256:"), said.get("Audience", "")
    if audience and whose and whose != audience:
        raise _refused(file, f"says that it is for {whose!r}, not for {audience!r}", "leave out --audience")
    if not known:
        raise _refused(file, "no build of this project is known", "brief build keeps what it builds from")
    able = [snapshot for snapshot in known if snapshot.audience == (audience or whose or snapshot.audience)]
    if mine:
        able = [snapshot for snapshot in able if snapshot.about.get("property") == mine]
        if not able:
            hint = "it is another brief's, or was built before brief kept what it builds from, or too long ago"
            raise _refused(file, "is none of the last builds of this project", hint)
    whole = " ".join(slide.text for slide in edited)
    scored = sorted(
        ((_share(snapshot, whole), number, snapshot) for number, snapshot in enumerate(able)),
        key=lambda candidate: (-candidate[0], candidate[1]),
    )
    share, _, best = scored[0] if scored else (0.0, 0, None)
    if best is None or share < _LEAST:
        raise _refused(file, f"has only {share:.0%} of its words from a build of this project", "is it this brief's?")
    if not mine:
        rival = next(
            (
                snapshot
                for score, _, snapshot in scored
                if snapshot.audience != best.audience and share - score < _CLEAR
            ),
            None,
        )
        if rival:
            hint = f"say whose it is: --audience {best.audience}, or {rival.audience}"
            raise _refused(file, f"could be {best.audience!r}'s or {rival.audience!r}'s by its words", hint)
    return best


def _share(snapshot: Snapshot, whole: str) -> float:
    with suppress(OSError, ValueError, TypeError, LookupError, BriefError):
        if snapshot.sources:
            return overlap(" ".join(slide.text for slide in snapshot.slides), whole)
    return 0.0


def _refused(file: str, message: str, hint: str) -> BriefError:
    return BriefError([Problem(message, file, hint=hint)])
