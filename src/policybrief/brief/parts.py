"""The parts of a brief and of its two documents: all that may be said of them as a list is said here.

The parts of the documents are the blocks of the built-in templates, in the order in which they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol, get_args

Kind = Literal["deck", "memo"]
Depth = Literal["headline", "short", "full"]

PARTS: Mapping[Kind, tuple[str, ...]] = {
    "deck": (
        "title_slide", "decision", "bottom_line", "changes", "judgments", "balance", "comparison", "timeline",
        "figures", "charts", "pictures", "options", "recommendations", "trace", "avoid", "backup", "sources",
    ),
    "memo": (
        "bottom_line", "decision", "changes", "judgments", "comparison", "figures", "charts", "options",
        "recommendations",
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
OPTIONAL = ("changes", "balance", "comparison", "timeline", "figures", "charts", "pictures", "options", "avoid")
"""What an audience leaves out of the brief by leaving it out of both documents."""
MemoPart = Literal["changes", "comparison", "figures", "charts", "options", "sections", "avoid", "confidence_note"]
MEMO_PARTS: tuple[MemoPart, ...] = get_args(MemoPart)
"""What a memo can do without: no judgment, no recommendation, and not the decision that it asks for."""
DEPTHS: Mapping[Kind, Depth] = {"deck": "short", "memo": "full"}
"""How much a document says of each entry of these lists, where nothing else is asked for."""

_UNUSUAL: Mapping[Kind, tuple[str, ...]] = {"deck": ("decision",), "memo": ()}
"""The deck's bottom line has the decision; a slide of its own is for those who ask for it."""
_BEFORE_SECTIONS: Mapping[Kind, str] = {"deck": "avoid", "memo": "recommendations"}
"""What sections of the author's own stand after, where they do not say it."""


class Placed(Protocol):
    """A section of the author's own, as far as its place goes."""

    @property
    def id(self) -> str: ...
    @property
    def within(self) -> tuple[Kind, ...]: ...
    @property
    def annex(self) -> bool: ...
    @property
    def after(self) -> str: ...


def usual(kind: Kind, sections: Sequence[Placed] = ()) -> tuple[str, ...]:
    """The parts in the order that they have where nobody asks for another, with the ids of `sections` in place."""
    parts = [part for part in PARTS[kind] if part not in _UNUSUAL[kind]]
    behind: dict[str, list[str]] = {part: [] for part in parts}
    for section in sections:
        if kind in section.within and not (section.annex and kind == "memo"):
            place = "backup" if section.annex else section.after
            behind[place if place in behind else _BEFORE_SECTIONS[kind]].append(section.id)
    return tuple(name for part in parts for name in (part, *behind[part]))
