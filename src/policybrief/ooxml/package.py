"""A package of Office (Open Packaging Conventions, ISO/IEC 29500-2), read: parts, content types, relationships.

For templates that decks are made on, for decks that are checked, however broken, and for those that are mailed. Nothing
is unpacked that is not asked for: a deck of sample slides may carry a film. What can't be read is a `BriefError`.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from policybrief.errors import BriefError, Problem
from policybrief.ooxml import office_theme, zipped
from policybrief.ooxml.xml import parsed
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass

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
TYPES = "[Content_Types].xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE = b"\xd0\xcf\x11\xe0"
_STRICT = "{http://purl.oclc.org/ooxml/"
_SAVE_AS = "open it in PowerPoint and save it as .pptx or .potx"


@dataclass(frozen=True)
class Relationship:
    """`kind` is an address; `target` is a part's name, or an address outside the package."""

    kind: str
    target: str
    external: bool = False
    id: str = ""

    @property
    def word(self) -> str:
        """The last word of its kind: "slideMaster"."""
        return self.kind.rpartition("/")[2]


class _Parts(Mapping[str, bytes]):
    """The bytes of a package's parts by their names, each unpacked when it is asked for."""

    def __init__(self, package: Package) -> None:
        self._package, self._names = package, dict.fromkeys(package.names)

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        return self._package.part(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Package:
    """A package that is read part by part; `file` is its name in problems. Parts are found in any case of letters."""

    def __init__(self, content: bytes, file: str = "") -> None:
        self.content, self.file = content, file
        if content.startswith(_OLE):
            locked = "EncryptedPackage".encode("utf-16-le") in content
            message = "is protected by a password" if locked else "is a PowerPoint file of before 2007 (.ppt)"
            raise self.wrong(message, "save it without a password" if locked else _SAVE_AS)
        try:
            self._zip = zipped.opened(content)
            if office_theme.holds_template(self._zip):
                self.content = office_theme.as_template(self._zip)
                self._zip = zipped.opened(self.content)
        except zipped.Trap as trap:
            raise self.wrong(str(trap), trap.hint) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError):
            hint = f"it can't be unpacked; {_SAVE_AS}"
            raise self.wrong("is not a ZIP package that can be read", hint) from None
        infos = [(info.filename.lstrip("/").replace("\\", "/"), info) for info in self._zip.infolist()]
        self.names = [name for name, _ in infos if not name.endswith("/")]
        """The files in it, in their order; one that is there twice comes twice."""
        self.parts = _Parts(self)
        self._infos = {name.lower(): info for name, info in infos if not name.endswith("/")}
        self._trees: dict[str, Any] = {}

    @classmethod
    def open(cls, file: Path) -> Package:
        """The package in a file."""
        try:
            return cls(access.read(file, zipped.MOST_BYTES, within=access.ANYWHERE), str(file))
        except OSError as error:
            raise BriefError([file_problems.unread(error, file)]) from None

    def wrong(self, message: str, hint: str = "") -> BriefError:
        """The error to raise: what is wrong with the file."""
        return BriefError([Problem(message, self.file, hint=hint)])

    # -- parts

    def has(self, part: str) -> bool:
        return part.lower() in self._infos

    def part(self, name: str) -> bytes:
        """The bytes of a part. The sizes that a ZIP states are no promise, so no more is read than was stated."""
        info = self._infos.get(name.lower())
        if info is None:
            raise self.wrong(f"is damaged: its part {name} is missing", _SAVE_AS)
        try:
            with self._zip.open(info) as stream:
                return stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise self.wrong(f"is damaged: its part {name} can't be unpacked: {error}", _SAVE_AS) from None

    def xml(self, name: str) -> Any:
        """The root element of a part, read once; an empty one where there is no such part."""
        try:
            return self.tree(name)
        except etree.XMLSyntaxError as error:
            raise self.wrong(f"is damaged: its part {name} is not XML: {error.msg}", _SAVE_AS) from None

    def tree(self, name: str) -> Any:
        """The same, for who tells of all that is not XML: raises `XMLSyntaxError` for it."""
        if name not in self._trees:
            content = self.part(name) if self.has(name) else b""
            if len(content) > zipped.MOST_XML:
                most = zipped.MOST_XML // 1_000_000
                raise self.wrong(f"is not a deck: its part {name} has more than {most} MB of XML", _SAVE_AS)
            self._trees[name] = parsed(content) if self.has(name) else etree.Element("x")
        return self._trees[name]

    def find(self, name: str, path: str) -> Any:
        """What an XPath finds in a part."""
        return _compiled(path)(self.xml(name))

    def like(self, pattern: str) -> list[str]:
        """The parts of such names, in the order that people count in."""
        return sorted((name for name in self.parts if re.fullmatch(pattern, name)), key=lambda name: (len(name), name))

    # -- what leads where, and what is what

    def related(self, name: str) -> list[Relationship]:
        """The relationships of a part, wherever they lead; "" stands for the package."""
        return list(relationships(name, self.xml(rels_name(name))))

    def leading(self, name: str) -> list[Relationship]:
        """The relationships of a part that lead somewhere."""
        return [
            relationship
            for relationship in self.related(name)
            if relationship.external or self.has(relationship.target)
        ]

    def targets(self, name: str, word: str) -> dict[str, str]:
        """The parts that `name` has relationships of this kind to, by the ids of these."""
        return {
            relationship.id: relationship.target
            for relationship in self.leading(name)
            if relationship.word == word and not relationship.external
        }

    def target(self, name: str, word: str) -> str:
        """The first part that `name` has a relationship of this kind to, or ""."""
        return next(iter(self.targets(name, word).values()), "")

    @cached_property
    def types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by extension, and by part (lower case, as parts are compared)."""
        defaults, overrides = types(self.xml(TYPES))
        return _lowered(defaults), _lowered(overrides)

    def type_of(self, part: str) -> str:
        defaults, overrides = self.types
        return overrides.get(part.lower()) or defaults.get(part.rpartition(".")[2].lower(), "")

    # -- presentations

    @cached_property
    def main(self) -> str:
        """The part of the presentation, "ppt/presentation.xml" as a rule, in a package that can be relied on."""
        if len(self._infos) < len(self.names):
            raise self.wrong("holds two files of the same name, and programs differ in which they take", _SAVE_AS)
        if not self.has(TYPES):
            what = "is an OpenDocument file" if self.has("mimetype") else "is not a PowerPoint file"
            raise self.wrong(what, _SAVE_AS)
        main = self.target("", "officeDocument")
        kind = self.type_of(main) if main else ""
        if "presentationml" not in kind and "ms-powerpoint" not in kind:
            raise self.wrong("is an Office file, but holds no presentation", _SAVE_AS)
        self.refuse_strict(main)
        return main

    def refuse_strict(self, main: str) -> None:
        """Raise where the presentation is in the other form of Open XML, with other namespaces."""
        if str(self.xml(main).tag).startswith(_STRICT):
            hint = "save it as PowerPoint Presentation (.pptx)"
            raise self.wrong("is in the Strict format of Open XML", hint)

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


@lru_cache(maxsize=1000)
def _compiled(path: str) -> etree.XPath:
    """Rules ask the same of each slide."""
    return etree.XPath(path, namespaces=NS)


def _lowered(kinds: dict[str, str]) -> dict[str, str]:
    return {key.lower(): kind for key, kind in kinds.items()}


def types(root: Any) -> tuple[dict[str, str], dict[str, str]]:
    """The content types that [Content_Types].xml gives: by extension, and by part."""
    defaults, overrides = {}, {}
    for entry in root:
        if entry.get("PartName"):
            overrides[entry.get("PartName").lstrip("/")] = entry.get("ContentType", "")
        elif entry.get("Extension"):
            defaults[entry.get("Extension")] = entry.get("ContentType", "")
    return defaults, overrides


def relationships(source: str, root: Any) -> Iterator[Relationship]:
    """The relationships of part `source`, from the tree of their file. Ids are kept: the part's XML names them."""
    here = posixpath.dirname(source)
    for entry in root.iterfind(_RELATIONSHIP):
        target, external = entry.get("Target", ""), entry.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", here, target)).lstrip("/")
        yield Relationship(entry.get("Type", ""), target, external, entry.get("Id", ""))


def rels_name(source: str) -> str:
    """The name of the file with the relationships of part `source`; "" stands for the package."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")
