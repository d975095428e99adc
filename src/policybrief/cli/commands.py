"""A group of commands whose errors, click's own too, are printed in one grammar, or as JSON where that is asked for."""

from __future__ import annotations

import re
import sys
from collections import UserDict
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any, NoReturn

import click

from policybrief.cli import findings
from policybrief.cli.terminal import echo_json, say
from policybrief.errors import BriefError, Problem, UsageError


class LazyCommands(UserDict[str, click.Command]):
    """Commands by their names. Those of other modules, given as `module:function`, are imported when they are asked
    for, so that none waits until all the others are there; `brief --help` asks for all.
    """

    def __init__(self, elsewhere: Mapping[str, str]) -> None:
        super().__init__()
        self._elsewhere = dict(elsewhere)

    def __missing__(self, name: str) -> click.Command:
        module, _, function = self._elsewhere[name].partition(":")
        self.data[name] = command = getattr(import_module(module), function)
        assert isinstance(command, click.Command)
        return command

    def __contains__(self, name: object) -> bool:
        return name in self.data or name in self._elsewhere

    def __iter__(self) -> Iterator[str]:
        return iter({**self._elsewhere, **self.data})

    def __len__(self) -> int:
        return len({**self._elsewhere, **self.data})


class Commands(click.Group):
    """Exits with 1 for a `BriefError`, and with 2 for a command line that is wrong."""

    def main(self, *args: Any, **options: Any) -> NoReturn:
        """As click's, which in its standalone mode would print errors itself."""
        given = args[0] if args else options.get("args")
        words = sys.argv[1:] if given is None else list(given)
        try:
            code = super().main(*args, **{**options, "standalone_mode": False})
        except BriefError as error:
            _refuse(words, error)
            sys.exit(1)
        except (UsageError, click.ClickException) as error:
            _refuse(words, BriefError([_of_the_command_line(error)], outcome="nothing was done"))
            sys.exit(2)
        except click.Abort:
            say("Aborted!", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def _refuse(words: Sequence[str], error: BriefError) -> None:
    problems = (*error.problems, *error.warnings)
    if _wants_json(words):
        echo_json(findings.record(problems, documents=[]))
        return
    findings.tell(problems)
    more = findings.mendable(problems) if words[:1] in (["build"], ["check"]) else []
    findings.total(problems, [error.outcome, *more], err=True)


def _wants_json(words: Sequence[str]) -> bool:
    """Whether a command line asks for JSON; seen without click, which may have failed to read it."""
    options = words[: words.index("--")] if "--" in words else words
    return "--format=json" in options or ("--format", "json") in pairwise(options)


def _continued(meant: re.Match[str]) -> str:
    """Click's guess, in the sentence that it is made about."""
    return f"; {meant[1][:1].lower()}{meant[1][1:]}"


def _of_the_command_line(error: UsageError | click.ClickException) -> Problem:
    """Click's sentence in our form, without its usage lines: `--help` is named instead."""
    if isinstance(error, UsageError):
        return Problem(str(error))
    said = re.sub(r"\.? \(?(Did you mean .*?)\)?$", _continued, error.format_message().rstrip("."))
    context = getattr(error, "ctx", None)
    hint = f"see {context.command_path} --help" if context and not said.endswith("?") else ""
    return Problem(said[:1].lower() + said[1:], hint=hint)
