"""Quotations that are word for word and mislead: found; and honest ones left alone."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from policybrief.review.verify import context, patterns
from policybrief.review.verify.fold import fold, lower
from policybrief.review.verify.quotes import Quotation, find
from policybrief.review.verify.rules import RULES
from policybrief.text.clauses import sentence_ends
from support.projects import ROOT
from support.sources import indexed, prose, rules
from support.tools import tool

DATA = Path(__file__).parent / "data"
LES_PONTS = "les ponts sont sûrs et entretenus"
OTHERS = (
    ("fr", f"Le ministre affirme que {LES_PONTS}.", LES_PONTS, "quote-reported"),
    ("fr", "Le fleuve n'est pas navigable en hiver.", "navigable en hiver", "quote-negation-cut"),
    ("uk", "Це міф, що порт можна поглибити за рік.", "порт можна поглибити за рік", "quote-refuted"),
    ("uk", "Рада не має права закривати цей порт.", "має права закривати цей порт", "quote-negation-cut"),
    ("zh", "专家认为港口明年可以扩建。", "港口明年可以扩建", "quote-reported"),
    ("zh", "政府不支持这项计划。", "支持这项计划", "quote-negation-cut"),
)
TOOL = tool("word_patterns")
WORDS = sorted((ROOT / "src/policybrief/review/verify/words").glob("*.yaml"))


def _cases(name: str) -> list[dict[str, str]]:
    cases: list[dict[str, str]] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return cases


def _figures(name: str) -> tuple[list[str], list[str], int]:
    """Misleading quotations that are not told, honest ones that are, and how many there are of each."""
    cases = _cases(name)
    missed = [case["misleading"] for case in cases if not rules(case["text"], case["misleading"])]
    false = [case["honest"] for case in cases if rules(case["text"], case["honest"])]
    return missed, false, len(cases)


def test_all_of_what_the_patterns_were_tuned_on_is_told() -> None:
    assert _figures("tuning") == ([], [], 65)


@pytest.mark.soak
def test_most_of_what_they_were_not_tuned_on_is_told() -> None:
    missed, false, count = _figures("heldout")
    print(f"held out: {count - len(missed)} of {count} misleading quotations told, {len(false)} honest ones too")
    assert len(missed) <= 0.15 * count
    assert len(false) <= 4


@pytest.mark.soak
def test_no_whole_sentence_is_told() -> None:
    told, count = [], 0
    for paragraph in prose():
        source = indexed(paragraph)
        ends = [0, *sentence_ends(paragraph), len(paragraph)]
        for start, end in pairwise(ends):
            hits = find(Quotation(paragraph[start:end]), source)
            if hits and len(paragraph[start:end].split()) > 4:
                count += 1
                told += [paragraph[start:end]] if list(context.turned(hits[0], source, "en")) else []
    print(f"honest sentences: {len(told)} of {count} told")
    assert count >= 500
    assert told == []


@pytest.mark.parametrize(("lang", "text", "quotation", "rule"), OTHERS)
def test_other_languages_have_the_nearest_denials(lang: str, text: str, quotation: str, rule: str) -> None:
    assert rule in (rules(text, quotation, lang) or [])
    assert rules(text, text, lang) == []


def test_what_is_read_of_a_language_is_made_of_what_people_edit() -> None:
    for name, made in TOOL.languages().items():
        file = ROOT / "src/policybrief/review/verify/words" / name
        assert file.read_text(encoding="utf-8") == made, "make words"


def test_no_pattern_is_skipped_that_would_match() -> None:
    """A pattern is not compiled for a text without its words, so each text that it matches has to have them."""
    texts = [lower(fold(case["text"])) for name in ("tuning", "heldout") for case in _cases(name)]
    blanks = [(text, blank.end()) for text in texts for blank in re.finditer(" ", text)]
    pieces = [*texts, *(text[:end] for text, end in blanks), *(text[end:] for text, end in blanks[::3])]
    matched = 0
    for pattern in {pattern for entry in patterns.language("en").entries for _, pattern in entry.places}:
        for piece in filter(pattern.compiled.search, pieces):
            matched += 1
            assert pattern.may_match(piece), (pattern.written, piece)
    assert matched > 1000


@pytest.mark.parametrize("file", WORDS, ids=lambda file: file.stem)
def test_each_pattern_is_of_a_rule_that_there_is(file: Path) -> None:
    for entry in yaml.safe_load(file.read_text(encoding="utf-8")).get("rules", ()):
        assert entry["rule"] in RULES
        assert entry.keys() - {"rule", "unless", "fragments", "attributed"}


def test_a_fragment_after_a_denial_is_a_warning_and_no_error() -> None:
    source = indexed("The two are not a bloc.")
    (turned,) = context.turned(find(Quotation("a bloc"), source)[0], source, "en")
    assert (turned.rule, turned.sure) == ("quote-negation-cut", False)


def test_who_is_named_as_speaker_is_not_misreported() -> None:
    source = indexed("The minister said that the fleet would sail in the autumn of this year.")
    hit = find(Quotation("the fleet would sail in the autumn of this year"), source)[0]
    assert list(context.turned(hit, source, "en"))
    assert not list(context.turned(hit, source, "en", attributed=True))
