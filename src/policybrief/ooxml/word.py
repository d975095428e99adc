"""What is asked of a document of Word, wherever one is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policybrief.ooxml.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
"""The part of the document, in all that Word and LibreOffice write."""


def value(node: Any, name: str) -> str:
    """What a property below a node says: <w:pStyle w:val="Title"/>."""
    property_ = node.find(f"{W}{name}") if node is not None else None
    return property_.get(f"{W}val", "") if property_ is not None else ""


def names(package: Package, main: str = MAIN) -> Mapping[str, str]:
    """The names of a document's styles by their ids, in lower case: an id may be in any language, these are not."""
    styles = package.xml(package.target(main, "styles"))
    return {style.get(f"{W}styleId", ""): value(style, "name").lower() for style in styles.iter(f"{W}style")}


def styled(package: Package, main: str = MAIN) -> Iterator[tuple[Any, str]]:
    """The paragraphs of a document, each with the name of its style."""
    known = names(package, main)
    for paragraph in package.xml(main).iter(f"{W}p"):
        yield paragraph, known.get(value(paragraph.find(f"{W}pPr"), "pStyle"), "")
