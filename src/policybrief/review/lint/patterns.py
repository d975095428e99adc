"""lint: words and phrases, and where they stand in a text.

Phrases are looked up word by word, so that a list of a thousand costs no more than one of ten. A house's own regular
expressions are given a time, since one can take for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from math import prod
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from policybrief.brief.values import Part, Word
from policybrief.read import source
from policybrief.review.lint.prose import Prose, Span, Token, tokens
from policybrief.text.records import dataclass
from policybrief.validate import validate

_FOLDER = Path(__file__).with_name("words")
_SECONDS = 1.0
_LONGEST = 400


def _listed(value: object) -> object:
    return [each.strip() for each in value.split(",") if each.strip()] if isinstance(value, str) else value


Phrases = Annotated[tuple[Word, ...], BeforeValidator(_listed)]


class WordsFile(Part):
    """The words of one language: `words/LANGUAGE.yaml`."""

    likelihoods: dict[str, dict[str, Phrases]] = Field({}, description="Rows of terms, each by the brief's own key.")
    lists: dict[str, Phrases] = Field({}, description="Lists of words by name.")
    variants: tuple[Phrases, ...] = Field((), description="Spellings of one name.")
    spellings: tuple[tuple[Word, ...], ...] = Field((), description="American, British; a third word: one way only.")


class Term(NamedTuple):
    """A likelihood in words: the key that a brief has for it, and the row of ICD 203 that it stands in."""

    span: Span
    key: str
    row: str


@dataclass(frozen=True)
class Words:
    """The words of a brief's language, with what its house adds to them and takes out."""

    lang: str
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    likelihoods: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    variants: tuple[tuple[str, ...], ...] = ()
    spellings: tuple[tuple[str, ...], ...] = ()

    def of(self, name: str) -> frozenset[str]:
        """A list of single words, to ask whether one is in it."""
        return frozenset(self.lists.get(name, ()))

    def find(self, names: Iterable[str], prose: Prose) -> list[Span]:
        """Where the words of these lists stand in a text."""
        return sorted({span for name in names if name in self.lists for span in self._finder(name).find(prose)})

    def _finder(self, name: str) -> Finder:
        if name not in self._finders:
            self._finders[name] = Finder.of(self.lists[name])
        return self._finders[name]

    @cached_property
    def _finders(self) -> dict[str, Finder]:
        return {}

    def terms(self, prose: Prose) -> Iterator[Term]:
        """The likelihoods that a text says; what only sounds like one, "more likely", is none."""
        known, finder = self._likelihoods
        for span in finder.find(prose):
            row, key = known.get(prose.said(span).lower(), ("", ""))
            if key:
                yield Term(span, key, row)

    @cached_property
    def _likelihoods(self) -> tuple[Mapping[str, tuple[str, str]], Finder]:
        known = {
            phrase.lower(): (row, key)
            for row, terms in self.likelihoods.items()
            for key, phrases in terms.items()
            for phrase in phrases
        }
        spared = (*self.lists.get("no_likelihood", ()), *self.lists.get("loose_likelihoods", ()))
        return known, Finder.of([*known, *spared])

    def spelled(self, *, british: bool) -> Mapping[str, str]:
        """Words as the other side of the Atlantic spells them, and as they are to be spelled."""
        return self._spelled[british]

    @cached_property
    def _spelled(self) -> Mapping[bool, Mapping[str, str]]:
        american = {gb: us for us, gb, *_ in self.spellings}
        british = {us: gb for us, gb, *one_way in self.spellings if not one_way}
        return {False: american, True: british}

    def find_phrases(self, phrases: tuple[str, ...], prose: Prose) -> list[Span]:
        """Where these stand."""
        return sorted(set(_finder(phrases).find(prose)))


@cache
def _file(name: str) -> WordsFile:
    return validate.validate(source.read(_FOLDER / f"{name}.yaml"), WordsFile)


@cache
def words_of(lang: str) -> Words:
    """The words of a language; none where the program has none for it."""
    name = lang.partition("-")[0]
    if name not in languages():
        return Words(lang)
    file = _file(name)
    return Words(lang, file.lists, file.likelihoods, file.variants, file.spellings)


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are words for."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.yaml")))


def list_names() -> frozenset[str]:
    """The names of all lists, in whichever language."""
    return frozenset(name for lang in languages() for name in _file(lang).lists)


_CHOICE = re.compile(r"\(([^()]*)\)")


def _expanded(phrase: str) -> Iterator[str]:
    """A phrase with choices, "it (is|was) said", as all the phrases that it stands for."""
    if choice := _CHOICE.search(phrase):
        for word in choice.group(1).split("|"):
            yield from _expanded(phrase[: choice.start()] + word.strip() + phrase[choice.end() :])
    else:
        yield phrase


MOST_CHOICES = 1000
"""Of phrases with more, a house would wait for its lint."""


def choices(phrase: str) -> int:
    """For how many phrases one with choices stands."""
    return prod(choice.count("|") + 1 for choice in _CHOICE.findall(phrase))


class _Phrase(NamedTuple):
    """A phrase word by word; `open_end` where its last word may go on."""

    words: tuple[Token, ...]
    open_end: bool


@dataclass(frozen=True)
class Finder:
    """Phrases by their first two words, or by their only one, or by how that begins. `pieces` are those of scripts
    without blanks.
    """

    pairs: Mapping[tuple[str, str], tuple[_Phrase, ...]]
    alone: Mapping[str, tuple[_Phrase, ...]]
    stems: tuple[_Phrase, ...]
    pieces: tuple[str, ...]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Finder:
        pairs: dict[tuple[str, str], list[_Phrase]] = {}
        alone: dict[str, list[_Phrase]] = {}
        stems: list[_Phrase] = []
        pieces: list[str] = []
        for written in (each for phrase in phrases for each in _expanded(phrase)):
            phrase = _Phrase(tuple(tokens(written.rstrip("*"))), written.endswith("*"))
            said = [word.folded for word in phrase.words]
            if not phrase.words or any("\u3400" <= char <= "\u9fff" for char in written):
                pieces.append(written)
            elif len(said) - phrase.open_end >= 2:  # neither of the two may go on
                pairs.setdefault((said[0], said[1]), []).append(phrase)
            elif phrase.open_end and len(said) == 1:
                stems.append(phrase)
            else:
                alone.setdefault(said[0], []).append(phrase)
        longest = {key: tuple(sorted(value, key=lambda each: -len(each.words))) for key, value in pairs.items()}
        single = {key: tuple(sorted(value, key=lambda each: -len(each.words))) for key, value in alone.items()}
        return cls(longest, single, tuple(stems), tuple(sorted(pieces, key=len, reverse=True)))

    def find(self, prose: Prose) -> Iterator[Span]:
        """Where the phrases stand, the longest first, none over another."""
        begin = tuple(phrase.words[0].folded for phrase in self.stems)
        end = 0
        for number, (token, behind) in enumerate(pairwise((*prose.tokens, None))):
            if token is None or token.start < end:
                continue
            pair = (token.folded, behind.folded if behind else "")
            near = (*self.pairs.get(pair, ()), *self.alone.get(token.folded, ()))
            near += self.stems if token.folded.startswith(begin) else ()
            if said := next((phrase for phrase in near if _stands(phrase, prose, number)), None):
                end = prose.tokens[number + len(said.words) - 1].end
                yield Span(token.start, end)
        yield from self._pieces(prose.plain)

    def _pieces(self, text: str) -> Iterator[Span]:
        taken: list[Span] = []
        for piece in self.pieces:
            for match in re.finditer(re.escape(piece), text):
                span = Span(*match.span())
                if not any(span.meets(other) for other in taken):
                    taken.append(span)
                    yield span


@lru_cache(maxsize=64)
def _finder(phrases: tuple[str, ...]) -> Finder:
    """Phrases that a rule brings itself are looked for in each text."""
    return Finder.of(phrases)


def _stands(phrase: _Phrase, prose: Prose, number: int) -> bool:
    """Whether a phrase stands at a word. What it has a capital for has to have one."""
    there = prose.tokens[number : number + len(phrase.words)]
    if len(there) < len(phrase.words):
        return False
    for position, (want, have) in enumerate(zip(phrase.words, there, strict=True)):
        wanted, said = (want.word, have.word) if want.word != want.folded else (want.folded, have.folded)
        open_end = phrase.open_end and position == len(phrase.words) - 1
        if not (said.startswith(wanted) if open_end else said == wanted):
            return False
        if position and not prose.plain[there[position - 1].end : have.start].isspace():
            return False
    return True


def fault(pattern: str) -> str:
    """What is wrong with a house's pattern; "" where nothing is."""
    import regex  # only a house with a pattern of its own needs it

    if len(pattern) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    try:
        regex.compile(pattern)
    except regex.error as error:
        return f"is no regular expression: {error}"
    return ""


def matches(pattern: str, prose: Prose) -> list[Span]:
    """Where a house's pattern stands. Raises `TimeoutError` where that takes too long."""
    import regex

    hits = regex.finditer(pattern, prose.plain, timeout=_SECONDS)
    return [Span(*match.span()) for match in hits if match.end() > match.start()]
