"""A change of a text as a reader sees it, by words: `No wedge [-will-]{+can+} work`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from policybrief.text.likeness import folded, is_wide, tokens

Mark = Literal["same", "removed", "added"]
RedlinePiece = tuple[str, Mark]

_AROUND = 6
"""So many words before and after a change are shown; further away there is an ellipsis."""
_ISLAND, _SHORE = 2, 3
"""At most so many words that stay, between changes of at least so many, are read as a part of the change: a clause
that was written anew is one deletion and one addition, and no rattle of words."""
_TELLING = re.compile(
    r"\d|^(?:not?|never|none|nor|cannot|\w+n[’']t|(?:un)?likely|(?:im)?probabl[ey]|"
    r"pas|ne|non|ni|aucune?|jamais|(?:im)?probables?|не|ні|ніколи|жоден|(?:мало)?ймовірн\w+|[不没未非无可])$",
    re.IGNORECASE,
)
"""Words on which a judgment turns: one that stays is always shown to stay."""


def pieces(old: str, new: str) -> Iterator[RedlinePiece]:
    """Both texts in pieces: what stays, what goes, what comes. A word, or a number, that changes is changed whole."""
    wholly = any(
        " " not in text and not is_wide(text) for text in (old, new)
    )  # of an id or a date no part says a thing
    before, after = ([old], [new]) if wholly else (tokens(old), tokens(new))
    for same, gone, come in _joined(list(_steps(before, after))):
        if same:
            yield same, "same"
        if gone:
            yield gone, "removed"
        if come:
            yield come, "added"


_Step = tuple[Sequence[str], Sequence[str], bool]
"""Words before, words after, and whether they are the same."""


def _steps(before: list[str], after: list[str]) -> Iterator[_Step]:
    matcher = difflib.SequenceMatcher(None, list(map(folded, before)), list(map(folded, after)), autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        yield before[i1:i2], after[j1:j2], tag == "equal"


def _joined(steps: Sequence[_Step]) -> Iterator[tuple[str, str, str]]:
    """What stays, or what goes and comes; with short islands in the change that is around them."""
    stays = [same and not _is_island(steps, number) for number, (_, _, same) in enumerate(steps)]
    for still, group in groupby(zip(steps, stays, strict=True), lambda pair: pair[1]):
        run = [step for step, _ in group]
        gone = "".join(word for before, _, _ in run for word in before)
        come = "".join(word for _, after, _ in run for word in after)
        yield (come, "", "") if still else ("", gone, come)


def _is_island(steps: Sequence[_Step], number: int) -> bool:
    words = _words(steps[number][1])
    if not 0 < number < len(steps) - 1 or len(words) > _ISLAND or any(map(_TELLING.search, words)):
        return False
    around = (steps[number - 1], steps[number + 1])
    return not words or all(max(len(_words(step[0])), len(_words(step[1]))) >= _SHORE for step in around)


def _words(pieces: Sequence[str]) -> list[str]:
    return [word for word in pieces if word[:1].isalnum()]


def shortened(parts: Sequence[RedlinePiece]) -> Iterator[RedlinePiece]:
    """The pieces of a long text, with an ellipsis for what is far from any change."""
    for number, (text, mark) in enumerate(parts):
        words = text.split(" ")
        if mark != "same" or len(words) <= 2 * _AROUND:
            yield text, mark
            continue
        head = "" if number == 0 else " ".join(words[:_AROUND]) + " "
        tail = "" if number == len(parts) - 1 else " " + " ".join(words[-_AROUND:])
        yield f"{head}…{tail}", "same"


def on_one_line(text: str) -> str:
    """A text of several paragraphs as one line of a terminal has it."""
    return re.sub(r"\s*\n\s*", " ", text.strip("\n"))


def marked(text: str, mark: Mark) -> str:
    """A piece in its marks, which say without colour what it is."""
    return {"same": text, "removed": f"[-{text}-]", "added": f"{{+{text}+}}"}[mark]


def line(old: str, new: str) -> str:
    """The change of a text as one line of plain text."""
    return "".join(marked(*piece) for piece in shortened(list(pieces(old, new))))
