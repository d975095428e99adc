"""A text as it stands in its file: where each of its characters is, however YAML quotes, folds or indents it.

The reader keeps where a value begins. Whoever has to point at a word inside of it, or at its end, asks here.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from policybrief.read.source import Source
from policybrief.text.value_path import Steps

_BLOCK = re.compile(r"(?P<style>[|>])[-+\d]*[ \t]*(?:#[^\n]*)?\n(?P<body>\s*\n)?(?P<indent> *)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)
_COMMENT = re.compile(r"\s+#|\n\s*-\s*$", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r?\n[ \t]*|.)", re.DOTALL)


@dataclass(frozen=True)
class Stretch:
    """A value's characters in its file: from `line` and `column` (from 1) to the end of `text`.

    `lines` are those of its words, without a block's sign; `verbatim` says that they are kept as they are (`|`).
    """

    text: str
    line: int
    column: int
    lines: tuple[str, ...]
    begins: int = 0
    verbatim: bool = False

    @classmethod
    def of(cls, source: Source, path: Steps, ends: list[tuple[int, int]]) -> Stretch:
        """The text at `path`; `ends` are the places of all values of the file, sorted (see `ends_of`)."""
        line, column = source.place(path)
        after = bisect.bisect_right(ends, (line, column))
        last, end = ends[after] if after < len(ends) else (len(source.lines) + 1, 1)
        lines = list(source.lines[line - 1 : last])
        if last <= len(source.lines):
            lines[-1] = lines[-1][: end - 1]
        if lines:
            lines[0] = lines[0][column - 1 :]
        return cls._cut("\n".join(lines), line, column)

    @classmethod
    def _cut(cls, text: str, line: int, column: int) -> Stretch:
        """Without what follows the value: the next key, a comment."""
        block, quoted = _BLOCK.match(text), _QUOTED.match(text)
        if block:
            shallower = re.search(rf"\n {{0,{max(len(block['indent']) - 1, 0)}}}(?! )\S", text[block.end() :])
            text = text[: block.end() + shallower.start()] if shallower else text
            begins = text.find("\n") + 1
            return cls(text, line, column, tuple(text.split("\n")[1:]), begins, block["style"] == "|")
        if quoted:
            return cls(quoted.group(), line, column, tuple(quoted.group()[1:-1].split("\n")), 1)
        comment = _COMMENT.search(text)
        text = text[: comment.start()] if comment else text
        return cls(text, line, column, tuple(text.split("\n")))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of `text`."""
        before = self.text[:offset]
        column = len(before) - before.rfind("\n") if "\n" in before else self.column + len(before)
        return self.line + before.count("\n"), column

    def spread(self, value: str) -> list[int]:
        """The offset in `text` of each character of the `value` that YAML makes of it, and of its end.

        Blanks stand for each other, as folding makes them; where the two part (an escape of several signs, another
        form of Unicode), the offsets stay near.
        """
        offsets: list[int] = []
        at, quote = self.begins, self.text[:1] if self.begins == 1 else ""
        for number, char in enumerate(value):
            if char.isspace():
                offsets.append(at)
                if not value[number + 1 : number + 2].isspace():
                    while self.text[at : at + 1].isspace():
                        at += 1
                continue
            while self.text[at : at + 1].isspace():
                at += 1
            offsets.append(at)
            at += self._step(at, char, quote)
        return [*offsets, at]

    def _step(self, at: int, char: str, quote: str) -> int:
        """How many characters of the file stand for this one of the value."""
        if quote == '"' and (escape := _ESCAPE.match(self.text, at)):
            return len(escape.group())
        if quote == "'" and char == "'":
            return 2
        return 1


def ends_of(source: Source) -> list[tuple[int, int]]:
    """Where values and keys of a file begin, and so the ones before them have ended."""
    return sorted(source.places.values())
