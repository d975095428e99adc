"""What there is to paint of a slide, whoever paints it: figures, pictures and lines of text, in the order of painting.

Lengths are points from the slide's upper left corner; colours are six digits, or "" for none. Text is real: a line of
it stands on its baseline, as wide as it was measured, in pieces that know the YAML path of their words.
"""

from __future__ import annotations

from typing import NamedTuple

from policybrief.deck.shapes import Align, Point, Shape
from policybrief.ooxml.box import Box
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath


class Rectangle(NamedTuple):
    """A rectangle, or the ellipse in it if `round`."""

    box: Box
    fill: str = ""
    outline: str = ""
    outline_width: float = 0.0
    round: bool = False


class Stroke(NamedTuple):
    """A straight line."""

    start: Point
    end: Point
    color: str
    width: float
    dashed: bool = False


class Outline(NamedTuple):
    """A closed figure through `points`."""

    points: tuple[Point, ...]
    fill: str = ""
    outline: str = ""
    outline_width: float = 0.0


class PaintedImage(NamedTuple):
    """A picture in its box: the bytes of a PNG or JPEG."""

    box: Box
    content: bytes


class PaintedPiece(NamedTuple):
    """Words of one origin and look. `face` is the deck's name for it, `heading` says of which kind; `rise` lifts a
    citation's number above the baseline. `at` is their place in the template. `struck` is what a listener hears in
    place of words that are struck through.
    """

    text: str
    width: float
    face: str
    heading: bool
    bold: bool
    italic: bool
    size: float
    color: str
    spacing: float = 0.0
    rise: float = 0.0
    link: str = ""
    path: ValuePath = NOWHERE
    at: str = ""
    struck: str = ""


class PaintedLine(NamedTuple):
    """A line of text: from `x` on its baseline, `width` wide. `at` is its paragraph: the number, or row, column and
    number; a `label` is a bullet or a number before it.
    """

    x: float
    baseline: float
    width: float
    pieces: tuple[PaintedPiece, ...]
    at: tuple[int, ...] = ()
    align: Align = "l"
    label: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


Paint = Rectangle | Stroke | Outline | PaintedImage | PaintedLine


@dataclass(frozen=True, slots=True)
class Painted:
    """All that is painted of a shape, or of what lies under all shapes (None)."""

    shape: Shape | None
    paints: tuple[Paint, ...]
