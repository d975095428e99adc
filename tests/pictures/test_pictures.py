"""Pictures in a deck: found in the project, shown without distortion, and nothing in the file but the picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image, ImageDraw, PngImagePlugin
from pptx import Presentation

from policybrief.deck.check.check import check
from policybrief.errors import Problem
from policybrief.ooxml.zipped import unpacked
from policybrief.pictures import bitmap, svg
from policybrief.pipeline import build
from support import sdk
from support.commands import problems_of
from support.projects import MINIMAL

MAKER = b"Ann's own camera"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30">{}<rect width="60" height="30" fill="#14284B"/></svg>'
)
NS = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}


def drawn(width: int = 300, height: int = 200, mode: str = "RGB") -> Image.Image:
    """A light picture with a dark upper left quarter, so that a turn shows."""
    image = Image.new("RGB", (width, height), "#d0e0f0")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height // 2), fill="#14284B")
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x010F], made[0x0112] = MAKER.decode(), orientation
    made.get_ifd(0x8825)[1] = "N"  # the place where it was taken
    return made


def png_with_notes() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", MAKER.decode())
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{MAKER.decode()}</x>")
    return saved(drawn(), "PNG", pnginfo=notes, exif=exif(), dpi=(300, 300)) + MAKER


@dataclass(frozen=True)
class Made:
    content: bytes

    @property
    def media(self) -> dict[str, bytes]:
        return {name: part for name, part in unpacked(self.content).items() if "/media/" in name}

    @property
    def shapes(self) -> list[Any]:
        deck = Presentation(io.BytesIO(self.content))
        return [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]

    def image(self) -> Image.Image:
        (content,) = self.media.values()
        return Image.open(io.BytesIO(content))


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """A project whose brief has pictures; gives the brief's file."""

    def lay_out(files: dict[str, bytes], *pictures: dict[str, Any]) -> Path:
        for name, content in files.items():
            file = tmp_path / "project" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        brief = tmp_path / "project" / "content" / "brief.yaml"
        brief.parent.mkdir(parents=True, exist_ok=True)
        entries = [
            {"headline": f"Picture {n}", "alt": f"What {n} shows", "sources": ["count"]} | one
            for n, one in enumerate(pictures)
        ]
        brief.write_text(f"{MINIMAL}\n{yaml.safe_dump({'pictures': entries}, sort_keys=False)}", encoding="utf-8")
        return brief

    return lay_out


@pytest.fixture
def shown(project: Callable[..., Path]) -> Callable[..., Made]:
    def make(content: bytes, name: str = "map.png", **more: Any) -> Made:
        brief = project({f"content/{name}": content}, {"file": name} | more)
        (deck,) = build.make(brief, ("deck",))
        assert check(deck.content) == []
        return Made(deck.content)

    return make


def problem(brief: Path) -> Problem:
    (found,) = problems_of(lambda: build.make(brief, ("deck",)))
    return found


# -- what is shown

KINDS: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: saved(drawn(), "JPEG", exif=exif(), comment=MAKER, quality=85) + MAKER,
    "progressive jpeg": lambda: saved(drawn(), "JPEG", exif=exif(), progressive=True) + MAKER,
    "grey jpeg": lambda: saved(drawn(mode="L"), "JPEG", exif=exif()),
    "turned jpeg": lambda: saved(drawn(200, 300), "JPEG", exif=exif(8)),
    "cmyk jpeg": lambda: saved(drawn(mode="CMYK"), "JPEG", exif=exif()),
    "png": png_with_notes,
    "palette png": lambda: saved(drawn(mode="P"), "PNG", exif=exif(), transparency=0),
    "black and white png": lambda: saved(drawn(mode="1"), "PNG"),
    "deep png": lambda: saved(Image.new("I;16", (300, 200), 40_000), "PNG"),
    "large png": lambda: saved(drawn(3000, 2000), "PNG", exif=exif()),
    "large deep png": lambda: saved(Image.new("I;16", (3000, 2000), 40_000), "PNG"),
    "large jpeg": lambda: saved(drawn(3000, 2000), "JPEG", exif=exif()),
    "several jpegs in one": lambda: saved(drawn(), "MPO", save_all=True, append_images=[drawn()], exif=exif()),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_shown_without_what_it_tells_of_its_maker(kind: str, shown: Callable[..., Made]) -> None:
    made = shown(KINDS[kind](), name="anything.png")
    with made.image() as image:
        image.load()
        assert image.mode in ("RGB", "RGBA", "L", "P", "1", "I;16")
        assert abs(image.width / image.height - 1.5) < 0.01
        assert image.width <= 2560
        assert image.height <= 1440
        assert not image.getexif()
        assert MAKER not in b"".join(made.media.values())
    (shape,) = made.shapes
    assert abs(shape.width / shape.height - 1.5) < 0.01
    assert shape._element._nvXxPr.cNvPr.get("descr") == "What 0 shows"
    assert shape.name == "pictures[0].alt"


def test_a_turned_picture_stands_upright(shown: Callable[..., Made]) -> None:
    with shown(KINDS["turned jpeg"]()).image() as image:
        upright = image.convert("L")
    dark = [upright.getpixel((x, y)) < 128 for x, y in ((10, 10), (290, 10), (10, 190), (290, 190))]
    assert dark == [False, False, True, False], "turned by a quarter against the clock"


def test_light_deep_pictures_stay_as_light(shown: Callable[..., Made]) -> None:
    with shown(KINDS["large deep png"]()).image() as image:
        assert image.getpixel((5, 5)) == 40_000 // 256


def test_pixels_are_not_touched_where_they_need_not_be(shown: Callable[..., Made]) -> None:
    for content in (KINDS["jpeg"](), KINDS["progressive jpeg"](), KINDS["png"]()):
        with shown(content).image() as after, Image.open(io.BytesIO(content)) as before:
            assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_a_colour_profile_stays(shown: Callable[..., Made]) -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for size in ((300, 200), (3000, 2000)):
        for kind in ("JPEG", "PNG"):
            with shown(saved(drawn(*size), kind, icc_profile=profile)).image() as image:
                assert image.info["icc_profile"] == profile


def test_a_small_picture_is_not_blown_up(shown: Callable[..., Made]) -> None:
    (shape,) = shown(saved(drawn(90, 60), "PNG")).shapes
    assert (shape.width.pt, shape.height.pt) == (90, 60)
    assert shape.left.pt == 480 - 45, "in the middle"


def test_a_picture_and_its_caption_stay_on_the_slide(shown: Callable[..., Made]) -> None:
    for size in ((100, 2000), (2000, 100), (1920, 1080), (1, 1)):
        made = shown(saved(drawn(*size), "PNG"), caption="Drawn by **hand** [@count] " * 6)
        (shape,) = made.shapes
        deck = Presentation(io.BytesIO(made.content))
        (slide,) = [slide for slide in deck.slides if shape.name in [each.name for each in slide.shapes]]
        (caption,) = [each for each in slide.shapes if each.name == "pictures[0].caption"]
        assert shape.top + shape.height <= caption.top
        assert caption.top + caption.height <= 490 * 12700
        names = [each.name for each in slide.shapes]
        assert names.index(shape.name) < names.index(caption.name), "read after the picture"


def test_the_same_picture_is_in_the_file_once(project: Callable[..., Path]) -> None:
    files = {"content/a.png": saved(drawn(), "PNG"), "b.jpg": saved(drawn(), "JPEG")}
    brief = project(files, {"file": "a.png"}, {"file": "b.jpg"}, {"file": "../content/a.png"})
    (deck,) = build.make(brief, ("deck",))
    made = Made(deck.content)
    assert list(made.media) == ["ppt/media/image1.png", "ppt/media/image2.jpg"]
    assert len(made.shapes) == 3


def test_two_builds_are_the_same(project: Callable[..., Path]) -> None:
    brief = project({"a.jpg": KINDS["large jpeg"]()}, {"file": "a.jpg"})
    assert len({build.make(brief, ("deck",))[0].content for _ in range(2)}) == 1


def test_an_svg_goes_in_with_its_png(project: Callable[..., Path], tmp_path: Path) -> None:
    noise = (
        "<!-- /home/ann --><metadata>ann</metadata><script>ann()</script><title>ann</title>"
        '<g xmlns:ink="urn:ink" ink:name="ann" onclick="ann()"><ink:x/>'
        '<a href="https://ann.example"><path d="M0 0"/></a></g>'
    )
    files = {"fig/a.svg": SVG.format(noise).encode(), "fig/a.png": saved(drawn(600, 300), "PNG")}
    (deck,) = build.make(project(files, {"file": "fig/a.svg"}), ("deck",))
    made = Made(deck.content)
    assert list(made.media) == ["ppt/media/image1.png", "ppt/media/image2.svg"]
    assert b"ann" not in made.media["ppt/media/image2.svg"]
    assert b"<rect" in made.media["ppt/media/image2.svg"]
    (shape,) = made.shapes
    (link,) = shape._element.xpath(".//*[local-name()='svgBlip']/@*[local-name()='embed']")
    assert shape.part.related_part(link).partname.endswith("image2.svg")
    assert sdk.findings(deck.content, tmp_path) == []
    assert check(deck.content) == []


# -- what can't be shown

ODD: dict[str, tuple[Callable[[], bytes], str]] = {
    "gif": (lambda: saved(drawn(), "GIF"), "is a GIF, not a PNG, JPEG or SVG"),
    "webp": (lambda: saved(drawn(), "WEBP"), "is a WebP"),
    "tiff": (lambda: saved(drawn(), "TIFF"), "is a TIFF"),
    "heic": (lambda: b"\0\0\0\x18ftypheic", "is a HEIC or AVIF"),
    "empty": (lambda: b"", "is empty"),
    "words": (lambda: b"not a picture", "is odd, not a PNG"),
    "short png": (lambda: KINDS["png"]()[:200], "is a PNG that can't be read"),
    "short jpeg": (lambda: KINDS["jpeg"]()[:1500], "is a JPEG that can't be read"),
    "start of a jpeg": (lambda: b"\xff\xd8\xff", "is a JPEG that can't be read"),
    "animated png": (
        lambda: saved(drawn(), "PNG", save_all=True, append_images=[drawn(mode="L").convert("RGB")]),
        "is animated",
    ),
    "too many pixels": (lambda: saved(Image.new("1", (9000, 9000)), "PNG"), "has more than 60,000,000 pixels"),
    "bomb": (lambda: saved(Image.new("1", (15000, 15000)), "PNG"), "is a PNG that can't be read"),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_can_t_be_shown_is_told_at_its_line(kind: str, project: Callable[..., Path]) -> None:
    content, message = ODD[kind]
    brief = project({"content/a.png": content()}, {"file": "a.png"})
    found = problem(brief)
    assert found.message.startswith(f"the picture {message}")
    assert found.path == "pictures[0].file"
    assert brief.read_text("utf-8").splitlines()[found.line - 1].strip() == "file: a.png"
    assert found.hint


SVGS = {
    "entities": ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("<text>&a;</text>"), "holds an entity"),
    "not XML": ("<svg xmlns='http://www.w3.org/2000/svg'><rect>", "is not XML"),
    "a page": ("<html><svg xmlns='http://www.w3.org/2000/svg'/></html>", "its first element is not <svg>"),
    "a bitmap": (SVG.format('<image href="data:image/png;base64,AAAA"/>'), "holds a bitmap"),
    "an animation": (SVG.format("<g><animate/></g>"), "holds an animation"),
    "another file": (SVG.format('<use href="other.svg#a"/>'), "leads to 'other.svg#a'"),
    "an address in its look": (SVG.format('<path fill="url(https://a.example/x)"/>'), "takes a part from elsewhere"),
    "an import": (SVG.format("<style>@import 'x.css'</style>"), "takes a part from elsewhere"),
    "an escape": (SVG.format(r'<path style="fill:\75rl(https://a.example/x)"/>'), "with a backslash (line 1)"),
    "an escape in a style": (SVG.format(r"<style>\000040import 'x.css';</style>"), "with a backslash"),
    "a set of images": (SVG.format("<path style=\"fill:image-set('x.png' 1x)\"/>"), "elsewhere: image-set()"),
    "a set of old": (SVG.format('<style>a{b:-webkit-image-set("x" 1x)}</style>'), "elsewhere: -webkit-image-set()"),
    "src()": (SVG.format("<path style=\"fill:SRC('x.png')\"/>"), "elsewhere: SRC()"),
    "a face": (SVG.format("<style>@font-face{font-family:x;src:local(x)}</style>"), "elsewhere: @font-face"),
    "a comment in a name": (SVG.format("<style>a{b:u/**/rl(x)}</style>"), "elsewhere"),
    "a comment that is none": (SVG.format("<path fill='url(/*a*/#b)'/>"), "elsewhere"),
    "a style in a group": (SVG.format("<g><defs><style>@import 'x'</style></defs></g>"), "elsewhere: @import"),
    "a style in pieces": (SVG.format("<style>@imp<!-- -->ort 'x'</style>"), "elsewhere: @import"),
    "a style around an element": (SVG.format("<style>@imp<script/>ort 'x'</style>"), "elsewhere: @import"),
    "a style in CDATA": (SVG.format("<style><![CDATA[@import 'x']]></style>"), "elsewhere: @import"),
    "an image of a filter": (SVG.format('<filter><feImage href="#a"/></filter>'), "holds <feImage>"),
    "a page within": (SVG.format("<foreignObject/>"), "holds a piece of a web page"),
    "a use of elsewhere": (
        SVG.format('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="http://a.example/b.svg#c"/>'),
        "leads to 'http://a.example/b.svg#c'",
    ),
    "a space before": (SVG.format('<use href=" #a"/>'), "leads to"),
    "a film": (SVG.format("<video/>"), "holds <video>"),
    "a set": (SVG.format('<set attributeName="href" to="x"/>'), "holds an animation"),
    "uses of uses": (
        SVG.format(
            "<g id='a0'><path/></g>"
            + "".join(f"<g id='a{n + 1}'>" + f"<use href='#a{n}'/>" * 10 + "</g>" for n in range(9))
        ),
        "draws more than 100,000 parts",
    ),
    "a use of itself": (SVG.format("<g id='a'><use href='#a'/></g>"), "draws more than"),
    "a long chain": (SVG.format("".join(f"<use id='a{n}' href='#a{n + 1}'/>" for n in range(2000))), "draws more"),
    "laughs": (
        '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + SVG.format("<g id='&b;'/>"),
        "holds an entity",
    ),
    "an entity of elsewhere": (
        '<!DOCTYPE svg [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>' + SVG.format(""),
        "holds an entity",
    ),
    "no size": ("<svg xmlns='http://www.w3.org/2000/svg'/>", "says neither its viewBox nor its width and height"),
    "no height": (SVG.format("").replace("60 30", "1e300 1e-300"), "a thousand times as long"),
    "no width": (SVG.format("").replace("60 30", "1e-320 1e308"), "a thousand times as long"),
    "another shape": (SVG.format("").replace("60 30", "30 60"), "and the PNG beside it differ in shape"),
}


@pytest.mark.parametrize("kind", SVGS)
def test_an_svg_that_reaches_out_is_refused(kind: str, project: Callable[..., Path]) -> None:
    text, message = SVGS[kind]
    found = problem(project({"a.svg": text.encode(), "a.png": saved(drawn(600, 300), "PNG")}, {"file": "a.svg"}))
    assert message in found.message
    assert found.path == "pictures[0].file"


def test_an_svg_may_refer_to_itself(project: Callable[..., Path]) -> None:
    text = SVG.format('<defs><g id="a"/></defs><use href="#a"/><path fill="url(#a)"/><style>.a{fill:url(#a)}</style>')
    files = {"a.svg": text.encode(), "a.png": saved(drawn(600, 300), "PNG")}
    assert problems_of(lambda: build.make(project(files, {"file": "a.svg"}), ("deck",))) == ()


def test_what_draws_nothing_does_not_go_along() -> None:
    text = SVG.format(
        '<g xml:base="http://a.example/" onclick="x()" data-x="x" xmlns:x="urn:x" x:y="z"><script>x()</script>'
        '<a href="http://a.example/"><path d="M0 0" aria-label="x"/></a></g>'
    )
    made, _ = svg.cleaned(b'<?xml-stylesheet href="http://a.example/x.css"?><!DOCTYPE svg>' + text.encode())
    for word in (b"example", b"onclick", b"data-x", b"urn:x", b"script", b"stylesheet", b"DOCTYPE", b"aria"):
        assert word not in made
    assert b'd="M0 0"' in made


def test_an_svg_without_its_png_says_which(project: Callable[..., Path]) -> None:
    found = problem(project({"a.svg": SVG.format("").encode()}, {"file": "a.svg"}))
    assert found.hint == "export it as a.png too, beside it"


PLACES = {
    "a slip": ("figures/mpa.png", "'figures/mpa.png' is not there", "did you mean 'figures/map.png'?"),
    "a folder": ("figures", "'figures' is a folder", "name a file in it"),
    "above the project": ("../secret.png", "'../secret.png' is outside of the project", "copy it into"),
    "an absolute path": ("{above}/secret.png", "is outside of the project", "copy it into"),
    "a link that leads out": ("figures/out.png", "is outside of the project", "copy it into"),
    "a device": ("/dev/zero", "is outside of the project", "copy it into"),
    "far above": ("../../../../../../../etc/pass.png", "is not there", "its path is from"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_picture_is_in_the_project_or_refused(place: str, project: Callable[..., Path], tmp_path: Path) -> None:
    name, message, hint = PLACES[place]
    (tmp_path / "secret.png").write_bytes(saved(drawn(), "PNG"))
    files = {"figures/map.png": saved(drawn(), "PNG")}
    brief = project(files, {"file": name.format(above=tmp_path)})
    (tmp_path / "project" / "figures" / "out.png").symlink_to(tmp_path / "secret.png")
    found = problem(brief)
    assert message in found.message
    assert hint in found.hint


def test_too_large_a_file_is_refused(project: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bitmap, "MOST_BYTES", 100)
    assert "is larger than" in problem(project({"a.png": KINDS["png"]()}, {"file": "a.png"})).message


def test_all_pictures_are_told_at_once(project: Callable[..., Path]) -> None:
    brief = project({}, {"file": "a.png"}, {"file": "b.png"}, {"file": "c.png", "headline": "Too long " * 40})
    paths = [found.path for found in problems_of(lambda: build.make(brief, ("deck",)))]
    assert paths == [f"pictures[{number}].file" for number in range(3)]


def test_a_picture_says_in_words_what_it_shows(project: Callable[..., Path]) -> None:
    files = {"map.png": saved(drawn(), "PNG")}
    brief = project(files, {"file": "map.png", "alt": "map.png"})
    found = problem(brief)
    assert (found.path, found.message) == ("pictures[0].alt", "the picture's alternative text is its file's name")
    brief.write_text(brief.read_text("utf-8").replace("alt: map.png", "caption: x"), encoding="utf-8")
    found = problem(brief)
    assert (found.path, found.message) == ("pictures[0].alt", "is missing")


def test_a_template_s_own_picture_is_from_the_project(project: Callable[..., Path], tmp_path: Path) -> None:
    brief = project({"content/figures/map.png": saved(drawn(), "PNG")})
    template = tmp_path / "project" / "templates" / "deck.xml.j2"
    template.parent.mkdir()
    slide = (
        '<slide section="s"><title>T</title><columns><column><picture src="{}" alt="A map"/></column></columns></slide>'
    )
    text = "{{% extends 'builtin/deck.xml.j2' %}}\n{{% block timeline %}}\n{}\n{{% endblock %}}\n"
    template.write_text(text.format(slide.format("content/figures/map.png")), encoding="utf-8")
    (shape,) = Made(build.make(brief, ("deck",))[0].content).shapes
    assert shape._element._nvXxPr.cNvPr.get("descr") == "A map"
    template.write_text(text.format(slide.format("map.jpg")), encoding="utf-8")
    found = problem(brief)
    assert (Path(found.file).name, found.line) == ("deck.xml.j2", 3)
