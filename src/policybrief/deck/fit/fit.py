"""fit: a `Deck` becomes slides of shapes with boxes and sizes.

Each slide takes the largest point of the theme's type scale at which all of its text fits its room, and no word is cut.
Where even the floor is too large, the build fails and names the text to shorten: text never leaves its box, and type
never goes below the floor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from policybrief.compose.compose import Places
from policybrief.deck.colors import MUTED
from policybrief.deck.cover import COVERS
from policybrief.deck.fit import grid, marking, overfull
from policybrief.deck.fit.content import content
from policybrief.deck.fit.content_slide import OverfullError
from policybrief.deck.fit.continued import Blocks, atoms, continued, divisions
from policybrief.deck.fit.footers import counted, footers
from policybrief.deck.fit.grid import MARGIN, Slot
from policybrief.deck.fit.lines import broken
from policybrief.deck.fit.pictures import loaded, unread, within
from policybrief.deck.fit.placeholders import placeholders
from policybrief.deck.fit.ruled import dressed
from policybrief.deck.fit.source_links import linked, listed
from policybrief.deck.fit.texts import Texts, gathered
from policybrief.deck.fit.typeset import Type, paragraph_lines, wrapped
from policybrief.deck.shapes import Box, Line, Look, PlacedDeck, PlacedSlide, Shape, TextShape
from policybrief.errors import BriefError, Problem
from policybrief.fonts import measure
from policybrief.text.document import Deck, Paragraph, Slide, plain, runs
from policybrief.theme.model import Theme

if TYPE_CHECKING:
    from policybrief.deck.fit.baseslide import BaseSlides

COVER_KICKER = Box(MARGIN, 66.0, 735.0, 18.0)
COVER_TITLE = Box(MARGIN, 92.0, 800.0, 122.0)
COVER_SUBTITLE = Box(MARGIN, 222.0, 735.0, 64.0)
COVER_BYLINE = Box(MARGIN, 390.0, 735.0, 84.0)
COVER_BLOCK = Box(MARGIN + 568.0, 390.0, 284.0, 84.0)
COVER_BLOCK_ABOVE = Box(MARGIN + 568.0, 296.0, 284.0, 84.0)
"""The built-in cover, the same as in the layouts (deck/base)."""

_MANY = 4
"""Before more slides than this are tried, it is made sure that some number of them can do."""

_COVER_TITLE_SCALE = 1.65


def fit(deck: Deck, theme: Theme, places: Places) -> PlacedDeck:
    """Sizes and boxes for every slide. Raises `BriefError` with a problem for each text that can't be shown."""
    deck, problems = loaded(deck, places)
    problems += [*_missing_characters(deck, theme, places)]
    problems += [] if theme.base else marking.problems(deck.markings, theme, places)
    slides: list[PlacedSlide] = []
    readable = (slide for slide in deck.slides if not any(map(unread, within(slide.blocks))))
    fitter = _Fitter(theme, places, deck)
    for slide in readable:
        try:
            slides += fitter.slides(slide)
        except BriefError as error:
            problems.extend(error.problems)
    if not deck.slides:
        problems.append(places.problem("", "deck.xml.j2:1", "the deck has no slides"))
    if problems:
        raise BriefError(problems)
    placed, targets = linked(counted(slides))
    return PlacedDeck(broken(placed, theme), theme, deck.properties, deck.markings, targets)


def _missing_characters(deck: Deck, theme: Theme, places: Places) -> Iterator[Problem]:
    faces = (theme.deck.heading_face, theme.deck.body_face)
    found = list(runs((deck.slides, deck.footer, deck.date, deck.markings, deck.designation)))
    if not measure.lacks("".join(run.text for run in found), faces):
        return
    for run in found:
        for char in measure.lacks(run.text, faces):
            message = f"no face of the deck has the character {char!r} (U+{ord(char):04X})"
            yield places.problem(run.path, run.at, message, "write it in words")


class _Fitter:
    """Fits the slides of a deck, one at a time."""

    def __init__(self, theme: Theme, places: Places, deck: Deck) -> None:
        self.theme, self.deck = theme, deck
        self.label = marking.label(deck.markings, theme)
        numbers = listed(deck.slides)
        self.texts = Texts(theme, Type(theme.deck, 0.0), places, numbers=numbers)
        self.base: BaseSlides | None = None
        if theme.base:
            from policybrief.deck.fit.baseslide import BaseSlides

            self.base = BaseSlides.of(theme, places, deck, numbers)

    def slides(self, slide: Slide) -> list[PlacedSlide]:
        """The slide; or, where it is too full and can be divided, as many slides as it takes.

        Raises `BriefError` with what to cut where that does not help.
        """
        try:
            return self._whole_or_divided(slide)
        except (OverfullError, BriefError) as failure:
            texts = self.base.texts if self.base else self.texts
            raise BriefError(overfull.problems(slide, failure, self._alone(slide), self._failure, texts)) from None

    def _whole_or_divided(self, slide: Slide) -> list[PlacedSlide]:
        try:
            return [self._slide(slide)]
        except OverfullError:
            ways = (self._divided(slide, parts) for parts in self._ways(slide))
            if found := next((placed for placed in ways if placed), None):
                return found
            raise

    def _ways(self, slide: Slide) -> Iterator[list[Blocks]]:
        """The ways to divide a slide: among many only where some way will do."""
        found = divisions(slide.blocks)
        yield from (parts for parts in found if len(parts) <= _MANY)
        many = [parts for parts in found if len(parts) > _MANY]
        if many and not self._alone(slide):
            yield from many

    def _divided(self, slide: Slide, parts: list[Blocks]) -> list[PlacedSlide] | None:
        for titled in continued(slide, parts, self.deck.continued):
            try:
                return [self._slide(part) for part in titled]
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

    def _slide(self, slide: Slide) -> PlacedSlide:
        if self.base:
            found, shapes = self.base.shapes(slide)
            return self.base.on.slide(
                PlacedSlide(found.part, tuple(shapes), _notes(slide), slide.section, plain(slide.title))
            )
        own = slide.layout == "content"
        shapes = content(slide, grid.built_in(self.theme), self.texts, self.label) if own else self._cover(slide)
        shapes += [self.label] if self.label else []
        feet = footers(self.deck, self.theme, cover=not own)
        layout, placed = placeholders(slide.layout, [*dressed(shapes, self.theme.deck), *feet])
        return PlacedSlide(layout, placed, _notes(slide), slide.section, plain(slide.title))

    def _cover(self, slide: Slide) -> list[Shape]:
        """The title slide and section slides: few words, in the colours of the theme's cover."""
        title, cover = self.theme.deck.title, COVERS[self.theme.deck.cover]
        ceiling, floor = title.ceiling * _COVER_TITLE_SCALE, title.floor * 1.15
        slot = Slot(COVER_TITLE, Look(ceiling, cover.title, bold=True, heading=True), "b")
        makers: list[Callable[[], TextShape]] = [lambda: self.texts.title(slide.title, slot, ceiling, floor, 3)]
        if slide.kicker:
            look = Look(self.theme.deck.kicker + 1.5, cover.kicker, bold=True, caps=True, spacing=1.9)
            makers.append(lambda: self.texts.one_line(slide.kicker, COVER_KICKER, look, "kicker"))
        if slide.subtitle:
            line = Line(slide.subtitle, Look(22.0, cover.subtitle))
            makers.append(lambda: self.texts.room((line,), COVER_SUBTITLE, "subtitle", "t", least=18.0))
        if slide.blocks:
            paragraphs = [block for block in slide.blocks if isinstance(block, Paragraph)]
            assert len(paragraphs) == len(slide.blocks), "vocabulary.SLIDES lets nothing else in"
            lines = tuple(
                replace(line, look=Look(17.0, cover.quiet if line.look.color == MUTED else cover.byline), before=3.0)
                for block in paragraphs
                for line in paragraph_lines(block, 17.0)
            )
            makers.append(lambda: self.texts.room(lines, COVER_BYLINE, "byline", "b"))
        shapes: list[Shape] = [*gathered(makers)]
        if slide.layout == "title" and self.deck.designation:
            shapes.append(self._designation(shapes[-1] if slide.blocks else None))
        if slide.layout == "title" and self.theme.logo:
            from policybrief.deck.fit import logo

            shapes += logo.shapes(self.theme.logo)
        return shapes

    def _designation(self, byline: Shape | None) -> TextShape:
        """The designation block beside the byline; above it where the byline's lines reach so far."""
        beside = COVER_BLOCK.x - COVER_BYLINE.x - 12.0
        room = COVER_BLOCK
        if isinstance(byline, TextShape) and any(
            wrapped(line.text, line.look, beside, self.texts.smallest).lines > 1 for line in byline.lines
        ):
            room = COVER_BLOCK_ABOVE
        lines = marking.block(self.deck.designation, COVERS[self.theme.deck.cover].quiet)
        return self.texts.room(lines, room, "designation", "b")


def _notes(slide: Slide) -> tuple[Line, ...]:
    return tuple(line for block in slide.notes for line in paragraph_lines(block, 12.0))
