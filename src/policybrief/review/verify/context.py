"""A quotation may be exact and say the opposite: what stands just outside of it, or under its ellipsis, turns it round.

"The notion that X is deeply flawed" holds X word for word. What can turn a quotation round are words of a language, and
so data: `words/LANG.yaml`, which says how its patterns are read. A language without such a file is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from policybrief.review.verify import fold, patterns
from policybrief.review.verify.indexed import Indexed
from policybrief.review.verify.patterns import Language, RulePatterns
from policybrief.review.verify.quotes import Hit

_FRAGMENT = 3
"""So few words are no statement: they are what somebody calls a thing, and the author's sentence goes round them."""
_SHOWN = 60
_BACK = 45
"""Characters before a match in which words may stand that make it harmless."""


class Turned(NamedTuple):
    """What turns a quotation round: the rule, the source's words for it, and whether a machine can be sure."""

    rule: str
    words: str
    sure: bool = True


class _Around(NamedTuple):
    """What stands round a quotation: its sentence before and after it, the next one, the whole, and its omissions."""

    before: str
    after: str
    next: str
    sentence: str
    quote: str
    gaps: tuple[str, ...]


def _match(entry: RulePatterns, around: _Around) -> str | None:
    """The words that an entry finds; None where it finds none."""
    if entry.places[0][0] in ("gap", "opening"):
        gaps = (_matched(entry, {"gap": gap, "opening": gap}) for gap in around.gaps)
        return next((words for words in gaps if words is not None), None)
    return _matched(entry, around._asdict())


def _matched(entry: RulePatterns, texts: Mapping[str, Any]) -> str | None:
    for place, pattern in entry.places:
        if not (texts[place].strip() and pattern.may_match(texts[place])):
            return None
    shown = ""
    for number, (place, pattern) in enumerate(entry.places):
        match = pattern.search(texts[place])
        if match is None:
            return None
        if number == 0 or place == "before":
            near = texts[place][max(0, match.start() - _BACK) : match.end()]
            if entry.unless.written and entry.unless.search(near):
                return None
        if place in ("before", "after", "gap", "opening", "next") and not shown:
            shown = match.group() or texts[place]
    return shown or str(texts["sentence"])


def turned(hit: Hit, source: Indexed, lang: str, *, attributed: bool = False) -> Iterator[Turned]:
    """What turns a quotation round, once for each rule; `attributed` where the brief names who said it."""
    around = _around(hit, source)
    words = sum(len(fold.words(source.folded[start:end])) for start, end in hit.pieces)
    fragment = words <= _FRAGMENT
    told: set[str] = set()
    known = patterns.language(lang.partition("-")[0])
    for entry in known.entries:
        if entry.rule in told or (fragment and not entry.fragments) or (attributed and not entry.attributed):
            continue
        matched = _match(entry, around)
        if matched is not None and not (entry.rule in _OF_OTHERS and _own(known, hit, source)):
            told.add(entry.rule)
            yield Turned(entry.rule, _shown(matched), sure=not fragment)


def _own(known: Language, hit: Hit, source: Indexed) -> bool:
    """Whether the quotation begins with the source's own verdict on something else."""
    return bool(known.own and known.own.written and known.own.compiled.match(source.lower, hit.start))


def _around(hit: Hit, source: Indexed) -> _Around:
    text = source.lower
    start, _ = source.sentence(hit.start)
    last, end = source.sentence(max(hit.end - 1, hit.start))
    _, limit = source.bounds(hit.end - 1)
    after = text[hit.end : end].rstrip()
    following = source.sentence(end) if end < limit else (end, end)
    return _Around(
        before=text[start : hit.start],
        after=after,
        next=text[slice(*following)].strip() if not after.strip("'.,;:!?)- ") else "",
        sentence=text[last if last > hit.start else start : end].strip(),
        quote=text[hit.start : hit.end],
        gaps=tuple(text[slice(*gap)].rstrip() for gap in hit.omissions),
    )


def _shown(words: str) -> str:
    words = words.strip()
    return words if len(words) <= _SHOWN else f"…{words[-_SHOWN:]}"


_OF_OTHERS = ("quote-reported", "quote-refuted")
"""What is not told of a quotation that has the source's own verdict in it."""
