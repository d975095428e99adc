"""read: from which character to which each value of a YAML text stands, for those who write one of them anew.

`Source` has the line and column of a value, which is enough to point at it. To change it takes its end too, how it is
written, and where its key or its dash stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import yaml

from policybrief.text.value_path import NOWHERE, ValuePath

Kind = Literal["scalar", "mapping", "list", "alias"]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Span:
    """A value from the character `start` up to `end`, in the text without its byte order mark.

    `style` is a scalar's quotation mark, `|`, `>` or "" as YAML has it, and "flow" or "block" of a mapping or list.
    `lead` is where its key or dash begins, and `after` is behind its colon or dash; within brackets and braces an entry
    of a list has neither, and both are `start`. `key_length` is that of a key, 0 of a dash. `entries` are the values in
    it, in their order.
    """

    kind: Kind
    style: str
    start: int
    end: int
    column: int
    lead: int
    after: int
    key_length: int = 0
    anchored: bool = False
    value: str = ""
    entries: list[ValuePath] = field(default_factory=list)

    @property
    def flow(self) -> bool:
        """Whether it is a mapping in braces or a list in brackets."""
        return self.style == "flow"

    @property
    def block(self) -> bool:
        """Whether it is a mapping or a list by lines."""
        return self.style == "block"


def spans(text: str) -> Mapping[ValuePath, Span]:
    """Each value's span by its path, of a text that `source.parse` has read. What an alias stands for has none."""
    reader = _Reader(text)
    for event in yaml.parse(text, Loader=_Loader):
        reader.take(event)
    return reader.spans


@dataclass
class _Open:
    """A mapping or list whose entries are read; the key that waits for its value, from where to where."""

    path: ValuePath
    span: Span
    key: tuple[str, int, int] | None = None


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: dict[ValuePath, Span] = {}
        self._open: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self._put(event, "alias", "")
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            kind: Kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
            path = self._put(event, kind, "flow" if event.flow_style else "block")
            self._open.append(_Open(path, self.spans[path]))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            done = self._open.pop().span
            if done.flow:
                done.end = _index(event.end_mark)
            elif done.entries:  # libyaml ends it where the next begins, after blank lines and comments
                done.end = self.spans[done.entries[-1]].end

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        around = self._open[-1] if self._open else None
        if around and around.span.kind == "mapping" and around.key is None:
            around.key = (event.value, _index(event.start_mark), _index(event.end_mark))
            return
        path = self._put(event, "scalar", event.style or "")
        span = self.spans[path]
        span.value = event.value
        if span.style in ("|", ">"):  # whose blank lines stand behind it, though with a plus they are its own
            written = self.text[span.start : span.end]
            span.end = span.start + len(re.sub(r"(?:\r?\n[ \t]*)+\Z", "", written))

    def _put(self, event: yaml.Event, kind: Kind, style: str) -> ValuePath:
        start, end = _index(event.start_mark), _index(event.end_mark)
        column = start - self.text.rfind("\n", 0, start) - 1
        path, lead, after, key_length = NOWHERE, start, start, 0
        if self._open:
            around = self._open[-1]
            if around.key is not None:
                name, lead, key_end = around.key
                path, key_length = around.path / name, key_end - lead
                after = self.text.find(":", key_end, start) + 1 or start
                around.key = None
            else:
                path = around.path / len(around.span.entries)
                if around.span.block:
                    lead = self._dash(around.span.column, start)
                    after = lead + 1
            around.span.entries.append(path)
        anchored = bool(getattr(event, "anchor", None)) and kind != "alias"
        self.spans[path] = Span(kind, style, start, end, column, lead, after, key_length, anchored)
        return path

    def _dash(self, column: int, before: int) -> int:
        """The dash in this column that an entry follows: in its line, or in one above it."""
        line = self.text.rfind("\n", 0, before) + 1
        while line >= 0:
            place = line + column
            if place < before and self.text[place] == "-" and "#" not in self.text[line:place]:
                return place
            if not line:
                break
            line = self.text.rfind("\n", 0, line - 1) + 1
        return before


def _index(mark: object) -> int:
    """The character at a mark, which libyaml gives to all events of a text."""
    index: int = getattr(mark, "index")  # noqa: B009  # PyYAML's types say that it may be missing
    return index
