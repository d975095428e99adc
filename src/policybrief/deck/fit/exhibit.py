"""A slide with one picture, chart or quotation in a base's layout for that: in the placeholder and its look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policybrief.deck.fit import grid
from policybrief.deck.fit.content_slide import OverfullError
from policybrief.deck.fit.onbase import OnBase, half
from policybrief.deck.shapes import ChartShape, Decoration, Line, PictureShape, PlaceholderKey, Shape, TextShape
from policybrief.deck.typeset import extent, name_of
from policybrief.ooxml.box import Box
from policybrief.ooxml.contrast import TEXT
from policybrief.text.charts import Chart
from policybrief.text.document import Slide
from policybrief.text.exhibits import Picture
from policybrief.text.prose import Quote
from policybrief.theme.base.layouts import Placeholder

_AS_LARGE = 0.9
"""Of its area on the usual layout, what a picture or a chart has on one of its own."""
_SMALLER = 0.7
"""Of a quotation's size, what the words have that say whose it is."""
_STEP = 2.0


def kind_of(slide: Slide) -> str:
    """What alone a slide shows: "picture", "chart" or "quote"; "" for all else."""
    match slide.blocks:
        case (Picture(points=()),):
            return "picture"
        case (Chart(),):
            return "chart"
        case (Quote(),):
            return "quote"
    return ""


def held(slide: Slide, shapes: Sequence[Shape], place: Placeholder, room: Box, on: OnBase) -> list[Shape]:
    """The shapes with what the slide shows in the placeholder, in the `room` that its head and foot leave of that.

    Raises `OverfullError` where a quotation does not fit.
    """
    key = PlaceholderKey(place.type, place.idx, framed=True)
    block = slide.blocks[0]
    if not isinstance(block, Quote):
        return [replace(shape, held=key) if isinstance(shape, PictureShape | ChartShape) else shape for shape in shapes]
    quoted = _quoted(block, place, room, on)
    at = next(n for n, shape in enumerate(shapes) if isinstance(shape, TextShape) and shape.name == name_of(block.text))
    before = at - 1 if isinstance(shapes[at - 1], Decoration) else at  # the bar beside it
    return [*shapes[:before], quoted, *shapes[at + 1 :]]


def as_good(kind: str, shapes: Sequence[Shape], usual: Sequence[Shape]) -> bool:
    """Whether a picture or a chart is as large as on the usual layout, or nearly."""
    return kind == "quote" or _area(shapes) >= _AS_LARGE * _area(usual)


def _area(shapes: Sequence[Shape]) -> float:
    return sum(shape.box.area for shape in shapes if isinstance(shape, PictureShape | ChartShape))


def _quoted(block: Quote, place: Placeholder, room: Box, on: OnBase) -> TextShape:
    """A quotation in the look of the layout's text, and whose it is below it."""
    framed = room != place.box
    place = replace(place, box=room)
    slot = grid.slot(on.base, on.layouts["quote"], place, on.theme, TEXT)
    size = max(place.look.size, on.theme.deck.sizes.text)
    while size >= on.theme.deck.sizes.text:
        look = replace(slot.look, size=size, inherits=False)
        small = replace(look, size=max(half(size * _SMALLER), on.theme.deck.sizes.label), italic=False, bold=False)
        lines = [Line(block.text, look, align=slot.align)]
        lines += [Line(block.attribution, small, before=size / 2, align=slot.align)] if block.attribution else []
        height, faults = extent(tuple(lines), slot.room.width, on.type_)
        if height <= slot.room.height and not faults.cuts:
            held = PlaceholderKey(place.type, place.idx, framed)
            name = name_of(block.text)
            return TextShape(slot.box, tuple(lines), name, slot.anchor, slot.insets, slot.fill, "column", held=held)
        size -= _STEP
    raise OverfullError(0.0, room)
