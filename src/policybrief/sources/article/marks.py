"""Lists whose marks stand in their paragraphs: `a The Department should …; b publish …`, `(ii) Open …`, `→ Pay …`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policybrief.sources.article.snapshot import Passage
from policybrief.text.records import dataclass

FEWEST = 2
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_PLAIN = re.compile(
    r"(?:\(?(\d{1,2}|[ivx]{1,4}|[a-zA-H])[.)]|(?:\d{1,2}\.|[A-Z]{1,2})(\d{1,2})[.:)]?|([–—→►➔➤*-]))\s+(?=\S)"
)
_BARE = re.compile(r"([a-z]|\d{1,2})\s+(?=[^\W\d_a-zа-яіїєґ])")
_SMALL = re.compile(r"([b-h]|a(?=.*;(?:$| (?:and|or)$| (?:and |or )?b ))) (?=[^\W\d_])")
"""A letter before a small one: `b publish`. "a" is a word, so that its entry must end where the next is counted."""
_INSIDE = re.compile(r"(?<=;) (?:and |or )?([b-h]) (?=[^\W\d_])")


@dataclass(frozen=True)
class EntryMark:
    """What counts an entry in a paragraph, and where its words begin there."""

    mark: str
    start: int
    passage: Passage

    @property
    def words(self) -> str:
        return self.passage.text[self.start :]


def counted_off(passages: Sequence[Passage]) -> list[EntryMark]:
    """The marks of a list; none where they don't follow one another."""
    found = [mark for passage in passages for mark in _of(passage)]
    letters = [each for each in found if each.mark.isalpha()]
    numbers = [each for each in found if each.mark.isdigit()]
    for marks in (letters, numbers, found):
        if len(marks) >= FEWEST and _follow([each.mark for each in marks]):
            return marks
    return []


def unmarked(text: str) -> str:
    """A paragraph without the mark at its beginning."""
    match = _first(text)
    return text[match.end() :] if match else text


def _first(text: str) -> re.Match[str] | None:
    return _PLAIN.match(text) or _BARE.match(text) or _SMALL.match(text)


def _of(passage: Passage) -> list[EntryMark]:
    """The marks in a paragraph: at its beginning, and then behind each semicolon."""
    first = _first(passage.text)
    inside = _INSIDE.finditer(passage.text) if first and first[0].strip() == "a" else ()
    return [
        EntryMark(next(filter(None, each.groups())), each.end(), passage)
        for each in ((first, *inside) if first else ())
    ]


def _follow(marks: Sequence[str]) -> bool:
    """Whether marks are signs of one kind, or follow one another: a, b, c; ii, iii; 4, 5."""
    first, many = marks[0], len(marks)
    if not first.isalnum():
        return set(marks) == {first}
    if first in _ROMAN and tuple(marks) == _ROMAN[_ROMAN.index(first) :][:many]:
        return True
    if first.isdigit():
        return list(marks) == [str(int(first) + at) for at in range(many)]
    return len(first) == 1 and list(marks) == [chr(ord(first) + at) for at in range(many)]
