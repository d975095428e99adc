"""Which build an edited deck comes from: by its properties, and where a program has dropped them, by its words.

Another brief's deck, or another audience's, would write one reader's words into another's file: it is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from policybrief.deck.shown import ShownSlide
from policybrief.errors import BriefError, Problem, UsageError
from policybrief.pipeline.built import BuiltSnapshot
from policybrief.system.files import access
from policybrief.text.likeness import overlap

_LEAST, _CLEAR = 0.5, 0.02
"""The least share of words in common, and by how much the best audience's must be ahead of the next one's."""


def of(
    edited: Sequence[ShownSlide], said: dict[str, str], known: Sequence[BuiltSnapshot], file: str, audience: str = ""
) -> BuiltSnapshot:
    """The snapshot of the deck that `edited` was; `said` are the properties of its file. Raises `BriefError`."""
    mine, whose = said.get("Brief", "").removeprefix("sha256:"), said.get("Audience", "")
    if audience and whose and whose != audience:
        raise _refused(
            file, f"says that it is for {whose!r}, not for {audience!r}", "leave out --audience, or name another build"
        )
    if not known:
        raise _refused(file, "no build of this project is known", "brief build keeps what it builds from")
    able = [snapshot for snapshot in known if snapshot.audience == (audience or whose or snapshot.audience)]
    if mine:
        able = [snapshot for snapshot in able if snapshot.about.get("property") == mine]
        if not able:
            hint = "another brief's, or built too long ago; --base names the build that it comes from, by file or hash"
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


def named(given: str, known: Sequence[BuiltSnapshot]) -> BuiltSnapshot:
    """The build that a user names: by its file as it was built, or by how that file's SHA-256 begins, which is what its
    snapshot is called. Raises `UsageError` where none is kept, or several are.
    """
    digest = given.casefold()
    with suppress(OSError, ValueError):
        digest = access.digest(Path(given), within=access.ANYWHERE)
    able = [snapshot for snapshot in known if snapshot.folder.name.startswith(digest[:_DIGITS])]
    if len(digest) < _FEWEST or len(able) != 1:
        which = "several builds begin with" if len(able) > 1 else "no build is kept of"
        builds = (f"{each.folder.name[:_FEWEST]} ({each.audience}, {each.built:%Y-%m-%d})" for each in known[:_MOST])
        kept = ", ".join(builds) or "none"
        raise UsageError(f"{which} {given!r}; there are {kept}{', …' if len(known) > _MOST else ''}")
    return able[0]


_FEWEST, _DIGITS = 8, 16
"""Digits of a hash that tell one build from another, and those that a snapshot is called by."""
_MOST = 5
"""So many builds are listed."""


def _share(snapshot: BuiltSnapshot, whole: str) -> float:
    with suppress(OSError, ValueError, TypeError, LookupError, BriefError):
        if snapshot.sources:
            return overlap(" ".join(slide.text for slide in snapshot.slides), whole)
    return 0.0


def _refused(file: str, message: str, hint: str) -> BriefError:
    return BriefError([Problem(message, file, hint=hint)])
