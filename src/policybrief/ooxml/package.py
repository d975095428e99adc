"""An Open Packaging Conventions package in the making (ISO/IEC 29500-2): parts, content types, relationships.

python-pptx could own the package; but importing it and saving through it takes longer than all the rest of a deck. What
a writer needs of OPC is small: a name, a type and bytes for each part, numbered relationships, and one zip file that is
the same to the byte for the same parts.
"""

from __future__ import annotations

import html
import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPES_NAME = "[Content_Types].xml"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
"""Reads what others wrote: no entity is resolved, nothing fetched."""


def parsed(content: bytes) -> Any:
    """The root element of a part that others wrote. Raises `XMLSyntaxError`, also for a document type, which no part
    may have (ISO/IEC 29500-2, 8.1.4): its entities reach out, or grow without end.
    """
    root = etree.fromstring(content, PARSER)
    if root.getroottree().docinfo.internalDTD is not None:
        raise etree.XMLSyntaxError("it has a document type", 0, 0, 0)  # type: ignore[call-arg, arg-type]  # lxml's own
    return root


_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that ZIP knows: no time of day gets into the file."""


@dataclass(frozen=True)
class Relationship:
    """`target` is a part's name, or an address outside the package."""

    kind: str
    target: str
    external: bool = False
    id: str = ""


@dataclass
class Package:
    """Parts by name ("ppt/slides/slide1.xml"); `types` has the content type of each part that needs one of its own."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    relationships: dict[str, list[Relationship]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> Package:
        """A package from its files, as they lie in a zip or a folder."""
        package = cls()
        for name, content in files.items():
            if name == _TYPES_NAME:
                package._read_types(content)
            elif name.endswith(".rels"):
                package._read_relationships(name, content)
            else:
                package.parts[name] = content
        return package

    def add(self, name: str, content_type: str, content: bytes = b"") -> str:
        """Add a part; return its name, which is another where a part of other content has it."""
        stem, dot, extension = name.rpartition(".")
        number = 1
        while name in self.parts and (not content or self.parts[name] != content):
            number += 1
            name = f"{stem}-{number}{dot}{extension}"
        self.parts[name], self.types[name] = content, content_type
        return name

    def relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship of part `source` to `target`; an equal one is used again.

        `kind` is the last word of an Office relationship type: "slide", "hyperlink".
        """
        known = self.relationships.setdefault(source, [])
        wanted = (f"{_OFFICE}{kind}", target, external)
        for one in known:
            if (one.kind, one.target, one.external) == wanted:
                return one.id
        taken, number = {one.id for one in known}, len(known) + 1
        while f"rId{number}" in taken:
            number += 1
        known.append(Relationship(*wanted, f"rId{number}"))
        return f"rId{number}"

    def write(self) -> bytes:
        """The zip file, the same to the byte for the same parts."""
        files = {_TYPES_NAME: self._types_xml()}
        for source in ("", *sorted(self.parts)):
            if source:
                files[source] = self.parts[source]
            if self.relationships.get(source):
                files[rels_name(source)] = self._relationships_xml(source)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system, info.external_attr = 3, 0o600 << 16  # the same on every system
                archive.writestr(info, content)
        return stream.getvalue()

    # -- the two kinds of files that are not parts

    def _read_types(self, content: bytes) -> None:
        for entry in etree.fromstring(content):
            if etree.QName(entry).localname == "Default":
                self.defaults[entry.get("Extension", "")] = entry.get("ContentType", "")
            else:
                self.types[entry.get("PartName", "").lstrip("/")] = entry.get("ContentType", "")

    def _read_relationships(self, name: str, content: bytes) -> None:
        folder, _, file = name.partition("_rels/")
        source = folder + file.removesuffix(".rels")
        self.relationships[source] = list(relationships(source, content))

    def _types_xml(self) -> bytes:
        defaults = "".join(
            f"<Default Extension={quoteattr(extension)} ContentType={quoteattr(kind)}/>"
            for extension, kind in sorted(self.defaults.items())
        )
        overrides = "".join(
            f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
            for name, kind in sorted(self.types.items())
        )
        return f'{_HEAD}<Types xmlns="{_TYPES}">{defaults}{overrides}</Types>'.encode()

    def _relationships_xml(self, source: str) -> bytes:
        entries = ""
        for one in self.relationships[source]:
            target = one.target if one.external else _relative(one.target, posixpath.dirname(source))
            mode = ' TargetMode="External"' if one.external else ""
            entries += (
                f"<Relationship Id={quoteattr(one.id)} Type={quoteattr(one.kind)} Target={quoteattr(target)}{mode}/>"
            )
        return f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{entries}</Relationships>'.encode()


def relationships(source: str, content: bytes) -> Iterator[Relationship]:
    """The relationships of part `source`, from its file of them. Ids are kept: the part's XML names them."""
    here = posixpath.dirname(source)
    for entry in parsed(content).iterfind(f"{{{_RELATIONSHIPS}}}Relationship"):
        target, external = entry.get("Target", ""), entry.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", here, target)).lstrip("/")
        yield Relationship(entry.get("Type", ""), target, external, entry.get("Id", ""))


def rels_name(source: str) -> str:
    """The name of the file with the relationships of part `source`; "" stands for the package."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relative(target: str, folder: str) -> str:
    """The way from a folder of the package to a part; posixpath's goes through the working folder."""
    there, here = target.split("/"), folder.split("/") if folder else []
    while here and here[0] == there[0]:
        del here[0], there[0]
    return "/".join([*[".."] * len(here), *there])


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
