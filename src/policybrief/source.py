"""read: YAML text becomes plain data, and every value keeps its place in the file.

The reader takes the events of libyaml's parser and builds the data itself, without recursion, for four reasons:
each value's line and column is kept by its path; a duplicate key is an error and not a silent loss; plain scalars
follow the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema), so that `no` is the word "no" and
Norway stays a country; and a hostile file (an alias bomb, a million brackets) is refused quickly.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any, NoReturn

import yaml

from policybrief import syntax
from policybrief.errors import BriefError, Problem

Path = tuple[str | int, ...]
"""Where a value stands: the keys and list positions (from 0) that lead to it."""

MAX_BYTES = 5_000_000
MAX_DEPTH = 40
MAX_VALUES = 100_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?|[-+]?[1-9][0-9]*[eE][-+]?[0-9]+")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}


class Spelled(float):
    """A number with a fraction that keeps its spelling: section 3.10 is not section 3.1."""

    spelling: str

    @classmethod
    def of(cls, text: str) -> Spelled:
        number = cls(text)
        number.spelling = text
        return number


def spell(path: Path) -> str:
    """`("judgments", 1, "headline")` as a reader writes it: `judgments[1].headline`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def unspell(text: str) -> Path:
    """The inverse of `spell`."""
    return tuple(int(number) if number else name for number, name in re.findall(r"\[(\d+)\]|([^.\[\]]+)", text))


@dataclass(frozen=True)
class Source:
    """A YAML file as read: its plain `data` (dict, list, str, int, float, bool, None) and where each value stands.

    `digest` is the SHA-256 of the bytes it was read from, "" for a text that was no file.
    """

    file: str
    lines: tuple[str, ...]
    data: Any
    places: Mapping[Path, tuple[int, int]] = field(repr=False)
    digest: str = field(default="", kw_only=True)

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column (from 1) of a value, or of its nearest ancestor that stands in the file. Never raises."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (1, 1)

    def key_place(self, path: Path) -> tuple[int, int]:
        """Like `place`, for the key of a mapping's entry rather than its value."""
        return self.places.get((*path, "\0key")) or self.place(path)

    def problem(self, path: Path, message: str, hint: str = "", *, at_key: bool = False) -> Problem:
        """A `Problem` at the place of `path`, with its source line."""
        line, column = self.key_place(path) if at_key else self.place(path)
        return self.problem_at(path, line, column, message, hint)

    def problem_at(self, path: Path, line: int, column: int, message: str, hint: str = "") -> Problem:
        """A `Problem` with the value at `path`, at a place inside of it."""
        return Problem(message, self.file, line, column, spell(path), hint, self._line(line))

    def _line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def origin(path: Path, moved: Mapping[Path, tuple[Source, Path]]) -> tuple[Source, Path] | None:
    """The file and the path of a value that does not stand where it is written; None for one that does.

    What is `moved` takes along what is below it.
    """
    for length in range(len(path), 0, -1):
        if found := moved.get(path[:length]):
            return found[0], (*found[1], *path[length:])
    return None


def read(file: FilePath | str) -> Source:
    """Read a YAML file.

    Raises `BriefError` for a file that is missing, too large, not UTF-8, not YAML, or not a mapping.
    """
    name = str(file)
    try:
        with FilePath(file).open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise BriefError([Problem(f"cannot be read: {error.strerror or error}", name)]) from None
    if len(raw) > MAX_BYTES:
        raise BriefError([Problem(f"is larger than {MAX_BYTES // 1_000_000} MB; a brief is text, a few pages", name)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        hint = "save the file as UTF-8"
        raise BriefError([Problem("is not UTF-8 text", name, line, column, hint=hint)]) from None
    return replace(parse(text, name), digest=hashlib.sha256(raw).hexdigest())


def parse(text: str, name: str = "<text>") -> Source:
    """Read YAML from a string; `name` stands for the file in messages. Raises `BriefError` as `read` does."""
    lines = tuple(text.replace("\r\n", "\n").split("\n"))
    if problems := syntax.control_characters(lines, name):
        raise BriefError(problems)
    builder = _Builder(name, lines)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.YAMLError as error:
        builder.problems.append(syntax.problem(error, name, lines))
    else:
        builder.finish()
    if builder.problems:
        raise BriefError(builder.problems)
    source = Source(name, lines, builder.data, builder.places)
    if not isinstance(source.data, dict):
        message = "is empty" if source.data is None else "is not a mapping of keys to values"
        raise BriefError([Problem(message, name, hint="begin with a line such as 'title: …'")])
    return source


@dataclass
class _Open:
    """A mapping or list that is being filled; `key` is the key that waits for its value."""

    value: dict[str, Any] | list[Any]
    path: Path
    anchor: str | None
    key: str | None = None


class _Builder:
    """Builds data from parser events, one at a time, so that depth costs no stack."""

    def __init__(self, name: str, lines: tuple[str, ...]) -> None:
        self.name, self.lines = name, lines
        self.data: Any = None
        self.places: dict[Path, tuple[int, int]] = {}
        self.problems: list[Problem] = []
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
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            self._key(event, parent)
            return
        if (match := syntax.FORBIDDEN.search(event.value)) is not None:
            message = f"an escape stands for the character U+{ord(match.group()):04X}, which is not text"
            self.problems.append(self._problem(event, message, "delete it"))
        value = event.value if event.style else _plain(event.value)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1, 0)
        self._put(event, value)

    def _key(self, event: yaml.ScalarEvent, parent: _Open) -> None:
        key = event.value
        assert isinstance(parent.value, dict)
        if not key or "\n" in key or syntax.FORBIDDEN.search(key):
            self._refuse(event, "a key must be a word, on one line", "write 'key: value'")
        if key in parent.value:
            line = self.places[(*parent.path, key, "\0key")][0]
            self.problems.append(
                self._problem(event, f"the key {key!r} stands here a second time", f"the first is in line {line}")
            )
        if key == "<<" and not event.style:
            self._refuse(event, "merge keys ('<<') are not read", "write the values out")
        parent.key = key
        self.places[(*parent.path, key, "\0key")] = _place(event)

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
        self._open.append(_Open(value, path, event.anchor))

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

    def _put(self, event: yaml.Event, value: Any) -> Path:
        """Store a value where the parser stands; return its path."""
        self._count += 1
        if self._count > MAX_VALUES:
            self._refuse(
                event, f"the file holds more than {MAX_VALUES:,} values", "aliases count as often as they are used"
            )
        parent = self._open[-1] if self._open else None
        if parent is None:
            path: Path = ()
            self.data = value
        elif isinstance(parent.value, list):
            path = (*parent.path, len(parent.value))
            parent.value.append(value)
        elif parent.key is None:
            self._refuse(event, "a key must be a word, not an alias", "put text that begins with '*' in quotes")
        else:
            path = (*parent.path, parent.key)
            parent.value[parent.key] = value
            parent.key = None
        self.places[path] = _place(event)
        return path


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _plain(text: str) -> Any:
    """The value of an unquoted scalar by the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) < 20 else text
    if _FLOAT.fullmatch(text):
        return Spelled.of(text)
    return text


def _measure(value: Any) -> tuple[int, int]:
    """How many values hang on `value`, and how deep: aliases inside it count as what they stand for."""
    if not isinstance(value, dict | list):
        return 1, 0
    inner = [_measure(item) for item in (value.values() if isinstance(value, dict) else value)]
    return 1 + sum(size for size, _ in inner), 1 + max((depth for _, depth in inner), default=0)
