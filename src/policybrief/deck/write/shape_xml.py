"""The parts of a shape's XML that say how it is drawn and heard: outline, ends, insets, and which placeholder it fills
(DrawingML and PresentationML, ECMA-376 part 1, clauses 19 to 21).
"""

from __future__ import annotations

from policybrief.deck.shapes import Head, PlaceholderKey, TextShape
from policybrief.deck.write.frame_xml import EMU
from policybrief.ooxml.xml import quoteattr
from policybrief.text.run import spoken


def preset(geometry: str) -> str:
    """The outline of a shape, by its name."""
    return f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>'


def line_end(end: str, head: Head) -> str:
    """The head of a line at one of its ends (`headEnd`, `tailEnd`)."""
    return "" if head == "none" else f'<a:{end} type="{head}" w="med" len="med"/>'


def held_mark(held: PlaceholderKey | None) -> str:
    """Which placeholder a picture or a chart fills, if any: it has that one's outline and corners."""
    return f"<p:nvPr><p:ph {held_as(held)}/></p:nvPr>" if held else "<p:nvPr/>"


def held_as(held: PlaceholderKey) -> str:
    """The attributes of p:ph, as the layout has them."""
    kind = f"type={quoteattr(held.type)} " if held.type != "obj" else ""
    return f"{kind}idx={quoteattr(held.idx)}" if held.idx != "0" else kind.strip()


def described(shape: TextShape) -> str:
    """What a listener hears of a text in which words are struck through: that they are gone."""
    if not any(run.struck for line in shape.lines for run in line.text):
        return ""
    return f" descr={quoteattr(' '.join(spoken(line.text) for line in shape.lines))}"


def insets(shape: TextShape) -> str:
    """Insets alone, where a text in its layout's place has some of its own."""
    if not any(shape.insets):
        return "<a:bodyPr/>"
    left, top, right, bottom = (round(inset * EMU) for inset in shape.insets)
    return f'<a:bodyPr lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}"/>'


def body_properties(shape: TextShape) -> str:
    """How a text stands in its box: the box stays as high as it is."""
    left, top, right, bottom = (round(inset * EMU) for inset in shape.insets)
    return (
        f'<a:bodyPr wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" anchor="{shape.anchor}">'
        "<a:noAutofit/></a:bodyPr>"
    )
