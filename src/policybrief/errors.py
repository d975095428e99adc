"""What can go wrong for a user, as records that say where and what to do.

    Exception
    └── click.ClickException
        └── BriefError        one or more Problems in what the user wrote; exit code 1
    click.UsageError          the command line itself is wrong; exit code 2 (click's own)

Anything else that is raised is a bug in policybrief and keeps its traceback.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any

import click

from policybrief.terminal import one_line, say


@dataclass(frozen=True)
class Problem:
    """One thing that a user has to mend.

    `line` and `column` count from 1; 0 means that the problem belongs to the file as a whole.
    `path` names the value as a reader of the YAML would (`judgments[1].confidence`).
    `excerpt` is the source line, without its end of line.
    """

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""
    hint: str = ""
    excerpt: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        head = ": ".join(part for part in (place, self.path, self.message) if part)
        text = one_line(f"{head}; {self.hint}" if self.hint else head)
        if not self.excerpt.strip():
            return text
        line, caret = _window(self.excerpt, max(self.column, 1))
        return f"{text}\n    {line}\n    {caret}"

    def as_dict(self) -> dict[str, Any]:
        """The record that `--format json` prints."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "message": self.message,
            "hint": self.hint,
        }


_MOST_SHOWN = 100


class BriefError(click.ClickException):
    """The problems found in one run, in the order of file and line; `outcome` is what came of it all the same.

    `warnings` are what else may be wrong and alone would have stopped nobody; it may be why there are problems.
    """

    exit_code = 1
    unwritten = ""
    """For whom nothing was written, where that is not everybody."""
    afterwards: tuple[Problem, ...] = ()
    """What is to be looked at once the problems are out of the way."""

    def __init__(
        self, problems: Iterable[Problem], warnings: Iterable[Problem] = (), outcome: str = "nothing was written"
    ) -> None:
        self.warnings = tuple(warnings)
        self.outcome = outcome
        unique = dict.fromkeys(problems)
        self.problems = tuple(sorted(unique, key=lambda p: (p.file, p.line, p.column)))
        shown = [str(problem) for problem in self.problems[:_MOST_SHOWN]]
        if len(self.problems) > _MOST_SHOWN:
            shown.append(f"… and {len(self.problems) - _MOST_SHOWN} more")
        super().__init__("\n".join(shown))

    def __reduce__(self) -> tuple[Any, ...]:
        """An error comes whole out of another process."""
        return type(self), (self.problems, self.warnings, self.outcome)

    def show(self, file: IO[Any] | None = None) -> None:
        """Print warnings and problems to stderr (or `file`), then the number of problems."""
        warn(self.warnings, file)
        count = len(self.problems)
        whom = f" for {self.unwritten}" if self.unwritten else ""
        tail = f"{count} problem{'' if count == 1 else 's'}; {self.outcome}{whom}"
        say(f"{self.format_message()}\n{tail}", file=file, err=file is None)
        warn(self.afterwards, file)


def warn(warnings: Iterable[Problem], file: IO[Any] | None = None) -> None:
    """Print warnings to stderr (or `file`)."""
    for warning in warnings:
        say(f"warning: {warning}", file=file, err=file is None)


@dataclass(frozen=True)
class Guess:
    """What a word that is not known may have been meant for: the nearest known word, "" if none is near."""

    near: str
    known: tuple[str, ...]

    @classmethod
    def at(cls, word: str, known: Iterable[str]) -> Guess:
        """The guess at a word among those that are known."""
        choices = tuple(sorted(known))
        by_form = {folded(choice): choice for choice in choices}
        near = difflib.get_close_matches(folded(word), by_form, n=1, cutoff=0.6)
        return cls(by_form[near[0]] if near else "", choices)

    def hint(self, otherwise: str) -> str:
        """A hint that names the near word, or says something else where there is none."""
        return f"did you mean {self.near!r}?" if self.near else otherwise


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or the known words where none is near."""
    guess = Guess.at(word, known)
    return guess.hint(f"known here: {', '.join(guess.known)}" if guess.known else "")


def folded(word: str) -> str:
    """A word in the form in which it is compared: lower case, composed, its parts joined by underscores."""
    return re.sub(r"[\s_\-\u2010-\u2015]+", "_", unicodedata.normalize("NFC", word).strip().casefold())


_EXCERPT_COLUMNS = 100


def _window(line: str, column: int) -> tuple[str, str]:
    """The part of a long line around `column`, and a caret line that points into it.

    Wide characters (East Asian, emoji) take two cells on a terminal and combining ones none, so the caret counts cells.
    """
    start = max(0, column - 1 - _EXCERPT_COLUMNS // 2) if len(line) > _EXCERPT_COLUMNS else 0
    cut = line[start : start + _EXCERPT_COLUMNS]
    shown = "".join(char if char.isprintable() else " " for char in cut)
    head = "…" if start else ""
    tail = "…" if start + _EXCERPT_COLUMNS < len(line) else ""
    before = head + shown[: column - 1 - start]
    return f"{head}{shown}{tail}", " " * sum(_cells(char) for char in before) + "^"


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
