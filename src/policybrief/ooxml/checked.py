"""The parts of a .pptx as a check reads them: bytes, trees and relationships of any file, however broken."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from policybrief.ooxml import zipped

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}


@dataclass(frozen=True)
class Relationship:
    """A relationship of a part. `target` is a part's name, or an address where it is external."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of an OPC package (ECMA-376, part 2), by name and without a leading slash. Raises `zipped.Trap`."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        with zipped.opened(content) as archive:
            self.names = [name for name in archive.namelist() if not name.endswith("/")]
            self.parts = {name: archive.read(name) for name in self.names}
        self._trees: dict[str, Any] = {}

    def xml(self, name: str) -> Any:
        """A part's root element; an empty one where there is no such part."""
        if name not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            self._trees[name] = etree.fromstring(self.parts[name], parser) if name in self.parts else etree.Element("x")
        return self._trees[name]

    def find(self, name: str, path: str) -> Any:
        """What an XPath finds in a part."""
        return self.xml(name).xpath(path, namespaces=NS)

    def related(self, name: str) -> list[Relationship]:
        """The relationships of a part; "" stands for the package."""
        folder, file = posixpath.split(name)
        return [
            Relationship(
                node.get("Id", ""),
                node.get("Type", "").rpartition("/")[2],
                node.get("Target", "") if external else _resolved(folder, node.get("Target", "")),
                external,
            )
            for node in self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
            for external in [node.get("TargetMode") == "External"]
        ]

    def target(self, name: str, kind: str) -> str:
        """The part that `name` has a relationship of this kind to, or ""."""
        return next((found.target for found in self.related(name) if found.kind == kind), "")

    def like(self, pattern: str) -> list[str]:
        return sorted((name for name in self.parts if re.fullmatch(pattern, name)), key=lambda name: (len(name), name))

    @cached_property
    def slides(self) -> list[str]:
        return self.like(r"ppt/slides/[^/]+\.xml")

    @cached_property
    def notes(self) -> list[str]:
        return self.like(r"ppt/notesSlides/[^/]+\.xml")

    @cached_property
    def drawn(self) -> list[str]:
        """All parts that hold shapes."""
        return self.slides + self.notes + self.like(r"ppt/(slideLayouts|slideMasters|notesMasters)/[^/]+\.xml")


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
