"""Where YAML reads a file otherwise than the eye does: comments that cut a text, quotation marks that stay open, and
blanks that look like spaces.

The parser either says nothing of these or blames a line far below; here each is found where it stands. Lines and
columns count from 0, as the parser's do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple


class FileSpot(NamedTuple):
    """A place in the file."""

    line: int
    column: int


_COMMENT = re.compile(r"[ \t]+(?=#\w)")
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")


def cut(lines: Sequence[str], start: FileSpot, end: FileSpot, style: str, indent: int | None) -> FileSpot | None:
    """Where a comment that looks like text ends a value: '#1 in the region', and not '# a comment'.

    `indent` is the column of the mapping or list around the value; None within brackets and braces.
    """
    if style in ("|", ">"):
        head = lines[start.line] if start.line < len(lines) else ""
        match = _BLOCK_HEAD.match(head, start.column)
        if match and (comment := _COMMENT.match(head, match.end())):
            return FileSpot(start.line, comment.end())
        return _next_line(lines, end.line, indent)
    line = lines[end.line] if end.line < len(lines) else ""
    if comment := _COMMENT.match(line, end.column):
        return FileSpot(end.line, comment.end())
    if indent is None or style or start == end or line[end.column :].strip():
        return None
    return _next_line(lines, end.line + 1, indent)


def _next_line(lines: Sequence[str], number: int, indent: int | None) -> FileSpot | None:
    """A comment in the line after a text, indented as the text would be."""
    line = lines[number] if number < len(lines) else ""
    comment = _COMMENT.match(line)
    return FileSpot(number, comment.end()) if comment and indent is not None and comment.end() > indent else None


def cut_in(line: str) -> int | None:
    """The column of a comment that looks like text, in a line that the parser did not understand."""
    unquoted = _QUOTED.sub(lambda match: "x" * len(match.group()), line)
    comment = re.search(rf"\S{_COMMENT.pattern}", unquoted)
    return comment.end() if comment else None


_OPENING = re.compile(r"(?:^ *(?:- +)*|[\[{,]|: |- ) *(?=['\"])")
_FOLLOWS = re.compile(r"\s*(?:$|[,:}\]]|\s#)")


def ends_within(lines: Sequence[str], first: int, last: int) -> FileSpot | None:
    """The mark that ends a quoted text before its author does, in lines that are no YAML: the apostrophe of 'It's'."""
    for number in range(max(first, 0), min(last, len(lines) - 1) + 1):
        line, at = lines[number], 0
        while opening := _OPENING.search(line, at):
            quoted = _QUOTED.match(line, opening.end())
            if quoted is None:
                break
            at = quoted.end()
            while quoted.group()[0] == "'" == line[at : at + 1] and (more := _QUOTED.match(line, at)):
                at = more.end()  # two of them are one that is meant
            if not _FOLLOWS.match(line, at):
                return FileSpot(number, at - 1)
    return None


_ENTRY = re.compile(r" *(?:- +)*")
_STRUCTURE = re.compile(r"( *)(?:- |[\w-]+:(?: |$))")


def stays_open(lines: Sequence[str], start: FileSpot, end: FileSpot) -> bool:
    """Whether a quoted value goes on over keys and entries: then its mark was never closed, and another's ended it.

    The further lines of a value are indented deeper than its key. libyaml lets them stand anywhere.
    """
    head = _ENTRY.match(lines[start.line])
    assert head is not None
    most = head.end() - (head.end() == start.column and "-" in head.group())
    further = (_STRUCTURE.match(line) for line in lines[start.line + 1 : end.line + 1])
    return any(match is not None and len(match.group(1)) <= most for match in further)


def structured(lines: Sequence[str], number: int) -> bool:
    """Whether a line is a key with its value, or an entry of a list."""
    return number < len(lines) and _STRUCTURE.match(lines[number]) is not None


_BLANK = "\t\u00a0\u00ad\u1680\u180e\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
"""What an editor shows as a space or not at all, and YAML does not take for one; a tab, it takes in some places."""
SPACES = "indent with spaces"

_LIKE_ENTRY = re.compile(rf"- |-$|[\w-]+[{_BLANK}]*:(?:[ {_BLANK}]|$)")
_INDENTED = re.compile(rf" *(?:- +)*([{_BLANK}])[ {_BLANK}]*")
_DASHED = re.compile(rf" *(?:- +)*-([{_BLANK}])")
_KEYED = re.compile(rf" *(?:- +)*[\w-]+:([{_BLANK}])")
_WIDE_COLON = re.compile(r" *(?:- +)*[A-Za-z_-]+(：)")


class Oddity(NamedTuple):
    """A character that stands where YAML wants a space or a colon: where, and what to say of it."""

    spot: FileSpot
    message: str
    hint: str


def disguised(lines: Sequence[str], first: int, last: int) -> Oddity | None:
    """The last line from `first` to `last` that looks like a key or an entry, and is none for a blank before it."""
    for number in range(min(last, len(lines) - 1), max(first, 0) - 1, -1):
        line = lines[number]
        if (match := _INDENTED.match(line)) and _LIKE_ENTRY.match(line, match.end()):
            return _indented(number, match)
        if match := _DASHED.match(line):
            return _instead(number, match)
    return None


def oddity(lines: Sequence[str], blamed: int, last: int) -> Oddity | None:
    """The same in lines that are no YAML, where it may also be the sign after a key, or begin any text.

    The parser has seen that something is wrong in line `last`, and that it may have begun in line `blamed`.
    """
    for number in range(min(last, len(lines) - 1), max(last - 2, -1), -1):
        if match := _KEYED.match(lines[number]):
            return _instead(number, match)
        if match := _WIDE_COLON.match(lines[number]):
            return Oddity(FileSpot(number, match.start(1)), "a full-width colon ends no key", "write ': ' after a key")
    if hidden := disguised(lines, max(blamed - 1, last - _NEAR), last):
        return hidden
    begun = ((number, _INDENTED.match(lines[number])) for number in (last, blamed) if number < len(lines))
    return next((_indented(number, match) for number, match in begun if match), None)


_NEAR = 3
"""So many lines above the one that is complained of may be to blame."""


def _indented(line: int, match: re.Match[str]) -> Oddity:
    return Oddity(FileSpot(line, match.start(1)), f"the indentation has {named(match.group(1))}", SPACES)


def _instead(line: int, match: re.Match[str]) -> Oddity:
    return Oddity(FileSpot(line, match.start(1)), f"{named(match.group(1))} stands for a space", "write a space there")


def named(char: str) -> str:
    """A character as a message says it: a no-break space (U+00A0)."""
    name = {"\t": "tab", "\ufeff": "byte order mark"}.get(char) or unicodedata.name(char, "character").lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name} (U+{ord(char):04X})"


def odd_edge(key: str) -> str:
    """The blank that is none at either end of a key; "" where there is none."""
    match = re.search(f"^[{_BLANK}]|[{_BLANK}]$", key)
    return match.group() if match else ""
