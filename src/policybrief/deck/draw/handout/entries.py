"""What stands in each block of the handout: a slide with the notes beside it, or notes that go on.

Notes that are too long for the place beside their slide take all of the block's height, then smaller type; what is left
goes on in blocks of its own, as few as can be. Nothing of them is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.deck.draw.handout.frame import HandoutPage, SlidePlace
from policybrief.deck.draw.handout.notes import SIZE, Lines, NotesColumn, sized, sizes, taken
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import TextShape
from policybrief.deck.typeset import Type
from policybrief.text.records import dataclass
from policybrief.text.run import Text


@dataclass(frozen=True)
class HandoutEntry:
    """A slide by its number, with the `columns` of its notes as they stand in the first block of a page.

    Notes that are `tall` reach below the slide; where they go on, in a block without it, they `continue`.
    """

    number: int
    slide: PlacedSlide
    columns: tuple[NotesColumn, ...] = ()
    tall: bool = False
    continues: bool = False

    @property
    def kicker(self) -> Text:
        """The line above the slide's title, which says what part of the deck it is."""
        shapes = (shape for shape in self.slide.shapes if isinstance(shape, TextShape) and shape.role == "kicker")
        return next((line.text for shape in shapes for line in shape.lines), ())


def entries(deck: PlacedDeck, frame: HandoutPage) -> Iterator[HandoutEntry]:
    """All of them, in the order of the slides."""
    type_, block = Type(deck.theme.deck), frame.blocks[0]
    for number, slide in enumerate(deck.slides, 1):
        if not slide.notes:
            yield HandoutEntry(number, slide)
            continue
        first, *others = _laid(slide.notes, block, type_)
        yield HandoutEntry(number, slide, first, tall=first[0].box == block.tall)
        for columns in others:
            yield HandoutEntry(number, slide, columns, continues=True)


_Columns = tuple[NotesColumn, ...]


def _laid(notes: Lines, block: SlidePlace, type_: Type) -> list[_Columns]:
    """The columns of each block that notes take: beside their slide at the usual size, or at the largest size at which
    they take the fewest blocks, so that no page has a few lines of them and no more.
    """
    column, rest = taken(sized(notes, SIZE), block.notes, type_)
    if not rest:
        return [(column,)]
    return min((_blocks(sized(notes, size), block, type_) for size in sizes()), key=len)


def _blocks(notes: Lines, block: SlidePlace, type_: Type) -> list[_Columns]:
    """The columns of notes in as many blocks as they take at their size: all of the height, then without the slide."""
    first, rest = taken(notes, block.tall, type_)
    laid: list[_Columns] = [(first,)]
    while rest:
        left, rest = taken(rest, block.columns[0], type_)
        right, rest = taken(rest, block.columns[1], type_) if rest else (None, ())
        laid.append((left, right) if right else (left,))
    return laid
