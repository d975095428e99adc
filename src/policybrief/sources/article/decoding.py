"""What kind of file an article is, by its content and not by its name; and the text of one that is text."""

from __future__ import annotations

import codecs
import re
from typing import Literal

from policybrief.errors import BriefError, Problem

Form = Literal["txt", "md", "html", "pdf", "docx"]

_SAVE = "save it as .docx, .pdf, .html or text"
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "is a text in RTF", "open it in Word and save it as .docx"),
    (b"\x89PNG", "is a picture", "run OCR first, or save the article as a PDF or text"),
    (b"\xff\xd8\xff", "is a picture", "run OCR first, or save the article as a PDF or text"),
    (b"GIF8", "is a picture", "run OCR first, or save the article as a PDF or text"),
    (b"II*\0", "is a picture", "run OCR first, or save the article as a PDF or text"),
    (b"MM\0*", "is a picture", "run OCR first, or save the article as a PDF or text"),
    (b"bplist", "is a web archive", "save the page as HTML, or print it to PDF"),
    (b"\x1f\x8b", "is packed", "unpack it first"),
    (b"7z\xbc\xaf", "is packed", "unpack it first"),
    (b"Rar!", "is packed", "unpack it first"),
    (b"%!PS", "is a PostScript file", "save it as PDF"),
)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|main|div|p|h1|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_MOST_CONTROLS = 0.002


def form(content: bytes, file: str) -> Form:
    """The form of a file. Raises `BriefError` for one that no reader takes."""
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise _wrong(file, "is empty", "save the article's text into it")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(content, file)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        message = "is protected by a password" if locked else "is a Word file of before 2007 (.doc)"
        raise _wrong(file, message, "save it without a password" if locked else "open it in Word and save it as .docx")
    for start, message, hint in _REFUSED:
        if content.startswith(start):
            raise _wrong(file, message, hint)
    if (
        re.match(rb"(?:From|MIME-Version|Content-Type|Subject|Date):", content)
        and b"multipart/related" in content[:4000].lower()
    ):
        raise _wrong(file, "is a web archive", "save the page as HTML, or print it to PDF")
    start_of_text, _ = text(content[:4000], file, partial=True)
    if _PAGE.match(start_of_text.lstrip("\ufeff")):
        return "html"
    lower = file.lower()
    if lower.endswith((".html", ".htm", ".xhtml")) and re.search(r"</?[a-z]", start_of_text):
        return "html"
    return "md" if lower.endswith(_MARKDOWN) else "txt"


def _zipped(content: bytes, file: str) -> Form:
    """A Word file by the names in its directory, which stand there uncompressed."""
    for name, message in (
        (b"ppt/presentation.xml", "is a PowerPoint file"),
        (b"xl/workbook.xml", "is an Excel file"),
        (b"application/epub+zip", "is an e-book"),
        (b"opendocument", "is an OpenDocument file"),
    ):
        if name in content:
            raise _wrong(file, message, _SAVE)
    if b"word/" in content or b"[Content_Types].xml" in content:
        return "docx"
    raise _wrong(file, "is a ZIP file, not an article", "unpack it, and import the article in it")


def text(content: bytes, file: str, *, partial: bool = False) -> tuple[str, str]:
    """The text of a file, and what it was read as where that is not sure. Raises `BriefError` for what is no text."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark) and not (name == "utf-32" and len(content) % 4):
            return _checked(content.decode(name, errors="replace"), file), ""
    for odd, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if (
            len(content) > 20
            and content[odd::2].count(0) > 0.4 * len(content) / 2
            and content[1 - odd :: 2].count(0) < 0.05 * len(content)
        ):
            return _checked(content.decode(name, errors="replace"), file), ""
    try:
        decoder = codecs.getincrementaldecoder("utf-8")()
        return _checked(decoder.decode(content, final=not partial), file), ""
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(content[:4000])
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else "cp1252"
        if name != "utf-8":
            return _checked(content.decode(name, errors="replace"), file), "" if declared else "Windows-1252"
    except (LookupError, UnicodeDecodeError, ValueError):
        pass
    return _checked(content.decode("cp1252", errors="replace"), file), "Windows-1252"


def _checked(decoded: str, file: str) -> str:
    """A text, in which there is next to nothing that is none."""
    strange = sum((char < " " and char not in "\t\n\r\f\v\x1b") or char in "\x7f\ufffd" for char in decoded)
    if strange > 3 + _MOST_CONTROLS * len(decoded):
        raise _wrong(file, "is no text", "a .txt, .md, .html, .pdf or .docx can be imported")
    return decoded


def _wrong(file: str, message: str, hint: str) -> BriefError:
    return BriefError([Problem(message, file, hint=hint)])
