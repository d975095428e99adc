"""What a process keeps by value, emptied: so that a test sees what a new one would make."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any


def forget() -> None:
    """Empty what all modules of the program keep, as a new process has it."""
    for kept in kept_values():
        kept.cache_clear()


def kept_values() -> Iterator[Any]:
    for name, module in list(sys.modules.items()):
        if name.startswith("policybrief."):
            yield from (value for value in vars(module).values() if callable(getattr(value, "cache_clear", None)))
