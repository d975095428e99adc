"""What an edition for each of a list of people costs: processor time each, the gain of a second process, and memory.

    python tools/measure_editions.py [EDITIONS]

On the sample brief, for a tenth of them and for all, deck and memo. Efficiency is the clock's time of one process by
twice that of two: on a busy machine it says how busy it is, while the processor's time holds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

EDITIONS = 200


class Cost(NamedTuple):
    """What a command took, with its child processes."""

    wall: float
    cpu: float
    rss_mb: float


def main() -> None:
    """Print a line for each number of editions."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else EDITIONS
    print("editions  jobs  ms CPU each  a minute  efficiency  RSS MB")
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        subprocess.run([sys.executable, "-m", "policybrief", "new", project], check=True, capture_output=True)
        for editions in (most // 10, most):
            alone, both = (_built(project, editions, jobs) for jobs in (1, 2))
            for jobs, cost, efficiency in ((1, alone, ""), (2, both, f"{alone.wall / both.wall / 2:.2f}")):
                each, rate = cost.cpu / editions * 1000, editions / cost.wall * 60
                print(f"{editions:8}{jobs:6}{each:13.1f}{rate:10.0f}{efficiency:>12}{cost.rss_mb:8.0f}")


def _built(project: Path, editions: int, jobs: int) -> Cost:
    """What it takes to make the editions into a new folder."""
    names = sorted(file.stem for file in (project / "content" / "audiences").glob("*.yaml"))
    rows = (f"p{row},{names[row % len(names)]},Person {row}" for row in range(editions))
    (project / "people.csv").write_text("\n".join(("name,audience,to", *rows)), encoding="utf-8")
    out = project / f"out-{editions}-{jobs}"
    command = [sys.executable, "-m", "policybrief", "build", "--for", "people.csv", "-o", str(out), "--jobs", str(jobs)]
    start = perf_counter()
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(process.returncode)
    return Cost(perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
