"""The package of a deck on a base: the base's masters, layouts, themes and fonts, without its slides and its past.

What a presentation keeps is named (foreign.py); all else (slides, comments, sections, custom shows, macros, printer
settings, custom parts, thumbnails, whatever reaches out) is gone, with whatever only it had led to, or led to it.
Relationship ids stay: the base's XML names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from string import Template
from typing import Any

from lxml import etree

from policybrief.deck.write import inert
from policybrief.deck.write.notes import NotesPlaces
from policybrief.ooxml import foreign
from policybrief.ooxml.colors import A
from policybrief.ooxml.drawing import EMU, P, R, number
from policybrief.ooxml.package import Package, Relationship
from policybrief.ooxml.writing import NewPackage
from policybrief.ooxml.xml import parsed, quoteattr
from policybrief.pictures import svg
from policybrief.pictures.bitmap import PictureError
from policybrief.theme.base.layouts import Base
from policybrief.theme.model import Theme

MAIN = "ppt/presentation.xml"
_PML = "application/vnd.openxmlformats-officedocument.presentationml"
_CHILDREN = (
    *("sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst", "sldIdLst", "sldSz", "notesSz"),
    *("embeddedFontLst", "kinsoku", "defaultTextStyle"),
)
"""The children of the presentation part that stay, in the schema's order."""

_ATTRIBUTES = ("rtl", "embedTrueTypeFonts", "saveSubsetFonts")
_P15 = "{http://schemas.microsoft.com/office/powerpoint/2012/main}"
_GREY = '<p15:clr><a:srgbClr val="A4A3A4"/></p15:clr>'
_MORE = ("<p:extLst>", "</p:extLst>")
SLIDES, SECTIONS = "@slides@", "@sections@"
"""Where write puts the list of slides and the sections, once it has them."""

_OURS = ("ppt/presProps.xml", "ppt/viewProps.xml", "docProps/core.xml", "docProps/app.xml")
_NOTES = ("ppt/notesMasters/notesMaster1.xml", "ppt/theme/theme2.xml")
_STYLES = "ppt/tableStyles.xml"


def package(base: Base, ours: Mapping[str, bytes], tokens: Mapping[str, str], theme: Theme) -> NewPackage:
    """The base's parts, with what of ours (deck/write/master) a deck needs beside them, filled in from `tokens`."""
    package = Package.open(Path(base.file))
    new = NewPackage(
        defaults={"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    )
    _copy(package, new, package.main, MAIN)
    filled = {name: Template(ours[name].decode()).substitute(tokens).encode() for name in (*_OURS, _STYLES)}
    page = {**tokens, **_on_white(theme)}
    filled |= {name: Template(ours[name].decode()).substitute(page).encode() for name in _NOTES}
    new.relate("", "officeDocument", MAIN)
    for name, kind, type_ in _PROPERTIES:
        new.add(name, type_, filled[name])
        new.relationships.setdefault("", []).append(Relationship(kind, name, id=f"rId{len(new.relationships['']) + 1}"))
    new.relate(MAIN, "presProps", new.add(_OURS[0], f"{_PML}.presProps+xml", filled[_OURS[0]]))
    new.relate(MAIN, "viewProps", new.add(_OURS[1], f"{_PML}.viewProps+xml", filled[_OURS[1]]))
    _table_style(new, filled[_STYLES])
    notes = notes_master(new)
    if not notes:
        _add_notes_master(new, filled)
    new.parts[MAIN] = _presentation(new, package.xml(package.main))
    return new


def notes_master(new: NewPackage) -> str:
    """The notes master's part, or ""."""
    return next(
        (relationship.target for relationship in new.relationships.get(MAIN, ()) if relationship.word == "notesMaster"),
        "",
    )


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPERTIES = (
    (
        "docProps/core.xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    (
        "docProps/app.xml",
        f"{_OFFICE}/extended-properties",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    ),
)


def _copy(package: Package, package_of_deck: NewPackage, main: str, new: str) -> None:
    """Copy the presentation and all that it keeps, part by part."""
    named = {main.lower(): new}
    for part, come, _ in foreign.kept(package):
        for relationship in come:
            named.setdefault(relationship.target.lower(), relationship.target)
        name = named[part.lower()]
        package_of_deck.parts[name], needed = _inert(package, part, come)
        package_of_deck.relationships[name] = [
            relationship if relationship.external else replace(relationship, target=named[relationship.target.lower()])
            for relationship in needed
        ]
        kind, extension = package.type_of(part), name.rpartition(".")[2].lower()
        if extension != "xml" and package_of_deck.defaults.setdefault(extension, kind) == kind:
            continue
        package_of_deck.types[name] = f"{_PML}.presentation.main+xml" if part == main else kind


def _inert(package: Package, part: str, come: list[Relationship]) -> tuple[bytes, list[Relationship]]:
    """A part, and its relationships, without what refers to what stays behind."""
    content, kind = package.part(part), package.type_of(part)
    if kind == "image/svg+xml":
        return _drawing(content), come
    if part == package.main or not kind.endswith("xml"):
        return content, come
    root: Any = package.xml(part)
    if inert.clean(root, {relationship.id: relationship for relationship in come}):
        content = bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    used = inert.used(root) if any(relationship.external for relationship in come) else set()
    return content, [relationship for relationship in come if not relationship.external or relationship.id in used]


def _drawing(content: bytes) -> bytes:
    """An SVG of the base's that draws and does nothing else; where it does, one that draws nothing: beside each lies a
    PNG, which PowerPoint shows where it can't show the SVG.
    """
    try:
        return svg.cleaned(content)[0]
    except PictureError:
        return b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def _presentation(new: NewPackage, root: Any) -> bytes:
    """The presentation part anew: masters, sizes, fonts and text defaults are the base's; slides and sections ours."""
    fresh: Any = etree.Element(f"{P}presentation", nsmap={"a": A[1:-1], "r": R[1:-1], "p": P[1:-1]})
    for key in _ATTRIBUTES:
        if root.get(key) is not None:
            fresh.set(key, root.get(key))
    notes: Any = etree.Element(f"{P}notesMasterIdLst")
    etree.SubElement(notes, f"{P}notesMasterId").set(f"{R}id", new.relate(MAIN, "notesMaster", notes_master(new)))
    slides: Any = etree.Element(f"{P}sldIdLst")
    slides.text = SLIDES
    pages = root.find(f"{P}notesSz")
    ours = {"notesMasterIdLst": notes, "sldIdLst": slides, "sldSz": _size(root.find(f"{P}sldSz"))}
    ours["notesSz"] = etree.Element(f"{P}notesSz", cx="6858000", cy="9144000") if pages is None else pages
    for name in _CHILDREN:
        child = ours.get(name, root.find(f"{P}{name}"))
        if child is not None:
            fresh.append(child)
    inert.clean(fresh, {relationship.id: relationship for relationship in new.relationships[MAIN]})
    text = str(etree.tostring(fresh, encoding="unicode"))
    end = text.rindex("</")
    more = f"{_MORE[0]}{SECTIONS}{_guides(root)}{_MORE[1]}"
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text[:end]}{more}{text[end:]}'.encode()


def filled(presentation: str, slides: str, sections: str) -> str:
    """The presentation part with the lists of its slides and sections."""
    return presentation.replace(SLIDES, slides).replace(SECTIONS, sections).replace("".join(_MORE), "")


def _guides(root: Any) -> str:
    """The base's guides, which whoever edits a slide aligns shapes with ([MS-PPTX] 2.3.5 sldGuideLst)."""
    guides = ""
    for number_, guide in enumerate(root.iterfind(f"{P}extLst/{P}ext/{_P15}sldGuideLst/{_P15}guide"), 1):
        way = ' orient="horz"' if guide.get("orient") == "horz" else ""
        guides += f'<p15:guide id="{number_}"{way} pos="{number(guide, "pos", 0)}">{_GREY}</p15:guide>'
    listed = f'<p15:sldGuideLst xmlns:p15="{_P15[1:-1]}">{guides}</p15:sldGuideLst>'
    return f'<p:ext uri="{{EFAFB233-063F-42B5-8137-9DF3F51BA10A}}">{listed}</p:ext>' if guides else ""


def _size(size: Any) -> Any:
    """The slides' size; without a name for it that says another."""
    fresh = etree.Element(f"{P}sldSz")
    fresh.set("cx", size.get("cx") if size is not None else "9144000")
    fresh.set("cy", size.get("cy") if size is not None else "6858000")
    return fresh


def _table_style(new: NewPackage, ours: bytes) -> None:
    """Our table style among the base's."""
    styles = next(
        (relationship.target for relationship in new.relationships[MAIN] if relationship.word == "tableStyles"), ""
    )
    own = parsed(ours)
    if not styles:
        new.relate(MAIN, "tableStyles", new.add(_STYLES, f"{_PML}.tableStyles+xml", ours))
        return
    root = parsed(new.parts[styles])
    known = {node.get("styleId") for node in root}
    for node in own:
        if node.get("styleId") not in known:
            root.append(node)
    new.parts[styles] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add_notes_master(new: NewPackage, filled: Mapping[str, bytes]) -> None:
    """Our notes master with a theme of its own, for a base that has none."""
    theme = new.add(_NOTES[1], "application/vnd.openxmlformats-officedocument.theme+xml", filled[_NOTES[1]])
    master = new.add(_NOTES[0], f"{_PML}.notesMaster+xml", filled[_NOTES[0]])
    new.relate(master, "theme", theme)
    new.relate(MAIN, "notesMaster", master)


def notes_places(new: NewPackage) -> NotesPlaces:
    """The places of a notes page: those of the package's notes master."""
    master = notes_master(new)
    root: Any = parsed(new.parts[master])
    held: dict[str, str] = {}
    for mark in root.iter(f"{P}ph"):
        known: dict[str, str] = {key: value for key, value in mark.attrib.items() if key in ("type", "sz", "idx")}
        attributes = " ".join(f"{key!s}={quoteattr(str(value))}" for key, value in known.items())
        held.setdefault(mark.get("type", "obj"), attributes)
    size = parsed(new.parts[MAIN]).find(f"{P}notesSz")
    width, height = number(size, "cx", 6_858_000) / EMU, number(size, "cy", 9_144_000) / EMU
    body = held.get("body", 'type="body" sz="quarter" idx="3"')
    return NotesPlaces(master, held.get("sldImg", ""), body, held.get("hdr", ""), held.get("ftr", ""), (width, height))


def _on_white(theme: Theme) -> dict[str, str]:
    """The tokens of the notes master and its theme: a notes page is paper, whatever the slides are."""
    digits_by_name = {f"rgb_{name}": digits for name, digits in theme.printed.items()}
    return digits_by_name | {f"color_{name}": f'<a:srgbClr val="{digits}"/>' for name, digits in theme.printed.items()}


def tidy(new: NewPackage) -> None:
    """Content types of what is there, and no others."""
    extensions = {name.rpartition(".")[2].lower() for name in new.parts}
    new.types = {name: kind for name, kind in new.types.items() if name in new.parts and kind}
    new.defaults = {key: kind for key, kind in new.defaults.items() if key in extensions | {"rels", "xml"}}
