"""XML of others read safely, and words written as XML."""

from __future__ import annotations

import html
from typing import Any

from lxml import etree


def safe_parser(**more: Any) -> etree.XMLParser:
    """A parser that resolves no entity, fetches nothing, and refuses what is nested too deep."""
    return etree.XMLParser(resolve_entities=False, no_network=True, **more)


_PARSER = safe_parser()


def parsed(content: bytes) -> Any:
    """The root element of what others wrote. Raises `XMLSyntaxError`, also for a document type, which no part of a
    package may have (ISO/IEC 29500-2, 8.1.4): its entities reach out, or grow without end.
    """
    root = etree.fromstring(content, _PARSER)
    if root.getroottree().docinfo.internalDTD is not None:
        message = "it has a DOCTYPE, which no part may have"
        raise etree.XMLSyntaxError(message, 0, 0, 0)  # type: ignore[call-arg, arg-type]  # lxml's own
    return root


def escape(words: str) -> str:
    """Words as the text of an element. xml.sax.saxutils has the same, and imports http, email and ssl."""
    return html.escape(words, quote=False)


_WHITE = {10: "&#10;", 13: "&#13;", 9: "&#9;"}


def quoteattr(words: str) -> str:
    """Words as an attribute's value, in its quotes."""
    mark = "'" if '"' in words and "'" not in words else '"'
    return f"{mark}{escape(words).translate(_WHITE).replace(mark, '&quot;')}{mark}"


def text(words: str, most: int = 255) -> str:
    """Words as the text or attribute of an XML part, within the length that Office allows a property."""
    return escape(words[:most]).replace('"', "&quot;")
