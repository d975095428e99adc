"""What is wrong with text that is not YAML, in plain words: libyaml's message, its place, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from policybrief.errors import Problem
from policybrief.read import pitfalls

# Noncharacters are refused beside control characters: compose uses three of them to carry a value's path.
# U+0085, U+2028 and U+2029 go too: libyaml counts them as ends of line, and no editor shows them.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")

_MOST = 20
"""So many lines with control characters are named; a file with more of them is no text."""

_HINTS = {
    "mapping values are not allowed": "put text that holds ': ' in quotes, and check the indentation",
    "alphabetic or numeric": "put text that begins with '*' or '&' in quotes",
    "expected comment or line break": "put text that begins with '|' or '>' in quotes",
    "cannot start any token": "put text that begins with this character in quotes",
    "expected key": "check the indentation; a quoted text ends at its second quote, so write 'it''s' or use \"…\"",
    "expected '-' indicator": "check the indentation; every entry of a list begins with '- '",
    "expected ',' or": "close the bracket, or put text that begins with a bracket or brace wholly in quotes",
    "unexpected end of stream": "this quote is never closed",
    "expected ':'": "write 'key: value', and indent the further lines of a long text",
    "sequence entries are not allowed": "begin a list on its own line, and put text that begins with '- ' in quotes",
    "keys are not allowed": "put text that begins with '? ' in quotes",
    "escape": "write a backslash in double quotes twice, or use single quotes",
}
_AT_START = ("unexpected end of stream", "expected ':'", "expected ',' or")
"""The messages whose fault is where the piece begins: libyaml notices it only lines later."""

_ENDED = ("expected ',' or", "expected key", "expected '-' indicator")
"""The messages behind which a mark may stand that ended a quoted text too early."""


def control_characters(lines: tuple[str, ...], name: str) -> list[Problem]:
    """The first character of each line that no text holds."""
    return [problem for problem, _ in zip(_control_characters(lines, name), range(_MOST), strict=False)]


def _control_characters(lines: tuple[str, ...], name: str) -> Iterator[Problem]:
    for number, line in enumerate(lines, 1):
        if (match := FORBIDDEN.search(line)) is not None:
            hint = "save the file with Unix or Windows line ends" if match.group() == "\r" else "delete it"
            message = f"the character U+{ord(match.group()):04X} is not text"
            yield Problem(message, name, number, match.start() + 1, hint=hint, excerpt=line)


def problem(error: yaml.YAMLError, name: str, lines: tuple[str, ...]) -> Problem:
    """What libyaml says, as a `Problem`."""
    message = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be parsed")
    hint = next((hint for key, hint in _HINTS.items() if key in message), "")
    mark = getattr(error, "problem_mark", None)
    if any(key in message for key in _AT_START):
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return Problem(f"is not YAML: {message}", name, hint=hint, fault="not-yaml")
    if unlike := _unlike(error, message, mark.line, name, lines):
        return unlike
    line = min(mark.line + 1, len(lines))
    excerpt = lines[line - 1]
    if "cannot start any token" in message and excerpt[mark.column : mark.column + 1] == "\t":
        hint = "indent with spaces, not tabs"
    return Problem(f"is not YAML: {message}", name, line, mark.column + 1, hint=hint, excerpt=excerpt, fault="not-yaml")


def _unlike(error: yaml.YAMLError, message: str, at: int, name: str, lines: tuple[str, ...]) -> Problem | None:
    """What the eye misses in the lines that libyaml complains of: an open mark, a character, a comment in a key."""
    begun, noticed = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    last = min(max(at, noticed.line if noticed else at), len(lines) - 1)
    if begun and "quoted scalar" in str(getattr(error, "context", "")):
        start, end = pitfalls.FileSpot(begun.line, begun.column), pitfalls.FileSpot(last, 0)
        ends = "document indicator" in message or pitfalls.stays_open(lines, start, end)
        return unclosed(start, name, lines) if ends else None
    if odd_one := pitfalls.oddity(lines, at, last):
        return odd(odd_one, name, lines)
    if any(key in message for key in _ENDED) and (spot := pitfalls.ends_within(lines, at, last)):
        return ended(spot, name, lines)
    ends_early = "expected ':'" in message or "expected ',' or" in message
    column = pitfalls.cut_in(lines[at]) if ends_early and at < len(lines) else None
    return None if column is None else cut(pitfalls.FileSpot(at, column), name, lines)


def unclosed(start: pitfalls.FileSpot, name: str, lines: tuple[str, ...]) -> Problem:
    """A quotation mark that stays open, as a `Problem`."""
    message, hint = "this quotation mark is never closed", "close it, or put the text in the other kind"
    return Problem(message, name, start.line + 1, start.column + 1, hint=hint, excerpt=lines[start.line])


def ended(spot: pitfalls.FileSpot, name: str, lines: tuple[str, ...]) -> Problem:
    """A mark in a quoted text that ends it, as a `Problem`."""
    line = lines[spot.line]
    if line[spot.column] == "'":
        message, hint = "this apostrophe ends the quoted text", "write it twice, as in 'it''s', or the text in \"…\""
    else:
        message, hint = "this quotation mark ends the quoted text", "write \\\" for it, or the text in '…'"
    return Problem(f"is not YAML: {message}", name, spot.line + 1, spot.column + 1, hint=hint, excerpt=line)


def odd(oddity: pitfalls.Oddity, name: str, lines: tuple[str, ...]) -> Problem:
    """A character that only looks like YAML's own, as a `Problem`."""
    line, column = oddity.spot
    return Problem(f"is not YAML: {oddity.message}", name, line + 1, column + 1, hint=oddity.hint, excerpt=lines[line])


def cut(spot: pitfalls.FileSpot, name: str, lines: tuple[str, ...], path: str = "", *, empty: bool = False) -> Problem:
    """A text that a comment ends, as a `Problem`."""
    comment = re.match(r"#\w+", lines[spot.line][spot.column :])
    assert comment is not None
    message = f"{comment.group()!r} begins a comment, which {'leaves no value' if empty else 'cuts the text off'}"
    hint = "put the whole text in quotes; a comment has a space after its '#'"
    return Problem(message, name, spot.line + 1, spot.column + 1, path, hint, lines[spot.line])
