"""The process that draws, as the server sees it: asked one thing at a time, and ended where it takes too long."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from policybrief.serve.drawing.framing import AHEAD, framed, received
from policybrief.system.processes import piped

SECONDS = 30.0
"""What drawing may take: a long deck is laid out for the first time in some seconds."""
_MOST_WAITING = 16
_COMMAND = ("-P", "-m", "policybrief.serve.drawing")
"""Without the present folder among those that modules are taken from: it is a project's, and maybe a stranger's."""


class BusyError(Exception):
    """Too much is asked at a time."""


class StoppedError(Exception):
    """Drawing took too long, or its process ended without an answer: the message says which."""


class DrawingProcess:
    """Draws a brief in another process, which is started when it is first asked, and again where it ended."""

    def __init__(self, brief: Path, seconds: float = SECONDS) -> None:
        self.brief, self.seconds = brief.absolute(), seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0

    def start(self, *, ahead: bool = False) -> subprocess.Popen[bytes]:
        """The process, which is started if there is none: the sooner it has read its modules, the better. `ahead`, it
        draws what a page asks first at once.
        """
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                [sys.executable, *_COMMAND, str(self.brief), *([AHEAD] if ahead else [])],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
            )  # fmt: skip
        return self._process

    async def ask(self, message: Any) -> Any:
        """What comes of it, in the order of asking. Raises `StoppedError` and `BusyError`."""
        if self._waiting >= _MOST_WAITING:
            raise BusyError
        self._waiting += 1
        try:
            async with self._turn:
                return await self._asked(message)
        finally:
            self._waiting -= 1

    async def _asked(self, message: Any) -> Any:
        process = self.start()
        try:
            async with asyncio.timeout(self.seconds):
                return await asyncio.to_thread(_exchanged, process, framed(message))
        except TimeoutError:
            raise StoppedError(f"drawing took more than {self.seconds:g} seconds and was stopped") from None
        except (EOFError, ConnectionError):
            raise StoppedError("the process that draws has ended, and is started again") from None
        finally:
            if sys.exc_info()[0]:  # whatever came between, its next answer would be of an older text
                await self.stop()

    async def stop(self) -> None:
        """End the process, and what it started."""
        await asyncio.to_thread(self.end)

    def end(self) -> None:
        """The same, where nothing else has to go on meanwhile."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            piped.end(process.pid)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not read any more
                pipe.close()  # type: ignore[union-attr]  # both are pipes


def _exchanged(process: subprocess.Popen[bytes], content: bytes) -> Any:
    """The answer to a message; ends with the process, for the pipes do."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(content)
    process.stdin.flush()
    return received(process.stdout)
