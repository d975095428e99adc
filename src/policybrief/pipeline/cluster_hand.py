"""A process that makes editions for a Dask worker, one after the other, asked over pipes.

The worker itself has threads, beside which no template is confined and nothing may be kept; this process has none. It
is of one build: what it keeps of files is not older than that.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from typing import IO

from policybrief.pipeline.by_person import MadeFiles
from policybrief.pipeline.document_run import DocumentRun
from policybrief.system.files import lookups
from policybrief.system.files.lookups import Sightings
from policybrief.system.processes import piped
from policybrief.text.records import dataclass

_LENGTH = 8
_COMMAND = ("-c", "from policybrief.pipeline.cluster_hand import main; main()")


@dataclass(frozen=True)
class Handed:
    """What comes back: the files of an edition, and what was looked at for them by then."""

    made: MadeFiles
    seen: Sightings


class Hand:
    """Such a process, as who asks it sees it."""

    def __init__(self, build: str) -> None:
        self.build = build
        command = [sys.executable, *_COMMAND]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  # ourselves

    def made(self, asked: bytes) -> bytes:
        """The `Handed` for a run, both as pickles. Raises `OSError` where the process has ended."""
        assert self._process.stdin
        assert self._process.stdout
        _send(self._process.stdin, asked)
        return _received(self._process.stdout)

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(len(message).to_bytes(_LENGTH, "big") + message)
    stream.flush()


def _received(stream: IO[bytes]) -> bytes:
    """A message. Raises `OSError` at the end of all."""
    head = stream.read(_LENGTH)
    message = stream.read(int.from_bytes(head, "big"))
    if len(head) < _LENGTH or len(message) < int.from_bytes(head, "big"):
        raise ConnectionError("the process that makes editions has ended")
    return message


def main() -> None:
    """Answer until nobody asks any more."""
    from policybrief.deck.fit.fit import KeptSlides
    from policybrief.pipeline import by_person
    from policybrief.system.processes import confined
    from policybrief.system.processes.standing import StandingProcess

    output = piped.output_alone()
    standing = StandingProcess(confined.TEMPLATE)
    slides: dict[str, KeptSlides] = defaultdict(KeptSlides)
    with lookups.noting() as seen:
        while True:
            try:
                run: DocumentRun = pickle.loads(_received(sys.stdin.buffer))  # noqa: S301  # who started us sent it
            except ConnectionError:
                return
            made = by_person.files_of(replace(run, slides=slides[run.properties.audience], standing=standing))
            _send(output, pickle.dumps(Handed(made, seen)))
