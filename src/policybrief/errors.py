"""What can go wrong for a user, as records that say where and what to do. `cli` prints them.

    Exception
    ├── BriefError      one or more Problems in what the user wrote; exit code 1
    └── UsageError      the command line itself is wrong; exit code 2

Anything else that is raised is a bug in policybrief and keeps its traceback.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import field, replace
from typing import Any, Literal

from policybrief.text.records import dataclass

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Fix:
    """A change that mends a problem, where the right value is known: of the value at `path` in the problem's file.

    `replace` gives it another value; `insert` puts one in where there is none: under a key that is not there yet, or
    before that position of a list; `remove` takes it out with its key; `rename` gives its key the name `value`.
    """

    path: tuple[str | int, ...]
    operation: Literal["replace", "insert", "remove", "rename"]
    value: Any = field(default=None, hash=False)

    def as_dict(self) -> dict[str, Any]:
        """The record that `--format json` prints."""
        return {"path": list(self.path), "operation": self.operation, "value": self.value}


@dataclass(frozen=True)
class Nearest:
    """Of words that are not as they stand elsewhere: they themselves, what comes nearest there, and where that is."""

    yours: str
    theirs: str
    where: str

    def as_dict(self) -> dict[str, str]:
        """The record that `--format json` prints."""
        return {"text": self.theirs, "locator": self.where}


@dataclass(frozen=True)
class Problem:
    """One thing that a user has to fix, or to look at: an error stops the build, a warning or a note does not.

    `line` and `column` count from 1; 0 means that the problem belongs to the file as a whole.
    `path` names the value as a reader of the YAML would (`judgments[1].confidence`).
    `excerpt` is the source line, without its end of line; `length` says how many characters of it are wrong.
    `rule` is the stable id of what was broken, for those that can be silenced or looked up: `quote-differs`. `fault` is
    that of a problem that nothing silences, `unknown-key`: programs are told it, and people read the sentence.
    `nearest` is shown in place of the excerpt.
    """

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""
    hint: str = ""
    excerpt: str = ""
    severity: Severity = "error"
    length: int = 0
    rule: str = ""
    fix: Fix | None = None
    fault: str = ""
    nearest: Nearest | None = None

    @property
    def place(self) -> str:
        """file:line:column, as far as they are known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    @property
    def words(self) -> str:
        """What is wrong, and what to do about it; the rule's id in brackets last."""
        said = f"{self.path}: {self.message}" if self.path else self.message
        said = f"{said}; {self.hint}" if self.hint else said
        return f"{said}  [{self.rule}]" if self.rule else said

    def __str__(self) -> str:
        return f"{self.place}: {self.words}" if self.place else self.words

    def typed(self, fault: str, fix: Fix | None = None) -> Problem:
        """The same, with the id of its kind of fault, and what mends it where that is known for sure."""
        return replace(self, fault=fault, fix=fix)

    def graded(self, severity: Severity) -> Problem:
        """The same, taken more or less seriously."""
        return self if self.severity == severity else replace(self, severity=severity)

    def as_dict(self) -> dict[str, Any]:
        """The record that `--format json` prints."""
        keys = ("severity", "file", "line", "column", "path", "message", "hint")
        record = {key: getattr(self, key) for key in keys}
        known: dict[str, Any] = {"rule": self.rule or self.fault}
        known |= {key: getattr(self, key).as_dict() for key in ("nearest", "fix") if getattr(self, key)}
        return {**record, **{key: value for key, value in known.items() if value}}


class BriefError(Exception):
    """The errors found in one run, in the order of file and line; `outcome` is what came of it all the same.

    `warnings` are what else may be wrong and alone would have stopped nobody; one may be why there are errors.
    """

    def __init__(
        self, problems: Iterable[Problem], warnings: Iterable[Problem] = (), outcome: str = "nothing was written"
    ) -> None:
        self.warnings = tuple(warnings)
        self.outcome = outcome
        unique = dict.fromkeys(problem.graded("error") for problem in problems)
        self.problems = tuple(sorted(unique, key=lambda p: (p.file, p.line, p.column)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[Any, ...]:
        """An error comes whole out of another process."""
        return type(self), (self.problems, self.warnings, self.outcome)


class UsageError(Exception):
    """The command line is wrong: what it names is not there, or could be more than one thing."""


@dataclass(frozen=True)
class Guess:
    """What a word that is not known may have been meant for: the nearest known word, "" if none is near."""

    near: str
    known: tuple[str, ...]

    @classmethod
    def at(cls, word: str, known: Iterable[str]) -> Guess:
        """The guess at a word among those that are known."""
        import difflib  # of all that is imported for an error, what few errors need

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
    return guess.hint(f"available here: {', '.join(guess.known)}" if guess.known else "")


_NOUNS = frozenset(
    ("confidence", "cover", "distribution", "encoding", "form", "kind", "layout", "level", "likelihood", "mark",
     "masthead", "order", "page", "priority", "role", "score", "separator", "state", "term", "tone", "trend")
)  # fmt: skip
"""Keys whose names say what stands there."""


def noun(key: str) -> str:
    """What a key asks for, as it stands in "is not …": "a kind", "an order", "a value of 'table_header'"."""
    if key not in _NOUNS:
        return f"a value of {key!r}"
    return f"{'an' if key[0] in 'aeiou' else 'a'} {key}"


def certain(word: str, known: Iterable[str]) -> str:
    """The known word that was surely meant: the only one within one slip of the pen, letters alone; "" if none is."""
    near = {choice for choice in known if _slip(folded(word), folded(choice))}
    return near.pop() if len(near) == 1 else ""


_SHORTEST = 3
"""Words of fewer letters are near to too many others."""


def _slip(word: str, other: str) -> bool:
    """Whether two words are one letter apart: another one, one too many or too few, or two in each other's place."""
    if word == other:
        return True
    start = _common(word, other)
    rest, others = word[start:], other[start:]
    end = _common(rest[::-1], others[::-1])
    slip = {rest[: len(rest) - end], others[: len(others) - end]}
    swapped = {one[::-1] for one in slip} == slip and all(len(one) == 2 for one in slip)
    letters = not any(char.isdigit() for one in slip for char in one)
    return min(len(word), len(other)) >= _SHORTEST and letters and (swapped or all(len(one) < 2 for one in slip))


def _common(word: str, other: str) -> int:
    """With how many letters alike two words begin."""
    pairs = enumerate(zip(word, other, strict=False))
    return next((place for place, (one, another) in pairs if one != another), min(len(word), len(other)))


def folded(word: str) -> str:
    """A word in the form in which it is compared: lower case, composed, its parts joined by underscores."""
    return re.sub(r"[\s_\-\u2010-\u2015]+", "_", unicodedata.normalize("NFC", word).strip().casefold())
