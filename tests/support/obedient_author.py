"""Somebody who knows nothing of the subject and does as the messages say: cuts what they name as far as they say."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from typing import Any

from policybrief.errors import Problem
from policybrief.text import wordcount
from policybrief.text.value_path import ValuePath

_CUT = re.compile(r"cut about (\d+) \w+ from (\S+) \((\d+) \w+\)")
_LONG = re.compile(r"is (\d+) \w+ here; about (\d+) would fit")


def obeyed(brief: dict[str, Any], problems: Iterable[Problem]) -> dict[str, Any]:
    """The brief after one round: each value as short as the strictest message wants it."""
    brief = copy.deepcopy(brief)
    wanted: dict[tuple[str, bool], int] = {}
    for problem in problems:
        if found := _CUT.match(problem.hint):
            key, length = (found[2], False), int(found[3]) - int(found[1])
        elif found := _LONG.match(problem.message):
            key, length = (problem.path, "`short`" in problem.hint), int(found[2])
        else:
            continue
        wanted[key] = min(length, wanted.get(key, length))
    for (path, in_short), length in wanted.items():
        *above, last = ValuePath.parse(path)
        holder: Any = brief
        for step in above:
            holder = holder[step]
        holder["short" if in_short else last] = _shortened(holder[last], length)
    return brief


def _shortened(text: str, length: int) -> str:
    words = list(re.finditer(f"[{wordcount.IDEOGRAPH}]|[^\\s{wordcount.IDEOGRAPH}]+", text))
    return text[: words[length - 1].end()] if length < len(words) else text
