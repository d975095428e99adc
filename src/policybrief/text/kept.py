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
        self._before: dict[Key, Made] = {}
        self._now: dict[Key, Made] = {}

    def begin(self, ground: object = None) -> None:
        """A new round. Where all of its values are made of another `ground` too, nothing of the last one is of use."""
        self._before = self._now if ground == self._ground else {}
        self._ground, self._now = ground, {}

    def of(self, key: Key, make: Callable[[], Made]) -> Made:
        """The value of a key: the one that is kept, or a new one."""
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else make()
        return self._now[key]
