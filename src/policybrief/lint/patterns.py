"""lint: words and phrases, and where they stand in a text.

Phrases are looked up word by word, so that a list of a thousand costs no more than one of ten. A house's own regular
expressions are given a time, since one can take for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from policybrief.brief.values import Part, Word
from policybrief.lint.prose import Prose, Span, Token, tokens
from policybrief.read import source
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

    @cached_property
    def finders(self) -> Mapping[str, Finder]:
        """Each list, ready to be found."""
        return {name: Finder.of(phrases) for name, phrases in self.lists.items()}

    def find(self, names: Iterable[str], prose: Prose) -> list[Span]:
        """Where the words of these lists stand in a text."""
        found = (span for name in names if name in self.finders for span in self.finders[name].find(prose))
        return sorted(set(found))

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
    made = _file(name)
    return Words(lang, made.lists, made.likelihoods, made.variants, made.spellings)


@cache
def languages() -> tuple[str, ...]:
    """The languages that there are words for."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.yaml")))


def list_names() -> frozenset[str]:
    """The names of all lists, in whichever language."""
    return frozenset(name for lang in languages() for name in _file(lang).lists)


@dataclass(frozen=True)
class Finder:
    """Phrases by their first words. `pieces` are those of scripts without blanks, which are found as they are."""

    first: Mapping[str, tuple[tuple[Token, ...], ...]]
    endless: tuple[tuple[Token, ...], ...]
    pieces: tuple[str, ...]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> Finder:
        first: dict[str, list[tuple[Token, ...]]] = {}
        endless: list[tuple[Token, ...]] = []
        pieces: list[str] = []
        for phrase in phrases:
            said = tuple(tokens(phrase.rstrip("*")))
            if not said or any("\u3400" <= char <= "\u9fff" for char in phrase):
                pieces.append(phrase)
            elif phrase.endswith("*"):
                endless.append(said)
            else:
                first.setdefault(said[0].folded, []).append(said)
        longest = {key: tuple(sorted(value, key=len, reverse=True)) for key, value in first.items()}
        return cls(longest, tuple(endless), tuple(sorted(pieces, key=len, reverse=True)))

    def find(self, prose: Prose) -> Iterator[Span]:
        """Where the phrases stand, the longest first, none over another."""
        end = 0
        for number, token in enumerate(prose.tokens):
            if token.start < end:
                continue
            said = next((each for each in self.first.get(token.folded, ()) if _stands(each, prose, number)), ())
            said = said or next((each for each in self.endless if _stands(each, prose, number, endless=True)), ())
            if said:
                end = prose.tokens[number + len(said) - 1].end
                yield Span(token.start, end)
        taken: list[Span] = []
        for piece in self.pieces:
            at = prose.plain.find(piece)
            while at >= 0:
                span = Span(at, at + len(piece))
                if not any(span.meets(other) for other in taken):
                    taken.append(span)
                    yield span
                at = prose.plain.find(piece, at + 1)


@lru_cache(maxsize=64)
def _finder(phrases: tuple[str, ...]) -> Finder:
    """Phrases that a rule brings itself are looked for in each text."""
    return Finder.of(phrases)


def _stands(said: tuple[Token, ...], prose: Prose, number: int, *, endless: bool = False) -> bool:
    there = prose.tokens[number : number + len(said)]
    if len(there) < len(said):
        return False
    for position, (want, have) in enumerate(zip(said, there, strict=True)):
        open_end = endless and position == len(said) - 1
        if want.word != want.folded:  # a capital is meant
            same = have.word.startswith(want.word) if open_end else have.word == want.word
        else:
            same = have.folded.startswith(want.folded) if open_end else have.folded == want.folded
        if not same or (position and not prose.plain[there[position - 1].end : have.start].isspace()):
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

    found = regex.finditer(pattern, prose.plain, timeout=_SECONDS)
    return [Span(*match.span()) for match in found if match.end() > match.start()]
