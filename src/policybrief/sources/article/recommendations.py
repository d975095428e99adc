"""What an article says is to be done: by its numbers, by its sections, by its lists, and last by its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from policybrief.sources.article import entries, leads, marked, resolutions, urging, words
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.sentences import sentences
from policybrief.sources.article.snapshot import Passage
from policybrief.sources.article.structure import Article, Heading

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
_MOST_SCATTERED, _LONG = 8, 9_000


def stated_count(article: Article) -> int:
    """How many recommendations the article says that it makes; 0 where it does not say."""
    counts = [match["count"].casefold() for passage in article.passages for match in _COUNT.finditer(passage.text)]
    return max((_COUNTS.get(count) or int(count) for count in counts), default=0)


def find(article: Article) -> tuple[Candidate, ...]:
    """The recommendations, each once, in the article's order."""
    ways = (
        *(
            resolutions.find,
            marked.numbered,
            marked.tagged,
            marked.labelled,
            marked.counted,
            _by_section,
            marked.run_in,
        ),
        *(_by_lists, _by_orders, _by_heads, _by_series, _by_counts, _by_sentences),
    )
    found = (tuple(each for each in way(article) if _is_new(each.passage)) for way in ways)
    candidates = next(filter(None, found), ())
    return tuple({candidate.words.casefold(): _plain(candidate) for candidate in candidates}.values())


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
    said = urging.uncounted(urging.ENTRY.sub("", candidate.words))
    return Candidate.of(said, candidate.passage) if said and said in candidate.passage.text else candidate


def _by_heading(article: Article) -> list[tuple[Heading, list[Passage]]]:
    return [(heading, article.by_section.get(heading.section, [])) for heading in article.headings]


def _names_them(heading: Heading) -> bool:
    title = heading.section.title
    return (
        bool(title)
        and words.is_one("recommendations", title)
        and not words.is_one("no_recommendations", title)
        and not heading.section.speaker
    )


def _by_section(article: Article) -> Iterator[Candidate]:
    """Those in sections that are named so, and in the sections below these."""
    parts = _by_heading(article)
    at = 0
    while at < len(parts):
        heading, inside = parts[at]
        at += 1
        if not _names_them(heading):
            continue
        below: list[tuple[Heading, list[Passage]]] = []
        while at < len(parts) and (
            parts[at][0].level > heading.level
            or (parts[at][0].level == heading.level and _heads_one(parts[at][0], inside, below))
        ):
            below.append(parts[at])
            at += 1
        if below and sum(
            urging.is_order(_unnumbered(each.words)) or urging.urges(each.words) for each, _ in below
        ) >= max(1, len(below) / 2):
            yield from _of_headings(below)
        else:
            is_mixed = words.is_one("conclusions", heading.section.title)
            is_certain = words.is_one("certain", heading.section.title)
            for _, each in ((heading, inside), *below):
                if is_certain or entries.may_ask(each):
                    yield from (is_mixed and entries.among_conclusions(each)) or _of_passages(each)


def _heads_one(heading: Heading, inside: Sequence[Passage], below: Sequence[object]) -> bool:
    """Whether a heading of the same rank is a recommendation all the same: an order, where the section has none"
    " else.
    """
    bare = not any(passage.kind == "bullet" for passage in inside) and len(inside) < 3
    return bare and (bool(below) or len(inside) < 3) and urging.is_order(_unnumbered(heading.words))


def _unnumbered(heading: str) -> str:
    return urging.ENTRY.sub("", words.unnumbered(heading))


def _of_headings(parts: Sequence[tuple[Heading, list[Passage]]]) -> Iterator[Candidate]:
    """Headings, with the sentence below them that says what to do; that alone where a heading only names a thing."""
    for heading, inside in parts:
        if not inside:
            continue
        said, title = urging.sentence_of(inside[0].text), _unnumbered(heading.words)
        names_only = not urging.urges(title) and any(urging.asked([(inside[0], said)]))
        yield Candidate.of(said, inside[0]) if names_only else Candidate(title, inside[0], said)


def _of_passages(passages: Sequence[Passage]) -> Iterator[Candidate]:
    outer = entries.outer(passages)
    if len(outer) > 1 or (outer and len(passages) < 4):
        listed = entries.announced(passages, outer)
        for passage in passages:
            urged = [sentence for sentence in urging.stated(passage.text) if words.has("urges", sentence)]
            urged = urged if passage.kind != "bullet" else []
            yield from (Candidate.of(said, passage) for said in ([passage.text] if passage in listed else urged))
        return
    if led := leads.lettered(passages) or leads.led(passages):
        yield from led
        return
    yield from _of_prose(passages)


def _of_prose(passages: Sequence[Passage]) -> Iterator[Candidate]:
    """Sentences of a section without a list; where some are counted off, those from the first of these on."""
    alone = len(passages) == 1
    told = [
        (passage, sentence)
        for passage in passages
        for sentence in urging.stated(passage.text)
        if urging.urges(sentence) and not urging.is_told(sentence)
    ]
    if len(told) == 1 and _MUST.search(told[0][1]) and not words.has("urges", told[0][1]):  # a fact, as it stands alone
        return
    counted_off = [at for at, (_, sentence) in enumerate(told) if urging.FURTHER.match(sentence)]
    told = told[counted_off[0] :] if len(counted_off) > 1 else told
    for passage, group in groupby(told, key=lambda each: each[0]):
        said = [sentence for _, sentence in group]
        several = [candidate.words for candidate in urging.asked([(passage, each) for each in said], goes_on=True)]
        for quote in said if alone else several if len(several) > 1 else said[:1]:
            yield Candidate.of(quote, passage)


_MUST = re.compile(r"\b(?:must|ha(?:s|ve) to|needs? to)\b", re.IGNORECASE)


_FACT = re.compile(
    r"\b(?:must|needs? to) (?:be (?:able|part|in|on|at|of|\w+ enough)\b|have\b)|\bha(?:s|ve) to\b", re.IGNORECASE
)
"""What somebody is bound to, in a sentence that stands alone: no advice."""


def _by_lists(article: Article) -> Iterator[Candidate]:
    """The entries of lists that a sentence with "recommend" or "should" announces."""
    announced = False
    for passage in article.passages:
        if passage.kind == "bullet" or (announced and urging.COUNTER.match(passage.text)):
            if announced:
                yield Candidate.of(passage.text, passage)
            continue
        if announced and urging.is_order(first := sentences(passage.text)[0]):
            yield Candidate.of(first, passage)
            continue
        said = sentences(passage.text)[-1]
        announced = (
            said.endswith((":", "："))
            and words.has("lead_in", said)
            and (
                words.has("steps", said)
                or words.has("urges", said)
                or words.has("should", said)
                or "recommend" in said.casefold()
            )
        )


def _by_orders(article: Article) -> Iterator[Candidate]:
    """The entries of lists most of which begin with a verb: an article that is a list of what to do."""
    for inside in article.by_section.values():
        listed = entries.outer(inside)
        if _are_orders([sentences(entry.text)[0] for entry in listed]):
            yield from (Candidate.of(entry.text, entry) for entry in listed)


def _by_heads(article: Article) -> Iterator[Candidate]:
    """Paragraphs with bold beginnings, or sections of one rank, most of whose heads begin with a verb."""
    for inside in article.by_section.values():
        bold = [passage for passage in inside if 0 < passage.lead < len(passage.text)]
        heads = [passage.text[: passage.lead] for passage in bold]
        numbered = [head for head in heads if urging.uncounted(head) != head]
        if _are_orders(heads) or (numbered == heads and _are_orders(heads, least=1 / 2)):
            yield from leads.led(bold)
    headed = [(heading, inside) for heading, inside in _by_heading(article) if inside and heading.section.title]
    for _, group in groupby(headed, key=lambda part: part[0].level):
        parts = list(group)
        orders = [part for part in parts if urging.is_order(_unnumbered(part[0].words))]
        if len(orders) >= _FEWEST_ORDERS and len(orders) >= len(parts) / 2:
            yield from _of_headings(orders)


def _are_orders(heads: Sequence[str], least: float = 2 / 3) -> bool:
    """Whether there are several, and of them at least that part are orders."""
    orders = [head for head in heads if urging.is_order(urging.uncounted(head))]
    return len(heads) >= _FEWEST_ORDERS and len(orders) >= len(heads) * least


_FEWEST_ORDERS = 3


def _by_series(article: Article) -> Iterator[Candidate]:
    """Paragraphs that are counted off, most of which say what to do: "First, the port needs a dredger"."""
    for inside in article.by_section.values():
        counted_off = [passage for passage in inside if urging.FURTHER.match(passage.text)]
        asking = [passage for passage in counted_off if urging.urges(sentences(passage.text)[0])]
        if len(counted_off) >= _FEWEST_ORDERS and len(asking) > len(counted_off) / 2:
            yield from (Candidate.of(sentences(passage.text)[0], passage) for passage in counted_off)


def _by_counts(article: Article) -> Iterator[Candidate]:
    """Sentences that are counted off, and say what to do: "First, authorize …", "The second step is to …"."""
    for inside in article.by_section.values():
        counted_off = [
            Candidate.of(sentence, passage)
            for passage in inside
            for sentence in urging.stated(passage.text)
            if (urging.FURTHER.match(sentence) and urging.is_order(sentence)) or urging.COUNTED.match(sentence)
        ]
        if len(counted_off) > 1:
            yield from counted_off


def _by_sentences(article: Article) -> Iterator[Candidate]:
    """Sentences in which the authors urge something; in a short article also those in which somebody should act."""
    if any(_NONE.search(passage.text) for passage in article.passages):
        return
    told = [
        (passage, sentence)
        for passage in article.passages
        if not passage.section.speaker or not passage.section.title.casefold().count("question")
        for sentence in urging.stated(passage.text)
    ]
    if any(words.has("options", sentence) for _, sentence in told):  # what the law says "must" be is nothing asked for
        told = [each for each in told if not _MUST.search(each[1]) or words.has("urges", each[1])]
    urged = [Candidate.of(sentence, passage) for passage, sentence in told if words.has("urges", sentence)]
    asked = [candidate.words for candidate in urging.asked(told)]
    if not urged and all(map(_MUST.search, asked)):  # what must be is a fact, where nobody asks for anything
        told = [each for each in told if each[1] not in asked]
    told = [each for each in told if not _FACT.search(each[1]) or words.has("urges", each[1])]
    if article.is_interview or article.words > _LONG:
        yield from urged[:_MOST_SCATTERED]
        return
    rest = (*urging.asked(told), *urging.ordered(told))
    listed = [candidate for candidate in rest if urging.FURTHER.match(candidate.words)]
    rest = tuple(listed) if len(listed) > 1 else rest
    both = {candidate.words: candidate for candidate in (*urged, *rest)}
    order = [sentence for _, sentence in told]
    yield from sorted(both.values(), key=lambda candidate: order.index(candidate.words))[:_MOST_SCATTERED]
