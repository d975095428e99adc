"""Texts of the brief in a template's hands: what keeps a text a text keeps its YAML path, its Markdown, its citations.

Python's own methods, and with them Jinja's filters, would give plain characters: Markdown would be printed as it is
written, and no error could name the line to mend. Here a change goes around citations and addresses; one that would
break them, or lose the path, is refused at the template's line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, Self, SupportsIndex

from policybrief.text import inline
from policybrief.text.value_path import ValuePath

SIDE_BY_SIDE = "put the values side by side: {{ a }} {{ b }}"


class Misuse(Exception):  # noqa: N818  # what a template's author did, not what failed
    """A template asks for what there is not; `hint` says what there is."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Known(str):
    """A text that knows where it came from: a `Traced`, or several `Joined`."""

    __slots__ = ()

    def __add__(self, other: Any) -> Joined:
        return Joined((self, other)) if isinstance(other, str) else NotImplemented

    def __radd__(self, other: Any) -> Joined:
        return Joined((other, self)) if isinstance(other, str) else NotImplemented

    def __mul__(self, count: Any) -> Joined:
        return Joined((self,) * count) if isinstance(count, int) else NotImplemented

    __rmul__ = __mul__

    def _refused(self, *_: Any, **__: Any) -> NoReturn:
        """What makes plain characters of a text."""
        raise Misuse("a text of the brief would lose its Markdown and its citations here", SIDE_BY_SIDE)

    __mod__ = __rmod__ = format = format_map = join = _refused
    center = ljust = rjust = zfill = expandtabs = translate = _refused


class Traced(Known):
    """A text of the brief that knows its YAML path."""

    __slots__ = ("path",)
    path: ValuePath

    def __new__(cls, text: str, path: ValuePath) -> Self:
        traced = super().__new__(cls, text)
        traced.path = path
        return traced

    def changed(self, change: Callable[[str], str]) -> Self:
        """The text after a change of its characters, which may not touch citations and addresses."""
        changed = "".join(change(piece) if free else piece for piece, free in inline.stretches(str(self)))
        if inline.fixed(changed) != inline.fixed(str(self)):
            self._cut()
        return type(self)(changed, self.path)

    def cut(self, change: Callable[[str], str]) -> Self:
        """The text after a cut, which could go through the middle of its Markdown."""
        return self._cut_to(change(str(self)))

    def _cut_to(self, rest: str) -> Self:
        if rest != self and inline.marked(str(self)):
            self._cut()
        return type(self)(rest, self.path)

    def _cut(self) -> NoReturn:
        raise Misuse(
            f"{self.path} has Markdown or citations, which would break here",
            "print it as it is, or take them out of the brief's text",
        )

    def upper(self) -> Self:
        return self.changed(str.upper)

    def lower(self) -> Self:
        return self.changed(str.lower)

    def casefold(self) -> Self:
        return self.changed(str.casefold)

    def swapcase(self) -> Self:
        return self.changed(str.swapcase)

    def title(self) -> Self:
        return self.changed(lambda text: re.sub(r"[^\s(\[{<-]+", lambda word: _capitalized(word[0]), text))

    def capitalize(self) -> Self:
        return self.lower().capital()

    def capital(self) -> Self:
        """With its first letter upper-case, and all else as it is."""
        return type(self)(_FIRST.sub(lambda start: start.group().upper(), str(self), count=1), self.path)

    def strip(self, chars: str | None = None, /) -> Self:
        return self._stripped(lambda text: text.strip(chars), chars)

    def lstrip(self, chars: str | None = None, /) -> Self:
        return self._stripped(lambda text: text.lstrip(chars), chars)

    def rstrip(self, chars: str | None = None, /) -> Self:
        return self._stripped(lambda text: text.rstrip(chars), chars)

    def _stripped(self, change: Callable[[str], str], chars: str | None) -> Self:
        return type(self)(change(str(self)), self.path) if chars is None else self.cut(change)

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> Self:
        if int(count) >= 0:
            return self.cut(lambda text: text.replace(old, new, count))
        return self.changed(lambda text: text.replace(old, new))

    def removeprefix(self, prefix: str, /) -> Self:
        return self.cut(lambda text: text.removeprefix(prefix))

    def removesuffix(self, suffix: str, /) -> Self:
        return self.cut(lambda text: text.removesuffix(suffix))

    def __getitem__(self, key: Any) -> Self:
        return self.cut(lambda text: text[key])

    def split(self, *args: Any, **options: Any) -> list[Any]:
        return self._parts(str(self).split(*args, **options))

    def rsplit(self, *args: Any, **options: Any) -> list[Any]:
        return self._parts(str(self).rsplit(*args, **options))

    def splitlines(self, *args: Any, **options: Any) -> list[Any]:
        return self._parts(str(self).splitlines(*args, **options))

    def partition(self, sep: str, /) -> Any:
        return tuple(self._parts(str(self).partition(sep)))

    def rpartition(self, sep: str, /) -> Any:
        return tuple(self._parts(str(self).rpartition(sep)))

    def _parts(self, parts: Iterable[str]) -> list[Any]:
        return [*map(self._cut_to, parts)]


class Joined(Known):
    """Texts one after the other, each with its own path: what `a ~ ", " ~ b` gives."""

    __slots__ = ("pieces",)
    pieces: tuple[str, ...]

    def __new__(cls, pieces: Iterable[str]) -> Self:
        flat = tuple(part for piece in pieces for part in (piece.pieces if isinstance(piece, Joined) else (piece,)))
        joined = super().__new__(cls, "".join(map(str, flat)))
        joined.pieces = flat
        return joined

    def upper(self) -> Self:
        return type(self)(piece.upper() for piece in self.pieces)

    def lower(self) -> Self:
        return type(self)(piece.lower() for piece in self.pieces)

    def strip(self, chars: str | None = None, /) -> Self:
        first, *others = self.pieces or ("",)
        pieces = [first.lstrip(chars), *others]
        return type(self)([*pieces[:-1], pieces[-1].rstrip(chars)])

    capitalize = title = casefold = swapcase = replace = Known._refused
    lstrip = rstrip = removeprefix = removesuffix = __getitem__ = Known._refused
    split = rsplit = splitlines = partition = rpartition = Known._refused


# The first letter, behind marks of Markdown; a text that begins with a citation has none.
_FIRST = re.compile(r"^[*_]*(?:\[(?!@))?[*_]*\w")


def _capitalized(word: str) -> str:
    start = _FIRST.match(word)
    end = start.end() if start else 1
    return word[:end].upper() + word[end:].lower()
