"""Key figures for a brief: so many, with a text below each or with none."""

from __future__ import annotations

from typing import Any

ENTRIES = (
    {"value": "67%", "label": "of the fuel is burnt at berth", "text": "2,031 of 3,044 tonnes; the rest under way."},
    {"value": 640, "label": "tonnes in the third quarter", "text": "The timetable of the summer takes more."},
    {"value": "2 of 6", "label": "berths are to be wired", "text": "Both lie on the inner quay."},
    {"value": "9 to 1", "label": "ships for each berth"},
)


def figures(count: int, *, texts: bool = True) -> dict[str, Any]:
    """The value of `figures`, which rests on the source `count`."""
    kept = [{key: said for key, said in entry.items() if texts or key != "text"} for entry in ENTRIES[:count]]
    return {"headline": "Most of it is burnt while ships lie still", "entries": kept, "sources": ["count"]}
