"""Messages between the process that draws and who asks it: JSON, with its length before it."""

from __future__ import annotations

import json
from typing import IO, Any

AHEAD = "--ahead"
"""Tells the process to draw what is asked first before it is asked."""
LENGTH = 4
"""Bytes of a message's length, the largest first."""


def framed(message: Any) -> bytes:
    """A message as it is sent."""
    content = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return len(content).to_bytes(LENGTH, "big") + content


def received(pipe: IO[bytes]) -> Any:
    """The next message. Raises `EOFError` where there comes none, or not all of it."""
    length = int.from_bytes(_exactly(pipe, LENGTH), "big")
    return json.loads(_exactly(pipe, length))


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content
