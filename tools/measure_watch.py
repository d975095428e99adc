"""How long `brief build --watch` takes from a change to its line: the milliseconds on the clock and of processor time.

    python tools/measure_watch.py [ROUNDS]

Three changes of the sample: an audience's file, a text that all three audiences get, and one of a project without
audiences; each time in words that were not there before, for what was built once is kept. On a busy machine the clock
says how busy it is: the processor's time holds.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

ROUNDS = 5


def main() -> None:
    """Print a line for each kind of change."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        subprocess.run([sys.executable, "-m", "policybrief", "new", project], check=True, capture_output=True)
        brief, congress = project / "content" / "brief.yaml", project / "content" / "audiences" / "congress.yaml"
        _measured("an audience's file (2 documents)", project, congress, rounds, _subject)
        _measured("a headline for three audiences (6)", project, brief, rounds, _headline)
        alone = Path(folder) / "alone"
        small = Path(__file__).parents[1] / "tests" / "data" / "minimal.yaml"
        (alone / "content").mkdir(parents=True)
        (alone / "content" / "b.yaml").write_bytes(small.read_bytes())
        _measured("a small brief (2)", alone, alone / "content" / "b.yaml", rounds, _title)


def _subject(text: str, words: str) -> str:
    return text.replace("what it means for legislation", f"what it means {words}", 1)


def _headline(text: str, words: str) -> str:
    return text.replace("No wedge", f"No wedge {words}", 1)


def _title(text: str, words: str) -> str:
    return text.replace("Build the quay", f"Build the quay {words}", 1)


def _measured(what: str, project: Path, file: Path, rounds: int, edit: Callable[[str, str], str]) -> None:
    command = [sys.executable, "-m", "policybrief", "build", "--watch"]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as watching:
        assert watching.stdout is not None
        watching.stdout.readline()
        text, clock, processor = file.read_text(encoding="utf-8"), [], []
        for number in range(rounds):
            new = file.with_name(".new")
            new.write_text(edit(text, f"by {2030 + number}"), encoding="utf-8")
            start, before = perf_counter(), _processor_seconds(watching.pid)
            new.replace(file)
            watching.stdout.readline()
            clock.append(perf_counter() - start)
            processor.append(_processor_seconds(watching.pid) - before)
        watching.send_signal(signal.SIGINT)
    print(f"{what:<36}{_ms(clock)} on the clock, {_ms(processor)} of processor time")


def _processor_seconds(process: int) -> float:
    """What a process and its children have taken, those that have ended and those that stay."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(_processor_seconds(int(child)) for child in children)


def _ms(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:5.0f} ms"


if __name__ == "__main__":
    main()
