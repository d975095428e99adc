"""A slide as SVG: one string, with all of its text as text. The live preview shows it in a browser.

A line of text is held to its measured width, whatever face the browser has. A run knows the YAML path of its words
(`data-path`), so that a click on it can lead to its line. Nothing in it is fetched or run: pictures are in it, links
are not, and every text is escaped.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from policybrief.deck.draw import ground
from policybrief.deck.draw.paint import (
    Outline,
    Paint,
    Painted,
    PaintedImage,
    PaintedLine,
    PaintedPiece,
    Rectangle,
    Stroke,
)
from policybrief.deck.draw.walk import Walk
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import PictureShape, Shape
from policybrief.fonts import standins
from policybrief.pdf import svg as elements
from policybrief.theme.model import Theme

_DASHES = 3.0
"""Of a dashed line's width: a dash, and a gap."""


def svg(deck: PlacedDeck, slide: PlacedSlide) -> str:
    """The slide."""
    shapes = (_picture(each, deck.theme, slide.layout) for each in slide.shapes)
    inner = "".join((_group(Painted(None, ground.ground(deck, slide))), *shapes))
    return elements.picture(*ground.size(deck), inner, slide.title)


def _picture(shape: Shape, theme: Theme, layout: str) -> str:
    """A shape on a slide of a layout. It is kept but for a picture, which is large and copied as it is."""
    return (_drawn if isinstance(shape, PictureShape) else _kept)(shape, theme, layout)


def _drawn(shape: Shape, theme: Theme, layout: str) -> str:
    return _group(Walk.of(theme, layout).painted(shape))


_kept = lru_cache(maxsize=4096)(_drawn)
"""An edit leaves most of a slide as it was."""


def _group(painted: Painted) -> str:
    inner = "".join(map(_paint, painted.paints))
    name = getattr(painted.shape, "name", "")
    return f'<g data-shape="{escape(name)}">{inner}</g>' if name else f"<g>{inner}</g>"


def _paint(paint: Paint) -> str:
    match paint:
        case Rectangle():
            figure = elements.ellipse if paint.round else elements.rectangle
            return figure(*_place(paint), elements.look(paint.fill, paint.outline, paint.outline_width))
        case Stroke():
            dash = _DASHES * paint.width if paint.dashed else 0.0
            return elements.stroke(paint.start, paint.end, paint.color, paint.width, dash)
        case Outline():
            return elements.polygon(paint.points, elements.look(paint.fill, paint.outline, paint.outline_width))
        case PaintedImage():
            return elements.image(*_place(paint), paint.content)
        case PaintedLine():
            return _words(paint)


def _place(paint: Rectangle | PaintedImage) -> tuple[float, float, float, float]:
    return paint.box.x, paint.box.y, paint.box.width, paint.box.height


def _words(paint: PaintedLine) -> str:
    """A line of text; the spaces at its end are left away."""
    *before, last = paint.pieces
    pieces = [*before, last._replace(text=last.text.rstrip(" "))]
    spans = "".join(_span(piece) for piece in pieces if piece.text)
    return elements.text(paint.x, paint.baseline, paint.width, spans)


def _span(piece: PaintedPiece) -> str:
    looks = [
        f'font-family="{escape(_faces(piece.face))}" font-size="{piece.size:g}" fill="#{piece.color}"',
        ' font-weight="700"' if piece.bold else "",
        ' font-style="italic"' if piece.italic else "",
        f' letter-spacing="{piece.spacing:g}"' if piece.spacing else "",
        elements.of_path(piece.path),
    ]
    shown = f"<tspan {''.join(looks)}>{escape(piece.text)}</tspan>"
    if not piece.rise:
        return shown
    up, down = f'<tspan dy="{-piece.rise:.2f}">', f'<tspan dy="{piece.rise:.2f}">\u200b</tspan>'
    return f"{up}{shown}</tspan>{down}"


def _faces(face: str) -> str:
    """The face, the open one of the same widths, and the browser's."""
    known = standins.OPEN.get(face.casefold())
    names = [face, *([known] if known else []), "sans-serif"]
    return ", ".join(f"'{name}'" if " " in name else name for name in names)
