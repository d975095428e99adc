"""Recommendations in no section of their own: lists that a sentence announces, orders, and what is counted off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from policybrief.sources.article import (
    counters,
    demands,
    entries,
    imperatives,
    leads,
    marks,
    openings,
    sections,
    urging,
    words,
)
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.sentences import sentences
from policybrief.sources.article.structure import Article


def by_lists(article: Article) -> Iterator[Candidate]:
    """The entries of lists that a sentence with "recommend" or "should" announces."""
    announced, listed = False, None
    for at, passage in enumerate(article.passages):
        if passage.kind == "bullet" or (announced and counters.COUNTER.match(passage.text)):
            if announced:
                listed = passage.section
                yield Candidate.of(passage.text, passage)
            continue
        if announced and imperatives.is_order(first := sentences(passage.text)[0]):
            listed = passage.section
            yield Candidate.of(first, passage)
            continue
        if listed is passage.section:  # what the section goes on to ask for after its list
            told = [(passage, sentence) for sentence in urging.stated(passage.text)]
            asked = {candidate.words for candidate in demands.asked(told)}
            further = [said for _, said in told if said in asked or words.has("urges", said)]
            yield from (Candidate.of(said, passage) for said in further)
            listed = listed if further else None
        said = urging.pieces(passage.text)
        orders = _behind_announcement(said)
        yield from (Candidate.of(order, passage) for order in orders)
        following = article.passages[at + 1 : at + 2]
        goes_on = not said[-1].endswith((".", "!", "?", ":")) and any(each.kind == "bullet" for each in following)
        announced = bool(orders) or _announces(said[-1]) or (goes_on and _is_lead_in(said[-1]))


def _announces(sentence: str) -> bool:
    """Whether a sentence announces what somebody should do: by its colon, or since it says so ("do the following.")."""
    if len(sentence) > _LONGEST_LEAD:
        return False
    return (sentence.endswith((":", "：")) or words.has("announces", sentence)) and _is_lead_in(sentence)


_LONGEST_LEAD = 1_000


def _is_lead_in(sentence: str) -> bool:
    asks = any(words.has(name, sentence) for name in ("steps", "urges", "should")) or "recommend" in sentence.casefold()
    return words.has("lead_in", sentence) and asks


def _behind_announcement(said: Sequence[str]) -> list[str]:
    """The orders of a paragraph that a sentence in it announces: "You should do the following. Pay … Open …"."""
    at = next((at for at, sentence in enumerate(said) if _announces(sentence)), len(said))
    return list(takewhile(imperatives.is_order, said[at + 1 :]))


def by_orders(article: Article) -> Iterator[Candidate]:
    """The entries of lists most of which begin with a verb: an article that is a list of what to do."""
    for inside in article.by_section.values():
        listed = entries.outer(inside)
        if _are_orders([sentences(entry.text)[0] for entry in listed]):
            yield from (Candidate.of(entry.text, entry) for entry in listed)
        counted_off = marks.counted_off(inside)
        if _are_orders([sentences(each.words)[0] for each in counted_off]):
            yield from (Candidate.of(each.words, each.passage) for each in counted_off)


def by_heads(article: Article) -> Iterator[Candidate]:
    """Paragraphs with bold beginnings, or sections of one rank, most of whose heads begin with a verb."""
    for inside in article.by_section.values():
        bold = [passage for passage in inside if 0 < passage.lead < len(passage.text)]
        heads = [passage.text[: passage.lead] for passage in bold]
        numbered = [head for head in heads if counters.uncounted(head) != head]
        if _are_orders(heads) or (numbered == heads and _are_orders(heads, least=1 / 2)):
            yield from leads.led(bold)
    headed = [(heading, inside) for heading, inside in sections.by_heading(article) if inside and heading.section.title]
    for _, group in groupby(headed, key=lambda part: part[0].level):
        parts = list(group)
        orders = [part for part in parts if imperatives.is_order(sections.unnumbered(part[0].words))]
        if len(orders) >= _FEWEST_ORDERS and len(orders) >= len(parts) / 2:
            yield from sections.of_headings(orders)


def _are_orders(heads: Sequence[str], least: float = 2 / 3) -> bool:
    """Whether there are several, and of them at least that part are orders."""
    orders = [head for head in heads if imperatives.is_order(counters.uncounted(head))]
    return len(heads) >= _FEWEST_ORDERS and len(orders) >= len(heads) * least


_FEWEST_ORDERS = 3


def by_addressees(article: Article) -> Iterator[Candidate]:
    """What stands behind a bold beginning that names whom it asks: "**For the ministry.** Buy the parts. …"."""
    for inside in article.by_section.values():
        asked = [passage for passage in inside if leads.names_addressee(passage.text[: passage.lead])]
        told = [
            (passage, said) for passage in asked for said in urging.stated(passage.text[passage.lead :].lstrip(" .:"))
        ]
        asking = [
            Candidate.of(said, passage) for passage, said in told if urging.urges(said) and not demands.is_told(said)
        ]
        if len({candidate.passage for candidate in asking}) > len(asked) / 2 and len(asked) > 1:
            yield from asking


def by_series(article: Article) -> Iterator[Candidate]:
    """Paragraphs that are counted off, most of which say what to do: "First, the port needs a dredger"."""
    for inside in article.by_section.values():
        counted_off = [passage for passage in inside if counters.begins_entry(passage.text)]
        asking = [passage for passage in counted_off if urging.urges(sentences(passage.text)[0])]
        if len(counted_off) >= _FEWEST_ORDERS and len(asking) > len(counted_off) / 2:
            yield from (Candidate.of(sentences(passage.text)[0], passage) for passage in counted_off)


def by_counts(article: Article) -> Iterator[Candidate]:
    """Sentences that are counted off, and say what to do: "First, authorize …", "The second step is to …"."""
    for inside in article.by_section.values():
        counted_off = [
            Candidate.of(sentence, passage)
            for passage in inside
            for sentence in urging.stated(passage.text)
            if (openings.FURTHER.match(sentence) and imperatives.is_order(sentence)) or counters.COUNTED.match(sentence)
        ]
        if len(counted_off) > 1:
            yield from counted_off
