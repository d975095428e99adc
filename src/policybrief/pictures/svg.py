"""An SVG as a deck takes it: drawing only. Scripts, notes of drawing programs and links to elsewhere do not go along.

PowerPoint draws the SVG itself, so it may hold all of SVG; what would reach out of the file, or could hide what nobody
looked at, is refused by name or taken out.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from policybrief.ooxml.xml import safe_parser
from policybrief.pictures import drawable
from policybrief.pictures.bitmap import PictureError

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SILENT = ("script", "metadata", "title", "desc")
_REFUSED = {
    "image": "a bitmap",
    "foreignObject": "a piece of a web page",
    "animate": "an animation",
    "animateTransform": "an animation",
    "animateMotion": "an animation",
    "set": "an animation",
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAMES = ("id", "class")
_RULES = ("media", "supports")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FUNCTION = re.compile(r"([\w-]+)\(")
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!\s*['\"]?#)", re.IGNORECASE)
_RULE = re.compile(r"@([\w-]*)")
_LONGEST = 1_000
_MOST_BYTES, _MOST_DRAWN = 10_000_000, 100_000
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def is_svg(content: bytes) -> bool:
    """Whether it may be one: XML with the word in its head."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in content[:100_000]


def cleaned(content: bytes) -> tuple[bytes, float]:
    """The drawing, and its width to height. Raises `PictureError` for what can't go into a deck."""
    if len(content) > _MOST_BYTES:
        raise PictureError(f"is an SVG of more than {_MOST_BYTES // 1_000_000} MB", "simplify it, or use a PNG")
    parser = safe_parser(remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise PictureError(f"is not XML: {error.msg}", "export it again") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise PictureError("is not an SVG: its first element is not <svg>", "export it again")
    types: Any = root.getroottree().docinfo.internalDTD
    if types is not None and any(True for _ in types.iterentities()):
        raise PictureError("holds an entity", "export it as plain SVG")
    _clean(root)
    _count(root)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True), _shape(root)


def _refused(node: Any, message: str, hint: str = "keep all of it in one file") -> PictureError:
    return PictureError(f"{message} (line {node.sourceline})", hint)


def _clean(node: Any) -> None:
    for child in list(node):
        if not isinstance(child.tag, str):  # an entity that nobody resolved
            raise PictureError("holds an entity", "export it as plain SVG")
        name = etree.QName(child)
        if name.namespace != _SVG or name.localname in _SILENT:
            _take_out(child)
        elif name.localname not in drawable.ELEMENTS:
            what = _REFUSED.get(name.localname, f"<{name.localname}>")
            raise _refused(child, f"holds {what}", "draw it in shapes, or use a PNG")
        else:
            _clean(child)
    _clean_attributes(node)
    if etree.QName(node).localname == "style":
        _check_look(node, "".join(node.itertext()))


def _clean_attributes(node: Any) -> None:
    for key, value in list(node.attrib.items()):
        if key in (_HREF, "href"):
            if value.startswith("#"):
                continue
            if etree.QName(node).localname != "a":
                raise _refused(node, f"leads to {value[:60]!r}")
            del node.attrib[key]
        elif key not in drawable.ATTRIBUTES and key != _SPACE:
            del node.attrib[key]
        elif key not in _NAMES:
            _check_look(node, value)


def _check_look(node: Any, look: str) -> None:
    """Whether CSS, which most attributes may be, takes nothing from elsewhere. An escape could spell what does, and a
    comment stand in its midst, or be none.
    """
    look = f"{look} {_COMMENT.sub(' ', look)}"
    if "\\" in look:
        raise _refused(node, "spells a letter of its look with a backslash", "write the letter")
    if _OUTSIDE.search(look):
        raise _refused(node, "takes a part from elsewhere")
    for rule in _RULE.findall(look):
        if rule.lower() not in _RULES:
            raise _refused(node, f"takes a part from elsewhere: @{rule}")
    for function in _FUNCTION.findall(look):
        if function.lower() not in drawable.FUNCTIONS:
            raise _refused(node, f"takes a part from elsewhere: {function}()")


def _count(root: Any) -> None:
    """A part that is used in parts that are used may stand for a billion."""
    parts = {node.get("id"): node for node in root.iter(etree.Element) if node.get("id")}
    counts: dict[Any, int] = {}

    def count(node: Any) -> int:
        if node not in counts:
            counts[node] = _MOST_DRAWN + 1  # until it is known: what uses itself has no end
            used = parts.get((node.get("href") or node.get(_HREF) or "").removeprefix("#")) if _uses(node) else None
            counts[node] = 1 + sum(map(count, node)) + (count(used) if used is not None else 0)
        return counts[node]

    try:
        many = count(root) > _MOST_DRAWN
    except RecursionError:
        many = True
    if many:
        raise PictureError(f"draws more than {_MOST_DRAWN:,} parts", "simplify it, or use a PNG")


def _uses(node: Any) -> bool:
    return bool(etree.QName(node).localname == "use")


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
        numbers = [number for key in ("width", "height") for number in _NUMBER.findall(root.get(key, ""))[:1]]
    if len(numbers) != 2 or not all(float(number) > 0 for number in numbers):
        raise PictureError("says neither its viewBox nor its width and height", "export it again")
    shape = float(numbers[0]) / float(numbers[1])
    if not 1 / _LONGEST <= shape <= _LONGEST:
        raise PictureError("is a thousand times as long as it is high, or as high as it is long", "export it again")
    return shape
