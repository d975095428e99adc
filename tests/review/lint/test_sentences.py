"""What the rules find in sentences: faults that were planted are told, and honest sentences are not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policybrief.review.lint import patterns
from policybrief.review.lint.rules import rules
from support.linted import rules_of, said_of

DATA = Path(__file__).with_name("data")
HONEST = yaml.safe_load((DATA / "honest.yaml").read_text(encoding="utf-8"))
PLANTED = yaml.safe_load((DATA / "planted.yaml").read_text(encoding="utf-8"))
OF_THE_BRIEF = {
    "alternatives", "indicators", "source-descriptor", "unknown-rule", "likelihood-contradicts", "likelihood-several",
    "likelihood-mixed", "text-long", "reading-level", "evidence-missing", "options-few", "options-unweighed",
}  # fmt: skip
"""Rules that one sentence alone can't break."""
AT_LEAST = 0.97
"""Of the faults; what is missed is in the data too, since the next rule may find it."""


@pytest.mark.soak
@pytest.mark.parametrize("lang", sorted(HONEST))
def test_honest_sentences_are_left_alone(lang: str) -> None:
    told = {
        text: rules
        for place, texts in HONEST[lang].items()
        for text in texts
        if (rules := rules_of(text.replace("@survey", "@count"), place, lang))
    }
    print(f"lint, {lang}: {len(told)} of {sum(map(len, HONEST[lang].values()))} honest sentences told")
    assert told == {}


@pytest.mark.soak
@pytest.mark.parametrize("lang", sorted(PLANTED))
def test_planted_faults_are_told(lang: str) -> None:
    faults = list(_faults(lang))
    told = [(rule, text, said_of(text, place, lang)) for rule, place, text in faults]
    missed = [(rule, text) for rule, text, said in told if rule not in [one.rule for one in said]]
    print(f"lint, {lang}: {len(faults) - len(missed)} of {len(faults)} faults told")
    assert [one.words for _, _, said in told for one in said if "{" in one.words] == []
    assert len(missed) <= len(faults) * (1 - AT_LEAST), missed


def _faults(lang: str) -> Iterator[tuple[str, str, str]]:
    for rule, places in PLANTED[lang].items():
        yield from ((rule, place, text) for place, texts in places.items() for text in texts)


def test_every_rule_about_words_has_faults() -> None:
    assert {rule.id for rule in rules()} - OF_THE_BRIEF == set(PLANTED["en"])


def test_every_language_with_words_has_both() -> None:
    assert set(HONEST) == set(PLANTED) == set(patterns.languages())


def test_a_fault_in_quotation_marks_is_its_speakers() -> None:
    marks = {"en": ("“", "”"), "fr": ("« ", " »"), "uk": ("«", "»"), "zh": ("“", "”")}
    said = []
    for lang, (opened, closed) in marks.items():
        for rule, place, text in _faults(lang):
            if place == "text" and rule not in ("sentence-long", "reading-level"):
                said += [(text, told) for told in rules_of(f"{opened}{text}{closed}", place, lang)]
    assert said == []


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''", "„“", "«»", "‹›"])
def test_all_kinds_of_quotation_marks_are_known(marks: str) -> None:
    assert rules_of(f"The mayor said {marks[0]}it might possibly rain{marks[1]} and left.") == set()


def test_apostrophes_are_no_quotation_marks() -> None:
    assert "hedge" in rules_of("The port’s owners might sell the port’s cranes.")
    assert "hedge" in rules_of("The port's owners might sell the port's cranes.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("**Beijing** *may* send troops.", "may"),
        ("Beijing [may](https://example.org/may) send troops.", "may"),
        ("Beijing may [@count] send troops.", "may"),
        ("Київ — 习近平 — may & so {.", "may"),
    ],
)
def test_markdown_is_looked_through(text: str, said: str) -> None:
    assert f'"{said}" hedges' in [one.message for one in said_of(text)]


def test_words_in_addresses_are_not_read() -> None:
    assert rules_of("The list stands at https://example.org/some-experts/may.") == set()


def test_a_sentence_that_cites_its_source_names_it() -> None:
    assert "vague-source" in rules_of("Some analysts see a split.")
    assert "vague-source" not in rules_of("Some analysts see a split [@count].")
    assert "vague-source" not in rules_of("Some analysts see a split [see @count, p. 3].")
    assert "repeated-word" not in rules_of("They see a split [split @count]; all do.")


def test_rules_are_whole() -> None:
    for rule in rules():
        assert rule.what, rule.id
        assert rule.why, rule.id
        assert rule.source, rule.id
        assert rule.check or rule.lists or rule.words or rule.pattern, rule.id
        assert set(rule.lists) <= patterns.list_names(), rule.id


PIECES = st.sampled_from(
    [*"“”\"'‘’«»„()[]*_`\\:;,.!?—-…（）「」", " ", "  ", "\u00a0", "é", "習", "近平", "[@count]", "WTO", "(WTO)", "may",
     "perhaps", "likely", "high confidence", "the", "Kyiv", "Kiev", "40", "by", "should be", "U.S.", "Київ", "😀"]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=30).map("".join), st.sampled_from(["en", "en-GB", "fr", "uk", "zh"]))
def test_whatever_is_written_findings_stand_in_it(text: str, lang: str) -> None:
    for one in said_of(f"x {text}", lang=lang):
        assert 0 < one.column <= len(one.excerpt), (one, text)
        assert one.column - 1 + one.length <= len(one.excerpt), (one, text)
