"""lint: acronyms, which each document spells out where it first has them: it goes to its readers alone.

A brief that spells out WTO in one place may have a memo without that place. So an acronym that a brief never spells out
is told from its texts alone; of one that it does spell out, each document has to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from policybrief.review.lint.draft import Draft, Finding
from policybrief.review.lint.prose import Prose, ProseSpan
from policybrief.review.lint.rules import LintRule

_CAPITALS = "A-ZÀ-ÖØ-ÞА-ЯІЇЄҐ"
_CHARS = f"{_CAPITALS}a-zà-öø-ÿа-яіїєґ0-9"
_SHORT = rf"(?:[{_CAPITALS}]{{2,6}}|Do[DJSE]|Mo[UD])"
_ACRONYM = re.compile(
    rf"(?<![{_CHARS}.&])(?<!\d[-\u2010\u2011]){_SHORT}(?=s?(?![{_CHARS}&]))(?![-\u2010\u2011]\d|\.[{_CAPITALS}])"
)
"""Capitals that stand alone: no part of R&D, of U.S., of F-16."""
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_BEHIND_WORDS = re.compile(
    rf"(?P<before>[^()（）]*)[(（]\s*(?:the |la |le |les |l['’])?[\"“«]?(?P<name>{_SHORT})s?[\"”»]?\s*[,;)）]"
)
_BEFORE_WORDS = re.compile(rf"(?P<name>{_SHORT})s?\s*[(（](?P<words>[^()（）]+)[)）]")
_JOINED = re.compile(r"(?:,|,? (?:or|ou|або)|[:–—])(?: the| la| le)? ?$")
_OPENED = re.compile(r",? (?:or|ou|або|the|[–—]) |, ")
_NEAR = 90
"""Characters before an acronym, or behind it, within which its words stand."""


def undefined(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """Acronyms that the brief spells out nowhere, each at its first place."""
    texts = [prose for prose in draft.texts if rule.speaks(prose.lang)]
    told = {*_known(draft), *_spelled(texts)}
    for prose in texts:
        for name, span in _acronyms(prose.plain):
            if name not in told:
                told.add(name)
                yield Finding(prose, span, f"{name} is not spelled out")


def doubtful(draft: Draft, rule: LintRule) -> frozenset[str]:
    """Acronyms that the brief does spell out: perhaps not in each document, or not first."""
    return _spelled(prose for prose in draft.texts if rule.speaks(prose.lang)) - _known(draft)


def late(names: Collection[str], texts: Iterable[Prose]) -> Mapping[str, tuple[Prose, ProseSpan]]:
    """Of these acronyms, where a document has them before it spells them out, or without. `texts` are in its order."""
    left, early = set(names), dict[str, tuple[Prose, ProseSpan]]()
    for prose in texts:
        spelled = spelled_out(prose.plain) if left else {}
        for name, span in _acronyms(prose.plain) if left else ():
            if name in left:
                left.discard(name)
                if span.start < spelled.get(name, len(prose.plain)):
                    early[name] = (prose, span)
    return early


def _spelled(texts: Iterable[Prose]) -> frozenset[str]:
    return frozenset(name for prose in texts for name in spelled_out(prose.plain))


def _known(draft: Draft) -> frozenset[str]:
    """Those that need no words, and those that documents spell out by themselves."""
    languages = {"en", *(each.lang for each in draft.texts)}
    listed = (name for lang in languages for name in draft.words(lang).of("known_acronyms"))
    return frozenset((*listed, *draft.brief.acronyms))


def _acronyms(text: str) -> Iterator[tuple[str, ProseSpan]]:
    """The acronyms of a text, with their places. Of a text in capitals, and of Roman numbers, none."""
    letters = [char for char in text if char.lower() != char.upper()]
    if len(letters) > _SHORTEST and sum(char.isupper() for char in letters) > len(letters) * 0.7:
        return
    for match in _ACRONYM.finditer(text):
        if not _ROMAN.fullmatch(match.group()):
            yield match.group(), ProseSpan(*match.span())


_SHORTEST = 12
"""Letters of a text from which on capitals throughout are a way of writing."""


def spelled_out(text: str) -> Mapping[str, int]:
    """The acronyms that a text explains, and where: "World Trade Organization (WTO)", "WTO (World Trade Organization)",
    "the World Trade Organization, or WTO".
    """
    places: dict[str, int] = {}
    for match in _BEHIND_WORDS.finditer(text):
        if _has_words(match["before"]):
            places.setdefault(match["name"], match.start("name"))
    for match in _BEFORE_WORDS.finditer(text):
        if _begin_with(match["words"], match["name"]) or (match["name"].isascii() and not match["words"].isascii()):
            places.setdefault(match["name"], match.start())
    for name, span in _acronyms(text):
        before, behind = text[max(0, span.start - _NEAR) : span.start], text[span.end : span.end + _NEAR]
        joined = _JOINED.search(before) and _begin_with(before, name)
        if joined or (_OPENED.match(behind) and _begin_with(behind, name)):
            places.setdefault(name, span.start)
    return places


def _has_words(before: str) -> bool:
    """Whether what stands before a bracket can be an acronym's words: not an acronym or a number itself."""
    last = before.split()[-1:]
    return any(char.islower() or "\u3400" <= char <= "\u9fff" for word in last for char in word)


def _begin_with(words: str, acronym: str) -> bool:
    """Whether words next to each other begin with an acronym's letters; small words may stand between."""
    starts = [word[0] for word in re.findall(rf"[{_CHARS}]+", words)]
    capitals = [each for each in starts if each.isupper()]
    return any(acronym.upper() in "".join(each).upper() for each in (starts, capitals))
