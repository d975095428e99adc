"""A change of a text as a reader sees it, by words: `No wedge [-will-]{+can+} work`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Literal

Mark = Literal["same", "removed", "added"]
Piece = tuple[str, Mark]

_WORD = re.compile(r"\s+|\d+(?:[.,]\d+)*|\w+|[^\w\s]")
_AROUND = 6
"""So many words before and after a change are shown; further away there is an ellipsis."""


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Both texts in pieces: what stays, what goes, what comes. A word that changes is changed whole."""
    wholly = " " not in old or " " not in new  # of a word, an id or a date no part says anything
    before, after = ([old], [new]) if wholly else (_WORD.findall(old), _WORD.findall(new))
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "".join(before[i1:i2]), "same"
            continue
        if "".join(before[i1:i2]):
            yield "".join(before[i1:i2]), "removed"
        if "".join(after[j1:j2]):
            yield "".join(after[j1:j2]), "added"


def shortened(parts: list[Piece]) -> Iterator[Piece]:
    """The pieces of a long text, with an ellipsis for what is far from any change."""
    for number, (text, mark) in enumerate(parts):
        words = text.split(" ")
        if mark != "same" or len(words) <= 2 * _AROUND:
            yield text, mark
            continue
        head = "" if number == 0 else " ".join(words[:_AROUND]) + " "
        tail = "" if number == len(parts) - 1 else " " + " ".join(words[-_AROUND:])
        yield f"{head}…{tail}", "same"


def marked(text: str, mark: Mark) -> str:
    """A piece in its marks, which say without colour what it is."""
    return {"same": text, "removed": f"[-{text}-]", "added": f"{{+{text}+}}"}[mark]
