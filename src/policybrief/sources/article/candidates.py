"""What of an article a brief may be made of: judgments, recommendations, dates and contrasts, capped and in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from policybrief.sources.article import dates, recommendations, words
from policybrief.sources.article.candidate import Candidate, shortened
from policybrief.sources.article.sentences import sentences
from policybrief.sources.article.snapshot import Passage
from policybrief.sources.article.structure import Article
from policybrief.text.dates import Date
from policybrief.text.records import dataclass

KINDS = ("judgments", "recommendations", "timeline", "comparison")
_MOST_JUDGMENTS, _MOST_EVENTS, _MOST_ROWS = 8, 8, 5
_METHOD = re.compile(
    r"\b(?:we (?:conducted|performed|reviewed|interviewed)|our (?:review|audit|work)|methodolog|accessed|retrieved"
    r"|isbn|doi)\b",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"^(?:this (?:paper|report|brief|article|note|chapter|section|memo)|in this (?:paper|report|brief|article)|the"
    r" (?:rest|remainder) of)\b",
    re.IGNORECASE,
)
_BELONGING = re.compile(r"(?:[ie]an|ese|ish|ican|rman)s?$")
"""Whose something is: a Russian president is not Russia."""


@dataclass(frozen=True)
class DatedSentence:
    """A dated sentence."""

    when: str
    date: Date
    candidate: Candidate


@dataclass(frozen=True)
class Contrast:
    """A sentence that sets two actors against each other."""

    between: tuple[str, str]
    candidate: Candidate


@dataclass(frozen=True)
class Candidates:
    """All that was found, in the order in which a brief would have it; the `seen` counts are those before the caps."""

    judgments: tuple[Candidate, ...] = ()
    recommendations: tuple[Candidate, ...] = ()
    timeline: tuple[DatedSentence, ...] = ()
    comparison: tuple[Contrast, ...] = ()
    dates_seen: int = 0
    contrasts_seen: int = 0
    stated_count: int = 0


def find(article: Article, only: tuple[str, ...] = KINDS) -> Candidates:
    """The candidates of these kinds."""
    events = list(_events(article)) if "timeline" in only else []
    contrasts = list(_contrasts(article)) if "comparison" in only else []
    wants = "recommendations" in only
    to_do = recommendations.find(article)
    told = {candidate.words for candidate in to_do}
    judged = [candidate for candidate in _judgments(article) if candidate.words not in told]
    return Candidates(
        tuple(judged[:_MOST_JUDGMENTS]) if "judgments" in only else (),
        to_do if wants else (),
        tuple(sorted(_chosen(events), key=lambda event: event.date.first)),
        tuple(_of_one_pair(contrasts)),
        len(events),
        len(contrasts),
        recommendations.stated_count(article) if wants else 0,
    )


def _judgments(article: Article) -> Iterator[Candidate]:
    """The entries of the summary, else the first sentences of its paragraphs; without a summary, of the article's."""
    summary = [passage for passage in article.passages if words.is_one("summary", passage.section.title)]
    entries = [passage for passage in summary if passage.kind == "bullet"]
    if len(entries) > 1:
        yield from (Candidate.of(passage.text, passage) for passage in entries)
        return
    said = [candidate for passage in summary for candidate in _said(passage, all_of_it=len(summary) < 3)]
    if len(said) > 1:
        yield from said
        return
    for heading in article.headings:
        inside = [each for each in article.by_section.get(heading.section, []) if each.kind == "paragraph"]
        title = heading.section.title
        if (
            words.is_one("recommendations", title)
            or "question" in title.casefold()
            or (article.is_interview and not heading.section.speaker)
        ):
            continue
        for passage in inside if article.is_interview or len(article.headings) < 3 else inside[:2]:
            yield from _said(passage, all_of_it=False)


def _said(passage: Passage, *, all_of_it: bool) -> Iterator[Candidate]:
    said = sentences(passage.text)
    fit = [
        sentence
        for sentence in said[: None if all_of_it else 2]
        if max(len(sentence.split()), len(sentence) // 6) >= 6
        and not sentence.endswith(("?", ":", "？", "："))
        and not _INTRODUCED.match(sentence)
        and not words.has("urges", sentence)
    ]
    yield from (Candidate.of(sentence, passage) for sentence in fit[: 5 if all_of_it else 1])


def _events(article: Article) -> Iterator[DatedSentence]:
    for passage in article.passages:
        for sentence in sentences(passage.text):
            told = (
                next(iter((*dates.dates(sentence), *dates.years(sentence))), None)
                if not _METHOD.search(sentence)
                else None
            )
            if told and not sentence.endswith("?") and len(sentence) > 25:
                yield DatedSentence(told.words, told.date, Candidate(sentence, passage, shortened(sentence)))


def _chosen(events: list[DatedSentence]) -> list[DatedSentence]:
    """Each date once; of many, days before months and years, and the summary's before the rest."""
    once = {str(event.date): event for event in reversed(events)}
    kept = [event for event in events if once[str(event.date)] is event]
    return sorted(kept, key=lambda event: -len(str(event.date)))[:_MOST_EVENTS]


def _contrasts(article: Article) -> Iterator[Contrast]:
    actors = _actors(article)
    for passage in article.passages:
        before = ""
        for sentence in sentences(passage.text):
            if words.has("contrast", sentence) and not sentence.endswith("?"):
                named = _named(sentence, actors)
                named = named if len(named) > 1 else list(dict.fromkeys((*_named(before, actors), *named)))
                if len(named) > 1:
                    yield Contrast((named[0], named[1]), Candidate(sentence, passage, shortened(sentence)))
            before = sentence


def _actors(article: Article) -> dict[str, str]:
    """Names that stand in the middle of sentences three times or more, and whom they are names of. A capital and what a
    state is called in short stand for it, however seldom, where an article names the state too.
    """
    counts: Counter[str] = Counter()
    for passage in article.passages:
        counts.update(
            re.findall(
                r"(?<=[^\W\d_A-Z,;’] )(?!(?:I|The|A)\b)([A-ZА-ЯІЇЄҐÀ-Ý][^\W\d_]{2,}(?: [A-ZА-ЯІЇЄҐ][^\W\d_]+)?)",
                passage.text,
            )
        )
    actors = {
        name: name
        for name, count in counts.items()
        if count > 2 and name.casefold() not in words.months() and not _BELONGING.search(name)
    }
    for state, seats in words.lists("seats").items():
        if counts[state] and counts[state] + sum(counts[seat] for seat in seats) > 2:
            actors |= dict.fromkeys((state, *seats), state)
    return actors


def _named(text: str, actors: dict[str, str]) -> list[str]:
    """The actors that a text names, in its order."""
    placed = sorted(
        (place.start(), actor)
        for name, actor in actors.items()
        if (place := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    )
    return list(dict.fromkeys(actor for _, actor in placed))


def _of_one_pair(contrasts: list[Contrast]) -> list[Contrast]:
    """The contrasts of the pair that is contrasted most often: a table has one pair of columns."""
    pairs = Counter(tuple(sorted(contrast.between)) for contrast in contrasts)
    usual = max(pairs, key=lambda pair: pairs[pair], default=())
    return [contrast for contrast in contrasts if tuple(sorted(contrast.between)) == usual][:_MOST_ROWS]
