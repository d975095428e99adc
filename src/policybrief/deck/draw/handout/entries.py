"""What stands in each block of the handout: a slide with the notes beside it, or notes that go on.

Notes that are too long for the place beside their slide take all of the block's height, then smaller type; what is left
goes on in a block of its own. Nothing of them is left out.
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
        first, rest = _beside(slide.notes, block, type_)
        yield HandoutEntry(number, slide, (first,), tall=first.box == block.tall)
        while rest:
            left, rest = taken(rest, block.columns[0], type_)
            right, rest = taken(rest, block.columns[1], type_) if rest else (None, ())
            yield HandoutEntry(number, slide, (left, right) if right else (left,), continues=True)


def _beside(notes: Lines, block: SlidePlace, type_: Type) -> tuple[NotesColumn, Lines]:
    """Notes beside their slide at the largest size at which all have room; else some at the usual one, and the rest."""
    for size, box in ((SIZE, block.notes), *((size, block.tall) for size in sizes())):
        column, rest = taken(sized(notes, size), box, type_)
        if not rest:
            return column, ()
    return taken(sized(notes, SIZE), block.tall, type_)
