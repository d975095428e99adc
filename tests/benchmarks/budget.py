"""`make budget`: how many instructions cold commands take, which a noisy machine can't move; an error above the budget.

Valgrind counts them, in whole processes with Python's and our caches filled. `budget.json` has what they may take, and
what it was counted with: with another Python or other libraries the count is another, so that it is printed and held
against nothing. `--renew` takes today's count as the budget; the reason belongs into the commit's message.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUDGET = HERE / "budget.json"
MORE = 0.03
"""By so much a count may be above its budget."""
LIBRARIES = ("click", "jinja2", "lxml", "pydantic", "pyyaml", "reportlab", "uharfbuzz")
BRIEF = "content/china-russia.yaml"
COMMANDS = {
    "build, one audience": ("build", BRIEF, "-a", "principals", "--jobs", "1", "--force"),
    "build, all audiences": ("build", BRIEF, "--jobs", "1", "--force"),
    "build, nothing changed": ("build", BRIEF, "--jobs", "1"),
    "verify": ("verify", BRIEF),
    "--help": ("--help",),
    "--version": ("--version",),
}
YARDSTICKS = {
    "plain script": (str(HERE / "plain.py"), BRIEF, "plain"),
    "import click": ("-c", "import click"),
}
"""What is counted beside, and held to nothing: what a plain script takes for one deck and one page, and click alone."""


def made_with() -> dict[str, str]:
    """What else a count depends on."""
    return {"python": platform.python_version(), **{name: metadata.version(name) for name in LIBRARIES}}


def counted(command: list[str], project: Path) -> float:
    """Millions of instructions of a command and of what it starts, when it is run for the second time."""
    environment = {**os.environ, "PYTHONHASHSEED": "0", "XDG_CACHE_HOME": str(project / "caches")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(words: list[str]) -> None:
        subprocess.run(words, cwd=project, env=environment, check=True, capture_output=True)

    run(command)
    with tempfile.TemporaryDirectory() as counts:  # a new folder in the project would be a change of it
        options = ["--tool=cachegrind", "--cache-sim=no", "--trace-children=yes", "--quiet"]
        run(["valgrind", *options, f"--cachegrind-out-file={counts}/%p", *command])
        lines = [line.split() for file in Path(counts).iterdir() for line in file.read_text("utf-8").splitlines()]
    return sum(int(words[1]) for words in lines if words[:1] == ["summary:"]) / 1e6


def above(counts: Mapping[str, float], budget: Mapping[str, float]) -> list[str]:
    """What takes more than it may, or has no budget."""
    told = []
    for name, count in counts.items():
        if name not in budget:
            told.append(f"{name}: has no budget; --renew gives it one")
        elif count > budget[name] * (1 + MORE):
            told.append(
                f"{name}: {count:,.0f} M instructions, {count / budget[name] - 1:+.1%} of {budget[name]:,.0f} M"
            )
    return told


def other(known: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    """Why a budget says nothing here: what it was counted with, where that is another version."""
    return [
        f"{name} {known.get(name, 'none')} (here {here.get(name, 'none')})"
        for name in here
        if known.get(name) != here[name]
    ]


def all_counts() -> dict[str, float]:
    """The count of each command, the yardsticks too, in a project of their own."""
    python = sys.executable
    commands = {name: [python, "-m", "policybrief", *words] for name, words in COMMANDS.items()}
    commands |= {name: [python, *words] for name, words in YARDSTICKS.items()}
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        shutil.copytree(ROOT / "content", project / "content")
        return {name: round(counted(command, project), 1) for name, command in commands.items()}


def main() -> None:
    if not shutil.which("valgrind"):
        print("valgrind is not installed, so no instructions are counted: apt-get install valgrind")
        return
    counts, here = all_counts(), made_with()
    for name, count in counts.items():
        print(f"{name:<22} {count:8,.1f} M instructions")
    print(f"one audience: {counts['build, one audience'] / counts['plain script']:.2f} of the plain script")
    print(f"--help: {counts['--help'] / counts['import click']:.2f} of importing click")
    own = {name: counts[name] for name in COMMANDS}
    if "--renew" in sys.argv:
        BUDGET.write_text(json.dumps({"made_with": here, "millions": own}, indent=1) + "\n", encoding="utf-8")
        return
    budget = json.loads(BUDGET.read_text("utf-8"))
    if differing := other(budget["made_with"], here):
        print(f"held against nothing, for the budget was counted with {', '.join(differing)}")
        return
    sys.exit("\n".join(above(own, budget["millions"])) or 0)


if __name__ == "__main__":
    main()
