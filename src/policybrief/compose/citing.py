"""How one document cites its sources: the order of their list, and what of each stands in a text.

Numbers follow the brief's order. By author and date the list is sorted by who comes first in an entry; works of one
author and year are told apart by a letter, among those that this document has. A style of the user's, where there is
one, has its own order and its own words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property

from policybrief.brief.model import Brief
from policybrief.brief.source_entry import UNNAMED, SourceEntry
from policybrief.compose import citations, locators, people
from policybrief.locale.locale import CitationForm, Locale
from policybrief.sources.bibliography.styled import BUILT_IN, StyledSources
from policybrief.text import inline, scripts
from policybrief.text.citekeys import Cited
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath


@dataclass(frozen=True)
class Citing:
    """How the texts of a document cite `entries`, its sources in the brief's order; `styled` is what a style prints."""

    locale: Locale
    form: CitationForm = "numbers"
    entries: Sequence[SourceEntry] = ()
    styled: StyledSources = field(default=BUILT_IN, repr=False)

    @classmethod
    def of(cls, brief: Brief, locale: Locale, styled: StyledSources = BUILT_IN) -> Citing:
        """How a brief cites: as it says, or else as its style or its language has it."""
        return cls(locale, brief.citations.form or styled.form or locale.cites, brief.sources, styled)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The places of the entries in the brief, in the order in which they are listed."""
        places = range(len(self.entries))
        if self.styled.references and self.form != "notes":
            ranks = {name: rank for rank, name in enumerate(self.styled.references)}
            return tuple(sorted(places, key=lambda place: ranks.get(self.entries[place].id, len(ranks))))
        if self.form == "author-date":
            return tuple(sorted(places, key=lambda place: self._rank(self.entries[place])))
        return tuple(places)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Each source's number in the list."""
        return {self.entries[place].id: number for number, place in enumerate(self.order, 1)}

    def path(self, name: str) -> ValuePath:
        """Where a source stands in the brief."""
        return next((ValuePath("sources", at) for at, entry in enumerate(self.entries) if entry.id == name), NOWHERE)

    def entry(self, name: str) -> SourceEntry:
        """The source of an id."""
        return self.entries[self.order[self.numbers[name] - 1]]

    # -- what is printed

    def label(self, entry: SourceEntry) -> str:
        """The short name for a source line. Those that would share one are told apart as the list tells them: by the
        letter at their year, or where its entries have none by their titles in short.
        """
        if self.form == "author-date":
            return citations.label(entry, self.locale, self._year(entry))
        said = citations.label(entry, self.locale)
        if entry.id not in self._alike or not entry.title or entry.type == UNNAMED:
            return said
        return f"{said}{self.locale.cited['apart']}{self._short_title(entry)}"

    def reference(self, entry: SourceEntry) -> str:
        """The full entry, in inline Markdown."""
        if entry.id in self.styled.references:
            return self.styled.references[entry.id]
        return citations.reference(entry, self.locale, self._year(entry) if self.form == "author-date" else "")

    def by_author(self, cited: Cited) -> str:
        """What stands between the brackets of a text: "see Lo 2026a, p. 3"."""
        entry = self.entry(cited.key)
        said = self.locale.cited
        if cited.key in self.styled.cited and not cited.nameless:
            words = self.styled.cited[cited.key]
        elif entry.type == UNNAMED:
            words = citations.label(entry, self.locale)
        elif cited.nameless:
            words = self._year(entry)
        else:
            words = said["dated"].format(names=self._who(entry), year=self._year(entry))
        place = f"{said['apart']}{locators.place(cited.suffix, self.locale)}" if cited.suffix else ""
        before = f"{cited.prefix}{scripts.closed_up(cited.prefix, ' ', words)}" if cited.prefix else ""
        return f"{before}{words}{place}"

    def again(self, entry: SourceEntry) -> str:
        """What a note says of a source that one before has named: its authors, and its title where they have more."""
        if entry.type == UNNAMED or entry.citation_label:
            return citations.label(entry, self.locale)
        who = self._who(entry)
        alone = sum(self._who(other) == who for other in self.entries) == 1
        if alone or not entry.title or not (entry.author or entry.editor or entry.publisher):
            return who
        return f"{who}{self.locale.cited['apart']}{inline.words(self._short_title(entry))}"

    def _short_title(self, entry: SourceEntry) -> str:
        """Its title in short; by its end, where one that is named alike begins as it does."""
        return citations.short_title(entry, self.locale, self._alike.get(entry.id, False))

    def _who(self, entry: SourceEntry) -> str:
        """Who it is by, or its title in short."""
        if entry.author or entry.editor or entry.publisher or not entry.title:
            return inline.words(citations.names(entry, self.locale))
        return inline.words(citations.short_title(entry, self.locale))

    def _year(self, entry: SourceEntry) -> str:
        year = citations.year_of(entry, self.locale)
        letter = self._letters.get(entry.id, "")
        return f"{year}{letter}" if not letter or year[-1:].isdigit() else f"{year}-{letter}"

    @cached_property
    def _alike(self) -> Mapping[str, bool]:
        """The sources whose short names another has too, and whether even the beginnings of their titles are alike."""
        groups: dict[str, list[SourceEntry]] = {}
        for entry in self.entries:
            groups.setdefault(inline.words(citations.label(entry, self.locale)), []).append(entry)
        return {
            entry.id: len({citations.short_title(each, self.locale) for each in group}) < len(group)
            for group in groups.values()
            if len(group) > 1
            for entry in group
        }

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        """What tells apart works of one author and year."""
        alike: dict[tuple[str, str], list[str]] = {}
        for place in self.order:
            entry = self.entries[place]
            if entry.type != UNNAMED:
                alike.setdefault((self._who(entry), citations.year_of(entry, self.locale)), []).append(entry.id)
        return {
            name: (_ALPHABET[number // 26 - 1] if number >= 26 else "") + _ALPHABET[number % 26]
            for group in alike.values()
            if len(group) > 1
            for number, name in enumerate(group)
        }

    def _rank(self, entry: SourceEntry) -> tuple[object, ...]:
        """By who comes first, then the year, then the title; what may not be named comes last."""
        who = people.inverted(entry.author or entry.editor, self.locale) or entry.publisher or entry.title or ""
        words = (who, citations.year_of(entry, self.locale), entry.title or "")
        return entry.type == UNNAMED, *(collated(inline.words(word), self.locale.alphabet) for word in words)


_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_FOLDED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def collated(words: str, alphabet: str) -> tuple[tuple[int, int], ...]:
    """By what words are sorted: letters of the language's own `alphabet` first, in its order; then others without
    their accents; Chinese last, in the order of GB 18030, which is that of pinyin for common characters.
    """
    keys: list[tuple[int, int]] = []
    for char in unicodedata.normalize("NFC", words.casefold()):
        if char in alphabet:
            keys.append((1, alphabet.index(char)))
        elif char >= "\u2e80":
            keys.append((3, int.from_bytes(char.encode("gb18030"))))
        elif char.isalnum():
            plain = unicodedata.normalize("NFD", char.translate(_FOLDED))
            keys += [(2, ord(letter)) for letter in plain if letter.isalnum()]
        elif char.isspace():
            keys.append((0, 0))
    return tuple(keys)
