"""A page as SVG, to be seen in a browser: the same marks as in the PDF, and all of its text as text.

Words know the YAML path of their value (`data-path`), so that a click on them can lead to its line; a line of them is
held to its measured width, whatever face the browser has. Nothing in it is fetched or run: pictures are in it, links
are not, and every text is escaped. A slide is made of the same elements (deck/draw/svg.py).
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from policybrief.pdf.ink import Figure, InkRule, InkWords, LinkArea, Mark, Oval, Page, Panel, PlacedArtwork
from policybrief.pictures import svg_paths
from policybrief.text.value_path import ValuePath

_WHITE = "FFFFFF"
_CAPS = ("butt", "round", "square")
_JOINS = ("miter", "round", "bevel")


def page(shown: Page, label: str = "") -> str:
    """A page, on white paper. `label` is what a screen reader calls it."""
    inner = "".join(map(_mark, shown.marks))
    paper = rectangle(0.0, 0.0, shown.width, shown.height, look(_WHITE))
    return picture(shown.width, shown.height, paper + inner, label)


def faces(pages: Iterable[Page]) -> dict[str, Path]:
    """The files of the faces that pages are set in, by the names that they have in the SVG."""
    words = (mark for each in pages for mark in each.marks if isinstance(mark, InkWords))
    return {face_name(face): Path(face) for face in dict.fromkeys(mark.face for mark in words)}


def face_name(face: str) -> str:
    """What a browser calls a face: where its file lies on this machine is nobody's business."""
    return f"{Path(face).stem}-{hashlib.sha256(face.encode()).hexdigest()[:8]}"


# -- elements


def picture(width: float, height: float, inner: str, label: str) -> str:
    """A whole picture: what it holds is a group for a screen reader, not one image."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="group" '
        f'aria-label="{escape(label)}">{inner}</svg>'
    )


def look(fill: str, outline: str = "", width: float = 0.0) -> str:
    """How a figure is filled and outlined; colours are six digits, or "" for none."""
    filled = f' fill="#{fill}"' if fill else ' fill="none"'
    return f'{filled} stroke="#{outline}" stroke-width="{width:g}"' if outline else filled


def rectangle(x: float, y: float, width: float, height: float, looks: str) -> str:
    """A rectangle by its upper left corner."""
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"{looks}/>'


def ellipse(x: float, y: float, width: float, height: float, looks: str) -> str:
    """The ellipse in such a rectangle."""
    middle = f'cx="{x + width / 2:.2f}" cy="{y + height / 2:.2f}"'
    return f'<ellipse {middle} rx="{width / 2:.2f}" ry="{height / 2:.2f}"{looks}/>'


def stroke(start: tuple[float, float], end: tuple[float, float], color: str, width: float, dash: float = 0.0) -> str:
    """A straight line; a `dash` and the gap behind it are so long."""
    (x, y), (to_x, to_y) = start, end
    dashes = f' stroke-dasharray="{dash:g}"' if dash else ""
    ends = f'x1="{x:.2f}" y1="{y:.2f}" x2="{to_x:.2f}" y2="{to_y:.2f}"'
    return f'<line {ends} stroke="#{color}" stroke-width="{width:g}"{dashes}/>'


def polygon(points: Sequence[tuple[float, float]], looks: str) -> str:
    """A closed figure through points."""
    return f'<polygon points="{" ".join(f"{x:.2f},{y:.2f}" for x, y in points)}"{looks}/>'


def image(x: float, y: float, width: float, height: float, content: bytes) -> str:
    """A picture, which fills its box: the bytes of a PNG or JPEG."""
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    place = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
    data = base64.b64encode(content).decode()
    return f'<image {place} preserveAspectRatio="none" href="data:image/{kind};base64,{data}"/>'


def text(x: float, baseline: float, width: float, spans: str, looks: str = "") -> str:
    """Words on a line, held to their measured width."""
    held = f' textLength="{width:.2f}" lengthAdjust="spacingAndGlyphs"' if width > 0 else ""
    return f'<text x="{x:.2f}" y="{baseline:.2f}" xml:space="preserve"{held}{looks}>{spans}</text>'


def of_path(path: ValuePath) -> str:
    """Whose words these are, as an attribute; none of a template's own."""
    return f' data-path="{escape(str(path))}"' if path else ""


# -- the marks of a page


def _mark(mark: Mark) -> str:
    match mark:
        case InkWords():
            return _words(mark)
        case InkRule():
            return stroke((mark.x, mark.y), (mark.to_x, mark.to_y), mark.color, mark.thickness, mark.dash)
        case Panel():
            return rectangle(mark.x, mark.y, mark.width, mark.height, look(mark.fill, mark.stroke, mark.thickness))
        case Oval():
            return ellipse(mark.x, mark.y, mark.width, mark.height, look(mark.fill, mark.stroke, mark.thickness))
        case Figure():
            return polygon(mark.points, look(mark.fill, mark.stroke, mark.thickness))
        case PlacedArtwork():
            return _artwork(mark)
        case LinkArea():  # it says where a click leads; here one leads to the line
            return ""


def _words(mark: InkWords) -> str:
    spans = "".join(
        f"<tspan{of_path(stretch.path)}>{escape(stretch.text)}</tspan>" for stretch in mark.stretches if stretch.text
    )
    outlined = f' stroke="#{mark.color}" stroke-width="{mark.stroke:.3f}"' if mark.stroke else ""
    tracked = f' letter-spacing="{mark.tracking:.3f}"' if mark.tracking else ""
    face = f' font-family="{escape(face_name(mark.face))}, serif"'
    return text(
        mark.x, mark.y, mark.width, spans, f'{face} font-size="{mark.size:.2f}" fill="#{mark.color}"{outlined}{tracked}'
    )


def _artwork(mark: PlacedArtwork) -> str:
    art = mark.artwork
    if not isinstance(art, svg_paths.Drawing):
        pixels = io.BytesIO()
        art.image.save(pixels, "PNG")
        return image(mark.x, mark.y, mark.width, mark.height, pixels.getvalue())
    place = f'x="{mark.x:.2f}" y="{mark.y:.2f}" width="{mark.width:.2f}" height="{mark.height:.2f}"'
    box = f'viewBox="0 0 {art.width:g} {art.height:g}" preserveAspectRatio="none"'
    return f"<svg {place} {box}>{''.join(map(_outline, art.paths))}</svg>"


def _outline(path: svg_paths.Path) -> str:
    drawn = " ".join(kind + " ".join(f"{value:g}" for value in values) for kind, values in path.segments)
    matrix = " ".join(f"{value:g}" for value in path.matrix)
    rule = ' fill-rule="evenodd"' if path.even_odd else ""
    ends = f' stroke-linecap="{_CAPS[path.cap]}" stroke-linejoin="{_JOINS[path.join]}"' if path.stroke else ""
    return f'<path d="{drawn}" transform="matrix({matrix})"{look(path.fill, path.stroke, path.thickness)}{rule}{ends}/>'
