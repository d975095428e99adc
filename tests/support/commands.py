"""The command line in this process, and the problems of what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from policybrief.cli.main import main
from policybrief.errors import BriefError, Problem


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    exit_code: int
    stdout: str
    stderr: str


def brief(*args: str | Path, cwd: Path | None = None) -> Ran:
    """Run the command line in this process. What is no exit of click's is a traceback, and fails the test."""
    with pytest.MonkeyPatch.context() as patch:
        if cwd is not None:
            patch.chdir(cwd)
        result = CliRunner().invoke(main, [str(arg) for arg in args], prog_name="brief")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def problems_of(make: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems of what is refused; none where it is not. Whatever else is raised fails the test."""
    try:
        make()
    except BriefError as error:
        return error.problems
    return ()
