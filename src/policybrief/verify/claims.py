"""Numbers and names of a brief's texts that none of its sources has.

This is about where words come from, not about truth: a false sentence made of the source's own words passes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from policybrief.read import source
from policybrief.text import inline
from policybrief.text.amounts import Amount, amounts, same
from policybrief.verify.fold import fold, lower

_NAME = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w'&]*(?:-[^\W\d_]\w+)*")
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

    def has(self, word: str) -> bool:
        """Whether it has a word, or its genitive or plural."""
        return bool(re.search(rf"(?<!\w){re.escape(word)}(?:'s|s|'|es)?(?!\w)", self.lower))


def numbers(text: str, grounds: Grounds) -> Iterator[str]:
    """The numbers of a text, as they are written, that its grounds have neither in digits nor in words."""
    shown, words = inline.words(text), _known_words()
    for amount in amounts(shown, grounds.magnitudes):
        value = min(amount.values)
        spelt = words.numbers[int(value)] if value in range(len(words.numbers)) else ""
        alike = same if re.search(rf"(?:{words.about}) ?{re.escape(amount.written)}", shown, re.IGNORECASE) else _equal
        if not any(alike(amount, other) for other in grounds.amounts) and not (spelt and grounds.has(spelt)):
            yield amount.written


def _equal(amount: Amount, other: Amount) -> bool:
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
    shown = fold(inline.words(text))
    told: set[str] = set()
    for match in _NAME.finditer(shown):
        word = re.sub(r"'s$|'$", "", match.group())
        if not word[0].isupper() or word in told or len(word) == 1:
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
    """What is known of names and numbers: `words/names.yaml`."""

    aliases: Mapping[str, frozenset[str]]
    first: frozenset[str]
    numbers: tuple[str, ...]
    about: str


def known_aliases() -> Mapping[str, frozenset[str]]:
    """Other words for the same, in small letters: Beijing for China."""
    return _known_words().aliases


@lru_cache(maxsize=1)
def _known_words() -> _Known:
    file = Path(__file__).parent / "words" / "names.yaml"
    data = source.read(file).data
    found: dict[str, frozenset[str]] = {}
    for group in data["aliases"]:
        small = frozenset(lower(fold(name)) for name in group)
        for name in small:
            found[name] = found.get(name, frozenset()) | small
    return _Known(found, frozenset(data["first"].split()), tuple(data["numbers"].split()), data["about"])
