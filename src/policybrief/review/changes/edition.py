"""What a document says of its changes: of the judgments and recommendations that its reader sees, and of those gone.

All else that changed is for `brief diff`. What stood before is given as plain words: a reader sees it as it was read,
without its Markdown, and without citations of sources that may be gone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from policybrief.brief.parts import LISTS
from policybrief.review.changes.facts import Fact
from policybrief.text import inline, redline
from policybrief.text.records import dataclass
from policybrief.text.redline import RedlinePiece

_SAID = ("short", "text")
"""The texts of an entry, of which one is shown: the first that changed."""


@dataclass(frozen=True)
class Changed:
    """A judgment or a recommendation that is there, by its id, and what of it is not as before.

    `moved` is its number before; `headline` is what it was, "" where it is the same; `confidence` and `likelihood` are
    what they were, "" where there was none, None where they are the same, and `rose` says of each of them whether it
    did, where there was one and is one; `rested` are the ids that it rested on, where
    these changed.
    """

    id: str
    new: bool = False
    moved: int = 0
    confidence: str | None = None
    likelihood: str | None = None
    headline: str = ""
    words: tuple[RedlinePiece, ...] = ()
    rested: tuple[str, ...] = ()
    rose: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Gone:
    """An entry that is no more: its number and its headline as they were."""

    number: int
    headline: str


@dataclass(frozen=True)
class Changes:
    """What changed since a day; None where that is not known."""

    since: dt.date | None
    changed: Mapping[str, tuple[Changed, ...]] = field(default_factory=dict)
    gone: Mapping[str, tuple[Gone, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.changed.values()) or any(self.gone.values())


def changes(
    facts: Sequence[Fact],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    since: dt.date | None,
    withheld: Collection[str],
) -> Changes:
    """What a document says of the facts between two versions, as its reader sees them.

    Nothing is said of entries that are `withheld` from that reader now, though they stood in the old version.
    """
    shown = {part: [fact for fact in facts if fact.part == part and fact.entry] for part in LISTS}
    changed: dict[str, tuple[Changed, ...]] = {}
    gone: dict[str, tuple[Gone, ...]] = {}
    for part, told in shown.items():
        rested = dict(_rested(old.get(part) or (), new))
        ids = dict.fromkeys(fact.entry.key for fact in told if fact.entry and fact.entry.number)
        entries = [
            _changed(id_, [fact for fact in told if fact.entry and fact.entry.key == id_], rested) for id_ in ids
        ]
        changed[part] = tuple(each for each in entries if each != Changed(each.id))
        gone[part] = tuple(
            Gone(fact.entry.was, _plain(fact.entry.name))
            for fact in told
            if fact.entry and fact.kind == "dropped" and not fact.field and fact.entry.key not in withheld
        )
    return Changes(since, changed, gone)


def _rested(entries: Sequence[Mapping[str, Any]], new: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What each entry rested on, of that which is still there; where that is not what it rests on now."""
    there = {str(each["id"]) for each in new.get("judgments") or ()}
    now = {str(each["id"]): {*(each.get("rests_on") or ())} for each in new.get("recommendations") or ()}
    for entry in entries:
        known = tuple(str(name) for name in entry.get("rests_on") or () if str(name) in there)
        if known and {*known} != now.get(str(entry["id"])):
            yield str(entry["id"]), known


def _changed(id_: str, facts: Sequence[Fact], rested: Mapping[str, tuple[str, ...]]) -> Changed:
    by = {
        (fact.kind, fact.field): fact for fact in facts if fact.kind != "words" or _plain(fact.old) != _plain(fact.new)
    }
    told: dict[str, Any] = {"new": ("added", "") in by}
    if moved := by.get(("moved", "")):
        told["moved"] = int(moved.old)
    told |= {kind: fact.old for (kind, _), fact in by.items() if kind in ("confidence", "likelihood")}
    told["rose"] = {kind: fact.rose for (kind, _), fact in by.items() if fact.rose is not None}
    if headline := by.get(("words", "headline")):
        told["headline"] = _plain(headline.old)
    if said := next((by["words", name] for name in _SAID if ("words", name) in by), None):
        told["words"] = tuple(redline.shortened(list(redline.pieces(_plain(said.old), _plain(said.new)))))
    if any(fact.kind == "rests_on" for fact in facts):
        told["rested"] = rested.get(id_, ())
    return Changed(id_, **told)


def _plain(text: str) -> str:
    """The words alone, without the space before a citation either."""
    runs = inline.parse(text)
    cited = [bool(run.cite) for run in runs[1:]] + [False]
    said = (run.text.rstrip() if last else run.text for run, last in zip(runs, cited, strict=True) if not run.cite)
    return "".join(said).strip()
