"""read: YAML text becomes plain data, and every value keeps its place in the file.

The reader takes the events of libyaml's parser and builds the data itself, without recursion, for four reasons:
each value's line and column is kept by its path; a duplicate key is an error and not a silent loss; plain scalars
follow the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema), so that `no` is the word "no" and
Norway stays a country; and a hostile file (an alias bomb, a million brackets) is refused quickly. Texts are in
Unicode's composed form (NFC), so that what looks the same is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from policybrief.errors import BriefError, Problem
from policybrief.read import syntax
from policybrief.read.building import Builder, WrittenScalar
from policybrief.read.scalars import Spelled
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.mentions import NamedFigure, as_written, put_back
from policybrief.text.records import dataclass
from policybrief.text.value_path import Steps, ValuePath, value_at

__all__ = ["Given", "Source", "Spelled", "origin", "parse", "read", "remembered"]

MAX_BYTES = 5_000_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Given:
    """Where a value comes from that stands not in the file itself: an option, or a cell of a file of numbers."""

    name: str
    line: int = 0
    column: int = 0
    excerpt: str = ""


@dataclass(frozen=True)
class Source:
    """A YAML file as read: its plain `data` (dict, list, str, int, float, bool, None) and where each value stands.

    `digest` is the SHA-256 of the bytes it was read from, "" for a text that was no file. `cuts` are the problems of
    values that a comment ends though it looks like text; validate tells those where a text is meant. `truths` are the
    words that stand for true and false, as they are spelled. What is `given` from elsewhere for a value of the file is
    told of by the name of that, at its place there; `brought` are the values that files of numbers gave, each at its
    path, and `figures` those that texts name, where they stand in these. `inputs` are the files, by their names, with
    the SHA-256 of each. `scalars` say where texts and numbers begin and end among the characters of its `lines`.
    """

    file: str
    lines: tuple[str, ...]
    data: Any
    places: Mapping[ValuePath, tuple[int, int]] = field(repr=False)
    digest: str = field(default="", kw_only=True)
    cuts: Mapping[ValuePath, Problem] = field(default_factory=dict, repr=False, kw_only=True)
    truths: Mapping[ValuePath, str] = field(default_factory=dict, repr=False, kw_only=True)
    given: Mapping[ValuePath, Given] = field(default_factory=dict, repr=False, kw_only=True)
    brought: Mapping[ValuePath, Any] = field(default_factory=dict, repr=False, kw_only=True)
    figures: Mapping[ValuePath, tuple[NamedFigure, ...]] = field(default_factory=dict, repr=False, kw_only=True)
    inputs: Mapping[str, str] = field(default_factory=dict, repr=False, kw_only=True)
    scalars: Mapping[ValuePath, WrittenScalar] = field(default_factory=dict, repr=False, kw_only=True)

    @property
    def files(self) -> tuple[Source, ...]:
        """The files that its values come from."""
        return (self,)

    def place(self, path: Steps) -> tuple[int, int]:
        """Line and column (from 1) of a value, or of its nearest ancestor that stands in the file. Never raises."""
        return next((self.places[above] for above in ValuePath(*path).upwards if above in self.places), (1, 1))

    def at(self, path: Steps) -> Any:
        """The value at a path; None where there is none."""
        return value_at(self.data, path)

    def written(self, path: Steps) -> Any:
        """The value at a path as the file has it: with the names of figures that a text names."""
        value, figures = self.at(path), self.figures.get(ValuePath(*path))
        return as_written(str(value), figures) if figures else value

    def writing(self, path: Steps, text: str) -> str:
        """What is to be written at a path, so that it reads as `text`: figures keep their names."""
        figures = self.figures.get(ValuePath(*path))
        return put_back(str(self.at(path)), figures, text).written if figures else text

    def key_place(self, path: Steps) -> tuple[int, int]:
        """Like `place`, for the key of a mapping's entry rather than its value."""
        return self.places.get(ValuePath(*path, "\0key")) or self.place(path)

    def origin(self, path: Steps) -> Given | None:
        """Where a value comes from that stands elsewhere; None for one of the file."""
        return next((self.given[above] for above in ValuePath(*path).upwards if above in self.given), None)

    def problem(self, path: Steps, message: str, hint: str = "", *, at_key: bool = False) -> Problem:
        """A `Problem` at the place of `path`, with its source line."""
        line, column = self.key_place(path) if at_key else self.place(path)
        return self.problem_at(path, line, column, message, hint)

    def problem_at(self, path: Steps, line: int, column: int, message: str, hint: str = "") -> Problem:
        """A `Problem` with the value at `path`, at a place inside of it."""
        if of := self.origin(path):
            return Problem(message, of.name, of.line, of.column, str(ValuePath(*path)), hint, of.excerpt)
        return Problem(message, self.file, line, column, str(ValuePath(*path)), hint, self._line(line))

    def _line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


Moved = Mapping[ValuePath, tuple[Source, ValuePath]]
"""Values that do not stand where they are written: the file and the path of each."""


def origin(path: ValuePath, moved: Moved) -> tuple[Source, ValuePath] | None:
    """The file and the path of a value that does not stand where it is written; None for one that does.

    What is `moved` takes along what is below it.
    """
    for above in path.upwards:
        if home := moved.get(above):
            return home[0], home[1] + path[len(above) :]
    return None


def read(file: Path | str, *, within: Path | None = access.ANYWHERE, first: str = "title") -> Source:
    """Read a YAML file that lies in `within`; `first` is the key to begin one with that has none.

    Raises `BriefError` for a file that is missing, elsewhere, too large, not UTF-8, not YAML, or not a mapping.
    """
    name = str(file)
    try:
        raw = access.read(Path(file), MAX_BYTES, within=within)
    except access.TooLargeError:
        message = f"is larger than {MAX_BYTES // 1_000_000} MB; a brief is text, a few pages"
        raise BriefError([Problem(message, name)]) from None
    except OSError as error:
        raise BriefError([file_problems.unread(error, name)]) from None
    try:
        text = raw.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        hint = "save the file as UTF-8"
        raise BriefError([Problem("is not UTF-8 text", name, line, column, hint=hint)]) from None
    return replace(parse(text, name, first), digest=hashlib.sha256(raw).hexdigest())


def parse(text: str, name: str = "<text>", first: str = "title") -> Source:
    """Read YAML from a string; `name` stands for the file in messages. Raises `BriefError` as `read` does."""
    text = text.replace("\r\n", "\n")
    lines = tuple(text.split("\n"))
    if problems := syntax.control_characters(lines, name):
        raise BriefError(problems)
    builder = Builder(name, lines)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.YAMLError as error:
        builder.problems.append(builder.unended() or syntax.problem(error, name, lines))
    else:
        builder.finish()
    if builder.problems:
        raise BriefError(builder.problems)
    about: dict[str, Any] = {"cuts": builder.cuts, "truths": builder.truths, "scalars": builder.scalars}
    source = Source(name, lines, builder.data, builder.places, **about)
    if not isinstance(source.data, dict):
        message = "is empty" if source.data is None else "is not a mapping of keys to values"
        raise BriefError([Problem(message, name, hint=f"begin with a line such as '{first}: …'")])
    return source


@lru_cache(maxsize=4)
def remembered(text: str, name: str = "<text>") -> Source:
    """The same, kept for the texts that were read last: who edits asks of one text several times, and what comes of one
    change is the text of the next. Nobody changes the data of it.
    """
    return parse(text, name)
