"""Paragraphs and lists as lines, of one size: those of a block, and those of a text that has several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from policybrief.deck.colors import MUTED, PRIMARY
from policybrief.deck.shapes import BULLET, INNER_BULLET, Line, Look
from policybrief.deck.typeset import indent, note_look
from policybrief.text.prose import Bullets, Paragraph, Prose
from policybrief.text.run import Text

_APART, _WITHIN = 0.5, 0.3
"""Before an entry of a list, and before what goes on a text, in type sizes."""


def paragraph_lines(block: Paragraph | Bullets, size: float) -> tuple[Line, ...]:
    """A paragraph or a list as lines of `size` points."""
    if isinstance(block, Bullets):
        return tuple(_entries(block, size))
    look = {
        "body": Look(size),
        "lead": Look(size, PRIMARY, bold=True),
        "muted": Look(size, MUTED),
        "note": note_look(size),
    }[block.role]
    return (Line(block.text, look),)


def prose_lines(text: Text, more: Prose, size: float) -> tuple[Line, ...]:
    """A text that may go on in further paragraphs and lists, as lines of `size` points."""
    first = (Line(text, Look(size)),) if text else ()
    rest = chain.from_iterable(paragraph_lines(block, size) for block in more)
    return (*first, *(replace(line, before=size * _WITHIN) for line in rest))


def _entries(block: Bullets, size: float) -> Iterator[Line]:
    """The entries of a list, each with the bullets below it, which stand in as far as its words do."""
    for place, item in enumerate(block.items):
        sign = f"{block.start + place}." if block.ordered else BULLET
        line = Line(item, Look(size), before=size * _APART, bullet=sign)
        yield line
        for inner in block.below(place):
            yield Line(inner, Look(size), before=size * _WITHIN, bullet=INNER_BULLET, inset=indent(line))
