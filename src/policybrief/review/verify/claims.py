"""Numbers and names of a brief's texts that none of its sources has.

This is about where words come from, not about truth: a false sentence made of the source's own words passes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from policybrief.review.verify.fold import fold, lower
from policybrief.system.files import access
from policybrief.text import inline
from policybrief.text.amounts import Amount, amounts, same
from policybrief.text.records import dataclass

_NAME = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w'&]*(?:-[^\W\d_]\w+)*")
_ENDS = re.compile(r"(?:'s|s|'|es)?(?!\w)")
_STARTS = re.compile(r"(?:^|[.!?:;。！？][\s'(\[]*|['(\[])$")


@dataclass(frozen=True)
class Grounds:
    """What a text may draw on: the folded texts of its sources, and what is known of them (authors, title, date)."""

    text: str
    magnitudes: Mapping[str, float]

    @cached_property
    def lower(self) -> str:
        return lower(self.text)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Its numbers."""
        return tuple(amounts(self.text, self.magnitudes))

    @cached_property
    def initialisms(self) -> frozenset[str]:
        """What the initials of its names would spell: WTO for World Trade Organization."""
        runs = re.findall(r"[A-Z][\w']*(?:[ -](?:of |the |and |for |on |in )*[A-Z][\w']*)+", self.text)
        spelt = (re.findall(r"\b[A-Z]", run) for run in runs)
        return frozenset(
            "".join(letters[first:last])
            for letters in spelt
            for first in range(len(letters))
            for last in range(first + 2, min(first + 7, len(letters) + 1))
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, and the parts of what a hyphen or an apostrophe holds together."""
        return frozenset(re.findall(r"\w+", self.lower))

    def has(self, word: str) -> bool:
        """Whether it has a word, or its genitive or plural."""
        if word.isalnum():
            return not self.words.isdisjoint((word, f"{word}s", f"{word}es"))
        place = self.lower.find(word)
        while place >= 0:
            if not _word_before(self.lower, place) and _ENDS.match(self.lower, place + len(word)):
                return True
            place = self.lower.find(word, place + 1)
        return False


def _word_before(text: str, place: int) -> bool:
    return place > 0 and (text[place - 1].isalnum() or text[place - 1] == "_")


def numbers(text: str, grounds: Grounds) -> Iterator[str]:
    """The numbers of a text, as they are written, that its grounds have neither in digits nor in words."""
    shown = inline.all_words(text)
    for amount in amounts(shown, grounds.magnitudes):
        if any(equal(amount, other) for other in grounds.amounts):
            continue
        number = spelt(amount)
        if not (number and grounds.has(number)) and not (_rounded(amount, shown) and _near(amount, grounds)):
            yield amount.written


def spelt(amount: Amount) -> str:
    """A small whole number in an English word, or ""."""
    value, words = min(amount.values), _known_words().numbers
    return words[int(value)] if value in range(len(words)) else ""


def _rounded(amount: Amount, text: str) -> bool:
    """Whether a text says itself that a number is not exact."""
    about = rf"(?:{_known_words().about}) ?{re.escape(amount.written)}"
    return bool(re.search(about, text, re.IGNORECASE))


def _near(amount: Amount, grounds: Grounds) -> bool:
    return any(same(amount, other) for other in grounds.amounts)


def equal(amount: Amount, other: Amount) -> bool:
    """Whether two numbers are one, a magnitude in words or in digits; and not nearly one, for that is another claim."""
    mine = {value * (amount.magnitude or 1) for value in amount.values}
    its = {value * (other.magnitude or 1) for value in other.values}
    return bool(mine & its)


def names(
    text: str,
    grounds: Grounds,
    aliases: Mapping[str, Collection[str]],
    common: Collection[str],
    *,
    orders: bool = False,
) -> Iterator[str]:
    """The names of a text that its grounds have under no name. `common` are the brief's words without a capital, which
    are names nowhere; a sentence may begin with them. Where sentences are `orders`, they begin with verbs.
    """
    shown = fold(inline.all_words(text).replace(inline.BREAK, "; "))  # a paragraph or an entry begins as a sentence
    told: set[str] = set()
    calendar = _known_words().calendar
    for match in _NAME.finditer(shown):
        if not shown[match.start()].isupper():
            continue
        word = match.group().removesuffix("'").removesuffix("'s")
        if word in told or len(word) == 1 or lower(word) in calendar:
            continue
        told.add(word)
        begins = bool(_STARTS.search(shown[: match.start()].rstrip(" ")[-3:]))
        verb = orders and lower(word) not in aliases
        usual = verb or lower(word) in common or word.endswith("ing") or _begins(word)
        if begins and not word.isupper() and usual:
            continue
        if not _known(word, grounds, aliases):
            yield word


def _known(word: str, grounds: Grounds, aliases: Mapping[str, Collection[str]]) -> bool:
    small = lower(word)
    if any(grounds.has(name) for name in (small, *aliases.get(small, ()))):
        return True
    if word.isupper() and word in grounds.initialisms:
        return True
    parts = word.split("-")
    if len(parts) > 1:
        return all(not part[0].isupper() or _known(part, grounds, aliases) for part in parts if part)
    singular = small[:-1] if small.endswith("s") else ""
    return bool(singular) and any(grounds.has(name) for name in (singular, *aliases.get(singular, ())))


def _begins(word: str) -> bool:
    """Whether a sentence may begin with the word as with any other."""
    return lower(word) in _known_words().first


@dataclass(frozen=True)
class _Known:
    """What is known of names and numbers: `words/names.json`, which is made of names.yaml."""

    aliases: Mapping[str, frozenset[str]]
    first: frozenset[str]
    calendar: frozenset[str]
    numbers: tuple[str, ...]
    about: str


def known_aliases() -> Mapping[str, frozenset[str]]:
    """Other words for the same, in small letters: Beijing for China."""
    return _known_words().aliases


@lru_cache(maxsize=1)
def _known_words() -> _Known:
    file = Path(__file__).parent / "words" / "names.json"
    data = json.loads(access.read(file, access.MOST_BYTES, within=access.ANYWHERE))
    aliases: dict[str, frozenset[str]] = {}
    for group in data["aliases"]:
        small = frozenset(lower(fold(name)) for name in group)
        for name in small:
            aliases[name] = aliases.get(name, frozenset()) | small
    first, calendar = frozenset(data["first"].split()), frozenset(data["calendar"].split())
    return _Known(aliases, first, calendar, tuple(data["numbers"].split()), data["about"])
