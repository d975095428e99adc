"""Briefs as people write them, and briefs that are far too full: what fit has to lay out, and what it has to explain.

The same seed gives the same brief. Lengths are those of real briefs: judgments of 40 to 80 words, recommendations of 30
to 60, quotations, a comparison, a balance, a timeline.
"""

from __future__ import annotations

import random
from typing import Any

_WHO = """
The port authority, Most coastal states, The ministry, Three of the five lenders, The ferry operators, The regulator,
Local councils, The grid company, Importers of grain, The survey team, Harbour pilots, The new cabinet
"""
_DOES = """
may lose, will soon postpone, would rather pay for, can no longer afford, quietly backed, will not oppose, must plan
without, came to depend on, would review, underrated
"""
_WHAT = """
shore power at the northern quay, the long-term contracts for coal, a joint rescue centre, cold storage for fish,
the second dredging of the channel, cheaper credit for small fleets, stricter limits on night-time noise,
the transfer of customs data, a common register of pilots, counter-smuggling patrols
"""
_WHEN = """
before the season of 2027, as long as fuel stays dear, even though the budget is tied, if the strike goes on,
at the cost of smaller berths, because nobody else can insure it, in spite of two critical audits, by late autumn
"""
_PARTS = tuple([" ".join(one.split()) for one in some.split(",")] for some in (_WHO, _DOES, _WHAT, _WHEN))
_LEVELS = ("high", "moderate", "low")
_MOST_IN_FULL = 580


class Words:
    """Sentences of a wanted length, in words; or in ideographs, for a brief in Chinese."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def text(self, low: int, high: int) -> str:
        wanted, found = self.chance.randint(low, high), list[str]()
        while len(found) < wanted:
            found += f"{' '.join(self.chance.choice(some) for some in _PARTS)}.".split()
        return " ".join(found[:wanted]).rstrip(".,") + "."

    def heading(self, low: int, high: int) -> str:
        return self.text(low, high).rstrip(".")


class _Chinese(Words):
    def text(self, low: int, high: int) -> str:
        letters = "港口能源運輸安全合作談判預算檢討風險市場政策經濟發展貿易協定關稅調整改革計劃評估"
        return "".join(self.chance.choice(letters) for _ in range(self.chance.randint(low, high) * 2)) + "。"

    def heading(self, low: int, high: int) -> str:
        return self.text(low, high)[: high * 2].rstrip("。")


def typical(seed: int) -> dict[str, Any]:
    """A brief that a person could lay out."""
    chance = random.Random(seed)
    return _brief(chance, Words(chance), judgments=(40, 80), recommendations=(30, 60), quotation=(6, 30))


def overfull(seed: int) -> dict[str, Any]:
    """A brief with texts that no slide and no page can hold; one in five is in Chinese."""
    chance = random.Random(seed)
    words = _Chinese(chance) if seed % 5 == 0 else Words(chance)
    long = (40, chance.choice((120, 400)))
    brief = _brief(chance, words, judgments=long, recommendations=(30, long[1]), quotation=(6, long[1] // 2))
    brief |= {"lang": "zh"} if seed % 5 == 0 else {}
    for slot, low, high in (("headline", 12, 40), ("text", 20, 250)):
        if chance.random() < 0.4:
            brief["bottom_line"][slot] = words.heading(low, high)
    if chance.random() < 0.4:
        brief["judgments"][0]["headline"] = f"J0: {words.heading(10, 45)}"
    if chance.random() < 0.4:
        brief["bottom_line"]["points"][0]["text"] = words.text(40, 150)
    if chance.random() < 0.4:
        brief["recommendations"][0]["headline"] = f"R0: {words.heading(8, 40)}"
    if chance.random() < 0.4 and "comparison" in brief:
        brief["comparison"]["rows"][0]["cells"][0] = words.text(30, 160)
    return brief


def _brief(
    chance: random.Random,
    words: Words,
    *,
    judgments: tuple[int, int],
    recommendations: tuple[int, int],
    quotation: tuple[int, int],
) -> dict[str, Any]:
    sources = [_source(number, words, chance) for number in range(chance.randint(2, 6))]
    ids = [source["id"] for source in sources]

    def piece() -> dict[str, Any]:
        quoted = {"quote": words.heading(*quotation)} if chance.random() < 0.6 else {}
        speaker = {"speaker": "A. Pilot"} if quoted and chance.random() < 0.3 else {}
        return {"source": chance.choice(ids), "locator": f"para. {chance.randint(1, 30)}"} | quoted | speaker

    def entry(kind: str, number: int, lengths: tuple[int, int]) -> dict[str, Any]:
        headline = f"{kind.upper()}{number}: {words.heading(4, 9)}"  # a robot that cuts it leaves no two alike
        return {"id": f"{kind}{number}", "headline": headline, "text": words.text(*lengths)}

    found = [
        entry("j", number, judgments)
        | {
            "confidence": chance.choice(_LEVELS),
            "basis": words.text(12, 30),
            "evidence": [piece() for _ in range(chance.choice((1, 1, 2, 2, 3, 5)))],
        }
        for number in range(chance.randint(5, 7))
    ]
    advice = [entry("r", number, recommendations) | {"rests_on": [chance.choice(found)["id"]]} for number in range(5)]
    many = sum(len(one["text"].split()) for one in found + advice) > _MOST_IN_FULL
    if many or chance.random() < 0.5:  # nobody could lay out so many words on one page
        for one in found + advice:
            one["short"] = words.text(10, 20)
    brief: dict[str, Any] = {
        "title": words.heading(5, 9),
        "date": "2026-03-09",
        "to": "The harbour board",
        "from": "The planning unit",
        "lang": chance.choice(("en-US", "en-GB")),
        "theme": chance.choice(("statecraft", "cable", "commons")),
        "memo": {"optional": ["comparison", "avoid", "confidence_note"]},
        "bottom_line": {
            "headline": words.heading(8, 14),
            "text": words.text(30, 50),
            "points": [{"label": words.heading(2, 3), "text": words.text(12, 25)} for _ in range(chance.randint(2, 4))],
        },
        "judgments": found,
        "recommendations": advice,
        "sources": sources,
    }
    brief |= {name: part for name, part in _optional(words, chance, ids[:2]).items() if chance.random() < 0.7}
    return brief


def _source(number: int, words: Words, chance: random.Random) -> dict[str, Any]:
    link = {"URL": f"https://example.org/reports/{number}"} if chance.random() < 0.6 else {}
    return {
        "id": f"s{number}",
        "type": "report",
        "author": [{"literal": chance.choice(("Port authority", "Office of the Auditor", "National bank"))}],
        "title": words.heading(6, 14),
        "issued": f"20{10 + number}",
    } | link


def _optional(words: Words, chance: random.Random, cited: list[str]) -> dict[str, Any]:
    columns = range(chance.randint(2, 3))
    return {
        "comparison": {
            "headline": words.heading(7, 12),
            "columns": [words.heading(1, 3) for _ in columns],
            "rows": [
                {"label": words.heading(1, 3), "cells": [words.heading(3, 12) for _ in columns]}
                for _ in range(chance.randint(3, 6))
            ],
            "sources": cited,
        },
        "balance": {
            "headline": words.heading(7, 12),
            "sides": [
                {"label": words.heading(2, 3), "points": [words.text(10, 25) for _ in range(chance.randint(2, 4))]}
                for _ in "ab"
            ],
            "dilemma": {
                "label": "Trilemma",
                "lead": words.text(8, 14),
                "aims": [words.heading(4, 8) for _ in range(3)],
            },
            "sources": cited,
        },
        "timeline": {
            "headline": words.heading(7, 12),
            "events": [
                {"when": str(1990 + 5 * number), "text": words.text(8, 20)} for number in range(chance.randint(4, 7))
            ],
            "sources": cited,
        },
        "avoid": [{"headline": words.heading(3, 6), "text": words.text(15, 35)} for _ in range(chance.randint(1, 4))],
        "decision": {"ask": words.heading(6, 12)},
    }
