"""Where a character stands in a YAML text that is being written: in which mapping's key, or in which value.

The text is read line by line and not parsed: at the caret it seldom is YAML. What stands above is taken for what it
looks like: keys, dashes, and blocks of text, which hide what is in them.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from policybrief.text.records import dataclass
from policybrief.text.value_path import Step, ValuePath

CaretKind = Literal["key", "value", "text", ""]
_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'\[\]{}&*!|>%@`,:-][^#]*?|-[^\s#][^#]*?)\s*:(?=\s|$)""")
_DASH = re.compile(r"-(?:[ \t]+|$)")
_BLOCK = re.compile(r"[|>][-+\d]*\s*(?:#.*)?$")
_COMMENT = re.compile(r"(?:^|\s)#")
_FLOW = re.compile(r"""(?P<quoted>"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)|(?P<sign>[\[\]{},]|:(?=\s|$))""")
_REST = re.compile(r"[\w.-]*")


@dataclass(frozen=True)
class Caret:
    """What is being written at a character of a text.

    As a "key": a key of the mapping at `path`, or, behind a dash, perhaps the entry itself. As a "value": the value at
    `path`, which may be one of some words. As "text": words of the text at `path`. "": a comment, or what can't be
    told. The `word` is what stands there up to the caret; it and what belongs to it reach from `start` to `end`.
    `column` is the key's, and `flow` says whether it stands within brackets or braces.
    """

    kind: CaretKind
    path: ValuePath
    word: str = ""
    start: int = 0
    end: int = 0
    column: int = 0
    flow: bool = False

    @classmethod
    def at(cls, text: str, offset: int) -> Caret:
        """The caret before this character."""
        *above, line = text[:offset].split("\n")
        outline = _Outline()
        for each in above:
            outline.take(each.rstrip("\r"))
        end = offset + len(_rest(text, offset))
        if outline.hides(line):
            return cls("text", outline.path, line.lstrip(), offset - len(line.lstrip()), end)
        if line.lstrip().startswith("#"):
            return cls("", outline.path)
        return outline.here(line, offset, end)


class _Level(NamedTuple):
    """A key or a dash that what follows may stand below."""

    column: int
    step: Step


class _Outline:
    """The keys and dashes above a line."""

    def __init__(self) -> None:
        self.levels: list[_Level] = []
        self.value = ""
        self.block: int | None = None

    @property
    def path(self) -> ValuePath:
        return ValuePath(*(level.step for level in self.levels))

    def hides(self, line: str) -> bool:
        """Whether a line is words of the block of text above it."""
        return self.block is not None and len(line) - len(line.lstrip(" ")) > self.block

    def take(self, line: str) -> None:
        """One more line."""
        if not line.strip() or self.hides(line) or line.lstrip().startswith("#"):
            return
        self.block = None
        if self._goes_on(line):
            self.value += f" {line.strip()}"
            return
        column, rest = self._dashes(line)
        key = _KEY.match(rest)
        if key:
            self._key(column, key[1])
        self.value = rest[key.end() :].strip() if key else rest.strip()
        if _BLOCK.match(self.value):
            self.block = self.levels[-1].column if self.levels else -1

    def here(self, line: str, offset: int, end: int) -> Caret:
        """What is written at the end of this line."""
        before = ""
        if self._goes_on(line):
            before, rest = f"{self.value} ", line.lstrip()
        else:
            column, rest = self._dashes(line)
            key = _KEY.match(rest)
            if key is None and rest[:1] in ("[", "{"):
                return self._in_brackets(rest, offset, end)
            if key is None:
                self._leave(column)
                return Caret("key", self.path, rest, offset - len(rest), end, column)
            self._key(column, key[1])
            rest = rest[key.end() :]
        value = before + rest
        if value.lstrip()[:1] in ("[", "{"):
            return self._in_brackets(value, offset, end)
        word = rest.lstrip().removeprefix('"').removeprefix("'")
        if _COMMENT.search(value) and not value.lstrip().startswith(('"', "'")):
            return Caret("", self.path)
        return Caret("text" if before else "value", self.path, word, offset - len(word), end)

    def _goes_on(self, line: str) -> bool:
        """Whether a line goes on with the value above it: it stands deeper, and that was no key alone."""
        indent = len(line) - len(line.lstrip(" "))
        return bool(self.value and self.levels) and self.block is None and indent > self.levels[-1].column

    def _dashes(self, line: str) -> tuple[int, str]:
        """The column and the text of what stands behind a line's dashes, which are entered."""
        column = len(line) - len(line.lstrip(" "))
        rest = line[column:]
        while dash := _DASH.match(rest):
            while self.levels and self.levels[-1].column > column:
                self.levels.pop()
            last = self.levels[-1] if self.levels else None
            if last and isinstance(last.step, int) and last.column == column:
                self.levels[-1] = _Level(column, last.step + 1)
            else:
                self.levels.append(_Level(column, 0))
            column, rest = column + dash.end(), rest[dash.end() :]
        return column, rest

    def _leave(self, column: int) -> None:
        """Leave what does not hold a key in this column."""
        while self.levels and self.levels[-1].column >= column:
            self.levels.pop()

    def _key(self, column: int, written: str) -> None:
        self._leave(column)
        self.levels.append(_Level(column, written.strip("\"'")))

    def _in_brackets(self, value: str, offset: int, end: int) -> Caret:
        """What is written at the end of a list in brackets, or a mapping in braces."""
        inside: list[Step | None] = []
        start = 0
        for part in _FLOW.finditer(value):
            sign = part["sign"]
            if sign in ("[", "{"):
                inside.append(0 if sign == "[" else None)
            elif sign in ("]", "}"):
                inside.pop()
            elif sign == "," and inside:
                inside[-1] = inside[-1] + 1 if isinstance(inside[-1], int) else None
            elif sign == ":" and inside and inside[-1] is None:
                inside[-1] = value[start : part.start()].strip(" \"'")
            if sign:
                start = part.end()
            if not inside:
                return Caret("", self.path)
        word = value[start:].lstrip().lstrip("\"'")
        steps = tuple(step for step in inside if step is not None)
        kind: CaretKind = "key" if inside[-1] is None else "value"
        return Caret(kind, self.path + steps, word, offset - len(word), end, flow=True)


def _rest(text: str, offset: int) -> str:
    found = _REST.match(text, offset)
    return found.group() if found else ""
