"""The process that draws, as the server sees it: asked one thing at a time, and ended where it takes too long."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from policybrief.serve.drawing.drawer import LENGTH, framed
from policybrief.system.processes import piped

SECONDS = 30.0
"""What drawing may take: a long deck is laid out for the first time in some seconds."""
_MOST_WAITING = 16
_COMMAND = ("-P", "-m", "policybrief.serve.drawing.drawer")
"""Without the present folder among those that modules are taken from: it is a project's, and maybe a stranger's."""


class BusyError(Exception):
    """Too much is asked at a time."""


class StoppedError(Exception):
    """Drawing took too long, or its process ended without an answer: the message says which."""


class DrawingProcess:
    """Draws a brief in another process, which is started when it is first asked, and again where it ended."""

    def __init__(self, brief: Path, seconds: float = SECONDS) -> None:
        self.brief, self.seconds = brief, seconds
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def start(self) -> asyncio.subprocess.Process:
        """The process, which is started if there is none: the sooner it has read its modules, the better."""
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *_COMMAND, str(self.brief),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True,
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
        process = await self.start()
        assert process.stdin
        assert process.stdout
        try:
            async with asyncio.timeout(self.seconds):
                process.stdin.write(framed(message))
                await process.stdin.drain()
                length = int.from_bytes(await process.stdout.readexactly(LENGTH), "big")
                return json.loads(await process.stdout.readexactly(length))
        except TimeoutError:
            raise StoppedError(f"drawing took more than {self.seconds:g} seconds and was stopped") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise StoppedError("the process that draws has ended, and is started again") from None
        finally:
            if sys.exc_info()[0]:  # whatever came between, its next answer would be of an older text
                await self.stop()

    async def stop(self) -> None:
        """End the process, and what it started."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        piped.end(process.pid)
        await process.wait()
