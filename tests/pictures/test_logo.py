"""The logo: in the memo as vectors or pixels, on the deck's cover as a picture, and refused where it can't be drawn."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from policybrief.deck.check.check import check
from policybrief.ooxml.package import NS, Package
from policybrief.ooxml.zipped import unpacked
from policybrief.pictures import svg_paths, svg_shapes
from policybrief.pipeline import build
from support import house_themes, sdk
from support.commands import problems_of

THEME = "logo: {file: %s, alt: A red square on blue}"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40">%s</svg>'
SQUARE = '<rect width="80" height="40" fill="#0000FF"/><rect x="10" y="10" width="20" height="20" fill="red"/>'


def png(mode: str = "RGBA", size: tuple[int, int] = (80, 40)) -> bytes:
    image = Image.new("RGB", size, (0, 0, 255))
    image.paste((255, 0, 0), (10, 10, 30, 30))
    stream = io.BytesIO()
    image.convert(mode).save(stream, "PNG")
    return stream.getvalue()


def put(root: Path, **files: bytes | str) -> None:
    """Files beside the theme: `logo_svg` is logo.svg."""
    folder = root / "content" / "themes"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content if isinstance(content, bytes) else content.encode())


def pixels(pdf: bytes) -> list[tuple[int, int, int]]:
    """The colours at the upper right of the page: in the square, beside it, and left of the logo."""
    sheet = pypdfium2.PdfDocument(pdf)[0]
    image = sheet.render(scale=4).to_pil().convert("RGB")
    left, top, scale = 612 - 46.8 - 56, 46.8 * 0.66, 4 * 28 / 40
    points = [(left * 4 + x * scale, top * 4 + y * scale) for x, y in ((20, 20), (50, 20), (-5, 20))]
    return [image.getpixel((round(x), round(y))) for x, y in points]


def is_image(found: pikepdf.Object) -> bool:
    return isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image"


RED_ON_BLUE = [(255, 0, 0), (0, 0, 255), (255, 255, 255)]


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "P", "L", "LA", "1"])
def test_a_png_stands_at_the_headers_right_end(mode: str, tmp_path: Path) -> None:
    put(tmp_path, logo_png=png(mode))
    pdf = house_themes.memo(tmp_path, THEME % "logo.png")
    assert house_themes.faults(pdf, tmp_path / "memo.pdf") == []
    if mode in ("RGBA", "RGB", "P"):
        assert pixels(pdf) == RED_ON_BLUE
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        spaces = {str(image.ColorSpace) for image in opened.objects if is_image(image) and "/SMask" in image}
        spaces |= {str(image.ColorSpace) for image in opened.pages[0].Resources.XObject.values()}
    assert spaces == {"/DeviceRGB"}


def test_an_svg_is_drawn_as_vectors(tmp_path: Path) -> None:
    put(tmp_path, logo_svg=SVG % SQUARE)
    pdf = house_themes.memo(tmp_path, THEME % "logo.svg")
    assert house_themes.faults(pdf, tmp_path / "memo.pdf") == []
    assert pixels(pdf) == RED_ON_BLUE
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert not [image for image in opened.objects if is_image(image)]


def test_what_leaves_the_view_box_is_cut(tmp_path: Path) -> None:
    put(tmp_path, logo_svg=SVG % f'{SQUARE}<rect x="-200" y="15" width="205" height="10"/>')
    assert pixels(house_themes.memo(tmp_path, THEME % "logo.svg"))[2] == (255, 255, 255)


def test_it_is_a_figure_with_alt_and_box_before_the_title(tmp_path: Path) -> None:
    put(tmp_path, logo_svg=SVG % SQUARE)
    with pikepdf.open(io.BytesIO(house_themes.memo(tmp_path, THEME % "logo.svg"))) as opened:
        found = house_themes.elements(opened)
        (figure,) = [node for node in found if node.S == "/Figure"]
        assert str(figure.Alt) == "A red square on blue"
        assert [float(side) for side in figure.A.BBox] == pytest.approx([509.2, 733.1, 565.2, 761.1], abs=0.1)
        tags = [str(node.S) for node in found]
    assert tags.index("/Figure") < tags.index("/H1")


def test_the_same_logo_gives_the_same_bytes(tmp_path: Path) -> None:
    put(tmp_path, logo_svg=SVG % SQUARE, logo_png=png())
    brief = house_themes.project(tmp_path, THEME % "logo.svg")
    first, second = build.make(brief), build.make(brief)
    assert [made.content for made in first] == [made.content for made in second]


def test_a_wide_logo_leaves_room_for_the_title(tmp_path: Path) -> None:
    put(tmp_path, logo_png=png("RGB", (4000, 40)))
    pdf = house_themes.memo(tmp_path, THEME % "logo.png", ("title: Build the quay", f"title: {'Build the quay ' * 8}"))
    assert house_themes.outside(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        box = next(node.A.BBox for node in house_themes.elements(opened) if node.S == "/Figure")
    assert float(box[2]) - float(box[0]) <= 0.35 * (612 - 108)


# -- the deck


def deck(brief: Path) -> bytes:
    return build.make(brief, ("deck",))[0].content


def test_the_cover_has_it_as_a_native_picture(tmp_path: Path) -> None:
    put(tmp_path, logo_svg=SVG % SQUARE, logo_png=png())
    content = deck(house_themes.project(tmp_path, THEME % "logo.svg"))
    assert check(content) == []
    assert sdk.findings(content, tmp_path) == []
    package = Package(content)
    pictures = {name: package.find(name, "//p:pic/*/p:cNvPr/@descr") for name in package.slides}
    assert pictures.pop("ppt/slides/slide1.xml") == ["A red square on blue"]
    assert not any(pictures.values())
    (box,) = package.xml("ppt/slides/slide1.xml").findall(".//p:pic/p:spPr/a:xfrm/a:ext", NS)
    assert int(box.get("cx")) == 2 * int(box.get("cy"))


def test_nothing_but_the_picture_gets_into_the_deck(tmp_path: Path) -> None:
    """A PNG may say who made it, when and where."""
    content = png()
    words = b"Author\0Agent Smith"
    chunk = struct.pack(">I4s", len(words), b"tEXt") + words + struct.pack(">I", zlib.crc32(b"tEXt" + words))
    put(tmp_path, logo_png=content[:33] + chunk + content[33:])
    made = deck(house_themes.project(tmp_path, THEME % "logo.png"))
    written = unpacked(made)["ppt/media/image1.png"]
    assert written == content
    assert Image.open(io.BytesIO(written)).getpixel((20, 20)) == (255, 0, 0, 255)


def test_a_deck_with_an_svg_alone_asks_for_a_png(tmp_path: Path) -> None:
    put(tmp_path, logo_svg=SVG % SQUARE)
    (problem,) = problems_of(lambda: build.make(house_themes.project(tmp_path, THEME % "logo.svg")))
    assert Path(problem.file).name == "logo.svg"
    assert (problem.message, problem.hint) == (
        "is an SVG, and the deck's cover needs a PNG", "save the logo as logo.png too, beside it"
    )  # fmt: skip


# -- refusals


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone.png", "there is no file 'gone.png' beside the theme"),
        ("../brief.yaml", "'../brief.yaml' leads outside the theme's folder"),
        ("/etc/passwd.png", "'/etc/passwd.png' leads outside the theme's folder"),
        ("house.yaml", "'house.yaml' is neither a .png nor a .svg"),
    ],
)
def test_a_file_that_is_no_logo_is_told_at_the_themes_line(name: str, message: str, tmp_path: Path) -> None:
    brief = house_themes.project(tmp_path, f"logo:\n  file: {name}\n  alt: A square")
    (problem,) = problems_of(lambda: build.make(brief))
    assert (Path(problem.file).name, problem.line, problem.path) == ("house.yaml", 3, "logo.file")
    assert problem.message == message


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    put(tmp_path)
    (tmp_path / "content" / "themes" / "logo.png").symlink_to(tmp_path / "secret.png")
    (problem,) = problems_of(lambda: house_themes.memo(tmp_path, THEME % "logo.png"))
    assert "leads out" in problem.message


@pytest.mark.parametrize("theme", ["logo: {file: logo.png}", "logo: {file: logo.png, alt: ''}"])
def test_a_logo_needs_an_alternative_text(theme: str, tmp_path: Path) -> None:
    put(tmp_path, logo_png=png())
    (problem,) = problems_of(lambda: house_themes.memo(tmp_path, theme))
    assert problem.path == "logo.alt"


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        ("<rect width='8' height='8'/>\n<text>Ours</text>", "<text> can't be drawn; convert it to paths"),
        ("\n<image href='a.png'/>", "<image> can't be drawn; convert it to paths"),
        ("\n<use href='#a'/>", "<use> can't be drawn; convert it to paths"),
        ("\n<style>rect{fill:red}</style>", "<style> can't be drawn; convert it to paths"),
        ("\n<rect fill='url(#a)' width='8' height='8'/>", "the colour 'url(#a)' can't be drawn; use a plain one"),
        ("\n<rect fill='#12345678' width='8' height='8'/>", "the colour '#12345678' is translucent; use a plain one"),
        ("\n<rect fill='rgb(9999,1,1)' width='8' height='8'/>", "the colour 'rgb(9999,1,1)' is none; use a plain one"),
        ("\n<g opacity='0.5'/>", "opacity='0.5' can't be drawn; flatten the drawing"),
        ("\n<g style='mask: url(#m)'/>", "mask='url(#m)' can't be drawn; flatten the drawing"),
        ("\n<g transform='rotate(30)'/>", "the transform rotate(30) can't be drawn; flatten it"),
        ("\n<path d='M0 0A1 1 0 0 1 2 2'/>", "an arc (A) of a path can't be drawn; convert it to curves"),
        ("\n<path d='L1 1'/>", "a path begins with M"),
        ("\n<path d='M1e400 1'/>", "1e400 is too large a number"),
        ("\n<rect width='1e400' height='8'/>", "'1e400' is not a list of numbers"),
        ("\n<path d='M1 1 L2'/>", "'M1 1 L2' ends amid its numbers"),
        ("\n<polygon points='1 2 x'/>", "'1 2 x' is not a list of numbers"),
    ],
)
def test_what_an_svg_has_that_cant_be_drawn_is_told_at_its_line(shapes: str, message: str, tmp_path: Path) -> None:
    put(tmp_path, logo_svg=SVG % shapes)
    (problem,) = problems_of(lambda: house_themes.memo(tmp_path, THEME % "logo.svg"))
    assert (Path(problem.file).name, problem.line, problem.message) == ("logo.svg", 2, message)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not XML"),
        (b"<svg/>", "is not an SVG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "has no viewBox with a width and a height"),
        ((SVG % "").encode(), "draws nothing"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + (SVG % "&a;").encode(), "an entity can't be drawn"),
    ],
)
def test_a_file_that_is_no_drawing(content: bytes, message: str) -> None:
    with pytest.raises(svg_shapes.SvgError, match=message):
        svg_paths.read(content)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", png()[:-40]], ids=range(4))
def test_a_broken_png(content: bytes, tmp_path: Path) -> None:
    put(tmp_path, logo_png=content)
    (problem,) = problems_of(lambda: house_themes.memo(tmp_path, THEME % "logo.png"))
    assert "is not a PNG that can be read" in problem.message


# -- the reader of SVG


def test_transforms_and_styles_come_down_to_each_path() -> None:
    drawn = svg_paths.read(
        (
            SVG % '<g transform="translate(10) scale(2 3)" fill="navy" stroke="#fff" style="stroke-width:3">'
            '<circle cx="1" cy="2" r="4"/><g fill="none"><line x2="5" transform="matrix(1 0 0 1 7 8)"/></g></g>'
            '<rect width="4" height="4" rx="1" display="none"/><rect width="4" height="4" visibility="hidden"/>'
        ).encode()
    )
    circle, line = drawn.paths
    assert (circle.fill, circle.stroke, circle.thickness, circle.matrix) == ("000080", "FFFFFF", 3, (2, 0, 0, 3, 10, 0))
    assert (line.fill, line.segments, line.matrix) == ("", (("M", (0, 0)), ("L", (5, 0))), (2, 0, 0, 3, 24, 24))
    assert (drawn.width, drawn.height) == (80, 40)


@pytest.mark.parametrize(
    ("data", "segments"),
    [
        ("M1 2L3 4", [("M", (1, 2)), ("L", (3, 4))]),
        ("m1,2 3-4.5.5 6z", [("M", (1, 2)), ("L", (4, -2.5)), ("L", (4.5, 3.5)), ("Z", ())]),
        ("M1 1h2v3H0V0", [("M", (1, 1)), ("L", (3, 1)), ("L", (3, 4)), ("L", (0, 4)), ("L", (0, 0))]),
        ("M0 0c1 1 2 2 3 0s1 1 2 2", [("M", (0, 0)), ("C", (1, 1, 2, 2, 3, 0)), ("C", (4, -2, 4, 1, 5, 2))]),
        ("M0 0Q3 3 6 0T12 0", [("M", (0, 0)), ("C", (2, 2, 4, 2, 6, 0)), ("C", (8, -2, 10, -2, 12, 0))]),
        ("M5 5h1zl1 0", [("M", (5, 5)), ("L", (6, 5)), ("Z", ()), ("L", (6, 5))]),
        ("", []),
    ],
)
def test_paths(data: str, segments: list[svg_shapes.Segment]) -> None:
    assert list(svg_shapes.path(data, 1)) == [(kind, pytest.approx(values)) for kind, values in segments]


@given(st.text("MLHVCSQTZmlhvcsqtz0123456789.-, eA", max_size=40))
def test_any_path_is_drawn_or_refused(data: str) -> None:
    with suppress(svg_shapes.SvgError):
        assert all(kind in "MLCZ" for kind, _ in svg_shapes.path(data, 1))
