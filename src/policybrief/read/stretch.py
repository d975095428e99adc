"""read: texts as they stand in their file: where each character is, however YAML quotes, folds or indents it.

`Source` has the place where a value begins and ends. Whoever points at a word inside of it asks here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

from policybrief.read.source import Source
from policybrief.text.records import dataclass
from policybrief.text.value_path import Steps, ValuePath

_LEAD = re.compile(r"(?:[&!]\S*\s+)*")
"""An anchor or a tag, which stands before its value."""
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r?\n[ \t]*|.)", re.DOTALL)


@dataclass(frozen=True)
class YamlStretch:
    """A value's characters in its file, which begin at `line` and `column` (from 1).

    `lines` are those of its words, without a block's sign; `style` is the quotation mark, `|`, `>` or "" of YAML. Its
    words begin at the character `begins` of `text`.
    """

    text: str
    line: int
    column: int
    lines: tuple[str, ...] = ()
    begins: int = 0
    style: str = ""

    @classmethod
    def of(cls, text: str, line: int, column: int, style: str) -> YamlStretch:
        """A scalar that is written like this, at this place."""
        lead = _LEAD.match(text)
        begins = lead.end() if lead else 0
        if style in ("|", ">"):
            begins = text.find("\n") + 1 or len(text)
            return cls(text, line, column, tuple(text[begins:].split("\n")), begins, style)
        if style:
            return cls(text, line, column, tuple(text[begins + 1 : -1].split("\n")), begins + 1, style)
        return cls(text, line, column, tuple(text[begins:].split("\n")), begins)

    @property
    def verbatim(self) -> bool:
        """Whether its lines are kept as they are."""
        return self.style == "|"

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character of `text`."""
        before = self.text[:offset]
        column = len(before) - before.rfind("\n") if "\n" in before else self.column + len(before)
        return self.line + before.count("\n"), column

    def spread(self, value: str) -> list[int]:
        """The offset in `text` of each character of the `value` that YAML makes of it, and of its end.

        Blanks stand for each other, as folding makes them; where the two part otherwise, the offsets stay near.
        """
        offsets: list[int] = []
        at = self.begins
        for number, char in enumerate(value):
            if not char.isspace():
                at = self._blanks(at)
                offsets.append(at)
                at += self._step(at, char)
            else:
                offsets.append(at)
                if self.style == '"' and self.text[at : at + 1] == "\\":
                    at += self._step(at, char)
                if not value[number + 1 : number + 2].isspace():
                    at = self._blanks(at)
        return [min(offset, len(self.text)) for offset in (*offsets, at)]

    def _blanks(self, at: int) -> int:
        """Behind the blanks that stand there."""
        while self.text[at : at + 1].isspace():
            at += 1
        return at

    def _step(self, at: int, char: str) -> int:
        """How many characters of the file stand for this one of the value."""
        if self.style == '"' and (escape := _ESCAPE.match(self.text, at)):
            return len(escape.group())
        if self.style == "'" and char == "'":
            return 2
        if unicodedata.normalize("NFC", self.text[at : at + 2]) == char:  # written as a letter and its accent
            return 2
        return 1


@dataclass(frozen=True)
class Stretches:
    """The texts of a file, by their paths."""

    source: Source

    @cached_property
    def text(self) -> str:
        """The file's own."""
        return "\n".join(self.source.lines)

    def at(self, path: Steps) -> YamlStretch:
        """The text at a path; an empty one, at its place, where an alias stands for it."""
        found = self.source.scalars.get(ValuePath(*path))
        line, column = self.source.place(path)
        if found is None:
            return YamlStretch("", line, column)
        return YamlStretch.of(found.written(self.text), line, column, found.style)
