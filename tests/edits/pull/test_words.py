"""Edits by words: they make the new text of the old one, wherever an edit that means the same is put."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policybrief.brief.marking import Marking
from policybrief.deck.shown import leads_on
from policybrief.edits.pull import markup, words
from policybrief.edits.pull.looks import Mark
from policybrief.edits.pull.readers import falls_short
from policybrief.edits.pull.settled import moved
from policybrief.edits.pull.words import Edit
from policybrief.locale import locale
from policybrief.text import inline
from policybrief.text.likeness import folded
from policybrief.text.value_path import ValuePath
from support.soak import SOAK

ENGLISH = locale.load("en-US")
TEXTS = st.lists(
    st.sampled_from(["a", "b", "wedge", "will", "5.2", "Київ", "習近", "**", "*", "[x]", ",", "."]), max_size=9
).map(" ".join)


@settings(max_examples=SOAK or 100)
@given(TEXTS, TEXTS)
def test_the_edits_of_a_text_make_the_other(old: str, new: str) -> None:
    edits = words.edits(old, new)
    assert words.applied(old, edits) == new
    for edit in edits:
        assert {words.applied(old, [each]) for each in words.slid(old, edit)} == {words.applied(old, [edit])}


@settings(max_examples=SOAK or 100)
@given(TEXTS, TEXTS, TEXTS)
def test_two_edits_of_a_text_are_one_or_a_conflict_whoever_asks(base: str, one: str, other: str) -> None:
    assert words.merged(base, one, other) == words.merged(base, other, one)
    assert words.merged(base, base, other) == other


@settings(max_examples=SOAK or 200)
@given(TEXTS.filter(str.strip), TEXTS.filter(str.strip))
def test_a_value_shows_the_new_words_or_stays(value: str, new: str) -> None:
    shown = " ".join(inline.words(value).split())
    made = markup.rewritten(value, shown, new)
    assert made is None or " ".join(inline.words(made).split()) == " ".join(new.split())


def test_markdown_around_the_words_stays() -> None:
    value = "A *manageable* strain [@lo], as **Lo** says on [his page](https://example.org/a_b)."
    assert markup.rewritten(value, inline.words(value), inline.words(value).replace("manageable", "bearable")) == (
        value.replace("manageable", "bearable")
    )
    assert markup.rewritten(value, inline.words(value), inline.words(value).replace("his page", "*her* page")) == (
        value.replace("his page", r"\*her\* page")
    )
    assert markup.rewritten("one two one", "one", "three") is None, "it stands there twice"


@pytest.mark.parametrize(
    "value", ["Ships wait in winter [@lo].", "Ships wait [@lo, p. 3]; none [@lo] [@yun] in winter [@yun]."]
)
def test_words_stand_close_before_the_number_of_a_source(value: str) -> None:
    shown = re.sub(r" \[@[^]]*\]", "", value)
    assert markup.rewritten(value, shown, shown.replace("Ships", "Boats")) == value.replace("Ships", "Boats")
    assert markup.rewritten(value, shown, shown.replace("winter", "May")) == value.replace("winter", "May")
    bold = markup.restyled(value, shown, [Mark(0, 5, "bold", True, False)])
    assert bold == value.replace("Ships", "**Ships**")


@pytest.mark.parametrize(
    ("raised", "leads"), [("1(p. 3)", True), ("(p. 3)", True), ("1, 2\uff08第3页\uff09", True), ("nd", False)]
)
def test_raised_numbers_and_places_are_of_sources(raised: str, leads: bool) -> None:
    assert leads_on(raised) == leads


def test_a_link_that_leads_elsewhere_is_written_where_it_is_the_values_own() -> None:
    value, there, other = "See [the plan](https://a.org) now", "https://a.org", "https://b.org"
    shown = inline.words(value)
    assert markup.restyled(value, shown, [Mark(4, 12, "link", other, there)]) == value.replace(there, other)
    assert markup.restyled(value, shown, [Mark(4, 12, "link", "", there)]) == shown
    assert markup.restyled(shown, shown, [Mark(4, 12, "link", other, "")]) == value.replace(there, other)
    assert markup.restyled(value, shown, [Mark(4, 7, "link", other, there)]) is None, "but a part of it"
    assert markup.restyled(shown, shown, [Mark(4, 12, "link", other, there)]) is None, "the template's link"


@settings(max_examples=SOAK or 200)
@given(st.text(max_size=60))
@example("- [x](y) *a* _b_ [@lo] `c` <i> \\ &amp;")
def test_a_new_entry_shows_the_words_that_were_typed(text: str) -> None:
    made = markup.written(text)
    plain = " ".join(words.cleaned(folded(text)).split())
    assert made is None or " ".join(words.cleaned(folded(inline.words(made))).split()) == plain
    assert made is not None or not plain.isalnum()


def test_an_edit_that_stands_in_two_places_is_found_in_both() -> None:
    assert set(words.slid("a b c", Edit(2, 2, "b "))) == {
        Edit(2, 2, "b "),
        Edit(3, 3, " b"),
        Edit(4, 4, "b "),
        Edit(1, 1, " b"),
    }


def test_who_may_read_less_falls_short() -> None:
    amber, green = Marking(tlp="AMBER"), Marking(tlp="GREEN")
    assert falls_short(amber, green, ENGLISH)
    assert falls_short(amber, None, ENGLISH)
    assert falls_short("CUI", "UNCLASSIFIED", ENGLISH)
    assert falls_short(Marking(tlp="GREEN", deliberative=True), green, ENGLISH)
    assert falls_short(Marking(banner="UNCLASSIFIED", words=("Law Enforcement Sensitive",)), "UNCLASSIFIED", ENGLISH)
    for strict, other in (
        (green, amber),
        (None, green),
        (amber, amber),
        ("UNCLASSIFIED", green),
        ("UNCLASSIFIED", None),
    ):
        assert not falls_short(strict, other, ENGLISH), (strict, other)


@pytest.mark.parametrize("now", [{"judgments": None}, {"judgments": "gone"}, {}, {"judgments": [None]}])
def test_a_value_of_an_entry_that_is_no_more_stands_nowhere(now: dict[str, Any]) -> None:
    """Whatever stands in its place: the YAML may be half-way to something else."""
    then = {"judgments": [{"id": "only", "text": "One."}]}
    assert moved(then, now, ValuePath("judgments", 0, "text")) is None
    assert moved(then, now, ValuePath("judgments", 5, "text")) is None
    assert moved(then, then, ValuePath("judgments", 0, "text")) == ValuePath("judgments", 0, "text")
