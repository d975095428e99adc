"""Templates of an unusual make: what a slide inherits of them does not spoil it, and what is small is used well."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from PIL import Image
from pptx.presentation import Presentation
from pptx.util import Pt

from policybrief.deck.fit import legible
from policybrief.deck.placed import PlacedSlide
from policybrief.deck.shapes import TextShape
from policybrief.ooxml.box import Box
from policybrief.ooxml.zipped import unpacked
from policybrief.text.run import plain
from support import bases, decks
from support.commands import brief


def built(tmp_path: Path, content: bytes) -> decks.Built:
    """The minimal brief on the theme that is proposed for a base."""
    return decks.built(bases.small_on(tmp_path / "house", content))


def placed(*boxes: tuple[str, int, tuple[float, float, float, float]]) -> Callable[[Presentation], None]:
    """Placeholders moved: on the master ("") or a layout, by their index among its placeholders."""

    def change(deck: Presentation) -> None:
        for name, number, (x, y, width, height) in boxes:
            part = next((layout for layout in deck.slide_layouts if layout.name == name), deck.slide_master)
            held = list(part.placeholders)[number]
            held.left, held.top, held.width, held.height = Pt(x), Pt(y), Pt(width), Pt(height)

    return change


def title(slide: PlacedSlide) -> TextShape:
    return next(each for each in slide.shapes if isinstance(each, TextShape) and each.role == "title")


def large_and_rtl(files: dict[str, bytes]) -> None:
    """All of a master's styles read from right to left, and are of a size that no row of a table has."""
    name = "ppt/slideMasters/slideMaster1.xml"
    text = re.sub(r'rtl="0"', 'rtl="1"', files[name].decode())
    assert 'rtl="1"' in text
    files[name] = re.sub(r'(<a:defRPr )sz="\\d+"', r'\1sz="6000"', text).encode()


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The slides of the real brief, which has a matrix, on a base of large type from right to left."""
    base = bases.repacked(bases.made(), large_and_rtl)
    found = unpacked(decks.built(bases.brief_on(tmp_path_factory.mktemp("rtl") / "deck", base)).content)
    return {name: text.decode() for name, text in found.items() if re.fullmatch(r"ppt/slides/slide\d+.xml", name)}


def test_our_words_are_read_from_left_to_right_on_a_base_that_is_not(turned: dict[str, str]) -> None:
    for name, text in turned.items():
        with_words = re.findall(r"<a:p>(<a:pPr[^>]*>)", text)
        assert with_words
        assert all('rtl="0"' in properties for properties in with_words), name


def test_a_base_read_from_left_to_right_is_not_told_so(tmp_path: Path) -> None:
    content = unpacked(built(tmp_path, bases.made()).content)
    assert not any(b"rtl=" in text for name, text in content.items() if name.startswith("ppt/slides/slide"))


def test_cells_without_words_have_the_size_of_those_with(turned: dict[str, str]) -> None:
    cells = [cell for text in turned.values() for cell in re.findall(r"<a:tc>.*?</a:tc>", text, re.DOTALL)]
    empty = [cell for cell in cells if "<a:t>" not in cell]
    assert empty
    assert all(re.search(r'<a:endParaRPr [^>]*sz="\d+"', cell) for cell in empty)


def test_a_title_in_a_column_has_as_many_lines_as_it_takes(tmp_path: Path) -> None:
    column, beside = (24.0, 40.0, 220.0, 420.0), (270.0, 40.0, 660.0, 440.0)
    deck = built(
        tmp_path,
        bases.made(bases.size(960, 540), placed(("", 0, column), ("", 1, beside), ("Title Only", 0, column))),
    )
    titles = [title(slide) for slide in deck.placed.slides if title(slide).box.width < 221]
    assert len(titles) > 2
    assert {shape.lines[0].look.size for shape in titles} == {titles[0].lines[0].look.size}
    assert titles[0].lines[0].look.size >= 24
    assert any(len(plain(shape.lines[0].text)) * shape.lines[0].look.size > 900 for shape in titles)


def test_a_placeholder_of_400_by_200_points_is_enough(tmp_path: Path) -> None:
    """The title's box holds one line, and is not made higher at the cost of what has little room."""
    low, small = (280.0, 130.0, 400.0, 50.0), (280.0, 190.0, 400.0, 200.0)
    (tmp_path / "house.pptx").write_bytes(
        bases.made(bases.size(960, 540), placed(("", 0, low), ("", 1, small), ("Title Only", 0, low)))
    )
    ran = brief("theme", "inspect", tmp_path / "house.pptx", "--write", tmp_path / "house.yaml")
    assert ran.exit_code == 0
    assert "no room" not in ran.stderr
    assert "# content: {x: 280, y: 190, width: 400, height: 200}" in (tmp_path / "house.yaml").read_text("utf-8")


def test_words_keep_off_the_edge_of_a_band_beside_them(tmp_path: Path) -> None:
    """A band of the slide's height under a quarter of the title: the title stands beside it, without a box behind."""

    def band(deck: Presentation) -> None:
        bases.fill(deck.slide_layouts[0], (0, 0, 250, 540), "1F3A5F", first=True)

    deck = built(tmp_path, bases.made(bases.size(960, 540), band))
    head = title(deck.placed.slides[0])
    assert head.box.x > 250
    assert head.fill is None


def test_the_only_layout_of_a_base_is_all_that_is_asked_for(tmp_path: Path) -> None:
    def alone(deck: Presentation) -> None:
        used = {slide.slide_layout.name for slide in deck.slides}
        for layout in [layout for layout in deck.slide_layouts if layout.name != "Title and Content"]:
            if layout.name in used:
                layout._element.cSld.spTree.remove(layout.placeholders[0]._element)  # no title: it can be nothing
            else:
                deck.slide_layouts.remove(layout)

    (tmp_path / "house.pptx").write_bytes(bases.made(alone))
    ran = brief("theme", "inspect", tmp_path / "house.pptx", "--write", tmp_path / "house.yaml")
    assert ran.exit_code == 0
    layouts = yaml.safe_load((tmp_path / "house.yaml").read_text("utf-8"))["deck"]["layouts"]
    assert {layouts[kind] for kind in ("cover", "section", "title-only")} == {"Title and Content"}


def test_the_sizes_that_are_proposed_for_a_poster_are_taken(tmp_path: Path) -> None:
    deck = built(tmp_path, bases.made(bases.size(2400, 1350)))
    assert max(title(slide).lines[0].look.size for slide in deck.placed.slides[:1]) > 40


def test_a_number_stands_beside_a_logo_in_its_corner(tmp_path: Path) -> None:
    corner = (640.0, 497.0, 70.0, 36.0)

    def logo(deck: Presentation) -> None:
        stream = io.BytesIO()
        Image.effect_noise((70, 36), 120).save(stream, "PNG")
        stream.seek(0)
        part = deck.slide_master
        _, relation = part.part.get_or_add_image_part(stream)
        x, y, width, height = map(Pt, corner)
        part._element.cSld.spTree.add_pic(902, "Logo", "", relation, x, y, width, height)

    deck = built(tmp_path, bases.made(logo))
    numbers = [shape for slide in deck.placed.slides[1:] for shape in slide.shapes if shape_is_number(shape)]
    assert numbers
    for number in numbers:
        assert isinstance(number, TextShape)
        assert number.lines[0].align == "r"
        words = Box(number.box.right - number.insets[2] - 18, number.box.y, 17, number.box.height)
        assert not words.overlap(Box(*corner)).area


def shape_is_number(shape: object) -> bool:
    return isinstance(shape, TextShape) and shape.role == "number"


def test_words_on_a_photograph_of_every_shade_have_a_fill(tmp_path: Path) -> None:
    """A blue that differs enough from black and from white is nowhere to be seen on the greys between them."""
    deck = built(tmp_path, bases.made(bases.picture)).placed
    texts = [shape for slide in deck.slides for shape in slide.shapes if isinstance(shape, TextShape)]
    for role in ("title", "footer"):
        assert all(shape.fill for shape in texts if shape.role == role)
    assert list(legible.doubts(deck)) == []


def test_marks_in_a_narrow_summary_stay_in_their_column(tmp_path: Path) -> None:
    """Of the judgments that have no room for their headlines: below how sure they are, where beside it is none."""
    narrow = placed(("", 1, (490.0, 126.0, 430.0, 356.0)))
    file = bases.brief_on(tmp_path / "house", bases.made(bases.size(960, 540), narrow))
    slide = next(
        slide
        for slide in decks.built(file).placed.slides
        if any(shape.name.startswith("bottom") for shape in slide.shapes)
    )
    texts = [shape for shape in slide.shapes if isinstance(shape, TextShape)]
    circles = [shape for shape in texts if shape.geometry == "ellipse"]
    assert len(circles) > 3
    others = [shape for shape in texts if shape not in circles]
    assert not any(circle.box.overlap(other.box).area > 1 for circle in circles for other in others)
