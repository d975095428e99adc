"""What an article says is to be done: by its numbers, by its sections, by its lists, and last by its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policybrief.sources.article import words
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
_FURTHER = re.compile(
    r"^(?:and )?(?:first|second|third|fourth|fifth|sixth|next|finally|lastly|premièrement|deuxièmement"
    r"|d['’]abord|ensuite|enfin|erstens|zweitens|drittens|по-перше|по-друге|по-третє|нарешті|第[一二三四五六])\w*\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:that|whether|if|because|argue[sd]?|sa(?:ys?|id)|believe[sd]?|critics|supporters|some (?:analysts"
    r"|observers|experts)|opponents|proponents|que|dass|що|что)\b",
    re.IGNORECASE,
)
_MOST_SCATTERED, _LONG = 8, 9_000


def stated_count(article: Article) -> int:
    """How many recommendations the article says that it makes; 0 where it does not say."""
    counts = [found["count"].casefold() for passage in article.passages for found in _COUNT.finditer(passage.text)]
    return max((_COUNTS.get(count) or int(count) for count in counts), default=0)


def find(article: Article) -> tuple[Candidate, ...]:
    """The recommendations, each once, in the article's order."""
    ways = (_numbered, _by_section, _by_lists, _by_sentences)
    found = next((each for way in ways if (each := tuple(way(article)))), ())
    return tuple({candidate.words.casefold(): candidate for candidate in found}.values())


def _numbered(article: Article) -> Iterator[Candidate]:
    """Those that bear a number, each where it stands with the most words."""
    found: dict[str, Candidate] = {}
    for passage in article.passages:
        if last := _LAST.search(passage.text):
            _keep(found, last["number"], Candidate.of(_urging(passage.text), passage))
        elif (first := _FIRST.match(passage.text)) and first["words"]:
            quote = sentences(first["words"])[0]
            _keep(found, first["number"], Candidate.of(quote, passage))
    for heading, inside in _by_heading(article):
        if (first := _FIRST.match(heading.words)) and inside:
            quote = _urging(inside[0].text)
            _keep(found, first["number"], Candidate(first["words"].strip() or quote, inside[0], quote))
    if len(found) > 1 or any(_LAST.search(passage.text) for passage in article.passages):
        yield from sorted(found.values(), key=lambda candidate: article.passages.index(candidate.passage))


def _keep(found: dict[str, Candidate], number: str, candidate: Candidate) -> None:
    if number not in found or len(candidate.words) > len(found[number].words):
        found[number] = candidate


def _urging(text: str) -> str:
    """The sentence of a paragraph that says what to do; its first where none does."""
    said = sentences(text)
    return next((one for one in said if not one.endswith((":", "：", "?")) and _urges(one)), said[0])


def _urges(sentence: str) -> bool:
    return words.has("should", sentence) or words.has("urges", sentence) or _is_order(sentence)


def _is_order(sentence: str) -> bool:
    text = _FURTHER.sub("", sentence).lstrip(" ,:：")
    return bool(words.pattern("imperative").match(text)) and not sentence.endswith("?")


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
        if below and sum(_is_order(_unnumbered(each.words)) or _urges(each.words) for each, _ in below) >= max(
            1, len(below) / 2
        ):
            yield from _of_headings(below)
        else:
            for _, each in ((heading, inside), *below):
                yield from _of_passages(each)


def _heads_one(heading: Heading, inside: Sequence[Passage], below: Sequence[object]) -> bool:
    """Whether a heading of the same rank is a recommendation all the same: an order, where the section has none"
    " else.
    """
    bare = not any(passage.kind == "bullet" for passage in inside) and len(inside) < 3
    return bare and (bool(below) or len(inside) < 3) and _is_order(_unnumbered(heading.words))


def _unnumbered(heading: str) -> str:
    return words.unnumbered(heading)


def _of_headings(parts: Sequence[tuple[Heading, list[Passage]]]) -> Iterator[Candidate]:
    for heading, inside in parts:
        if inside:
            yield Candidate(_unnumbered(heading.words), inside[0], _urging(inside[0].text))


def _of_passages(passages: Sequence[Passage]) -> Iterator[Candidate]:
    entries = [
        passage
        for passage in passages
        if passage.kind == "bullet" and len(passage.text.split()) + len(passage.text) // 12 > 2
    ]
    if len(entries) > 1 or (entries and len(passages) < 4):
        yield from (Candidate.of(entry.text, entry) for entry in entries)
        return
    for passage in passages:
        said = [one for one in sentences(passage.text) if not one.endswith((":", "：", "?"))]
        urging = [one for one in said if _urges(one) and not _is_told(one)]
        listed = [one for one in urging if _FURTHER.match(one)]
        for quote in listed if len(listed) > 1 else urging[:1]:
            yield Candidate.of(quote, passage)


def _by_lists(article: Article) -> Iterator[Candidate]:
    """The entries of lists that a sentence with "recommend" or "should" announces."""
    announced = False
    for passage in article.passages:
        if passage.kind == "bullet":
            if announced:
                yield Candidate.of(passage.text, passage)
            continue
        said = sentences(passage.text)[-1]
        announced = (
            said.endswith((":", "："))
            and words.has("lead_in", said)
            and (words.has("urges", said) or words.has("should", said) or "recommend" in said.casefold())
        )


def _by_sentences(article: Article) -> Iterator[Candidate]:
    """Sentences in which the authors urge something; in a short article also those in which somebody should act."""
    if any(_NONE.search(passage.text) for passage in article.passages):
        return
    told = [
        (passage, one)
        for passage in article.passages
        if not passage.section.speaker or not passage.section.title.casefold().count("question")
        for one in sentences(passage.text)
    ]
    urged = [
        Candidate.of(one, passage) for passage, one in told if words.has("urges", one) and not one.endswith(("?", ":"))
    ]
    if article.is_interview or article.words > _LONG:
        yield from urged[:_MOST_SCATTERED]
        return
    rest = (Candidate.of(one, passage) for passage, one in told if _asks(one))
    both = {candidate.words: candidate for candidate in (*urged, *rest)}
    order = [one for _, one in told]
    yield from sorted(both.values(), key=lambda candidate: order.index(candidate.words))[:_MOST_SCATTERED]


def _asks(sentence: str) -> bool:
    """Whether somebody who is named at the sentence's beginning should do something."""
    found = words.pattern("should").search(sentence)
    if not found or sentence.endswith("?"):
        return False
    before = _FURTHER.sub("", sentence[: found.start()]).strip(" ,")
    return (
        0 < len(before.split()) <= 9
        and (before[:1].isupper() or before != sentence[: found.start()].strip(" ,"))
        and not _is_told(sentence)
        and (before != sentence[: found.start()].strip(" ,") or not _PRONOUN.match(before))
    )


_PRONOUN = re.compile(r"(?:This|That|It|There|What|Why|How|They|I|You)\b")


def _is_told(sentence: str) -> bool:
    """Whether "should" stands in what others say."""
    found = words.pattern("should").search(sentence)
    if found is None or words.has("urges", sentence):
        return False
    return bool(_REPORTED.search(sentence[: found.start()]))
