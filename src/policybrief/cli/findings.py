"""Errors, warnings and notes as they are printed: one grammar for all commands.

    FILE:LINE:COL: error: PATH: what is wrong; what to do
            the source line
            ^~~~

Of words that are not as their source has them, both are shown instead:

            yours   what the brief says
            source  what stands there
            where it stands

In a pipe a finding is one line, and its excerpt follows indented; the last line of a command counts them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from policybrief.cli.terminal import Line, Styled, near, say, width_of
from policybrief.errors import Problem, Severity

_MOST_SHOWN, _MOST_LINES = 100, 20
_FEWEST_AGAIN = 2
"""What stands in three places or more is told once."""
_LONG_HINT = 160
"""A longer one, such as a list of all keys, is not said of the next finding again."""
_INDENT = 8 * " "
_HANG = 4
_NEAREST_HANG = 16
_EXCERPT_COLUMNS = 100


def tell(findings: Iterable[Problem]) -> None:
    """Print findings on stderr, in the order of file and line; of very many, errors before all else."""
    for line, hang in told(findings):
        say(line, err=True, hang=hang)


def told(findings: Iterable[Problem]) -> Iterator[tuple[Line, int]]:
    """The lines that tell of findings, and by how much each hangs where it is too long."""
    ordered = sorted(dict.fromkeys(findings), key=lambda problem: problem.severity != "error")
    once = _once(ordered)
    before = ""
    for problem in sorted([*once][:_MOST_SHOWN], key=lambda problem: (problem.file, problem.line, problem.column)):
        again = len(problem.hint) > _LONG_HINT and problem.hint == before
        short = f"{before.partition(':')[0]}: as above"
        head, *excerpt = map(list, lines(replace(problem, hint=short) if again else problem))
        before = problem.hint
        yield [*head, *_elsewhere(once[problem])], _HANG
        for line in excerpt:
            yield line, _NEAREST_HANG if problem.nearest else 0
    if len(once) > _MOST_SHOWN:
        yield f"… and {len(once) - _MOST_SHOWN} more", 0


def _once(findings: Iterable[Problem]) -> dict[Problem, list[int]]:
    """Findings by which a mistake that was made again and again is told once, each with the lines of the others."""
    alike: dict[tuple[str, ...], list[Problem]] = {}
    for each in findings:
        key = re.split(r"[.\]]", each.path)[-1]
        alike.setdefault((each.severity, each.file, each.message, each.hint, each.rule, key), []).append(each)
    told: dict[Problem, list[int]] = {}
    for group in alike.values():
        first, *others = sorted(group, key=lambda problem: (problem.line, problem.column))
        lines = [other.line for other in others if other.line and not other.nearest]
        is_once = len(lines) == len(others) >= _FEWEST_AGAIN
        told |= {first: lines} if is_once else {each: [] for each in (first, *others)}
    return told


def _elsewhere(lines: list[int]) -> Iterator[str]:
    """Where else the same is."""
    if lines:
        more = [f"{len(lines) - _MOST_LINES} more"] if len(lines) > _MOST_LINES else []
        *before, last = [*map(str, lines[:_MOST_LINES]), *more]
        yield f"; so also in lines {', '.join(before)} and {last}"


def lines(problem: Problem) -> Iterator[Line]:
    """A finding, and its excerpt where it has one."""
    head: list[str | Styled] = [Styled(f"{near(problem.place)}:", "bold"), " "] if problem.place else []
    yield [*head, Styled(f"{problem.severity}:", problem.severity), f" {problem.words}"]
    if problem.nearest:
        yield [_INDENT, Styled("yours   ", "dim"), problem.nearest.yours]
        yield [_INDENT, Styled("source  ", "dim"), problem.nearest.theirs]
        yield [_INDENT, Styled(problem.nearest.where, "dim")]
    elif problem.excerpt.strip():
        before, wrong, after = _window(problem.excerpt, max(problem.column, 1), problem.length)
        yield [_INDENT, before, Styled(wrong, problem.severity if problem.length else ""), after]
        mark = "^" + "~" * (width_of(wrong) - 1)
        yield [_INDENT, " " * width_of(before), Styled(mark, problem.severity)]


def total(findings: Collection[Problem], outcome: Line, *, err: bool = False) -> None:
    """Print the last line of a command: how many findings of each severity there are, and what was done."""
    say(last(findings, outcome), err=err, hang=_HANG)


def last(findings: Collection[Problem], outcome: Line) -> Line:
    """The last line of a command."""
    rest = [outcome] if isinstance(outcome, str) else outcome
    return [*counted(findings), "; ", *rest]


def mendable(findings: Collection[Problem]) -> Line:
    """What is said behind an outcome where `brief fix` mends some of the errors, or nothing."""
    errors = [finding for finding in findings if finding.severity == "error"]
    mended = sum(finding.fix is not None for finding in errors)
    these = "" if mended == len(errors) else f"{mended} of {len(errors)} "
    return [f"; {these}can be mended: ", Styled("brief fix", "type")] if mended else []


def record(findings: Iterable[Problem], **more: Any) -> dict[str, Any]:
    """Findings for tools: what stopped the command under `problems`, the rest under `warnings`."""
    problems = list(dict.fromkeys(findings))
    return {
        **more,
        "problems": [problem.as_dict() for problem in problems if problem.severity == "error"],
        "warnings": [problem.as_dict() for problem in problems if problem.severity != "error"],
    }


def counted(findings: Collection[Problem]) -> Iterator[str | Styled]:
    """How many findings of each severity there are."""
    if not findings:
        yield Styled("no problems", "sure")
    severities: tuple[Severity, ...] = ("error", "warning", "note")
    unique = set(findings)
    numbers = {severity: sum(problem.severity == severity for problem in unique) for severity in severities}
    told = [(severity, number) for severity, number in numbers.items() if number]
    for position, (severity, number) in enumerate(told):
        yield ", " if position else ""
        yield Styled(count(number, severity), severity)


def count(number: int, noun: str) -> str:
    """1 file, 2 files."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _window(line: str, column: int, length: int) -> tuple[str, str, str]:
    """The part of a line around what is wrong in it: what stands before, the wrong piece itself, and what follows."""
    indent = min(len(line) - len(line.lstrip()), column - 1)
    line, at = line[indent:], column - 1 - indent
    start = max(0, at - _EXCERPT_COLUMNS // 2) if len(line) > _EXCERPT_COLUMNS else 0
    end = start + _EXCERPT_COLUMNS
    shown = "".join(char if char.isprintable() else " " for char in line[start:end])
    cut, stop = at - start, at - start + max(length, 1)
    head, tail = "…" if start else "", "…" if end < len(line) else ""
    return head + shown[:cut], shown[cut:stop], shown[stop:] + tail
