"""The parts of a brief and of its two documents: all that may be said of them as a list is said here.

The parts of the documents are the blocks of the built-in templates, in the order in which they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

Kind = Literal["deck", "memo"]
Depth = Literal["headline", "short", "full"]

PARTS: Mapping[Kind, tuple[str, ...]] = {
    "deck": (
        "title_slide", "decision", "bottom_line", "changes", "judgments", "balance", "comparison", "timeline",
        "figures", "charts", "pictures", "recommendations", "trace", "avoid", "backup", "sources",
    ),
    "memo": (
        "bottom_line", "decision", "changes", "judgments", "comparison", "figures", "charts", "recommendations",
        "avoid", "sources",
    ),
}  # fmt: skip
NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "deck": ("judgments", "recommendations"),
    "memo": ("judgments", "recommendations", "sources"),
}
"""What no audience's document leaves out."""
ListPart = Literal["judgments", "recommendations"]
LISTS: tuple[ListPart, ...] = get_args(ListPart)
"""What every document has, and says more or less of."""
SHORTENED = (*LISTS, "avoid")
"""Whose entries may have a short form beside their text."""
OPTIONAL = ("changes", "balance", "comparison", "timeline", "figures", "charts", "pictures", "avoid")
"""What an audience leaves out of the brief by leaving it out of both documents."""
MemoPart = Literal["changes", "comparison", "figures", "charts", "avoid", "confidence_note"]
MEMO_PARTS: tuple[MemoPart, ...] = get_args(MemoPart)
"""What a memo can do without: no judgment, no recommendation, and not the decision that it asks for."""
DEPTHS: Mapping[Kind, Depth] = {"deck": "short", "memo": "full"}
"""How much a document says of each entry of these lists, where nothing else is asked for."""

_UNUSUAL: Mapping[Kind, tuple[str, ...]] = {"deck": ("decision",), "memo": ()}
"""The deck's bottom line has the decision; a slide of its own is for those who ask for it."""
_LAST: Mapping[Kind, tuple[str, ...]] = {"deck": ("backup", "sources"), "memo": ("avoid", "sources")}
"""What stands after extra blocks."""


def usual(kind: Kind, extra: Sequence[str] = ()) -> tuple[str, ...]:
    """The parts in the order that they have where nobody asks for another, with the ids of extra blocks in place."""
    return with_extra(kind, [part for part in PARTS[kind] if part not in _UNUSUAL[kind]], extra)


def with_extra(kind: Kind, order: Sequence[str], extra: Sequence[str]) -> tuple[str, ...]:
    """Parts in an order of their own, with the ids of extra blocks in the place where these usually stand."""
    at = next((number for number, part in enumerate(order) if part in _LAST[kind]), len(order))
    return (*order[:at], *extra, *order[at:])
