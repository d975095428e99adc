"""Where a sentence ends, and where that is not sure."""

from __future__ import annotations

import pytest

from policybrief.text.clauses import lead, sentences
from policybrief.text.run import Run, plain


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It is the only berth.", ["It is the only berth."]),
        ("It waits. Lines leave; fees fall.", ["It waits.", "Lines leave; fees fall."]),
        ("Lines leave; fees fall. It waits.", ["Lines leave; fees fall.", "It waits."]),
        ("The U.S. Navy met Mr. Smith. He left.", ["The U.S. Navy met Mr. Smith.", "He left."]),
        ("It costs 6.5 MW, as on p. 5. Then more.", ["It costs 6.5 MW, as on p. 5.", "Then more."]),
        ("He said “No more!” Then he left.", ["He said “No more!”", "Then he left."]),
        ("C’est fini\u00a0! Partons\u00a0; vite.", ["C’est fini\u00a0!", "Partons\u00a0; vite."]),
        ("Це так. Це інакше; і так.", ["Це так.", "Це інакше; і так."]),
        ("先为两个泊位接电。冷库可待；费用较高。", ["先为两个泊位接电。", "冷库可待；费用较高。"]),
    ],
)
def test_a_text_in_sentences(text: str, parts: list[str]) -> None:
    assert [plain(part) for part in sentences((Run(text),))] == parts


def test_a_citation_stays_with_its_sentence_and_bold_words_stay_bold() -> None:
    text = (Run("It is true."), Run("1", cite="count"), Run(" Then "), Run("more. And", bold=True), Run(" more."))
    first, *others = sentences(text)
    assert [run.text for run in first] == ["It is true.", "1"]
    assert [[(run.text, run.bold) for run in part] for part in others] == [
        [("Then ", False), ("more.", True)],
        [("And", True), (" more.", False)],
    ]


def test_a_lead_and_all_that_follows() -> None:
    first, rest = lead((Run("It waits. Lines leave; fees fall. So be it."),))
    assert (plain(first), plain(rest)) == ("It waits.", "Lines leave; fees fall. So be it.")
