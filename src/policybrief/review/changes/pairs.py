"""Which entry of a list is which in its later version: by its id, else by what it is called, else by its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policybrief.brief import walk
from policybrief.text.likeness import likeness, overlap
from policybrief.text.records import dataclass

_CALLED = (
    "label",
    "headline",
    "name",
    "family",
    "heading",
    "topic",
    "when",
    "value",
    "title",
    "source",
    "ask",
    "they_say",
    "text",
)
"""The keys by which an entry without an id is called, the first that it has."""
_ALIKE, _RENAMED, _MOST = 0.5, 0.6, 200
"""The least likeness of two versions of an entry, and of two with different ids; of lists longer than this, entries are
not compared each with each."""


@dataclass(frozen=True)
class Pairs:
    """Positions in the old and in the new list: the `same` entries, in the new order, those `gone` and those that
    `came`; and which of the new positions an entry has moved to.
    """

    same: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    came: tuple[int, ...]
    moved: frozenset[int]


def paired(old: Sequence[Any], new: Sequence[Any]) -> Pairs:
    """The entries of two versions of a list."""
    old_of = dict(_certain(old, new))
    left = [number for number in range(len(old)) if number not in old_of.values()]
    right = [number for number in range(len(new)) if number not in old_of]
    if left and right and len(left) * len(right) <= _MOST**2:
        old_of |= _alike([(number, old[number]) for number in left], [(number, new[number]) for number in right])
    same = tuple((old_of[number], number) for number in sorted(old_of))
    gone = tuple(number for number in range(len(old)) if number not in old_of.values())
    came = tuple(number for number in range(len(new)) if number not in old_of)
    return Pairs(same, gone, came, frozenset(_moved(same)))


def called(entry: Any) -> str:
    """What an entry is called: its headline, its label, or its words."""
    if not isinstance(entry, Mapping):
        return str(entry)
    return next((_words(entry[key]) for key in _CALLED if entry.get(key)), "") or str(entry.get("id", ""))


def key(entry: Any) -> str:
    """What an entry is known by: its id, or what it is called."""
    return str(entry["id"]) if isinstance(entry, Mapping) and "id" in entry else called(entry)


def _words(value: Any) -> str:
    return " ".join(str(leaf) for _, leaf in walk.leaves(value) if leaf is not None)


def _certain(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """The new position of each entry, with the old one of that which has the same id, or is called the same."""
    places: dict[str, list[int]] = {}
    for number, entry in enumerate(old):
        places.setdefault(key(entry), []).append(number)
    for number, entry in enumerate(new):
        if there := places.get(key(entry)):
            same = next((place for place in there if old[place] == entry), there[0])
            there.remove(same)
            yield number, same


def _alike(left: Sequence[tuple[int, Any]], right: Sequence[tuple[int, Any]]) -> dict[int, int]:
    """Of the others, those that have most words in common, the most alike first."""
    before, after = ([(number, entry, _words(entry)) for number, entry in side] for side in (left, right))
    scored = [
        (_score(old_entry, new_entry, mine, theirs), -abs(i - j), i, j)
        for i, old_entry, mine in before
        for j, new_entry, theirs in after
    ]
    old_of: dict[int, int] = {}
    for score, _, i, j in sorted(scored, reverse=True):
        if score and i not in old_of.values() and j not in old_of:
            old_of[j] = i
    return old_of


def _score(entry: Any, other: Any, mine: str, theirs: str) -> float:
    ids = isinstance(entry, Mapping) and isinstance(other, Mapping) and "id" in entry and "id" in other
    score = overlap(mine, theirs) if ids else likeness(mine, theirs)
    return score if score >= (_RENAMED if ids else _ALIKE) else 0.0


def _moved(same: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The new positions of all that are not in the longest run of entries which kept their order."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for number, (place, _) in enumerate(same):
        at = bisect_left(ends, place)
        before.append(last[at - 1] if at else None)
        ends[at : at + 1], last[at : at + 1] = [place], [number]
    stay = set()
    step = last[-1] if last else None
    while step is not None:
        stay.add(step)
        step = before[step]
    yield from (new for number, (_, new) in enumerate(same) if number not in stay)
