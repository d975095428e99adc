"""A project's YAML files with fixes put in: what would change is known before anything is written.

A file is written beside its place and renamed, and only where it is still what was read: what somebody saves meanwhile
is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from policybrief.errors import BriefError, Fix, Problem
from policybrief.read import source
from policybrief.read.splice import splice
from policybrief.system.files import access
from policybrief.system.files import problems as file_problems
from policybrief.text.records import dataclass

_CHANGED = ("has changed since it was read", "somebody saved it meanwhile; do it again")


@dataclass(frozen=True)
class Mending:
    """A finding, and the value before and after what mends it; None where there is none."""

    problem: Problem
    fix: Fix
    before: Any
    after: Any


@dataclass(frozen=True)
class Mended:
    """A file as it is and as it would be, with the changes that were made; `left` says which could not be, and why."""

    file: Path
    before: bytes
    after: bytes
    changes: tuple[Mending, ...]
    left: tuple[Problem, ...] = ()


def mended(findings: Iterable[Problem], root: Path) -> list[Mended]:
    """The files of the project `root` with the fixes of these findings put in; nothing is written.

    A fix that can't be made by itself is left, and the others are made. Raises `BriefError` for a file that can't be
    read.
    """
    by_file: dict[str, list[Problem]] = {}
    for problem in dict.fromkeys(findings):
        if problem.fix is not None and problem.file:
            by_file.setdefault(problem.file, []).append(problem)
    return [_mended(Path(file), problems, root) for file, problems in sorted(by_file.items())]


def _mended(file: Path, findings: Sequence[Problem], root: Path) -> Mended:
    before = _content(file, root)
    text = before.decode("utf-8")
    data = source.parse(text.lstrip("\ufeff"), str(file))
    fixes = [problem.fix for problem in findings if problem.fix]
    fixes, after, left = put_in(text, fixes, str(file))
    changes: dict[Fix, Mending] = {}
    for problem in findings:
        if problem.fix is not None and problem.fix in fixes:  # one fix may mend several findings
            change = Mending(problem, problem.fix, *_values(problem.fix, data.at(problem.fix.path)))
            changes.setdefault(problem.fix, change)
    return Mended(file, before, after.encode("utf-8"), tuple(changes.values()), tuple(left))


def put_in(text: str, fixes: Sequence[Fix], file: str) -> tuple[list[Fix], str, list[Problem]]:
    """The fixes that can be made in a text, the text with them, and why the others can't."""
    with suppress(BriefError):
        return [*fixes], splice(text, fixes, file), []
    kept: list[Fix] = []
    left: list[Problem] = []
    after = text
    for fix in fixes:
        try:
            after = splice(text, [*kept, fix], file)
            kept.append(fix)
        except BriefError as error:
            left += error.problems
    return kept, after, left


def _values(fix: Fix, now: Any) -> tuple[Any, Any]:
    if fix.operation == "rename":
        return fix.path[-1], fix.value
    return (None if fix.operation == "insert" else now), (None if fix.operation == "remove" else fix.value)


def _content(file: Path, root: Path) -> bytes:
    try:
        return access.read(file, source.MAX_BYTES, within=root)
    except OSError as error:
        raise BriefError([file_problems.unread(error, file)]) from None


def save(
    files: Sequence[Mended],
    root: Path,
    changed: tuple[str, str] = _CHANGED,
    beside: Mapping[Path, bytes] = MappingProxyType({}),
) -> list[Path]:
    """Write the files, and what goes `beside` them, all or none; those that a link names are written where they lie.
    `changed` is what is told of one that is not as it was, and what to do.

    Raises `BriefError` where one is no longer what was read, or can't be written.
    """
    new = [each for each in files if each.after != each.before]
    meanwhile = [each.file for each in new if not _unchanged(each, root)]
    if meanwhile:
        message, hint = changed
        raise BriefError(Problem(message, str(file), hint=hint) for file in meanwhile)
    try:
        access.put({**beside, **{each.file.resolve(): each.after for each in new}}, within=root)
    except OSError as error:
        raise BriefError([file_problems.unwritten(error, root)]) from None
    return [each.file for each in new]


def _unchanged(mended: Mended, root: Path) -> bool:
    with suppress(OSError):
        return access.read(mended.file, source.MAX_BYTES, within=root) == mended.before
    return False
