"""Notes: what raised numbers lead to where a brief cites by them, in the order in which they appear.

The first note of a source is its whole reference, with the place; a later one has its short form, "Lo, p. 5". What is
cited twice with the same words is one note. Sources that no text cites stand behind the notes, without a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from policybrief.compose import locators
from policybrief.compose.citing import Citing
from policybrief.text import clauses, scripts
from policybrief.text.blocks import SourceDetail, SourceList, SourceNote
from policybrief.text.citekeys import Cited
from policybrief.text.run import Run, Text, path_of
from policybrief.text.value_path import ValuePath


class Notes:
    """The notes of one document: gathered while its texts are read, and then set in its lists of sources."""

    def __init__(self, citing: Citing) -> None:
        self.citing = citing
        self._numbers: dict[Cited, int] = {}

    @property
    def cited(self) -> tuple[Cited, ...]:
        """The citations that have a note by now, in the order of these."""
        return tuple(self._numbers)

    def go_on(self, cited: tuple[Cited, ...]) -> None:
        """Go on from where these have their notes."""
        self._numbers = {each: number for number, each in enumerate(cited, 1)}

    def number(self, cited: Cited) -> int:
        """The number of the note for a citation."""
        return self._numbers.setdefault(cited._replace(nameless=False), len(self._numbers) + 1)

    def listed(self, node: Any) -> Any:
        """A part of a document, with its lists of sources as lists of notes."""
        if isinstance(node, SourceList):
            return self._noted(node)
        if isinstance(node, tuple):
            return tuple(map(self.listed, node))
        if isinstance(node, Run | ValuePath) or not is_dataclass(node) or isinstance(node, type):
            return node
        parts = {part.name: getattr(node, part.name) for part in fields(node)}
        changed = {name: new for name, old in parts.items() if (new := self.listed(old)) != old}
        return replace(node, **changed) if changed else node

    def _noted(self, block: SourceList) -> SourceList:
        details = block.details or (SourceDetail(),) * len(block.entries)
        known: dict[ValuePath, tuple[Text, SourceDetail]] = {
            ValuePath(*path_of(text)[:2]): (text, detail)
            for (_, text), detail in zip(block.entries, details, strict=True)
        }
        notes = tuple(self._note(cited, known) for cited in self._numbers)
        told: set[str] = set()
        entries, listed = [], []
        for number, note in enumerate(notes, 1):
            entries.append((str(number), note.again if note.source in told else note.first))
            listed.append(
                SourceDetail()
                if note.source in told
                else known.get(self.citing.path(note.source), ((), SourceDetail()))[1]
            )
            told.add(note.source)
        rest = [each for path, each in known.items() if path not in map(self.citing.path, told)]
        entries += [("", text) for text, _ in rest]
        details = (*listed, *(detail for _, detail in rest))
        return replace(block, entries=tuple(entries), details=details, notes=notes)

    def _note(self, cited: Cited, known: Mapping[ValuePath, tuple[Text, SourceDetail]]) -> SourceNote:
        path = self.citing.path(cited.key)
        short = (Run(self.citing.again(self.citing.entry(cited.key)), path),)
        whole = known[path][0] if path in known else short
        first, again = (tuple(self._said(cited, each)) for each in (whole, short))
        return SourceNote(cited.key, first, again, whole)

    def _said(self, cited: Cited, whole: Text) -> Iterator[Run]:
        """A note's words: what stands before the source, the source, and the place in it."""
        locale = self.citing.locale
        if cited.prefix:
            between = scripts.closed_up(cited.prefix, " ", whole[0].text)
            yield Run(f"{cited.prefix[:1].upper()}{cited.prefix[1:]}{between}")
        yield from whole[:-1]
        last, stop = whole[-1], locale.punctuation["stop"]
        within = "”" if ",”" in locale.reference["title"] and last.text.endswith("”") else ""  # as in “Title,”
        if not cited.suffix:
            said = last.text.removesuffix(within)
            yield last if said.endswith(stop) else last.saying(f"{said}{stop}{within}")
            return
        said = last.text.removesuffix(within or stop)
        if said.split() and clauses.abbreviated(said.split()[-1]):
            said = last.text  # its stop is that of an abbreviation too: "2022 р."
        apart = f",{within} " if within else locale.cited["apart"]
        place = f"{apart}{locators.place(cited.suffix, locale)}"
        yield last.saying(said)
        yield Run(f"{place}{locale.stop(place)}", at=last.at)
