"""The memo's marks: a number in its shape, how sure a judgment is, and what a recommendation rests on.

A circle is a judgment and a square a recommendation, on every page of both documents. Shapes are decoration to a reader
who can't see them; the numbers and the word are text, and say what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from policybrief.memo.fit.pen import Pen, Sizes, TextBlock
from policybrief.pdf.ink import Oval, Panel
from policybrief.text.records import dataclass

# All in body sizes.
_SIDE, _SMALL_SIDE = 1.29, 1.18
_BETWEEN = 0.31
_BLOCK, _BLOCK_HEIGHT, _BLOCK_GAP, _TO_WORD = 0.92, 0.56, 0.165, 0.5
_LEVELS = 3


@dataclass(frozen=True)
class Numeral:
    """A number in a circle or a square; bare where it has no shape, or is too wide for one."""

    text: TextBlock
    shape: Literal["", "circle", "square"] = ""

    def width(self, sizes: Sizes) -> float:
        return max(self.text.natural_width(sizes), _SIDE * sizes.body if self.shape else 0.0)

    def place(self, pen: Pen, x: float, baseline: float) -> None:
        """With its middle at the height of the capitals on that baseline."""
        side = _SIDE * pen.sizes.body
        if not self.shape or self.text.natural_width(pen.sizes) > 0.85 * side:
            self.text.place(pen, x, baseline)
            return
        middle = _middle(pen, baseline)
        if self.shape == "circle":
            pen.marks.append(
                Oval.circle(x + side / 2, middle, side / 2 - 0.45, stroke=pen.colors["primary"], thickness=0.9)
            )
        else:
            fill, stroke = pen.colors["square"], pen.colors["primary"]
            pen.marks.append(Panel(x + 0.5, middle - side / 2 + 0.5, side - 1, side - 1, fill, stroke, 1.0))
        self.text.centered(pen, x + side / 2, middle)


@dataclass(frozen=True)
class ConfidenceMark:
    """Three blocks, as many of them filled as the level is high, and its word beside them."""

    word: TextBlock
    filled: int

    def lay(self, pen: Pen, x: float, width: float, baseline: float) -> None:
        """On a line with that baseline; a word that has no room there stands below. The pen ends below it."""
        em, middle = pen.sizes.body, _middle(pen, baseline)
        color, left = pen.colors["primary"], x
        for number in range(_LEVELS):
            fill = color if number < self.filled else ""
            wide, high = _BLOCK * em - 0.8, _BLOCK_HEIGHT * em - 0.8
            pen.marks.append(Panel(left + 0.4, middle - high / 2, wide, high, fill, color, 0.8))
            left += (_BLOCK + _BLOCK_GAP) * em
        left += (_TO_WORD - _BLOCK_GAP) * em
        below = baseline - pen.sizes.baseline + pen.sizes.line
        if self.word.natural_width(pen.sizes) <= x + width - left:
            self.word.place(pen, left, middle + self.word.baseline(pen.sizes) - self.word.line_height(pen.sizes) / 2)
            pen.y = below
        else:
            pen.y = below
            self.word.lay(pen, x, width)


@dataclass(frozen=True)
class RestsOn:
    """The judgments that a recommendation rests on, each as its number in a small circle."""

    numbers: Sequence[TextBlock]

    def lay(self, pen: Pen, x: float, width: float, baseline: float) -> None:
        """In rows of which the first has that baseline. The pen ends below the last."""
        em, left = pen.sizes.body, x
        side, middle = _SMALL_SIDE * em, _middle(pen, baseline)
        for number in self.numbers:
            if left > x and left + side > x + width:
                left, middle = x, middle + pen.sizes.line
            pen.marks.append(
                Oval.circle(left + side / 2, middle, side / 2 - 0.4, stroke=pen.colors["primary"], thickness=0.8)
            )
            number.centered(pen, left + side / 2, middle)
            left += side + _BETWEEN * em
        pen.y = middle + pen.sizes.line / 2


def _middle(pen: Pen, baseline: float) -> float:
    """The middle of the body's capitals on a baseline."""
    return baseline - pen.sizes.baseline + pen.sizes.line / 2
