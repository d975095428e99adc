"""check a .pptx: what PowerPoint would repair, and what its accessibility checker would say.

`RULES` is the whole list; what each looks for stands in integrity.py, repairs.py, schema.py, accessibility.py,
legibility.py and external.py.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator

from lxml import etree

from policybrief.deck.check import accessibility, external, integrity, legibility, repairs, schema
from policybrief.ooxml.checked import Package
from policybrief.ooxml.zipped import Trap

Rule = Callable[[Package], Iterator[str]]
_STRICT = "http://purl.oclc.org/ooxml/"
_OLD = b"\xd0\xcf\x11\xe0"


def check(content: bytes) -> list[str]:
    """Whatever is wrong with a .pptx, as sentences that begin with the part; nothing where all is well."""
    return list(dict.fromkeys(findings(content)))


def findings(content: bytes) -> Iterator[str]:
    """The same one by one, as they are found."""
    if content.startswith(_OLD):
        yield "the file is encrypted, or of PowerPoint 97-2003: save it as .pptx without a password"
        return
    try:
        package = Package(content)
    except Trap as trap:
        yield f"the file {trap}"
        return
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ):  # the last: encrypted
        yield "the file is not a ZIP package that can be read"
        return
    broken = list(_well_formed(package)) or list(_other(package))
    yield from broken or (finding for rule in RULES for finding in _applied(rule, package))


def _applied(rule: Rule, package: Package) -> Iterator[str]:
    """What a rule finds. Where the schema is broken so that it can't look, that is the finding."""
    try:
        yield from rule(package)
    except (ValueError, LookupError, ArithmeticError, TypeError, AttributeError):
        yield f"the file breaks its format's schema, and {rule.__name__.replace('_', ' ')} can't be checked"


def _well_formed(package: Package) -> Iterator[str]:
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            try:
                if package.xml(name).getroottree().docinfo.internalDTD is not None:
                    yield f"{name}: has a DOCTYPE, which no part may have"
            except etree.XMLSyntaxError as error:
                yield f"{name}: is not well-formed: {error.msg}"


def _other(package: Package) -> Iterator[str]:
    """Why a sound package is none that the rules could judge."""
    if "ppt/presentation.xml" not in package.parts:
        yield "the file is not a PowerPoint file: it has no ppt/presentation.xml"
    elif (etree.QName(package.xml("ppt/presentation.xml")).namespace or "").startswith(_STRICT):
        yield "the file is in the Strict format: save it as PowerPoint Presentation (.pptx)"


RULES: tuple[Rule, ...] = (
    integrity.content_types,
    integrity.kinds,
    integrity.relationships,
    integrity.orphans,
    integrity.shape_ids,
    integrity.slide_ids,
    integrity.sections,
    integrity.rows,
    integrity.notes_pages,
    integrity.characters,
    integrity.workbooks,
    integrity.properties,
    integrity.leftovers,
    integrity.placeholders,
    repairs.label_positions,
    repairs.axes,
    repairs.addresses,
    repairs.unnamed,
    repairs.stray_texts,
    accessibility.titles,
    accessibility.alternatives,
    accessibility.tables,
    accessibility.decorations,
    accessibility.languages,
    accessibility.links,
    legibility.title_first,
    legibility.contrasts,
    external.foreign_content,
    schema.schemas,  # the slowest: who looks for one finding need not wait for it
)
"""Each yields its findings; their names say what they look at."""
