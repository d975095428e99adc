"""Quotations: exact on folded text, with honest ellipses and brackets, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief.review.verify import fold
from policybrief.review.verify.quotes import Quotation, find, nearest, same_words
from support.sources import indexed

WORD_FOR_WORD = (
    "The harbor “silts up” by 40 centimeters a year",
    "the harbor 'silts up' by 40\u00a0centimeters  a year",
    "by 40 centimeters a year -- faster than any other",
    "Dredging alone won't keep it open.",
    "The harbor … faster than any other on the coast",
    "[The council] should build a second quay",
    "[T]he rock … lies below",
    "keep it open. The council should build",
    "keep it open [sic].",
    "a second quay. Saltmere handled 1,200 ships",
)
ALTERED = (
    "The harbor “silts up” by 45 centimeters a year",
    "Dredging alone will keep it open.",
    "keep open it",
    "arbor silts",
    "200 ships in 2024",
    "The council … The harbor",
    "Saltmere handled 1,20",
)


@pytest.mark.parametrize("quotation", WORD_FOR_WORD)
def test_typography_ellipses_and_brackets_are_no_difference(quotation: str) -> None:
    assert find(Quotation(quotation), indexed())


@pytest.mark.parametrize("quotation", ALTERED)
def test_an_altered_quotation_is_none(quotation: str) -> None:
    assert not find(Quotation(quotation), indexed())


def test_ideographs_and_cyrillic_are_found_inside_of_what_has_no_blanks() -> None:
    source = indexed("习近平在北京说：「我们反对霸权。」", "Київ не здасться, сказав президент.")
    assert find(Quotation("我们反对霸权"), source)
    assert find(Quotation("“Київ не здасться”"), source)
    assert not find(Quotation("Київ здасться"), source)


def test_a_hit_leads_back_to_the_source_s_own_characters() -> None:
    source = indexed()
    (hit,) = find(Quotation("'silts up' by 40 centimeters a year - faster"), source)
    place = source.place(hit.start, hit.end)
    assert place.passage.text[place.start : place.end] == "silts up” by 40 centimeters a year — faster"


def test_other_punctuation_is_told_from_other_words() -> None:
    assert same_words(Quotation("handled 1,200 ships, in 2024 of these 310"), indexed())
    assert not same_words(Quotation("handled 1,200 boats in 2024"), indexed())


def test_the_nearest_passage_is_the_one_that_was_meant() -> None:
    found = nearest(Quotation("Dredging alone will keep it open"), [indexed()])
    assert found is not None
    assert found.source.passage_at(found.middle).locator == "Summary, bullet 2"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60))
def test_both_ways_of_folding_agree_or_the_whole_text_is_meant(text: str) -> None:
    folded = fold.fold(text)
    assert len(fold.lower(folded)) == len(folded)
    start, end = fold.span(text, 0, len(folded))
    assert 0 <= start <= end <= len(text)


@given(st.text(alphabet="ab “”‘’'—–-…. \u00a0\u00ad²é", max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold.Folded.of(text).text == fold.fold(text)
