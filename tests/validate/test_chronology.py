"""The dates of a timeline: what is none, what stands out of order, what contradicts the words beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support.commands import Ran
from support.projects import MINIMAL, Tree

Run = Callable[..., Ran]


def brief(*events: str, lang: str = "en-US") -> str:
    listed = "".join(f"    - {{{event}, text: Something happened.}}\n" for event in events)
    timeline = f"timeline:\n  headline: How it came\n  events:\n{listed}  sources: [count]\n"
    return MINIMAL.replace("title: Build the quay\n", f"title: Build the quay\nlang: {lang}\n") + timeline


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2022-13", "'2022-13' is not a date; write a year, a month or a day: 2022, 2022-08 or 2022-08-18"),
        ("2022-02-30", "'2022-02-30' is not a date"),
        ("24 February", "'24 February' is not a date"),
        ("true", "'True' is not a date"),
    ],
)
def test_what_is_no_date_is_told_at_its_line(run_brief: Run, tree: Tree, at: str, told: str) -> None:
    root = tree({"content/brief.yaml": brief("when: Early on", f"when: Later, at: {at}")})
    ran = run_brief("check", cwd=root)
    assert ran.exit_code == 1
    line = brief("when: Early on", f"when: Later, at: {at}").splitlines().index("  events:") + 3
    assert f"content/brief.yaml:{line}:" in ran.stderr
    assert f"timeline.events[1].at: {told}" in ran.stderr


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (("when: 2001", "when: 4 February 2022", "when: 24 February 2002"), "[2].when: is before events[1]"),
        (("when: 2001", "when: Long ago, at: 1999-05"), "[1].at: is before events[0]"),
        (("when: '24 February 2022', at: 2022-02-25",) * 2, "[0].at: 2022-02-25 is another date than 'when' says"),
        (("when: 2022", "when: 4 February 2022", "when: 2022"), ""),
        (("when: 2001", "when: Before the war", "when: 2001-05"), ""),
    ],
)
def test_order_and_words_are_warned_of(run_brief: Run, tree: Tree, events: tuple[str, ...], told: str) -> None:
    ran = run_brief("check", cwd=tree({"content/brief.yaml": brief(*events)}))
    assert ran.exit_code == 0
    assert (told in ran.stderr, "timeline" in ran.stderr) == (True, bool(told)), ran.stderr


def test_a_strict_build_stops_at_what_is_out_of_order(run_brief: Run, tree: Tree) -> None:
    ran = run_brief("check", "--strict", cwd=tree({"content/brief.yaml": brief("when: 2002", "when: 2001")}))
    assert ran.exit_code == 1
    assert "events stand in the order of time" in ran.stderr
