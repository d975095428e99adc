"""`make bench`: a cold `brief build` of the real brief beside the plain script, whole processes, in turn.

The machine may be noisy: read the ratio of the medians, not the seconds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from support.sample import SAMPLE  # beside the tests

HERE = Path(__file__).resolve().parent
BRIEF = SAMPLE
RUNS = 25
AS_USERS_RUN = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Where compiled modules are not kept, each run compiles the program anew: all lines of ours, one file of the other."""


def seconds(command: list[str]) -> float:
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=AS_USERS_RUN)
    return perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ours = [str(Path(sys.executable).with_name("brief")), "build", str(BRIEF), "-o", folder, "--force"]
        plain = [sys.executable, str(HERE / "plain.py"), str(BRIEF), folder]
        times: dict[str, list[float]] = {"brief build": [], "plain script": []}
        for _ in range(2):  # warm the disk's cache and Python's
            seconds(ours)
            seconds(plain)
        for _ in range(RUNS):
            times["brief build"].append(seconds(ours))
            times["plain script"].append(seconds(plain))
    for name, values in times.items():
        print(f"{name:<13} median {statistics.median(values):.3f} s   min {min(values):.3f}   max {max(values):.3f}")
    pairs = [a / b for a, b in zip(*times.values(), strict=True)]
    spread = f"min {min(pairs):.2f}   max {max(pairs):.2f}   ({RUNS} pairs)"
    print(f"ratio         median {statistics.median(pairs):.2f}     {spread}")


if __name__ == "__main__":
    main()
