"""What PowerPoint would repair in a .pptx, or leave out of it: the faults that validators of the schema let pass.

An orphan part, a section of slides that are gone, a table row one cell short; and what a library left behind. Each rule
yields sentences that begin with the part, and holds for the decks of other programs as for ours.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from policybrief.ooxml import zipped
from policybrief.ooxml.integrity import twice
from policybrief.ooxml.package import NS, TYPES, Package

_CORE, _PRESENTATION = "docProps/core.xml", "ppt/presentation.xml"
_RATIOS = {"screen4x3": 4 / 3, "screen16x9": 16 / 9, "screen16x10": 16 / 10}
_THUMBNAIL = "116f9aa8ea038e39ef47ee99a23592ab569cf77feafecd0a30e222369e931d25"
"""SHA-256 of the thumbnail in python-pptx's default template: a picture of somebody else's slide."""
_TYPED = ("slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster", "handoutMaster", "theme", "chart")
"""Relationships whose parts have a content type of the same name."""
_NO_LAYOUT = "4294967295"
"""The index that PowerPoint gives a placeholder which the slide's layout, changed since, has no more."""
_BY_KIND = ("title", "ctrTitle", "subTitle", "dt", "ftr", "sldNum")
"""Placeholders that a slide has once: PowerPoint finds the layout's whatever their index."""


def kinds(package: Package) -> Iterator[str]:
    """What a part is related as is what its content type says."""
    root = package.xml(TYPES)
    types = {node.get("PartName", "").lstrip("/"): node.get("ContentType", "") for node in root}
    for name in ["", *package.parts]:
        for relationship in package.related(name):
            kind, said = relationship.word, types.get(relationship.target, "")
            if kind in _TYPED and not relationship.external and said and not said.endswith(f".{kind}+xml"):
                yield f"{relationship.target}: is related as a {kind}, and its content type is {said!r}"


def shape_ids(package: Package) -> Iterator[str]:
    """In slides and notes: layouts of others (LibreOffice's) have shapes that share ids, and PowerPoint minds none."""
    for name in package.slides + package.notes:
        # What older programs show instead has the same id as what it stands for.
        for id_ in twice(package.find(name, "//p:cNvPr[not(ancestor::mc:Fallback)]/@id")):
            yield f"{name}: two shapes have the id {id_}"


def slide_ids(package: Package) -> Iterator[str]:
    """Slides have ids of their own; layouts and masters share one range of them."""
    for id_ in twice(package.find(_PRESENTATION, "//p:sldId/@id")):
        yield f"{_PRESENTATION}: two slides have the id {id_}"
    ids = package.find(_PRESENTATION, "//p:sldMasterId/@id")
    for master in package.like(r"ppt/slideMasters/[^/]+\.xml"):
        ids += package.find(master, "//p:sldLayoutId/@id")
    yield from (f"{_PRESENTATION}: two layouts or masters have the id {id_}" for id_ in twice(ids))


def sections(package: Package) -> Iterator[str]:
    """Sections have names of their own, and hold every slide once."""
    names = package.find(_PRESENTATION, "//p14:section/@name")
    if not names:
        return
    slides = set(package.find(_PRESENTATION, "//p:sldId/@id"))
    held = package.find(_PRESENTATION, "//p14:sldId/@id")
    yield from (f"{_PRESENTATION}: two sections are named {name!r}" for name in twice(names))
    if any(name.strip() in ("", "Default Section", "Untitled Section") for name in names):
        yield f"{_PRESENTATION}: a section has no name of its own"
    yield from (f"{_PRESENTATION}: two sections hold the slide {id_}" for id_ in twice(held))
    yield from (f"{_PRESENTATION}: a section holds the slide {id_}, which is gone" for id_ in set(held) - slides)
    yield from (f"{_PRESENTATION}: no section holds the slide {id_}" for id_ in slides - set(held))


def rows(package: Package) -> Iterator[str]:
    """The rows of tables are complete."""
    for name in package.slides:
        for table in package.find(name, "//a:tbl"):
            columns = len(table.findall("a:tblGrid/a:gridCol", NS))
            if any(len(row.findall("a:tc", NS)) != columns for row in table.findall("a:tr", NS)):
                yield f"{name}: a table's row does not have {columns} cells"
            if any(cell.find("a:txBody/a:p", NS) is None for cell in table.iterfind("a:tr/a:tc", NS)):
                yield f"{name}: a table's cell has no text body"


def notes_pages(package: Package) -> Iterator[str]:
    """A notes page belongs to one slide, and knows it."""
    pages = {slide: package.target(slide, "notesSlide") for slide in package.slides}
    yield from (f"{page}: two slides share it" for page in twice(page for page in pages.values() if page))
    for slide, page in pages.items():
        if page in package.parts and package.target(page, "slide") != slide:
            yield f"{page}: does not lead back to {slide}"


def characters(package: Package) -> Iterator[str]:
    """No escape is left in the text, and no line break that a reader would show as a space."""
    for name in package.slides + package.notes:
        for text in package.find(name, "//a:t/text()"):
            if re.search("_x[0-9A-Fa-f]{4}_", text):
                yield f"{name}: the text {text[:40]!r} holds an escaped character"
            elif "\n" in text or "\r" in text:
                yield f"{name}: the text {text[:40]!r} holds a line break"


def workbooks(package: Package) -> Iterator[str]:
    """Every chart has a workbook, so that its numbers can be edited."""
    for name in package.like(r"ppt/charts/chart[^/]*\.xml"):
        if any(relationship.external for relationship in package.related(name)):  # its workbook is a file elsewhere
            continue
        workbook = package.target(name, "package")
        if not zipped.is_zip(package.parts.get(workbook, b"")):
            yield f"{name}: has no workbook that opens"


# -- what a file says of itself


def leftovers(package: Package) -> Iterator[str]:
    """Nothing of a library's default template is left."""
    for size in package.find(_PRESENTATION, "p:sldSz"):
        ratio = int(size.get("cx", "1")) / int(size.get("cy", "1"))
        if abs(_RATIOS.get(size.get("type"), ratio) - ratio) > 0.01:
            yield f"{_PRESENTATION}: the slides' size is marked as that of another format"
        if abs(ratio - 4 / 3) > 0.01 and b"4:3" in package.parts.get("docProps/app.xml", b""):
            yield "docProps/app.xml: says '4:3', and the slides are not"
    for name in package.like("docProps/thumbnail.*"):
        if hashlib.sha256(package.parts[name]).hexdigest() == _THUMBNAIL:
            yield f"{name}: is a leftover, the picture of another deck"
    for name in package.like(".*printerSettings.*bin"):
        yield f"{name}: is a leftover, and names a printer"
    for word in (b"Steve Canny", b"python-pptx"):
        if word in package.parts.get(_CORE, b""):
            yield f"{_CORE}: says {word.decode()!r}"


def placeholders(package: Package) -> Iterator[str]:
    """A slide's placeholders are its layout's. An unknown one has no place, unless its own, as LibreOffice writes."""
    for name in package.slides:
        layout = package.target(name, "slideLayout")
        known = {_placeholder(node) for node in package.find(layout, "//p:ph")}
        for node in package.find(name, "//p:ph[not(../../../p:spPr/a:xfrm)]"):
            kind, index = _placeholder(node)
            alike = kind in _BY_KIND and kind in {known_kind for known_kind, _ in known}
            if index not in {_NO_LAYOUT} | {known_index for _, known_index in known} and not alike:
                yield f"{name}: the placeholder {kind} {index} is not in {layout}"


def _placeholder(node: Any) -> tuple[str, str]:
    return node.get("type", "obj"), node.get("idx", "0")
