"""The parts of the two documents, by the names of the built-in templates' blocks, and the order in which they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

Kind = Literal["deck", "memo"]
Depth = Literal["headline", "short", "full"]

PARTS: Mapping[Kind, tuple[str, ...]] = {
    "deck": (
        "title_slide", "decision", "bottom_line", "judgments", "balance", "comparison", "timeline", "charts",
        "pictures", "recommendations", "trace", "avoid", "backup", "sources",
    ),
    "memo": ("bottom_line", "judgments", "comparison", "charts", "recommendations", "avoid", "decision", "sources"),
}  # fmt: skip
NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "deck": ("judgments", "recommendations"),
    "memo": ("judgments", "recommendations", "sources"),
}
"""What no audience's document leaves out."""
LISTS = ("judgments", "recommendations")
"""What a document says more or less of."""
DEPTHS: Mapping[Kind, Depth] = {"deck": "short", "memo": "full"}
"""How much a document says of each entry of these lists, where nothing else is asked for."""

_UNUSUAL: Mapping[Kind, tuple[str, ...]] = {"deck": ("decision",), "memo": ()}
"""The deck's bottom line has the decision; a slide of its own is for those who ask for it."""
_LAST: Mapping[Kind, tuple[str, ...]] = {"deck": ("backup", "sources"), "memo": ("avoid", "decision", "sources")}
"""What stands after extra blocks."""


def usual(kind: Kind, extra: Sequence[str] = ()) -> tuple[str, ...]:
    """The parts in the order that they have where nobody asks for another, with the ids of extra blocks in place."""
    first = [part for part in PARTS[kind] if part not in _LAST[kind] + _UNUSUAL[kind]]
    return (*first, *extra, *_LAST[kind])
