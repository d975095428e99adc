"""inspect: what a memo says about itself, read back from its file.

No library reads PDF here: our own files keep their objects plain and their XMP uncompressed, so that a search finds
them. What another program wrote, or saved again, is told apart and refused.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from policybrief.errors import BriefError, Problem
from policybrief.ooxml.xml import safe_parser
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass
from policybrief.theme.memo import PAGES

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
_PACKET = re.compile(rb"<\?xpacket begin=.*?<\?xpacket end=[^>]*\?>", re.DOTALL)
_PAGE = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")
_FONT = re.compile(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([^\s/<>\[\]()]+)")
_MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class MemoReport:
    """What a memo claims to be. A text that it does not hold is empty."""

    file: str
    title: str
    marking: str
    audience: str
    date: str
    author: str
    language: str
    brief: str
    made_with: str
    fonts: tuple[str, ...]
    page: str
    claims: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The record that `--format json` prints."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}

    def rows(self) -> list[tuple[str, str]]:
        """Each thing that it says, with its name."""
        said = ((name, getattr(self, name)) for name in self.__dataclass_fields__)
        words = ((name, ", ".join(value) if isinstance(value, tuple) else value) for name, value in said)
        return [(name.replace("_", " "), value or "–") for name, value in words]


def inspect(file: Path, content: bytes | None = None) -> MemoReport:
    """Read a memo of ours, or its `content` where that has been read.

    Raises `BriefError` for a file that is missing, no PDF, or not made by policybrief.
    """
    content = _content(file, content)
    packets = _PACKET.findall(content)
    root = _parsed(packets[-1]) if packets else None
    made_with = _words(root, "xmp:CreatorTool") if root is not None else ""
    if root is None or not made_with.startswith("policybrief "):
        maker = f"; it was made with {made_with}" if made_with else ""
        hint = "'brief inspect' reads what 'brief build' wrote, as it wrote it"
        raise BriefError([Problem(f"is a PDF, but not one of policybrief's{maker}", str(file), hint=hint)])
    return MemoReport(
        file=str(file),
        title=_words(root, "dc:title"),
        marking=_words(root, "dc:rights"),
        audience=_words(root, "dc:coverage"),
        date=_words(root, "xmp:CreateDate")[:10],
        author=_words(root, "dc:creator"),
        language=_words(root, "dc:language"),
        brief=_words(root, "dc:identifier"),
        made_with=made_with,
        fonts=tuple(sorted({name.decode("latin-1") for name in _FONT.findall(content)})),
        page=_page(content),
        claims=tuple(_claims(root)),
    )


def _content(file: Path, content: bytes | None) -> bytes:
    if content is None:
        try:
            content = access.read(file, _MOST_BYTES, within=access.ANYWHERE)
        except access.TooLargeError:
            message = f"is larger than {_MOST_BYTES // 1_000_000} MB, so it is not a memo"
            hint = "'brief inspect' takes a memo, the .pdf that 'brief build' wrote"
            raise BriefError([Problem(message, str(file), hint=hint)]) from None
        except OSError as error:
            raise BriefError([file_problems.unread(error, file)]) from None
    if not content.startswith(b"%PDF-"):
        hint = "'brief inspect' takes a memo, the .pdf that 'brief build' wrote"
        raise BriefError([Problem("is not a PDF", str(file), hint=hint)])
    return content


def _parsed(packet: bytes) -> Any:
    """The packet's tree, or None where it is not XML."""
    try:
        return etree.fromstring(packet, safe_parser())
    except etree.XMLSyntaxError:
        return None


def _words(root: Any, name: str) -> str:
    """The text of a property, of all its entries."""
    texts = root.xpath(f"//{name}//text()", namespaces=_NAMESPACES)
    return ", ".join(words for text in texts if (words := " ".join(text.split())))


def _page(content: bytes) -> str:
    match = _PAGE.search(content)
    if match is None:
        return ""
    width, height = (float(length) for length in match.groups())
    near = (name for name, size in PAGES.items() if abs(size[0] - width) < 1 and abs(size[1] - height) < 1)
    name = next(near, "")
    return f"{width:g} × {height:g} pt" + (f" ({name})" if name else "")


def _claims(root: Any) -> list[str]:
    """What the file says it conforms to. Only a validator knows whether it does."""
    claims = []
    if part := _words(root, "pdfuaid:part"):
        claims.append(f"PDF/UA-{part}")
    if part := _words(root, "pdfaid:part"):
        claims.append(f"PDF/A-{part}{_words(root, 'pdfaid:conformance').lower()}")
    return claims
