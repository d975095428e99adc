"""What an editor offers at the caret: the mark `|` of each text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policybrief.serve.language.caret import Caret
from policybrief.serve.language.completion import Completion, Scope, completions
from policybrief.serve.language.schema import FileSchema

BRIEF = Scope(FileSchema.of_brief(), {"board": "The board", "crew": "The crew"}, {"wyne2022": "A letter"})
TEXT = """\
title: A quay
judgments:
  - id: berth
    headline: There is no other berth
    text: >-
      It is full: no ship
      confidence: waits
    confidence: high
    evidence:
    - source: lo
  - id: cost
    headline: It costs less now
recommendations:
  - id: build
    rests_on: [berth]
sources:
  - id: lo
    title: The port's report
"""


def offered(text: str, scope: Scope = BRIEF) -> dict[str, Completion]:
    at = text.index("|")
    return {each.label: each for each in completions(text.replace("|", "", 1), at, scope)}


def taken(text: str, label: str, scope: Scope = BRIEF) -> str:
    """The text once this is chosen."""
    chosen = offered(text, scope)[label]
    plain = text.replace("|", "", 1)
    return plain[: chosen.start] + chosen.insert + plain[chosen.end :]


@pytest.mark.parametrize(
    ("text", "kind", "path", "word"),
    [
        ("|", "key", "", ""),
        ("ti|", "key", "", "ti"),
        ("title: A|", "value", "title", "A"),
        ("title: A  # a comm|", "", "title", ""),
        ("# ti|", "", "", ""),
        ("a:\n  - b: x\n    |", "key", "a[0]", ""),
        ("a:\n- b: x\n  c:\n  - d: e\n  |", "key", "a[0]", ""),
        ("a:\n- b: x\n- c|", "key", "a[1]", "c"),
        ("a:\n  - - x\n    - y|", "key", "a[0][1]", "y"),
        ("a: [x, y, z|", "value", "a[2]", "z"),
        ("a: {b: c, d|", "key", "a", "d"),
        ("a: {b: {c: 'x, y', d: e|", "value", "a.b.d", "e"),
        ("a:\n  [x,\n   y|", "value", "a[1]", "y"),
        ("a: [x]|", "", "a", ""),
        ("a: words\n  that go on: h|", "text", "a", "that go on: h"),
        ("'it''s: a': x|", "value", "it''s: a", "x"),
    ],
)
def test_the_caret_is_found_in_a_text_that_is_being_written(text: str, kind: str, path: str, word: str) -> None:
    caret = Caret.at(text.replace("|", ""), text.index("|"))
    assert (caret.kind, str(caret.path), caret.word) == (kind, path, word)


def test_a_block_of_text_hides_what_looks_like_keys_in_it() -> None:
    at = TEXT.index("waits")
    assert (Caret.at(TEXT, at).kind, str(Caret.at(TEXT, at).path)) == ("text", "judgments[0].text")
    assert completions(TEXT, at, BRIEF) == ()


def test_the_keys_of_a_mapping_are_offered_with_what_they_are_for_and_without_those_that_are_there() -> None:
    keys = offered(TEXT.replace("    confidence: high", "    |\n    confidence: high"))
    assert "likelihood" in keys
    assert keys["basis"].documentation == "What the confidence rests on: one sentence."
    assert not {"id", "headline", "text", "confidence", "evidence"} & keys.keys()
    assert next(iter(offered("title: A\n|"))) == "bottom_line"  # what must be there comes first
    assert keys["basis"].kind == "key"


def test_a_key_comes_with_the_place_of_its_value() -> None:
    text = TEXT.replace("    confidence: high", "    |")
    assert "\n    basis: \n" in taken(text, "basis")
    assert "\n    not_for:\n      - \n" in taken(text, "not_for")
    assert taken("tit|: A", "title") == "title: A"
    assert taken("bott|", "bottom_line") == "bottom_line:\n  "
    assert taken("sources:\n  - {id: lo, tit|}", "title") == "sources:\n  - {id: lo, title: }"


def test_words_and_what_they_say() -> None:
    words = offered(TEXT.replace("confidence: high", "confidence: |"))
    assert [*words] == ["high", "moderate", "low"]
    likelihood = offered(TEXT.replace("confidence: high", "likelihood: |"))
    assert likelihood["likely"].detail == "55 to 80 per cent"
    assert "\n    confidence: low\n" in taken(TEXT.replace("confidence: high", "confidence:|"), "low")


def test_ids_of_what_there_is() -> None:
    assert [*offered(TEXT.replace("[berth]", "[berth, |]"))] == ["cost"]
    rests = offered(TEXT.replace("[berth]", "[|"))  # it is no YAML, and read without what is being written
    assert rests["berth"].detail == "There is no other berth"
    assert [*offered(TEXT.replace("source: lo", "source: |"))] == ["wyne2022", "lo"]
    assert [*offered(TEXT.replace("confidence: high", "not_for: [|"))] == ["board", "crew"]
    assert taken(TEXT.replace("[berth]", "[berth, c|]"), "cost").count("[berth, cost]") == 1


def test_sources_and_figures_in_a_text() -> None:
    text = "title: A\ndata: {fleet: {file: a.csv}}\n" + TEXT.partition("\n")[2]
    assert [*offered(text.replace("is full", "is full [see @l|"))] == ["wyne2022", "lo"]
    assert "It is full [@lo: no ship" in taken(text.replace("is full", "is full [@|"), "lo")
    assert [*offered(text.replace("is full", "is full [=|"))] == ["fleet"]


def test_an_audiences_file_names_what_the_brief_has() -> None:
    brief = {
        "judgments": [{"id": "berth", "headline": "No berth"}, {"id": "cost"}],
        "sources": [{"id": "lo"}],
        "sections": [{"id": "costs", "title": "Costs"}],
    }
    scope = replace(BRIEF, schema=FileSchema.of_audience(), brief=brief, themes={"statecraft": ""})
    assert [*offered("name: B\norder:\n  judgments: [|]", scope)] == ["berth", "cost"]
    assert [*offered("name: B\nsources: [|]", scope)] == ["wyne2022", "lo"]
    assert taken("judgments:\n  |", "berth", scope) == "judgments:\n  berth:\n    so_what: "
    assert {"costs", "own", "judgments"} <= offered("extra: [{id: own}]\nmemo:\n  parts: [|]", scope).keys()
    assert [*offered("theme: |", scope)] == ["statecraft"]
    assert "so_what" in offered("judgments:\n  berth:\n    |", scope)
