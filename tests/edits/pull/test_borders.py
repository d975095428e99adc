"""A paragraph of several values that was edited: each edit is at its value, or is told; none is guessed."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from policybrief.deck.shown import ShownParagraph, Stretch
from policybrief.edits.pull.fragments import parted
from policybrief.text.likeness import folded
from policybrief.text.value_path import ValuePath
from support.commands import brief
from support.deck_edits import WHOLE, Edited, text_of
from support.projects import Tree, minimal
from support.soak import SOAK

PARAGRAPHS: dict[str, list[str]] = {  # what the template says and what values say, in turn
    "name": ["", "Ann", "\xa0", "Lee", ""],
    "byline": ["", "Ellen Ruth", "\xa0", "Marsh", ", ", "Daniel", "\xa0", "Okafor", " and ", "Li", "\xa0", "Chen", ""],
    "authors": [
        "",
        "Ellen",
        "\xa0",
        "Marsh",
        ", ",
        "Senior analyst",
        ", ",
        "Budget team",
        "; ",
        "Li",
        "\xa0",
        "Chen",
        "",
    ],
    "family first": ["", "王", "", "明", "、", "李", "", "小华", ""],
    "series": ["", "Oversight Findings", " · No.\xa0", "12", ""],
    "contact": ["", "Ellen Marsh", " · ", "+1 202 555 0147", " · ", "ellen@oversight.example", ""],
    "figure": ["", "71", " ", "programs that gave an estimate", ". ", "Of 14 agencies.", ""],
    "unit": ["Cost: $", "3", "", "bn", " a year"],
    "column": ["", "Fiscal year 2023", " (", "$ billion", ")"],
    "owner": ["Owner: ", "The Treasury", " · Cost: ", "3 million", " · By: ", "the summer of 2025", ""],
    "cells": [
        "",
        "Aim",
        ": ",
        "China",
        ": ",
        "More influence inside",
        "; ",
        "Russia",
        ": ",
        "The end of the order",
        "",
    ],
    "headline": ["1. ", "No wedge works", ". ", "Both capitals value the tie. It holds for now.", ""],
    "ask": ["Decision: ", "Choose which is built first", " ", "by 31 March 2026", ""],
}
POOL = (
    "caution",
    "Marsh",
    "Leigh",
    "doubt",
    "the",
    "trade, markets",
    "R&D",
    "a · b",
    "12",
    "Ann-Lee",
    "end. Then",
    "of",
)


def shown(pieces: list[str]) -> ShownParagraph:
    return ShownParagraph(
        tuple(Stretch(text, ValuePath("v", n) if n % 2 else ValuePath()) for n, text in enumerate(pieces))
    )


def read(pieces: list[str], new: str) -> tuple[dict[int, str], str]:
    """What each value reads, by its place, and what is told."""
    found = parted(shown(pieces), new)
    values = {int(each.path.key): folded(each.new) for each in found.fragments if each.path and each.new != each.text}
    words = [each.new for each in found.fragments if not each.path and folded(each.new) != folded(each.text)]
    return values, " ".join([*words, *(f"{old} → {now}" for old, now in found.astray)])


@pytest.mark.parametrize(
    ("which", "new", "values"),
    [
        ("name", "Anna\xa0Leigh", {1: "Anna", 3: "Leigh"}),
        ("name", "Anna Leigh", {1: "Anna", 3: "Leigh"}),
        ("name", "Ann Leigh", {3: "Leigh"}),
        ("name", "Anna Lee", {1: "Anna"}),
        ("name", "Ann Lee Jr", {3: "Lee Jr"}),
        ("name", "Ann Mary Lee", None),
        ("name", "Mary Jane Doe", None),
        ("name", "Lee Ann", None),
        ("name", "Annalee", None),
        ("family first", "李明、李小华", {1: "李"}),
        ("family first", "李华、李小华", None),
        ("byline", "Ellen Ruth Mars, Don Oak and Lee Chan", {3: "Mars", 5: "Don", 7: "Oak", 9: "Lee", 11: "Chan"}),
        ("byline", "Ellen Ruth Marsh, Daniel Okafor, Bo Ray and Li Chen", None),
        ("byline", "Ellen Ruth Marsh, Daniel Okafor and Li Chen and Bo Ray", None),
        ("authors", "Ellen Marsh Senior analyst, retired, Budget team; Li Chen", None),
        ("authors", "Ellen Mars, Chief, Budgets; Li Chan", {3: "Mars", 5: "Chief", 7: "Budgets", 11: "Chan"}),
        ("series", "Review Papers · No. 13", {1: "Review Papers", 3: "13"}),
        ("series", "Review Papers 13", None),
        ("unit", "Cost: $4.5bn a year", {1: "4.5"}),
        ("unit", "Cost: $4m a year", None),
        ("contact", "R. Roe · 12 · a · b@c", None),
        ("figure", "72 plans that gave an estimate. Of 15.", {1: "72", 3: "plans that gave an estimate", 5: "Of 15."}),
        ("owner", "Owner: A bank · Cost: 5 · By: now", {1: "A bank", 3: "5", 5: "now"}),
        ("headline", "1. Some hold. They value it. It is.", {1: "Some hold", 3: "They value it. It is."}),
        ("headline", "1. No wedge works. A new sentence. Both capitals value the tie. It holds for now.", None),
    ],
)  # fmt: skip
def test_values_are_parted_at_the_words_between_them_or_told(
    which: str, new: str, values: dict[int, str] | None
) -> None:
    found, told = read(PARAGRAPHS[which], new)
    assert (found, bool(told)) == (values or {}, values is None)


def changed(dice: random.Random, text: str) -> str:
    """A value said otherwise: a word for each of its words, at least one of which is another, or all of them anew."""
    said = text.split(" ")
    kind = dice.choice(("word", "every", "anew"))
    if kind == "anew":
        return " ".join(dice.choices(POOL, k=dice.randrange(1, 4)))
    for place in [dice.randrange(len(said))] if kind == "word" else range(len(said)):
        said[place] = dice.choice([word for word in POOL if " " not in word])
    return " ".join(said)


def test_of_edits_that_nobody_picked_none_is_wrong_and_none_is_lost() -> None:
    """Two or more values of a paragraph are changed, each by itself."""
    dice, count = random.Random(12), Counter[str]()
    faults: list[str] = []
    for turn in range(max(15, SOAK) * len(PARAGRAPHS)):
        name, pieces = list(PARAGRAPHS.items())[turn % len(PARAGRAPHS)]
        places = dice.sample(range(1, len(pieces), 2), dice.randrange(2, len(pieces) // 2 + 1))
        wanted = {place: changed(dice, pieces[place]) for place in places}
        wanted = {place: text for place, text in wanted.items() if text != pieces[place]}
        new = "".join(wanted.get(place, text) for place, text in enumerate(pieces))
        found, told = read(pieces, new)
        wrong = {place for place, text in found.items() if wanted.get(place) != text}
        count.update(wrong=len(wrong), right=len(found) - len(wrong), told=len(wanted.keys() - found.keys()))
        silent = wanted.keys() - found.keys() if not told else set()
        count.update(silent=len(silent))
        if wrong or silent:
            faults.append(f"{name}: {''.join(pieces)!r} → {new!r}: {found}, not {wanted}")
    print(dict(count))
    assert not faults, "\n".join(faults)
    assert count["right"] > count["told"]


def test_a_name_of_which_both_parts_were_changed_comes_back_in_both(tree: Tree, tmp_path: Path) -> None:
    root = tree({"content/b.yaml": minimal() + "authors:\n  - {given: Ann, family: Lee}\n"})
    assert brief("build", "--only", "deck", cwd=root).exit_code == 0
    (place,) = (root / "output").glob("*.pptx")
    deck = Edited.of(place.read_bytes())
    slide = deck.number("Ann Lee")
    words = text_of(deck.find(slide, "Ann Lee")[1])
    deck.change(slide, "Ann Lee", WHOLE, words.replace("Ann\xa0Lee", "Anna Leigh"))
    ran = brief("pull", deck.save(root / "edited.pptx"), "--write", cwd=root)
    assert ran.exit_code == 0, ran.stdout + ran.stderr
    assert "{given: Anna, family: Leigh}" in (root / "content/b.yaml").read_text(encoding="utf-8")
