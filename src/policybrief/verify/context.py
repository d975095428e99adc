"""A quotation may be exact and say the opposite: what stands just outside of it, or under its ellipsis, turns it round.

"The notion that X is deeply flawed" holds X word for word. What can turn a quotation round are words of a language, and
so data: `words/LANG.yaml`, which says how its patterns are read. A language without such a file is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from policybrief.read import source
from policybrief.verify import fold
from policybrief.verify.indexed import Indexed
from policybrief.verify.quotes import Hit

_FOLDER = Path(__file__).parent / "words"
_FRAGMENT = 3
"""So few words are no statement: they are what somebody calls a thing, and the author's sentence goes round them."""
_SHOWN = 60
_BACK = 45
"""Characters before a match in which words may stand that make it harmless."""


@dataclass(frozen=True)
class Turned:
    """What turns a quotation round: the rule, the source's words for it, and whether a machine can be sure."""

    rule: str
    words: str
    sure: bool = True


@dataclass(frozen=True)
class _Around:
    """What stands round a quotation: its sentence before and after it, the next one, the whole, and its omissions."""

    before: str
    after: str
    next: str
    sentence: str
    quote: str
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class _Entry:
    """One entry of a language's file."""

    rule: str
    places: tuple[tuple[str, str], ...]
    unless: str
    fragments: bool
    attributed: bool

    def match(self, around: _Around) -> str | None:
        """The words that it finds; None where it finds none."""
        if self.places[0][0] in ("gap", "opening"):
            return next((words for gap in around.gaps if (words := self._matched({"gap": gap, "opening": gap}))), None)
        return self._matched(vars(around))

    def _matched(self, texts: dict[str, Any]) -> str | None:
        shown = ""
        for number, (place, pattern) in enumerate(self.places):
            found = _compiled(pattern).search(texts[place]) if texts[place].strip() else None
            if found is None:
                return None
            if number == 0 or place == "before":
                near = texts[place][max(0, found.start() - _BACK) : found.end()]
                if self.unless and _compiled(self.unless).search(near):
                    return None
            if place in ("before", "after", "gap", "opening", "next") and not shown:
                shown = found.group() or texts[place]
        return shown or str(texts["sentence"])


def turned(hit: Hit, source: Indexed, lang: str, *, attributed: bool = False) -> Iterator[Turned]:
    """What turns a quotation round, once for each rule; `attributed` where the brief names who said it."""
    around = _around(hit, source)
    words = sum(len(fold.words(source.folded[start:end])) for start, end in hit.pieces)
    fragment = words <= _FRAGMENT
    told: set[str] = set()
    known = _language(lang.partition("-")[0])
    own = bool(known.own and _compiled(known.own).match(source.lower, hit.start))
    for entry in known.entries:
        if (
            (own and entry.rule in _OF_OTHERS)
            or entry.rule in told
            or (fragment and not entry.fragments)
            or (attributed and not entry.attributed)
        ):
            continue
        if (matched := entry.match(around)) is not None:
            told.add(entry.rule)
            yield Turned(entry.rule, _shown(matched), sure=not fragment)


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


@dataclass(frozen=True)
class _Language:
    """What is known of a language; nothing, where there is no file of it."""

    entries: tuple[_Entry, ...] = ()
    own: str = ""


@lru_cache(maxsize=8)
def _language(lang: str) -> _Language:
    file = _FOLDER / f"{lang}.yaml"
    if not (lang.isalpha() and file.is_file()):
        return _Language()
    data = source.read(file).data
    words: dict[str, str] = {}
    for name, pattern in data.get("words", {}).items():
        words[name] = _filled(pattern, words)
    return _Language(tuple(_entry(one, words) for one in data["rules"]), _filled(data.get("own", ""), words))


def _entry(one: dict[str, Any], words: dict[str, str]) -> _Entry:
    places = tuple(
        (place, _filled(one[place], words))
        for place in ("before", "after", "gap", "opening", "next", "sentence", "quote")
        if place in one
    )
    return _Entry(
        one["rule"],
        places,
        _filled(one.get("unless", ""), words),
        one.get("fragments", False),
        one.get("attributed", True),
    )


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, once it is needed: to compile them all takes longer than to verify a brief."""
    return re.compile(pattern)


def _filled(pattern: str, words: dict[str, str]) -> str:
    """A pattern with the words that it names."""
    return re.sub(r"<(\w+)>", lambda match: words[match.group(1)], pattern)
