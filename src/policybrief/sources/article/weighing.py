"""Recommendations by what they show, weighed as articles have taught: how likely is each unit to be one?

A rule finds what somebody has thought of. On articles that it has never read this weighing, which knows no rule, finds
more: `tools/weigh.py` fits its weights on all batches but one and tries them on that one, for each in turn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from policybrief.read import source
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.snapshot import Passage
from policybrief.sources.article.structure import Article
from policybrief.sources.article.traits import ShownArticle, Traits, Unit
from policybrief.text.records import dataclass

_FILE = Path(__file__).with_name("weights.yaml")
MUCH, ENOUGH, TOO_LITTLE = 0.88, 0.4, 0.01
"""How likely one must be to be taken beside what rules have found; where they have found none; to be kept of theirs."""


@cache
def _weights() -> dict[str, float]:
    return {name: float(weight) for name, weight in source.read(_FILE).data.items()}


def likelihood(traits: Traits, weights: dict[str, float]) -> float:
    """Between 0 and 1."""
    points = weights["all"] + sum(weights.get(name, 0.0) * value for name, value in traits.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, points))))


def judged(article: Article, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """What rules have found, without what is too unlikely, and with what is likely that none has found."""
    told = ShownArticle(article)
    return merged(weighed(told.units, told.traits, _weights()), found)


@dataclass(frozen=True)
class Weighed:
    """A unit and how likely it is one; `may_stand_alone` where its weight is enough to take it."""

    unit: Unit
    likely: float
    may_stand_alone: bool


def weighed(units: Sequence[Unit], traits: Sequence[Traits], weights: dict[str, float]) -> list[Weighed]:
    return [Weighed(unit, likelihood(shown, weights), _asks(shown)) for unit, shown in zip(units, traits, strict=True)]


def _asks(traits: Traits) -> bool:
    """Whether a sentence asks in some way, and in the authors' name; entries and leads may have any form."""
    asks = "strong" in traits or "needs each" in traits or any(name.startswith("modal") for name in traits)
    return "is sentence" not in traits or (
        asks and not ({"told", "shows"} & traits.keys()) and ("urges" in traits or "below a question" not in traits)
    )


def merged(judged: Sequence[Weighed], found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates found that are likely enough, and the units that are, in the article's order."""
    by_passage: dict[Passage, list[Weighed]] = {}
    for each in judged:
        by_passage.setdefault(each.unit.candidate.passage, []).append(each)
    kept = [each for each in found if _most(by_passage.get(each.passage, []), each) >= TOO_LITTLE]
    enough = MUCH if kept else ENOUGH
    taken = [each.unit for each in judged if each.likely >= enough and each.may_stand_alone]
    led = {unit.at for unit in taken if unit.kind == "lead"}
    told: dict[Passage, list[Candidate]] = {}
    for one in kept:
        told.setdefault(one.passage, []).append(one)
    more = [
        unit.candidate
        for unit in taken
        if not (unit.kind == "sentence" and unit.at in led)
        and not any(found.is_heading or _has(unit, found) for found in told.get(unit.candidate.passage, ()))
    ]
    place = {each.unit.candidate.passage: each.unit.at for each in judged}
    rank = {each: (place.get(each.passage, len(place)), each.passage.text.find(each.quote)) for each in (*kept, *more)}
    return tuple(sorted(rank, key=lambda each: rank[each]))


def _most(judged: Sequence[Weighed], found: Candidate) -> float:
    """How likely a candidate is: as the likeliest unit that has its words; a heading is in none of them."""
    if found.is_heading:
        return 1.0
    return max((each.likely for each in judged if _has(each.unit, found)), default=1.0)


def _has(unit: Unit, found: Candidate) -> bool:
    one = unit.candidate
    return one.words in found.words or found.words in unit.text
