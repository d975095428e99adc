"""Nothing is refused that a person could lay out; and what is refused says what to cut, so that whoever obeys is done.

`make soak` tries a hundred typical briefs and thirty that are far too full, and prints how many were refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policybrief.errors import Problem
from policybrief.pipeline import build
from support import decks, typical_briefs
from support.commands import problems_of
from support.obedient_author import obeyed
from support.soak import SOAK

TYPICAL = 100 if SOAK else 2
OVERFULL = 30 if SOAK else 1
ROUNDS = 3


def problems(brief: dict[str, Any], folder: Path) -> list[Problem]:
    """What is wrong with the deck and with the memo of a brief."""
    file = decks.written(brief, folder)
    return [problem for kind in ("deck", "memo") for problem in problems_of(lambda: build.make(file, (kind,)))]  # noqa: B023


@pytest.mark.soak
def test_what_a_person_could_lay_out_is_not_refused(tmp_path: Path) -> None:
    said = {seed: problems(typical_briefs.typical(seed), tmp_path / str(seed)) for seed in range(1, TYPICAL + 1)}
    refused = {seed: [str(problem) for problem in found] for seed, found in said.items() if found}
    print(f"{len(refused)} of {TYPICAL} typical briefs refused: {100 * len(refused) / TYPICAL:.0f} %")
    assert not refused


@pytest.mark.soak
def test_whoever_obeys_the_messages_is_done_in_three_rounds(tmp_path: Path) -> None:
    rounds: list[int] = []
    for seed in range(1, OVERFULL + 1):
        brief = typical_briefs.overfull(seed)
        for number in range(ROUNDS + 1):
            found = problems(brief, tmp_path / str(seed))
            if not found:
                rounds.append(number)
                break
            brief = obeyed(brief, found)
        else:
            pytest.fail("\n".join([f"seed {seed} is not done in {ROUNDS} rounds:", *map(str, found)]))
    print(f"{OVERFULL} briefs that are too full, by the rounds that it takes: {sorted(rounds)}")
    assert max(rounds) > 0, "some are too full"
