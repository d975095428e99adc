"""read: values as YAML text, the way a person writes them: plain where that is safe, long texts folded.

What is written is read again, piece by piece, and only what comes back as it was is used: YAML's rules for unquoted
text are many, and this reader adds some.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from policybrief.errors import BriefError
from policybrief.read import refold, source
from policybrief.read.scalars import SpelledInteger
from policybrief.text.records import dataclass

Value = Any
"""None, a bool, a number, a text, a list of values, or a mapping of texts to values."""


@dataclass(frozen=True)
class YamlLayout:
    """How a file is laid out: how much deeper mappings and lists stand than their key, and how long lines are."""

    mapping: int = 2
    list: int = 2
    width: int = 100


def exact(value: Value) -> object:
    """A value as it is compared here: 3.10 is not 3.1, true is not 1, and the order of keys counts."""
    if isinstance(value, dict):
        return ("mapping", tuple((key, exact(entry)) for key, entry in value.items()))
    if isinstance(value, list | tuple):
        return ("list", tuple(map(exact, value)))
    if isinstance(value, float | SpelledInteger):
        return (type(value).__mro__[-2].__name__, getattr(value, "spelling", repr(value)))
    return (type(value).__name__, value)


def scalar(value: Value, *, flow: bool = False) -> str:
    """A value that is no mapping or list, in one line: as it is, in single quotes, or in double ones."""
    if isinstance(value, str):
        tried = list(styles(value))
        return next((style for style in tried if _reads(f"key: {f'[{style}]' if flow else style}", value)), tried[-1])
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return str(getattr(value, "spelling", repr(value)))


def styles(text: str) -> Iterator[str]:
    """A text in one line, in the ways that YAML has, the plainest first. The last can say all texts."""
    if "\n" not in text:
        if text and text == text.strip():
            yield text
        if "'" not in text:
            yield single(text)
    yield double(text)
    yield json.dumps(text)


def single(text: str) -> str:
    """A text in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def double(text: str) -> str:
    """A text in double quotes."""
    return '"' + escaped(text).replace("\n", "\\n") + '"'


def escaped(text: str) -> str:
    """A text as it stands between double quotes; the ends of its lines stay."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")


def flow(value: Value) -> str:
    """A value in one line: with braces and brackets."""
    if isinstance(value, dict):
        pairs = (f"{scalar(key, flow=True)}: {flow(entry)}" for key, entry in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, flow=True)


def entry(head: str, value: Value, layout: YamlLayout, column: int) -> list[str]:
    """The lines of an entry that begins with `head`, a key and its colon or a dash, in this column of the file."""
    if isinstance(value, dict) and value:
        inner = [
            line for key, entry in value.items() for line in _below(head, f"{scalar(key)}:", entry, layout, column)
        ]
        return _joined(head, inner, layout.mapping)
    if isinstance(value, list | tuple) and value:
        inner = [line for entry in value for line in _below(head, "-", entry, layout, column)]
        return _joined(head, inner, layout.list)
    if isinstance(value, dict | list | tuple):
        return [f"{head} {flow(value)}"]
    if isinstance(value, str) and (lines := _block(head, value, layout, column)):
        return lines
    return [f"{head} {scalar(value)}"]


def _below(above: str, head: str, value: Value, layout: YamlLayout, column: int) -> list[str]:
    deeper = 2 if above == "-" else layout.list if head == "-" else layout.mapping
    return entry(head, value, layout, column + deeper)


def _joined(head: str, inner: Sequence[str], deeper: int) -> list[str]:
    """What stands in an entry: behind its dash, or in the lines below its key."""
    if head == "-":
        return [f"- {inner[0]}", *_indented(inner[1:], 2)]
    return [head, *_indented(inner, deeper)]


def _block(head: str, text: str, layout: YamlLayout, column: int) -> list[str]:
    """A text that is long or has several lines, as a folded or a literal block; nothing where that can't say it."""
    room = layout.width - column - layout.mapping
    if "\n" in text:
        written = [f"{head} |-", *_indented(text.split("\n"), layout.mapping)]
    elif column + len(head) + 1 + len(text) > layout.width and " " in text:
        written = [f"{head} >-", *_indented(refold.filled(text, room), layout.mapping)]
    else:
        return []
    key = "key:" + written[0][len(head) :]
    return written if _reads("\n".join([key, *written[1:]]), text) else []


def _indented(lines: Sequence[str], by: int) -> list[str]:
    return [" " * by + line if line else "" for line in lines]


def _reads(written: str, value: str) -> bool:
    """Whether a piece of YAML says this of its key."""
    try:
        got = source.parse(written).data["key"]
    except BriefError:
        return False
    return exact(got[0] if isinstance(got, list) and len(got) == 1 else got) == exact(value)
