"""The width of a slide shared among the columns of a table, by what each of them needs."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum


def shared(least: Sequence[float], ideal: Sequence[float], width: float) -> tuple[float, ...]:
    """The widths of columns that have together `width`: each its `least`, and of what is left as much as it is short of
    its `ideal`; where all have that, the rest goes to all but the first in equal parts.

    Where even the least is too much, all have less in the same measure: texts will break within words, which the next
    smaller type may mend.
    """
    needed = fsum(least)
    spare = width - needed
    if spare <= 0:
        return tuple(each * width / needed for each in least)
    wants = [max(wished - each, 0.0) for each, wished in zip(least, ideal, strict=True)]
    wanted = fsum(wants)
    if wanted > spare:
        return tuple(each + want * spare / wanted for each, want in zip(least, wants, strict=True))
    more = (spare - wanted) / max(1, len(least) - 1)
    return tuple(each + want + (more if at else 0.0) for at, (each, want) in enumerate(zip(least, wants, strict=True)))
