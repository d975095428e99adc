"""What opens a sentence, joins it to others or stands aside in it, and says nothing of who should do what."""

from __future__ import annotations

import re

from policybrief.sources.article import words

FURTHER = re.compile(rf"^(?:and )?(?:{words.pattern('further').pattern})", re.IGNORECASE)
"""With what an entry of a list begins that is written as prose."""
_JOINS = re.compile(r"^(?:and|but|so|yet|et|mais|und|aber|y|pero),? (?=\w)", re.IGNORECASE)


def opened(before: str) -> str:
    """The words before "should" without what only opens their clause, as `Third,`, `And`, `To save the quay,`, or
    stands between commas behind who should: `Donors, for their part,`.
    """
    said = before.rsplit("; ", 1)[-1]
    first, joint, second = said.rpartition(", and ")
    if joint and not words.has("reported", _THAT.sub("", first)):  # "The power is theirs, and the city should"
        said = second
    said = _ASIDE.sub(" ", _JOINS.sub("", FURTHER.sub("", said).lstrip(" ,")))
    opening = _OPENS.match(said)
    return said[opening.end() :] if opening and not words.has("reported", _THAT.sub("", opening[0])) else said


_OPENS = re.compile(
    r"^(?:(?:in order |so as )?to (?!whom\b)|where |when |once |until |before |after |by |from |in |at |for |with "
    r"|given |during |within |under |over |beyond |besides |because of |instead of |rather than |if "
    r"|since |because |while |although |though |as (?:long|soon) as )[^,;:]{3,150}, ",
    re.IGNORECASE,
)
"""A purpose, a time, a place or a case before who should: `Where a shop has closed, the council`."""
_ASIDE = re.compile(
    r", (?:for (?:its|their|his|her) part|in turn|too|however|therefore|meanwhile|by contrast|instead), ", re.IGNORECASE
)
_THAT = re.compile(r"\b(?:that|whether|because|if)\b", re.IGNORECASE)


def without_asides(sentence: str) -> str:
    """A sentence without what stands between commas behind its subject, or joins it to others."""
    return _ASIDE.sub(" ", FURTHER.sub("", sentence).lstrip(" ,"))


def clause(sentence: str) -> str:
    """A sentence up to a second one in it that says what somebody else should do: `, and the crew should`."""
    places = [match.start() for match in words.pattern("should").finditer(sentence)]
    comma = sentence.rfind(",", places[0], places[1]) if len(places) > 1 else -1
    return sentence[:comma] if comma > 0 else sentence
