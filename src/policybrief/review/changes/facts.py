"""A fact: one thing that changed between two versions of a brief, as somebody who reads judgments would say it."""

from __future__ import annotations

import re
from typing import Literal, get_args

from policybrief.brief.parts import LISTS
from policybrief.brief.terms import Confidence, Likelihood
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE, ValuePath

Kind = Literal[
    "confidence", "likelihood", "added", "dropped", "moved", "renamed", "rests_on", "quote", "number", "value", "words"
]
"""What happened: `rests_on` is a judgment that a recommendation rests on now, or no longer; `renamed` an id alone."""
Weight = Literal["analysis", "words", "workings"]
"""Whether a fact changes what is said, how it is said, or how documents are made of it."""
Note = Literal["basis", "headline", "source"]
"""What a fact asks a reader to look at: the confidence moved and what it rests on did not; the headline still says the
old likelihood; a quotation changed, and so is to be checked against its source.
"""

_ANALYSIS: tuple[Kind, ...] = ("confidence", "likelihood", "rests_on", "quote", "number")
_ENTRIES: tuple[Kind, ...] = ("added", "dropped", "moved")
_WORKINGS = ("theme", "lang", "keywords", "header", "notes", "deck", "memo", "headlines", "audience", "changes")
_LEVELS = (tuple(reversed(get_args(Confidence))), get_args(Likelihood))
_UP = {term: number for terms in _LEVELS for number, term in enumerate(terms)}


@dataclass(frozen=True)
class Entry:
    """An entry of a list: its `key` (its id, or else its words), what it is called now, and its number in the list,
    from 1, now and before; 0 where it is not there.
    """

    key: str
    name: str
    number: int
    was: int


@dataclass(frozen=True)
class Fact:
    """What changed in which part of the brief, at `path`: of an entry that was dropped, the path is the old one's.

    `field` says where in the entry, or in the part; `old` and `new` are what stood and stands there, "" for nothing.
    """

    kind: Kind
    part: str
    entry: Entry | None
    field: str
    path: ValuePath = NOWHERE
    old: str = ""
    new: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def id(self) -> str:
        """A name for the fact that stays the same wherever the entry stands."""
        steps = [self.part, self.entry.key if self.entry else "", self.field, self.kind]
        if self.kind in ("added", "dropped", "rests_on") and self.field:
            steps.append(self.new or self.old)
        return "/".join(re.sub(r"[^\w.\[\]-]+", "-", step)[:60].strip("-") for step in steps if step)

    @property
    def weight(self) -> Weight:
        if self.part in _WORKINGS or self.kind == "renamed":
            return "workings"
        whole = self.kind in _ENTRIES and self.part in (*LISTS, "sources") and self.field in ("", "evidence")
        return "analysis" if self.kind in _ANALYSIS or whole else "words"

    @property
    def rose(self) -> bool | None:
        """Whether a confidence or a likelihood went up; None where there is nothing to compare."""
        known = self.kind in ("confidence", "likelihood") and {self.old, self.new} <= _UP.keys()
        return _UP[self.new] > _UP[self.old] if known else None
