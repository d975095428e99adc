"""write: a placed deck as the bytes of a .pptx.

The package starts from the readable parts in deck/base (theme, master, layouts, notes master, table style), coloured
from the theme. python-pptx owns the package: parts, relationships, charts' workbooks. The file is the same to the byte
for the same deck: parts in a fixed order, no time of day.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from policybrief.deck import xml
from policybrief.deck.colors import color
from policybrief.deck.shapes import ChartShape, PlacedDeck, PlacedSlide
from policybrief.resources import DECK_BASE
from policybrief.theme import Colors, Theme

LAYOUTS = ("cover", "section", "title-only", "one-text", "two-texts", "three-texts", "five-texts", "rows")
"""The layouts of deck/base, in the master's order."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def write(deck: PlacedDeck) -> bytes:
    """The .pptx of a placed deck."""
    presentation = Presentation(io.BytesIO(_base(deck)))
    layouts = dict(zip(LAYOUTS, presentation.slide_layouts, strict=True))
    for number, slide in enumerate(deck.slides, 1):
        _add_slide(presentation, deck, slide, number, layouts[slide.layout].part)
    _add_sections(presentation, deck)
    stream = io.BytesIO()
    presentation.save(stream)
    return _timeless(stream)


# -- the base


def _base(deck: PlacedDeck) -> bytes:
    """The parts of deck/base as a package, with the theme's colours and faces and the deck's properties in them."""
    tokens = _tokens(deck)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for file in _base_files():
            package.writestr(
                file.relative_to(DECK_BASE).as_posix(), Template(file.read_text("utf-8")).substitute(tokens)
            )
    return stream.getvalue()


def _base_files() -> Iterator[Path]:
    yield DECK_BASE / "[Content_Types].xml"
    yield from sorted(
        file for file in DECK_BASE.rglob("*") if file.name.endswith((".xml", ".rels")) and file.name[0] != "["
    )


def _tokens(deck: PlacedDeck) -> dict[str, str]:
    theme, properties = deck.theme, deck.properties
    named = {
        "title": properties.title,
        "subject": properties.subject,
        "author": properties.author,
        "marking": properties.marking,
        "date": f"{properties.date.isoformat()}T00:00:00Z",
        "lang": properties.lang,
        "slides": str(len(deck.slides)),
        "theme_name": theme.name,
        "heading_face": theme.deck.heading_face,
        "body_face": theme.deck.body_face,
        "east_asian_face": theme.deck.east_asian_face,
        "size_title": _hundredths(theme.deck.title.ceiling),
        "size_body": _hundredths(theme.deck.body.ceiling),
        "size_kicker": _hundredths(theme.deck.kicker),
        "size_source": _hundredths(theme.deck.source),
    }
    # Core properties hold at most 255 characters; Office asks to repair a file with more.
    safe = {key: escape(value[:255], {'"': "&quot;"}) for key, value in named.items()}
    return {**safe, **_color_tokens(theme)}


def _color_tokens(theme: Theme) -> dict[str, str]:
    colors = {f"color_{name}": color(name, theme) for name in Colors.model_fields}
    return {**colors, **{f"rgb_{name}": digits for name, digits in theme.rgb.items()}}


def _hundredths(size_pt: float) -> str:
    return str(round(size_pt * 100))


# -- slides


def _add_slide(presentation: Any, deck: PlacedDeck, slide: PlacedSlide, number: int, layout: Part) -> None:
    package = presentation.part.package
    part = Part(PackURI(f"/ppt/slides/slide{number}.xml"), CT.PML_SLIDE, package)
    part.relate_to(layout, RT.SLIDE_LAYOUT)

    def relate(kind: str, target: str) -> str:
        if kind == "hyperlink":
            return str(part.relate_to(target, RT.HYPERLINK, is_external=True))
        from policybrief.deck.chart import chart_part

        shape = slide.shapes[int(target)]
        assert isinstance(shape, ChartShape)
        return str(part.relate_to(chart_part(shape, package), RT.CHART))

    part._blob = xml.SlideXml(deck, slide, relate).write().encode()
    if slide.notes:
        _add_notes(presentation, deck, slide, number, part)
    identifier = presentation.part.relate_to(part, RT.SLIDE)
    presentation.part._element.get_or_add_sldIdLst().add_sldId(identifier)


def _add_notes(presentation: Any, deck: PlacedDeck, slide: PlacedSlide, number: int, slide_part: Part) -> None:
    package = presentation.part.package
    part = Part(PackURI(f"/ppt/notesSlides/notesSlide{number}.xml"), CT.PML_NOTES_SLIDE, package)
    part.relate_to(presentation.part.part_related_by(RT.NOTES_MASTER), RT.NOTES_MASTER)
    part.relate_to(slide_part, RT.SLIDE)

    def relate(kind: str, target: str) -> str:
        raise AssertionError(f"notes hold no {kind} ({target})")

    part._blob = xml.notes(deck, slide, relate).encode()
    slide_part.relate_to(part, RT.NOTES_SLIDE)


def _add_sections(presentation: Any, deck: PlacedDeck) -> None:
    """Named sections, as PowerPoint's slide sorter shows them ([MS-PPTX] 2.6.8 sectionLst)."""
    ids = [entry.get("id") for entry in presentation.part._element.sldIdLst]
    numbered = list(zip(deck.slides, ids, strict=True))
    if not any(slide.section for slide in deck.slides):
        return
    sections = ""
    for place, (name, group) in enumerate(groupby(numbered, key=lambda entry: entry[0].section)):
        slides = "".join(f'<p14:sldId id="{identifier}"/>' for _, identifier in group)
        guid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{place} {name}")).upper()
        sections += (
            f'<p14:section name={quoteattr(name)} id="{{{guid}}}"><p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>'
        )
    extension = (
        f'<p:extLst {xml.NAMESPACES}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
        f'<p14:sectionLst xmlns:p14="{_P14}">{sections}</p14:sectionLst></p:ext></p:extLst>'
    )
    presentation.part._element.append(etree.fromstring(extension))


def _timeless(stream: io.BytesIO) -> bytes:
    """The package with every entry at ZIP's first moment."""
    target = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return target.getvalue()
