"""Locales: complete, alike in form, and right in what they format."""

from __future__ import annotations

import datetime as dt

import pytest

from policybrief import locale, source
from policybrief.errors import BriefError
from policybrief.model import Confidence, Likelihood
from policybrief.resources import LOCALES

ALL = locale.available()


@pytest.mark.parametrize("name", ALL)
def test_every_locale_is_complete(name: str) -> None:
    data, model = (source.read(LOCALES / f"{each}.yaml").data for each in (name, "en-US"))
    assert data.keys() == model.keys()
    assert data["words"].keys() == model["words"].keys()
    assert all(isinstance(word, str) and word.strip() for word in data["words"].values())
    assert len(data["months"]) == 12
    assert len(data["counted_recommendations"]) == len(model["counted_recommendations"])
    assert len(data["quotes"]) == 2


@pytest.mark.parametrize("name", ALL)
def test_every_level_of_the_model_has_its_words(name: str) -> None:
    words = locale.load(name).words
    for level in Confidence.__args__:
        assert {f"confidence_{level}", f"rated_{level}", f"confidence_{level}_means"} <= words.keys()
    assert {f"likelihood_{term}" for term in Likelihood.__args__} <= words.keys()


@pytest.mark.parametrize("name", ALL)
def test_every_day_of_a_year_has_its_form(name: str) -> None:
    here = locale.load(name)
    days = [dt.date(2028, 1, 1) + dt.timedelta(number) for number in range(366)]
    assert len({here.format_date(day) for day in days}) == 366
    assert here.format_issued("1999") == "1999"
    assert here.format_issued("1999-12-31") == here.format_date(dt.date(1999, 12, 31))
    assert "1999" in here.format_issued("1999-12")
    assert "7" in here.accessed.format(date="7")
    assert {"2", "3"} <= set(here.continued.format(number=2, count=3))


def test_forms() -> None:
    british, american = locale.load("en-GB"), locale.load("en-US")
    assert british.format_moment(dt.datetime(2026, 3, 9, 7, 5)) == "9 March 2026, 07:05"
    assert american.format_issued("2022-08") == "August 2022"


def test_an_unknown_locale() -> None:
    with pytest.raises(BriefError, match="there is no locale 'en-UK'; did you mean"):
        locale.load("en-UK")
