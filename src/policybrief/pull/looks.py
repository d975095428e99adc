"""What was done to words that stayed: bold, italics, strike-through, links, and the numbers of sources."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import groupby

from policybrief.deck.shown import Paragraph, Stretch
from policybrief.pull import words

Change = tuple[str, str, str]
"""What was done, to which words, and how the brief says it."""


def changed(built: Paragraph, edited: Paragraph) -> Iterator[Change]:
    """How the looks of a paragraph differ."""
    if built.cites.replace(" ", "") != edited.cites.replace(" ", ""):
        yield "the numbers of sources were changed", built.cites or edited.cites, "they follow [@source] in the YAML"
    before, after = _characters(built), _characters(edited)
    for word, marks in (("bold", "**"), ("italic", "*")):
        yield from _look(before, after, word, marks)
    struck = "".join(char for char, stretch in after if stretch.strike).strip()
    if struck:
        yield "words are struck through", struck, "delete them, here or in the YAML"
    links = [{stretch.link for _, stretch in side if stretch.link} for side in (before, after)]
    for link in sorted(links[0] - links[1]):
        yield "a link is gone", link, "change it in the YAML"
    for link in sorted(links[1] - links[0]):
        yield "a link is new", link, "in the YAML it is [words](address)"


def _characters(paragraph: Paragraph) -> list[tuple[str, Stretch]]:
    return [(char, stretch) for stretch in paragraph.words for char in words.cleaned(stretch.text)]


def _look(
    before: list[tuple[str, Stretch]], after: list[tuple[str, Stretch]], word: str, marks: str
) -> Iterator[Change]:
    """Words that are bold, or italic, and were not; or no longer are. New words are held against those before them."""
    old, new = (words.folded("".join(char for char, _ in side)) for side in (before, after))
    known: dict[int, bool] = {}
    if old == new:
        known = {place: bool(getattr(stretch, word)) for place, (_, stretch) in enumerate(before)}
    else:
        for start, other, length in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            known |= {other + step: bool(getattr(before[start + step][1], word)) for step in range(length)}
    was = known[min(known)] if known else bool(before and getattr(before[0][1], word))
    found: list[tuple[str, bool | None]] = []
    for place, (char, stretch) in enumerate(after):
        was = known.get(place, was)
        now = getattr(stretch, word)
        found.append((char, now if now is not None and now != was and not char.isspace() else None))
    for state, group in groupby(_closed(found), key=lambda each: each[1]):
        if state is None:
            continue
        text = "".join(char for char, _ in group).strip()
        message = f"words were set in {word}" if state else f"words are no longer {word}"
        yield message, text, f"in the YAML: {marks}{text}{marks}" if state else f"take out {marks} in the YAML"


def _closed(found: list[tuple[str, bool | None]]) -> Iterator[tuple[str, bool | None]]:
    """A space between two words of one look has it too."""
    for place, (char, state) in enumerate(found):
        around = {found[side][1] for side in (place - 1, place + 1) if 0 <= side < len(found)}
        yield char, (next(iter(around)) if char.isspace() and len(around) == 1 else state)
