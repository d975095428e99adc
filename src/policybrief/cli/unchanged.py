"""`brief build` where nothing has changed since the last one: it is recognised and said before anything is imported.

In a pipe, and where there is one line to say, that is all. Lines for a terminal are wrapped and coloured as ever.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

TYPE_CHECKING = False  # as typing has it, which takes longer to import than all of this
if TYPE_CHECKING:
    from typing import TextIO

_COMMAND, _FORCE = "build", "--force"


class Typed:
    """What was typed, of which a build may be recognised: the words without `--force`, and the `code` that runs, as it
    was before it ran. No dataclass, for these take longer than all of this.
    """

    def __init__(self, words: tuple[str, ...], code: str, *, forced: bool) -> None:
        self.words, self.code, self.forced = words, code, forced

    @classmethod
    def of(cls, words: Sequence[str]) -> Typed | None:
        """None for words that are none of a build, or of one that is not recognised."""
        if list(words[:1]) != [_COMMAND] or words.count(_FORCE) > 1 or os.environ.get("_BRIEF_COMPLETE"):
            return None
        from policybrief.system.files import own_code

        return cls(tuple(word for word in words if word != _FORCE), own_code.digest(), forced=_FORCE in words)

    def said_again(self) -> bool:
        """Say what the last build of these words said, where another would find and write the same; else nothing."""
        from policybrief.pipeline import last_build

        last = None if self.forced else last_build.load(self.words, self.code)
        if last is None or not last.is_true():
            return False
        if last.json:
            _write(last.json, sys.stdout)
        else:
            _say(last.lines)
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
