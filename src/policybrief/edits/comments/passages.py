"""Words that a reader marked, found again among the texts that a document was made of.

Compared are letters and digits alone: a PDF divides words at the ends of lines and a program exchanges spaces and
quotation marks. What stands around the words decides between several places that say the same.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from policybrief.deck.shown import ShownBox
from policybrief.text.records import dataclass
from policybrief.text.value_path import ValuePath

_CONTEXT = (20, 80)
"""So many letters on each side decide: those that are nearest count twice."""
_LEAST_ALIKE = 12
"""Letters in a row that have to be the same where the words themselves are not there."""


class Text(NamedTuple):
    """Words of a document, the value that they come from, and the template's line that put them there."""

    words: str
    path: ValuePath
    at: str = ""


@dataclass(frozen=True)
class Passage:
    """Where words come from: a value, or a template's line (`at`)."""

    path: ValuePath
    at: str = ""


@dataclass(frozen=True)
class Passages:
    """The texts of a document, or of a part of it, in the order in which they are read."""

    texts: tuple[Text, ...]

    def find(self, marked: str, before: str = "", after: str = "") -> Passage | None:
        """Where the `marked` words come from, which stand between two others, or where they stood if they are not there
        as they are. None where nothing is like them.
        """
        wanted, lead, tail = ("".join(_letters(part)) for part in (marked, before, after))
        if not wanted:  # a comma: what stands before it
            near = _CONTEXT[0]
            lead, wanted, tail = (lead[:-near], lead[-near:], tail) if lead else ("", tail[:near], tail[near:])
        places = self._places(wanted) if wanted else ()
        best = max(places, key=lambda start: self._fits(start, wanted, lead, tail), default=None)
        if best is not None:
            return self._passage(best, len(wanted))
        around = lead[-_CONTEXT[1] :] + wanted + tail[: _CONTEXT[1]]
        matcher = difflib.SequenceMatcher(None, self._whole, around, autojunk=False)
        alike = matcher.find_longest_match()
        return self._passage(alike.a, alike.size) if alike.size >= _LEAST_ALIKE else None

    def first(self) -> Passage | None:
        """The first value."""
        return next((Passage(text.path, text.at) for text in self.texts if text.path), None)

    @cached_property
    def _lettered(self) -> list[tuple[str, int]]:
        """All letters, each with the number of its text."""
        return [(char, number) for number, text in enumerate(self.texts) for char in _letters(text.words)]

    @cached_property
    def _whole(self) -> str:
        return "".join(char for char, _ in self._lettered)

    def _places(self, wanted: str) -> Iterator[int]:
        start = self._whole.find(wanted)
        while start >= 0:
            yield start
            start = self._whole.find(wanted, start + 1)

    def _fits(self, start: int, wanted: str, lead: str, tail: str) -> float:
        """How alike the letters around a place are to those around the marked words. A program that reads a page has
        some of them in another order.
        """
        end = start + len(wanted)
        return sum(
            _alike(self._whole[max(0, start - size) : start], lead[-size:])
            + _alike(self._whole[end : end + size], tail[:size])
            for size in _CONTEXT
        )

    def _passage(self, start: int, length: int) -> Passage:
        """The value that most of the letters come from; a template's line where none comes from a value."""
        letters = Counter(number for _, number in self._lettered[start : start + length])
        numbers = sorted(letters, key=lambda number: (not self.texts[number].path, -letters[number], number))
        text = self.texts[numbers[0]]
        return Passage(text.path, text.at)


def of_boxes(boxes: Iterable[ShownBox]) -> Passages:
    """The texts of boxes, in their order."""
    return Passages(
        tuple(
            Text(stretch.text, stretch.path, stretch.at)
            for box in boxes
            for paragraph in box.paragraphs
            for stretch in paragraph.stretches
        )
    )


def _letters(text: str) -> Iterator[str]:
    """The letters and digits of a text as they are compared: small ones, without accents."""
    return filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold())


def _alike(passage: str, other: str) -> float:
    """The share of three letters in a row that two texts have in common, from 0 to 1."""
    mine, theirs = (Counter(map("".join, zip(text, text[1:], text[2:], strict=False))) for text in (passage, other))
    total = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / total if total else float(passage == other)
