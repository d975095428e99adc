"""Work for somebody else's text in a process of its own, with little memory and time: what eats them ends that process.

Whatever is read so far is there at no cost, for the process is a fork; only its answer comes back. Where there is no
fork (Windows), or where other threads run, which a fork would leave standing, the work is done here, within the limits
that its own rules set.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn, TypeVar

from policybrief.system.files import lookups
from policybrief.system.files.lookups import Sightings
from policybrief.text.records import dataclass

Result = TypeVar("Result")


@dataclass(frozen=True)
class Limits:
    """What work may take: memory beyond what the program has, and time of a processor."""

    megabytes: int
    seconds: int


TEMPLATE, FONT = Limits(256, 3), Limits(600, 8)
"""A template takes a tenth of a second; a Chinese font some hundred megabytes and a second."""
_MOST_WAITED = 60.0
"""Seconds by the clock on the wall, for a process that does nothing."""
OUT_OF_MEMORY, FAILED = 3, 4
"""How a process ends whose work took too much memory, and one that failed."""
_TOO_LONG = (
    frozenset({signal.SIGKILL, signal.SIGPROF, getattr(signal, "SIGXCPU", signal.SIGKILL)})
    if os.name != "nt"
    else frozenset()
)


class Exhausted(Exception):  # noqa: N818  # what the work did, not what failed
    """The work took more memory or time than it may."""

    @classmethod
    def of(cls, limits: Limits, *, memory: bool) -> Exhausted:
        most = f"{limits.megabytes:,} MB of memory" if memory else f"{limits.seconds} seconds"
        return cls(f"takes more than {most}")


@dataclass(frozen=True)
class WorkAnswer:
    """What came of the work: its result, or what it raised; and which files it has seen."""

    result: Any = None
    error: BaseException | None = None
    seen: Sightings | None = None

    def given(self) -> Any:
        """The result, or what was raised raised here; and what it has seen is noted."""
        lookups.take(self.seen)
        if self.error is not None:
            raise self.error
        return self.result


def run(work: Callable[[], Result], limits: Limits) -> Result:
    """What `work` returns or raises, both of which have to pickle. Raises `Exhausted` where it takes too much."""
    if not can_confine():
        return work()
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reader)
        _live(work, limits, writer)
    os.close(writer)
    content = read(reader)
    os.close(reader)
    if content is None:
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    if status or content is None:
        raise ended(status, limits)
    answer: WorkAnswer = pickle.loads(content)  # noqa: S301  # our own fork wrote it
    return answer.given()  # type: ignore[no-any-return]  # what `work` gave, by way of a pickle


def ended(status: int, limits: Limits) -> Exception:
    """Why a process ended that has not answered."""
    lookups.unsure("work in a process of its own took too much")
    if os.WIFSIGNALED(status):
        return Exhausted.of(limits, memory=os.WTERMSIG(status) not in _TOO_LONG)
    if os.WEXITSTATUS(status) == OUT_OF_MEMORY:
        return Exhausted.of(limits, memory=True)
    return RuntimeError("a process of its own ended without an answer")


def can_confine() -> bool:
    """Whether work gets a process of its own here."""
    return hasattr(os, "fork") and threading.active_count() == 1


def read(reader: int, most: int = -1) -> bytes | None:
    """What the process sends until its end, or so many bytes of it; None where that did not come in time."""
    pieces, there = list[bytes](), 0
    end = monotonic() + _MOST_WAITED
    while there != most:
        if not select.select([reader], [], [], max(0.0, end - monotonic()))[0]:
            return None
        piece = os.read(reader, 1 << 20 if most < 0 else most - there)
        if not piece:
            break
        pieces.append(piece)
        there += len(piece)
    return b"".join(pieces)


def _live(work: Callable[[], Any], limits: Limits, writer: int) -> NoReturn:
    """The life of the process: no more than its answer leaves it, and it flushes nothing that is its parent's."""
    status = FAILED
    try:
        _limit(limits)
        content = answered(work)
        while content:
            content = content[os.write(writer, content) :]
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    finally:
        os._exit(status)


def answered(work: Callable[[], Any]) -> bytes:
    """What the work returns or raises; a bug with its traceback, which would else end with the process."""
    try:
        return pickle.dumps(WorkAnswer(work(), seen=lookups.noted()))
    except MemoryError:
        raise
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))
        try:
            content = pickle.dumps(WorkAnswer(error=error, seen=lookups.noted()))
            pickle.loads(content)  # noqa: S301  # made the line before: an error of a library may be sent and not be read
        except Exception:  # what can't be sent is told
            return pickle.dumps(WorkAnswer(error=RuntimeError(error.__notes__[0])))
        return content


def _limit(limits: Limits) -> None:
    """The soft limit of time is an exception, at its line; the hard one ends what no exception reaches."""
    import resource

    def end(_: int, __: Any) -> NoReturn:
        raise Exhausted.of(limits, memory=False)

    signal.signal(signal.SIGXCPU, end)
    _lower(resource.RLIMIT_CPU, limits.seconds, limits.seconds + 1)
    most = used() + limits.megabytes * 1_000_000
    _lower(resource.RLIMIT_AS, most, most)
    _lower(resource.RLIMIT_CORE, 0, 0)


def _lower(kind: int, soft: int, hard: int) -> None:
    """Set a limit, or leave a lower one that is there."""
    import resource

    _, there = resource.getrlimit(kind)
    bound = there if there != resource.RLIM_INFINITY else hard
    try:
        resource.setrlimit(kind, (min(soft, bound), min(hard, bound)))
    except (OSError, ValueError):  # macOS knows the limit of memory and keeps to none
        return


def used() -> int:
    """Bytes of address space that the process has already."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 4_000_000_000
    return pages * os.sysconf("SC_PAGE_SIZE")
