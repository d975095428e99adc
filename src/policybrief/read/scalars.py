"""read: what an unquoted word of YAML is, by the core schema of YAML 1.2, and numbers that keep their spelling."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[-+]?[1-9][0-9]*[eE][-+]?[0-9]+")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}


class Spelled(float):
    """A number with a fraction that keeps its spelling: section 3.10 is not section 3.1."""

    spelling: str

    @classmethod
    def of(cls, text: str) -> Spelled:
        number = cls(text)
        number.spelling = text
        return number


class SpelledInteger(int):
    """A whole number that keeps its spelling, where that is not the usual one: +5, -0."""

    spelling: str

    @classmethod
    def of(cls, text: str) -> int:
        number = cls(text)
        number.spelling = text
        return number if str(int(number)) != text else int(number)


def plain(text: str) -> Any:
    """The value of an unquoted scalar by the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return SpelledInteger.of(text) if len(text) < 20 else text
    if _FLOAT.fullmatch(text):
        return Spelled.of(text)
    return unicodedata.normalize("NFC", text)
