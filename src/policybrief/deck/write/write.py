"""write: a placed deck as the bytes of a .pptx.

The package starts from the readable parts in deck/write/master (theme, master, layouts, notes master, table style),
coloured from the theme. Slides and their notes are added as XML in one go; charts too, with their workbooks. The file
is the same to the byte for the same deck.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from itertools import groupby
from string import Template

from policybrief.deck import master
from policybrief.deck.colors import PAPER, PRIMARY
from policybrief.deck.cover import COVERS, Cover
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.write import frame_xml
from policybrief.deck.write.colors import color, fill
from policybrief.deck.write.notes import NotesPlaces, notes_xml
from policybrief.deck.write.relations import Relation
from policybrief.deck.write.slide_xml import slide_xml
from policybrief.ooxml import media, writing
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.ooxml.writing import NewPackage
from policybrief.ooxml.xml import quoteattr, text
from policybrief.system.files.resources import DECK_BASE
from policybrief.theme.base.layouts import Base
from policybrief.theme.colors import Colors
from policybrief.theme.model import Theme

LAYOUTS = ("cover", "section", "title-only", "one-text", "two-texts", "three-texts", "five-texts", "rows")
"""The layouts of deck/write/master, in the master's order."""

_PRESENTATION = "ppt/presentation.xml"
_PML = "application/vnd.openxmlformats-officedocument.presentationml"
_FIRST_SLIDE_ID = 256  # the least that the schema allows (ECMA-376, 19.7.13)
_BEHIND_ID = 90  # above those of the layouts' own shapes
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def write(deck: PlacedDeck) -> bytes:
    """The .pptx of a placed deck."""
    if deck.theme.base:
        return _on_base(deck, deck.theme.base)
    package = NewPackage.of(writing.master(DECK_BASE))
    base = list(package.parts)
    slide_ids, sections = _add_slides(package, deck, NotesPlaces())
    tokens = {**_tokens(deck), "slide_ids": slide_ids, "sections": sections and f"<p:extLst>{sections}</p:extLst>"}
    for name in base:
        package.parts[name] = Template(package.parts[name].decode()).substitute(tokens).encode()
    return package.write()


def _on_base(deck: PlacedDeck, base: Base) -> bytes:
    """The .pptx on the organisation's own parts."""
    from policybrief.deck.write import on_base

    package = on_base.package(base, writing.master(DECK_BASE), _tokens(deck), deck.theme)
    slide_ids, sections = _add_slides(package, deck, on_base.notes_places(package))
    presentation = package.parts[_PRESENTATION].decode()
    presentation = on_base.filled(presentation, slide_ids, sections)
    package.parts[_PRESENTATION] = presentation.encode()
    on_base.tidy(package)
    return package.write()


def _add_slides(package: NewPackage, deck: PlacedDeck, notes: NotesPlaces) -> tuple[str, str]:
    """Add the slides; return the XML of their list and of their sections."""
    ids = []
    for number, slide in enumerate(deck.slides, 1):
        part = _add_slide(package, deck, slide, number, notes)
        ids.append((_FIRST_SLIDE_ID + number - 1, package.relate(_PRESENTATION, "slide", part)))
    slide_ids = "".join(f'<p:sldId id="{identifier}" r:id="{relation}"/>' for identifier, relation in ids)
    return slide_ids, _sections(deck.slides, [identifier for identifier, _ in ids])


def _tokens(deck: PlacedDeck) -> dict[str, str]:
    """What ${…} stands for in deck/write/master: the theme's colours, faces and sizes, and the deck's properties."""
    theme, properties = deck.theme, deck.properties
    ruled = theme.deck.table_header == "ruled"
    words = {
        "title": properties.title,
        "subject": properties.subject,
        "author": properties.author,
        "keywords": properties.keywords,
        "marking": properties.marking,
        "audience": properties.audience,
        "brief": f"sha256:{properties.brief_hash}" if properties.brief_hash else "",
        "date": f"{properties.date.isoformat()}T00:00:00Z",
        "lang": properties.lang,
        "slides": str(len(deck.slides)),
        "notes": str(sum(bool(slide.notes) for slide in deck.slides)),
        "theme_name": theme.name,
        "heading_face": theme.deck.heading_face,
        "body_face": theme.deck.body_face,
        "east_asian_face": theme.deck.east_asian_face,
    }
    sizes = {
        "size_cover": theme.deck.sizes.cover,
        "size_lead": theme.deck.sizes.lead,
        "size_title": theme.deck.sizes.title,
        "size_body": theme.deck.sizes.text,
        "size_kicker": theme.deck.sizes.kicker,
        "size_source": theme.deck.sizes.footer,
    }
    return {
        **{name: text(value) for name, value in words.items()},
        **{name: str(round(size * 100)) for name, size in sizes.items()},
        **{f"color_{name}": color(Color(name), theme) for name in Colors.model_fields},
        **{f"rgb_{name}": digits for name, digits in theme.rgb.items()},
        **_cover_tokens(COVERS[theme.deck.cover], theme, text(properties.lang)),
        "master_behind": _behind(master.behind(theme.deck), theme, text(properties.lang)),
        "table_header_text": color(PRIMARY if ruled else PAPER, theme),
        "table_header_fill": fill(None if ruled else PRIMARY, theme),
    }


def _cover_tokens(cover: Cover, theme: Theme, lang: str) -> dict[str, str]:
    """The colours and places of the cover's layouts, and the boxes behind their texts."""
    tints = ("ground", "title", "kicker", "subtitle", "byline", "footer")
    places = ("kicker", "title", "section_title", "subtitle", "section_subtitle", "byline", "section_byline", "marking")
    return {
        **{f"cover_{name}": color(getattr(cover, name), theme) for name in tints},
        **{f"cover_{name}_box": frame_xml.box_of(getattr(cover, f"{name}_box")) for name in places},
        "cover_marking_align": cover.marking_align,
        "cover_marking_anchor": "b" if cover.marking_align == "l" else "t",
        "cover_behind": _behind(cover.behind, theme, lang),
    }


def _behind(boxes: Sequence[tuple[Box, Color]], theme: Theme, lang: str) -> str:
    return "".join(
        frame_xml.behind(box, color, number, theme, lang) for number, (box, color) in enumerate(boxes, _BEHIND_ID)
    )


def _add_slide(package: NewPackage, deck: PlacedDeck, slide: PlacedSlide, number: int, notes: NotesPlaces) -> str:
    part = package.add(f"ppt/slides/slide{number}.xml", f"{_PML}.slide+xml")
    own = "" if deck.theme.base else f"ppt/slideLayouts/slideLayout{LAYOUTS.index(slide.layout) + 1}.xml"
    package.relate(part, "slideLayout", own or slide.layout)

    targets = tuple((link, deck.targets[link]) for link in sorted(slide.jumps))
    package.parts[part], relations = slide_xml(slide, deck.theme, deck.properties.lang, targets)
    for relation in relations:
        _relate(package, part, relation, deck.theme)
    if slide.notes:
        _add_notes(package, deck, slide, number, notes)
    return part


def _relate(package: NewPackage, part: str, relation: Relation, theme: Theme) -> None:
    """Give a slide one of its relationships, and the package what that leads to."""
    match relation.target:
        case str(address):
            package.relate(part, "hyperlink", address, external=True)
        case int(number):
            package.relate(part, "slide", f"ppt/slides/slide{number}.xml")
        case bytes(picture):
            package.relate(part, "image", media.add_image(package, picture))
        case chart:
            from policybrief.deck.write.chart import add_chart

            package.relate(part, "chart", add_chart(package, chart, theme))


def _add_notes(package: NewPackage, deck: PlacedDeck, slide: PlacedSlide, number: int, notes: NotesPlaces) -> None:
    slide_part = f"ppt/slides/slide{number}.xml"
    part = package.add(f"ppt/notesSlides/notesSlide{number}.xml", f"{_PML}.notesSlide+xml")
    package.relate(part, "notesMaster", notes.master)
    package.relate(part, "slide", slide_part)
    package.relate(slide_part, "notesSlide", part)

    def link(address: str) -> str:
        return package.relate(part, "hyperlink", address, external=True)

    package.parts[part] = notes_xml(deck, slide, link, notes).encode()


def _sections(slides: Sequence[PlacedSlide], ids: Sequence[int]) -> str:
    """Named sections, as PowerPoint's slide sorter shows them ([MS-PPTX] 2.6.8 sectionLst)."""
    if not any(slide.section for slide in slides):
        return ""
    sections = ""
    numbered = zip(slides, ids, strict=True)
    for place, (name, group) in enumerate(groupby(numbered, key=lambda entry: entry[0].section)):
        members = "".join(f'<p14:sldId id="{identifier}"/>' for _, identifier in group)
        guid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{place} {name}")).upper()
        sections += (
            f'<p14:section name={quoteattr(name)} id="{{{guid}}}"><p14:sldIdLst>{members}</p14:sldIdLst></p14:section>'
        )
    return (
        '<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
        f'<p14:sectionLst xmlns:p14="{_P14}">{sections}</p14:sectionLst></p:ext>'
    )
