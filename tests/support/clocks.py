"""How long something takes, whatever else the machine does."""

from __future__ import annotations

import os
import time


def processor_seconds() -> float:
    """The processor's time of this process and of its children that have ended. Bounds are of differences."""
    return sum(os.times()[:4])


_ENTRIES, _USUAL_S = 20_000, 0.004
"""Entries of a mapping, and what they take on the machines on which bounds are set: memory is what others slow down."""


def slowness() -> float:
    """How many times slower this machine is now than a usual one, 1 at the least: what bounds are multiplied by."""
    return max(1.0, min(_filled() for _ in range(3)) / _USUAL_S)


def _filled() -> float:
    start = time.process_time()
    held = {f"key{number}": [number, (number,)] for number in range(_ENTRIES)}
    assert len(held) == _ENTRIES
    return time.process_time() - start
