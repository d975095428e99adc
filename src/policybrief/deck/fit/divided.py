"""A text of several paragraphs and lists that is too much for one slide, on several: none of them is torn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from policybrief.text.blocks import Evidence
from policybrief.text.items import Item
from policybrief.text.prose import Prose
from policybrief.text.run import Text


def of_evidence(block: Evidence) -> Iterator[list[Evidence]]:
    """The ways to divide what stands behind a judgment: what we judge before all else, in one part or in several."""
    behind = replace(block, judge=(), more=())
    alone = replace(block, pieces=(), rests=(), confidence=None, basis=(), likelihood=None)
    others = [behind] if behind.pieces or behind.rests or behind.confidence or behind.basis else []
    for parts in _parts(block.judge, block.more):
        said = [replace(alone, judge=text, more=more) for text, more in parts]
        if len(said) + len(others) > 1:
            yield [*said, *others]


def of_item(item: Item) -> Iterator[list[Item]]:
    """The ways to divide an entry: its headline stands above each part of its text."""
    yield from (
        [replace(item, text=text, more=more, short=()) for text, more in parts]
        for parts in _parts(item.text, item.more)
        if len(parts) > 1
    )


def _parts(text: Text, more: Prose) -> Iterator[list[tuple[Text, Prose]]]:
    """A text in one part, in two, and so on: a paragraph or a list is never divided."""
    first = 1 if text else 0
    pieces = first + len(more)
    for count in range(1, pieces + 1):
        bounds = [round(number * pieces / count) for number in range(count + 1)]
        yield [(() if start else text, more[max(0, start - first) : end - first]) for start, end in pairwise(bounds)]
