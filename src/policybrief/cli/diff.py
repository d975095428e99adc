"""`brief diff`: what changed between two versions of a brief, as facts, for each audience by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import click

from policybrief.cli import options
from policybrief.cli.terminal import Style, Styled, echo_json, say, width_of, write
from policybrief.read.project import Project

if TYPE_CHECKING:
    from policybrief.edits.diff.diff import AudienceChanges
    from policybrief.edits.diff.told import DiffRow
    from policybrief.text.redline import RedlinePiece

_Form = Literal["text", "json", "markdown", "html"]
_STYLES: dict[str, Style] = {"same": "", "removed": "error", "added": "sure"}
_STATES: dict[str, Style] = {"new": "sure", "gone": "error"}
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
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    help="How changes are printed.",
)
def diff(old: str, new: str | None, names: tuple[str, ...], whole: bool, form: _Form) -> None:
    """Show what changed in the brief since OLD: facts, not lines.

    OLD is a file, a git revision, @built (what was built last) or @mailed (what was sent last; @mailed:allies for one
    audience). NEW is the brief as it is, or another such version. Each audience's version is cut for it before it is
    compared. Exit code 0: nothing changed; 1: they differ.

    \b
    Examples:
      brief diff @mailed:allies
      brief diff HEAD~3 -a congress
      brief diff old.yaml content/harbour.yaml --whole
      brief diff @built --format html > changed.html
    """
    from policybrief.edits.diff import diff as comparing
    from policybrief.edits.diff import sides

    now, file = sides.new(new)
    comparisons = comparing.diff(sides.old(old, file), now, names, whole=whole)
    if form == "json":
        from policybrief.edits.diff import record

        echo_json(record.of(comparisons))
    elif form == "markdown":
        from policybrief.edits.diff import markdown

        write(markdown.of(comparisons))
    elif form == "html":
        from policybrief.compose.places import Templates
        from policybrief.edits.diff import page

        write(page.of(comparisons, Templates(Project(now.root).template_folders)))
    else:
        for number, compared in enumerate(comparisons):
            if number:
                say()
            _show(compared)
    sys.exit(int(any(compared.facts for compared in comparisons)))


def _show(compared: AudienceChanges) -> None:
    from policybrief.edits.diff import told

    say(compared.title)
    for part in told.parts(compared):
        say([Styled(part.title, "bold")])
        for row in part.rows:
            _row(row)
    say(told.total(compared.facts) if compared.facts else "nothing changed", hang=4)


def _row(row: DiffRow) -> None:
    """An entry: its number and name with what became of it, and then each change of its texts."""
    mark = {"new": "+", "gone": "−"}.get(row.state, str(row.number or ""))
    first, *others = row.beside or ("",)
    if row.name:
        style = _STATES.get(row.state, "")
        say([Styled(f"  {mark:<3}", "bold"), *_named(row.name, pad=bool(first)), Styled(first, style)], hang=5)
    for words in others:
        say(["     ", words], hang=7)
    for note in row.notes:
        say(["     ", Styled("! ", "error"), note], hang=7)
    for change in row.changes:
        field = [Styled(f"{change.field}: ", "dim")] if change.field else []
        say(["     ", *field, *_redline(change.pieces)], hang=7)


def _named(name: Sequence[RedlinePiece], *, pad: bool) -> Iterator[str | Styled]:
    """A name as wide as its column, where something follows it; a longer one is cut, but for a redline."""
    if not pad:
        yield from _redline(name)
    elif len(name) > 1:
        yield from (*_redline(name), "  ")
    else:
        ((text, _),) = name
        if width_of(text) >= _COLUMN:
            while width_of(text) > _COLUMN - 3:
                text = text[:-1]
            text += "…"
        yield text + " " * (_COLUMN - width_of(text))


def _redline(pieces: Sequence[RedlinePiece]) -> Iterator[str | Styled]:
    from policybrief.text import redline

    for text, mark in pieces:
        yield Styled(redline.marked(text, mark), _STYLES[mark])
