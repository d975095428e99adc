"""read: the events of libyaml's parser become plain data, one at a time, so that depth costs no stack.

What YAML itself would let pass is told here, at its place: a key that stands twice, an anchor that nobody uses, what
reads otherwise than it looks (see pitfalls), and a file that is too deep or too large.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

import yaml

from policybrief.errors import BriefError, Problem
from policybrief.read import pitfalls, scalars, syntax
from policybrief.text.value_path import ValuePath

_BLANK_LINES = re.compile(r"(?:\r?\n[ \t]*)+\Z")
MAX_DEPTH = 40
MAX_VALUES = 100_000


class WrittenScalar(NamedTuple):
    """From which character to which a text or a number stands in its file, and its style: a quotation mark, `|`, `>`,
    or "".
    """

    start: int
    end: int
    style: str

    def written(self, text: str) -> str:
        """Its characters in the file's `text`."""
        written = text[self.start : self.end]
        if self.style in ("|", ">"):  # whose blank lines stand behind it, though with a plus they are its own
            return _BLANK_LINES.sub("", written)
        return written


@dataclass
class _Open:
    """A mapping or list that is being filled; `key` is the key that waits for its value.

    `indent` is the column of its keys or dashes, None within brackets and braces.
    """

    value: dict[str, Any] | list[Any]
    path: ValuePath
    anchor: str | None
    indent: int | None
    key: str | None = None


class Builder:
    """Builds data from parser events, one at a time, so that depth costs no stack."""

    def __init__(self, name: str, lines: tuple[str, ...]) -> None:
        self.name, self.lines = name, lines
        self.data: Any = None
        self.places: dict[ValuePath, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.cuts: dict[ValuePath, Problem] = {}
        self.truths: dict[ValuePath, str] = {}
        self.scalars: dict[ValuePath, WrittenScalar] = {}
        self._last_cut: Problem | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int, int]] = {}
        self._unused: dict[str, yaml.Event] = {}
        self._count = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            done = self._open.pop()
            if done.anchor:
                self._anchors[done.anchor] = (done.value, *_measure(done.value))
        elif isinstance(event, yaml.DocumentStartEvent) and self.places:
            self._refuse(event, "a second document starts here", "keep one brief in a file, without '---' between")

    def finish(self) -> None:
        """After the last event: `from: &Partners` names a value that nobody meant to name, and is no text."""
        for anchor, event in self._unused.items():
            hint = "put text that begins with '&' in quotes"
            self.problems.append(self._problem(event, f"the anchor &{anchor} is never used", hint))

    def unended(self) -> Problem | None:
        """The cut of the last value, where what follows can't be understood for it: the rest of the text or a bracket.

        A key or an entry that follows is wrong by itself.
        """
        cut = self._last_cut
        alone = not self._open or self._open[-1].indent is None
        return cut if cut and (alone or not pitfalls.structured(self.lines, cut.line)) else None

    def _node(self, event: yaml.Event) -> None:
        assert isinstance(event, yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent)
        if event.tag:
            self._refuse(event, f"the tag {event.tag} is not read", "put text that begins with '!' in quotes")
        if event.anchor:
            self._unused[event.anchor] = event
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        else:
            self._start(event, {} if isinstance(event, yaml.MappingStartEvent) else [])

    def _problem(self, event: yaml.Event, message: str, hint: str = "") -> Problem:
        line, column = _place(event)
        excerpt = self.lines[line - 1] if line <= len(self.lines) else ""
        return Problem(message, self.name, line, column, hint=hint, excerpt=excerpt)

    def _refuse(self, event: yaml.Event, message: str, hint: str = "") -> NoReturn:
        """Stop at once: what follows can't be trusted, or would cost too much."""
        raise BriefError([*self.problems, self._problem(event, message, hint)])

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = _spots(event)
        if event.style in ("'", '"') and end.line > start.line and pitfalls.stays_open(self.lines, start, end):
            raise BriefError([*self.problems, syntax.unclosed(start, self.name, self.lines)])
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._key(event, parent)
            return
        if not event.style and (odd := pitfalls.disguised(self.lines, start.line, end.line)):
            self.problems.append(syntax.odd(odd, self.name, self.lines))
        if (match := syntax.FORBIDDEN.search(event.value)) is not None:
            message = f"an escape stands for the character U+{ord(match.group()):04X}, which is not text"
            self.problems.append(self._problem(event, message, "delete it"))
        value = unicodedata.normalize("NFC", event.value) if event.style else scalars.plain(event.value)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1, 0)
        path = self._put(event, value)
        self.scalars[path] = WrittenScalar(_index(event.start_mark), _index(event.end_mark), event.style or "")
        if isinstance(value, bool):
            self.truths[path] = event.value
        indent = parent.indent if parent else None
        spelled_out = value is None and event.value
        spot = None if spelled_out else pitfalls.cut(self.lines, start, end, event.style or "", indent)
        self._last_cut = syntax.cut(spot, self.name, self.lines, str(path), empty=value is None) if spot else None
        if self._last_cut:
            self.cuts[path] = self._last_cut

    def _key(self, event: yaml.ScalarEvent, parent: _Open) -> None:
        key = unicodedata.normalize("NFC", event.value)
        self._last_cut = None
        assert isinstance(parent.value, dict)
        if not key or "\n" in key or syntax.FORBIDDEN.search(key):
            self._refuse(event, "a key must be a word, on one line", "write 'key: value'")
        if blank := pitfalls.odd_edge(key):
            where = "the indentation" if key.startswith(blank) else f"the end of the key {key.strip(blank)!r}"
            self._refuse(event, f"{where} has {pitfalls.named(blank)}", pitfalls.SPACES)
        if key in parent.value:
            line = self.places[parent.path / key / "\0key"][0]
            self.problems.append(
                self._problem(event, f"the key {key!r} is repeated here", f"the first is in line {line}")
            )
        if key == "<<" and not event.style:
            self._refuse(event, "merge keys ('<<') are not read", "write the values out")
        parent.key = key
        self.places[parent.path / key / "\0key"] = _place(event)

    def _start(
        self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, value: dict[str, Any] | list[Any]
    ) -> None:
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._refuse(
                event, "a key must be a word, not a list or a mapping", "put text with brackets or braces in quotes"
            )
        if len(self._open) >= MAX_DEPTH:
            self._refuse(event, f"values are nested more than {MAX_DEPTH} deep")
        path = self._put(event, value)
        indent = None if event.flow_style else _place(event)[1] - 1
        self._open.append(_Open(value, path, event.anchor, indent))

    def _alias(self, event: yaml.AliasEvent) -> None:
        anchor = event.anchor or ""
        if anchor not in self._anchors:
            self._refuse(
                event, f"the alias *{anchor} has no anchor before it", "put text that begins with '*' in quotes"
            )
        value, size, depth = self._anchors[anchor]
        self._unused.pop(anchor, None)
        if len(self._open) + depth > MAX_DEPTH:
            self._refuse(event, f"values are nested more than {MAX_DEPTH} deep")
        self._count += size
        self._put(event, value)

    def _put(self, event: yaml.Event, value: Any) -> ValuePath:
        """Store a value where the parser stands; return its path."""
        self._count += 1
        if self._count > MAX_VALUES:
            self._refuse(
                event, f"the file holds more than {MAX_VALUES:,} values", "aliases count as often as they are used"
            )
        parent = self._open[-1] if self._open else None
        if parent is None:
            path = ValuePath()
            self.data = value
        elif isinstance(parent.value, list):
            path = parent.path / len(parent.value)
            parent.value.append(value)
        elif parent.key is None:
            self._refuse(event, "a key must be a word, not an alias", "put text that begins with '*' in quotes")
        else:
            path = parent.path / parent.key
            parent.value[parent.key] = value
            parent.key = None
        self.places[path] = _place(event)
        return path


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _index(mark: object) -> int:
    """The character at a mark, which libyaml gives to all events of a text."""
    index: int = getattr(mark, "index")  # noqa: B009  # PyYAML's types say that it may be missing
    return index


def _spots(event: yaml.Event) -> tuple[pitfalls.FileSpot, pitfalls.FileSpot]:
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return pitfalls.FileSpot(start.line, start.column), pitfalls.FileSpot(end.line, end.column)


def _measure(value: Any) -> tuple[int, int]:
    """How many values hang on `value`, and how deep: aliases inside it count as what they stand for."""
    if not isinstance(value, dict | list):
        return 1, 0
    inner = [_measure(item) for item in (value.values() if isinstance(value, dict) else value)]
    return 1 + sum(size for size, _ in inner), 1 + max((depth for _, depth in inner), default=0)
