"""What the XML of slides, layouts and notes pages shares: the frame of a box, placeholders, and boxes without words."""

from __future__ import annotations

from policybrief.deck.write.colors import fill
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.ooxml.xml import quoteattr
from policybrief.theme.model import Theme

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
TREE_HEAD = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)

DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
"""Says that a shape means nothing: a screen reader passes it over."""

EMU = 12_700
"""English Metric Units in a point."""


def placeholder(
    number: int,
    name: str,
    attributes: str,
    paragraphs: str,
    *,
    geometry: str = "",
    body: str = "<a:bodyPr/>",
    style: str = "",
) -> str:
    """A placeholder of a slide or a notes page, in the box of its layout or master unless it has its own `geometry`."""
    properties = f"<p:spPr>{geometry}</p:spPr>" if geometry else "<p:spPr/>"
    listed = f"<a:lstStyle>{style}</a:lstStyle>" if style else "<a:lstStyle/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {attributes}/></p:nvPr></p:nvSpPr>{properties}<p:txBody>{body}{listed}{paragraphs}"
        f"</p:txBody></p:sp>"
    )


def box_of(box: Box) -> str:
    """Where a box of a layout stands."""
    return frame(box).removeprefix("<a:xfrm>").removesuffix("</a:xfrm>")


def behind(box: Box, tint: Color, number: int, theme: Theme, lang: str) -> str:
    """A box of a layout that lies under its texts."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Behind {number}" descr="">{DECORATIVE}</p:cNvPr><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{fill(tint, theme)}<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>"
        f'<a:p><a:endParaRPr lang="{lang}"/></a:p></p:txBody></p:sp>'
    )


def frame(box: Box) -> str:
    x, y, width, height = (round(length * EMU) for length in (box.x, box.y, box.width, box.height))
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
