"""The languages of the interface: what the page says, and what the form calls keys and words, as data.

One file each in `languages/`. English is what the page's own files are written in, and the key of the other languages;
its file has only what is counted. `labels` are those of the brief's keys, `entries` what one entry of a list is called,
`terms` the words that are chosen from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from policybrief.serve.language import words as english
from policybrief.text.records import dataclass

FOLDER = Path(__file__).parent / "languages"
DEFAULT = "en"
LANGUAGES = tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))
_WISH = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$")


@dataclass(frozen=True)
class InterfaceWords:
    """One language: `words` by the English ones, `counted` by those of the English form of many."""

    language: str
    words: Mapping[str, str]
    counted: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str]
    entries: Mapping[str, str]
    terms: Mapping[str, str]

    def said(self, words: str) -> str:
        """A text of the page."""
        return self.words.get(words, words)

    def label(self, key: str) -> str:
        """A key of the brief as the form names its field."""
        return self.labels.get(key) or english.label(key)

    def one(self, key: str) -> str:
        """One entry of a list."""
        return self.entries.get(key) or (english.one(key) if self.language == DEFAULT else self.label(key).lower())

    def term(self, word: str) -> str:
        """A word that is chosen, or a heading of the form."""
        return self.terms.get(word) or english.said(word)


@lru_cache
def spoken(language: str) -> InterfaceWords:
    """What is said in a language of `LANGUAGES`; for any other, in English."""
    from policybrief.read import source  # `brief --help` lists the languages, and reads none

    name = language if language in LANGUAGES else DEFAULT
    file = FOLDER / f"{name}.yaml"
    data: Mapping[str, Any] = source.read(file, within=FOLDER).data
    parts = ({**(data.get(part) or {})} for part in ("words", "counted", "labels", "entries", "terms"))
    return InterfaceWords(name, *parts)


def wished(accepted: str) -> str:
    """The language that a browser asks for, by its header `Accept-Language`: the first of those that there are."""
    found = [_WISH.match(each) for each in accepted.split(",")[:32]]
    wishes = [(float(each[2] or 1), -at, each[1].lower()) for at, each in enumerate(found) if each]
    return next((name for share, _, name in sorted(wishes, reverse=True) if share and name in LANGUAGES), DEFAULT)
