"""Two texts that both come of a third, line by line: what only one of them changed, and where both did.

Nothing is lost by it: all stretches in their order are either text, whole, and the one that they come of.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from policybrief.text.records import dataclass

Kind = Literal["same", "mine", "theirs", "both", "conflict"]
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_Places = tuple[int, int, int]
"""A line in each of the three texts: the first, mine, theirs."""


@dataclass(frozen=True)
class ThreeWayStretch:
    """Lines of all three texts that stand in one place; the `base` may not be known."""

    base: str | None
    mine: str
    theirs: str

    @property
    def kind(self) -> Kind:
        """Who changed it: nobody, one, both alike, or both in different ways."""
        if self.mine == self.theirs:
            return "both" if self.base not in (None, self.mine) else "same"
        if self.mine == self.base:
            return "theirs"
        return "mine" if self.theirs == self.base else "conflict"


def stretches(base: str | None, mine: str, theirs: str) -> list[ThreeWayStretch]:
    """Both texts in stretches. Where nobody knows what they come of, whatever is unlike in them is a conflict."""
    if base is None:
        unlike = _unlike(_lines(mine), _lines(theirs))
        return [ThreeWayStretch(None, "".join(ours), "".join(others)) for ours, others in unlike]
    texts = _lines(base), _lines(mine), _lines(theirs)
    found: list[ThreeWayStretch] = []
    before: _Places = (0, 0, 0)
    for start, length in _common(*texts):
        found += _between(texts, before, start)
        end: _Places = (start[0] + length, start[1] + length, start[2] + length)
        found += _between(texts, start, end)
        before = end
    return found


def _lines(text: str) -> list[str]:
    return _LINE.findall(text)


def _between(texts: Sequence[list[str]], start: _Places, end: _Places) -> list[ThreeWayStretch]:
    parts = ["".join(lines[first:last]) for lines, first, last in zip(texts, start, end, strict=True)]
    return [ThreeWayStretch(*parts)] if any(parts) else []


def _common(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[_Places, int]]:
    """Where all three have the same lines, and how many; at last their ends."""
    blocks = [difflib.SequenceMatcher(None, base, other).get_matching_blocks() for other in (mine, theirs)]
    ours, others = 0, 0
    while ours < len(blocks[0]) and others < len(blocks[1]):
        one, other = blocks[0][ours], blocks[1][others]
        start, end = max(one.a, other.a), min(one.a + one.size, other.a + other.size)
        if start < end:
            yield (start, one.b + start - one.a, other.b + start - other.a), end - start
        if one.a + one.size < other.a + other.size:
            ours += 1
        else:
            others += 1
    yield (len(base), len(mine), len(theirs)), 0


def _unlike(mine: list[str], theirs: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    matcher = difflib.SequenceMatcher(None, mine, theirs)
    return ((mine[i1:i2], theirs[j1:j2]) for _, i1, i2, j1, j2 in matcher.get_opcodes())
