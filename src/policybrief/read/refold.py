"""read: new words in the lines that the old ones stood in, so that a word that changes is a line that changes.

YAML takes a single line break of a folded text for a space, and a blank line for the end of a paragraph. The breaks of
the old text stay where the words around them stay; only a line that grew too long gives words to the next.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

Paragraphs = Sequence[Sequence[str]]
"""The lines of each paragraph."""

_SPACE = re.compile(r"(?<=[^ ]) (?=[^ ])")
"""A space at which a line may end: YAML would make another of two."""


def paragraphs(lines: Iterable[str]) -> list[list[str]]:
    """Lines by paragraph: each blank line ends one."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if line:
            parts[-1].append(line)
        else:
            parts.append([])
    return parts


def text_of(parts: Paragraphs) -> str:
    """What YAML reads in folded lines."""
    return "\n".join(" ".join(lines) for lines in parts)


def refolded(old: Paragraphs, new: str, first: int, room: int) -> list[str]:
    """The lines for `new`, a blank one between paragraphs. `first` is the room of the first line, `room` of the others.

    Paragraphs that stay, and breaks between words that stay, are kept.
    """
    texts = new.split("\n")
    olds = [" ".join(lines) for lines in old]
    parts: list[list[str]] = []
    matcher = difflib.SequenceMatcher(None, olds, texts, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        pairs = i2 - i1 == j2 - j1
        for number, text in enumerate(texts[j1:j2]):
            before = old[i1 + number] if pairs else ()
            parts.append(_lines(before, text, room if parts else first, room))
    return [line for number, lines in enumerate(parts) for line in ([""] if number else []) + lines]


def filled(text: str, room: int) -> list[str]:
    """A text of one paragraph in lines that are as long as there is room."""
    return _lines((), text, room, room)


def _lines(old: Sequence[str], new: str, first: int, room: int) -> list[str]:
    if not new:
        return []
    lines: list[str] = []
    rest = list(_broken(old, new))
    while rest:
        line, limit = rest.pop(0), room if lines else first
        if len(line) > limit and (cut := _cut(line, limit)):
            over = line[cut + 1 :]
            line = line[:cut]
            rest[:1] = [f"{over} {rest[0]}"] if rest else [over]
        lines.append(line)
    return lines


def _cut(line: str, limit: int) -> int:
    """The last space at which the line is not too long, or the first of all; 0 where there is none."""
    places = [match.start() for match in _SPACE.finditer(line)]
    return next((place for place in reversed(places) if place <= limit), places[0] if places else 0)


def _broken(old: Sequence[str], new: str) -> Iterator[str]:
    """`new` with the breaks of the old lines, as far as the words around them are still there."""
    before = " ".join(old)
    old_words, new_words = _words(before), _words(new)
    old_starts = list(accumulate(map(len, old_words), initial=0))
    new_starts = list(accumulate(map(len, new_words), initial=0))
    breaks = list(accumulate((len(line) + 1 for line in old[:-1]), initial=-1))[1:]
    allowed = {match.start() for match in _SPACE.finditer(new)}
    start = 0
    for i, j, size in difflib.SequenceMatcher(None, old_words, new_words, autojunk=False).get_matching_blocks():
        for place in breaks:
            moved = place - old_starts[i] + new_starts[j]
            if old_starts[i] <= place < old_starts[i + size] and moved in allowed:
                yield new[start:moved]
                start = moved + 1
    yield new[start:]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\s|[^\w\s]", text)
