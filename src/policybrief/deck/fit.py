"""fit: a `Deck` becomes slides of shapes with boxes and sizes.

Each slide takes the largest point of the theme's type scale at which all of its text fits its room, and no word is cut.
Where even the floor is too large, the build fails and names the text to shorten: text never leaves its box, and type
never goes below the floor.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial

from policybrief import fonts
from policybrief.compose import Places
from policybrief.deck import marks
from policybrief.deck.blocks import stack
from policybrief.deck.cover import COVERS
from policybrief.deck.divide import arrangements, continued, entries
from policybrief.deck.dress import dressed
from policybrief.deck.jumps import linked
from policybrief.deck.pictures import loaded, unread, within
from policybrief.deck.placeholders import placeholders
from policybrief.deck.shapes import Anchor, Box, Line, Look, PlacedDeck, PlacedSlide, Role, Shape, TableShape, TextShape
from policybrief.deck.typeset import Laid, Type, extent, leading, paragraph_lines, wrapped
from policybrief.document import (
    Block,
    Deck,
    Paragraph,
    Run,
    Slide,
    Text,
    path_of,
    plain,
    runs,
)
from policybrief.errors import BriefError, Problem
from policybrief.theme import Theme

MARGIN = 54.0
WIDTH = 852.0
KICKER = Box(MARGIN, 18.0, WIDTH, 16.0)
TITLE = Box(MARGIN, 34.0, WIDTH, 72.0)
CONTENT = Box(MARGIN, 122.0, WIDTH, 358.0)
RAISED = 14.0  # by so much the content stands higher below a title of one line
SOURCE = Box(MARGIN, 500.0, 560.0, 27.0)
COVER_KICKER = Box(MARGIN, 66.0, 735.0, 18.0)
COVER_TITLE = Box(MARGIN, 92.0, 800.0, 122.0)
COVER_SUBTITLE = Box(MARGIN, 222.0, 735.0, 64.0)
COVER_BYLINE = Box(MARGIN, 390.0, 735.0, 84.0)
COVER_BLOCK = Box(MARGIN + 568.0, 390.0, 284.0, 84.0)
COVER_BLOCK_ABOVE = Box(MARGIN + 568.0, 296.0, 284.0, 84.0)
"""The grid: the same on every slide, and the same as in the layouts (deck/base)."""


_STEPS = 12
_RUNT_STEPS = 4
_AIRY = (1.16, 1.12, 1.08, 1.04)
_AIRY_SHARE = 0.95  # of the room: what is left keeps blocks apart
_COVER_TITLE_SCALE = 1.65


def fit(deck: Deck, theme: Theme, places: Places) -> PlacedDeck:
    """Sizes and boxes for every slide. Raises `BriefError` with a problem for each text that can't be shown."""
    deck, problems = loaded(deck, places)
    problems += [*_missing_characters(deck, theme, places), *marks.problems(deck.markings, theme, places)]
    slides: list[PlacedSlide] = []
    readable = (slide for slide in deck.slides if not any(map(unread, within(slide.blocks))))
    for slide in readable:
        try:
            slides += _Fitter(theme, places, deck).slides(slide)
        except BriefError as error:
            problems.extend(error.problems)
    if not deck.slides:
        problems.append(places.problem("", "deck.xml.j2:1", "the deck has no slides"))
    if problems:
        raise BriefError(problems)
    footer = marks.in_a_row(deck.markings) or deck.footer
    placed, targets = linked(slides)
    return PlacedDeck(placed, theme, deck.properties, footer, deck.date, deck.markings, targets)


def _missing_characters(deck: Deck, theme: Theme, places: Places) -> Iterator[Problem]:
    faces = (theme.deck.heading_face, theme.deck.body_face)
    found = list(runs((deck.slides, deck.footer, deck.date, deck.markings, deck.designation)))
    if not fonts.lacks("".join(run.text for run in found), faces):
        return
    for run in found:
        for char in fonts.lacks(run.text, faces):
            message = f"no face of the deck has the character {char!r} (U+{ord(char):04X})"
            yield places.problem(run.path, run.at, message, "write it in words")


class _Fitter:
    """Fits one slide of a deck."""

    def __init__(self, theme: Theme, places: Places, deck: Deck) -> None:
        self.theme, self.places, self.deck = theme, places, deck
        self.label = marks.label(deck.markings, theme)
        self.smallest = Type(theme.deck, 0.0)

    def slides(self, slide: Slide) -> list[PlacedSlide]:
        """The slide; or, where it is too full and its first block is a list of entries, as many slides as it takes.

        Raises the error of the whole slide where even one entry a slide is too much.
        """
        try:
            return [self._slide(slide)]
        except BriefError:
            for parts in range(2, len(entries(slide)) + 1):
                try:
                    return [self._slide(part) for part in continued(slide, parts, self.deck.continued)]
                except BriefError:
                    continue
            raise

    def _slide(self, slide: Slide) -> PlacedSlide:
        shapes = self._cover(slide) if slide.layout != "content" else self._content(slide)
        shapes += [self.label] if self.label else []
        notes = tuple(line for block in slide.notes for line in paragraph_lines(block, 12.0))
        layout, placed = placeholders(slide.layout, dressed(shapes, self.theme.deck))
        return PlacedSlide(layout, placed, notes, slide.section, plain(slide.title))

    # -- kinds of slides

    def _content(self, slide: Slide) -> list[Shape]:
        title = self._title(slide.title, TITLE, self.theme.deck.title.ceiling, self.theme.deck.title.floor, 2)
        shapes: list[Shape] = [title]
        if slide.kicker:
            look = Look(self.theme.deck.kicker, "accent", bold=True, caps=True, spacing=1.3)
            taken = WIDTH + MARGIN - self.label.box.x + 12.0 if self.label else 0.0
            shapes.append(self._one_line(slide.kicker, KICKER.inset(0, 0, taken, 0), look, "kicker"))
        one_line = wrapped(slide.title, title.lines[0].look, TITLE.width, self.smallest).lines == 1
        shapes += self._blocks(slide, CONTENT.inset(0, -RAISED, 0, 0) if one_line else CONTENT)
        if slide.source:
            shapes.append(self._source(slide.source))
        return shapes

    def _cover(self, slide: Slide) -> list[Shape]:
        """The title slide and section slides: few words, in the colours of the theme's cover."""
        title, cover = self.theme.deck.title, COVERS[self.theme.deck.cover]
        ceiling, floor = title.ceiling * _COVER_TITLE_SCALE, title.floor * 1.15
        shapes: list[Shape] = [self._title(slide.title, COVER_TITLE, ceiling, floor, 3, color=cover.title, anchor="b")]
        if slide.kicker:
            look = Look(self.theme.deck.kicker + 1.5, cover.kicker, bold=True, caps=True, spacing=1.9)
            shapes.append(self._one_line(slide.kicker, COVER_KICKER, look, "kicker"))
        if slide.subtitle:
            line = Line(slide.subtitle, Look(22.0, cover.subtitle))
            shapes.append(self._room((line,), COVER_SUBTITLE, "subtitle", "t"))
        if slide.blocks:
            paragraphs = [block for block in slide.blocks if isinstance(block, Paragraph)]
            assert len(paragraphs) == len(slide.blocks), "vocabulary.SLIDES lets nothing else in"
            lines = tuple(
                replace(line, look=Look(17.0, cover.quiet if line.look.color == "muted" else cover.byline), before=3.0)
                for block in paragraphs
                for line in paragraph_lines(block, 17.0)
            )
            shapes.append(self._room(lines, COVER_BYLINE, "byline", "b"))
        if slide.layout == "title" and self.deck.designation:
            shapes.append(self._designation(shapes[-1] if slide.blocks else None))
        if slide.layout == "title" and self.theme.logo:
            from policybrief.deck import logo

            shapes += logo.shapes(self.theme.logo)
        return shapes

    def _designation(self, byline: Shape | None) -> TextShape:
        """The designation block beside the byline; above it where the byline's lines reach so far."""
        beside = COVER_BLOCK.x - COVER_BYLINE.x - 12.0
        room = COVER_BLOCK
        if isinstance(byline, TextShape) and any(
            wrapped(line.text, line.look, beside, self.smallest).lines > 1 for line in byline.lines
        ):
            room = COVER_BLOCK_ABOVE
        lines = marks.block(self.deck.designation, COVERS[self.theme.deck.cover].quiet)
        return self._room(lines, room, "designation", "b")

    def _blocks(self, slide: Slide, room: Box) -> list[Shape]:
        """The blocks in a room, in the arrangement and at the size that let the type be largest."""
        if not slide.blocks:
            return []
        found = [(*self._largest(blocks, room), blocks) for blocks in arrangements(slide.blocks)]
        step, best, chosen = max(found, key=lambda entry: entry[0])
        if step < 0:
            raise BriefError(
                [self._too_long(slide, room, min((laid for _, laid, _ in found), key=lambda laid: laid.height))]
            )
        return self._aired(chosen, step, best, room)

    def _aired(self, blocks: tuple[Block, ...], step: int, tight: Laid, room: Box) -> list[Shape]:
        """The blocks placed, their lines as far apart as the room allows: large type in an empty room looks cramped."""
        airy, laid = next(
            (
                (airy, laid)
                for airy in _AIRY
                if (laid := self._laid(blocks, step, airy)).height <= room.height * _AIRY_SHARE
            ),
            (1.0, tight),
        )
        height = min(room.height, max(laid.height, laid.ceiling)) if laid.grows else laid.height
        return [
            replace(shape, airy=airy) if isinstance(shape, TextShape | TableShape) else shape
            for shape in laid.place(replace(room, height=height))
        ]

    def _largest(self, blocks: tuple[Block, ...], room: Box) -> tuple[int, Laid]:
        """The step of the type scale for blocks; -1 where even the lowest does not fit.

        That is the highest step that fits: the top, which many slides take, or else found by bisection, as height grows
        with it; or a few steps less, where each step less is rid of a runt.
        """
        laid = cache(partial(self._laid, blocks))
        low, high = _STEPS, _STEPS + 1
        if laid(_STEPS).height > room.height or laid(_STEPS).faults.cuts:
            low = 0
            if laid(0).height > room.height:
                return -1, laid(0)
        while high - low > 1:
            middle = (low + high) // 2
            if laid(middle).height <= room.height and (not laid(middle).faults.cuts or laid(low).faults.cuts):
                low = middle
            else:
                high = middle
        less = min(_RUNT_STEPS, laid(low).faults.runts)
        near = [(step, laid(step)) for step in (low, *range(max(0, low - less), low))]
        return max(near, key=lambda entry: (entry[0] - entry[1].faults.runts, entry[0]))

    def _laid(self, blocks: tuple[Block, ...], step: int, airy: float = 1.0) -> Laid:
        return stack(blocks, CONTENT.width, Type(self.theme.deck, step / _STEPS, airy))

    # -- texts with a box of their own

    def _title(
        self,
        text: Text,
        box: Box,
        ceiling: float,
        floor: float,
        most: int,
        *,
        color: str = "primary",
        anchor: Anchor = "t",
    ) -> TextShape:
        """A title in as few lines as the floor allows (`most` at the most), at the largest size that keeps to them."""
        sizes = [floor + step / 2 for step in range(int((ceiling - floor) * 2) + 1)]
        looks = [Look(size, color, bold=True, heading=True) for size in sizes]
        lowest = wrapped(text, looks[0], box.width, self.smallest)
        fewest = lowest.lines
        room = min(most, int(box.height / leading(looks[0], self.smallest)))
        if lowest.cut:
            message = f"has a word that is wider than a slide's title at {floor:g} pt"
            raise BriefError([self._problem(text, message, "use a shorter word, or a hyphen")])
        if fewest > room:
            count = len(plain(text).split())
            message = f"as a slide's title takes {fewest} lines at {floor:g} pt, and {room} is the most"
            hint = f"shorten it from {count} to about {max(1, count * room // (fewest + 1))} words"
            raise BriefError([self._problem(text, message, hint)])

        def fits(look: Look) -> bool:
            broken = wrapped(text, look, box.width, self.smallest)
            high = fewest * leading(look, self.smallest) > box.height
            return broken.lines == fewest and not broken.cut and not high

        largest = next(look for look in reversed(looks) if fits(look))
        return TextShape(box, (Line(text, largest),), path_of(text) or "title", anchor, role="title")

    def _one_line(self, text: Text, box: Box, look: Look, role: Role) -> TextShape:
        if wrapped(text, look, box.width, self.smallest).lines > 1:
            raise BriefError([self._problem(text, f"is too long for a slide's {role}: it has one line", "shorten it")])
        return TextShape(box, (Line(text, look),), role, role=role)

    def _source(self, text: Text) -> TextShape:
        look = Look(self.theme.deck.source, "muted")
        named = tuple(replace(run, link="#") if run.path else run for run in text)  # they will be links: see wrapped
        hint = "give the sources short names by 'citation-label'"
        return replace(self._room((Line(named, look),), SOURCE, "source", "t", hint), lines=(Line(text, look),))

    def _room(
        self, lines: tuple[Line, ...], box: Box, role: Role, anchor: Anchor, hint: str = "shorten it"
    ) -> TextShape:
        """Lines of a fixed size in a box of a fixed height."""
        height, _ = extent(lines, box.width, self.smallest)
        if height > box.height:
            longest = max((line.text for line in lines), key=lambda text: len(plain(text)))
            size = lines[0].look.size
            raise BriefError([self._problem(longest, f"is too long for a slide's {role} at {size:g} pt", hint)])
        return TextShape(box, lines, role, anchor, role=role)

    # -- problems

    def _problem(self, text: Text, message: str, hint: str) -> Problem:
        return self.places.problem(path_of(text), text[0].at if text else "", message, hint)

    def _too_long(self, slide: Slide, room: Box, laid: Laid) -> Problem:
        """How much too much is on a slide, at the text where a cut gains most."""
        over = laid.height - room.height
        size = self.smallest.body
        lines = math.ceil(over / (size * fonts.line_height(self.theme.deck.body_face)))
        by_path: dict[str, list[Run]] = {}
        for run in runs(slide.blocks):
            if not run.cite:
                by_path.setdefault(run.path, []).append(run)
        if len(by_path) > 1:
            by_path.pop("", None)  # the template's own words are not the author's to cut
        longest = max(by_path.values(), key=lambda found: sum(len(run.text) for run in found), default=[])
        words = sum(len(run.text.split()) for run in longest)
        message = (
            f"the slide {plain(slide.title)!r} is {lines} {'line' if lines == 1 else 'lines'} over at {size:g} pt; "
            f"its longest text has {words} words"
        )
        # A slide that gathers entries shows the short form of each; the others show the text in full.
        helps = bool(entries(slide)) and path_of(tuple(longest)).endswith(".text")
        return self._problem(tuple(longest), message, "shorten it, or give it a 'short'" if helps else "shorten it")
