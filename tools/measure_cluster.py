"""What a Dask worker adds: editions a minute on one process here, on one and two workers of this machine, and what a
task takes of the machine that sends them.

    python tools/measure_cluster.py [EDITIONS]

On the sample brief, deck and memo. On a busy machine the clock says how busy it is; the sender's processor time holds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from distributed import Client

EDITIONS = 60
_DASK = "import sys; from distributed.cli.dask_{0} import main; sys.argv[0] = 'dask-{0}'; main()"


def main() -> None:
    """Print a line for each way."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else EDITIONS
    print("by           editions  a minute  ms CPU of the sender each")
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        subprocess.run([sys.executable, "-m", "policybrief", "new", project], check=True, capture_output=True)
        names = sorted(file.stem for file in (project / "content" / "audiences").glob("*.yaml"))
        rows = (f"p{row},{names[row % len(names)]},Person {row}" for row in range(count))
        (project / "people.csv").write_text("\n".join(("name,audience,to", *rows)), encoding="utf-8")
        _shown("here", project, count, "--jobs", "1")
        for workers in (1, 2):
            with _scheduler(workers) as address:
                _shown(f"{workers} worker{'s' * (workers > 1)}", project, count, "--scheduler", address)
                _shown("  unchanged", project, count, "--scheduler", address, forced=False)


@contextmanager
def _scheduler(workers: int) -> Iterator[str]:
    """A scheduler's address, once it has so many workers."""
    file = Path(tempfile.mkdtemp()) / "scheduler.json"
    wanted: list[tuple[str, ...]] = [("scheduler", "--host", "127.0.0.1", "--port", "0")]
    wanted += [("worker", "--no-nanny", "--nthreads", "1")] * workers
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _DASK.format(kind), "--scheduler-file", file, "--no-dashboard", *options],
            stderr=subprocess.DEVNULL,
        )
        for kind, *options in wanted
    ]
    try:
        with Client(scheduler_file=str(file), timeout=60) as client:
            client.wait_for_workers(workers)
            yield str(client.scheduler.address)
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _shown(way: str, project: Path, count: int, *options: str, forced: bool = True) -> None:
    command = [sys.executable, "-m", "policybrief", "build", "--for", "people.csv", *options]
    start = perf_counter()
    process = subprocess.Popen([*command, *["--force"] * forced], cwd=project, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(process.returncode)
    wall, cpu = perf_counter() - start, usage.ru_utime + usage.ru_stime
    print(f"{way:12}{count:10}{count / wall * 60:10.0f}{cpu / count * 1000:27.1f}", flush=True)


if __name__ == "__main__":
    main()
