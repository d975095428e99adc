"""Edits of a text by words: which ones lead from one to another, and what two people's come to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from policybrief.text.likeness import folded, tokens
from policybrief.text.records import dataclass

_UNSEEN = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
"""What comes along when text is pasted, and shows nothing: spaces without width, marks of direction, soft hyphens."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters from `start` up to `end` of a text become `text`."""

    start: int
    end: int
    text: str


def cleaned(text: str) -> str:
    """A text without the characters that nobody sees."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def edits(old: str, new: str) -> list[Edit]:
    """The edits by words that make `new` of `old`, in their order; a space that only holds words together is none."""
    before, after = tokens(old), tokens(new)
    starts = [0]
    for token in before:
        starts.append(starts[-1] + len(token))
    matcher = difflib.SequenceMatcher(None, list(map(folded, before)), list(map(folded, after)), autojunk=False)
    joined: list[Edit] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        edit = Edit(starts[i1], starts[i2], "".join(after[j1:j2]))
        if joined and edit.start - joined[-1].end <= 1 and not old[joined[-1].end : edit.start].strip():
            last = joined.pop()  # with but a space between them they are one
            edit = Edit(last.start, edit.end, last.text + old[last.end : edit.start] + edit.text)
        joined.append(edit)
    return joined


def number(text: str) -> int:
    """How many words a text has, and numbers."""
    return sum(any(map(str.isalnum, token)) for token in tokens(text))


def applied(text: str, changes: list[Edit]) -> str:
    """A text with edits made."""
    for edit in sorted(changes, key=lambda each: (each.start, each.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def merged(base: str, version: str, other: str) -> str | None:
    """A text with two people's edits of it; None where these touch."""
    if version == other:
        return version
    mine, theirs = edits(base, version), edits(base, other)
    if any(_touch(edit, against) for edit in mine for against in theirs if edit != against):
        return None
    return applied(base, list(dict.fromkeys((*mine, *theirs))))


def _touch(edit: Edit, other: Edit) -> bool:
    return edit.start <= other.end and other.start <= edit.end


def slid(text: str, edit: Edit) -> Iterator[Edit]:
    """The edit, and those that make the same text: "a |b |c" is got by one more "b " in two places."""
    yield edit
    if bool(edit.text) == (edit.start < edit.end):
        return
    for step in (1, -1):
        now = edit
        while (moved := _moved(text, now, step)) is not None:
            now = moved
            yield now


def _moved(text: str, edit: Edit, step: int) -> Edit | None:
    """An insertion or a deletion one character further on, or back, where that is the same."""
    start, end, new = edit.start, edit.end, edit.text
    if step > 0:
        if end >= len(text) or text[end] != (new[0] if new else text[start]):
            return None
        return Edit(start + 1, end + 1, new[1:] + new[0] if new else "")
    if not start or text[start - 1] != (new[-1] if new else text[end - 1]):
        return None
    return Edit(start - 1, end - 1, new[-1] + new[:-1] if new else "")
