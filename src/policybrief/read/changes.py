"""read: changes of plain data by path: in which order they are made, which contradict each other, what comes of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policybrief.errors import Fix
from policybrief.text.value_path import Steps


def ordered(fixes: Sequence[Fix]) -> list[Fix]:
    """From the last to the first, so that none moves the path of another; of insertions at one place the last first."""
    unique: list[Fix] = []
    for fix in fixes:
        if (fix.operation == "insert" and isinstance(fix.path[-1], int)) or fix not in unique:
            unique.append(fix)

    def key(fix: Fix) -> tuple[object, ...]:
        steps = tuple((isinstance(step, str), step) for step in fix.path)
        return steps, ("rename", "insert", "remove", "replace").index(fix.operation)

    return list(reversed(sorted(unique, key=key)))  # noqa: C413  # reverse=True would keep equals in their order


def contradictions(fixes: Sequence[Fix]) -> Iterator[Steps]:
    """The paths of two changes of one value, or one of a value within another that goes."""
    for number, fix in enumerate(fixes):
        for other in fixes[:number]:
            touches = fix.operation in ("insert", "rename")  # and leaves what is below as it is
            within = other.path[: len(fix.path)] == fix.path
            same = other.path == fix.path and (other.operation == fix.operation or not touches)
            if within and (not touches or (same and isinstance(fix.path[-1], str))):
                yield other.path


def changed(data: Any, path: Steps, operation: str, value: Any) -> Any:
    """The data with one change; what is not on the way to it is shared."""
    step, rest = path[0], path[1:]
    copy = data.copy()
    if rest:
        copy[step] = changed(data[step], rest, operation, value)
    elif operation == "remove":
        del copy[step]
    elif operation == "rename":
        return {value if key == step else key: entry for key, entry in data.items()}
    elif operation == "insert" and isinstance(step, int):
        copy.insert(step, value)
    else:
        copy[step] = value
    return copy
