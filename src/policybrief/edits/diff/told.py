"""Facts as they are told, alike on a terminal, in Markdown and on a page: a row for each entry that changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from policybrief.brief.parts import LISTS
from policybrief.edits.diff.diff import Compared
from policybrief.review.changes.facts import Fact
from policybrief.text import redline
from policybrief.text.records import dataclass
from policybrief.text.redline import RedlinePiece

_FIRST = ("bottom_line", "decision", *LISTS)
_NAMES = ("headline", "label")
"""Fields by which an entry is called: a change of one is shown in its name."""
NOTES = {
    "basis": "the confidence moved, its basis did not",
    "headline": "the headline still says “{old}”",
    "source": "a quotation changed: check it against its source",
}


@dataclass(frozen=True)
class Change:
    """A change of a text or a value: where in its entry, and what is gone, comes and stays."""

    field: str
    pieces: tuple[RedlinePiece, ...]


@dataclass(frozen=True)
class Row:
    """What became of an entry, or of a part that has none.

    `number` is its number now, or before where it is `gone`; `beside` is told beside its name.
    """

    state: str
    number: int
    name: tuple[RedlinePiece, ...]
    levels: tuple[Fact, ...]
    beside: tuple[str, ...]
    notes: tuple[str, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class ChangedPart:
    """A part of the brief, its heading, and its rows."""

    key: str
    title: str
    rows: tuple[Row, ...]


def parts(compared: Compared) -> list[ChangedPart]:
    """All that changed as it is read: how sure first, then judgments and recommendations; sources and workings last."""
    return [
        ChangedPart(
            key, title(key), tuple(_row(list(rows), compared) for _, rows in groupby(facts, lambda fact: fact.entry))
        )
        for key, facts in _grouped(compared.facts)
    ]


def _grouped(facts: Sequence[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    sure = [fact for fact in facts if fact.kind in ("confidence", "likelihood")]
    rest = [fact for fact in facts if fact.kind not in ("confidence", "likelihood")]
    workings = [fact.part for fact in rest if fact.weight == "workings" and fact.kind != "renamed"]
    others = [fact.part for fact in rest if fact.part not in ("sources", *workings)]
    if sure:
        yield "confidence", sure
    for part in dict.fromkeys((*_FIRST, *others, "sources", *workings)):
        if of_part := [fact for fact in rest if fact.part == part]:
            yield part, of_part


def title(part: str) -> str:
    """The heading of a part."""
    return "Confidence and likelihood" if part == "confidence" else part.replace("_", " ").capitalize()


def term(value: str) -> str:
    """A level as it is read."""
    return {"roughly_even": "roughly even chance"}.get(value, value.replace("_", " ")) or "none"


def total(facts: Sequence[Fact]) -> str:
    """How many changes there are, and how many are of the analysis."""
    analysis = sum(fact.weight == "analysis" for fact in facts)
    if len(facts) == 1:
        return f"1 change, {'of the analysis' if analysis else 'not of the analysis'}"
    return f"{len(facts)} changes, {analysis or 'none'} of them of the analysis"


def _row(facts: Sequence[Fact], compared: Compared) -> Row:
    entry = facts[0].entry
    levels = tuple(fact for fact in facts if fact.kind in ("confidence", "likelihood"))
    whole = next((fact for fact in facts if entry and fact.kind in ("added", "dropped") and not fact.field), None)
    named = next((fact for fact in facts if entry and fact.kind == "words" and fact.field in _NAMES), None)
    beside = {fact.id: words for fact in facts if (words := _beside(fact, compared))}
    mine = [fact for fact in facts if fact not in levels and fact not in (whole, named) and fact.id not in beside]
    state = {"added": "new", "dropped": "gone"}[whole.kind] if whole else ""
    name: tuple[RedlinePiece, ...] = ()
    if entry:
        name = tuple(redline.pieces(named.old, named.new)) if named else ((entry.name, "same"),)
    return Row(
        state,
        (entry.number or entry.was) if entry else 0,
        name,
        levels,
        tuple(beside.values()),
        tuple(NOTES[note].format(old=term(fact.old)) for fact in facts for note in fact.notes),
        tuple(map(_change, mine)),
    )


def _beside(fact: Fact, compared: Compared) -> str:
    """What stands beside a name, "" for what takes a line of its own."""
    if fact.kind in ("confidence", "likelihood"):
        arrow = {True: "▲ ", False: "▼ ", None: ""}[fact.rose]
        return f"{arrow}{term(fact.old)} → {term(fact.new)}"
    if fact.kind == "rests_on":
        number = compared.numbers(then=not fact.new).get(fact.new or fact.old, 0)
        return f"{'now' if fact.new else 'no longer'} rests on {number or fact.new or fact.old}"
    if fact.kind == "renamed":
        return f"its id was {fact.old}"
    if not fact.entry or fact.field:
        return ""
    told = {
        "moved": f"⇅ from {fact.old}",
        "added": f"new, number {fact.entry.number}",
        "dropped": f"gone, was number {fact.entry.was}",
    }
    return told.get(fact.kind, "")


def _change(fact: Fact) -> Change:
    field = "" if fact.field == "text" else fact.field
    if fact.kind != "number":
        field = re.sub(r"\[(\d+)\]", r" \1", field).replace("_", " ").replace(".", ", ")
    if fact.kind in ("added", "dropped"):
        return Change(field, ((fact.new or fact.old, "added" if fact.kind == "added" else "removed"),))
    if fact.kind in ("number", "value", "moved"):
        mark = "⇅ " if fact.kind == "moved" else ""
        return Change(field, ((f"{mark}{fact.old or 'none'} → {fact.new or 'none'}", "same"),))
    return Change(field, tuple(redline.shortened(list(redline.pieces(fact.old, fact.new)))))
