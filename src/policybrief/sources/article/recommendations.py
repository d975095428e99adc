"""What an article says is to be done: by its numbers, by its sections, by its lists, and last by its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policybrief.sources.article import leads, resolutions, urging, words
from policybrief.sources.article.blocks import counted
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.sentences import sentences
from policybrief.sources.article.snapshot import Passage
from policybrief.sources.article.structure import Article, Heading

_LABEL = (
    r"(?:recommend(?:ation|ed action)|recommandation|préconisation|empfehlung"
    r"|recomendación|raccomandazione|recomendação|рекомендація"
    r"|рекомендация|aanbeveling|rekomendacja|建议)"
)
_LAST = re.compile(rf"\(\s*{_LABEL}\s*(?:n[o°º]\.?\s*)?#?(?P<number>\d{{1,3}})\s*\)\W*\d*$", re.IGNORECASE)
_FIRST = re.compile(
    rf"^{_LABEL}\s*(?:n[o°º]\.?\s*|№\s*)?#?(?P<number>\d{{1,3}}|[一二三四五六七八九十]+)\s*[.:：)–—-]\s*(?P<words>.*)$",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"^{_LABEL}\s*(?:n[o°º]\.?\s*|№\s*)?#?(?P<number>\d{{1,3}})[.:]?$", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:^|(?<=[.!?] )){_LABEL}s?\s*[:：]\s+(?P<words>\S.*)$", re.IGNORECASE)
_ORDINAL = re.compile(
    r"^(?P<number>first|second|third|fourth|fifth|sixth|seventh|eighth|premi[eè]re|deuxi[eè]me|troisi[eè]me"
    r"|quatri[eè]me|cinqui[eè]me|erste|zweite|dritte|vierte|fünfte|перша|друга|третя|четверта|п['’]ята|первая|вторая"
    rf"|третья|четв[её]ртая)\s+{_LABEL}\s*[.:：–—-]\s*(?P<words>.*)$",
    re.IGNORECASE,
)
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
    ways = (resolutions.find, _numbered, _labelled, _by_section, _by_lists, _by_orders, _by_counts, _by_sentences)
    candidates = next((each for way in ways if (each := tuple(way(article)))), ())
    return tuple({candidate.words.casefold(): _plain(candidate) for candidate in candidates}.values())


def _plain(candidate: Candidate) -> Candidate:
    """A candidate without what counts it: `4. The Department should`, `Proposal 2: Open the camps`."""
    said = _COUNTER.sub("", _ENTRY.sub("", candidate.words))
    return Candidate.of(said, candidate.passage) if said and said in candidate.passage.text else candidate


_COUNTER = re.compile(r"^(?:\d{1,2}\.\d{1,3}|\(?\d{1,3}[.)]|\([a-z]\)|[a-z][.)])\s+(?=\S)")


def _numbered(article: Article) -> Iterator[Candidate]:
    """Those that bear a number, each where it stands with the most words."""
    by_number: dict[str, Candidate] = {}
    for passage in article.passages:
        if last := _LAST.search(passage.text):
            _keep(by_number, last["number"], Candidate.of(urging.sentence_of(passage.text), passage))
        elif (first := _FIRST.match(passage.text) or _ORDINAL.match(passage.text)) and first["words"]:
            quote = sentences(first["words"])[0]
            _keep(by_number, first["number"], Candidate.of(quote, passage))
    for heading, inside in _by_heading(article):
        if (first := _FIRST.match(heading.words) or _ORDINAL.match(heading.words)) and inside:
            quote = urging.sentence_of(inside[0].text)
            _keep(by_number, first["number"], Candidate(first["words"].strip() or quote, inside[0], quote))
        elif (alone := _ALONE.match(heading.words)) and inside:
            _keep(by_number, alone["number"], Candidate.of(urging.sentence_of(_uncounted(inside[0])), inside[0]))
    if len(by_number) > 1 or any(_LAST.search(passage.text) for passage in article.passages):
        yield from sorted(by_number.values(), key=lambda candidate: article.passages.index(candidate.passage))


def _labelled(article: Article) -> Iterator[Candidate]:
    """What stands behind a label without a number: "Recommendation: The Department should …", at the conclusion."""
    labelled = [(match, passage) for passage in article.passages if (match := _BEHIND.search(passage.text))]
    if len(labelled) > 1:
        yield from (Candidate.of(sentences(match["words"])[0], passage) for match, passage in labelled)


def _keep(by_number: dict[str, Candidate], number: str, candidate: Candidate) -> None:
    if number not in by_number or len(candidate.words) > len(by_number[number].words):
        by_number[number] = candidate


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
            for _, each in ((heading, inside), *below):
                yield from _of_mixed(each) if is_mixed else _of_passages(each)


def _of_mixed(passages: Sequence[Passage]) -> Iterator[Candidate]:
    """Of a section that has conclusions among its recommendations, the entries that say what to do, where some do."""
    entries = [passage for passage in passages if passage.kind == "bullet" or _COUNTER.match(passage.text)]
    urging_ones = [passage for passage in entries if any(map(urging.urges, _said(passage)))]
    if len(entries) < _FEWEST_MIXED or not urging_ones or len(urging_ones) > len(entries) * 2 / 3:
        yield from _of_passages(passages)
        return
    for passage in urging_ones:
        yield Candidate.of(next(filter(urging.urges, _said(passage))), passage)


_FEWEST_MIXED = 2


def _said(passage: Passage) -> list[str]:
    """An entry's sentences, without what counts it."""
    return list(sentences(_uncounted(passage)))


def _uncounted(passage: Passage) -> str:
    return _COUNTER.sub("", passage.text)


def _heads_one(heading: Heading, inside: Sequence[Passage], below: Sequence[object]) -> bool:
    """Whether a heading of the same rank is a recommendation all the same: an order, where the section has none"
    " else.
    """
    bare = not any(passage.kind == "bullet" for passage in inside) and len(inside) < 3
    return bare and (bool(below) or len(inside) < 3) and urging.is_order(_unnumbered(heading.words))


def _unnumbered(heading: str) -> str:
    return _ENTRY.sub("", words.unnumbered(heading))


_ENTRY = re.compile(
    r"^(?:proposal|proposition|measure|mesure|action|priority|priorité|option|step|étape|vorschlag|maßnahme|schritt"
    r"|пропозиція|крок|захід|предложение|мера|шаг|建议|措施)\s*(?:n[o°º]\.?\s*)?(?:\d{1,2}|[一二三四五六七八九十])\s*[.:：)–—-]\s*",
    re.IGNORECASE,
)
"""What counts the entries of a section that says what to do, before their words."""


def _of_headings(parts: Sequence[tuple[Heading, list[Passage]]]) -> Iterator[Candidate]:
    for heading, inside in parts:
        if inside:
            yield Candidate(_unnumbered(heading.words), inside[0], urging.sentence_of(inside[0].text))


def _of_passages(passages: Sequence[Passage]) -> Iterator[Candidate]:
    entries = [passage for passage in passages if passage.kind == "bullet" and counted(passage.text) > 2]
    if len(entries) > 1 or (entries and len(passages) < 4):
        for passage in passages:
            urged = [sentence for sentence in urging.stated(passage.text) if words.has("urges", sentence)]
            urged = urged if passage.kind != "bullet" else []
            yield from (Candidate.of(said, passage) for said in ([passage.text] if passage in entries else urged))
        return
    if listed := leads.lettered(passages) or leads.led(passages):
        yield from listed
        return
    alone = len(passages) == 1
    for passage in passages:
        said = [
            sentence
            for sentence in urging.stated(passage.text)
            if urging.urges(sentence) and not urging.is_told(sentence)
        ]
        several = [
            candidate.words for candidate in urging.asked([(passage, sentence) for sentence in said], goes_on=True)
        ]
        for quote in said if alone else several if len(several) > 1 else said[:1]:
            yield Candidate.of(quote, passage)


_MUST = re.compile(r"\b(?:must|ha(?:s|ve) to)\b", re.IGNORECASE)


def _by_lists(article: Article) -> Iterator[Candidate]:
    """The entries of lists that a sentence with "recommend" or "should" announces."""
    announced = False
    for passage in article.passages:
        if passage.kind == "bullet" or (announced and _COUNTER.match(passage.text)):
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
        entries = [passage for passage in inside if passage.kind == "bullet"]
        orders = [passage for passage in entries if urging.is_order(sentences(passage.text)[0])]
        if len(entries) >= _FEWEST_ORDERS and len(orders) > len(entries) * 2 / 3:
            yield from (Candidate.of(entry.text, entry) for entry in entries)


_FEWEST_ORDERS = 3


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
    if article.is_interview or article.words > _LONG:
        yield from urged[:_MOST_SCATTERED]
        return
    rest = tuple(urging.asked(told))
    listed = [candidate for candidate in rest if urging.FURTHER.match(candidate.words)]
    rest = tuple(listed) if len(listed) > 1 else rest
    both = {candidate.words: candidate for candidate in (*urged, *rest)}
    order = [sentence for _, sentence in told]
    yield from sorted(both.values(), key=lambda candidate: order.index(candidate.words))[:_MOST_SCATTERED]
