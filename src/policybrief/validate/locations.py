"""Where pydantic says that a fault is, as a path of the file."""

from __future__ import annotations

from typing import Any

from policybrief.read.source import Source
from policybrief.text.value_path import ValuePath

UNION, KEY = "\0", "[key]"
"""What begins the tags of unions, and stands for a key that is wrong itself, where pydantic says where a fault is."""


def path(location: tuple[str | int, ...], source: Source) -> ValuePath:
    """The path of a value in `source`: a branch of a union, which pydantic names, is no key of the file."""
    steps: list[str | int] = []
    value: Any = source.data
    for position, step in enumerate(location):
        if isinstance(step, str) and (step.startswith(UNION) or step == KEY):
            continue
        inside = (isinstance(value, dict) and step in value) or (isinstance(value, list) and isinstance(step, int))
        if not inside and position < len(location) - 1:
            continue
        steps.append(step)
        value = value[step] if inside and (isinstance(value, dict) or int(step) < len(value)) else None
    return ValuePath(*steps)
