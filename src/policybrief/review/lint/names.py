"""lint: one thing, one spelling: of names, and of words in American and British English."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from policybrief.review.lint.draft import Draft, Finding
from policybrief.review.lint.prose import Prose, ProseSpan, Token
from policybrief.review.lint.rules import LintRule

_BRITISH = ("en-GB",)


def variants(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """Several spellings of one name: told at the first place of each but the one that stands most often."""
    lang = draft.own[0].lang if draft.own else ""
    for spellings in draft.words(lang).variants if rule.speaks(lang) else ():
        places = {each: list(_places(each, draft)) for each in spellings}
        used = sorted((each for each in spellings if places[each]), key=lambda each: -len(places[each]))
        for other in used[1:]:
            prose, span = places[other][0]
            count = len(places[used[0]])
            times = "once" if count == 1 else f"{count} times"
            yield Finding(prose, span, f'"{other}" here, and "{used[0]}" {times}')


def _places(name: str, draft: Draft) -> Iterator[tuple[Prose, ProseSpan]]:
    """Where a name stands, but for a gloss, "Kyiv (Kiev)", and for a name that begins with it: Peking University."""
    pattern, begins = _pattern(name), name.split(maxsplit=1)[0]
    for prose in (each for each in draft.texts if begins in each.plain):
        for match in pattern.finditer(prose.plain):
            span = ProseSpan(*match.span())
            behind = prose.follows(span)
            glossed = prose.plain[: span.start].rstrip().endswith(("(", "（"))
            longer = behind is not None and behind.word[0].isupper() and not prose.opens(behind.start)
            if not glossed and not (longer and name[0].isupper() and "." not in name and len(name) > _SHORTEST):
                yield prose, span


_SHORTEST = 3
"""Longer names than "US" may begin another's: "US Congress" is no name of its own here."""


@lru_cache(maxsize=512)
def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, name.split()))
    blankless = any("\u3400" <= char <= "\u9fff" for char in name)
    return re.compile(words if blankless else rf"(?<![\w.]){words}(?!\w|\.\w)")


def similar(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A name that stands once, and differs by a letter from one that stands more often; or by an accent."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[Prose, Token]] = {}
    distinct: frozenset[str] = frozenset()
    for prose in draft.texts:
        if not rule.speaks(prose.lang):
            continue
        distinct |= draft.words(prose.lang).of("distinct_names")
        for token in prose.tokens:
            if _a_name(token, prose):
                name = token.word.removesuffix("'s").removesuffix("s'")
                counts[name] += 1
                first.setdefault(name, (prose, token))
    rare = [name for name in counts if counts[name] == 1]
    for name in rare:
        near = next((other for other in counts if _alike(name, other, counts) and name not in distinct), "")
        if near and near not in distinct:
            prose, token = first[name]
            times = "once" if counts[near] == 1 else f"{counts[near]} times"
            yield Finding(prose, ProseSpan(token.start, token.end), f'"{name}" here, and "{near}" {times}')


def _a_name(token: Token, prose: Prose) -> bool:
    """Whether a word is surely a name: it has a capital where no sentence begins, and is long enough to compare."""
    capital = token.word[0].isupper() and not token.word.isupper()
    return capital and len(token.word) >= 6 and not prose.opens(token.start)


def _alike(name: str, other: str, counts: Mapping[str, int]) -> bool:
    if name == other or abs(len(name) - len(other)) > 1:
        return False
    if _plain(name) == _plain(other):
        return counts[other] > 1 or name > other
    if counts[other] < 2 or name[0] != other[0]:
        return False
    shorter, longer = sorted([_plain(name), _plain(other)], key=len)
    if len(longer) > len(shorter):  # a letter more inside; at the end it is another form of the name
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer) - 2))
    apart = [at for at, (letter, its) in enumerate(zip(shorter, longer, strict=True)) if letter != its]
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and shorter[apart[0]] == longer[apart[1]]
    return (len(apart) == 1 and apart[0] < len(longer) - 1) or (swapped and shorter[apart[1]] == longer[apart[0]])


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """A name without accents, in small letters."""
    return "".join(char for char in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(char))


# -- American and British


def spelling(draft: Draft, rule: LintRule) -> Iterator[Finding]:
    """A word as it is spelled on the other side of the Atlantic. What has a capital may be a name, and is left."""
    for prose in draft.of(rule):
        british = prose.lang in _BRITISH
        words = draft.words(prose.lang)
        meant = words.spelled(british=british)
        for span in words.find_phrases((*meant, *(f"{word}'s" for word in meant)), prose):
            said = prose.said(span)
            stem, owner = _possessive(said)
            right = meant[stem.lower()] + owner
            if said.islower() or (prose.opens(span.start) and said[1:].islower() and not _named(said, prose, span)):
                shown = right.capitalize() if said[0].isupper() else right
                lang = "British English" if british else "American English"
                said_of = {"meant": shown, "lang": lang}
                yield Finding(prose, span, said=said_of, right=shown if prose.is_plain(span) else None)


def _possessive(word: str) -> tuple[str, str]:
    """A word and the ending of its possessive: "harbour" and "’s"."""
    return (word[:-2], word[-2:]) if word[-2:] in ("'s", "’s") else (word, "")


_PARTIES = frozenset({"Labour", "Labor", "Defence", "Defense", "Centre", "Center", "Harbour", "Harbor"})
"""What begins names: of parties, ministries, institutes."""


def _named(said: str, prose: Prose, span: ProseSpan) -> bool:
    behind = prose.follows(span)
    return said in _PARTIES and (behind is None or behind.word[0].isupper() or said.startswith("Lab"))
