"""finished: `brief check` of a file that is made, a deck or a memo, of ours or of anybody."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from policybrief.errors import BriefError, Problem
from policybrief.fonts import files as fontfiles
from policybrief.ooxml import zipped
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems

DECKS = (".pptx", ".potx", ".ppsx", ".pptm", ".potm", ".ppsm", ".ppt", ".pot", ".odp")
"""What is taken for a deck; those that are none of our format are told so."""
MEMOS = (".pdf",)
WORD = (".docx", ".dotx", ".docm", ".dotm")


def is_one(file: Path) -> bool:
    """Whether a file is taken for a deck or a memo that is made, and not for a brief."""
    return file.suffix.lower() in (*DECKS, *MEMOS, *WORD)


def check(file: Path) -> None:
    """Check a file by all rules for its kind. Raises `BriefError` with what is found."""
    suffix = file.suffix.lower()
    findings = _memo(file) if suffix in MEMOS else _word(file) if suffix in WORD else _deck(file)
    if findings:
        raise BriefError([Problem(finding, str(file)) for finding in findings])


def _deck(file: Path) -> list[str]:
    from policybrief.deck.check import check

    return check.check(_content(file, zipped.MOST_BYTES))


def _word(file: Path) -> list[str]:
    from policybrief.memo.word import check

    return check.check(_content(file, zipped.MOST_BYTES))


def _memo(file: Path) -> list[str]:
    if any(find_spec(name) is None for name in ("page", "pikepdf")):
        hint = fontfiles.install("policybrief", "check")
        raise BriefError([Problem("is a PDF, and the PDF checker is not installed", str(file), hint=hint)])
    from policybrief.memo.check import check

    return check.check(_content(file, check.MOST_BYTES))


def _content(file: Path, most: int) -> bytes:
    """The bytes of a file that is one; of a pipe or a device, or of one far too large, nothing is read."""
    try:
        if file.exists() and not file.is_file():
            raise BriefError([Problem("is not a file", str(file), hint="name a .pptx, a .docx or a .pdf")])
        if file.stat().st_size > most:
            message = f"is larger than {most // 1_000_000} MB, and was not checked"
            raise BriefError([Problem(message, str(file), hint="make its pictures smaller")])
        return access.read(file, most, within=access.ANYWHERE)
    except OSError as error:
        raise BriefError([file_problems.unread(error, file)]) from None
