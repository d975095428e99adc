"""Where a value stands in a YAML file: the keys and positions that lead to it.

A path goes with its text from the reader to the placed document, and is compared and taken apart as what it is; only
people read it as a string. Its name says of what: `Path` is pathlib's everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Self

Step = str | int
"""A key, or a position in a list, from 0."""
Steps = tuple[Step, ...]
"""A path that is written out where it is asked for: `("deck", "base")`."""


def value_at(data: Any, steps: Steps) -> Any:
    """The value at a path of what a YAML file holds; None where there is none."""
    for step in steps:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return None
    return data


class ValuePath(tuple[Step, ...]):
    """`ValuePath("judgments", 1, "headline")`, which is written `judgments[1].headline`.

    The empty path is that of the whole file, and of a text that no file's value is.
    """

    __slots__ = ()

    def __new__(cls, *steps: Step) -> Self:
        return tuple.__new__(cls, steps)

    def __getnewargs__(self) -> tuple[Step, ...]:
        return tuple(self)

    @property
    def key(self) -> Step:
        """The last step; "" for the whole file."""
        return self[-1] if self else ""

    @property
    def parent(self) -> ValuePath:
        """The path of what holds the value; the whole file's is its own."""
        return ValuePath(*self[:-1])

    @property
    def upwards(self) -> Iterator[ValuePath]:
        """The path, its parent, and so on up to the whole file."""
        return (ValuePath(*self[:length]) for length in range(len(self), -1, -1))

    def __truediv__(self, step: Step) -> ValuePath:
        return tuple.__new__(ValuePath, (*self, step))

    def __add__(self, steps: tuple[Step, ...]) -> ValuePath:  # type: ignore[override]  # of steps, and no other tuple
        return ValuePath(*self, *steps)

    def within(self, *steps: Step) -> bool:
        """Whether it is the value at `steps`, or is below it."""
        return self[: len(steps)] == steps

    def __str__(self) -> str:
        text = ""
        for step in self:
            text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
        return text

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> ValuePath:
        """The inverse of `str`, for what could pass on characters only: a rendered template."""
        return cls(*(int(number) if number else name for number, name in _STEP.findall(text)))


_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")

NOWHERE = ValuePath()
"""Of what is no value of a file: a template's own words, a problem of the file as a whole."""
