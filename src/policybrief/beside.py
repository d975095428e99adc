"""Two things at a time: one in this process, the other in a fork of it, which has all that was read so far at no cost.

The deck and the memo have nothing to do with each other once the brief is read, and each loads a heavy library. On two
processors that is a third of the time of a cold build.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable
from typing import TypeVar

Here = TypeVar("Here")
There = TypeVar("There")


def both(here: Callable[[], Here], there: Callable[[], There]) -> tuple[Here, There]:
    """What two functions return, `there` run beside `here` where that can be done: its result has to pickle.

    Where it can't (no fork, one processor, other threads, which a fork would leave standing), or where the fork fails,
    `there` runs here, after the other; so an exception of its is raised as ever.
    """
    other = _forked(there) if _can_fork() else there
    first = here()
    return first, other()


def _can_fork() -> bool:
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def _forked(task: Callable[[], There]) -> Callable[[], There]:
    """Start `task` in a fork; what is returned waits for its result."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _work(task, reader, writer)
    os.close(writer)

    def result() -> There:
        with os.fdopen(reader, "rb") as stream:
            content = stream.read()
        _, status = os.waitpid(child, 0)
        if status:
            return task()
        found: There = pickle.loads(content)  # noqa: S301  # our own fork wrote it
        return found

    return result


def _work(task: Callable[[], object], reader: int, writer: int) -> None:
    """The life of the fork: no more than its result leaves it, and it flushes nothing that is its parent's."""
    status = 1
    try:
        os.close(reader)
        with os.fdopen(writer, "wb") as stream:
            pickle.dump(task(), stream)
        status = 0
    finally:
        os._exit(status)
