"""Numbers of a brief's texts: where in their sources they stand, and where two sources differ about one.

That two sources differ is told only where one has the brief's number and another, in a sentence about the same, has a
number of the same thing and not this one. Where a script has no spaces between words that can't be told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from policybrief.locale.locale import Locale
from policybrief.receipts.days import Day, days
from policybrief.review.verify import claims
from policybrief.review.verify.fold import fold, lower
from policybrief.sources.article.snapshot import Passage, Snapshot
from policybrief.text.amounts import Amount, amounts, same
from policybrief.text.clauses import sentence_ends
from policybrief.text.records import dataclass

_ALIKE = 2
"""So many words the sentences of two numbers have in common, beside what they count, that are about the same."""
_LEAST_LETTERS = 5
_LEAST_DIGITS = 2
"""A number of one digit is not taken for a rounded one."""
_UNIT = re.compile(r"[\s\u00a0\u202f]*(%|[^\W\d_]{3,})")
_CONTENT = re.compile(rf"[^\W\d_]{{{_LEAST_LETTERS},}}")


@dataclass(frozen=True)
class FigureSpot:
    """Where a number of the brief stands in a source: a passage and the span of its text."""

    written: str
    source: str
    passage: Passage
    span: tuple[int, int]


@dataclass(frozen=True)
class Difference:
    """One source's number for what another source has another number for."""

    first: str
    source: str
    second: str
    other: str


def spots(
    texts: Iterable[str], sources: Mapping[str, Snapshot], near: Collection[Passage], locale: Locale
) -> Iterator[FigureSpot | str]:
    """Each number and day of some texts once: where it stands, or as it is written where no source has it.

    Of several passages one of `near`, which the claim rests on, comes first, and then the one with most of its words.
    """
    seen: set[str] = set()
    for text in texts:
        about = _content(text)
        for number in _numbers(text, locale):
            if number.written not in seen:
                seen.add(number.written)
                standing = list(_standing(number, sources, locale))
                yield max(standing, key=lambda spot: _nearness(spot, near, about)) if standing else number.written


def _numbers(text: str, locale: Locale) -> Iterator[Amount | Day]:
    """The days of a text, and then its other numbers."""
    for day in days(text, locale):
        yield day
        start, end = day.span
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    yield from amounts(text, locale.magnitudes)


def _nearness(spot: FigureSpot, near: Collection[Passage], about: set[str]) -> tuple[bool, int]:
    return spot.passage in near, len(about & _content(spot.passage.text))


def _standing(number: Amount | Day, sources: Mapping[str, Snapshot], locale: Locale) -> Iterator[FigureSpot]:
    """The places of a number; those where it is rounded or spelt only where it stands nowhere else."""
    if isinstance(number, Amount):
        yield from _standing_amount(number, sources, locale)
        return
    for name, snapshot in sources.items():
        for passage in snapshot.passages:
            same = (other for other in days(passage.text, locale) if number.same(other))
            yield from (FigureSpot(number.written, name, passage, other.span) for other in same)


def _standing_amount(amount: Amount, sources: Mapping[str, Snapshot], locale: Locale) -> Iterator[FigureSpot]:
    rounded = sum(char.isdecimal() for char in amount.written) >= _LEAST_DIGITS
    for alike in (claims.equal, same) if rounded else (claims.equal,):
        amounts = [
            FigureSpot(amount.written, name, passage, span)
            for name, snapshot in sources.items()
            for passage in snapshot.passages
            for other, span in _placed(passage.text, locale)
            if alike(amount, other)
        ]
        if amounts:
            yield from amounts
            return
    if word := claims.spelt(amount):
        pattern = re.compile(rf"(?<!\w){word}(?!\w)", re.IGNORECASE)
        for name, snapshot in sources.items():
            for passage in snapshot.passages:
                if match := pattern.search(passage.text):
                    yield FigureSpot(amount.written, name, passage, match.span())


def known(written: Iterable[str], entry: str, locale: Locale) -> list[str]:
    """Which of some numbers and days a source's entry has."""
    there = list(_numbers(entry, locale))
    return [
        text for text in written for number in _numbers(text, locale) if any(_equal(number, other) for other in there)
    ]


def _equal(first: Amount | Day, second: Amount | Day) -> bool:
    if isinstance(first, Day) and isinstance(second, Day):
        return first.same(second)
    return isinstance(first, Amount) and isinstance(second, Amount) and claims.equal(first, second)


def differences(text: str, sources: Mapping[str, Snapshot], locale: Locale) -> Iterator[Difference]:
    """Where sources give different figures for a number of a text."""
    about = _content(text)
    for amount, (_, end) in _placed(text, locale):
        unit = _unit(text, end, locale)
        having = [name for name, snapshot in sources.items() if unit and _has(snapshot, amount, locale)]
        for name, snapshot in sources.items():
            if having and name not in having:
                other = _other(unit, about - {unit}, snapshot.passages, locale)
                if other:
                    yield Difference(amount.written, having[0], other, name)


def _other(unit: str, about: set[str], passages: Sequence[Passage], locale: Locale) -> str:
    """The number that a source has in a sentence about the same, or ""."""
    for passage in passages:
        starts = [0, *sentence_ends(passage.text), len(passage.text)]
        for start, end in pairwise(starts):
            sentence = passage.text[start:end]
            for amount, (_, stop) in _placed(sentence, locale):
                if _unit(sentence, stop, locale) == unit and len(about & _content(sentence)) >= _ALIKE:
                    return amount.written
    return ""


def _has(snapshot: Snapshot, amount: Amount, locale: Locale) -> bool:
    """Whether a source has a number anywhere, rounded or spelt too."""
    text, word = "\n".join(passage.text for passage in snapshot.passages), claims.spelt(amount)
    spelt = bool(word and re.search(rf"(?<!\w){word}(?!\w)", text, re.IGNORECASE))
    return spelt or any(same(amount, other) for other in amounts(text, locale.magnitudes))


def _placed(text: str, locale: Locale) -> Iterator[tuple[Amount, tuple[int, int]]]:
    """The numbers of a text with their spans."""
    place = 0
    for amount in amounts(text, locale.magnitudes):
        start = text.index(amount.written, place)
        place = start + len(amount.written)
        yield amount, (start, place)


def _unit(text: str, end: int, locale: Locale) -> str:
    """What a number counts: the word behind it, without its plural; "" for a date, and where nothing stands there."""
    match = _UNIT.match(text, end)
    word = lower(fold(match.group(1))) if match else ""
    months = {lower(fold(month)) for month in (*locale.months, *locale.months_alone, *locale.months_short)}
    return "" if word in months else word.removesuffix("s")


def _content(text: str) -> set[str]:
    """The longer words of a text, without their plurals."""
    return {word.removesuffix("s") for word in _CONTENT.findall(lower(fold(text)))}
