"""tailor: sentences of what an audience does not get that stand again in what it gets.

An entry that is kept from an audience is gone; what somebody wrote a second time, in the note on confidence or in that
audience's own file, is not. Only the same words are found: what says the same in others is for people to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from policybrief.brief import walk
from policybrief.brief.audience import Reader
from policybrief.brief.items import Item
from policybrief.brief.model import Brief
from policybrief.errors import Problem
from policybrief.read.source import Source, origin
from policybrief.tailor.tailor import Tailored, texts
from policybrief.text import inline
from policybrief.text.scripts import may_be_east_asian
from policybrief.text.value_path import ValuePath
from policybrief.validate.audience_files import sees

_FEWEST_WORDS, _FEWEST_IDEOGRAPHS = 5, 10
"""Fewer in a row may well be said of something else."""
_LONGEST = 60
"""So much of a sentence tells which it is."""
_ENDS = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])|\n+")
_NO_WORDS_OF_OURS = {"quote", "file", "url", "id"}
"""What a source says may be quoted twice; and what is no text."""


def warnings(tailored: Tailored, whole: Brief, reader: Reader, read: Source) -> Iterator[Problem]:
    """Each text of a tailored brief, or of the audience's file, that has a sentence of an entry of the `whole` brief
    which is kept from it; once for each entry.
    """
    secret = dict(_secret(whole, reader.name))
    if not secret:
        return
    said = [
        (path, _folded(text))
        for shown, at in ((tailored.brief, ValuePath()), (tailored.audience, ValuePath("audience")))
        for path, text in texts(shown, at)
        if not path.within("sources")
    ]
    whole_text = "\n".join(text for _, text in said)
    told = set()
    for sentence, hidden in secret.items():
        if sentence not in whole_text:
            continue
        for path, text in said:
            if sentence in text and (path, hidden) not in told:
                told.add((path, hidden))
                source, place = origin(path, tailored.moved) or (read, path)
                shown = sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…"
                message = f"has the words of {hidden}, which is kept from {reader.name!r}: “{shown}”"
                hint = "say less, or keep this from the audience too"
                yield source.problem(place, message, hint).graded("warning")


def _secret(whole: Brief, audience: str) -> Iterator[tuple[str, ValuePath]]:
    """The sentences of what is kept from an audience, as they are compared, with the entry that each is of."""
    for path, item in walk.values(whole):
        if not isinstance(item, Item) or sees(audience, item) or path.within("sources"):
            continue
        for at, text in walk.leaves(item, path):
            if isinstance(text, str) and at.key not in _NO_WORDS_OF_OURS:
                yield from ((sentence, path) for sentence in map(_folded, _ENDS.split(text)) if _tells(sentence))


def _tells(sentence: str) -> bool:
    if may_be_east_asian(sentence):
        return len(sentence) >= _FEWEST_IDEOGRAPHS
    return len(sentence.split()) >= _FEWEST_WORDS


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    """A text as it is compared: its words, without what marks them, in small letters, without its last stop."""
    plain = inline.words(text).translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"'})
    return " ".join(plain.casefold().split()).rstrip(".!?;。！？；")
