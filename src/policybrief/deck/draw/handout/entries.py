"""What stands in each block of the handout: a slide with its notes, or notes that go on.

Notes that are too long for the place beside their slide reach below it: in one column, or in two at its foot, where
else is room to write. Where even that is too little they take smaller type, then leave the slide less room, and then go
on in blocks of their own, as few as can be. Nothing of them is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from policybrief.deck.draw.handout.frame import HandoutPage, SlidePlace
from policybrief.deck.draw.handout.notes import Lines, NotesColumn, halves, sized, sizes, taken
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import TextShape
from policybrief.deck.typeset import Type
from policybrief.ooxml.box import Box
from policybrief.text.records import dataclass, replace
from policybrief.text.run import Text


@dataclass(frozen=True)
class HandoutEntry:
    """A slide by its number, with the `columns` of its notes, and its `place` in the first block of a page. Where notes
    go on, in a block without the slide, they `continue`.
    """

    number: int
    slide: PlacedSlide
    place: SlidePlace
    columns: tuple[NotesColumn, ...] = ()
    continues: bool = False

    @property
    def written(self) -> Box:
        """What the lines to write on stand below, as wide as they are: the slide, what is below it or in its place."""
        here = self.place
        left = [column.box.bottom for column in self.columns if column.box.x == here.label.x]
        beside = any(column.box == here.tall for column in self.columns)
        bottom = max(left, default=here.slide.bottom)
        return replace(here.slide if beside else here.label, y=bottom, height=0.0)

    @property
    def kicker(self) -> Text:
        """The line above the slide's title, which says what part of the deck it is."""
        shapes = (shape for shape in self.slide.shapes if isinstance(shape, TextShape) and shape.role == "kicker")
        return next((line.text for shape in shapes for line in shape.lines), ())


def entries(deck: PlacedDeck, frame: HandoutPage) -> Iterator[HandoutEntry]:
    """All of them, in the order of the slides."""
    type_ = Type(deck.theme.deck)
    for number, slide in enumerate(deck.slides, 1):
        place, blocks = _laid(slide.notes, frame, type_)
        for at, columns in enumerate(blocks):
            yield HandoutEntry(number, slide, place, columns, continues=at > 0)


_Columns = tuple[NotesColumn, ...]


def _laid(notes: Lines, frame: HandoutPage, type_: Type) -> tuple[SlidePlace, list[_Columns]]:
    """The place of a slide, and the columns of each block that its notes take: the largest slide and then the largest
    type with which they take the fewest blocks, so that no page has a few lines of them and no more.
    """
    ways: list[tuple[SlidePlace, list[_Columns]]] = []
    for page, size in product((frame, frame.smaller), sizes()):
        place = page.blocks[0]
        ways.append((place, _blocks(sized(notes, size), place, type_)))
        if len(ways[-1][1]) == 1:
            break
    return min(ways, key=lambda way: len(way[1]))


def _blocks(notes: Lines, block: SlidePlace, type_: Type) -> list[_Columns]:
    """The columns of notes in as many blocks as they take at their size: beside the slide and where else there is room
    in its block, then without the slide.
    """
    if not notes:
        return [()]
    beside, rest = taken(notes, block.beside, type_)
    if not rest:
        return [(beside,)]
    tall, over = taken(notes, block.tall, type_)
    if not over:
        return [(tall,)]
    below, rest = halves(rest, block.foot, type_)
    laid: list[_Columns] = [(beside, *below)]
    while rest:
        columns, rest = halves(rest, block.columns, type_)
        laid.append(columns)
    return laid
