"""An Open Packaging Conventions package in the making (ISO/IEC 29500-2): parts, content types, relationships.

python-pptx could own the package; but importing it and saving through it takes longer than all the rest of a deck. What
a writer needs of OPC is small: a name, a type and bytes for each part, numbered relationships, and one zip file that is
the same to the byte for the same parts.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from policybrief.ooxml import zipped
from policybrief.ooxml.package import TYPES, Relationship, relationships, rels_name, types
from policybrief.ooxml.xml import parsed, quoteattr
from policybrief.system.files import access

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@cache
def master(folder: Path) -> Mapping[str, bytes]:
    """The files of a package that lie in a folder of the program, read once; without what an editor or a file manager
    left beside them.
    """
    return {
        file.relative_to(folder).as_posix(): access.read(file, access.MOST_BYTES, within=access.ANYWHERE)
        for file in sorted(folder.rglob("*"))
        if file.name.endswith((".xml", ".rels"))
    }


@dataclass
class NewPackage:
    """Parts by name ("ppt/slides/slide1.xml"); `types` has the content type of each part that needs one of its own."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    relationships: dict[str, list[Relationship]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> NewPackage:
        """A package from its files, as they lie in a zip or a folder."""
        package = cls()
        for name, content in files.items():
            if name == TYPES:
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
        for relationship in known:
            if (relationship.kind, relationship.target, relationship.external) == wanted:
                return relationship.id
        taken, number = {relationship.id for relationship in known}, len(known) + 1
        while f"rId{number}" in taken:
            number += 1
        known.append(Relationship(*wanted, f"rId{number}"))
        return f"rId{number}"

    def write(self) -> bytes:
        """The zip file, the same to the byte for the same parts."""
        files = {TYPES: self._types_xml()}
        for source in ("", *sorted(self.parts)):
            if source:
                files[source] = self.parts[source]
            if self.relationships.get(source):
                files[rels_name(source)] = self._relationships_xml(source)
        return zipped.packed(files)

    # -- the two kinds of files that are not parts

    def _read_types(self, content: bytes) -> None:
        self.defaults, self.types = types(parsed(content))

    def _read_relationships(self, name: str, content: bytes) -> None:
        folder, _, file = name.partition("_rels/")
        source = folder + file.removesuffix(".rels")
        self.relationships[source] = list(relationships(source, parsed(content)))

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
        for relationship in self.relationships[source]:
            target, mode = relationship.target, ' TargetMode="External"'
            if not relationship.external:
                target, mode = _relative(target, posixpath.dirname(source)), ""
            named = f"Id={quoteattr(relationship.id)} Type={quoteattr(relationship.kind)}"
            entries += f"<Relationship {named} Target={quoteattr(target)}{mode}/>"
        return f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{entries}</Relationships>'.encode()


def _relative(target: str, folder: str) -> str:
    """The way from a folder of the package to a part; posixpath's goes through the working folder."""
    there, here = target.split("/"), folder.split("/") if folder else []
    while here and here[0] == there[0]:
        del here[0], there[0]
    return "/".join([*[".."] * len(here), *there])
