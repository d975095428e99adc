"""Words are divided where pyphen divides them, whose dictionaries we read by ourselves."""

from __future__ import annotations

from functools import cache

import pyphen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief.locale import locale
from policybrief.memo.fit.patterns import patterns
from policybrief.system.files.resources import LOCALES

DICTIONARIES = sorted({locale.load(file.stem).hyphenation for file in LOCALES.glob("*.yaml")} - {""})
theirs = cache(lambda dictionary: pyphen.Pyphen(lang=dictionary, left=0, right=0))


def letters_of(dictionary: str) -> list[str]:
    """The letters of all patterns that pyphen read."""
    return [letters.strip(".") for letters in theirs(dictionary).hd.patterns if letters.strip(".")]


@pytest.mark.parametrize("dictionary", DICTIONARIES)
def test_each_pattern_is_read_as_pyphen_reads_it(dictionary: str) -> None:
    words = letters_of(dictionary)
    assert len(words) > 1000
    wrong = [word for word in words if patterns(dictionary).positions(word) != theirs(dictionary).positions(word)]
    assert wrong == []


@pytest.mark.parametrize("dictionary", DICTIONARIES)
@given(data=st.data())
def test_words_are_divided_as_by_pyphen(dictionary: str, data: st.DataObject) -> None:
    pieces = st.lists(st.sampled_from(letters_of(dictionary)) | st.text(max_size=3), min_size=1, max_size=6)
    word = "".join(data.draw(pieces))
    assert patterns(dictionary).positions(word) == theirs(dictionary).positions(word)


def test_a_long_english_word() -> None:
    assert patterns("en_US").positions("hyphenation") == [2, 6]
