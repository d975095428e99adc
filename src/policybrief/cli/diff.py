"""`brief diff`: what changed between two versions of a brief, as facts, for each audience by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Literal

import click

from policybrief.cli import options
from policybrief.cli.terminal import Style, Styled, echo_json, say, width_of

if TYPE_CHECKING:
    from policybrief.edits.diff.diff import Compared
    from policybrief.review.changes.facts import Fact

_STYLES: dict[str, Style] = {"same": "", "removed": "error", "added": "sure"}
_COLUMN = 35
"""Cells of an entry's name, where something stands beside it; a longer name is cut."""


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@options.AUDIENCE
@click.option("--whole", is_flag=True, help="Compare the brief itself, with what is kept from audiences.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How changes are printed.",
)
def diff(old: str, new: str | None, names: tuple[str, ...], whole: bool, form: Literal["text", "json"]) -> None:
    """Show what changed in the brief since OLD: facts, not lines.

    OLD is a file, a git revision, @built (what was built last) or @mailed (what was sent last; @mailed:allies for one
    audience). NEW is the brief as it is, or another file. Each audience's version is cut for it before it is compared.
    Exit code 0: nothing changed; 1: they differ.

    \b
    Examples:
      brief diff @mailed:allies
      brief diff HEAD~3 -a congress
      brief diff old.yaml content/harbour.yaml --whole
      brief diff @built --format json
    """
    from policybrief.edits.diff import diff as comparing
    from policybrief.edits.diff import sides

    now, file = sides.new(new)
    found = comparing.diff(sides.old(old, file), now, names, whole=whole)
    if form == "json":
        from policybrief.edits.diff import record

        echo_json(record.of(found))
    else:
        for number, each in enumerate(found):
            if number:
                say()
            _show(each)
    sys.exit(int(any(each.facts for each in found)))


def _show(compared: Compared) -> None:
    from policybrief.edits.diff.diff import WHOLE, parts, title, total

    whom = f", for {compared.whom}" if compared.audiences else f", {WHOLE}"
    say(f"{compared.before} → {compared.after}{whom}")
    if not compared.facts:
        say("nothing changed")
        return
    for part, facts in parts(compared.facts):
        say([Styled(title(part), "bold")])
        for _, group in groupby(facts, lambda fact: fact.entry):
            _entry(list(group), compared)
    say(total(compared.facts), hang=4)


def _entry(facts: Sequence[Fact], compared: Compared) -> None:
    """The facts of an entry: its number and name, what became of it, and then each change of its texts."""
    entry = facts[0].entry
    short = [_short(fact, compared) for fact in facts]
    rest = [fact for fact, told in zip(facts, short, strict=True) if told is None]
    column = [told for told in short if told is not None]
    mark, name = _name(facts)
    if entry is None and not column:
        name = []
    if name or column:
        first = column[0] if column else ()
        say([Styled(f"  {mark:<3}", "bold"), *_cut(name, pad=bool(first)), *first], hang=5)
        for told in column[1:]:
            say(["     ", *told], hang=7)
    for fact in facts:
        for note in fact.notes:
            from policybrief.edits.diff import diff

            say(["     ", Styled("! ", "error"), diff.note(fact, note)], hang=7)
    for fact in rest:
        if not (entry and fact.field in ("headline", "label")):
            say(["     ", *_changed(fact)], hang=7)


def _name(facts: Sequence[Fact]) -> tuple[str, list[str | Styled]]:
    """The number of an entry, or its mark, and its name: as a redline where that changed."""
    entry = facts[0].entry
    if entry is None:
        kind = facts[0].kind
        return {"added": "+", "dropped": "−"}.get(kind, ""), [facts[0].field or facts[0].new or facts[0].old]
    whole = next((fact.kind for fact in facts if fact.kind in ("added", "dropped") and not fact.field), "")
    renamed = next((fact for fact in facts if fact.kind == "words" and fact.field in ("headline", "label")), None)
    mark = {"added": "+", "dropped": "−"}.get(whole, str(entry.number))
    return mark, list(_redline(renamed.old, renamed.new)) if renamed else [entry.name]


def _cut(name: Sequence[str | Styled], *, pad: bool) -> Iterator[str | Styled]:
    """A name as wide as its column, where something follows it."""
    if not pad or len(name) != 1 or not isinstance(name[0], str):
        yield from name
        yield "  " if pad else ""
        return
    text = name[0]
    if width_of(text) > _COLUMN - 1:
        while width_of(text) > _COLUMN - 3:
            text = text[:-1]
        text += "…"
    yield text + " " * (_COLUMN - width_of(text))


def _short(fact: Fact, compared: Compared) -> Sequence[str | Styled] | None:
    """What stands beside the name; None for what takes a line of its own."""
    from policybrief.edits.diff.diff import term

    if fact.kind in ("confidence", "likelihood"):
        arrow = {True: "▲ ", False: "▼ ", None: ""}[fact.rose]
        return [Styled(arrow, "bold"), f"{term(fact.old)} → {term(fact.new)}"]
    if fact.kind == "moved" and not fact.field:
        return [f"⇅ from {fact.old}"]
    if fact.kind == "rests_on":
        number = compared.numbers(then=not fact.new).get(fact.new or fact.old, "?")
        return [f"{'now' if fact.new else 'no longer'} rests on {number}"]
    if fact.kind in ("added", "dropped") and fact.entry and not fact.field:
        if fact.kind == "added":
            return [Styled("new", "sure"), f", number {fact.entry.number}"]
        return [Styled("gone", "error"), f", was number {fact.entry.was}"]
    if fact.kind == "renamed":
        return [f"its id was {fact.old}"]
    return None


def _changed(fact: Fact) -> Iterator[str | Styled]:
    """A change of a text or a value, with the field that it is in."""
    field = fact.field.replace("_", " ")
    if fact.kind in ("added", "dropped"):
        mark: Literal["added", "removed"] = "added" if fact.kind == "added" else "removed"
        yield Styled(f"{'+' if mark == 'added' else '−'} ", _STYLES[mark])
        yield f"{field}: " if field else ""
        yield Styled(fact.new or fact.old, _STYLES[mark])
        return
    yield Styled(f"{field}: ", "dim") if field and field != "text" else ""
    if fact.kind == "moved":
        yield f"⇅ {fact.old} → {fact.new}"
    elif fact.kind in ("number", "value"):
        yield f"{fact.old or 'none'} → {fact.new or 'none'}"
    else:
        yield from _redline(fact.old, fact.new)


def _redline(old: str, new: str) -> Iterator[str | Styled]:
    from policybrief.text import redline

    for text, mark in redline.shortened(list(redline.pieces(old, new))):
        yield Styled(redline.marked(text, mark), _STYLES[mark])
