"""How long something takes, whatever else the machine does."""

from __future__ import annotations

import os
import time


def processor_seconds() -> float:
    """The processor's time of this process and of its children that have ended. Bounds are of differences."""
    return sum(os.times()[:4])


_LOOPS, _USUAL_S = 200_000, 0.012
"""Additions, and what they take on the machines on which bounds are set."""


def slowness() -> float:
    """How many times slower this machine is now than a usual one, 1 at the least: what bounds are multiplied by."""
    return max(1.0, min(_counted() for _ in range(3)) / _USUAL_S)


def _counted() -> float:
    start, total = time.process_time(), 0
    for number in range(_LOOPS):
        total += number
    return time.process_time() - start
