"""Office's colours: a base and `brief check deck.pptx` answer alike what a colour comes to, and what text lies on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Pt

from policybrief.deck.check import check
from policybrief.theme.base import grounds
from policybrief.theme.base.layouts import Layout
from policybrief.theme.base.read import read
from support import bases

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
COLORS = {
    '<a:srgbClr val="4472C4"/>': "4472C4",
    '<a:srgbClr val="4472C4"><a:tint val="50000"/></a:srgbClr>': "C0C9E4",
    '<a:srgbClr val="4472C4"><a:tint val="10000"/></a:srgbClr>': "F4F5FA",
    '<a:srgbClr val="4472C4"><a:shade val="50000"/></a:srgbClr>': "2F528F",
    '<a:srgbClr val="4472C4"><a:lumMod val="75000"/></a:srgbClr>': "2F5597",
    '<a:srgbClr val="4472C4"><a:lumMod val="40000"/><a:lumOff val="60000"/></a:srgbClr>': "B4C6E7",
    '<a:srgbClr val="4472C4"><a:satMod val="120000"/></a:srgbClr>': "376ED1",
    '<a:srgbClr val="FF0000"><a:hueOff val="7200000"/></a:srgbClr>': "00FF00",
    '<a:srgbClr val="FF0000"><a:comp/></a:srgbClr>': "00FFFF",
    '<a:srgbClr val="112233"><a:inv/></a:srgbClr>': "EEDDCC",
    '<a:srgbClr val="FFCC00"><a:sat val="0"/></a:srgbClr>': "808080",
    '<a:srgbClr val="FFCC00"><a:greenMod val="0"/></a:srgbClr>': "FF0000",
    '<a:prstClr val="navy"/>': "000080",
    '<a:prstClr val="dkOliveGreen"/>': "556B2F",
    '<a:prstClr val="medAquamarine"/>': "66CDAA",
    '<a:hslClr hue="14400000" sat="100000" lum="50000"/>': "0000FF",
    '<a:sysClr val="windowText"/>': "000000",
    '<a:sysClr val="window" lastClr="FDF6E3"/>': "FDF6E3",
    '<a:scrgbClr r="0" g="0" b="100000"/>': "0000FF",
    '<a:schemeClr val="accent1"/>': "4F81BD",
    '<a:schemeClr val="bg1"><a:lumMod val="50000"/></a:schemeClr>': "808080",
}
"""Colours as Office writes them, and what it shows."""


def solid(color: str) -> Any:
    return etree.fromstring(f'<a:solidFill xmlns:a="{A}">{color}</a:solidFill>')


def page(deck: Any, color: str) -> None:
    """Every slide's background."""
    ground = '<p:bg xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:bgPr>{}</p:bgPr></p:bg>'
    master = deck.slide_master._element
    old = master.cSld.find(qn("p:bg"))
    if old is not None:
        master.cSld.remove(old)
    fill = etree.tostring(solid(color), encoding="unicode") + f'<a:effectLst xmlns:a="{A}"/>'
    master.cSld.insert(0, etree.fromstring(ground.format(fill)))


def title(deck: Any, color: str) -> None:
    """The colour of the master's titles."""
    properties = deck.slide_master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
    properties.replace(properties.find(qn("a:solidFill")), solid(color))


def filled(shape: Any, color: str) -> None:
    properties = shape._element.spPr
    for none in properties.findall(qn("a:noFill")):
        properties.remove(none)
    properties.append(solid(color))


def titled(deck: Any) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Words"
    return slide


def contrasts(deck: Any) -> Iterator[str]:
    stream = io.BytesIO()
    deck.save(stream)
    return (one for one in check.findings(stream.getvalue()) if "has a contrast" in one)


def title_only(deck: Any, tmp_path: Path) -> tuple[Any, Layout]:
    """The deck as a base, and its layout of titles."""
    deck.save(tmp_path / "base.pptx")
    base = read(tmp_path / "base.pptx")
    layout = base.named("Title Only")
    assert layout
    return base, layout


@pytest.mark.parametrize("color", COLORS)
def test_a_base_and_a_checked_deck_see_the_same_colour(color: str, tmp_path: Path) -> None:
    deck = pptx.Presentation(str(bases.DEFAULT))
    page(deck, f'<a:srgbClr val="{COLORS[color]}"/>')
    title(deck, color)
    titled(deck)
    assert "'Words' has a contrast of 1.0 to what is under it" in next(contrasts(deck))
    _, layout = title_only(deck, tmp_path)
    assert layout.title
    assert layout.title.look.rgb == COLORS[color]


@pytest.mark.parametrize("color", COLORS)
def test_and_the_same_ground(color: str, tmp_path: Path) -> None:
    deck = pptx.Presentation(str(bases.DEFAULT))
    page(deck, color)
    title(deck, f'<a:srgbClr val="{COLORS[color]}"/>')
    titled(deck)
    assert "'Words' has a contrast of 1.0 to what is under it" in next(contrasts(deck))
    base, layout = title_only(deck, tmp_path)
    assert layout.title
    assert grounds.under_text(base, layout, layout.title) == grounds.Ground(COLORS[color], plain=True)


def test_pale_text_in_a_tint_is_told() -> None:
    """Words of 14 pt in a tenth of a blue, on white: nobody can read them."""
    deck = pptx.Presentation(str(bases.DEFAULT))
    box = titled(deck).shapes.add_textbox(Pt(100), Pt(200), Pt(300), Pt(40))
    run = box.text_frame.paragraphs[0].add_run()
    run.text, run.font.size = "Pale words", Pt(14)
    run._r.get_or_add_rPr().insert(0, solid('<a:srgbClr val="4472C4"><a:tint val="10000"/></a:srgbClr>'))
    assert "the text 'Pale words' has a contrast of 1.1 to what is under it, and needs 4.5" in next(contrasts(deck))


def test_a_placeholder_s_own_fill_lies_under_its_text(tmp_path: Path) -> None:
    """The layout's title is filled with black, and so are the titles on it."""
    deck = pptx.Presentation(str(bases.DEFAULT))
    filled(deck.slide_layouts[5].placeholders[0], '<a:prstClr val="black"/>')
    titled(deck)
    assert "'Words' has a contrast of 1.0" in next(contrasts(deck))
    base, layout = title_only(deck, tmp_path)
    assert layout.title
    assert grounds.under_text(base, layout, layout.title).rgb == "000000"


def test_what_is_seen_through_is_mixed_with_what_lies_under_it(tmp_path: Path) -> None:
    """Half of black on white is grey: of text, of a placeholder's fill, and of a shape under it."""
    half = '<a:srgbClr val="000000"><a:alpha val="50196"/></a:srgbClr>'
    deck = pptx.Presentation(str(bases.DEFAULT))
    title(deck, '<a:srgbClr val="7F7F7F"/>')
    filled(deck.slide_layouts[5].placeholders[0], half)
    titled(deck)
    assert "'Words' has a contrast of 1.0" in next(contrasts(deck))
    base, layout = title_only(deck, tmp_path)
    assert layout.title
    assert grounds.under_text(base, layout, layout.title).rgb == "7F7F7F"

    deck = pptx.Presentation(str(bases.DEFAULT))
    title(deck, half)
    titled(deck).shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(14)
    assert "'Words' has a contrast of 4.0 to what is under it, and needs 4.5" in next(contrasts(deck))


def test_a_veil_dims_a_base_s_ground_and_takes_no_place(tmp_path: Path) -> None:
    deck = pptx.Presentation(str(bases.DEFAULT))
    bases.fill(deck.slide_master, (0, 0, 720, 540), "000000", first=True)
    shape = deck.slide_master._element.cSld.spTree.find(f"{qn('p:sp')}/{qn('p:spPr')}/{qn('a:solidFill')}")
    shape.getparent().replace(shape, solid('<a:srgbClr val="000000"><a:alpha val="20000"/></a:srgbClr>'))
    base, layout = title_only(deck, tmp_path)
    assert layout.title
    assert layout.taken == ()
    assert grounds.under_text(base, layout, layout.title) == grounds.Ground("CCCCCC", plain=True)


def test_what_lies_in_a_group_is_where_the_group_is() -> None:
    """A dark panel in a group that is moved lies under words there."""
    deck = pptx.Presentation(str(bases.DEFAULT))
    slide = titled(deck)
    group = slide.shapes.add_group_shape()
    panel = group.shapes.add_textbox(Pt(100), Pt(200), Pt(300), Pt(40))
    filled(panel, '<a:srgbClr val="111111"/>')
    frame = group._element.grpSpPr.find(qn("a:xfrm"))
    frame.find(qn("a:off")).set("y", str(Pt(400)))
    box = slide.shapes.add_textbox(Pt(110), Pt(405), Pt(200), Pt(20))
    run = box.text_frame.paragraphs[0].add_run()
    run.text, run.font.size = "Dark on dark", Pt(14)
    assert "the text 'Dark on dark' has a contrast of 1.1" in next(contrasts(deck))
