"""Bases that this project did not design, and some with awkward traits: what corporate templates are like.

python-pptx's default is the raw material: its layouts are Office's of 2007, at 4:3. Each trait is a change of its XML.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pptx
from lxml import etree
from PIL import Image
from pptx.oxml.ns import qn
from pptx.util import Pt

from policybrief.ooxml.zipped import packed, unpacked
from policybrief.theme import propose
from policybrief.theme.base.read import read
from support import decks
from support.commands import brief
from support.libreoffice import LibreOffice
from support.projects import minimal
from support.sample import SAMPLE

Deck = Any
DEFAULT = Path(pptx.__file__).parent / "templates" / "default.pptx"
OTP = Path("/usr/lib/libreoffice/share/template/common/presnt")
A = "http://schemas.openxmlformats.org/drawingml/2006/main"

GERMAN = {
    "Title Slide": "Titelfolie",
    "Section Header": "Abschnittsüberschrift",
    "Title Only": "Nur Titel",
    "Title and Content": "Titel und Inhalt",
    "Two Content": "Zwei Inhalte",
}


def default() -> bytes:
    """python-pptx's own."""
    return DEFAULT.read_bytes()


def pandoc() -> bytes:
    """The reference.pptx that pandoc makes decks on."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.pptx"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def impress(libreoffice: LibreOffice, names: list[str], folder: Path) -> dict[str, bytes]:
    """LibreOffice's own templates, as Impress saves them for PowerPoint; one run for all."""
    libreoffice.convert([OTP / f"{name}.otp" for name in names], "pptx", folder)
    return {name: (folder / f"{name}.pptx").read_bytes() for name in names}


@cache
def made(*changes: Callable[[Deck], None]) -> bytes:
    """The default with these changes, and two sample slides with notes that a deck must not keep."""
    deck = pptx.Presentation(str(DEFAULT))
    for number in (0, 1):
        slide = deck.slides.add_slide(deck.slide_layouts[number])
        slide.shapes.title.text = "Sample slide to be deleted"
        slide.notes_slide.notes_text_frame.text = "Sample notes to be deleted"
    for change in changes:
        change(deck)
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def office_theme(template: bytes) -> bytes:
    """A template's masters and layouts as PowerPoint saves an Office theme (.thmx): below `theme/`, no slides, and a
    theme manager in front.
    """
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    lead = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    parts = unpacked(template)
    held = {name: content for name, content in parts.items() if name.startswith("ppt/")}
    files = {"theme/" + name.removeprefix("ppt/"): content for name, content in held.items()}
    kinds = parts["[Content_Types].xml"].replace(b"/ppt/", b"/theme/")
    kind = "application/vnd.openxmlformats-officedocument.themeManager+xml"
    manager = f'<Override PartName="/theme/theme/themeManager.xml" ContentType="{kind}"/></Types>'
    files["[Content_Types].xml"] = kinds.replace(b"</Types>", manager.encode())
    root = f'{lead}<Relationship Id="rId1" Type="{office}/officeDocument" Target="theme/theme/themeManager.xml"/>'
    files["_rels/.rels"] = f"{root}</Relationships>".encode()
    files["theme/theme/themeManager.xml"] = f'<a:themeManager xmlns:a="{A}"/>'.encode()
    first = f'{lead}<Relationship Id="rId1" Type="{office}/theme" Target="theme1.xml"/></Relationships>'
    files["theme/theme/_rels/themeManager.xml.rels"] = first.encode()
    return packed(files)


# -- traits


def german(deck: Deck) -> None:
    """Layouts with names of another language, and without the types that would tell what they are."""
    for layout in deck.slide_layouts:
        layout._element.attrib.pop("type", None)
        layout.name = GERMAN.get(layout.name, layout.name)


def nameless(deck: Deck) -> None:
    """Layouts whose names and types say nothing."""
    for number, layout in enumerate(deck.slide_layouts):
        layout._element.attrib.pop("type", None)
        layout.name = f"Layout {number}"


def alike(deck: Deck) -> None:
    """Layouts with titles in one place, a strip in the middle of the slide, and no subtitle."""
    for layout in deck.slide_layouts:
        for shape in layout.placeholders:
            mark = shape._element.find(f".//{qn('p:ph')}")
            if mark.get("type") in ("title", "ctrTitle"):
                mark.set("type", "title")
                shape.left, shape.top, shape.width, shape.height = Pt(36), Pt(150), Pt(648), Pt(70)
            elif mark.get("type") == "subTitle":
                mark.set("type", "body")


def untitled(layout: Any) -> None:
    """The layout without its title."""
    for shape in list(layout.placeholders):
        if shape.placeholder_format.type in (1, 3):
            shape._element.getparent().remove(shape._element)


def no_footers(deck: Deck) -> None:
    """Neither footer nor date nor number, in layouts or master."""
    for part in (deck.slide_master, *deck.slide_layouts):
        for shape in list(part.placeholders):
            if shape.placeholder_format.type in (13, 15, 16):
                shape._element.getparent().remove(shape._element)


def no_body(deck: Deck) -> None:
    """A master without a body, and a cover and a section without a second placeholder."""
    for part in (deck.slide_master, deck.slide_layouts[0], deck.slide_layouts[2]):
        for shape in list(part.placeholders):
            if shape.placeholder_format.type in (2, 4):
                shape._element.getparent().remove(shape._element)


def band(deck: Deck) -> None:
    """A dark band at the left of every slide, all else to its right."""
    fill(deck.slide_master, (0, 0, 160, 540), "1F3864", first=True)
    for part in (deck.slide_master, *deck.slide_layouts):
        for shape in part.placeholders:
            if shape._element.spPr.find(qn("a:xfrm")) is not None:
                shape.left, shape.width = Pt(180), Pt(510)


def tight_caps(deck: Deck) -> None:
    """Titles in capitals, bold, at 90 % line spacing."""
    level = deck.slide_master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.insert(0, etree.fromstring(f'<a:lnSpc xmlns:a="{A}"><a:spcPct val="90000"/></a:lnSpc>'))
    level.find(qn("a:defRPr")).set("cap", "all")
    level.find(qn("a:defRPr")).set("b", "1")


def dark(deck: Deck) -> None:
    """Dark slides, as masters are made dark: the colour map gives the background the dark colour."""
    mapping = deck.slide_master._element.find(qn("p:clrMap"))
    for slot, color in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
        mapping.set(slot, color)


def picture(deck: Deck) -> None:
    """A photograph, dark and light in turn, as the background of every slide."""
    image = Image.effect_noise((60, 45), 90).convert("RGB").resize((240, 180))
    stream = io.BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    master = deck.slide_master
    _, relation = master.part.get_or_add_image_part(stream)
    old = master._element.cSld.find(qn("p:bg"))
    fresh = etree.fromstring(
        f'<p:bg xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="{A}" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><p:bgPr><a:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill><a:effectLst/></p:bgPr></p:bg>'
    )
    master._element.cSld.replace(old, fresh)


def low_titles(deck: Deck) -> None:
    """Titles at the foot of the slides, above the footers."""
    for part in (deck.slide_master, *(layout for layout in deck.slide_layouts if layout.name != "Title Slide")):
        for shape in part.placeholders:
            kind = shape.placeholder_format.type
            if kind == 1:
                shape.left, shape.top, shape.width, shape.height = Pt(36), Pt(400), Pt(648), Pt(90)
            elif kind in (2, 7) and part.name != "Section Header":
                shape.top, shape.height = Pt(30), Pt(350)
                shape.left, shape.width = shape.left, shape.width


def size(width: float, height: float) -> Callable[[Deck], None]:
    """Slides of another size, all placeholders stretched with them."""

    def change(deck: Deck) -> None:
        across, down = width / 720, height / 540
        deck.slide_width, deck.slide_height = Pt(width), Pt(height)
        for part in (deck.slide_master, *deck.slide_layouts):
            for shape in part.placeholders:
                if shape._element.spPr.find(qn("a:xfrm")) is not None:
                    place = (shape.left * across, shape.top * down, shape.width * across, shape.height * down)
                    shape.left, shape.top, shape.width, shape.height = map(int, place)

    return change


def fill(part: Any, box: tuple[float, float, float, float], rgb: str, *, first: bool = False) -> None:
    """A filled rectangle on a master or a layout."""
    x, y, width, height = (round(value * 12_700) for value in box)
    shape = etree.fromstring(
        f'<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="{A}"><p:nvSpPr>'
        '<p:cNvPr id="900" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f'</a:prstGeom><a:solidFill><a:srgbClr val="{rgb}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )
    tree = part._element.cSld.spTree
    tree.insert(2, shape) if first else tree.append(shape)


@cache
def _proposed(content: bytes, chosen: tuple[str, ...]) -> str:
    """The theme that `inspect --write` proposes for a base; several tests ask about the same one."""
    with tempfile.TemporaryDirectory() as folder:
        file, target = Path(folder, "corporate.pptx"), Path(folder, "themes", "house.yaml")
        file.write_bytes(content)
        ran = brief("theme", "inspect", file, "--write", target, *chosen)
        assert ran.exit_code == 0, ran.stderr
        return target.read_text("utf-8")


def brief_on(folder: Path, content: bytes, *, chosen: Mapping[str, str] | None = None) -> Path:
    """The real brief in a project with the theme that `inspect --write` proposes; gives the brief's file."""
    options = [word for kind, name in (chosen or {}).items() for word in ("--layout", f"{kind}={name}")]
    return _written(folder, content, _proposed(content, tuple(options)), SAMPLE.read_text("utf-8"))


def small_on(folder: Path, content: bytes, *edits: tuple[str, str], chosen: Mapping[str, str] | None = None) -> Path:
    """The minimal brief, marked, on a base whose texts have their usual sizes, which needs no trials: its file."""
    folder.mkdir(parents=True)
    (folder / "corporate.pptx").write_bytes(content)
    (theme,) = propose.themes(read(folder / "corporate.pptx"), chosen or {}, "house", [1.0])
    marked = ("from: The planners", "from: The planners\nmarking: UNCLASSIFIED")
    return _written(folder, content, theme, minimal(marked, *edits))


def _written(folder: Path, content: bytes, theme: str, text: str) -> Path:
    file = folder / "content" / "brief.yaml"
    (file.parent / "themes").mkdir(parents=True)
    for place in (folder, file.parent / "themes"):
        (place / "corporate.pptx").write_bytes(content)
    (file.parent / "themes" / "house.yaml").write_text(theme, "utf-8")
    file.write_text(text.replace("marking: UNCLASSIFIED", "marking: UNCLASSIFIED\ntheme: house"), "utf-8")
    return file


@cache
def sample() -> decks.Built:
    """The deck of the real brief on python-pptx's own template."""
    with tempfile.TemporaryDirectory() as folder:
        return decks.built(brief_on(Path(folder, "project"), default()))


def repacked(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A package with its files changed."""
    files = unpacked(content)
    change(files)
    return packed(files)


AWKWARD: dict[str, tuple[Callable[[Deck], None], ...]] = {
    "awkward": (german, no_footers, no_body, band, tight_caps),
    "dark": (dark,),
    "picture": (picture,),
    "low": (low_titles,),
    "tiny": (size(720, 403),),
    "portrait": (size(540, 720),),
}
