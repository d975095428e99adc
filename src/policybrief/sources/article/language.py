"""Which of the locales an article is written in, by its own words: by its script, and by the commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from policybrief.locale import locale
from policybrief.sources.article import words

_MOST_LETTERS = 60_000
_LEAST_PART, _LEAST_LEAD = 0.04, 1.3
"""Of a text's words, the part that are common ones of its language; how many times as often as another language's."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN, _NOT_UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE), re.compile(r"[ыэъёўјљњћђџѓќ]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def detected(texts: Iterable[str], stated: str = "") -> str:
    """The locale: `en-US`, `en-GB`, `fr`, `uk` or `zh`; "" for a text in another language, or too short to tell.

    What a page has `stated` decides between the two of English, where its words spell nothing that differs.
    """
    text = " ".join(texts)[:_MOST_LETTERS]
    letters = sum(map(str.isalpha, text)) or 1
    if len(_HAN.findall(text)) > 0.4 * letters:
        return "" if len(_KANA.findall(text)) > 0.05 * letters else "zh"
    if len(_CYRILLIC.findall(text)) > 0.5 * letters:
        return "uk" if len(_UKRAINIAN.findall(text)) > 3 * len(_NOT_UKRAINIAN.findall(text)) else ""
    counts = Counter(word.casefold() for word in _WORD.findall(text))
    language = _latin(counts)
    return _english(counts, stated) if language == "en" else language if language == "fr" else ""


def _latin(counts: Counter[str]) -> str:
    """The language whose commonest words a text has most; "" where that is not sure."""
    whole = sum(counts.values()) or 1
    scores = sorted(
        ((sum(counts[word] for word in common), language) for language, common in words.lists("common").items()),
        reverse=True,
    )
    (first, language), (second, _) = scores[:2]
    return language if first > _LEAST_PART * whole and first > _LEAST_LEAD * second else ""


def _english(counts: Counter[str], stated: str) -> str:
    """British or American, by what a text spells; where it spells nothing that differs, what it states."""
    british, american = (
        sum(count for word, count in counts.items() if words.pattern(name).fullmatch(word))
        for name in ("british", "american")
    )
    if british == american == 0:
        return "en-GB" if stated.casefold() == "en-gb" else locale.DEFAULT
    return "en-GB" if british > american else locale.DEFAULT
