"""fit: a `Deck` becomes slides of shapes with boxes and sizes.

Each slide takes the largest point of the theme's type scale at which all of its text fits its room, and no word is cut.
Where even the floor is too large, the build fails and names the text to shorten: text never leaves its box, and type
never goes below the floor.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from policybrief import fonts
from policybrief.compose import Places
from policybrief.deck import grid, marks
from policybrief.deck.blocks import stack
from policybrief.deck.cover import COVERS
from policybrief.deck.divide import arrangements, continued, entries
from policybrief.deck.dress import dressed
from policybrief.deck.grid import MARGIN, Grid, Slot
from policybrief.deck.jumps import linked
from policybrief.deck.pictures import loaded, unread, within
from policybrief.deck.placeholders import placeholders
from policybrief.deck.shapes import (
    Anchor,
    Box,
    Decoration,
    Held,
    Line,
    Look,
    PlacedDeck,
    PlacedSlide,
    Role,
    Shape,
    TableShape,
    TextShape,
)
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

if TYPE_CHECKING:
    from policybrief.base import Layout
    from policybrief.deck.onbase import OnBase

COVER_KICKER = Box(MARGIN, 66.0, 735.0, 18.0)
COVER_TITLE = Box(MARGIN, 92.0, 800.0, 122.0)
COVER_SUBTITLE = Box(MARGIN, 222.0, 735.0, 64.0)
COVER_BYLINE = Box(MARGIN, 390.0, 735.0, 84.0)
COVER_BLOCK = Box(MARGIN + 568.0, 390.0, 284.0, 84.0)
COVER_BLOCK_ABOVE = Box(MARGIN + 568.0, 296.0, 284.0, 84.0)
"""The built-in cover, the same as in the layouts (deck/base)."""


_STEPS = 12
_RUNT_STEPS = 4
_AIRY = (1.16, 1.12, 1.08, 1.04)
_AIRY_SHARE = 0.95  # of the room: what is left keeps blocks apart
_COVER_TITLE_SCALE = 1.65


def fit(deck: Deck, theme: Theme, places: Places) -> PlacedDeck:
    """Sizes and boxes for every slide. Raises `BriefError` with a problem for each text that can't be shown."""
    deck, problems = loaded(deck, places)
    problems += [*_missing_characters(deck, theme, places)]
    problems += [] if theme.base else marks.problems(deck.markings, theme, places)
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
        self.on_base: OnBase | None = None
        if theme.base:
            from policybrief.deck.onbase import OnBase

            self.on_base = OnBase.of(theme, deck)
            self.theme, self.smallest = self.on_base.theme, self.on_base.smallest

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
        if self.on_base:
            return self.on_base.slide(self._slide_on_base(self.on_base, slide))
        shapes = self._cover(slide) if slide.layout != "content" else self._content(slide, grid.built_in(self.theme))
        shapes += [self.label] if self.label else []
        layout, placed = placeholders(slide.layout, dressed(shapes, self.theme.deck))
        return PlacedSlide(layout, placed, _notes(slide), slide.section, plain(slide.title))

    def _slide_on_base(self, on: OnBase, slide: Slide) -> PlacedSlide:
        """A slide in the base's layouts: in the one for as many texts as it has, if all fits there."""
        if slide.layout != "content":
            from policybrief.deck.basecover import BaseCover

            layout, shapes = on.layout(slide), BaseCover(on).shapes(slide, self._too_long_for)
            return PlacedSlide(layout.part, tuple(shapes), _notes(slide), slide.section, plain(slide.title))
        layout, shapes = self._in_layout(on, slide, 0)
        texts = sum(isinstance(shape, TextShape) and shape.role in ("column", "row") for shape in shapes)
        if texts and on.layout(slide, texts) != layout:
            with contextlib.suppress(BriefError):
                layout, shapes = self._in_layout(on, slide, texts)
        return PlacedSlide(layout.part, tuple(shapes), _notes(slide), slide.section, plain(slide.title))

    def _in_layout(self, on: OnBase, slide: Slide, texts: int) -> tuple[Layout, list[Shape]]:
        layout = on.layout(slide, texts)
        row = marks.in_a_row(self.deck.markings) or self.deck.footer
        foot = on.foot(layout, "ftr", row, marked=bool(self.deck.markings)) if row else None
        self.label = marks.label(self.deck.markings, self.theme, scale=on.scale)
        found = grid.of_base(
            on.base,
            layout,
            self.theme,
            kicker=bool(slide.kicker),
            label=self.label.box.height if self.label else 0.0,
            source=bool(slide.source),
            strip=bool(row) and foot is None,
        )
        self.label = marks.label(self.deck.markings, self.theme, *found.label, on.scale)
        shapes = dressed(self._content(slide, found), self.theme.deck)
        if found.panel:
            shapes.insert(1, Decoration(found.panel, fill="paper"))
        if found.strip:
            foot = on.strip(row, found.strip, label=self.label is not None)
            if foot is None:
                raise self._too_long_for(row, "footer", on.least)
        held = iter(layout.bodies if texts else ())
        for number, shape in enumerate(shapes):
            if isinstance(shape, TextShape) and shape.role in ("column", "row") and (body := next(held, None)):
                shapes[number] = replace(shape, held=Held(body.type, body.idx, framed=True))
        shapes += [self.label] if self.label else []
        return layout, [*shapes, *([foot] if foot else []), *on.numbered(layout)]

    # -- kinds of slides

    def _content(self, slide: Slide, on: Grid) -> list[Shape]:
        title = self._title(slide.title, on.title, on.ceiling, on.floor, 2)
        shapes: list[Shape] = [title]
        if slide.kicker:
            look = Look(self.theme.deck.kicker, "accent", bold=True, caps=True, spacing=1.3)
            taken = on.kicker.right - self.label.box.x + 12.0 if self.label else 0.0
            shapes.append(self._one_line(slide.kicker, on.kicker.inset(0, 0, taken, 0), look, "kicker"))
        one_line = (
            on.raised and wrapped(slide.title, title.lines[0].look, on.title.room.width, self.smallest).lines == 1
        )
        shapes += self._blocks(slide, on.content.inset(0, -on.raised, 0, 0) if one_line else on.content)
        if slide.source:
            shapes.append(self._source(slide.source, on.source))
        return shapes

    def _cover(self, slide: Slide) -> list[Shape]:
        """The title slide and section slides: few words, in the colours of the theme's cover."""
        title, cover = self.theme.deck.title, COVERS[self.theme.deck.cover]
        ceiling, floor = title.ceiling * _COVER_TITLE_SCALE, title.floor * 1.15
        slot = Slot(COVER_TITLE, Look(ceiling, cover.title, bold=True, heading=True), "b")
        shapes: list[Shape] = [self._title(slide.title, slot, ceiling, floor, 3)]
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
                if (laid := self._laid(blocks, room.width, step, airy)).height <= room.height * _AIRY_SHARE
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
        laid = cache(partial(self._laid, blocks, room.width))
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

    def _laid(self, blocks: tuple[Block, ...], width: float, step: int, airy: float = 1.0) -> Laid:
        return stack(blocks, width, Type(self.theme.deck, step / _STEPS, airy))

    # -- texts with a box of their own

    def _title(self, text: Text, slot: Slot, ceiling: float, floor: float, most: int) -> TextShape:
        """A title in as few lines as the floor allows (`most` at the most), at the largest size that keeps to them."""
        sizes = [floor + step / 2 for step in range(int((ceiling - floor) * 2) + 1)]
        looks, box = [replace(slot.look, size=size) for size in sizes], slot.room
        lowest = wrapped(text, looks[0], box.width, self.smallest)
        fewest = lowest.lines
        room = min(most, int(box.height / leading(looks[0], self.smallest)))
        if lowest.cut:
            message = f"has a word that is wider than a slide's title at {self._shown(floor)} pt"
            raise BriefError([self._problem(text, message, "use a shorter word, or a hyphen")])
        if fewest > room:
            count = len(plain(text).split())
            message = f"as a slide's title takes {fewest} lines at {self._shown(floor)} pt, and {room} is the most"
            hint = f"shorten it from {count} to about {max(1, count * room // (fewest + 1))} words"
            raise BriefError([self._problem(text, message, hint)])

        def fits(look: Look) -> bool:
            broken = wrapped(text, look, box.width, self.smallest)
            high = fewest * leading(look, self.smallest) > box.height
            return broken.lines == fewest and not broken.cut and not high

        largest = next(look for look in reversed(looks) if fits(look))
        line, name = Line(text, largest, align=slot.align), path_of(text) or "title"
        return TextShape(slot.box, (line,), name, slot.anchor, slot.insets, slot.fill, "title", held=slot.held)

    def _one_line(self, text: Text, box: Box, look: Look, role: Role) -> TextShape:
        if wrapped(text, look, box.width, self.smallest).lines > 1:
            raise BriefError([self._problem(text, f"is too long for a slide's {role}: it has one line", "shorten it")])
        return TextShape(box, (Line(text, look),), role, role=role)

    def _source(self, text: Text, box: Box) -> TextShape:
        look = Look(self.theme.deck.source, "muted")
        named = tuple(replace(run, link="#") if run.path else run for run in text)  # they will be links: see wrapped
        hint = "give the sources short names by 'citation-label'"
        return replace(self._room((Line(named, look),), box, "source", "t", hint), lines=(Line(text, look),))

    def _room(
        self, lines: tuple[Line, ...], box: Box, role: Role, anchor: Anchor, hint: str = "shorten it"
    ) -> TextShape:
        """Lines of a fixed size in a box of a fixed height."""
        height, _ = extent(lines, box.width, self.smallest)
        if height > box.height:
            longest = max((line.text for line in lines), key=lambda text: len(plain(text)))
            size = lines[0].look.size
            raise BriefError(
                [self._problem(longest, f"is too long for a slide's {role} at {self._shown(size)} pt", hint)]
            )
        return TextShape(box, lines, role, anchor, role=role)

    # -- problems

    def _too_long_for(self, text: Text, what: str, size: float) -> BriefError:
        message = f"is too long for a slide's {what} at {self._shown(size)} pt, on this base"
        return BriefError([self._problem(text, message, "shorten it, or choose another layout in the theme")])

    def _shown(self, size: float) -> str:
        """A size as a message says it: in points of the slide."""
        return f"{size:g}" if not self.on_base else f"{size / self.on_base.scale:.3g}"

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
            f"the slide {plain(slide.title)!r} is {lines} {'line' if lines == 1 else 'lines'} over "
            f"at {self._shown(size)} pt; its longest text has {words} words"
        )
        # A slide that gathers entries shows the short form of each; the others show the text in full.
        helps = bool(entries(slide)) and path_of(tuple(longest)).endswith(".text")
        hint = "shorten it, or give it a 'short'" if helps else "shorten it"
        if self.on_base and room.area < 0.4 * self.on_base.base.width * self.on_base.base.height:
            hint += ", or give the theme a larger 'deck.content' or a lower 'deck.body' floor"
        return self._problem(tuple(longest), message, hint)


def _notes(slide: Slide) -> tuple[Line, ...]:
    return tuple(line for block in slide.notes for line in paragraph_lines(block, 12.0))
