"""Lists that are written as prose: paragraphs that begin with a letter, a number, "First" or a short heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policybrief.sources.article import counters, demands, imperatives, marks, urging, words
from policybrief.sources.article.blocks import counted
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.sentences import sentences
from policybrief.sources.article.snapshot import Passage


def marked(passages: Sequence[Passage]) -> list[Candidate]:
    """The entries of a list that are counted in their paragraphs. The section's other paragraphs are told where they
    say what to do.
    """
    found = marks.counted_off(passages)
    entries = []
    for at, each in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        is_same = following is not None and following.passage is each.passage
        end = following.start if following and is_same else len(each.passage.text) + 1
        entries.append(Candidate.of(_JOINT.sub("", each.passage.text[each.start : end]), each.passage))
    told = {each.passage for each in found}
    rest = [passage for passage in passages if found and passage not in told and not passage.text.endswith(":")]
    asked = [Candidate.of(marks.unmarked(each.text), each) for each in rest if urging.urges(each.text)]
    rank = {passage: at for at, passage in enumerate(passages)}
    return sorted((*entries, *asked), key=lambda candidate: rank[candidate.passage])


_JOINT = re.compile(r";(?: and| or)?(?: [b-h] ?)?$")
"""With what one entry of a sentence ends, and the next is counted."""


def led(passages: Sequence[Passage]) -> list[Candidate]:
    """Paragraphs that begin as entries of a list do: with "First", or with a short sentence as their heading, half of
    which say what to do. With a heading, the sentence after it is told too.
    """
    counted_off = [passage for passage in passages if counters.begins_entry(passage.text)]
    if len(counted_off) > 1:
        first_at, until = passages.index(counted_off[0]), passages.index(counted_off[-1])
        above = passages[:first_at] if _SECOND.match(counted_off[0].text) else ()
        first = [passage for passage in above if urging.urges(urging.sentence_of(passage.text))][-1:]
        counts = set(counted_off)
        between = [  # "Also, …" among what is counted
            passage
            for passage in passages[first_at : until + 1]
            if passage in counts or urging.urges(sentences(passage.text)[0])
        ]
        return [each for passage in (*first, *between) for each in (with_lead(passage), *_further(passage))]
    bold = [
        passage
        for passage in passages
        if 0 < passage.lead < len(passage.text) and counted(passage.text[: passage.lead]) <= _BOLD_WORDS
    ]
    if len(bold) >= _FEWEST_LED:
        return [with_lead(passage) for passage in bold]
    headed = [passage for passage in passages if _is_lead(passage.text)]
    orders = [passage for passage in headed if any(map(urging.urges, sentences(passage.text)))]
    if len(headed) < _FEWEST_LED or len(orders) < len(headed) / 2:
        return []
    return [
        with_lead(passage)
        for passage in passages
        if passage in headed or imperatives.is_order(passage.text) or _asks(sentences(passage.text)[0])
    ]


def _asks(sentence: str) -> bool:
    return urging.urges(sentence) and not demands.is_told(sentence) and not sentence.endswith((":", "：", "?"))


def addressed(passages: Sequence[Passage]) -> list[Candidate]:
    """Paragraphs that name whom they ask before a colon: "For the EU: make each step pay"; none where one does."""
    named = [passage for passage in passages if _ADDRESSEE.match(passage.text)]
    return [Candidate.of(sentences(passage.text)[0], passage) for passage in named] if len(named) >= _FEWEST_LED else []


def names_addressee(lead: str) -> bool:
    """Whether a bold beginning only names who is asked: `For the ministry.`"""
    return bool(_ADDRESSED.fullmatch(lead))


_ADDRESSED = re.compile(r"(?:for|to|pour|à|für|an|для) (?:[^\s:.]+ ){0,6}[^\s:.]+ ?[:.]", re.IGNORECASE)
_ADDRESSEE = re.compile(r"(?:for|to|pour|à|für|an|для) (?:[^\s:]+ ){0,6}[^\s:]+ ?: \S", re.IGNORECASE)


def with_lead(passage: Passage) -> Candidate:
    """A paragraph's short first sentence and the one after it; else the sentence that says what to do."""
    if not passage.lead and not _is_lead(passage.text):
        return Candidate.of(urging.sentence_of(passage.text), passage)
    code = passage.text[: passage.lead]
    if code and not re.search(r"[^\W\d_]{3}", code):  # `2024/31`
        return Candidate.of(urging.sentence_of(passage.text[passage.lead :].strip(" .:–—-")), passage)
    lead, *behind = sentences(passage.text)
    text = behind[0] if behind else lead
    if len(lead) > passage.lead > 0 or not behind:  # the heading is the beginning of its sentence
        return Candidate.of(lead, passage)
    return Candidate.of(passage.text[: passage.text.index(text, len(lead)) + len(text)], passage)


def _further(passage: Passage) -> list[Candidate]:
    """What a paragraph asks somebody else for, behind the sentence that counts it: "The first step is to know. Banks
    should tell us."
    """
    said = urging.stated(passage.text)[1:]
    names_nobody = counters.COUNTED.match(passage.text)
    asked = {each.words for each in demands.asked([(passage, sentence) for sentence in said])} if names_nobody else ()
    return [Candidate.of(each, passage) for each in said if words.has("urges", each) or each in asked]


_SECOND = re.compile(r"second|deuxièmement|zweitens|по-друге|во-вторых|二是|第二|其次", re.IGNORECASE)
"""A count that begins with its second entry: the first one bears no number."""
_FEWEST_LED, _LEAD_WORDS, _BOLD_WORDS = 2, 9, 16


_STATES = re.compile(
    r"^(?:The |This |These |A |An )?[\w’'-]+ (?:[a-z]+[^s\W]s|is|are|was|were|has|have|had|will|can|may)\b"
)
"""A sentence that begins with its subject and its verb: no heading that says what to do."""


def _is_lead(text: str) -> bool:
    """Whether a paragraph begins with a short sentence that may be its heading."""
    said = sentences(text)
    short = len(said) > 1 and counted(said[0]) <= _LEAD_WORDS and said[0].endswith((".", "!", "。"))
    return short and (urging.urges(said[0]) or not _STATES.match(said[0]))
