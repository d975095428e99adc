"""How many examples a property gets: few, the same in each run; or as many as POLICYBRIEF_SOAK says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import product
from typing import Any, TypeVar

import pytest

SOAK = int(os.environ.get("POLICYBRIEF_SOAK") or 0)
_Test = TypeVar("_Test", bound=Callable[..., None])


def combined(**factors: Iterable[Any]) -> Callable[[_Test], _Test]:
    """Parametrize a test that builds whole documents: each value of each factor at least once, and in `make soak` all
    values with all others.
    """
    values = [list(each) for each in factors.values()]
    most = max(map(len, values))
    few = [tuple(each[(row + at) % len(each)] for at, each in enumerate(values)) for row in range(most)]
    rows = list(product(*values)) if SOAK else few

    def mark(test: _Test) -> _Test:
        return pytest.mark.soak(pytest.mark.parametrize(tuple(factors), rows)(test))

    return mark
