"""Several things at a time: some in this process, the others in forks of it, which have all that was read so far at no
cost.

The documents of a build have nothing to do with one another once the brief is read, and a deck and a memo each load a
heavy library. On two processors that is a third of the time of a cold build.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from policybrief.system.files import lookups

Result = TypeVar("Result")
Task = Callable[[], Result]
Tick = Callable[[int], None]
"""Told how many more tasks are done."""
_MOST_SILENT_S = 60.0
"""A fork that ends no task for so long waits for something that it has not: a lock, a library's thread."""


def each(tasks: Sequence[Task[Result]], jobs: int = 0, tick: Tick = lambda _: None) -> list[Result]:
    """What the tasks return, in their order, made in up to `jobs` processes: 0 is as many as there are processors.

    Neighbours share a process. Results have to pickle. Where it can't be forked (no such system, one processor, other
    threads, which a fork would leave standing), or where a fork fails or falls silent, its tasks run here; so an
    exception of theirs is raised as ever.
    """
    count = _processes(tasks, jobs)
    bounds = [round(number * len(tasks) / count) for number in range(count + 1)]
    return [result for own in _run([tasks[start:end] for start, end in pairwise(bounds)], tick) for result in own]


def dealt(tasks: Sequence[Task[Result]], jobs: int = 0, tick: Tick = lambda _: None) -> list[Result]:
    """The same of tasks that are dealt out one by one: where some in a row have little to do, all processes gain."""
    count = _processes(tasks, jobs)
    results: list[Any] = [None] * len(tasks)
    for first, own in enumerate(_run([tasks[first::count] for first in range(count)], tick)):
        results[first::count] = own
    return results


def _processes(tasks: Sequence[Task[Any]], jobs: int) -> int:
    return max(1, min(jobs or os.cpu_count() or 1, len(tasks))) if _can_fork() else 1


def _run(hands: Sequence[Sequence[Task[Result]]], tick: Tick) -> list[list[Result]]:
    """What the tasks of each hand return: those of the first one made here, those of the others each in a fork."""
    here, *others = hands
    reader, writer = os.pipe() if others else (-1, -1)
    forks = [_fork(tasks, reader, writer) for tasks in others]
    results = []
    try:
        for task in here:
            results.append(task())
            tick(1)
            if others and select.select([reader], [], [], 0)[0]:
                tick(len(os.read(reader, 4096)))
        _wait(forks, reader, tick)
    except BaseException:
        _interrupt(forks)
        raise
    for end in (reader, writer) if others else ():
        os.close(end)
    return [results, *(fork.results() for fork in forks)]


def _can_fork() -> bool:
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and _threads() == 1


def _threads() -> int:
    """How many threads run here: the system's count where it has one, for Python knows nothing of a library's own pool.

    The PDF checker has such a pool once it has checked; a fork that checks would wait for it for ever.
    """
    try:
        return len(list(Path("/proc/self/task").iterdir()))
    except OSError:
        return threading.active_count()


@dataclass
class _Fork:
    """A process at work on `tasks`, and what has come from it."""

    tasks: Sequence[Task[Any]]
    process: int
    reader: int
    content: bytes = b""

    def results(self) -> list[Any]:
        """What its tasks returned; done again here if it failed."""
        _, status = os.waitpid(self.process, 0)
        if status:
            return [task() for task in self.tasks]
        returned: list[Any]
        returned, seen = pickle.loads(self.content)  # noqa: S301  # our own fork wrote it
        lookups.take(seen)
        return returned


def _fork(tasks: Sequence[Task[Any]], told: int, teller: int) -> _Fork:
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        for end in (told, reader):
            os.close(end)
        _work(tasks, writer, teller)
    os.close(writer)
    return _Fork(tasks, process, reader)


def _wait(forks: Sequence[_Fork], told: int, tick: Tick) -> None:
    """Take what forks send until they have sent all, or end those that have long been silent."""
    waiting = {fork.reader: fork for fork in forks}
    while waiting:
        heard = select.select([*waiting, told], [], [], _MOST_SILENT_S)[0]
        if not heard:
            for fork in waiting.values():
                os.kill(fork.process, signal.SIGKILL)
        for ready in heard:
            sent = os.read(ready, 1 << 20 if ready != told else 4096)
            if ready == told:
                tick(len(sent))
            elif sent:
                waiting[ready].content += sent
            else:
                os.close(ready)
                del waiting[ready]


def _interrupt(forks: Sequence[_Fork]) -> None:
    """End forks as Ctrl-C does, and wait: none writes a file once this process has said that it stops."""
    for fork in forks:
        os.kill(fork.process, signal.SIGINT)
    for fork in forks:
        os.waitpid(fork.process, 0)


def _work(tasks: Sequence[Task[Any]], writer: int, teller: int) -> None:
    """The life of a fork: no more than its results leave it, and it flushes nothing that is its parent's."""
    status = 1
    try:
        results = []
        for task in tasks:
            results.append(task())
            os.write(teller, b".")
        with os.fdopen(writer, "wb") as stream:
            pickle.dump((results, lookups.noted()), stream)
        status = 0
    finally:
        os._exit(status)
