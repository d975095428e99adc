"""tailor: every audience gets the same judgments, and nothing of what it does not get."""

from __future__ import annotations

from itertools import combinations

import pytest

from conftest import HARBOUR, SAMPLE
from policybrief import audience, source, validate
from policybrief.audience import EVERYONE, OPTIONAL_PARTS, Audience
from policybrief.model import Brief


@pytest.fixture(params=[SAMPLE, HARBOUR], ids=["sample", "harbour"])
def whole(request: pytest.FixtureRequest) -> Brief:
    return validate.validate(source.read(request.param), Brief)


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(ValueError, match="judgments"):
        Audience("some", frozenset({"judgments", "avoid"}))


def test_everyone_gets_everything(whole: Brief) -> None:
    assert audience.tailor(whole, EVERYONE) == whole


@pytest.mark.parametrize(
    "parts", [{part} for part in OPTIONAL_PARTS] + [set(pair) for pair in combinations(OPTIONAL_PARTS, 2)]
)
def test_what_is_left_out_is_gone_and_the_rest_is_the_same(whole: Brief, parts: set[str]) -> None:
    cut = audience.tailor(whole, Audience("some", frozenset(parts)))
    for name in Brief.model_fields:
        expected = Brief.model_fields[name].get_default() if name in parts else getattr(whole, name)
        assert getattr(cut, name) == expected
    assert cut.judgments is whole.judgments
    assert all(not getattr(cut, part) for part in parts)
