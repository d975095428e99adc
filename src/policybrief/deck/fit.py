"""fit: a `Deck` becomes slides of shapes with boxes and sizes.

Each slide takes the largest point of the theme's type scale at which all of its text fits its room, and no word is cut.
Where even the floor is too large, the build fails and names the text to shorten: text never leaves its box, and type
never goes below the floor.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Literal, TypeVar

from policybrief import fonts
from policybrief.compose import Places
from policybrief.deck.blocks import Laid, Type, height_of, leading, paragraph_lines, stack, wrapped
from policybrief.deck.shapes import Box, Line, Look, PlacedDeck, PlacedSlide, Shape, TextShape
from policybrief.document import (
    Block,
    Bullets,
    Columns,
    Deck,
    Items,
    Run,
    Slide,
    SourceList,
    Table,
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
SOURCE = Box(MARGIN, 500.0, 560.0, 27.0)
COVER_KICKER = Box(MARGIN, 66.0, 735.0, 18.0)
COVER_TITLE = Box(MARGIN, 92.0, 800.0, 122.0)
COVER_SUBTITLE = Box(MARGIN, 222.0, 735.0, 64.0)
COVER_BYLINE = Box(MARGIN, 390.0, 735.0, 84.0)
"""The grid: the same on every slide, and the same as in the layouts (deck/base)."""

Entry = TypeVar("Entry")
Anchor = Literal["t", "ctr", "b"]

_STEPS = 12
_COVER_TITLE_SCALE = 1.65


def fit(deck: Deck, theme: Theme, places: Places) -> PlacedDeck:
    """Sizes and boxes for every slide. Raises `BriefError` with a problem for each text that can't be shown."""
    problems = list(_missing_characters(deck, places))
    slides: list[PlacedSlide] = []
    for slide in deck.slides:
        try:
            slides += _Fitter(theme, places).slides(slide)
        except BriefError as error:
            problems.extend(error.problems)
    if not deck.slides:
        problems.append(places.problem("", "deck.xml.j2:1", "the deck has no slides"))
    if problems:
        raise BriefError(problems)
    return PlacedDeck(tuple(slides), theme, deck.properties, deck.marking or deck.footer, deck.date)


def _missing_characters(deck: Deck, places: Places) -> Iterator[Problem]:
    for run in runs((deck.slides, deck.footer, deck.date, deck.marking)):
        for char in fonts.lacks(run.text):
            message = f"no face of the deck has the character {char!r} (U+{ord(char):04X})"
            yield places.problem(run.path, run.at, message, "write it in words")


class _Fitter:
    """Fits one slide."""

    def __init__(self, theme: Theme, places: Places) -> None:
        self.theme, self.places = theme, places
        self.smallest = Type(theme.deck, 0.0)

    def slides(self, slide: Slide) -> list[PlacedSlide]:
        """The slide; or, where it is too full and its first block is a list of entries, as many slides as it takes.

        Raises the error of the whole slide where even one entry a slide is too much.
        """
        try:
            return [self._slide(slide)]
        except BriefError:
            for parts in range(2, _entries(slide) + 1):
                try:
                    return [self._slide(part) for part in _continued(slide, parts)]
                except BriefError:
                    continue
            raise

    def _slide(self, slide: Slide) -> PlacedSlide:
        shapes = self._cover(slide) if slide.layout != "content" else self._content(slide)
        notes = tuple(line for block in slide.notes for line in paragraph_lines(block, 12.0))
        layout, placed = _placeholders(slide.layout, shapes)
        return PlacedSlide(layout, placed, notes, slide.section, plain(slide.title))

    # -- kinds of slides

    def _content(self, slide: Slide) -> list[Shape]:
        title = self._title(slide.title, TITLE, self.theme.deck.title.ceiling, self.theme.deck.title.floor, 2)
        shapes: list[Shape] = [title]
        if slide.kicker:
            look = Look(self.theme.deck.kicker, "accent", bold=True, caps=True, spacing=1.3)
            shapes.append(self._one_line(slide.kicker, KICKER, look, "kicker"))
        shapes += self._blocks(slide)
        if slide.source:
            shapes.append(self._source(slide.source))
        return shapes

    def _cover(self, slide: Slide) -> list[Shape]:
        """The title slide and section slides: dark, few words."""
        title = self.theme.deck.title
        ceiling, floor = title.ceiling * _COVER_TITLE_SCALE, title.floor * 1.15
        shapes: list[Shape] = [self._title(slide.title, COVER_TITLE, ceiling, floor, 3, "paper", "b")]
        if slide.kicker:
            look = Look(self.theme.deck.kicker + 1.5, "highlight", bold=True, caps=True, spacing=1.9)
            shapes.append(self._one_line(slide.kicker, COVER_KICKER, look, "kicker"))
        if slide.subtitle:
            line = Line(slide.subtitle, Look(22.0, "on_dark"))
            shapes.append(self._room((line,), COVER_SUBTITLE, "subtitle", "t"))
        if slide.blocks:
            lines = tuple(
                Line(line.text, Look(17.0, "on_dark" if line.look.color == "muted" else "paper"), before=3.0)
                for block in slide.blocks
                for line in paragraph_lines(block, 17.0)  # type: ignore[arg-type]  # markup.py: see _cover_problem
            )
            shapes.append(self._room(lines, COVER_BYLINE, "byline", "b"))
        return shapes

    def _blocks(self, slide: Slide) -> list[Shape]:
        """The blocks, in the arrangement and at the size that let the type be largest."""
        if not slide.blocks:
            return []
        found = [self._largest(blocks) for blocks in _arrangements(slide.blocks)]
        step, best = max(found, key=lambda entry: entry[0])
        if step < 0:
            raise BriefError([self._too_long(slide, min((laid for _, laid in found), key=lambda laid: laid.height))])
        height = min(CONTENT.height, max(best.height, best.ceiling)) if best.grows else best.height
        return best.place(replace(CONTENT, height=height))

    def _largest(self, blocks: tuple[Block, ...]) -> tuple[int, Laid]:
        """The highest step of the type scale that fits, by bisection, as height grows with it; -1 where none does."""
        best = self._laid(blocks, 0)
        if best.height > CONTENT.height:
            return -1, best
        low, high = 0, _STEPS + 1
        while high - low > 1:
            middle = (low + high) // 2
            laid = self._laid(blocks, middle)
            if laid.height <= CONTENT.height and (not laid.cut or best.cut):
                low, best = middle, laid
            else:
                high = middle
        return low, best

    def _laid(self, blocks: tuple[Block, ...], step: int) -> Laid:
        return stack(blocks, CONTENT.width, Type(self.theme.deck, step / _STEPS))

    # -- texts with a box of their own

    def _title(
        self,
        text: Text,
        box: Box,
        ceiling: float,
        floor: float,
        most: int,
        color: str = "primary",
        anchor: Anchor = "t",
    ) -> TextShape:
        """A title in as few lines as the floor allows (`most` at the most), at the largest size that keeps to them."""
        sizes = [floor + step / 2 for step in range(int((ceiling - floor) * 2) + 1)]
        looks = [Look(size, color, bold=True, heading=True) for size in sizes]
        broken = [wrapped(text, look, box.width, self.smallest) for look in looks]
        fewest = broken[0].lines
        if fewest > most or broken[0].cut or fewest * leading(looks[0], self.smallest) > box.height:
            count = len(plain(text).split())
            message = f"as a slide's title takes {fewest} lines at {floor:g} pt, and {most} is the most"
            hint = f"shorten it from {count} to about {max(1, count * most // (fewest + 1))} words"
            raise BriefError([self._problem(text, message, hint)])
        fitting = [
            look
            for look, one in zip(looks, broken, strict=True)
            if one.lines == fewest and not one.cut and fewest * leading(look, self.smallest) <= box.height
        ]
        return TextShape(box, (Line(text, fitting[-1]),), path_of(text) or "title", anchor, role="title")

    def _one_line(self, text: Text, box: Box, look: Look, role: str) -> TextShape:
        if wrapped(text, look, box.width, self.smallest).lines > 1:
            raise BriefError([self._problem(text, f"is too long for a slide's {role}: it has one line", "shorten it")])
        return TextShape(box, (Line(text, look),), role, role=role)  # type: ignore[arg-type]  # "kicker"

    def _source(self, text: Text) -> TextShape:
        return self._room((Line(text, Look(self.theme.deck.source, "muted")),), SOURCE, "source", "t")

    def _room(self, lines: tuple[Line, ...], box: Box, role: str, anchor: str) -> TextShape:
        """Lines of a fixed size in a box of a fixed height."""
        height, _ = height_of(lines, box.width, self.smallest)
        if height > box.height:
            longest = max((line.text for line in lines), key=lambda text: len(plain(text)))
            size = lines[0].look.size
            raise BriefError([self._problem(longest, f"is too long for a slide's {role} at {size:g} pt", "shorten it")])
        return TextShape(box, lines, role, "b" if anchor == "b" else "t", role=role)  # type: ignore[arg-type]  # a role

    # -- problems

    def _problem(self, text: Text, message: str, hint: str) -> Problem:
        return self.places.problem(path_of(text), text[0].at if text else "", message, hint)

    def _too_long(self, slide: Slide, laid: Laid) -> Problem:
        """How much too much is on a slide, at the text where a cut gains most."""
        over = laid.height - CONTENT.height
        size = self.smallest.body
        lines = math.ceil(over / (size * fonts.line_height(self.theme.deck.body_face)))
        by_path: dict[str, list[Run]] = {}
        for run in runs(slide.blocks):
            if not run.cite:
                by_path.setdefault(run.path or run.at, []).append(run)
        longest = max(by_path.values(), key=lambda found: sum(len(run.text) for run in found), default=[])
        words = sum(len(run.text.split()) for run in longest)
        message = (
            f"the slide {plain(slide.title)!r} is {lines} {'line' if lines == 1 else 'lines'} over at {size:g} pt; "
            f"its longest text has {words} words"
        )
        return self._problem(tuple(longest), message, "shorten it, or give it a 'short'")


def _arrangements(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """The ways to lay out blocks: as they are, and with cards one below the other instead of side by side."""
    bands = tuple(
        replace(block, kind="bands") if isinstance(block, Columns) and block.kind == "cards" else block
        for block in blocks
    )
    return [blocks] if bands == blocks else [blocks, bands]


# -- continuation


def _continued(slide: Slide, parts: int) -> list[Slide]:
    """The slide as `parts` slides, its list of items, table or sources divided evenly; "(1 of 2)" ends each title."""
    block = slide.blocks[0]
    pieces = [replace(slide, blocks=(piece, *slide.blocks[1:])) for piece in _divided(block, parts)]
    return [
        replace(
            piece,
            title=(*slide.title, Run(f" ({number} of {len(pieces)})", at=slide.at)),
            notes=slide.notes if number == 1 else (),
        )
        for number, piece in enumerate(pieces, 1)
    ]


def _entries(slide: Slide) -> int:
    """How many parts a slide can be divided into."""
    match slide.blocks[:1]:
        case (Items(items=entries) | Bullets(items=entries),):
            return len(entries)
        case (Table(rows=entries),):
            return len(entries)
        case (SourceList(entries=entries),):
            return len(entries)
    return 0


def _divided(block: Block, parts: int) -> list[Block]:
    match block:
        case Items():
            return [replace(block, items=chunk) for chunk in _chunks(block.items, parts)]
        case Table():
            return [replace(block, rows=chunk) for chunk in _chunks(block.rows, parts)]
        case SourceList():
            return [replace(block, entries=chunk) for chunk in _chunks(block.entries, parts)]
        case Bullets():
            return [replace(block, items=chunk) for chunk in _chunks(block.items, parts)]
    raise TypeError(f"{type(block).__name__} can't be divided")


def _chunks(entries: tuple[Entry, ...], parts: int) -> list[tuple[Entry, ...]]:
    """Entries in `parts` runs whose lengths differ by one at most."""
    bounds = [round(number * len(entries) / parts) for number in range(parts + 1)]
    return [entries[start:end] for start, end in pairwise(bounds)]


# What each layout of deck/base holds for text, by the placeholder's index. Role "column" or "row" goes with the layout.
_FIXED = {"title": 0, "subtitle": 1, "kicker": 13, "source": 14, "byline": 15}
_COLUMN_LAYOUTS = ((0, "title-only"), (1, "one-text"), (2, "two-texts"), (3, "three-texts"), (5, "five-texts"))
_ROWS = 7
_FIRST_BODY = 20


def _placeholders(kind: str, shapes: list[Shape]) -> tuple[str, tuple[Shape, ...]]:
    """The layout for a slide, and its shapes with their placeholders.

    Texts get body placeholders where a layout has as many, so that they stand in Outline view; else they are text boxes.
    """
    texts = [shape for shape in shapes if isinstance(shape, TextShape)]
    role = "row" if any(shape.role == "row" for shape in texts) else "column"
    count = sum(shape.role == role for shape in texts)
    if kind != "content":
        layout, room = {"title": "cover", "section": "section"}[kind], 0
    elif role == "row":
        layout, room = ("rows", _ROWS) if count <= _ROWS else ("title-only", 0)
    else:
        room, layout = next((entry for entry in _COLUMN_LAYOUTS if entry[0] >= count), (0, "title-only"))
    placed: list[Shape] = []
    used = 0
    for shape in shapes:
        if isinstance(shape, TextShape) and shape.role in _FIXED:
            placed.append(replace(shape, placeholder=_FIXED[shape.role]))
        elif isinstance(shape, TextShape) and shape.role == role and used < room:
            placed.append(replace(shape, placeholder=_FIRST_BODY + used))
            used += 1
        else:
            placed.append(shape)
    return layout, tuple(placed)
