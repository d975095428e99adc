"""Two texts that come of a third: what goes together, what clashes, and that nothing of either is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief.serve.editor.three_way import ThreeWayStretch, stretches

BASE = "a\nb\nc\nd\ne\n"
TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "# d\r\n"]), max_size=8).map("".join)


def kinds(base: str | None, mine: str, theirs: str) -> list[tuple[str, str]]:
    """Of the stretches that somebody changed: who, and what comes of it, or what clashes."""
    found = [each for each in stretches(base, mine, theirs) if each.kind != "same"]
    return [(each.kind, each.theirs if each.kind == "theirs" else each.mine) for each in found]


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ("a\nB\nc\nd\ne\n", "a\nb\nc\nD\ne\n", [("mine", "B\n"), ("theirs", "D\n")]),
        ("a\nB\nc\nd\ne\n", "a\nX\nc\nd\ne\n", [("conflict", "B\n")]),
        ("a\nB\nc\nd\ne\n", "a\nB\nc\nd\ne\n", [("both", "B\n")]),
        ("a\nB\nc\nd\ne\n", "a\nb\nC\nd\ne\n", [("conflict", "B\nc\n")]),  # they touch
        ("a\nb\nc\nd\ne\nf", "a\nb\nc\nd\n", [("conflict", "e\nf")]),
        ("", BASE, [("mine", "")]),
    ],
)
def test_what_one_changed_goes_together_and_what_both_changed_clashes(
    mine: str, theirs: str, told: list[tuple[str, str]]
) -> None:
    assert kinds(BASE, mine, theirs) == told


def test_where_nobody_knows_what_they_come_of_all_that_is_unlike_clashes() -> None:
    assert kinds(None, "a\nB\nc\n", "a\nc\nd\n") == [("conflict", "B\n"), ("conflict", "")]


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_of_either_is_lost(base: str, mine: str, theirs: str) -> None:
    found = stretches(base, mine, theirs)
    assert "".join(each.base or "" for each in found) == base
    assert "".join(each.mine for each in found) == mine
    assert "".join(each.theirs for each in found) == theirs
    assert all(each.kind in ("same", "theirs") for each in stretches(base, base, theirs))
    unknown: list[ThreeWayStretch] = stretches(None, mine, theirs)
    assert ["".join(each.mine for each in unknown), "".join(each.theirs for each in unknown)] == [mine, theirs]
