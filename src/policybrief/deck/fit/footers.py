"""Footer, date and number of each slide: shapes of the slide itself, for a master's own text is in no reading order.

Here they are placed on our own master; on a base, in the base's own places (onbase.py). The number is counted once all
slides are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from policybrief.deck.colors import MUTED
from policybrief.deck.fit import marking
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import Line, Look, Shape, TextShape, words
from policybrief.deck.typeset import Type, wrapped
from policybrief.ooxml.box import Box
from policybrief.text.document import Deck
from policybrief.text.records import replace
from policybrief.text.run import Text
from policybrief.theme.model import Theme

DATE = Box(696.0, 491.0, 180.0, 15.0)
NUMBER = Box(880.0, 491.0, 26.0, 15.0)
"""The same as in the layouts (deck/write/master)."""

_BETWEEN, _CLEAR = 14.0, 1.03
"""Between two texts of the foot, and how wide one may turn out in a program that measures otherwise."""

UNCOUNTED = "‹#›"
"""What stands for a slide's number until it is counted, as Office writes it on a master."""


def footers(deck: Deck, theme: Theme, *, cover: bool) -> list[Shape]:
    """The marking at the head and the foot of a slide on our own master, with date and number.

    A `cover` has the marking alone.
    """
    shapes: list[Shape] = [*marking.head(deck.markings, theme, cover=cover)]
    lines = deck.markings if marking.beside_tlp(deck.markings) else (deck.footer,) if deck.footer else ()
    if lines:
        foot = marking.row(lines, marking.FOOT, theme, cover=cover)
        shapes.append(replace(foot, name="Footer", role="footer"))
    shapes += marking.foot(deck.markings, theme)
    if cover:
        return shapes
    look = Look(theme.deck.sizes.footer, MUTED, leading=1.0)
    if deck.date:
        shapes.append(TextShape(DATE, (Line(deck.date, look, align="r"),), "Date", role="date"))
    return [*shapes, TextShape(NUMBER, (Line(words(UNCOUNTED), look, align="r"),), "Slide number", role="number")]


def before_date(date: Text, theme: Theme) -> float:
    """Where a text of the foot has to end on our own master: before the date, if there is one."""
    if not date:
        return DATE.right
    look = Look(theme.deck.sizes.footer, MUTED, leading=1.0)
    return DATE.right - wrapped(date, look, DATE.width, Type(theme.deck)).width * _CLEAR - _BETWEEN


def counted(slides: Sequence[PlacedSlide]) -> tuple[PlacedSlide, ...]:
    """The slides with their numbers."""
    return tuple(_with_number(slide, number) for number, slide in enumerate(slides, 1))


@lru_cache(maxsize=256)
def _with_number(slide: PlacedSlide, number: int) -> PlacedSlide:
    """Kept, as are the steps that follow: what an edit leaves as it was stays the same object."""
    return replace(slide, shapes=tuple(_numbered(shape, number) for shape in slide.shapes))


def _numbered(shape: Shape, number: int) -> Shape:
    if not isinstance(shape, TextShape) or shape.role != "number":
        return shape
    return replace(shape, lines=tuple(replace(line, text=words(str(number))) for line in shape.lines))
