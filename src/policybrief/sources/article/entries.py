"""The entries of lists in a section that says what to do: those inside of another one, and those among conclusions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policybrief.sources.article import counters, demands, urging, words
from policybrief.sources.article.blocks import counted
from policybrief.sources.article.candidate import Candidate
from policybrief.sources.article.sentences import sentences
from policybrief.sources.article.snapshot import Passage

_LEAST_WORDS, _HEAD_WORDS = 3, 6


def outer(passages: Sequence[Passage]) -> list[Passage]:
    """The entries of lists. One inside of another is what that says further, unless that only announces it."""
    kept: list[Passage] = []
    around: list[tuple[int, bool]] = []
    for at, passage in enumerate(passages):
        if passage.kind != "bullet":
            around = []
            continue
        while around and around[-1][0] >= passage.depth:
            around.pop()
        following = passages[at + 1] if at + 1 < len(passages) else None
        announces = _announces(passage, following)
        if all(announced for _, announced in around) and not announces and counted(passage.text) >= _LEAST_WORDS:
            kept.append(passage)
        around.append((passage.depth, announces))
    return kept


def _announces(passage: Passage, following: Passage | None) -> bool:
    """Whether an entry is only the head of those inside of it: "The Commission should:", "To donors"."""
    has_inner = following is not None and following.kind == "bullet" and following.depth > passage.depth
    is_head = counted(passage.text) <= _HEAD_WORDS and not urging.urges(passage.text)
    return passage.text.endswith((":", "：")) or (has_inner and is_head)


def parted(passage: Passage) -> list[str]:
    """An entry's text; in parts where one sentence asks one body for something, and a later one asks another."""
    text, starts = passage.text, [0]
    said = sentences(text)
    asked = {_asked(passage, said[0])}
    for sentence in said[1:] if asked != {""} else ():
        body = _asked(passage, sentence)
        if body and body not in asked:
            asked.add(body)
            starts.append(text.index(sentence, starts[-1]))
    return [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]


def _asked(passage: Passage, sentence: str) -> str:
    """The institution that a sentence names at its beginning and says should do something; else "" ."""
    match = words.pattern("should").search(sentence)
    before = sentence[: match.start()] if match else ""
    is_body = words.has("institutions", before) and any(demands.asked([(passage, sentence)]))
    return before.strip().casefold() if is_body else ""


def may_ask(passages: Sequence[Passage]) -> bool:
    """Whether some of a section's entries say what to do, or it has none: "Next steps" may tell of what is planned."""
    listed = outer(passages)
    asking = [passage for passage in listed if urging.urges(passage.text)]
    leads = [
        passage for passage in passages if passage.text.endswith((":", "：")) and words.has("lead_in", passage.text)
    ]
    return not listed or len(asking) >= len(listed) / 3 or bool(leads)


def announced(passages: Sequence[Passage], kept: Sequence[Passage]) -> list[Passage]:
    """Of these entries, those of the lists that a sentence announces which says what to do, where one does."""
    kept = [passage for passage in kept if not _NOTES.match(passage.text)] or kept  # of a paper for a cabinet
    kept = [passage for passage in kept if not _refuses(passage)]
    by_lead: dict[Passage | None, list[Passage]] = {}
    lead: Passage | None = None
    for passage in passages:
        if passage.kind != "bullet":
            lead = passage if passage.text.endswith((":", "：")) else None
        elif passage in kept:
            by_lead.setdefault(lead, []).append(passage)
    if any(each is not None and words.has("lead_in", each.text) for each in by_lead):
        told = [each for lead, each in by_lead.items() if lead is None or words.has("lead_in", lead.text)]
        return [passage for each in told for passage in each]
    resolving = [passage for passage in kept if words.pattern("resolves").match(passage.text)]
    return resolving if len(resolving) > len(kept) / 2 else list(kept)  # "calls on …", and "underlines …" among them


def _refuses(passage: Passage) -> bool:
    """Whether an entry tells what others ask for, and that its authors don't: "… We do not agree"."""
    said = sentences(passage.text)
    asks = any(urging.urges(each) and not demands.is_told(each) and not words.has("refuses", each) for each in said)
    return any(words.has("refuses", each) for each in said) and not asks


_NOTES = re.compile(r"(?:notes?|noted)\b (?:that|the)\b", re.IGNORECASE)


def among_conclusions(passages: Sequence[Passage]) -> list[Candidate]:
    """Of a section that has conclusions among its recommendations, the entries that say what to do, or that one of
    them announces; those whole where most are such, and nothing where none are.
    """
    kept = list(_asking(passages))
    whole = [passage for passage in passages if _is_entry(passage) and not passage.text.endswith((":", "："))]
    has_leads = any(passage.text.endswith((":", "：")) for passage in passages)
    if len(whole) < _FEWEST:
        return []
    if len(kept) > len(whole) * 2 / 3 and not has_leads:
        told = {each.passage for each in kept}
        return [Candidate.of(passage.text, passage) for passage in passages if passage in told]
    return kept


_FEWEST = 2


def _is_entry(passage: Passage) -> bool:
    return passage.kind == "bullet" or counters.uncounted(passage.text) != passage.text


def _asking(passages: Sequence[Passage]) -> Iterator[Candidate]:
    lead: Passage | None = None
    below: list[Passage] = []
    for passage in passages:
        if lead is not None and _is_below(passage, lead):
            below.append(passage)
            continue
        yield from _of_lead(lead, below)
        lead, below = (passage if passage.text.endswith((":", "：")) else None), []
        if lead is None and _is_entry(passage):
            said = urging.stated(counters.uncounted(passage.text))
            yield from (Candidate.of(each, passage) for each in [each for each in said if _asks(each)][:1])
    yield from _of_lead(lead, below)


def _asks(sentence: str) -> bool:
    return urging.urges(sentence) and not demands.is_told(sentence)


def _of_lead(lead: Passage | None, below: Sequence[Passage]) -> Iterator[Candidate]:
    """The entries that a sentence announces; if it only names somebody, all where most of them say what to do."""
    urging_ones = [passage for passage in below if urging.urges(counters.uncounted(passage.text))]
    whole = lead is not None and (words.has("lead_in", lead.text) or len(urging_ones) >= len(below) / 2)
    yield from (
        Candidate.of(counters.uncounted(passage.text), passage) for passage in (below if whole else urging_ones)
    )


def _is_below(passage: Passage, lead: Passage) -> bool:
    """Whether an entry belongs to the list that `lead` announces: deeper, or counted in another manner."""
    if passage.kind != "bullet" or passage.depth > lead.depth:
        return passage.kind == "bullet"
    return (
        passage.marker[-1:] != lead.marker[-1:]
        or passage.marker.strip("()")[:1].isdigit() != lead.marker.strip("()")[:1].isdigit()
    )
