"""validate: texts that no document would show as they are meant, each at its place inside the text.

The model says which values are texts for readers (`fields.PROSE`); what may be wrong with them say `literal` (Markdown
that is none) and `pasted` (lists, tables, paragraphs).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic_core import PydanticCustomError

from policybrief.brief import csl
from policybrief.brief.model import SourceEntry
from policybrief.brief.values import PROSE
from policybrief.errors import Problem
from policybrief.read.source import Source
from policybrief.text import literal, pasted
from policybrief.text.value_path import NOWHERE, ValuePath
from policybrief.validate import shape


def problems(source: Source, model: type[BaseModel]) -> Iterator[Problem]:
    """What is wrong with the texts of `source`, a file that `model` describes. Reads plain data, right or wrong."""
    ends = sorted(source.places.values())
    for path, text in texts(model, source.data):
        raw = _Raw.of(source, path, ends)
        found = [*literal.slips(text), *pasted.slips(text, raw.lines, verbatim=raw.verbatim)]
        seen: dict[str, int] = {}
        for slip in {(slip.stretch, slip.message): slip for slip in found}.values():
            number = seen[slip.stretch] = seen.get(slip.stretch, -1) + 1
            yield raw.problem(source, path, slip, number)


def texts(kind: Any, value: Any, path: ValuePath = NOWHERE) -> Iterator[tuple[ValuePath, str]]:
    """The texts for readers in plain data, by the type that it is to have."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        read = _as_read(inner[1:], value)
        if isinstance(read, str) and PROSE in inner[1:]:
            yield path, read
        else:
            yield from texts(inner[0], read, path)
    elif origin in (tuple, dict):
        entries = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
        for step, each in entries:
            yield from texts(inner[origin is dict], each, path / step)
    elif shape.is_part(kind):
        shown = csl.written(value) if kind is SourceEntry else value  # a library's own note is for its owner
        for key, annotation in shape.fields(kind).items() if isinstance(shown, dict) else ():
            if key in shown:
                yield from texts(annotation, shown[key], path / key)
    else:
        for one in inner:  # a union
            yield from texts(one, value, path)


def _as_read(rules: Iterable[Any], value: Any) -> Any:
    """A value as its field reads it, where that is another spelling: a title's `<i>` from a library."""
    for rule in rules:
        if isinstance(rule, BeforeValidator) and isinstance(value, str):
            with suppress(PydanticCustomError):  # told by pydantic itself
                read = rule.func(value)  # type: ignore[call-arg]  # of its two forms, ours take the value alone
                value = read if isinstance(read, str) else value
    return value


_BLOCK = re.compile(r"(?P<style>[|>])[-+\d]*[ \t]*(?:#[^\n]*)?\n(?P<body>\s*\n)?(?P<indent> *)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)
_COMMENT = re.compile(r"\s+#|\n\s*-\s*$", re.DOTALL)


class _Raw:
    """A text as it stands in its file: `text` ends where its value does, and `lines` are those of its words."""

    def __init__(self, text: str, line: int, column: int) -> None:
        self.line, self.column = line, column
        block, quoted = _BLOCK.match(text), _QUOTED.match(text)
        self.verbatim = bool(block and block["style"] == "|")
        if block:
            shallower = re.search(rf"\n {{0,{max(len(block['indent']) - 1, 0)}}}(?! )\S", text[block.end() :])
            self.text = text[: block.end() + shallower.start()] if shallower else text
            self.lines = self.text.split("\n")[1:]
        elif quoted:
            self.text = quoted.group()
            self.lines = self.text[1:-1].split("\n")
        else:
            comment = _COMMENT.search(text)
            self.text = text[: comment.start()] if comment else text
            self.lines = self.text.split("\n")

    @classmethod
    def of(cls, source: Source, path: ValuePath, ends: list[tuple[int, int]]) -> _Raw:
        line, column = source.place(path)
        after = bisect.bisect_right(ends, (line, column))
        last, end = ends[after] if after < len(ends) else (len(source.lines) + 1, 1)
        lines = list(source.lines[line - 1 : last])
        if last <= len(source.lines):
            lines[-1] = lines[-1][: end - 1]
        if lines:
            lines[0] = lines[0][column - 1 :]
        return cls("\n".join(lines), line, column)

    def problem(self, source: Source, path: ValuePath, slip: literal.Slip, number: int) -> Problem:
        """At the `number`th place of its words, however the file breaks their lines; else where the text begins."""
        words = r"\s+".join(map(re.escape, slip.stretch.split()))
        places = [match.start() for match in re.finditer(words, self.text)] if words else []
        line, column, length = self.line, self.column, 0
        if places:
            length = len(slip.stretch)
            before = self.text[: places[min(number, len(places) - 1)]]
            line += before.count("\n")
            column = len(before) - before.rfind("\n") if "\n" in before else self.column + len(before)
        return replace(source.problem_at(path, line, column, slip.message, slip.hint), length=length, fault="misprint")
