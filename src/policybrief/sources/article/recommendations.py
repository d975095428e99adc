"""What an article says is to be done: what bears a mark; else what rules find by sections, lists and sentences, and
what a weighing of all that each sentence shows adds to it, or leaves out of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from policybrief.sources.article import (
    counters,
    demands,
    marked,
    prose,
    resolutions,
    sections,
    unheaded,
    urging,
    weighing,
    words,
)
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.snapshot import Passage
from policybrief.sources.article.structure import Article

Way = Callable[[Article], Iterable[Candidate]]
_NONE = re.compile(
    r"\b(?:not|no)\b[^.]{0,20}\bmak(?:e|ing)\b[^.]{0,20}\brecommendations?\b|\bmakes? no recommendations?\b",
    re.IGNORECASE,
)
_COUNTS = {
    name: number
    for number, name in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
_COUNT = re.compile(
    rf"\b(?:mak(?:es?|ing)|offers?|(?:sets?|lays?) out|presents?|propos(?:es?|ing)|following|with|are|has"
    rf"|these)\s+(?:a total of |the following )?(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s+(?:\w+"
    rf" ){{0,2}}recommendations?\b",
    re.IGNORECASE,
)


def stated_count(article: Article) -> int:
    """How many recommendations the article says that it makes; 0 where it does not say."""
    counts = [match["count"].casefold() for passage in article.passages for match in _COUNT.finditer(passage.text)]
    return max((_COUNTS.get(count) or int(count) for count in counts), default=0)


def find(article: Article) -> tuple[Candidate, ...]:
    """The recommendations, each once, in the article's order."""
    ruled = _first(article, _WAYS)
    is_marked = bool(ruled) and ruled == _first(article, _MARKED)
    if not is_marked and _guides(article):
        ruled = tuple(each for each in ruled if words.has("urges", each.words))
        return tuple({each.words.casefold(): _plain(each) for each in ruled}.values())
    candidates = ruled if is_marked else weighing.judged(article, (*ruled, *_urged_further(article, ruled)))
    candidates = tuple(each for each in candidates if _is_new(each.passage))
    return tuple({candidate.words.casefold(): _plain(candidate) for candidate in candidates}.values())


def _guides(article: Article) -> bool:
    """Whether an article tells those who read it what they must do, as guidance does, and recommends nothing."""
    return sum(len(_TO_YOU.findall(passage.text)) for passage in article.passages) >= _FEWEST_TO_YOU


_TO_YOU, _FEWEST_TO_YOU = re.compile(r"\byou (?:must|have to|need to|should)\b", re.IGNORECASE), 3


def _urged_further(article: Article, ruled: Sequence[Candidate]) -> list[Candidate]:
    """What the authors say behind these that they recommend, where each stands in a list or a section of its own."""
    last = max((article.passages.index(each.passage) for each in ruled), default=len(article.passages))
    told = [
        (passage, said)
        for passage in article.passages[last + 1 :]
        if passage not in article.quoted and not passage.section.speaker
        for said in urging.stated(passage.text)
    ]
    return [
        Candidate.of(said, passage)
        for passage, said in told
        if (urged := words.pattern("urges").search(said))
        and not demands.told_of(said[: urged.start()])
        and not words.has("disclaims", said)
        and not words.has("refuses", said)
    ]


def _first(article: Article, ways: Sequence[Way]) -> tuple[Candidate, ...]:
    found = (tuple(each for each in way(article) if _is_new(each.passage)) for way in ways)
    return next(filter(None, found), ())


def _is_new(passage: Passage) -> bool:
    """Whether a passage makes a recommendation, and does not tell what has become of an earlier one."""
    return not _STATUS.search(passage.text) and not _EARLIER.search(passage.section.title)


_STATUS = re.compile(
    r"\bstatus\s?[:–—-]\s?(?:implemented|open|closed|in progress|not |partial|partly|complete|overdue|ongoing|pending)",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:status|prior|previous|past|earlier|open|unimplemented|implemented|progress|follow-?up)\b.*\brecommendations?\b"
    r"|\brecommendations?\b.*\b(?:status|made (?:since|in)|not implemented|implemented)\b",
    re.IGNORECASE,
)


def _plain(candidate: Candidate) -> Candidate:
    """A candidate without what counts it: `4. The Department should`, `Proposal 2: Open the camps`."""
    said = counters.uncounted(counters.ENTRY.sub("", candidate.words))
    return Candidate.of(said, candidate.passage) if said and said in candidate.passage.text else candidate


_MARKED: tuple[Way, ...] = (
    resolutions.find,
    marked.numbered,
    marked.tagged,
    marked.labelled,
    marked.counted,
    marked.run_in,
)
"""What bears a mark is certain, and all of it."""
_WAYS: tuple[Way, ...] = (
    *_MARKED[:-1],
    sections.find,
    marked.run_in,
    sections.below_leads,
    unheaded.by_lists,
    unheaded.by_orders,
    unheaded.by_heads,
    unheaded.by_addressees,
    unheaded.by_series,
    unheaded.by_counts,
    prose.find,
)
"""What is surest first: the first way that finds some is the article's rule."""
