"""A confined process that stays: it does one piece of work after another, each within the limits of one that has a
process to itself (`confined`).

To fork takes longer than to render a template, for what a fork touches is copied, and what it loads ends with it: who
renders again and again keeps one. The process gets nothing but what is sent to it. One that was stopped, that ended or
that has grown is replaced by a new one.
"""

from __future__ import annotations

import gc
import math
import os
import pickle
import signal
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from policybrief.system.files import lookups
from policybrief.system.processes import confined
from policybrief.system.processes.confined import FAILED, OUT_OF_MEMORY, Limits, WorkAnswer

Result = TypeVar("Result")
_LENGTH = 8
_GROWN = 0.25
"""One that has grown by this share of the memory which a piece of work may take is not kept."""
_PATIENCE = 1
"""So many seconds after its time work that can't be told so is ended."""


class StandingProcess:
    """Does work for somebody else's text within `limits`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._hand: _Hand | None = None

    def run(self, work: Callable[..., Result], *given: Any) -> Result:
        """What a function of a module returns or raises for what is `given`, all of which have to pickle. Raises
        `Exhausted` where it takes too much.
        """
        if not confined.can_confine():
            return work(*given)
        asked = pickle.dumps((work, given, lookups.noted() is not None))
        if content := self._answered(asked) or self._answered(asked):
            answer: WorkAnswer = pickle.loads(content)  # noqa: S301  # our own fork wrote it
            return answer.given()  # type: ignore[no-any-return]  # what `work` gave, by way of a pickle
        raise RuntimeError("a process of its own ends before it is asked")

    def _answered(self, asked: bytes) -> bytes:
        """The answer; nothing where the process ended before it could read what it is asked."""
        if self._hand is None or self._hand.owner != os.getpid():  # in a fork it is the parent's
            self._hand = _Hand(self._limits)
            weakref.finalize(self, self._hand.end, kill=True)
        try:
            _send(self._hand.asking, asked)
        except BrokenPipeError:
            self._hand.end(kill=False)
            self._hand = None
            return b""
        content = _received(self._hand.told)
        if not content:
            hand, self._hand = self._hand, None
            if status := hand.end(kill=content is None):
                raise confined.ended(status, self._limits)
        return content or b""


class _Hand:
    """Such a process, as who asks it sees it: its `owner`."""

    def __init__(self, limits: Limits) -> None:
        asked, self.asking = os.pipe()
        self.told, telling = os.pipe()
        self.owner = os.getpid()
        self._process = os.fork()
        if not self._process:
            _Life(limits).live(asked, telling)
        os.close(asked)
        os.close(telling)

    def end(self, *, kill: bool) -> int:
        """How it ended: 0 where it was to. Nothing is done twice, nor in a fork."""
        if self.owner != os.getpid():
            return 0
        self.owner = 0
        for pipe in (self.asking, self.told):
            os.close(pipe)
        if kill:
            os.kill(self._process, signal.SIGKILL)
        return os.waitpid(self._process, 0)[1]


def _send(pipe: int, message: bytes) -> None:
    content = len(message).to_bytes(_LENGTH, "big") + message
    while content:
        content = content[os.write(pipe, content) :]


def _received(pipe: int) -> bytes | None:
    """A message; nothing where the process ends instead, None where it does not come in time."""
    head = confined.read(pipe, _LENGTH)
    if not head or len(head) < _LENGTH:
        return head and b""
    content = confined.read(pipe, length := int.from_bytes(head, "big"))
    return b"" if content is not None and len(content) < length else content


class _Life:
    """The life of the process: no more than its answers leave it, and it flushes nothing that is its parent's."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._stopped = False

    def live(self, asked: int, telling: int) -> NoReturn:
        """Answer until nobody asks any more, or until it is not to go on."""
        status = FAILED
        try:
            _leave_all_but(asked, telling)
            gc.freeze()  # what the program has stays as it is; what is left of each piece of work is freed
            gc.enable()
            signal.signal(signal.SIGXCPU, self._stop)
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            _set(_CORE, 0)  # a crash writes nothing of the brief to a disk
            most = confined.used() + _GROWN * self._limits.megabytes * 1_000_000
            with os.fdopen(asked, "rb") as stream:
                while not self._stopped and confined.used() <= most and (head := stream.read(_LENGTH)):
                    _send(telling, self._answer(stream.read(int.from_bytes(head, "big"))))
            status = 0
        except MemoryError:
            status = OUT_OF_MEMORY
        finally:
            os._exit(status)

    def _answer(self, message: bytes) -> bytes:
        work, given, is_noted = pickle.loads(message)  # noqa: S301  # the program wrote it, whose fork this is
        with lookups.noting() if is_noted else lookups.unnoted():
            self._limit()
            try:
                return confined.answered(partial(work, *given))
            finally:
                self._lift()

    def _limit(self) -> None:
        """The limit of time is an exception, at its line; a timer ends what no exception reaches. All that the process
        took before is not counted.
        """
        taken = time.process_time()
        most = math.ceil(taken) + self._limits.seconds
        _set(_CPU, most)
        _set(_MEMORY, confined.used() + self._limits.megabytes * 1_000_000)
        signal.setitimer(signal.ITIMER_PROF, most - taken + _PATIENCE)

    def _lift(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        _set(_CPU, None)
        _set(_MEMORY, None)

    def _stop(self, _: int, __: Any) -> NoReturn:
        self._stopped = True
        raise confined.Exhausted.of(self._limits, memory=False)


_CPU, _MEMORY, _CORE = "RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_CORE"


def _set(kind: str, most: int | None) -> None:
    """Set a limit, or leave a lower one that is there; None takes ours away."""
    import resource

    number = getattr(resource, kind)
    _, there = resource.getrlimit(number)
    bound = there if most is None or (there != resource.RLIM_INFINITY and there < most) else most
    with suppress(OSError, ValueError):  # macOS knows the limit of memory and keeps to none
        resource.setrlimit(number, (bound, there))


def _leave_all_but(*kept: int) -> None:
    """Close what the program has open: a file that is locked would stay so for as long as this process."""
    for number in (int(entry.name) for entry in list(Path("/dev/fd").iterdir())):
        if number > 2 and number not in kept:
            with suppress(OSError):  # that which listed them
                os.close(number)
