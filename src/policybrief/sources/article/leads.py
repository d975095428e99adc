"""Lists that are written as prose: paragraphs that begin with a letter, a number, "First" or a short heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policybrief.sources.article import urging
from policybrief.sources.article.blocks import counted
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.sentences import sentences
from policybrief.sources.article.snapshot import Passage


def lettered(passages: Sequence[Passage]) -> list[Candidate]:
    """Entries that are counted by a mere letter or number before their words, each a paragraph or all of them one:
    `a The Department should …; b publish …`. The section's other paragraphs are told where they say what to do.
    """
    counted_off = [(match["mark"], match.end(), passage) for passage in passages for match in _marks(passage.text)]
    by_letter = [each for each in counted_off if each[0].isalpha()]
    marked = by_letter if len(by_letter) >= _FEWEST_LED else counted_off
    marks = [mark for mark, _, _ in marked]
    first = marks[0] if marks else ""
    counts = [str(int(first) + at) if first.isdigit() else chr(ord(first) + at) for at in range(len(marks))]
    if len(marks) < _FEWEST_LED or marks != counts:
        return []
    entries = []
    for at, (_, start, passage) in enumerate(marked):
        end = marked[at + 1][1] if at + 1 < len(marked) and marked[at + 1][2] is passage else len(passage.text) + 1
        entries.append(Candidate.of(_JOINT.sub("", passage.text[start:end]), passage))
    told = {passage for _, _, passage in marked}
    rest = [passage for passage in passages if passage not in told and not passage.text.endswith(":")]
    asked = [Candidate.of(_BARE.sub("", each.text, count=1), each) for each in rest if urging.urges(each.text)]
    return sorted((*entries, *asked), key=lambda candidate: passages.index(candidate.passage))


def _marks(text: str) -> list[re.Match[str]]:
    """What counts the entries in a paragraph: at its beginning, and then behind each semicolon."""
    first = _BARE.match(text) or _SMALL.match(text)
    return [first, *(_INSIDE.finditer(text) if first["mark"] == "a" else ())] if first else []


_INSIDE = re.compile(r"(?<=;) (?:and |or )?(?P<mark>[b-h]) (?=[^\W\d_])")
_SMALL = re.compile(r"(?P<mark>[b-h]|a(?=.*;(?:$| (?:and|or)$| (?:and |or )?b ))) (?=[^\W\d_])")
"""A letter before a small one: `b publish`. "a" is a word, so that its entry must end where the next is counted."""
_JOINT = re.compile(r";(?: and| or)?(?: [b-h] ?)?$")
"""With what one entry of a sentence ends, and the next is counted."""
_BARE = re.compile(r"(?P<mark>[a-z]|\d{1,2})\s+(?=[^\W\d_a-zа-яіїєґ])")


def led(passages: Sequence[Passage]) -> list[Candidate]:
    """Paragraphs that begin as entries of a list do: with "First", or with a short sentence as their heading, half of
    which say what to do. With a heading, the sentence after it is told too.
    """
    counted_off = [passage for passage in passages if urging.FURTHER.match(passage.text)]
    if len(counted_off) > 1:
        above = passages[: passages.index(counted_off[0])] if _SECOND.match(counted_off[0].text) else ()
        first = [passage for passage in above if urging.urges(urging.sentence_of(passage.text))][-1:]
        return [_with_lead(passage) for passage in (*first, *counted_off)]
    bold = [
        passage
        for passage in passages
        if 0 < passage.lead < len(passage.text) and counted(passage.text[: passage.lead]) <= _BOLD_WORDS
    ]
    if len(bold) >= _FEWEST_LED:
        return [_with_lead(passage) for passage in bold]
    headed = [passage for passage in passages if _is_lead(passage.text)]
    orders = [passage for passage in headed if any(map(urging.urges, sentences(passage.text)))]
    if len(headed) < _FEWEST_LED or len(orders) < len(headed) / 2:
        return []
    return [_with_lead(passage) for passage in passages if passage in headed or urging.is_order(passage.text)]


def addressed(passages: Sequence[Passage]) -> list[Candidate]:
    """Paragraphs that name whom they ask before a colon: "For the EU: make each step pay"; none where one does."""
    named = [passage for passage in passages if _ADDRESSEE.match(passage.text)]
    return [Candidate.of(sentences(passage.text)[0], passage) for passage in named] if len(named) >= _FEWEST_LED else []


_ADDRESSEE = re.compile(r"(?:for|to|pour|à|für|an|для) (?:[^\s:]+ ){0,6}[^\s:]+ ?: \S", re.IGNORECASE)


def _with_lead(passage: Passage) -> Candidate:
    """A paragraph's short first sentence and the one after it; else the sentence that says what to do."""
    if not passage.lead and not _is_lead(passage.text):
        return Candidate.of(urging.sentence_of(passage.text), passage)
    lead, *behind = sentences(passage.text)
    text = behind[0] if behind else lead
    if len(lead) > passage.lead > 0 or not behind:  # the heading is the beginning of its sentence
        return Candidate.of(lead, passage)
    return Candidate.of(passage.text[: passage.text.index(text, len(lead)) + len(text)], passage)


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
