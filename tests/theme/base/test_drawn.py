"""What really lies under texts on a template, and where nothing is drawn: the marking, titles and covers keep to it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image, ImageDraw
from pptx.oxml.ns import qn
from pptx.util import Pt

from policybrief.deck.colors import rgb
from policybrief.deck.fit import legible
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import Decoration, TextShape
from policybrief.ooxml.box import Box
from policybrief.ooxml.contrast import ratio
from policybrief.text.run import plain
from policybrief.theme.base import grounds, read
from policybrief.theme.base.layouts import Base
from policybrief.theme.load import load as load_theme
from support import bases, decks
from support.bases import small_on

NS = (
    f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="{bases.A}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HALF = '<a:custGeom><a:avLst/><a:pathLst><a:path w="10" h="10"><a:moveTo><a:pt x="0" y="0"/></a:moveTo><a:lnTo><a:pt '
HALF += 'x="10" y="0"/></a:lnTo><a:lnTo><a:pt x="0" y="10"/></a:lnTo><a:close/></a:path></a:pathLst></a:custGeom>'
RECT = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
LOGO = (560.0, 20.0, 150.0, 90.0)


def solid(rgb: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{rgb}"/></a:solidFill>'


def shape(box: tuple[float, ...], paint: str, geometry: str = RECT) -> Any:
    x, y, width, height = (round(value * 12_700) for value in box)
    return etree.fromstring(
        f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="901" name="Art"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{geometry}{paint}'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def drawn(*shapes: Any, on: str = "Title Only") -> Callable[[bases.Deck], None]:
    """A layout with shapes under its placeholders."""

    def change(deck: bases.Deck) -> None:
        layout = next(layout for layout in deck.slide_layouts if layout.name == on)
        for place, each in enumerate(shapes):
            layout._element.cSld.spTree.insert(2 + place, each)

    return change


def logo(deck: bases.Deck) -> None:
    """A logo over the right end of every title."""
    image = Image.new("RGBA", (300, 180))
    ImageDraw.Draw(image).ellipse((10, 10, 290, 170), fill="#B00020")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    _, relation = deck.slide_master.part.get_or_add_image_part(stream)
    x, y, width, height = (Pt(value) for value in LOGO)
    deck.slide_master._element.cSld.spTree.append(
        etree.fromstring(
            f'<p:pic {NS}><p:nvPicPr><p:cNvPr id="902" name="Logo"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
            f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off '
            f'x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{RECT}</p:spPr></p:pic>'
        )
    )


def base(tmp_path: Path, *changes: Callable[[bases.Deck], None]) -> Base:
    file = tmp_path / "house.pptx"
    file.write_bytes(bases.made(*changes))
    return read.read(file)


def under(of: Base, box: Box) -> grounds.Ground:
    layout = of.named("Title Only")
    assert layout
    return grounds.under(of, layout, box)


def texts(slide: PlacedSlide) -> list[TextShape]:
    return [each for each in slide.shapes if isinstance(each, TextShape)]


def of_name(slide: PlacedSlide, name: str) -> TextShape:
    return next(each for each in texts(slide) if each.name == name)


def test_a_freeform_is_known_by_its_shape_and_not_by_its_box(tmp_path: Path) -> None:
    found = base(tmp_path, drawn(shape((0, 0, 720, 540), solid("102040"), HALF)))
    assert under(found, Box(20, 20, 100, 60)).rgb == "102040"
    assert under(found, Box(600, 450, 100, 60)).rgb == "FFFFFF"
    across = under(found, Box(300, 200, 120, 140))
    assert not across.plain
    assert across.ends == ("102040", "FFFFFF")


def test_what_is_drawn_last_lies_on_top_and_a_group_paints_what_is_in_it(tmp_path: Path) -> None:
    grouped = etree.fromstring(
        f'<p:grpSp {NS}><p:nvGrpSpPr><p:cNvPr id="903" name="G"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{Pt(200)}" cy="{Pt(200)}"/><a:chOff x="0" y="0"/><a:chExt '
        f'cx="{Pt(100)}" cy="{Pt(100)}"/></a:xfrm>{solid("AA0000")}</p:grpSpPr></p:grpSp>'
    )
    grouped.append(shape((0, 0, 100, 100), "<a:grpFill/>"))
    found = base(tmp_path, drawn(shape((0, 0, 720, 540), solid("00AA00")), grouped))
    assert under(found, Box(20, 20, 160, 160)).rgb == "AA0000"  # as large as the group stretches it
    assert under(found, Box(220, 20, 160, 160)).rgb == "00AA00"


def test_a_gradient_is_known_from_end_to_end(tmp_path: Path) -> None:
    blend = '<a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="000000"/></a:gs><a:gs pos="100000"><a:srgbClr '
    blend += 'val="FFFFFF"/></a:gs></a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill>'
    found = base(tmp_path, drawn(shape((0, 0, 720, 540), blend)))
    left, right = under(found, Box(5, 100, 60, 60)), under(found, Box(655, 100, 60, 60))
    assert left.rgb < "202020"
    assert right.rgb > "DF0000"
    low, *_, high = under(found, Box(0, 0, 720, 540)).ends
    assert (low < "101010", high > "EF0000") == (True, True)


def test_a_picture_in_two_tones_is_known_by_these(tmp_path: Path) -> None:
    """A duotone: the picture's dark parts have one colour, its light ones the other."""

    def toned(deck: bases.Deck) -> None:
        stream = io.BytesIO()
        Image.new("RGB", (40, 40), "#FFFFFF").save(stream, "PNG")
        stream.seek(0)
        layout = next(layout for layout in deck.slide_layouts if layout.name == "Title Only")
        _, relation = layout.part.get_or_add_image_part(stream)
        tones = '<a:duotone><a:srgbClr val="102040"/><a:srgbClr val="204080"/></a:duotone>'
        paint = f'<a:blipFill><a:blip r:embed="{relation}">{tones}</a:blip><a:stretch/></a:blipFill>'
        layout._element.cSld.spTree.insert(2, shape((0, 0, 720, 540), paint))

    ground = under(base(tmp_path, toned), Box(60, 150, 300, 200))
    assert (ground.plain, ground.rgb, ground.ends) == (True, "204080", ())


def test_words_on_a_pattern_have_a_ground_of_their_own(tmp_path: Path) -> None:
    """What a pattern is can't be told at its size: content stands on a panel, and a title on a fill."""
    pattern = '<a:pattFill prst="pct50"><a:fgClr><a:srgbClr val="333333"/></a:fgClr><a:bgClr><a:srgbClr val="EEEEEE"/>'
    change = drawn(shape((0, 0, 720, 540), f"{pattern}</a:bgClr></a:pattFill>"))
    assert under(base(tmp_path, change), Box(60, 150, 300, 200)).shades == ()
    built = decks.built(small_on(tmp_path / "project", bases.made(change))).placed
    content = [slide for slide in built.slides if "slideLayout6" in slide.layout]
    assert content
    for slide in content:
        panel = next(each for each in slide.shapes if isinstance(each, Decoration) and each.fill)
        held = [each for each in texts(slide) if each.role in ("column", "row", "source")]
        assert all(panel.box.holds(each.box, 1) for each in held)
    assert list(legible.doubts(built)) == []


def test_a_texture_is_known_by_what_much_of_it_has(tmp_path: Path) -> None:
    """A ground near to one colour whose lighter parts are many: a text has to be read on those too."""
    stripes = [shape((0, y, 720, 6), solid("6E82AC")) for y in range(0, 540, 12)]
    ground = under(base(tmp_path, drawn(shape((0, 0, 720, 540), solid("56709A")), *stripes)), Box(60, 150, 300, 200))
    assert ground.plain
    assert ground.ends == ("56709A", "6E82AC")


def speckled(deck: bases.Deck) -> None:
    """A texture of 5 by 5 pixels, too light for white and too dark for black."""
    stream = io.BytesIO()
    speck = Image.new("RGB", (5, 5), "#4D6791")
    for place in range(0, 25, 2):
        speck.putpixel((place % 5, place // 5), (0x68, 0x7E, 0xAB))
    speck.save(stream, "PNG")
    stream.seek(0)
    layout = next(layout for layout in deck.slide_layouts if layout.name == "Title Slide")
    _, relation = layout.part.get_or_add_image_part(stream)
    paint = f'<a:blipFill><a:blip r:embed="{relation}"/><a:tile sx="50000" sy="50000"/></a:blipFill>'
    layout._element.cSld.spTree.insert(2, shape((0, 0, 720, 540), paint))


def test_a_speckled_ground_is_known_by_its_specks_and_words_on_it_can_be_read(tmp_path: Path) -> None:
    """In the mean of them a text would seem readable. A fill in the middle of the texture lies under words on it."""
    built = decks.built(small_on(tmp_path / "project", bases.made(speckled))).placed
    theme = built.theme
    assert theme.base
    layout = theme.layouts["cover"]
    ground = grounds.under(theme.base, layout, Box(60, 300, 300, 60))
    assert ground.ends == ("4D6791", "687EAB")
    assert layout.canvas.free(Box(60, 300, 300, 60))  # its grain is nothing drawn
    subtitle = of_name(built.slides[0], "subtitle")
    assert subtitle.fill
    assert ratio(rgb(subtitle.lines[0].look.color, theme), rgb(subtitle.fill, theme)) >= 4.5
    assert list(legible.doubts(built)) == []


def test_corners_that_are_cut_or_rounded_show_what_is_below(tmp_path: Path) -> None:
    preset = '<a:prstGeom prst="{}"><a:avLst/></a:prstGeom>'
    cut = [shape((0, 0, 360, 540), solid("102040"), geometry=preset.format("round2DiagRect"))]
    cut += [shape((360, 0, 360, 540), solid("102040"), geometry=preset.format("snip1Rect"))]
    found = base(tmp_path, drawn(*cut))
    corners = {name: Box(x, y, 8, 8) for name, x, y in (("a", 0, 0), ("b", 352, 0), ("c", 352, 532), ("d", 712, 0))}
    seen = {name: under(found, box).rgb for name, box in corners.items()}
    assert seen == {"a": "FFFFFF", "b": "102040", "c": "FFFFFF", "d": "FFFFFF"}


def test_the_date_keeps_clear_of_a_logo_beside_it(tmp_path: Path) -> None:
    """A logo over the end of the place for the date: the date stands beside it, or not at all."""
    box = (150.0, 495.0, 60.0, 36.0)
    change = drawn(shape(box, solid("B00020"), geometry='<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'))
    built = decks.built(small_on(tmp_path / "project", bases.made(change))).placed
    content = [slide for slide in built.slides if "slideLayout6" in slide.layout]
    dates = [each for slide in content for each in texts(slide) if each.name == "Date"]
    assert dates
    assert not any(date.box.overlap(Box(*box)).area > 1 for date in dates)


def test_free_room_is_where_nothing_is_seen(tmp_path: Path) -> None:
    layout = base(tmp_path, logo, drawn(shape((0, 500, 720, 40), solid("1F3864")))).named("Title Only")
    assert layout
    assert layout.canvas.free(Box(20, 505, 300, 30))  # a band is a ground
    assert not layout.canvas.free(Box(20, 490, 300, 30))  # its edge is not
    assert not layout.canvas.free(Box(*LOGO))
    assert layout.canvas.free(Box(LOGO[0], LOGO[1], 8, 8))  # the corner of the picture is empty


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PlacedDeck]:
    """A deck on a template without footers, with a logo at the titles and one colour of art along the feet."""
    band = drawn(shape((0, 480, 720, 60), solid("1F3864")), on="Title Slide")
    folder = tmp_path_factory.mktemp("marked") / "project"
    file = small_on(folder, bases.made(bases.no_footers, logo, band))
    return file, decks.built(file).placed


def test_the_marking_stands_in_free_room_in_a_colour_that_is_seen_there(marked: tuple[Path, PlacedDeck]) -> None:
    theme = marked[1].theme
    for slide in marked[1].slides:
        marking = of_name(slide, "marking")
        layout = next(each for each in theme.layouts.values() if each.part == slide.layout)
        assert plain(marking.lines[0].text) == "UNCLASSIFIED"
        assert marking.fill is None
        assert layout.canvas.free(marking.box)
        others = [each.box for each in texts(slide) if each is not marking]
        assert not any(box.overlap(marking.box).area > 1 for box in others)
    assert list(legible.doubts(marked[1])) == []


def test_titles_are_alike_and_keep_clear_of_a_logo(marked: tuple[Path, PlacedDeck]) -> None:
    content = (slide for slide in marked[1].slides if "slideLayout6" in slide.layout)
    titles = [each for slide in content for each in texts(slide) if each.role == "title"]
    assert titles
    assert all(title.box.right <= LOGO[0] for title in titles)
    assert len({(title.lines[0].look.size, title.lines[0].look.bold, title.lines[0].align) for title in titles}) == 1


def test_the_house_s_footer_has_a_key_and_stays_beside_the_marking(tmp_path: Path) -> None:
    def footers(deck: bases.Deck) -> None:
        for layout in deck.slide_layouts:
            for held in layout.placeholders:
                if held.placeholder_format.type == 15:
                    held._element.txBody.findall(qn("a:p"))[0].append(
                        etree.fromstring(f"<a:r {NS}><a:rPr/><a:t>Harbour Office · Internal</a:t></a:r>")
                    )

    file = small_on(tmp_path / "project", bases.made(footers))
    assert '  footer: "Harbour Office · Internal"' in (file.parent / "themes" / "house.yaml").read_text("utf-8")
    for slide in decks.built(file).placed.slides:
        said = {each.name: plain(each.lines[0].text) for each in texts(slide) if each.name in ("Footer", "marking")}
        assert said == {"Footer": "Harbour Office · Internal", "marking": "UNCLASSIFIED"}


def test_a_text_that_can_t_be_read_on_the_base_is_told_with_its_slide(marked: tuple[Path, PlacedDeck]) -> None:
    theme = load_theme("house", (marked[0].parent / "themes",))
    layout = theme.layouts["cover"]
    shapes = marked[1].slides[0].shapes
    dark = next(each for each in shapes if isinstance(each, TextShape) and each.name == "marking")
    moved = PlacedSlide(layout.part, (TextShape(Box(60, 490, 300, 30), dark.lines, "x"),), (), "", "x")
    light = PlacedSlide(layout.part, (TextShape(Box(60, 300, 300, 30), dark.lines, "x"),), (), "", "x")
    assert list(legible.doubts(PlacedDeck((moved,), theme, marked[1].properties))) == []
    (told,) = legible.doubts(PlacedDeck((moved, light), theme, marked[1].properties))
    assert told.severity == "warning"
    assert told.path == "deck.base"
    assert "slide 2: 'UNCLASSIFIED' has a contrast of" in told.message
