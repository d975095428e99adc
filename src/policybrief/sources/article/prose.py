"""Recommendations in running prose: sentences for which enough speaks, by their grammar and by where they stand.

A sentence speaks for itself by who asks and how ("we recommend", "Congress should", an order); its place speaks for it
where an article concludes, and next to others that ask; a rule, a fact or an expectation speaks against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from policybrief.sources.article import counters, demands, imperatives, needs, openings, urging, words
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.snapshot import Passage
from policybrief.sources.article.structure import Article
from policybrief.text.records import dataclass

_URGED, _ASKED, _HALF_ASKED, _MAYBE = 3, 2, 1, 0
_ENOUGH, _ENOUGH_OF_MANY = 2, 3
"""Points from which on a sentence is taken; and where many speak or much is said, so that much of it is opinion."""
_LONG, _MOST, _FEWEST_COUNTED = 9_000, 8, 3


@dataclass(frozen=True)
class Sentence:
    """A sentence that may ask for something: the points that it has by itself, and those of its place."""

    passage: Passage
    text: str
    itself: int
    place: int = 0


def find(article: Article) -> tuple[Candidate, ...]:
    """The sentences for which enough speaks, in the article's order."""
    told = [
        (passage, sentence)
        for passage in article.passages
        if _is_authors(passage) and passage not in article.quoted
        for sentence in urging.stated(passage.text)
    ]
    if any(words.has("options", sentence) for _, sentence in told):  # who lays out options asks for none of them
        told = [each for each in told if not demands.MUST.search(each[1]) or words.has("urges", each[1])]
    weighed = _placed(article, _weighed(told))
    is_of_many = article.is_interview or article.words > _LONG
    enough = _ENOUGH_OF_MANY if is_of_many else _ENOUGH
    kept = [each for each in weighed if each.itself + each.place >= enough]
    if not any(each.itself >= _ASKED for each in kept) and not _institutions_must(kept):
        return ()
    return tuple(Candidate.of(each.text, each.passage) for each in kept[:_MOST])


def _is_authors(passage: Passage) -> bool:
    """Whether a passage is the authors' own: no question of an interview, and no answer of those who were judged."""
    title = passage.section.title
    return not (words.is_one("response", title) or words.is_one("informs", title)) and not (
        passage.section.speaker and "question" in title.casefold()
    )


def _weighed(told: Sequence[tuple[Passage, str]]) -> list[Sentence]:
    """Each sentence that may ask, with the points of its own grammar."""
    asked = {candidate.words for candidate in demands.asked(told)}
    should = {text for text in asked if not demands.MUST.search(text)}
    counted_off = _counted_off(told)
    needed = needs.several(told)
    ordered = {candidate.words for candidate in imperatives.ordered(told)} | imperatives.beside(told, should)
    weighed = []
    for passage, text in told:
        if words.has("urges", text) and not demands.is_told(text):
            points = _URGED
        elif text in counted_off:
            points = _ASKED + _against(text)  # an entry of a list of what to do is no rule and no fact
        elif text in ordered or text in should or text in needed:
            points = _ASKED
        elif text in asked or needs.asks(text) or imperatives.is_plea(text):
            points = _HALF_ASKED
        elif _could(text):
            points = _MAYBE
        else:
            continue
        weighed.append(Sentence(passage, text, points - _against(text)))
    return weighed


def _counted_off(told: Sequence[tuple[Passage, str]]) -> set[str]:
    """The sentences that are counted off, most of which ask: "First, … Second, … Third, …" in one paragraph, and those
    that ask where the count goes through several.
    """
    series: dict[Passage, list[str]] = {}
    for passage, text in told:
        if counters.begins_entry(text):
            series.setdefault(passage, []).append(text)
    through = [text for each in series.values() for text in each]
    asking = [text for text in through if urging.urges(text) and not demands.is_told(text)]
    several = asking if len(asking) >= _FEWEST_COUNTED and counters.begins_first(asking[0]) else []
    return {
        text
        for each in series.values()
        if len(each) >= _FEWEST_COUNTED and sum(map(urging.urges, each)) > len(each) / 2
        for text in each
    } | set(several)


def _against(text: str) -> int:
    """What speaks against a sentence: a rule that is told, a fact that goes on, what is only expected."""
    if words.has("urges", text):
        return 0
    return sum(points for name, points in _AGAINST.items() if words.has(name, openings.clause(text)))


_AGAINST = {"rule": 1, "bound": 1, "anybody": 1, "goes_on": 2, "expected": 2}


def _placed(article: Article, weighed: Sequence[Sentence]) -> list[Sentence]:
    """Each sentence with the points of its place: where an article concludes, and near others that ask."""
    rank = {passage: at for at, passage in enumerate(article.passages)}
    last = len(article.passages) * 2 / 3
    strong = Counter(rank[each.passage] for each in weighed if each.itself >= _ASKED)
    placed = []
    for each in weighed:
        at = rank[each.passage]
        concludes = words.is_one("concludes", each.passage.section.title) or at + 1 > last
        others = strong[at - 1] + strong[at] + strong[at + 1] - (each.itself >= _ASKED)
        placed.append(replace(each, place=concludes + (others > 0)))
    asks_later = sum(count for at, count in strong.items() if at >= len(article.passages) / 2) > 1
    return [each for each in placed if not (asks_later and words.is_one("summary", each.passage.section.title))]


def _could(text: str) -> bool:
    """Whether an institution could do something."""
    match = _COULD.match(openings.without_asides(text))
    return match is not None and words.has("institutions", match["who"]) and not needs.NAMED_BY.search(match["who"])


_COULD = re.compile(
    r"(?P<who>(?:[\w’'-]+ ){0,5}[\w’'-]+) (?:could|might|can)\b"
    r"(?! (?:have|be|not|no|only|never|hardly|barely|still)\b)"
)


def _institutions_must(kept: Sequence[Sentence]) -> bool:
    """Whether several institutions are told what they must do, where nobody is told what they should."""
    must = [each for each in kept if words.has("institutions", each.text.split(" must ")[0]) and " must " in each.text]
    return len(must) > 1
