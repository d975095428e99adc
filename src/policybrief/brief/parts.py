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
        "title_slide", "decision", "bottom_line", "changes", "objectives", "agenda", "people", "points_to_make",
        "if_raised", "judgments", "balance", "comparison", "timeline", "figures", "charts", "tables", "pictures",
        "options", "recommendations", "trace", "avoid", "backup", "questions", "sources", "about",
    ),
    "memo": (
        "bottom_line", "decision", "changes", "objectives", "agenda", "people", "points_to_make", "if_raised",
        "judgments", "comparison", "figures", "charts", "tables", "options", "recommendations", "avoid", "questions",
        "sources", "about",
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
OPTIONAL = (
    "changes", "objectives", "agenda", "people", "points_to_make", "if_raised", "balance", "comparison", "timeline",
    "figures", "charts", "tables", "pictures", "options", "avoid", "questions",
)  # fmt: skip
"""What an audience leaves out of the brief by leaving it out of both documents."""
Imprint = Literal["authors", "contact", "acknowledgements", "disclaimer"]
IMPRINT: tuple[Imprint, ...] = get_args(Imprint)
"""What of the brief stands in the part `about`, and can be left out of an audience's documents by name."""
_ABOUT = "about"
OURS = ("objectives", "people", "points_to_make", "if_raised")
"""What our side takes into a meeting: only audiences of whom it is said get it."""
MemoPart = Literal[
    "changes",
    "agenda",
    "people",
    "if_raised",
    "comparison",
    "figures",
    "charts",
    "tables",
    "options",
    "sections",
    "avoid",
    "confidence_note",
    "authors",
    "contact",
    "acknowledgements",
    "disclaimer",
]
MEMO_PARTS: tuple[MemoPart, ...] = get_args(MemoPart)
"""What a memo can do without: no judgment, no recommendation, and not the decision that it asks for."""
DEPTHS: Mapping[Kind, Depth] = {"deck": "short", "memo": "full"}
"""How much a document says of each entry of these lists, where nothing else is asked for."""

_UNUSUAL: Mapping[Kind, tuple[str, ...]] = {"deck": ("decision",), "memo": ("questions",)}
"""The deck's bottom line has the decision, and a page no room for questions: these are for those who ask for them."""
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
    return with_sections(kind, [part for part in PARTS[kind] if part not in _UNUSUAL[kind]], sections)


def with_imprint(parts: Sequence[str]) -> tuple[str, ...]:
    """Parts of somebody's choice, with `about` behind them where they do not place it.

    They choose from what is argued. What a paper says of itself, as whose views it does not hold, is no argument to
    choose from: who lists what a reader is to see would lose it without a thought. It is left out by its name alone.
    """
    return (*parts, _ABOUT) if parts and _ABOUT not in parts else tuple(parts)


def with_sections(kind: Kind, parts: Sequence[str], sections: Sequence[Placed]) -> tuple[str, ...]:
    """Parts in an order of their own, with the ids of `sections` in place."""
    behind: dict[str, list[str]] = {part: [] for part in parts}
    for section in sections:
        if kind in section.within and not (section.annex and kind == "memo"):
            place = "backup" if section.annex else section.after
            behind[place if place in behind else _BEFORE_SECTIONS[kind]].append(section.id)
    return tuple(name for part in parts for name in (part, *behind[part]))
