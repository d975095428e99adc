"""What a language's file says of words that turn a quotation round: patterns, each compiled for a text that needs it.

`words/LANG.json` is made of `words/LANG.yaml`, which people edit, by `make words`. With each pattern it has the words
that any text has that it matches, in their order: a text without them is told so at once, and most patterns are never
compiled.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from policybrief.system.files import access, lookups

_FOLDER = Path(__file__).parent / "words"
_NOWHERE = -1

Needs = Sequence[Sequence[Any]]
"""Steps; each is a list of alternatives: a word, <name> for one of the language's words, or steps again."""


@dataclass(frozen=True, eq=False)
class WordPattern:
    """A pattern, as it is written; `words` are those of its language that it may name."""

    written: str
    needs: Needs
    words: Mapping[str, WordPattern] = field(repr=False)

    def search(self, text: str) -> re.Match[str] | None:
        """Its first match in a text."""
        return self.compiled.search(text) if self.may_match(text) else None

    def may_match(self, text: str) -> bool:
        """Whether a text has the words that it needs."""
        return self._reached(self.needs, text, 0) != _NOWHERE

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.full)

    @cached_property
    def full(self) -> str:
        """The pattern with the words that it names."""
        return re.sub(r"<(\w+)>", lambda match: self.words[match.group(1)].full, self.written)

    def _reached(self, steps: Needs, text: str, start: int) -> int:
        """The first place after which all steps are there, one behind the other."""
        for alternatives in steps:
            first = _NOWHERE
            for alternative in alternatives:
                if not isinstance(alternative, str):
                    end = self._reached(alternative, text, start)
                elif alternative[0] == "<":
                    end = self._reached_word(self.words[alternative[1:-1]], text, start)
                else:
                    place = text.find(alternative, start)
                    end = place + len(alternative) if place >= 0 else _NOWHERE
                if end != _NOWHERE and (first == _NOWHERE or end < first):
                    first = end
            if first == _NOWHERE:
                return _NOWHERE
            start = first
        return start

    def _reached_word(self, word: WordPattern, text: str, start: int) -> int:
        return self._reached(word.needs, text, start) if _may_match(word, text) else _NOWHERE


@lru_cache(maxsize=4096)
def _may_match(word: WordPattern, text: str) -> bool:
    """What many patterns of a language ask of the same text."""
    return word.may_match(text)


class RulePatterns(NamedTuple):
    """One entry of a language's file: the rule that it breaks, and the patterns that have to match, by their places."""

    rule: str
    places: tuple[tuple[str, WordPattern], ...]
    unless: WordPattern
    fragments: bool
    attributed: bool


class Language(NamedTuple):
    """What is known of a language; nothing, where it has no file. `own` are words of the source's own verdict."""

    entries: tuple[RulePatterns, ...] = ()
    own: WordPattern | None = None


@lru_cache(maxsize=8)
def language(lang: str) -> Language:
    """What is known of a language, by its two letters."""
    file = _FOLDER / f"{lang}.json"
    if not (lang.isalpha() and lookups.is_file(file)):
        return Language()
    data = json.loads(access.read(file, access.MOST_BYTES, within=access.ANYWHERE))
    words: dict[str, WordPattern] = {}
    for name, about in data["words"].items():
        words[name] = _pattern(about, words)
    return Language(tuple(_entry(each, words) for each in data["rules"]), _pattern(data["own"], words))


def _entry(rule: Mapping[str, Any], words: Mapping[str, WordPattern]) -> RulePatterns:
    places = tuple((place, _pattern(about, words)) for place, about in rule["places"])
    return RulePatterns(rule["rule"], places, _pattern(rule["unless"], words), rule["fragments"], rule["attributed"])


def _pattern(about: Mapping[str, Any], words: Mapping[str, WordPattern]) -> WordPattern:
    return WordPattern(about["pattern"], about["needs"], words)
