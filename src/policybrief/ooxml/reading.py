"""A .pptx or .potx of somebody's, opened: its parts one by one, and a problem in plain words for what is none.

Nothing is unpacked that is not asked for: a deck of sample slides may carry a film.
"""

from __future__ import annotations

import zipfile
import zlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policybrief.errors import BriefError, Problem
from policybrief.files import access
from policybrief.ooxml import zipped

if TYPE_CHECKING:
    from policybrief.ooxml.package import Relationship

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_SAVE_AS = "open it in PowerPoint and save it as .pptx or .potx"


class Opened:
    """A package that is read part by part. `main` is the part of the presentation, "ppt/presentation.xml" as a rule."""

    def __init__(self, file: Path) -> None:
        self.file = file
        try:
            content = access.read(file, zipped.MOST_BYTES, within=access.ANYWHERE)
        except OSError as error:
            raise self.wrong(f"cannot be read: {error.strerror or error}") from None
        if content.startswith(_OLE):
            locked = "EncryptedPackage".encode("utf-16-le") in content
            message = "is protected by a password" if locked else "is a PowerPoint file of before 2007 (.ppt)"
            raise self.wrong(message, "save it without a password" if locked else _SAVE_AS)
        try:
            self._zip = zipped.opened(content)
        except zipped.Trap as trap:
            raise self.wrong(str(trap), trap.hint) from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise self.wrong("is not a PowerPoint file: it can't be unpacked", _SAVE_AS) from None
        infos = [info for info in self._zip.infolist() if not info.is_dir()]
        self._infos = {info.filename.lstrip("/").replace("\\", "/").lower(): info for info in infos}
        if len(self._infos) < len(infos):
            raise self.wrong("holds two files of the same name, and programs differ in which they take", _SAVE_AS)
        self._trees: dict[str, Any] = {}
        self.main = self._main()

    def wrong(self, message: str, hint: str = "") -> BriefError:
        """The error to raise: what is wrong with the file."""
        return BriefError([Problem(message, str(self.file), hint=hint)])

    @property
    def names(self) -> list[str]:
        return [info.filename.lstrip("/").replace("\\", "/") for info in self._infos.values()]

    def has(self, part: str) -> bool:
        return part.lower() in self._infos

    def part(self, name: str) -> bytes:
        """The bytes of a part. The sizes that a ZIP states are no promise, so no more is read than was stated."""
        info = self._infos.get(name.lower())
        if info is None:
            raise self.wrong(f"is damaged: its part {name} is missing", _SAVE_AS)
        try:
            with self._zip.open(info) as stream:
                content = stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise self.wrong(f"is damaged: its part {name} can't be unpacked: {error}", _SAVE_AS) from None
        return content

    def xml(self, name: str) -> Any:
        """The root element of a part, read once."""
        if name not in self._trees:
            from lxml import etree

            from policybrief.ooxml import package

            content = self.part(name)
            if len(content) > zipped.MOST_XML:
                most = zipped.MOST_XML // 1_000_000
                raise self.wrong(f"is not a deck: its part {name} has more than {most} MB of XML", _SAVE_AS)
            try:
                self._trees[name] = package.parsed(content)
            except etree.XMLSyntaxError as error:
                raise self.wrong(f"is damaged: its part {name} is not XML: {error.msg}", _SAVE_AS) from None
        return self._trees[name]

    def related(self, name: str) -> list[Relationship]:
        """The relationships of a part that lead somewhere."""
        from policybrief.ooxml import package

        file = package.rels_name(name)
        if not self.has(file):
            return []
        self.xml(file)
        return [one for one in package.relationships(name, self.part(file)) if one.external or self.has(one.target)]

    def target(self, name: str, kind: str) -> str:
        """The part that `name` has a relationship of this kind to, or ""."""
        return next((one.target for one in self.related(name) if kind_of(one) == kind and not one.external), "")

    @cached_property
    def types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by extension, and by part (lower case, as parts are compared)."""
        defaults, overrides = {}, {}
        for entry in self.xml(_TYPES):
            kind = entry.get("ContentType", "")
            if entry.get("PartName"):
                overrides[entry.get("PartName").lstrip("/").lower()] = kind
            elif entry.get("Extension"):
                defaults[entry.get("Extension").lower()] = kind
        return defaults, overrides

    def type_of(self, part: str) -> str:
        defaults, overrides = self.types
        return overrides.get(part.lower()) or defaults.get(part.rpartition(".")[2].lower(), "")

    def _main(self) -> str:
        if not self.has(_TYPES):
            what = "is an OpenDocument file" if self.has("mimetype") else "is not a PowerPoint file"
            raise self.wrong(what, _SAVE_AS)
        main = self.target("", "officeDocument")
        kind = self.type_of(main) if main else ""
        if "presentationml" not in kind and "ms-powerpoint" not in kind:
            raise self.wrong("is an Office file, but holds no presentation", _SAVE_AS)
        if str(self.xml(main).tag).startswith("{" + _STRICT):
            hint = "save it as 'PowerPoint Presentation (.pptx)' and not as 'Strict Open XML Presentation'"
            raise self.wrong("is in the strict form of Open XML", hint)
        return main


def kind_of(one: Relationship) -> str:
    """The last word of a relationship's type: "slideMaster"."""
    return one.kind.rpartition("/")[2]
