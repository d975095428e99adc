"""A picture's pixels or paths onto the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, FILL_NON_ZERO

from policybrief.pictures import svg_paths

if TYPE_CHECKING:
    from policybrief.pictures.logo import Artwork

_MITER = 4.0  # SVG's limit


def draw(canvas: Any, artwork: Artwork, box: tuple[float, float, float, float]) -> None:
    """Fill `box` (left, bottom, width, height) with `artwork`; nothing of it leaves the box."""
    left, bottom, width, height = box
    if not isinstance(artwork, svg_paths.Drawing):
        canvas.drawImage(ImageReader(artwork.image), left, bottom, width, height, mask="auto")
        return
    canvas.saveState()
    frame = canvas.beginPath()
    frame.rect(left, bottom, width, height)
    canvas.clipPath(frame, stroke=0, fill=0)
    canvas.translate(left, bottom + height)
    canvas.scale(width / artwork.width, -height / artwork.height)
    canvas.setMiterLimit(_MITER)
    for path in artwork.paths:
        _path(canvas, path)
    canvas.restoreState()


def _path(canvas: Any, path: svg_paths.Path) -> None:
    canvas.saveState()
    canvas.transform(*path.matrix)
    outline = canvas.beginPath()
    add = {"M": outline.moveTo, "L": outline.lineTo, "C": outline.curveTo, "Z": outline.close}
    for kind, values in path.segments:
        add[kind](*values)
    if path.fill:
        canvas.setFillColor(HexColor(f"#{path.fill}"))
    if path.stroke:
        canvas.setStrokeColor(HexColor(f"#{path.stroke}"))
        canvas.setLineWidth(path.thickness)
        canvas.setLineCap(path.cap)
        canvas.setLineJoin(path.join)
    mode = FILL_EVEN_ODD if path.even_odd else FILL_NON_ZERO
    canvas.drawPath(outline, stroke=bool(path.stroke), fill=bool(path.fill), fillMode=mode)
    canvas.restoreState()
