"""An SVG as a deck takes it: drawing only. Scripts, notes of drawing programs and links to elsewhere do not go along.

PowerPoint draws the SVG itself, so it may hold all of SVG; what would reach out of the file, or could hide what nobody
looked at, is refused by name or taken out.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from policybrief.picture import PictureError

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_OWN = (_SVG, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace", None)
_SILENT = ("script", "metadata", "title", "desc")
_REFUSED = {
    "image": "a bitmap",
    "foreignObject": "a piece of a web page",
    "animate": "an animation",
    "animateTransform": "an animation",
    "animateMotion": "an animation",
    "set": "an animation",
}
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!\s*['\"]?#)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def is_svg(content: bytes) -> bool:
    """Whether it may be one: XML with the word in its head."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in content[:100_000]


def cleaned(content: bytes) -> tuple[bytes, float]:
    """The drawing, and its width to height. Raises `PictureError` for what can't go into a deck."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise PictureError(f"is not XML: {error.msg}", "export it anew") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise PictureError("is not an SVG: its first element is not <svg>", "export it anew")
    _clean(root)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True), _shape(root)


def _clean(node: Any) -> None:
    for child in list(node):
        if not isinstance(child.tag, str):  # an entity that nobody resolved
            raise PictureError("holds an entity", "export it as plain SVG")
        name = etree.QName(child)
        if name.namespace != _SVG or name.localname in _SILENT:
            _take_out(child)
        elif name.localname in _REFUSED:
            raise PictureError(f"holds {_REFUSED[name.localname]}", "draw it in shapes, or use a PNG")
        else:
            _clean(child)
    _clean_attributes(node)
    if etree.QName(node).localname == "style" and _OUTSIDE.search(node.text or ""):
        raise PictureError("takes a part from elsewhere", "keep all of it in one file")


def _clean_attributes(node: Any) -> None:
    for key, value in list(node.attrib.items()):
        name = etree.QName(key)
        if name.namespace not in _OWN or name.localname.lower().startswith("on"):
            del node.attrib[key]
        elif key in (_HREF, "href") and not value.startswith("#"):
            if etree.QName(node).localname != "a":
                raise PictureError(f"leads to {value[:60]!r}", "keep all of it in one file")
            del node.attrib[key]
        elif _OUTSIDE.search(value):
            raise PictureError("takes a part from elsewhere", "keep all of it in one file")


def _take_out(node: Any) -> None:
    """Without the text that follows it, which in a drawing is white space or nothing."""
    parent, tail = node.getparent(), node.tail
    before = node.getprevious()
    parent.remove(node)
    if tail and tail.strip():
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail


def _shape(root: Any) -> float:
    numbers = _NUMBER.findall(root.get("viewBox", ""))[2:]
    if len(numbers) != 2:
        numbers = [found for key in ("width", "height") for found in _NUMBER.findall(root.get(key, ""))[:1]]
    if len(numbers) != 2 or not all(float(number) > 0 for number in numbers):
        raise PictureError("says neither its viewBox nor its width and height", "export it anew")
    return float(numbers[0]) / float(numbers[1])
