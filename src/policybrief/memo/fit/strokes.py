"""What is drawn over words of the memo: a line through those that are gone, a triangle where something rose or fell."""

from __future__ import annotations

from typing import Literal

from policybrief.pdf.ink import Figure, InkRule

_THROUGH, _THICK = 0.25, 0.055
"""How far above the baseline the line runs, and how thick it is, in type sizes."""
_SIGN = 0.6


def through(x: float, baseline: float, width: float, size: float, color: str) -> InkRule:
    """The line through words `width` points wide. It is seen alone: a listener hears of it from the words' element."""
    y = baseline - _THROUGH * size
    return InkRule(x, y, x + width, y, color, _THICK * size)


def triangle(sign: Literal["up", "down"], x: float, baseline: float, size: float, color: str) -> Figure:
    """A triangle on the baseline, nearly as high as capitals. The words beside it say the same."""
    side = _SIGN * size
    flat, tip = (baseline, baseline - side) if sign == "up" else (baseline - side, baseline)
    return Figure(((x, flat), (x + side, flat), (x + side / 2, tip)), fill=color)
