"""Markdown that needs no parser: citations, and words in bold or italics between spaces.

Nearly all texts of a brief hold no other, and markdown-it-py, with its sixty modules, takes longer to load than a brief
takes to check. Whatever could be read in two ways is left to it: `pieces` gives None.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from policybrief.text import citekeys

_SIGNS = r"*_\[\]\\<&`~^\r\n\0"
"""What may be the sign of something else."""
_PIECE = re.compile(
    rf"(?P<words>[^{_SIGNS}]+)|\[(?P<cited>{citekeys.INSIDE})\]"
    rf"|(?<![^ ])(?P<stars>\*\*?)(?P<marked>[^\W_](?:[^{_SIGNS}]*[^\W_])?)(?P=stars)(?=$|[ .,;:?)])"
)


class InlinePiece(NamedTuple):
    """Words of one look, or the sources that are cited together."""

    words: str
    bold: bool = False
    italic: bool = False
    cited: tuple[citekeys.Cited, ...] = ()


@lru_cache(maxsize=1024)
def pieces(text: str) -> tuple[InlinePiece, ...] | None:
    """What `text` is made of; None where a parser has to say that."""
    made: list[InlinePiece] = []
    place = 0
    while place < len(text):
        match = _PIECE.match(text, place)
        if match is None:
            return None
        if stars := match["stars"]:
            made.append(InlinePiece(match["marked"], bold=len(stars) == 2, italic=len(stars) == 1))
        elif words := match["words"]:
            made.append(InlinePiece(words))
        else:
            made.append(InlinePiece("", cited=tuple(citekeys.cited(match["cited"]))))
        place = match.end()
    return tuple(made)
