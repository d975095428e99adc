"""What PowerPoint repairs although the schema allows it: where labels stand, where links lead, what no list names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from policybrief.ooxml.package import NS, Package

_PRESENTATION = "ppt/presentation.xml"
_LONGEST_ADDRESS = 2_083
"""Characters of an address that Windows takes (INTERNET_MAX_URL_LENGTH)."""
_POINT = frozenset({"ctr", "l", "r", "t", "b"})
_SLICE = frozenset({"ctr", "inEnd", "outEnd", "bestFit"})
_BAR = frozenset({"ctr", "inBase", "inEnd"})
_LABELS = {
    "lineChart": _POINT,
    "scatterChart": _POINT,
    "bubbleChart": _POINT,
    "stockChart": _POINT,
    "pieChart": _SLICE,
    "pie3DChart": _SLICE,
    "ofPieChart": _SLICE,
    "barChart": _BAR,
    "radarChart": frozenset({"ctr", "outEnd"}),
}
"""Where labels may stand, by the kind of chart; in the others, areas, rings and solids, nowhere of their own."""
_LISTED = {
    "slideMaster": "p:sldMasterIdLst/p:sldMasterId",
    "notesMaster": "p:notesMasterIdLst/p:notesMasterId",
    "handoutMaster": "p:handoutMasterIdLst/p:handoutMasterId",
    "slide": "p:sldIdLst/p:sldId",
}
"""The parts of a presentation that it has to name, and where."""
_TEXT = ("t", "tableStyleId", "attrName", "text")
"""The elements of slides that hold text."""


def label_positions(package: Package) -> Iterator[str]:
    """The labels of a chart stand where its kind has a place for them."""
    for name in package.like(r"ppt/charts/[^/]+\.xml"):
        for node in package.find(name, "//c:dLblPos"):
            charts = node.xpath("ancestor::c:*[parent::c:plotArea][1]", namespaces=NS)
            kind = etree.QName(charts[0]).localname if charts else ""
            where = node.get("val", "")
            if kind and where not in _places(charts[0], kind):
                yield f"{name}: labels stand at {where!r}, which a {_called(charts[0], kind)} has no place for"


def _places(chart: Any, kind: str) -> frozenset[str]:
    places = _LABELS.get(kind, frozenset())
    beside = kind == "barChart" and _grouping(chart) in {"clustered", "standard"}
    return places | {"outEnd"} if beside else places


def _called(chart: Any, kind: str) -> str:
    return f"{_grouping(chart)} {kind}" if kind == "barChart" else kind


def _grouping(chart: Any) -> str:
    node = chart.find("c:grouping", NS)
    return "clustered" if node is None else str(node.get("val", "clustered"))


def axes(package: Package) -> Iterator[str]:
    """The axes that a chart names, or another axis crosses, are there."""
    for name in package.like(r"ppt/charts/[^/]+\.xml"):
        there = set(package.find(name, "//c:plotArea/*[c:crossAx]/c:axId/@val"))
        named = package.find(name, "//c:plotArea/*[not(c:crossAx)]/c:axId/@val | //c:crossAx/@val")
        yield from (f"{name}: there is no axis {axis}, which the chart names" for axis in sorted(set(named) - there))


def addresses(package: Package) -> Iterator[str]:
    """Every address can be opened, and is no longer than Windows takes."""
    for name in ["", *package.parts]:
        for relationship in package.related(name):
            if relationship.external and (fault := _address_fault(relationship.target)):
                yield f"{name or 'package'}: the address {relationship.target[:60]!r} ({relationship.id}) {fault}"


def _address_fault(address: str) -> str:
    """What is wrong with an address (RFC 3986), or ""."""
    if len(address) > _LONGEST_ADDRESS:
        return f"has {len(address)} characters, and PowerPoint takes {_LONGEST_ADDRESS}"
    if not address.strip():
        return "is empty"
    if re.search(r'[\s\x00-\x20\x7f<>"]', address):
        return "holds a space or a sign that no address has"
    if re.search(r"%(?![0-9A-Fa-f]{2})", address):
        return "holds a % that escapes nothing"
    if address.count("#") > 1:
        return "holds more than one #"
    return _host_fault(address)


def _host_fault(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "names no host that can be"
    if parts.scheme.lower() in {"http", "https", "ftp"} and not re.fullmatch(r"[^.\\](?:.*[^\\])?", host or ""):
        return "names no host"
    if parts.scheme.lower() == "mailto" and not parts.path and "to=" not in parts.query.lower():
        return "names no one to write to"
    return ""


def unnamed(package: Package) -> Iterator[str]:
    """The presentation names its slides and masters, and a master its layouts: Keynote refuses what is only related."""
    for kind, path in _LISTED.items():
        yield from _not_in(package, _PRESENTATION, kind, path)
    for master in package.like(r"ppt/slideMasters/[^/]+\.xml"):
        yield from _not_in(package, master, "slideLayout", "p:sldLayoutIdLst/p:sldLayoutId")


def _not_in(package: Package, name: str, kind: str, path: str) -> Iterator[str]:
    named = set(package.find(name, f"{path}/@r:id"))
    for relationship in package.related(name):
        if relationship.word == kind and relationship.id not in named:
            yield f"{name}: does not name {relationship.target} in <{path.partition('/')[0].removeprefix('p:')}>"


def stray_texts(package: Package) -> Iterator[str]:
    """Text stands in the elements that are made for it."""
    but = " or ".join(f"self::a:{tag} or self::p:{tag}" for tag in _TEXT)
    path = f"(//a:* | //p:*)[text()[normalize-space()]][not({but})]"
    for name in [_PRESENTATION, *package.drawn]:
        for node in package.find(name, path):
            yield f"{name}: text stands in <{etree.QName(node).localname}>, which holds none"
