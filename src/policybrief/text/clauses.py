"""A short text sentence by sentence, for a slide that gives each room: a clause alone would end in a semicolon.

No word is changed. Where it is not sure that a sentence ends, as after "Mr." or "U.S.", none does.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from policybrief.text.run import Run, Text

_ABBREVIATED = (
    "mr mrs ms dr prof gen gov sen rep st inc corp ltd co jr sr vs no nos p pp para paras art fig vol cf approx dept"
    " col lt sgt hon rev est al mme mlle env chap sect ст п пп рр тис млн млрд ім див проф ред гл"
)
_NO_END = frozenset(_ABBREVIATED.split())
_CLOSING = "”’»\"')\\]）」』】》"
_SENTENCE = re.compile(
    rf"(?<=[.!?…])[{_CLOSING}]*(?P<space>[ \u00a0]+)(?=[\"“«‘(\[]*[^\W_a-zа-яіїєґ])|(?<=[。！？])[{_CLOSING}]*"
)
_LAST_WORD = re.compile(r"[^\s(“«‘\"]*$")


def sentences(text: Text) -> tuple[Text, ...]:
    """The sentences of a text."""
    said = "".join("”" * len(run.text) if run.cite else run.text for run in text)  # a citation ends with its sentence
    edges = [0, *sentence_ends(said), len(said)]
    return tuple(part for start, end in pairwise(edges) if (part := _part(text, start, end)))


def lead(text: Text) -> tuple[Text, Text]:
    """The first sentence, and all that follows it."""
    first = sentences(text)[0]
    length = sum(len(run.text) for run in first)
    return first, _part(text, length, sum(len(run.text) for run in text))


def sentence_ends(said: str) -> list[int]:
    """Where sentences end that others follow."""
    ends = []
    for match in _SENTENCE.finditer(said):
        word = _LAST_WORD.search(said[: match.start()].rstrip(".!?…"))
        last = word.group() if word else ""
        sure = match["space"] is None or said[match.start() - 1] != "." or not abbreviated(last)
        if sure and match.end() < len(said):
            ends.append(match.end())
    return ends


def abbreviated(word: str) -> bool:
    """Whether a full stop after the word may belong to it: "U.S", "e.g", an initial, a known abbreviation."""
    return "." in word or (len(word) == 1 and word.isalpha()) or word.lower() in _NO_END


def _part(text: Text, start: int, end: int) -> Text:
    """What stands between two places, without spaces at its ends."""
    runs: list[Run] = []
    for run in text:
        if part := run.text[max(start, 0) : max(end, 0)]:
            runs.append(replace(run, text=part))
        start, end = start - len(run.text), end - len(run.text)
    if runs:
        runs[0] = runs[0].saying(runs[0].text.lstrip(" "))
        runs[-1] = runs[-1].saying(runs[-1].text.rstrip(" "))
    return tuple(run for run in runs if run.text)
