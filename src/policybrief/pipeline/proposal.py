"""`brief theme inspect --write`: a theme for a base with which the sample brief can be built at once.

The sample's slides are fitted before anything is written: texts take the largest sizes at which they all have room.
What has none at any size is told, with the layout and the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path

from policybrief.compose.places import Places
from policybrief.deck.marking import color
from policybrief.errors import BriefError, Problem
from policybrief.pipeline.options import ALL
from policybrief.pipeline.prepared import Prepared
from policybrief.system.files.resources import CONTENT
from policybrief.text.document import Deck
from policybrief.text.records import dataclass
from policybrief.text.run import plain
from policybrief.theme import load, on_base, propose, recognised
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import Base
from policybrief.theme.model import Theme

SAMPLE = CONTENT / "china-russia.yaml"
_SHARES = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5)
"""Of the usual sizes of texts, the largest first."""
_LAYOUTS = {"title": "cover", "section": "section", "content": "title-only", "closing": "closing"}
_MOST_TOLD = 6


@dataclass(frozen=True)
class Proposal:
    """A theme as YAML, and what whoever asked for it should know: what can't be on this base, and why."""

    text: str
    told: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class WrittenTheme:
    """The files that were written, and what there is to know."""

    files: tuple[Path, ...]
    told: tuple[Problem, ...]


def write(base: Base, file: Path, chosen: Mapping[str, str]) -> WrittenTheme:
    """Write a theme for `base` to `file`, the base copied beside it. Raises `BriefError`; overwrites nothing."""
    made: list[Proposal] = []

    def text() -> str:
        made.append(proposed(base, chosen, file.stem))
        return made[-1].text

    files = propose.put(file, text, [base.file])
    return WrittenTheme(tuple(files), made[-1].told)


def proposed(base: Base, chosen: Mapping[str, str], name: str, sample: Path = SAMPLE) -> Proposal:
    """The theme of the largest texts at which the sample's slides have room; of the smallest, where none will do."""
    lacks = tuple(_lacks(base))
    decks, places = _decks(sample)
    drafts = list(dict.fromkeys(propose.themes(base, chosen, name, _SHARES)))
    try:
        place = _largest([partial(_has_room, base, draft, decks, places) for draft in drafts])
    except BriefError as error:  # of the colours, which are those of the base
        return Proposal(drafts[0], (*lacks, *(problem.graded("warning") for problem in error.problems)))
    if place is None:
        told = islice(_without_room(base, drafts[-1], decks, places), _MOST_TOLD)
        return Proposal(drafts[-1], (*lacks, *told))
    return Proposal(drafts[place], lacks)


def _largest(have_room: Sequence[Callable[[], bool]]) -> int | None:
    """The place of the first that has room, of several of which each has more than the one before; None for none."""
    if have_room[0]():
        return 0
    if not have_room[-1]():
        return None
    wrong, right = 0, len(have_room) - 1
    while right - wrong > 1:
        middle = (wrong + right) // 2
        wrong, right = (wrong, middle) if have_room[middle]() else (middle, right)
    return right


def _loaded(base: Base, text: str) -> Theme:
    return load.of_text(text, base.file.parent / "theme.yaml")


def _has_room(base: Base, text: str, decks: Sequence[Deck], places: Places) -> bool:
    """Whether all of the sample has room in a theme: the first slide without ends it, and why is not asked."""
    from policybrief.deck.fit import fit

    theme = _loaded(base, text)
    return all(fit.has_room(deck, theme, places) for deck in decks)


@lru_cache(maxsize=1)  # the sample is the program's own
def _decks(sample: Path) -> tuple[tuple[Deck, ...], Places]:
    """The decks of the sample, before they are laid out: for the audience whose marking takes most room all slides,
    for the others those that it does not get.
    """
    prepared = Prepared.of(sample)
    runs = [prepared.run(ALL), *(prepared.run_for(name, ALL) for name in prepared.chosen())]
    decks = [deck for run in runs if isinstance(deck := run.compose("deck"), Deck)]
    seen: set[object] = set()
    rest: list[Deck] = []
    for deck in sorted(decks, key=lambda deck: not any(color(plain(text)) for text in deck.markings)):
        slides = {(slide.layout, slide.title, slide.blocks): slide for slide in deck.slides}
        rest.append(replace(deck, slides=tuple(slide for said, slide in slides.items() if said not in seen)))
        seen |= slides.keys()
    return tuple(deck for deck in rest if deck.slides), runs[0].places


def _without_room(base: Base, text: str, decks: Sequence[Deck], places: Places) -> Iterator[Problem]:
    """What of the sample has no room in a theme, by slide."""
    from policybrief.deck.fit import fit

    theme = _loaded(base, text)
    for refused in (refused for deck in decks for refused in fit.attempted(deck, theme, places).refused):
        slide, kind = refused.slide, _LAYOUTS[refused.slide.layout]
        why = refused.problems[0].message if refused.problems else "it has no room"
        message = f"on {_room(theme, kind)} a slide such as the sample's {plain(slide.title)!r} has no room: {why}"
        hint = f"take a layout with more room, as in --layout {kind}=\"…\"; or give the deck another 'content'"
        yield Problem(message, str(base.file), hint=hint).graded("warning")


def _room(theme: Theme, kind: str) -> str:
    """A layout with the room that it has."""
    layout = theme.layouts[kind]
    assert theme.base
    box = grounds.content(theme.base, layout, theme.deck.content) if kind == "title-only" else None
    return repr(layout.name) + (f", with {box.width:.0f} by {box.height:.0f} points for content," if box else "")


def _lacks(base: Base) -> Iterator[Problem]:
    """Layouts without a placeholder that their name or type promises."""
    kinds = (*on_base.REQUIRED, *(kind for kind in on_base.TEXTS if kind in recognised.TYPES))
    for kind in kinds:
        for lack in recognised.broken_promises(base, kind):
            yield Problem(f"the layout {lack}, so it can't be {kind!r}", str(base.file)).graded("note")
