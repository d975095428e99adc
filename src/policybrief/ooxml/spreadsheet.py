"""Workbooks, looked at before another library unpacks them: what would harm whoever reads it is refused."""

from __future__ import annotations

import re
import zipfile

from policybrief.errors import BriefError, Problem
from policybrief.ooxml import zipped

_SMALLER = "make a small file of what is shown"


def guard(content: bytes, file: str) -> None:
    """Raises `BriefError` for what is no ZIP, would fill the memory, or has a document type, in which entities hide and
    which no spreadsheet program writes.
    """
    most = zipped.MOST_XML
    try:
        with zipped.opened(content) as archive:
            for info in archive.infolist():
                if not info.filename.casefold().endswith((".xml", ".rels")):
                    continue
                if info.file_size > most:
                    raise _wrong(file, f"has a part of more than {most // 1_000_000} MB", _SMALLER)
                with archive.open(info) as part:  # what its head says of its size may be wrong
                    text = part.read(most + 1)
                if len(text) > most or re.search(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y|E\0?N\0?T\0?I)", text):
                    raise _wrong(file, "is no workbook of a spreadsheet program: it has a document type")
    except zipped.Trap as trap:
        raise _wrong(file, str(trap), _SMALLER) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        raise _wrong(file, "is not a workbook that can be read", "save it as .xlsx, without a password") from None


def _wrong(file: str, message: str, hint: str = "") -> BriefError:
    return BriefError([Problem(message, file, hint=hint)])
