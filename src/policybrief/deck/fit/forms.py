"""How much the blocks of a slide say: all that the template gives them, or less where that is too much for one slide.

Judgments stand in full elsewhere in the deck; a slide that gathers them says less of each rather than fewer of them.
Recommendations, and lists that are to stay whole, keep their words: what is too much goes on on the next slide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from policybrief.text.blocks import Block, Evidence
from policybrief.text.items import Item, Items

Blocks = tuple[Block, ...]

_IN_FULL = 2
"""So many items have room for their text in full; others have its short form, as far as there is one."""
_WITH_TEXT, _BY_HEADLINE = 6, 8
"""So many judgments have a text below the headline, and so many stand on one slide by their headlines."""


def forms(blocks: Sequence[Block]) -> list[tuple[Blocks, ...]]:
    """The blocks from what says most to what says least; each time in the ways in which they may lie."""
    said = [list(_forms(block)) if isinstance(block, Items) else [block] for block in blocks]
    most = max((len(ways) for ways in said), default=1)
    every = [tuple(ways[min(number, len(ways) - 1)] for ways in said) for number in range(most)]
    return [_ways(form) for form in every]


def _ways(blocks: Blocks) -> tuple[Blocks, ...]:
    """Evidence may lie in halves in place of quarters; all else lies as it is."""
    halves = tuple(replace(block, kind="halves") if isinstance(block, Evidence) else block for block in blocks)
    return (blocks,) if halves == blocks else (blocks, halves)


def _forms(block: Items) -> Iterator[Items]:
    count, judged = len(block.items), block.kind == "judgments" and not block.whole
    if count <= _IN_FULL and any(item.short for item in block.items):
        yield block
    if not judged or count <= _WITH_TEXT or count > _BY_HEADLINE:
        yield _saying(block, _short)
    if block.kind == "avoid":
        yield _saying(block, _unexplained)
    if judged and count <= _WITH_TEXT:
        yield _saying(block, _one_thing)
    if judged and count <= _BY_HEADLINE:
        yield _saying(block, _headline)


def _saying(block: Items, form: Callable[[Item], Item]) -> Items:
    return replace(block, items=tuple(map(form, block.items)))


def _short(item: Item) -> Item:
    return replace(item, text=item.short, short=(), more=()) if item.short else item


def _one_thing(item: Item) -> Item:
    """What the item means for who reads it, or else its text."""
    return replace(_short(item), text=(), more=()) if item.note else _short(item)


def _unexplained(item: Item) -> Item:
    """Without its note: what stands below what to avoid is where that is said."""
    return replace(_short(item), note=())


def _headline(item: Item) -> Item:
    return replace(item, text=(), short=(), note=(), more=())
