"""A part of somebody's without what refers to what stays behind, so that PowerPoint finds nothing to repair.

To take out the reference alone would leave a picture without its picture, or an object without its data: each is taken
out together with what can't be without it, and a fill that is gone is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from policybrief.ooxml import foreign
from policybrief.ooxml.colors import A
from policybrief.ooxml.drawing import P
from policybrief.ooxml.package import Relationship

_REFERENCES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LINKS = (f"{A}hlinkClick", f"{A}hlinkHover", f"{A}hlinkMouseOver")
_LISTS = ("custDataLst", "controls", "extLst", "hlinkClickLst")
_WITH = {
    "oleObj": "graphicFrame",
    "chart": "graphicFrame",
    "relIds": "graphicFrame",
    "svgBlip": "ext",
    "imgLayer": "ext",
    "media": "ext",
}
"""What goes together with an element that refers to nothing any more: the nearest around it of that name."""
_MEDIA = (f"{P}video", f"{P}audio")


def clean(root: Any, kept: Mapping[str, Relationship]) -> bool:
    """Take out of a part what refers to none of the relationships `kept`, or runs something; whether there was any."""
    stale = [node for node in root.iter(etree.Element) if _is_stale(node, kept)]
    for node in stale:
        if node is root or root in node.iterancestors():
            _take_out(node, root, kept)
    if stale:
        _drop_lost_timing(root)
    return bool(stale)


def used(root: Any) -> set[str]:
    """The relationships that a part refers to."""
    return {value for node in root.iter(etree.Element) for value in _references(node).values()}


def _references(node: Any) -> dict[str, str]:
    return {key: value for key, value in node.items() if key.startswith(_REFERENCES) and value}


def _is_stale(node: Any, kept: Mapping[str, Relationship]) -> bool:
    if node.tag in _LINKS and (foreign.runs(node) or foreign.reaches_on_hover(node)):
        return True
    return any(not _leads(node, value, kept) for value in _references(node).values())


def _leads(node: Any, reference: str, kept: Mapping[str, Relationship]) -> bool:
    """Only a click follows an address: whatever else has one would fetch it."""
    relationship = kept.get(reference)
    return relationship is not None and (not relationship.external or node.tag == f"{A}hlinkClick")


def _take_out(node: Any, root: Any, kept: Mapping[str, Relationship]) -> None:
    name = etree.QName(node).localname
    if node.tag == f"{A}blip":
        _take_out_picture(node, root, kept)
    elif name in ("snd", "sndTgt") and (around := _around(node, "sndAc") or _around(node, "timing")) is not None:
        _remove(around, root)
    elif node.tag in _LINKS:
        _remove(node, root)
    else:
        around = _around(node, _WITH[name]) if name in _WITH else None
        _remove(node if around is None else around, root)


def _take_out_picture(blip: Any, root: Any, kept: Mapping[str, Relationship]) -> None:
    """A blip that has its picture in the file too keeps that."""
    references = _references(blip)
    for key, value in references.items():
        if not _leads(blip, value, kept):
            del blip.attrib[key]
    if _references(blip):
        return
    fill = blip.getparent()
    name = "" if fill is None else etree.QName(fill).localname
    above = None if fill is None else fill.getparent()
    if name == "blipFill" and above is not None and etree.QName(above).localname == "pic":
        _remove(above, root)
    elif name == "blipFill" and above is not None:
        above.replace(fill, _with_tail(etree.Element(f"{A}noFill"), fill))
    else:
        _remove(fill if name == "buBlip" else blip, root)


def _with_tail(node: Any, like: Any) -> Any:
    node.tail = like.tail
    return node


def _around(node: Any, name: str) -> Any:
    """The nearest element around `node` of that name."""
    return next((around for around in node.iterancestors() if etree.QName(around).localname == name), None)


def _remove(node: Any, root: Any) -> None:
    """Take out an element; with it alternatives of which it was one, and a list that it leaves empty."""
    above = node.getparent()
    if above is None:
        return
    if above.tag in (f"{_MC}Choice", f"{_MC}Fallback") and above is not root:
        _remove(above.getparent(), root)
        return
    above.remove(node)
    if etree.QName(above).localname in _LISTS and not len(above):
        _remove(above, root)


def _drop_lost_timing(root: Any) -> None:
    """Animations of shapes that are gone, and of films that show a picture now."""
    timing = root.find(f"{P}timing")
    if timing is None:
        return
    shapes = {node.get("id") for node in root.iter(f"{P}cNvPr")}
    lost = any(node.get("spid") not in shapes for node in timing.iter(f"{P}spTgt", f"{P}inkTgt"))
    if lost or next(timing.iter(*_MEDIA), None) is not None:
        root.remove(timing)
