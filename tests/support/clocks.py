"""How long something takes, whatever else the machine does."""

from __future__ import annotations

import os


def processor_seconds() -> float:
    """The processor's time of this process and of its children that have ended. Bounds are of differences."""
    return sum(os.times()[:4])
