"""Recommendations in the sections that are named so: their entries, the headings below them, their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from policybrief.sources.article import counters, demands, entries, imperatives, leads, openings, urging, words
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.snapshot import Passage
from policybrief.sources.article.structure import Article, Heading


def by_heading(article: Article) -> list[tuple[Heading, list[Passage]]]:
    return [(heading, article.by_section.get(heading.section, [])) for heading in article.headings]


def _names_them(heading: Heading) -> bool:
    title = heading.section.title
    return (
        bool(title)
        and words.is_one("recommendations", title)
        and not words.is_one("no_recommendations", title)
        and not words.is_one("informs", title)
        and not heading.section.speaker
    )


def find(article: Article) -> Iterator[Candidate]:
    """Those in sections that are named so, and in the sections below these."""
    parts = by_heading(article)
    titles = [heading.section.title for heading, _ in parts if heading.section.title]
    if len(titles) >= _FEW and sum(title.endswith("?") for title in titles) > len(titles) * 2 / 3:
        return  # each answers its question, and any may ask for something
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
        orders = sum(imperatives.is_order(unnumbered(each.words)) or urging.urges(each.words) for each, _ in below)
        if below and orders >= max(1, len(below) / 2) and not _have_orders(below):
            yield from of_headings(below)
        else:
            is_mixed = words.is_one("conclusions", heading.section.title)
            is_certain = words.is_one("certain", heading.section.title)
            by_addressee = len([each for _, each in below if entries.outer(each)]) > 1
            for _, each in ((heading, inside), *below):
                if by_addressee and len(each) == len(entries.outer(each)) == 1:
                    yield Candidate.of(each[0].text, each[0])
                elif is_certain or entries.may_ask(each):
                    yield from (is_mixed and entries.among_conclusions(each)) or _of_passages(each)


def below_leads(article: Article) -> Iterator[Candidate]:
    """Those in paragraphs whose bold beginning is such a heading: "**What should be done?** Donors should …"."""
    for passage in article.passages:
        lead = passage.text[: passage.lead]
        if lead.endswith(("?", ".", ":", "？", "：")) and words.is_one("recommendations", lead):
            told = urging.stated(passage.text[passage.lead :].lstrip(" ?:："))
            yield from (
                Candidate.of(said, passage) for said in told if urging.urges(said) and not demands.is_told(said)
            )


def _have_orders(parts: Sequence[tuple[Heading, list[Passage]]]) -> bool:
    """Whether lists below headings are of what to do, so that the headings only part them."""
    listed = [passage for _, inside in parts for passage in entries.outer(inside)]
    orders = [passage for passage in listed if urging.urges(passage.text)]
    return len(listed) >= len(parts) and len(orders) > len(listed) * 2 / 3


def _heads_one(heading: Heading, inside: Sequence[Passage], below: Sequence[object]) -> bool:
    """Whether a heading of the same rank is a recommendation all the same: an order, where the section has none"
    " else.
    """
    bare = not any(passage.kind == "bullet" for passage in inside) and len(inside) < 3
    return bare and (bool(below) or len(inside) < 3) and imperatives.is_order(unnumbered(heading.words))


def unnumbered(heading: str) -> str:
    return counters.ENTRY.sub("", words.unnumbered(heading))


def of_headings(parts: Sequence[tuple[Heading, list[Passage]]]) -> Iterator[Candidate]:
    """Headings, with the sentence below them that says what to do; that alone where a heading only names a thing."""
    for heading, inside in parts:
        if not inside:
            continue
        said, title = urging.sentence_of(inside[0].text), unnumbered(heading.words)
        names_only = not urging.urges(title) and any(demands.asked([(inside[0], said)]))
        yield Candidate.of(said, inside[0]) if names_only else Candidate(title, inside[0], said)


def _of_passages(passages: Sequence[Passage]) -> Iterator[Candidate]:
    outer = entries.outer(passages)
    if len(outer) > 1 or (outer and len(passages) < _FEW and urging.urges(outer[0].text)):
        listed = entries.announced(passages, outer)
        for passage in passages:
            urged = [sentence for sentence in urging.stated(passage.text) if _asks_too(passage, sentence)]
            urged = urged if passage.kind != "bullet" else []
            said = entries.parted(passage) if passage in listed else urged
            yield from (Candidate.of(each, passage) for each in said)
        return
    if led := leads.marked(passages) or leads.led(passages) or leads.addressed(passages):
        yield from led
        return
    yield from _of_prose(passages)


def _asks_too(passage: Passage, sentence: str) -> bool:
    """Whether a sentence beside a section's list asks for something itself."""
    should = words.has("institutions", sentence) and not demands.MUST.search(sentence)
    return words.has("urges", sentence) or (should and any(demands.asked([(passage, sentence)])))


def _of_prose(passages: Sequence[Passage]) -> Iterator[Candidate]:
    """Sentences of a section without a list; where some are counted off, those from the first of these on."""
    alone = len(passages) == 1
    told = [
        (passage, sentence)
        for passage in passages
        for sentence in urging.stated(passage.text)
        if (urging.urges(sentence) or (demands.may_also(sentence) and urging.urges(urging.sentence_of(passage.text))))
        and not demands.is_told(sentence)
        and not words.has("disclaims", sentence)
    ]
    if (
        len(told) == 1 and demands.MUST.search(told[0][1]) and not words.has("urges", told[0][1])
    ):  # a fact, as it stands alone
        return
    if not told:
        yield from _would(passages)
        return
    counted_off = [at for at, (_, sentence) in enumerate(told) if openings.FURTHER.match(sentence)]
    told = told[counted_off[0] :] if len(counted_off) > 1 else told
    for passage, group in groupby(told, key=lambda each: each[0]):
        said = [sentence for _, sentence in group]
        asked = {candidate.words for candidate in demands.asked([(passage, each) for each in said], goes_on=True)}
        several = [each for each in said if each in asked or (len(asked) > 0 and imperatives.is_long_order(each))]
        for quote in said if alone else several if len(several) > 1 else said[:1]:
            yield Candidate.of(quote, passage)


def _would(passages: Sequence[Passage]) -> Iterator[Candidate]:
    """What a proposal would contain, where it is counted off and asked of nobody: "First, each side would …"."""
    counted_off = [
        Candidate.of(sentence, passage)
        for passage in passages
        for sentence in urging.stated(passage.text)
        if openings.FURTHER.match(sentence) and _WOULD.search(sentence)
    ]
    yield from counted_off if len(counted_off) >= _FEWEST_COUNTED else ()


_WOULD = re.compile(r"\b(?:would|could|serai(?:t|ent)|pourrai(?:t|ent)|würden?|könnten?)\b", re.IGNORECASE)
_FEW, _FEWEST_COUNTED = 4, 3
