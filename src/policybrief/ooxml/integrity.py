"""What an Office program would repair in a package, or miss in it: parts, types, relationships, and its properties.

They hold for decks and for documents of Word, ours and others'. Each rule yields sentences that begin with the part.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from policybrief.ooxml.package import TYPES, Package

_CORE = "docProps/core.xml"


def twice(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def content_types(package: Package) -> Iterator[str]:
    """Every override has its part, every part a content type, and no name comes twice."""
    root = package.xml(TYPES)
    overrides = {node.get("PartName", "").lstrip("/") for node in root if node.get("PartName")}
    defaults = {node.get("Extension", "").lower() for node in root if node.get("Extension")}
    for key in ("PartName", "Extension"):
        named = twice(node.get(key, "").lower() for node in root)
        yield from (f"{TYPES}: names {name} twice" for name in named if name)
    yield from (f"{name}: is in the package twice" for name in twice(name.lower() for name in package.names))
    yield from (f"{TYPES}: names {name}, which does not exist" for name in sorted(overrides - package.parts.keys()))
    for name in package.parts:
        # A part's own override tells PowerPoint what it is; "xml" by default says only that it is XML.
        known = name in overrides or (name.rpartition(".")[2].lower() in defaults and not name.endswith(".xml"))
        if name != TYPES and not known and not name.startswith("customXml/"):  # these may be of any kind
            yield f"{name}: has no content type"


def relationships(package: Package) -> Iterator[str]:
    """Every relationship leads somewhere, and every id in use is a relationship's."""
    for name in ["", *package.parts]:
        related = package.related(name)
        yield from (
            f"{name}: the relationship {id_} comes twice" for id_ in twice(relationship.id for relationship in related)
        )
        for relationship in related:
            if not relationship.external and relationship.target not in package.parts:
                yield f"{name or 'package'}: {relationship.id} leads to {relationship.target}, which does not exist"
        if name.endswith(".xml"):
            used = set(package.find(name, "//@r:id | //@r:embed | //@r:link")) - {""}
            for id_ in sorted(used - {relationship.id for relationship in related}):
                yield f"{name}: uses the relationship {id_}, which does not exist"


def orphans(package: Package) -> Iterator[str]:
    """Every part can be reached from the package."""
    reached, waiting = {TYPES}, [""]
    while waiting:
        targets = {relationship.target for relationship in package.related(waiting.pop()) if not relationship.external}
        waiting += sorted(targets - reached)
        reached |= targets
    for name in package.parts:
        if name not in reached and not name.endswith(".rels"):
            yield f"{name}: no part refers to it"


def properties(package: Package) -> Iterator[str]:
    """The title is given; nothing is longer than the 255 characters that Office takes."""
    elements = list(package.xml(_CORE))
    yield from (f"{_CORE}: {tag} comes twice" for tag in twice(etree.QName(node).localname for node in elements))
    for node in elements:
        if len(node.text or "") > 255:
            yield f"{_CORE}: {etree.QName(node).localname} has more than 255 characters"
    if not "".join(package.find(_CORE, "//dc:title/text()")).strip():
        yield f"{_CORE}: the document has no title"
    for moment in package.find(_CORE, "//dcterms:created/text() | //dcterms:modified/text()"):
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment):
            yield f"{_CORE}: {moment!r} is not a moment"
