"""Footnotes: the marks in a document's texts, and the words that these lead to, in the order in which they appear.

Where raised numbers are sources', a footnote's mark is a letter; else it is a number. A speaker has no foot of a page
to look at: what is spoken has a footnote's words in brackets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Protocol

from policybrief.compose.citing import Citing
from policybrief.text.document import runs
from policybrief.text.run import FOOTNOTE, Run, Text
from policybrief.text.value_path import ValuePath

Reading = Callable[[Run], Text]
"""Makes the runs of a footnote's words, which are a run's text."""

KnownFootnotes = tuple[tuple[tuple[ValuePath, str], tuple[str, Text]], ...]
"""Footnotes by the value that they stand in and their words as it has them: each with its mark, and its words."""


class Noting(Protocol):
    """What becomes of a footnote in a text."""

    def led(self, run: Run, words: Reading) -> Iterator[Run]:
        """The runs that stand in the text."""


class Footnotes:
    """The footnotes of one document."""

    def __init__(self, citing: Citing) -> None:
        self._lettered = citing.form != "author-date"
        self._notes: dict[tuple[ValuePath, str], tuple[str, Text]] = {}

    @property
    def known(self) -> KnownFootnotes:
        """The footnotes that texts have led to by now, in their order."""
        return tuple(self._notes.items())

    def go_on(self, known: KnownFootnotes) -> None:
        """Go on from where texts have led to these."""
        self._notes = dict(known)

    def led(self, run: Run, words: Reading) -> Iterator[Run]:
        """The mark of a footnote; the same for the same footnote wherever its text is said again."""
        known = self._notes.get((run.path, run.text))
        if known is None:
            number = len(self._notes) + 1
            known = (_letter(number) if self._lettered else str(number), words(run))
            self._notes[run.path, run.text] = known
        yield replace(run, text=known[0], cite=f"{FOOTNOTE}{known[0]}", link="")

    def of(self, *nodes: Any) -> tuple[tuple[str, Text], ...]:
        """The footnotes that texts lead to, with their marks, in their order."""
        if not self._notes:
            return ()
        marks = marked(run for node in nodes for run in runs(node))
        return tuple(note for note in self._notes.values() if note[0] in marks)


class Spoken:
    """Footnotes where there is no foot of a page: in the text, in brackets."""

    def __init__(self, citing: Citing) -> None:
        self._marks = citing.locale.punctuation

    def led(self, run: Run, words: Reading) -> Iterator[Run]:
        opening, closing = self._marks["opening"], self._marks["closing"]
        yield Run(f" {opening}" if opening.isascii() else opening, at=run.at)
        yield from words(run)
        yield Run(closing, at=run.at)


def marked(found: Iterable[Run]) -> set[str]:
    """The marks of footnotes among runs."""
    return {run.footnote for run in found if run.footnote}


def _letter(number: int) -> str:
    """a, b … z, aa, ab …"""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters
