"""fit: a `Deck` becomes slides of shapes with boxes and sizes.

Each slide takes the first step of the theme's type scale at which all of its text fits its room, and no word is cut; a
kind of block takes the same step on all slides of a deck, so that what is alike looks alike. Where even the last step
is too large, the build fails and names the text to shorten: text never leaves its box. On our own
master no size is off the scale; a base's footers and covers have sizes of the base's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from policybrief.compose.places import Places
from policybrief.deck.fit import grid, marking
from policybrief.deck.fit.blocks import kind_of
from policybrief.deck.fit.characters import missing_characters
from policybrief.deck.fit.chart import laid_out
from policybrief.deck.fit.content import content
from policybrief.deck.fit.content_slide import OverfullError
from policybrief.deck.fit.continued import Blocks, atoms, continued, divisions
from policybrief.deck.fit.cover_slide import CoverSlide
from policybrief.deck.fit.ends import ended
from policybrief.deck.fit.footers import before_date, counted, footers
from policybrief.deck.fit.level import levelled
from policybrief.deck.fit.pictures import loaded, unread, within
from policybrief.deck.fit.placeholders import placeholders
from policybrief.deck.fit.progress import Progress
from policybrief.deck.fit.ruled import dressed
from policybrief.deck.fit.sentences import paragraph_lines
from policybrief.deck.fit.shared_slides import shared
from policybrief.deck.fit.source_links import linked, listed
from policybrief.deck.fit.texts import Texts
from policybrief.deck.fit.title_size import one_size
from policybrief.deck.lines import broken
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import Line, Shape
from policybrief.deck.typeset import ROOMY
from policybrief.errors import BriefError, Problem
from policybrief.text.document import Deck, Slide
from policybrief.text.kept import Kept
from policybrief.text.records import dataclass
from policybrief.text.run import plain
from policybrief.theme.model import Theme

if TYPE_CHECKING:
    from policybrief.deck.fit.baseslide import BaseSlides

_MANY = 4
"""Before more slides than this are tried, it is made sure that some number of them can do."""


@dataclass(frozen=True)
class _Fitted:
    """What one slide of the document became: slides, the kinds of their blocks, and the step of the scale they took."""

    slide: Slide
    placed: tuple[PlacedSlide, ...]
    kinds: frozenset[str]
    step: int


@dataclass(frozen=True)
class Refused:
    """A slide that can't be shown, and why; so many placed slides stand before it."""

    slide: Slide
    problems: tuple[Problem, ...]
    before: int


@dataclass(frozen=True)
class Attempt:
    """What of a deck can be shown: `placed` has it without the slides that are `refused`. `problems` are all of them,
    those of the deck as a whole first.
    """

    placed: PlacedDeck
    refused: tuple[Refused, ...]
    problems: tuple[Problem, ...]


KeptSlides = Kept[tuple[Slide, int], _Fitted]
"""What slides became when they were placed last, at which step of the scale at least."""


def fit(deck: Deck, theme: Theme, places: Places, kept: KeptSlides | None = None) -> PlacedDeck:
    """Sizes and boxes for every slide; those that are `kept` of the last time need not be placed again.

    Raises `BriefError` with a problem for each text that can't be shown.
    """
    attempt = attempted(deck, theme, places, kept)
    if attempt.problems:
        raise BriefError(attempt.problems)
    return attempt.placed


def attempted(deck: Deck, theme: Theme, places: Places, kept: KeptSlides | None = None) -> Attempt:
    """The same, and what can be shown where something can't. What is `kept` of the last time need not be placed again.

    Raises `BriefError` where slides do alone, and not at the size of the others.
    """
    deck, problems = loaded(shared(ended(deck, theme), theme), places)
    problems += missing_characters(deck, theme, places)
    problems += [] if theme.base else marking.problems(deck.markings, theme, places)
    fitter = _Fitter(theme, places, deck, kept)
    fitted: list[_Fitted] = []
    refused: list[tuple[int, Slide, tuple[Problem, ...]]] = []
    for slide in deck.slides:
        try:
            if any(map(unread, within(slide.blocks))):  # its picture is among the problems
                raise BriefError([])
            fitted.append(fitter.slides(slide))
        except BriefError as error:
            refused.append((len(fitted), slide, error.problems))
            problems += error.problems
    if not deck.slides:
        problems.append(places.problem((), "deck.xml.j2:1", "the deck has no slides"))
    fitted = fitter.with_ranges(fitter.level(_of_one_scale(fitted, fitter)))
    lengths = [len(entry.placed) for entry in fitted]
    slides = [slide for entry in fitted for slide in entry.placed]
    placed, targets = linked(counted(slides))
    shown = PlacedDeck(broken(laid_out(placed, theme), theme), theme, deck.properties, deck.markings, targets)
    why = tuple(Refused(slide, told, sum(lengths[:place])) for place, slide, told in refused)
    return Attempt(shown, why, tuple(problems))


def has_room(deck: Deck, theme: Theme, places: Places) -> bool:
    """Whether all slides have room. It ends with the first that has none, and does not ask what would help."""
    fitter = _Fitter(theme, places, loaded(shared(ended(deck, theme), theme), places)[0])
    try:
        _of_one_scale([fitter.tried(slide) for slide in fitter.deck.slides], fitter)
    except (OverfullError, BriefError):
        return False
    return True


def _of_one_scale(fitted: Sequence[_Fitted], fitter: _Fitter) -> Sequence[_Fitted]:
    """The slides with each kind of block at one step of the scale in the whole deck: that of the fullest slide."""
    steps: dict[str, int] = {}
    for entry in fitted:
        for kind in entry.kinds:
            steps[kind] = max(steps.get(kind, 0), entry.step)
    wanted = [max((steps[kind] for kind in entry.kinds), default=entry.step) for entry in fitted]
    if all(step == entry.step for step, entry in zip(wanted, fitted, strict=True)):
        return fitted
    again = [
        entry if step == entry.step else fitter.slides(entry.slide, step)
        for step, entry in zip(wanted, fitted, strict=True)
    ]
    return _of_one_scale(again, fitter)


class _Fitter:
    """Fits the slides of a deck, one at a time, those that were not `kept`."""

    def __init__(self, theme: Theme, places: Places, deck: Deck, kept: KeptSlides | None = None) -> None:
        self.theme, self.deck = theme, deck
        numbers = listed(deck.slides)
        self.texts = Texts(theme, places, numbers=numbers)
        self.progress = Progress.of(deck.slides)
        slots = grid.built_in(theme, before_date(deck.date, theme))
        self.grid = replace(slots, sizes=one_size(slots.title, slots.sizes, _content(deck), self.texts)[:1])
        self.feet = {cover: footers(deck, theme, cover=cover) for cover in (False, True)} if not theme.base else {}
        self.base: BaseSlides | None = None
        if theme.base:
            from policybrief.deck.fit.baseslide import BaseSlides

            self.base = BaseSlides.of(theme, places, deck, numbers)
        self.kept = KeptSlides() if kept is None else kept
        self.kept.begin((theme, _around(deck, theme), numbers, self.progress, self.grid))

    def slides(self, slide: Slide, least: int = ROOMY) -> _Fitted:
        """The slide; or, where it is too full and can be divided, as many slides as it takes. Its blocks take the first
        step of the scale from `least` on at which they fit.

        Raises `BriefError` with what to cut where that does not help.
        """
        return self.kept.of((slide, least), lambda: self._new(slide, least))

    def _new(self, slide: Slide, least: int) -> _Fitted:
        try:
            return self.tried(slide, least)
        except (OverfullError, BriefError) as failure:
            from policybrief.deck.fit import overfull  # most slides have room

            texts = self.base.texts if self.base else self.texts
            raise BriefError(overfull.problems(slide, failure, self._alone(slide), self._failure, texts)) from None

    def tried(self, slide: Slide, least: int = ROOMY) -> _Fitted:
        """The same. Raises what a slide raises that has no room."""
        placements = self._whole_or_divided(slide, least)
        kinds = frozenset(map(kind_of, within(slide.blocks)))
        return _Fitted(slide, tuple(placed for placed, _ in placements), kinds, max(step for _, step in placements))

    def _whole_or_divided(self, slide: Slide, least: int = ROOMY) -> list[tuple[PlacedSlide, int]]:
        try:
            return [self._slide(slide, least)]
        except OverfullError:
            ways = (self._divided(slide, parts, least) for parts in self._ways(slide))
            if placements := next((placed for placed in ways if placed), None):
                return placements
            raise

    def _ways(self, slide: Slide) -> Iterator[list[Blocks]]:
        """The ways to divide a slide: among many only where some way will do."""
        ways = divisions(slide.blocks)
        yield from (parts for parts in ways if len(parts) <= _MANY)
        many = [parts for parts in ways if len(parts) > _MANY]
        if many and not self._alone(slide):
            yield from many

    def _divided(self, slide: Slide, parts: list[Blocks], least: int) -> list[tuple[PlacedSlide, int]] | None:
        """The parts on slides of their own, all at the step that the fullest takes."""
        for titled in continued(slide, parts, self.deck.continued):
            try:
                placements = [self._slide(part, least) for part in titled]
                step = max(step for _, step in placements)
                return [
                    placement if placement[1] == step else self._slide(part, step)
                    for placement, part in zip(placements, titled, strict=True)
                ]
            except BriefError:  # a title that is full takes no number
                continue
            except OverfullError:
                return None
        return None

    def _alone(self, slide: Slide) -> list[Slide]:
        """The parts of a slide that are too much even on slides of their own."""
        parts = [replace(slide, blocks=(atom,), notes=()) for atom in atoms(slide.blocks)]
        return [part for part in parts if isinstance(self._failure(part), OverfullError)]

    def _failure(self, slide: Slide) -> OverfullError | BriefError | None:
        """What is wrong with a slide, if anything."""
        try:
            self._whole_or_divided(slide)
        except (OverfullError, BriefError) as failure:
            return failure
        return None

    def _slide(self, slide: Slide, least: int) -> tuple[PlacedSlide, int]:
        """The slide, and the step of the scale that its blocks took."""
        if self.base:
            layout, shapes, step = self.base.shapes(slide, least)
            return self.base.on.slide(_placed(slide, layout.part, shapes)), step
        if slide.layout != "content":
            return self._cover(slide, self.progress), least
        filled = content(slide, self.grid, self.texts, self.progress, least)
        return self._dressed(slide, filled.shapes), filled.step

    def level(self, fitted: Sequence[_Fitted]) -> Sequence[_Fitted]:
        """The same; on a base, whose layouts differ, each slide keeps the place of its rules."""
        if self.base:
            return fitted
        slides = levelled([(entry.slide, entry.step) for entry in fitted], self.grid.content, self.theme)
        return [
            entry if slide is entry.slide else self.slides(slide, step)
            for entry, (slide, step) in zip(fitted, slides, strict=True)
        ]

    def with_ranges(self, fitted: Sequence[_Fitted]) -> list[_Fitted]:
        """The same; slides between sections say where each section stands, which is known when all are fitted."""
        shown = [(slide, entry.slide.layout == "content") for entry in fitted for slide in entry.placed]
        progress = self.progress.counted([slide.section if is_content else "" for slide, is_content in shown])
        return [
            replace(entry, placed=(self._between(entry.slide, progress),)) if entry.slide.layout == "section" else entry
            for entry in fitted
        ]

    def _between(self, slide: Slide, progress: Progress) -> PlacedSlide:
        """A slide between sections."""
        if not self.base:
            return self._cover(slide, progress)
        layout, shapes, _ = replace(self.base, progress=progress).shapes(slide, ROOMY)
        return self.base.on.slide(_placed(slide, layout.part, shapes))

    def _cover(self, slide: Slide, progress: Progress) -> PlacedSlide:
        return self._dressed(slide, CoverSlide(self.deck, self.texts, progress).shapes(slide))

    def _dressed(self, slide: Slide, shapes: Sequence[Shape]) -> PlacedSlide:
        """A slide on our own master, as its theme draws shapes, with what stands at its head and foot."""
        feet = self.feet[slide.layout != "content"]
        return _placed(slide, *placeholders(slide.layout, [*dressed(shapes, self.theme), *feet]))


def _placed(slide: Slide, layout: str, shapes: Sequence[Shape]) -> PlacedSlide:
    notes, title, kicker = _notes(slide), plain(slide.title), plain(slide.kicker)
    return PlacedSlide(layout, tuple(shapes), notes, slide.section, title, slide.id, kicker)


def _around(deck: Deck, theme: Theme) -> tuple[object, ...]:
    """What of a deck each of its slides is made of, beside its own texts. On a base titles share a size that each
    layout has for itself; on our own master it is the grid's.
    """
    titles = tuple((slide.layout, slide.title, slide.number) for slide in deck.slides) if theme.base else ()
    return deck.footer, deck.date, deck.markings, deck.designation, deck.continued, titles


def _content(deck: Deck) -> list[Slide]:
    return [slide for slide in deck.slides if slide.layout == "content"]


def _notes(slide: Slide) -> tuple[Line, ...]:
    return tuple(line for block in slide.notes for line in paragraph_lines(block, 12.0))
