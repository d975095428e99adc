"""`brief build` where nothing has changed since the last one: it is recognised and said before anything is imported.

In a pipe, and where there is one line to say, that is all. Lines for a terminal are wrapped and coloured as ever.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as typing has it, which takes longer to import than all of this
if TYPE_CHECKING:
    from typing import TextIO

    from policybrief.pipeline.last_build import Typed


def said(typed: Typed) -> bool:
    """Say what the last build of these words said, where another would find and write the same; else nothing."""
    last = typed.last()
    if last is None or not last.is_true():
        return False
    if isinstance(last.said, str):
        _write(last.said, sys.stdout)
    else:
        _say(last.said)
    return True


def _say(lines: tuple[tuple[tuple[tuple[str, str], ...], bool, int], ...]) -> None:
    if len(lines) > 1 and any(stream.isatty() or not _is_unicode(stream) for stream in (sys.stdout, sys.stderr)):
        from policybrief.cli.terminal import said_before

        said_before(lines)
        return
    for pieces, is_error, _ in lines:
        text = "".join(text for text, _ in pieces).rstrip(" ")
        _write(f"{text}\n", sys.stderr if is_error else sys.stdout)


def _is_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().startswith("utf")


def _write(text: str, stream: TextIO) -> None:
    """Whoever reads may have gone."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        os._exit(1)  # and not by Python's own end, which would try once more
