"""Bands in the primary colour, and the words on them, in colours that can be seen in the theme.

Where lines stand for fills, a band is a frame, and what stands on it takes its colour. Where the theme's highlight
can't be read on its primary colour, words in it have the colour of the paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policybrief.deck.colors import HIGHLIGHT, PAPER, PRIMARY
from policybrief.deck.fit.marks import MARK
from policybrief.deck.shapes import Decoration, Shape, TextShape
from policybrief.ooxml.color import Color
from policybrief.ooxml.contrast import TEXT, ratio
from policybrief.text.records import replace
from policybrief.theme.model import Theme

_FRAME = 2.25
_WITHIN = 0.5


def on_bands(shapes: Sequence[Shape], theme: Theme) -> list[Shape]:
    """The shapes with their bands as the theme has them."""
    bands = [shape.box for shape in shapes if _is_band(shape)]
    if not bands:
        return list(shapes)
    colors = _colors(theme)
    return [
        _band(shape, theme)
        if _is_band(shape)
        else _recolored(shape, colors)
        if any(band.holds(shape.box, _WITHIN) for band in bands)
        else shape
        for shape in shapes
    ]


def _is_band(shape: Shape) -> bool:
    """Whether it is a ground in the primary colour, and no bar, block or mark."""
    solid = isinstance(shape, Decoration) and shape.fill == PRIMARY and shape.geometry == "rect"
    return solid and min(shape.box.width, shape.box.height) > MARK


def _colors(theme: Theme) -> Mapping[Color, Color]:
    """What colours on a band become."""
    if theme.deck.cards == "ruled":
        return {PAPER: PRIMARY, HIGHLIGHT: PRIMARY}
    readable = ratio(theme.rgb["highlight"], theme.rgb["primary"]) >= TEXT
    return {} if readable else {HIGHLIGHT: PAPER}


def _band(shape: Shape, theme: Theme) -> Shape:
    if theme.deck.cards == "ruled" and isinstance(shape, Decoration):
        return replace(shape, fill=None, outline=PRIMARY, outline_width=_FRAME)
    return shape


def _recolored(shape: Shape, colors: Mapping[Color, Color]) -> Shape:
    match shape:
        case TextShape():
            looks = [replace(line.look, color=colors.get(line.look.color, line.look.color)) for line in shape.lines]
            lines = tuple(replace(line, look=look) for line, look in zip(shape.lines, looks, strict=True))
            return replace(shape, lines=lines)
        case Decoration(outline=outline) if outline:
            return replace(shape, outline=colors.get(outline, outline))
    return shape
