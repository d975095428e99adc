"""Sentences that say what somebody needs: an institution, or each of its kind ("Every ministry needs a desk")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policybrief.sources.article import words
from policybrief.sources.article.snapshot import Passage

_NEEDS = re.compile(
    r"(?:and |but |so |first, |then )?(?P<each>(?:every|each) )?(?P<who>(?:[\w’'-]+ ){0,4}[\w’'-]+)"
    r" needs? (?:an?|more|better|new|fewer|its own|their own|some(?:body|one)|two|three|four|five|ten|[a-z]+ty|\d+)\b",
    re.IGNORECASE,
)
_ANY = re.compile(r"an? ", re.IGNORECASE)
"""Who is nobody in particular: "An authority needs a building"."""
NAMED_BY = re.compile(r"\b(?:who|which|that|there|what|how|if|when|says?|said)\b", re.IGNORECASE)
"""Words by which somebody is named in what is said of something else: "the report that the ministry …"."""


def asks(text: str) -> bool:
    """Whether an institution, or each of its kind, needs something."""
    match = _NEEDS.match(text)
    if match is None or NAMED_BY.search(match["who"]) or _ANY.match(match["who"]):
        return False
    return match["each"] is not None or words.has("institutions", match["who"])


def of_each(text: str) -> bool:
    """Whether each of a kind needs something."""
    match = _NEEDS.match(text)
    return match is not None and match["each"] is not None and asks(text)


def several(told: Sequence[tuple[Passage, str]]) -> set[str]:
    """The sentences of paragraphs that say several times what each of a kind needs."""
    by_passage: dict[Passage, list[str]] = {}
    for passage, text in told:
        if of_each(text):
            by_passage.setdefault(passage, []).append(text)
    return {text for each in by_passage.values() if len(each) > 1 for text in each}
