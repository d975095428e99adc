"""`brief build --watch`: a line for each build, until Ctrl-C.

What is wrong is told when it is new; nothing of it ends the loop, and the documents of the last good build stay.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from policybrief.cli import console, findings
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import Styled, echo_json, near, say
from policybrief.errors import BriefError, Problem
from policybrief.read.project import EVERYONE

if TYPE_CHECKING:
    from policybrief.pipeline.saving import Saved
    from policybrief.pipeline.watching import Watched
    from policybrief.system.files.watched import Stamps

_HANG = 12
_ROUNDS_TO_ALL = 20
"""In one of so many rounds all is looked through for what can be freed."""
Opener = Callable[[Iterable[Path]], None]


def run(brief: Watched, form: Format, opener: Opener | None = None) -> None:
    """Build, and build again after each change; what the first good build makes is given to the `opener`."""
    from policybrief.pipeline import watching

    told: frozenset[Problem] = frozenset()
    try:
        for number, (changed, stamps) in enumerate(watching.rounds(brief)):
            start = perf_counter()
            saved, problems = _built(brief, changed, stamps)
            if form == "text":
                findings.tell(each for each in problems if each.severity == "error" or each not in told)
            _tell(saved, problems, form, _line(saved, changed, problems, perf_counter() - start))
            told |= frozenset(problems)
            if opener and saved and saved.paths:
                opener(path for paths in saved.paths.values() for path in paths)
                opener = None
            _tidied(number)
    except KeyboardInterrupt:
        if form == "text":
            say("stopped", err=True)


def _tidied(number: int) -> None:
    """What a build left in circles is freed once its line is there: no collector runs meanwhile, as in any command of
    ours. What the first build loaded stays to the end, and is not looked through again; what is kept for the next
    build, which grows to a tenth of a second's work, is only now and then.
    """
    gc.collect(0 if number % _ROUNDS_TO_ALL else 2)
    if not number:
        gc.freeze()


def _built(brief: Watched, changed: frozenset[Path], stamps: Stamps) -> tuple[Saved | None, list[Problem]]:
    """What a build made, None where it had nothing to make; and all that was found."""
    try:
        saved = brief.build(changed, stamps)
    except BriefError as error:
        return None, [*error.problems, *error.warnings]
    return saved, console.problems_of(saved) if saved else []


def _tell(saved: Saved | None, problems: list[Problem], form: Format, line: list[str]) -> None:
    if form == "json":
        echo_json(console.record_of(saved) if saved else findings.record(problems, documents=[]))
        return
    clock = Styled(f"{datetime.now():%H:%M:%S}  ", "dim")
    errors = [problem for problem in problems if problem.severity == "error"]
    say([clock, *findings.counted(errors), "; ", *line], hang=_HANG)
    for figure in console.moved(saved) if saved else ():
        say([" " * _HANG, *figure], hang=_HANG)


def _line(saved: Saved | None, changed: frozenset[Path], problems: list[Problem], seconds: float) -> list[str]:
    """What was built for whom, or why nothing was."""
    if saved is None:
        what = ", ".join(sorted(near(file) for file in changed))
        return [
            "nothing was written"
            if problems
            else f"the documents are as they were: nothing that they show was changed in {what}"
        ]
    names = [name for name in saved.paths if name != EVERYONE]
    files = count(sum(map(len, saved.paths.values())), "file")
    return [f"{', '.join(names)}: " if names else "", f"{files} written in {seconds:.2f} s"]
