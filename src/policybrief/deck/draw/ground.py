"""What lies under a slide's own shapes: the ground and what its layout draws. On our own master that is little; on a
base it is what is known of its layouts (theme/base/drawn.py): grounds, filled boxes and pictures, each by its box.

Not known, and so not drawn, of a base: lines and outlines, texts of its own, gradients and patterns but by their middle
colour, and pictures in formats of Windows alone (EMF, WMF).
"""

from __future__ import annotations

from collections.abc import Iterator

from policybrief.deck import master
from policybrief.deck.colors import PAPER, rgb
from policybrief.deck.cover import COVERS
from policybrief.deck.draw.paint import Paint, PaintedImage, Rectangle
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import SLIDE_HEIGHT, SLIDE_WIDTH
from policybrief.ooxml.box import Box
from policybrief.ooxml.colors import Paint as Density
from policybrief.theme.base.layouts import Base, Layout
from policybrief.theme.model import Theme

_WHITE = "FFFFFF"
_COVERS = ("cover", "section")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")


def size(deck: PlacedDeck) -> tuple[float, float]:
    """Width and height of the deck's slides."""
    base = deck.theme.base
    return (base.width, base.height) if base else (SLIDE_WIDTH, SLIDE_HEIGHT)


def ground(deck: PlacedDeck, slide: PlacedSlide) -> tuple[Paint, ...]:
    """What is painted first."""
    if base := deck.theme.base:
        layouts = (layout for layout in base.layouts if layout.part == slide.layout)
        return tuple(_of_base(base, next(layouts, None)))
    return tuple(_built_in(deck.theme, cover=slide.layout in _COVERS))


def _built_in(theme: Theme, *, cover: bool) -> Iterator[Paint]:
    looks = COVERS[theme.deck.cover]
    yield Rectangle(Box(0.0, 0.0, SLIDE_WIDTH, SLIDE_HEIGHT), rgb(looks.ground if cover else PAPER, theme))
    for box, color in looks.behind if cover else master.behind(theme.deck):
        yield Rectangle(box, rgb(color, theme))


def _of_base(base: Base, layout: Layout | None) -> Iterator[Paint]:
    page = Box(0.0, 0.0, base.width, base.height)
    yield Rectangle(page, _WHITE)
    under = _WHITE
    for thing in layout.drawn if layout else ():
        box = page.overlap(thing.box)
        content = base.pictures.get(thing.picture, b"")
        if content.startswith(_PICTURES) and box == thing.box:
            yield PaintedImage(box, content)
        elif thing.rgb:
            shade = Density(thing.rgb, thing.alpha).over(under)
            under = shade if box == page else under
            yield Rectangle(box, shade)
