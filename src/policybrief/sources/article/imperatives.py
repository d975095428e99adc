"""Orders: sentences that begin with the verb of what to do. Which sentence is one and says enough, which of them stand
together or beside what somebody should do, which beg for something, and which only turn readers to an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, pairwise

from policybrief.sources.article import counters, openings, words
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.snapshot import Passage


def is_order(sentence: str) -> bool:
    """Whether a sentence begins with the verb of what to do."""
    text = _THEN.sub("", openings.FURTHER.sub("", sentence)).lstrip(" ,:：")
    if pleads := _PLEASE.match(text):
        text = text[pleads.end() :]
        if _TO_READERS.match(text) or _OF_READERS.match(text):
            return False
    begins = words.pattern("imperative").match(text) or counters.COUNTED.match(sentence)
    if begins is None or sentence.endswith("?") or _OPENS_ONLY.match(text):
        return False
    is_compound = text[begins.end() :].startswith("-")  # "Demand-led"
    return not is_compound and not _STATES.match(text)


_THEN = re.compile(r"(?:and )?then\b,?", re.IGNORECASE)
_OPENS_ONLY = re.compile(r"(?:start|begin) (?:with|by|from) (?:the )?[\w’'-]+[.!]$", re.IGNORECASE)
"""A sentence after which the order follows: "Start with the list."."""
_STATES = re.compile(
    r"(?!ensur|make sure|verif|confirm|guarantee|check|certif|see\b)[\w’'-]+ (?:(?!that\b|which\b|who\w*\b|where\b"
    r"|whether\b|how\b|what\w*\b|if\b|when\b|while\b|so\b|as\b|and\b|to\b|until\b|because\b|before\b|after\b"
    r"|since\b|you\b|we\b|they\b|it\b)[\w’'-]+ ){0,5}"
    r"(?:(?:is|are|was|were|has|have|can|could|will|would|may|might|did|does)\b"
    r"|(?:costs?|takes|lasts|helps|works|pays) (?:almost|nearly|about|around|some|little|less|more|nothing|much|only"
    r"|time|[€$£]?\d))",
    re.IGNORECASE,
)
"""A sentence whose first word is its subject's: "Audit findings are not resolved"."""


def is_long_order(sentence: str) -> bool:
    """Whether an order says enough to be one of what somebody should do."""
    return is_order(sentence) and len(sentence.split()) >= _ORDER_WORDS


def is_plea(sentence: str) -> bool:
    """Whether a sentence begs somebody who is not its reader: `Please sign the bill.`"""
    return bool(_PLEASE.match(sentence)) and is_order(sentence)


_PLEASE = re.compile(r"please,? ", re.IGNORECASE)
_OF_READERS = re.compile(
    r"(?:share|send|subscribe|join|donate|give|support|write|cite|submit|register|direct|refer|e?-?mail|keep"
    r"|use|quote)\b",
    re.IGNORECASE,
)
"""What authors and editors beg of those who read them."""


def ordered(told: Sequence[tuple[Passage, str]]) -> Iterator[Candidate]:
    """Sentences that begin with the verb of what to do, where two stand after one another in a paragraph."""
    for (passage, is_run), group in groupby(told, key=lambda each: (each[0], is_long_order(each[1]))):
        run = [sentence for _, sentence in group]
        if is_run and sum(not _TO_READERS.match(sentence) for sentence in run) >= _FEWEST_ORDERS:
            yield from (Candidate.of(sentence, passage) for sentence in run)


def beside(told: Sequence[tuple[Passage, str]], asking: AbstractSet[str]) -> set[str]:
    """Sentences that begin with the verb of what to do, next to one of their paragraph that asks somebody for it:
    "Pay for the evenings. Health boards should commission a line."; and those with which an answer that asks begins.
    """
    by_neighbour = {
        sentence
        for pair in pairwise(told)
        for (passage, sentence), (around, other) in (pair, pair[::-1])
        if passage is around and other in asking and is_long_order(sentence)
    }
    answers = [
        [sentence for _, sentence in group]
        for passage, group in groupby(told, key=lambda each: each[0])
        if passage.section.speaker
    ]
    begun = {said[0] for said in answers if is_order(said[0]) and any(each in asking for each in said)}
    return {sentence for sentence in by_neighbour | begun if not _TO_READERS.match(sentence)}


_ORDER_WORDS, _FEWEST_ORDERS = 4, 2
_TO_READERS = re.compile(
    r"(?:and |but |then )?(?:consider|take|look|think|imagine|note|see|compare|ask|remember|recall|let|suppose|picture"
    r"|listen|read|contact|visit|call|click|tell|do|don['’]t|notice|try)\b",
    re.IGNORECASE,
)
"""Verbs with which an author turns to readers: "Consider Estonia."."""


def shows(sentence: str) -> bool:
    """Whether an author only turns readers to something: "Look at Estonia."."""
    return bool(_SHOWS.match(sentence))


_SHOWS = re.compile(
    r"(?i:(?:and |but |then |just )?(?:look (?:at|to)|think (?:of|about|back)|imagine|note|notice|compare|remember"
    r"|recall|suppose|picture|listen to|see (?:also|for)|take the (?:case|example)))\b"
    r"|(?i:consider) (?:the (?:case|example)|[A-Z])"
)
