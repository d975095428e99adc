"""read: an entry of a list moved to another place of it in a YAML text, with its comments, and nothing else touched.

    moved(text, ("judgments",), 2, 0)

The characters of an entry move as they are: its quotes, folds and comments, and those in the lines above it. Blank
lines between entries stay where they are. As with `splice`, what comes of it is read again, and must be the old data in
the new order.
"""

from __future__ import annotations

from itertools import pairwise, takewhile

from policybrief.errors import BriefError, Problem
from policybrief.read import source, written
from policybrief.read.source import Source
from policybrief.read.spans import Span, spans
from policybrief.text.records import dataclass
from policybrief.text.value_path import Steps, ValuePath


def moved(text: str, path: Steps, start: int, to: int, file: str = "<text>") -> str:
    """The text with the entry at `start` of the list at `path` standing at `to`.

    Raises `BriefError` where there is no such list or entry, or where that can't be done by moving lines alone.
    """
    body = text.lstrip("\ufeff")
    read = source.parse(body, file)
    entries = read.at(path)
    if not isinstance(entries, list) or not (0 <= start < len(entries) and 0 <= to < len(entries)):
        raise BriefError([_refused(read, path, "has no such entry")])
    order = list(range(len(entries)))
    order.insert(to, order.pop(start))
    wanted = written.exact([entries[number] for number in order])
    there = spans(body)
    around = there.get(ValuePath(*path))
    if around is None or around.kind != "list":
        raise BriefError([_refused(read, path, "is written elsewhere, and stands here by an alias")])
    new = _in_order(body, around, [there[entry] for entry in around.entries], order)
    try:
        after = source.parse(new, file)
    except BriefError:
        after = None
    if after is None or written.exact(after.at(path)) != wanted or not _else_the_same(read, after, path):
        raise BriefError([_refused(read, path, "can't be put in another order")])
    return text[: len(text) - len(body)] + new


def _refused(read: Source, path: Steps, why: str) -> Problem:
    return read.problem(path, why, "change it by hand")


def _else_the_same(before: Source, after: Source, path: Steps) -> bool:
    """Whether all but the list at `path` is as it was."""
    return _without(before.data, path) == _without(after.data, path)


def _without(data: object, path: Steps) -> object:
    """What the data is, but for the value at a path."""
    if not path or not isinstance(data, dict | list):
        return ()
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    return tuple(
        (step, _without(value, path[1:]) if step == path[0] else written.exact(value)) for step, value in pairs
    )


@dataclass(frozen=True)
class _Piece:
    """An entry as it is written: blank lines above it, which stay, then its comments and its words, which move."""

    blank: tuple[str, ...]
    comments: tuple[str, ...]
    words: str


def _in_order(text: str, around: Span, entries: list[Span], order: list[int]) -> str:
    if around.flow:
        words = [text[entry.lead : entry.end] for entry in entries]
        gaps = [text[one.end : other.lead] for one, other in pairwise(entries)]
        mixed = "".join(words[number] + gap for number, gap in zip(order, [*gaps, ""], strict=True))
        return text[: entries[0].lead] + mixed + text[entries[-1].end :]
    ends = [_line_end(text, entry.end) for entry in entries]
    begin = _line_end(text, around.after)
    begins = [min(entries[0].lead, begin), *ends[:-1]]
    pieces = [_piece(text, *each) for each in zip(begins, entries, ends, strict=True)]
    newline = "\r\n" if "\r\n" in text else "\n"
    lines: list[str] = []
    for place, number in enumerate(order):
        lines += pieces[place].blank
        lines += pieces[number].comments
        lines.append(" " * around.column + pieces[number].words)
    mixed = newline.join(lines)
    return text[: begins[0]] + (mixed.lstrip(" ") if begin >= entries[0].lead else newline + mixed) + text[ends[-1] :]


def _piece(text: str, begin: int, entry: Span, end: int) -> _Piece:
    rows = [row.rstrip("\r") for row in text[begin : entry.lead].split("\n")[1:-1]]
    blank = list(takewhile(lambda row: not row.strip(), rows))
    return _Piece(tuple(blank), tuple(rows[len(blank) :]), text[entry.lead : end])


def _line_end(text: str, place: int) -> int:
    """Where the line of a character ends, before its end of line."""
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end
