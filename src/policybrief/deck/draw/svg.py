"""A slide as SVG: one string, with all of its text as text. The live preview shows it in a browser.

A line of text is held to its measured width, whatever face the browser has. A run knows the YAML path of its words
(`data-path`), so that a click on it can lead to its line. Nothing in it is fetched or run: pictures are in it, links
are not, and every text is escaped.
"""

from __future__ import annotations

import base64
from html import escape

from policybrief.deck.draw import ground, walk
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
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.fonts import standins

_DASHES = 3.0
"""Of a dashed line's width: a dash, and a gap."""


def svg(deck: PlacedDeck, slide: PlacedSlide) -> str:
    """The slide."""
    width, height = ground.size(deck)
    inner = "".join(map(_group, walk.painted(deck, slide)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="group" '
        f'aria-label="{escape(slide.title)}">{inner}</svg>'
    )


def _group(painted: Painted) -> str:
    inner = "".join(map(_paint, painted.paints))
    name = getattr(painted.shape, "name", "")
    return f'<g data-shape="{escape(name)}">{inner}</g>' if name else f"<g>{inner}</g>"


def _paint(paint: Paint) -> str:
    match paint:
        case Rectangle():
            return _rectangle(paint)
        case Stroke():
            (x, y), (to_x, to_y) = paint.start, paint.end
            dashes = f' stroke-dasharray="{_DASHES * paint.width:g}"' if paint.dashed else ""
            ends = f'x1="{x:.2f}" y1="{y:.2f}" x2="{to_x:.2f}" y2="{to_y:.2f}"'
            return f'<line {ends} stroke="#{paint.color}" stroke-width="{paint.width:g}"{dashes}/>'
        case Outline():
            points = " ".join(f"{x:.2f},{y:.2f}" for x, y in paint.points)
            return f'<polygon points="{points}"{_look(paint.fill, paint.outline, paint.outline_width)}/>'
        case PaintedImage():
            return _image(paint)
        case PaintedLine():
            return _words(paint)


def _look(fill: str, outline: str, width: float) -> str:
    filled = f' fill="#{fill}"' if fill else ' fill="none"'
    return f'{filled} stroke="#{outline}" stroke-width="{width:g}"' if outline else filled


def _rectangle(paint: Rectangle) -> str:
    box, look = paint.box, _look(paint.fill, paint.outline, paint.outline_width)
    if paint.round:
        middle = f'cx="{box.x + box.width / 2:.2f}" cy="{box.y + box.height / 2:.2f}"'
        return f'<ellipse {middle} rx="{box.width / 2:.2f}" ry="{box.height / 2:.2f}"{look}/>'
    return f'<rect x="{box.x:.2f}" y="{box.y:.2f}" width="{box.width:.2f}" height="{box.height:.2f}"{look}/>'


def _image(paint: PaintedImage) -> str:
    box, kind = paint.box, "png" if paint.content.startswith(b"\x89PNG") else "jpeg"
    place = f'x="{box.x:.2f}" y="{box.y:.2f}" width="{box.width:.2f}" height="{box.height:.2f}"'
    data = base64.b64encode(paint.content).decode()
    return f'<image {place} preserveAspectRatio="none" href="data:image/{kind};base64,{data}"/>'


def _words(paint: PaintedLine) -> str:
    """A line of text; the spaces at its end are left away."""
    *before, last = paint.pieces
    pieces = [*before, last._replace(text=last.text.rstrip(" "))]
    spans = "".join(_span(piece) for piece in pieces if piece.text)
    held = f' textLength="{paint.width:.2f}" lengthAdjust="spacingAndGlyphs"' if paint.width > 0 else ""
    return f'<text x="{paint.x:.2f}" y="{paint.baseline:.2f}" xml:space="preserve"{held}>{spans}</text>'


def _span(piece: PaintedPiece) -> str:
    looks = [
        f'font-family="{escape(_faces(piece.face))}" font-size="{piece.size:g}" fill="#{piece.color}"',
        'font-weight="700"' if piece.bold else "",
        'font-style="italic"' if piece.italic else "",
        f'letter-spacing="{piece.spacing:g}"' if piece.spacing else "",
        f'data-path="{escape(str(piece.path))}"' if piece.path else "",
    ]
    shown = f"<tspan {' '.join(filter(None, looks))}>{escape(piece.text)}</tspan>"
    if not piece.rise:
        return shown
    up, down = f'<tspan dy="{-piece.rise:.2f}">', f'<tspan dy="{piece.rise:.2f}">\u200b</tspan>'
    return f"{up}{shown}</tspan>{down}"


def _faces(face: str) -> str:
    """The face, the open one of the same widths, and the browser's."""
    known = standins.OPEN.get(face.casefold())
    names = [face, *([known] if known else []), "sans-serif"]
    return ", ".join(f"'{name}'" if " " in name else name for name in names)
