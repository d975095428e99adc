"""What `make budget` refuses."""

from __future__ import annotations

import json

import pytest

from benchmarks import budget


@pytest.mark.parametrize(("count", "refused"), [(90.0, False), (103.0, False), (103.1, True)])
def test_more_than_three_per_cent_above_is_refused(count: float, refused: bool) -> None:
    told = budget.above({"build": count}, {"build": 100.0})
    assert [line.startswith("build: ") for line in told] == ([True] if refused else [])


def test_a_command_without_a_budget_is_told() -> None:
    assert budget.above({"build": 1.0}, {}) == ["build: has no budget; --renew gives it one"]


def test_counts_of_other_versions_are_not_compared() -> None:
    here = {"python": "3.13.0", "click": "8.1"}
    assert budget.other({"python": "3.11.7", "click": "8.1"}, here) == ["python 3.11.7 (here 3.13.0)"]
    assert budget.other(here, here) == []


def test_each_command_has_its_budget() -> None:
    known = json.loads(budget.BUDGET.read_text("utf-8"))
    assert known["millions"].keys() == budget.COMMANDS.keys()
    assert known["made_with"].keys() == budget.made_with().keys()
