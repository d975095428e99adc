"""Which slide, box and paragraph of the deck as built is which in the edited one.

By words, place and order; a name helps where it stands once on both sides. What finds no partner is gone, or new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from policybrief.deck.shown import FEET, ShownBox, ShownSlide
from policybrief.text.likeness import counted, folded, likeness, overlap
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from policybrief.deck.shapes import Point

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


def slides(built: Sequence[ShownSlide], edited: Sequence[ShownSlide]) -> Matched[int]:
    """Slides by their numbers, from 0."""
    ours, theirs = ([(slide.text, slide.title) for slide in side] for side in (built, edited))
    scores = [
        (overlap(text, other) + 0.15 * (bool(title) and title == its) - 0.002 * abs(number - place), number, place)
        for number, (text, title) in enumerate(ours)
        for place, (other, its) in enumerate(theirs)
    ]
    pairs = _best(scores, _SAME_SLIDE)
    left, right = {number for number, _ in pairs}, {place for _, place in pairs}
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
    for score, number, place in sorted(scores, key=lambda each: (-each[0], each[1], each[2])):
        if score >= least and number not in left and place not in right:
            pairs.append((number, place))
            left.add(number)
            right.add(place)
    return pairs


def boxes(built: Sequence[ShownBox], edited: Sequence[ShownBox]) -> Matched[ShownBox]:
    """The text boxes of a slide; cells are `rows`' to match."""
    names, others = Counter(box.name for box in built), Counter(box.name for box in edited)
    same_number = len(built) == len(edited)
    texts = [box.text for box in edited]
    untouched = _untouched(built, edited)
    scores = []
    for number, box in enumerate(built):
        if number in untouched:
            continue
        text = box.text
        for place, other in enumerate(edited):
            if place in untouched.values():
                continue
            score = likeness(text, texts[place])
            score += 0.6 * (box.name == other.name and names[box.name] == others[other.name] == 1)
            score += 0.3 * (box.role == other.role and box.role in ("title", *FEET))
            score += 0.5 * _near(box, other) + 0.3 * (same_number and number == place)
            score -= 0.04 * abs(number - place) / max(len(built), len(edited))
            scores.append((score, number, place))
    pairs = sorted([*untouched.items(), *_best(scores, _SAME_BOX)])
    left, right = {number for number, _ in pairs}, {place for _, place in pairs}
    return Matched(
        [(built[number], edited[place]) for number, place in pairs],
        [box for number, box in enumerate(built) if number not in left],
        [box for place, box in enumerate(edited) if place not in right],
    )


def rejoined(matched: Matched[ShownBox]) -> tuple[Matched[ShownBox], list[ShownBox]]:
    """The same where boxes were divided, and which these are: what is new, and has the words that another box lost, is
    taken for a part of that.
    """
    new, parts = [], defaultdict(list)
    for box in matched.new:
        gains = [(_gain(built, edited, box), number) for number, (built, edited) in enumerate(matched.pairs)]
        gain, number = max(gains, default=(0.0, 0))
        if gain >= _LEAST_GAIN:
            parts[number].append(box)
        else:
            new.append(box)
    pairs = [
        (built, _joined(built, [edited, *parts[number]]) if number in parts else edited)
        for number, (built, edited) in enumerate(matched.pairs)
    ]
    return Matched(pairs, matched.gone, new), [matched.pairs[number][0] for number in parts]


_LEAST_GAIN = 0.1
"""By how much more alike a box has to be with a part of it than without."""


def _gain(built: ShownBox, edited: ShownBox, part: ShownBox) -> float:
    """By how much two boxes together are more alike what was built than the better one of them; 0 where most words of
    the new one are others.
    """
    others = counted(part.text) - counted(built.text)
    if 2 * others.total() > counted(part.text).total():
        return 0.0
    both = overlap(built.text, f"{edited.text} {part.text}")
    return both - max(overlap(built.text, edited.text), overlap(built.text, part.text))


def _joined(built: ShownBox, parts: Sequence[ShownBox]) -> ShownBox:
    """One box of several, in the order that their words had; those of one paragraph, as they are read."""

    def order(box: ShownBox) -> tuple[int, float, float]:
        first = next((paragraph.text for paragraph in box.paragraphs if paragraph.text.strip()), "")
        scores = [likeness(paragraph.text, first) for paragraph in built.paragraphs]
        x, y = box.top or (0.0, 0.0)
        return scores.index(max(scores)), y, x

    ordered = sorted(parts, key=order)
    return replace(parts[0], paragraphs=tuple(paragraph for box in ordered for paragraph in box.paragraphs))


def _untouched(built: Sequence[ShownBox], edited: Sequence[ShownBox]) -> dict[int, int]:
    """Boxes that say the same in the same place, of which there is but one on each side: as a rule, nearly all."""
    ours, theirs = (_by_words_and_place(side) for side in (built, edited))
    return {numbers[0]: theirs[key][0] for key, numbers in ours.items() if len(numbers) == len(theirs[key]) == 1}


def _by_words_and_place(boxes: Sequence[ShownBox]) -> dict[tuple[str, Point | None], list[int]]:
    numbers: dict[tuple[str, Point | None], list[int]] = defaultdict(list)
    for number, box in enumerate(boxes):
        top = (round(box.top[0]), round(box.top[1])) if box.top else None
        numbers[folded(box.text), top].append(number)
    return numbers


def _near(box: ShownBox, other: ShownBox) -> float:
    if box.top is None or other.top is None:
        return 0.0
    away = abs(box.top[0] - other.top[0]) + abs(box.top[1] - other.top[1])
    return max(0.0, 1 - away / _FAR)


Grid = list[list[ShownBox]]
"""A table: its rows, each of cells."""


def tables(boxes: Iterable[ShownBox]) -> list[Grid]:
    """The tables among the boxes of a slide."""
    grids: dict[int, dict[int, list[ShownBox]]] = {}
    for box in boxes:
        if box.cell:
            grids.setdefault(box.cell[0], {}).setdefault(box.cell[1], []).append(box)
    return [[rows[row] for row in sorted(rows)] for _, rows in sorted(grids.items())]


def lines(built: Sequence[str], edited: Sequence[str]) -> Matched[int]:
    """Rows or columns of a table, by their texts. One that changed its place is found by its words."""
    if list(built) == list(edited):
        return Matched([(number, number) for number in range(len(built))], [], [])
    same = len(built) == len(edited)
    scores = [
        (likeness(text, other) + (0.2 * (number == place) if same else -0.02 * abs(number - place)), number, place)
        for number, text in enumerate(built)
        for place, other in enumerate(edited)
    ]
    pairs = _best(scores, 0.2 if same else 0.4)
    left, right = {number for number, _ in pairs}, {place for _, place in pairs}
    if same and len(built) - len(left) == 1:  # said anew from end to end, in its old place
        number = next(number for number in range(len(built)) if number not in left)
        if number not in right:
            pairs, left, right = [*pairs, (number, number)], left | {number}, right | {number}
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

    def score(old: int, new: int) -> float:
        alike = likeness(built[old], edited[new])
        return alike if alike >= 0.3 or same else -1.0

    best = [[_GAP * (old + new) for new in range(len(edited) + 1)] for old in range(len(built) + 1)]
    for old in range(1, len(built) + 1):
        for new in range(1, len(edited) + 1):
            together = best[old - 1][new - 1] + score(old - 1, new - 1)
            best[old][new] = max(together, best[old - 1][new] + _GAP, best[old][new - 1] + _GAP)
    pairs: list[tuple[int | None, int | None]] = []
    old, new = len(built), len(edited)
    while old or new:
        if old and new and abs(best[old][new] - best[old - 1][new - 1] - score(old - 1, new - 1)) < 1e-9:
            old, new = old - 1, new - 1
            pairs.append((old, new))
        elif old and abs(best[old][new] - best[old - 1][new] - _GAP) < 1e-9:
            old -= 1
            pairs.append((old, None))
        else:
            new -= 1
            pairs.append((None, new))
    return pairs[::-1]
