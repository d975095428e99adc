"""What was made is kept for the next time, by what it was made of: an edit then costs what it changes.

Kept is what the last round asked for, and no more: however long a program runs, it holds one round.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Kept(Generic[Key, Made]):
    """Values by what they are made of, in rounds."""

    def __init__(self) -> None:
        self._ground: object = None
        self._before: dict[_Hashed, Made] = {}
        self._now: dict[_Hashed, Made] = {}

    def begin(self, ground: object = None) -> None:
        """A new round. Where all of its values are made of another `ground` too, nothing of the last one is of use."""
        self._before = self._now if ground == self._ground else {}
        self._ground, self._now = ground, {}

    def of(self, key: Key, make: Callable[[], Made]) -> Made:
        """The value of a key: the one that is kept, or a new one."""
        known = _Hashed(key)
        if known not in self._now:
            self._now[known] = self._before[known] if known in self._before else make()
        return self._now[known]


class _Hashed:
    """A key whose hash is worked out once: that of a slide goes through all of its words."""

    __slots__ = ("key", "own")

    def __init__(self, key: Hashable) -> None:
        self.key, self.own = key, hash(key)

    def __hash__(self) -> int:
        return self.own

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self.own == other.own and self.key == other.key
