"""Which slide, box and paragraph of the deck as built is which in the edited one.

By words, place and order; a name helps where it stands once on both sides. What finds no partner is gone, or new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from policybrief.deck.shapes import Point
from policybrief.deck.shown import FEET, Box, Slide
from policybrief.edits.pull.words import folded, likeness, overlap

Thing = TypeVar("Thing")
Pair = tuple[int, int]


@dataclass(frozen=True)
class Matched(Generic[Thing]):
    """What belongs together, built and edited; what is gone, and what is new; and copies of what has a partner."""

    pairs: list[tuple[Thing, Thing]]
    gone: list[Thing]
    new: list[Thing]
    copies: list[tuple[Thing, Thing]] = field(default_factory=list)


_SAME_SLIDE, _SAME_BOX, _COPY = 0.35, 0.45, 0.6
"""Scores from which on two are taken for the same."""
_FAR = 120.0
"""Points from which on it says nothing that two boxes are near."""


def slides(built: Sequence[Slide], edited: Sequence[Slide]) -> Matched[int]:
    """Slides by their numbers, from 0."""
    ours, theirs = ([(slide.text, slide.title) for slide in side] for side in (built, edited))
    scores = [
        (overlap(one, other) + 0.15 * (bool(title) and title == its) - 0.002 * abs(number - place), number, place)
        for number, (one, title) in enumerate(ours)
        for place, (other, its) in enumerate(theirs)
    ]
    pairs = _best(scores, _SAME_SLIDE)
    left, right = {one for one, _ in pairs}, {other for _, other in pairs}
    new, copies = [], []
    for place in range(len(edited)):
        if place in right:
            continue
        best = max(((score, number) for score, number, other in scores if other == place), default=(0.0, 0))
        if best[0] > _COPY:
            copies.append((best[1], place))
        else:
            new.append(place)
    return Matched(sorted(pairs), [number for number in range(len(built)) if number not in left], new, copies)


def _best(scores: Iterable[tuple[float, int, int]], least: float) -> list[Pair]:
    """Pairs by falling score, each side once."""
    pairs: list[Pair] = []
    left: set[int] = set()
    right: set[int] = set()
    for score, one, other in sorted(scores, key=lambda each: (-each[0], each[1], each[2])):
        if score >= least and one not in left and other not in right:
            pairs.append((one, other))
            left.add(one)
            right.add(other)
    return pairs


def boxes(built: Sequence[Box], edited: Sequence[Box]) -> Matched[Box]:
    """The text boxes of a slide; cells are `rows`' to match."""
    names, others = Counter(box.name for box in built), Counter(box.name for box in edited)
    same_number = len(built) == len(edited)
    texts = [box.text for box in edited]
    untouched = _untouched(built, edited)
    scores = []
    for number, one in enumerate(built):
        if number in untouched:
            continue
        text = one.text
        for place, other in enumerate(edited):
            if place in untouched.values():
                continue
            score = likeness(text, texts[place])
            score += 0.6 * (one.name == other.name and names[one.name] == others[other.name] == 1)
            score += 0.3 * (one.role == other.role and one.role in ("title", *FEET))
            score += 0.5 * _near(one, other) + 0.3 * (same_number and number == place)
            score -= 0.04 * abs(number - place) / max(len(built), len(edited))
            scores.append((score, number, place))
    pairs = sorted([*untouched.items(), *_best(scores, _SAME_BOX)])
    left, right = {one for one, _ in pairs}, {other for _, other in pairs}
    return Matched(
        [(built[one], edited[other]) for one, other in pairs],
        [box for number, box in enumerate(built) if number not in left],
        [box for place, box in enumerate(edited) if place not in right],
    )


def _untouched(built: Sequence[Box], edited: Sequence[Box]) -> dict[int, int]:
    """Boxes that say the same in the same place, of which there is but one on each side: as a rule, nearly all."""
    ours, theirs = (_by_words_and_place(side) for side in (built, edited))
    return {numbers[0]: theirs[key][0] for key, numbers in ours.items() if len(numbers) == len(theirs[key]) == 1}


def _by_words_and_place(boxes: Sequence[Box]) -> dict[tuple[str, Point | None], list[int]]:
    found: dict[tuple[str, Point | None], list[int]] = defaultdict(list)
    for number, box in enumerate(boxes):
        top = (round(box.top[0]), round(box.top[1])) if box.top else None
        found[folded(box.text), top].append(number)
    return found


def _near(one: Box, other: Box) -> float:
    if one.top is None or other.top is None:
        return 0.0
    away = abs(one.top[0] - other.top[0]) + abs(one.top[1] - other.top[1])
    return max(0.0, 1 - away / _FAR)


Grid = list[list[Box]]
"""A table: its rows, each of cells."""


def tables(boxes: Iterable[Box]) -> list[Grid]:
    """The tables among the boxes of a slide."""
    found: dict[int, dict[int, list[Box]]] = {}
    for box in boxes:
        if box.cell:
            found.setdefault(box.cell[0], {}).setdefault(box.cell[1], []).append(box)
    return [[rows[row] for row in sorted(rows)] for _, rows in sorted(found.items())]


def lines(built: Sequence[str], edited: Sequence[str]) -> Matched[int]:
    """Rows or columns of a table, by their texts. One that changed its place is found by its words."""
    if list(built) == list(edited):
        return Matched([(number, number) for number in range(len(built))], [], [])
    same = len(built) == len(edited)
    scores = [
        (likeness(one, other) + (0.2 * (number == place) if same else -0.02 * abs(number - place)), number, place)
        for number, one in enumerate(built)
        for place, other in enumerate(edited)
    ]
    pairs = _best(scores, 0.2 if same else 0.4)
    left, right = {one for one, _ in pairs}, {other for _, other in pairs}
    if same and len(built) - len(left) == 1:  # said anew from end to end, in its old place
        one = next(number for number in range(len(built)) if number not in left)
        if one not in right:
            pairs, left, right = [*pairs, (one, one)], left | {one}, right | {one}
    return Matched(
        sorted(pairs),
        [number for number in range(len(built)) if number not in left],
        [number for number in range(len(edited)) if number not in right],
    )


_GAP = -0.15


def paragraphs(built: Sequence[str], edited: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """The paragraphs of a box by their numbers, in order: None stands where one is gone, or new."""
    if list(built) == list(edited):
        return [(number, number) for number in range(len(built))]
    same = len(built) == len(edited)

    def score(one: int, other: int) -> float:
        found = likeness(built[one], edited[other])
        return found if found >= 0.3 or same else -1.0

    best = [[_GAP * (one + other) for other in range(len(edited) + 1)] for one in range(len(built) + 1)]
    for one in range(1, len(built) + 1):
        for other in range(1, len(edited) + 1):
            together = best[one - 1][other - 1] + score(one - 1, other - 1)
            best[one][other] = max(together, best[one - 1][other] + _GAP, best[one][other - 1] + _GAP)
    made: list[tuple[int | None, int | None]] = []
    one, other = len(built), len(edited)
    while one or other:
        if one and other and abs(best[one][other] - best[one - 1][other - 1] - score(one - 1, other - 1)) < 1e-9:
            one, other = one - 1, other - 1
            made.append((one, other))
        elif one and abs(best[one][other] - best[one - 1][other] - _GAP) < 1e-9:
            one -= 1
            made.append((one, None))
        else:
            other -= 1
            made.append((None, other))
    return made[::-1]
