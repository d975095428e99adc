"""The words of words.yaml as patterns: what articles call their parts, in the languages that are known."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from policybrief.read import source

_FILE = Path(__file__).with_name("words.yaml")


@cache
def _read() -> dict[str, Any]:
    data: dict[str, Any] = source.read(_FILE).data
    return data


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The words of that name in all languages, as one pattern; lines of the file are folded without blanks."""
    whole = "|".join(f"(?:{re.sub(r'[|] +', '|', words.strip()).rstrip('|')})" for words in _read()[name].values())
    return re.compile(whole, re.IGNORECASE)


def lists(name: str) -> dict[str, tuple[str, ...]]:
    """The words of that name, by language."""
    return {language: tuple(each) for language, each in _read()[name].items()}


def is_one(name: str, line: str) -> bool:
    """Whether a whole line, its number and its colon aside, is one of these words."""
    return bool(pattern(name).fullmatch(bare(line)))


def has(name: str, text: str) -> bool:
    """Whether one of these words stands anywhere in a text."""
    return bool(pattern(name).search(text))


_NUMBER = re.compile(
    r"^(?:(?:(?:section|part|chapter|chapitre|partie|teil|розділ)\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}"
    r"|[A-H])[.):]\s*(?=\D)"
    r"|\d{1,2}(?:\.\d{1,2})+\s+|\d{1,2}\s+(?=[^\W\d_a-z])|第?[一二三四五六七八九十]{1,3}[、．.章节]\s*)",
    re.IGNORECASE,
)


def unnumbered(heading: str) -> str:
    """A heading without its number: `3.2 Recommendations`, `IV. Findings`, `三、建议`."""
    return _NUMBER.sub("", heading).strip() or heading.strip()


def bare(line: str) -> str:
    """A line as it is compared: without number, colon and stop."""
    return unnumbered(line.strip()).rstrip(" :.：").lstrip("¿¡").strip()


@cache
def months() -> dict[str, int]:
    """The numbers of months by their names, and in English by the beginnings of these."""
    known = {name: number for names in _read()["months"].values() for number, name in enumerate(names, 1)}
    short = {name[:length]: number for number, name in enumerate(_read()["months"]["en"], 1) for length in (3, 4)}
    return {**short, **known}
