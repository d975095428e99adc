"""How the entries of a list begin that is written as prose, and what counts them: "First", `3.`, `Measure 2:`."""

from __future__ import annotations

import re

from policybrief.sources.article import openings

COUNTED = re.compile(
    r"^(?:the )?(?:first|second|third|fourth|fifth|sixth|last|final)(?: [\w-]+)? (?:is|would be|should be|must be) to\b"
    r"|^the (?:first|second|third|next|last) (?:thing|step) (?:that )?[^,;]{2,50} (?:can|could|should|must) do"
    r" (?:is|would be)\b"
    r"|^(?:la|le) (?:premi[eè]re?|deuxi[eè]me|seconde?|troisi[eè]me|quatri[eè]me|cinqui[eè]me|derni[eè]re?)(?: [\w-]+)?"
    r" (?:est|serait|consiste(?:rait)?) (?:de|d['’]|à)"
    r"|^(?:der|die|das) (?:erste|zweite|dritte|vierte|fünfte|letzte)(?: \w+)? (?:ist|wäre|besteht darin),",
    re.IGNORECASE,
)
"""With what a sentence begins that is an entry of a list and says what to do: "The first step is to …"."""


def begins_entry(text: str) -> bool:
    """Whether a paragraph begins as an entry of a list that is written as prose."""
    return bool(openings.FURTHER.match(text) or COUNTED.match(text))


def begins_first(text: str) -> bool:
    """Whether a sentence is the first of those that are counted off."""
    return bool(_FIRST.match(text))


_FIRST = re.compile(
    r"(?:the )?(?:first\w*|one)\b|premi[eè]rement|d['’]abord|erstens|zunächst|primero|по-перше|во-первых", re.IGNORECASE
)


def uncounted(text: str) -> str:
    """A paragraph or an entry without what counts it."""
    return COUNTER.sub("", text)


COUNTER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,3})+\.?|\(?\d{1,3}[.)]|\d{1,2}[°º]|\([a-z]\)|[a-z][.)])\s+(?=\S)")
"""What counts a paragraph: `3.`, `2.1`, `1°`, `(b)`."""
ENTRY = re.compile(
    r"^(?:proposal|proposition|lesson|reform|ask|measure|mesure|action|priority|priorité|option|step|étape"
    r"|vorschlag|maßnahme|schritt|пропозиція|крок|захід|предложение|мера|шаг|建议|措施)"
    r"\s*(?:n[o°º]\.?\s*)?(?P<number>\d{1,2}|[一二三四五六七八九十])\s*[.:：)–—-]\s*",
    re.IGNORECASE,
)
"""What counts the entries of a section that says what to do, before their words."""
