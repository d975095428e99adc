"""Changes of every kind, made one by one in a brief's YAML: each gives its facts and no others."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policybrief.pipeline import versions
from policybrief.pipeline.versions import Version
from policybrief.read import source
from policybrief.review.changes.compare import compare
from policybrief.review.changes.facts import Fact
from policybrief.text import redline
from support.projects import HARBOUR

TEXT = HARBOUR.read_text(encoding="utf-8")
COUNT = TEXT[TEXT.index("  - id: count\n") : TEXT.index("# --- Three columns")]
CALLERS = TEXT[TEXT.index("  - id: callers\n") : TEXT.index("  - id: cold-demand\n")]
NOISE = "    - label: Effect on noise\n      cells: [Large, None, Large]\n"
FUEL = "charts/Most-fuel-is-burnt-at-berth-in-every-quarter"
NEW = """  - id: tariff
    headline: Agree on a tariff
    text: Agree on one price.
    rests_on: [callers]
"""


def version(text: str) -> Version:
    return Version.of(source.parse(text, "harbour.yaml"), {}, Path())


def facts(*edits: tuple[str, str]) -> list[Fact]:
    """What an edited brief differs in; each old text stands there, the first of them is replaced."""
    text = TEXT
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return compare(
        version(TEXT).whole().data, version(text).whole().data, lambda said, term: versions.says("en-GB", said, term)
    )


CHANGES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "confidence up": ([("confidence: low", "confidence: high")], ["judgments/cold-demand/confidence/confidence"]),
    "confidence down": ([("confidence: high", "confidence: low")], ["judgments/engines/confidence/confidence"]),
    "likelihood": ([("hood: likely", "hood: very likely")], ["judgments/callers/likelihood/likelihood"]),
    "likelihood gone": ([("    likelihood: likely\n", "")], ["judgments/callers/likelihood/likelihood"]),
    "likelihood new": (
        [("    basis: Rests on con", "    likelihood: unlikely\n    basis: Rests on con")],
        ["judgments/cold-demand/likelihood/likelihood"],
    ),
    "basis": ([("within five per cent", "within six per cent")], ["judgments/engines/basis/words"]),
    "headline": ([("cause most of", "cause all of")], ["judgments/engines/headline/words"]),
    "text": ([("from the first season, because", "from the second season, because")], ["judgments/callers/text/words"]),
    "not": ([("cable was laid", "cable was not laid")], ["judgments/engines/text/words"]),
    "short": ([("short: Their ships", "short: All ships")], ["judgments/callers/short/words"]),
    "short gone": (
        [("    short: Log refused consignments for twelve months, then return to the board.\n", "")],
        ["recommendations/count/short/dropped/Log-refused-consignments-for-twelve-months-then-return-to-th"],
    ),
    "judgment gone": (
        [(CALLERS, ""), ("[engines, callers]", "[engines]")],
        ["judgments/callers/dropped", "recommendations/wire/rests_on/rests_on/callers"],
    ),
    "judgment moved": (
        [(CALLERS, ""), ("  - id: engines\n", CALLERS + "  - id: engines\n")],
        ["judgments/callers/moved"],
    ),
    "judgment renamed": (
        [("- id: callers", "- id: ferries"), ("[engines, callers]", "[engines, ferries]")],
        ["judgments/ferries/id/renamed"],
    ),
    "recommendation new": ([(COUNT, NEW + COUNT)], ["recommendations/tariff/added"]),
    "recommendation gone": ([(COUNT, "")], ["recommendations/count/dropped"]),
    "recommendation moved": (
        [(COUNT, ""), ("  - id: wire\n", COUNT + "  - id: wire\n")],
        ["recommendations/count/moved"],
    ),
    "rests on one more": (
        [("[cold-demand]", "[cold-demand, engines]")],
        ["recommendations/count/rests_on/rests_on/engines"],
    ),
    "rests on one less": ([("[engines, callers]", "[engines]")], ["recommendations/wire/rests_on/rests_on/callers"]),
    "rests on another": (
        [("[cold-demand]", "[callers]")],
        ["recommendations/count/rests_on/rests_on/cold-demand", "recommendations/count/rests_on/rests_on/callers"],
    ),
    "rests in another order": ([("[engines, callers]", "[callers, engines]")], []),
    "quotation": (
        [("Two litres in every three", "Three litres in every four")],
        ["judgments/engines/evidence[1].quote/quote"],
    ),
    "quotation gone": (
        [("        quote: Every line that had sockets used them.\n", "")],
        ["judgments/callers/evidence[1].quote/dropped/Every-line-that-had-sockets-used-them."],
    ),
    "locator": ([("locator: Table 2", "locator: Table 3")], ["judgments/engines/evidence[2].locator/words"]),
    "speaker": ([("harbour master", "port captain")], ["judgments/callers/evidence[1].speaker/words"]),
    "evidence new": (
        [("        locator: Table 2\n", "        locator: Table 2\n      - source: watanabe\n")],
        ["judgments/engines/evidence/added/watanabe"],
    ),
    "evidence gone": (
        [("      - source: saltmere-meters\n        locator: Table 2\n", "")],
        ["judgments/engines/evidence/dropped/saltmere-meters-Table-2"],
    ),
    "bottom line": (
        [("keep the cold store for the second", "leave the cold store for the third")],
        ["bottom_line/headline/words"],
    ),
    "point": ([("largest source of smoke", "only source of smoke")], ["bottom_line/Finding/text/words"]),
    "point's label": ([("label: Finding", "label: What we found")], ["bottom_line/What-we-found/label/words"]),
    "title": ([("should build first", "must build first")], ["title/words"]),
    "date": ([("date: 2026-03-09", "date: 2026-03-10")], ["date/value"]),
    "meeting": ([("14:30", "15:30")], ["meeting/start/value"]),
    "marking": ([("TLP:GREEN", "TLP:AMBER")], ["marking/words"]),
    "from": ([("Harbour planning unit", "Port planning unit")], ["from/words"]),
    "subtitle new": ([("to: Board", "subtitle: A choice\nto: Board")], ["subtitle/added"]),
    "cell": ([("€9.5 million", "€9.8 million")], ["comparison/Cost/cells[2]/words"]),
    "row gone": ([(NOISE, "")], ["comparison/Effect-on-noise/dropped"]),
    "row moved": (
        [(NOISE, ""), ("    - label: Cost\n", NOISE + "    - label: Cost\n")],
        ["comparison/Effect-on-noise/moved"],
    ),
    "column": ([("Cold store, Both", "Cold storage, Both")], ["comparison/columns[2]/words"]),
    "figure": ([("value: 67%", "value: 65%")], ["figures/of-the-fuel-is-burnt-at-berth/value/words"]),
    "number of a chart": ([("525.5", "535.5")], [f"{FUEL}/At-berth-Q2-2025/number"]),
    "two numbers": (
        [("[410,", "[400,"), ("228]", "229]")],
        [
            f"{FUEL}/At-berth-Q1-2025/number",
            f"{FUEL}/Under-way-Q4-2025/number",
        ],
    ),
    "category": ([("Q4 2025]", "Late 2025]")], [f"{FUEL}/categories/words"]),
    "category new": (
        [("Q4 2025]", "Q4 2025, Q1 2026]"), ("455]", "455, 400]"), ("228]", "228, 220]")],
        [f"{FUEL}/categories/added/Q1-2026"],
    ),
    "series gone": (
        [("      - name: Under way\n        values: [205, 262, 318.5, 228]\n", "")],
        [f"{FUEL}/series/dropped/Under-way"],
    ),
    "unit": ([("unit: tonnes of fuel", "unit: tonnes of oil")], [f"{FUEL}/unit/words"]),
    "caution": (
        [("Digging up the quay twice", "Digging up the quay again")],
        ["avoid/Digging-up-the-quay-again/headline/words"],
    ),
    "decision's day": ([("by: 2026-03-31", "by: 2026-04-30")], ["decision/by/value"]),
    "decision gone": ([(TEXT[TEXT.index("decision:\n") : TEXT.index("# --- Sources")], "")], ["decision/dropped"]),
    "option": (
        [("first, Cold store first]", "first, Neither of the two]")],
        ["decision/Cold-store-first/dropped", "decision/Neither-of-the-two/added"],
    ),
    "source's title": ([("Meter readings, berths", "Meters, berths")], ["sources/saltmere-meters/title/words"]),
    "source's date": ([('issued: "2026-01-15"', 'issued: "2026-01-16"')], ["sources/saltmere-meters/issued/value"]),
    "source renamed": (
        [
            ("@koval", "@kovalenko"),
            ("source: koval", "source: kovalenko"),
            ("-meters, koval]", "-meters, kovalenko]"),
            ("-meters, koval]", "-meters, kovalenko]"),
            ("- id: koval", "- id: kovalenko"),
        ],
        ["sources/kovalenko/id/renamed"],
    ),
    "theme": ([("lang: en-GB", "lang: en-GB\ntheme: cable")], ["theme/added"]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_gives_its_facts_and_no_others(name: str) -> None:
    edits, told = CHANGES[name]
    assert sorted(fact.id for fact in facts(*edits)) == sorted(told)


def test_there_are_fifty_kinds_of_changes() -> None:
    assert len(CHANGES) >= 50


def _refolded(text: str) -> str:
    """Each folded text in one line, in double quotes."""
    folded = re.compile(r">-\n( +)(.*\n(?:\1\S.*\n)*)")
    return folded.sub(lambda found: '"' + " ".join(found.group(2).split()).replace('"', '\\"') + '"\n', text)


def _reordered(text: str) -> str:
    parts = re.split(r"(?m)^(?=[a-z_]+:)", text)
    random.Random(1).shuffle(parts)
    return "".join(parts)


@pytest.mark.parametrize(
    "text",
    [
        _refolded(TEXT),
        _reordered(TEXT),
        re.sub(r"(?m)^#.*\n", "", TEXT),
        re.sub(r"(?m)(.)$", r"\1  # said", TEXT[TEXT.index("title") : TEXT.index("meeting")])
        + TEXT[TEXT.index("meeting") :],
        TEXT.replace("confidence: high", 'confidence: "High"').replace(
            "[engines, callers]", "\n      - engines\n      - callers"
        ),
        TEXT.replace("\n", "\r\n"),
    ],
    ids=["folded", "reordered", "without comments", "with comments", "spelled", "line ends"],
)
def test_what_is_no_change_of_the_brief_gives_nothing(text: str) -> None:
    assert text != TEXT
    assert compare(version(TEXT).whole().data, version(text).whole().data) == []


def test_a_confidence_that_moves_by_itself_is_told() -> None:
    (fact,) = facts(("confidence: low", "confidence: high"))
    assert (fact.notes, fact.rose, fact.old, fact.new) == (("basis",), True, "low", "high")
    moved = facts(("confidence: low", "confidence: high"), ("an old estimate", "a new estimate"))
    assert [fact.notes for fact in moved] == [(), ()]


def test_a_headline_that_says_the_old_likelihood_is_told() -> None:
    likely = ("Ferries will plug in", "Ferries are likely to plug in")
    text = TEXT.replace(*likely)
    then, now = version(text).whole().data, version(text.replace("hood: likely", "hood: unlikely")).whole().data
    (fact,) = compare(then, now, lambda said, term: versions.says("en-GB", said, term))
    assert (fact.notes, fact.rose) == (("headline",), False)
    assert not versions.says("en-GB", "Ferries are very likely to plug in", "likely")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "It is likely to be 1.5 million",
            "It is unlikely to be 2.5 million",
            "It is [-likely-]{+unlikely+} to be [-1.5-]{+2.5+} million",
        ),
        ("It will not come to war soon", "It will come to war soon", "It will [-not -]come to war soon"),
        (
            "They may not yield an inch of it now",
            "We shall not give one metre to any",
            "[-They may-]{+We shall+} not [-yield an inch of it now-]{+give one metre to any+}",
        ),
        ("俄罗斯不会退让", "俄罗斯会退让", "俄罗斯[-不-]会退让"),
        ("moderate", "high", "[-moderate-]{+high+}"),
    ],
)
def test_words_on_which_a_judgment_turns_are_never_lost_in_a_clause(old: str, new: str, line: str) -> None:
    assert (
        redline.line(old, new).replace("[- not-]", " [-not -]").replace("-]  ", "-] ").replace("-] come", "-]come")
        == line
    )


WORDS = (
    "judgments recommendations sources extra id headline evidence quote rests_on confidence likelihood",
    "categories series name values label text cells",
)
KEYS = st.sampled_from([word for line in WORDS for word in line.split(" ")])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["low", "likely", "a", "b c d", "[@a] x", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, JUNK, max_size=4), st.dictionaries(KEYS, JUNK, max_size=4))
def test_whatever_data_is_compared_gives_facts(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert compare(old, old) == []
    assert bool(compare(old, new)) == bool(compare(new, old))
    assert all(fact.id for fact in compare(old, new))


@given(st.text("ab 1不.,“”", max_size=30), st.text("ab 1不.,“”", max_size=30))
def test_a_redline_holds_both_texts(old: str, new: str) -> None:
    parts = list(redline.pieces(old, new))
    assert "".join(text for text, mark in parts if mark != "added").split() == old.split()
    assert "".join(text for text, mark in parts if mark != "removed").split() == new.split()
