"""A process of ours that is asked and answers over pipes: its output for messages alone, and its end with all that it
has started.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import BinaryIO


def output_alone() -> BinaryIO:
    """The output of this process for messages alone: what anything prints from now on goes where errors go."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return output


def end(process: int) -> None:
    """End a process that began a session, and with it what it started; where there are no sessions, it alone."""
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process, signal.SIGKILL)
        else:
            os.kill(process, signal.SIGTERM)
