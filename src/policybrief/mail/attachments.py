"""The files that go with a mail, and what they say of themselves: for whom, how marked, made from which brief.

That is read back out of the finished files, the PDF's and the deck's own metadata, and not taken from where they lie or
what they are called: a file that was copied to another name is found out. They are read once; what was looked at and
approved is what is sent.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import Any

from policybrief.brief.parts import Kind
from policybrief.errors import BriefError, Problem
from policybrief.memo import inspect
from policybrief.ooxml.package import Package
from policybrief.pipeline.outputs import OUTPUTS
from policybrief.pipeline.written import Written
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass

_PAGE = re.compile(rb"/Type\s*/Page\b")
_CUSTOM = "//*[local-name()='property'][@name=$name]//text()"


@dataclass(frozen=True)
class Attachment:
    """A file as read: `pages` are a deck's slides; `brief` is the hash of the brief that it was made from."""

    kind: Kind
    file: Path
    content: bytes = field(repr=False)
    pages: int
    audience: str
    marking: str
    brief: str

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def mime(self) -> tuple[str, str]:
        main, _, sub = OUTPUTS[self.kind].mime.partition("/")
        return main, sub

    @property
    def size(self) -> str:
        """56 kB."""
        return f"{max(1, round(len(self.content) / 1000)):,} kB"

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def seen(self) -> Mapping[str, Any]:
        """It, as a template sees it."""
        return {"kind": self.kind, "name": self.name, "size": self.size, "pages": self.pages}

    def __str__(self) -> str:
        pages = "1 page" if self.pages == 1 else f"{self.pages} {'slides' if self.kind == 'deck' else 'pages'}"
        return f"{self.name}  {self.size}, {pages}, for {self.audience or 'nobody named'}, {self.marking or 'unmarked'}"


def read(file: Path, within: Path | None = access.ANYWHERE) -> Attachment:
    """Read a memo or a deck of ours that lies in `within`.

    Raises `BriefError` for a file that is missing, or that we did not make.
    """
    try:
        content = access.read(file, access.MOST_BYTES, within=within)
    except FileNotFoundError:
        raise BriefError([Problem("is not there", str(file), hint="build it first: brief build")]) from None
    except OSError as error:
        raise BriefError([file_problems.unread(error, file)]) from None
    return _deck(file, content) if file.suffix == OUTPUTS["deck"].suffix else _memo(file, content)


def _memo(file: Path, content: bytes) -> Attachment:
    told = inspect.inspect(file, content)
    return Attachment("memo", file, content, len(_PAGE.findall(content)), told.audience, told.marking, told.brief)


def _deck(file: Path, content: bytes) -> Attachment:
    package = Package(content, str(file))
    core, custom = package.xml("docProps/core.xml"), package.xml("docProps/custom.xml")
    marking = "".join(core.xpath("//*[local-name()='category']//text()"))
    audience, brief = ("".join(custom.xpath(_CUSTOM, name=name)) for name in ("Audience", "Brief"))
    return Attachment("deck", file, content, len(package.slides), audience, marking, brief)


def unbuilt(attachment: Attachment, written: Written, remade: Callable[[str], bytes | None]) -> Problem | None:
    """A problem where a file is not what the last build of the project wrote there.

    Where there is no record of it, the file is `remade`: the same input gives the same bytes.
    """
    entry = written.of(attachment.file)
    if attachment.content == remade(attachment.kind) if entry is None else entry.last == attachment.digest:
        return None
    if entry and attachment.digest in entry.hashes:
        return Problem("is from an earlier build", str(attachment.file), hint="build it again: brief build")
    message = "was edited since it was built" if entry else "is not what a build makes here"
    hint = "build it again: brief build (which keeps this one); or mail it as it is: --as-edited"
    return Problem(message, str(attachment.file), hint=hint)
