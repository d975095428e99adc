"""check a .pptx: what PowerPoint would repair, and what its accessibility checker would say.

These are the faults that validators of the schema let pass (an orphan part, a section of slides that are gone, a table
row one cell short) and the rules of Microsoft's Accessibility Checker. `RULES` is the whole list.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import etree

from policybrief.deck.package import NS, Package

_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_TYPES, _CORE, _PRESENTATION = "[Content_Types].xml", "docProps/core.xml", "ppt/presentation.xml"
_FILE_NAME = re.compile(r"[^\s/]+\.(png|jpe?g|gif|svg|emf|wmf|bmp|tiff?|xlsx|pptx)", re.IGNORECASE)


def check(content: bytes) -> list[str]:
    """Whatever is wrong with a .pptx, as sentences that begin with the part; nothing where all is well."""
    try:
        package = Package(content)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):  # the last: encrypted
        return ["the file is not a ZIP package that can be read"]
    broken = list(_well_formed(package))
    return broken or list(dict.fromkeys(finding for rule in RULES for finding in rule(package)))


def _twice(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _well_formed(package: Package) -> Iterator[str]:
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            try:
                package.xml(name)
            except etree.XMLSyntaxError as error:
                yield f"{name}: is not well-formed: {error.msg}"


# -- the package


def content_types(package: Package) -> Iterator[str]:
    """Every override has its part, every part a content type, and no name comes twice."""
    root = package.xml(_TYPES)
    overrides = {node.get("PartName", "").lstrip("/") for node in root if node.get("PartName")}
    defaults = {node.get("Extension", "").lower() for node in root if node.get("Extension")}
    yield from (f"{name}: is in the package twice" for name in _twice(name.lower() for name in package.names))
    yield from (f"{_TYPES}: names {name}, which does not exist" for name in sorted(overrides - package.parts.keys()))
    for name in package.parts:
        # A part's own override tells PowerPoint what it is; "xml" by default says only that it is XML.
        known = name in overrides or (name.rpartition(".")[2].lower() in defaults and not name.endswith(".xml"))
        if name != _TYPES and not known:
            yield f"{name}: has no content type"


def relationships(package: Package) -> Iterator[str]:
    """Every relationship leads somewhere, and every id in use is a relationship's."""
    for name in ["", *package.parts]:
        related = package.related(name)
        yield from (f"{name}: the relationship {id_} comes twice" for id_ in _twice(found.id for found in related))
        for found in related:
            if not found.external and found.target not in package.parts:
                yield f"{name or 'package'}: {found.id} leads to {found.target}, which does not exist"
        if name.endswith(".xml"):
            used = set(package.find(name, "//@r:id | //@r:embed | //@r:link")) - {""}
            for id_ in sorted(used - {found.id for found in related}):
                yield f"{name}: uses the relationship {id_}, which does not exist"


def orphans(package: Package) -> Iterator[str]:
    """Every part can be reached from the package."""
    reached, waiting = {_TYPES}, [""]
    while waiting:
        found = {one.target for one in package.related(waiting.pop()) if not one.external}
        waiting += sorted(found - reached)
        reached |= found
    for name in package.parts:
        if name not in reached and not name.endswith(".rels"):
            yield f"{name}: no part refers to it"


def shape_ids(package: Package) -> Iterator[str]:
    """In slides and notes: layouts of others (LibreOffice's) have shapes that share ids, and PowerPoint minds none."""
    for name in package.slides + package.notes:
        for id_ in _twice(package.find(name, "//p:cNvPr/@id")):
            yield f"{name}: two shapes have the id {id_}"


def slide_ids(package: Package) -> Iterator[str]:
    """Slides have ids of their own; layouts and masters share one range of them."""
    for id_ in _twice(package.find(_PRESENTATION, "//p:sldId/@id")):
        yield f"{_PRESENTATION}: two slides have the id {id_}"
    ids = package.find(_PRESENTATION, "//p:sldMasterId/@id")
    for master in package.like(r"ppt/slideMasters/[^/]+\.xml"):
        ids += package.find(master, "//p:sldLayoutId/@id")
    yield from (f"{_PRESENTATION}: two layouts or masters have the id {id_}" for id_ in _twice(ids))


def sections(package: Package) -> Iterator[str]:
    """Sections have names of their own, and hold every slide once."""
    names = package.find(_PRESENTATION, "//p14:section/@name")
    if not names:
        return
    slides = set(package.find(_PRESENTATION, "//p:sldId/@id"))
    held = package.find(_PRESENTATION, "//p14:sldId/@id")
    yield from (f"{_PRESENTATION}: two sections are named {name!r}" for name in _twice(names))
    if any(name.strip() in ("", "Default Section", "Untitled Section") for name in names):
        yield f"{_PRESENTATION}: a section has no name of its own"
    yield from (f"{_PRESENTATION}: two sections hold the slide {id_}" for id_ in _twice(held))
    yield from (f"{_PRESENTATION}: a section holds the slide {id_}, which is gone" for id_ in set(held) - slides)
    yield from (f"{_PRESENTATION}: no section holds the slide {id_}" for id_ in slides - set(held))


def tables(package: Package) -> Iterator[str]:
    """Rows are complete, and cells are not merged."""
    for name in package.slides:
        for table in package.find(name, "//a:tbl"):
            columns = len(table.findall("a:tblGrid/a:gridCol", NS))
            if any(len(row.findall("a:tc", NS)) != columns for row in table.findall("a:tr", NS)):
                yield f"{name}: a table's row does not have {columns} cells"
            if any(cell.find("a:txBody/a:p", NS) is None for cell in table.iterfind("a:tr/a:tc", NS)):
                yield f"{name}: a table's cell has no text body"
            if table.xpath("a:tr/a:tc[@gridSpan or @rowSpan or @hMerge or @vMerge]", namespaces=NS):
                yield f"{name}: a table has merged cells"
            if table.find("a:tblPr[@firstRow='1']", NS) is None:
                yield f"{name}: a table has no header row"


def notes_pages(package: Package) -> Iterator[str]:
    """A notes page belongs to one slide, and knows it."""
    pages = {slide: package.target(slide, "notesSlide") for slide in package.slides}
    yield from (f"{page}: two slides share it" for page in _twice(page for page in pages.values() if page))
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
    for name in package.like(r"ppt/charts/[^/]+\.xml"):
        workbook = package.target(name, "package")
        if not zipfile.is_zipfile(io.BytesIO(package.parts.get(workbook, b""))):
            yield f"{name}: has no workbook that opens"


# -- what a file says of itself


def properties(package: Package) -> Iterator[str]:
    """Title and language are given; nothing is longer than the 255 characters that Office takes."""
    elements = list(package.xml(_CORE))
    yield from (f"{_CORE}: {tag} comes twice" for tag in _twice(etree.QName(node).localname for node in elements))
    for node in elements:
        if len(node.text or "") > 255:
            yield f"{_CORE}: {etree.QName(node).localname} has more than 255 characters"
    for tag in ("title", "language"):
        if not "".join(package.find(_CORE, f"//dc:{tag}/text()")).strip():
            yield f"{_CORE}: the document has no {tag}"
    for moment in package.find(_CORE, "//dcterms:created/text() | //dcterms:modified/text()"):
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment):
            yield f"{_CORE}: {moment!r} is not a moment"


def leftovers(package: Package) -> Iterator[str]:
    """Nothing of a library's default template is left."""
    if package.find(_PRESENTATION, "//p:sldSz/@type"):
        yield f"{_PRESENTATION}: the slides' size is marked as that of another format"
    for name in package.parts:
        if re.search(r"thumbnail|printerSettings", name):
            yield f"{name}: is a leftover"
    for name, words in ((_CORE, (b"Steve Canny", b"python-pptx")), ("docProps/app.xml", (b"4:3",))):
        for word in words:
            if word in package.parts.get(name, b""):
                yield f"{name}: says {word.decode()!r}"


# -- accessibility


def titles(package: Package) -> Iterator[str]:
    """Every slide has a title, and no two have the same."""
    path = "//p:sp[p:nvSpPr/p:nvPr/p:ph[@type='title' or @type='ctrTitle']]"
    found = {}
    for name in package.slides:
        shapes = package.find(name, path)
        found[name] = "".join(text for shape in shapes for text in shape.xpath(".//a:t/text()", namespaces=NS)).strip()
        if not found[name]:
            yield f"{name}: has no title"
    for title in _twice(title.casefold() for title in found.values() if title):
        yield f"{next(n for n, t in found.items() if t.casefold() == title)}: another slide has the same title"


def alternatives(package: Package) -> Iterator[str]:
    """Tables, charts and pictures have an alternative text, which is not a file's name."""
    for name in package.slides:
        for node in package.find(name, "//p:graphicFrame/*/p:cNvPr | //p:pic/*/p:cNvPr"):
            alt = node.get("descr", "").strip()
            if not alt and not _is_decorative(node):
                yield f"{name}: {node.get('name')!r} has no alternative text"
            elif _FILE_NAME.fullmatch(alt):
                yield f"{name}: the alternative text of {node.get('name')!r} is a file's name"


def decorations(package: Package) -> Iterator[str]:
    """A shape without text is marked as decorative, or says what it is."""
    for name in package.slides:
        for shape in package.find(name, "//p:sp[not(.//p:ph)] | //p:cxnSp"):
            node = shape.xpath("*/p:cNvPr", namespaces=NS)[0]
            text = "".join(shape.xpath(".//a:t/text()", namespaces=NS)).strip()
            if not text and not node.get("descr") and not _is_decorative(node):
                yield f"{name}: {node.get('name')!r} shows no text and is not marked as decorative"


def _is_decorative(node: Any) -> bool:
    path = f"a:extLst/a:ext[@uri='{_DECORATIVE}']/adec:decorative[@val='1']"
    return bool(node.xpath(path, namespaces=NS))


def languages(package: Package) -> Iterator[str]:
    for name in package.slides + package.notes:
        runs = package.find(name, "//a:r[not(a:rPr/@lang)] | //a:fld[not(a:rPr/@lang)]")
        if runs:
            text = "".join(runs[0].itertext())
            yield f"{name}: the language of {text[:40]!r} is not given"


def placeholders(package: Package) -> Iterator[str]:
    """A slide's placeholders are its layout's: an unknown one has neither place nor look."""
    for name in package.slides:
        layout = package.target(name, "slideLayout")
        known = {_placeholder(node) for node in package.find(layout, "//p:ph")}
        for node in package.find(name, "//p:ph"):
            if _placeholder(node) not in known:
                yield f"{name}: the placeholder {' '.join(_placeholder(node))} is not in {layout}"


def _placeholder(node: Any) -> tuple[str, str]:
    return node.get("type", "obj"), node.get("idx", "0")


RULES: tuple[Callable[[Package], Iterator[str]], ...] = (
    content_types,
    relationships,
    orphans,
    shape_ids,
    slide_ids,
    sections,
    tables,
    notes_pages,
    characters,
    workbooks,
    properties,
    leftovers,
    titles,
    alternatives,
    decorations,
    languages,
    placeholders,
)
"""Each yields its findings; their names say what they look at."""
