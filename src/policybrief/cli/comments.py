"""`brief comments`: what readers noted in decks and memos, each at the line of the YAML that it is about."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policybrief.cli import findings, options
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import Line, Styled, echo_json, near, say
from policybrief.errors import BriefError, Problem
from policybrief.read.project import Project, find_brief

if TYPE_CHECKING:
    from policybrief.edits.comments.comment import Reply
    from policybrief.edits.comments.comments import LocatedComment

_MOST_MARKED = 80
"""Characters of marked words that are shown; `--format json` has them all."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--brief", type=click.Path(path_type=Path), help="Of which brief, or project, they are.")
@click.option("-a", "--audience", metavar="NAME", default="", help="Whose they are, where a program forgot that.")
@options.FORMAT
def comments(files: tuple[Path, ...], brief: Path | None, audience: str, form: Format) -> None:
    """Print what readers noted in each FILE, a deck or a memo, at the line of the YAML that it is about.

    Of a deck and of a memo in Word these are its comments with their replies, of a memo's PDF what is highlighted,
    struck out and noted.
    Nothing is written. The files are held against what was built, and the YAML may have changed since.

    \b
    Examples:
      brief comments ~/Downloads/china-russia_congress.pptx
      brief comments deck.pptx memo.pdf memo.docx --format json
    """
    from policybrief.edits.comments import comments as reading
    from policybrief.edits.comments.origins import Origins

    only = find_brief(brief) if brief and not brief.is_dir() else None
    origins = Origins(Project.at(brief or Path()), only, audience)
    notes: list[LocatedComment] = []
    problems: list[Problem] = []
    for file in dict.fromkeys(files):
        try:
            notes += reading.of(file, origins)
        except BriefError as error:
            problems += error.problems
    notes.sort(key=_order)
    if form == "json":
        echo_json({**findings.record(problems), "comments": [_record(each) for each in notes]})
    else:
        for each in notes:
            _show(each, several=len(files) > 1)
        findings.tell(problems)
        findings.total(problems, _total(notes), err=bool(problems))
    sys.exit(int(bool(problems)))


def _order(located: LocatedComment) -> tuple[bool, str, int, int]:
    """By file and line, what stands in none last; else as in the documents."""
    place = located.place
    return (False, str(place.file), place.line, place.column) if place else (True, "", 0, 0)


# -- what is shown


def _show(located: LocatedComment, *, several: bool) -> None:
    comment = located.comment
    say(_head(located), hang=4)
    about = [comment.where, comment.author, _moment(comment.date), "" if comment.kind == "comment" else comment.kind]
    about += [near(located.document)] if several else []
    said = ", ".join(filter(None, about))
    words, how = comment.marked or comment.near, "on" if comment.marked else "near"
    said += f', {how} "{_shortened(words)}"' if words else ""
    say(["    ", said, *([Styled("  resolved", "sure")] if comment.resolved else [])], hang=4)
    for line in comment.text.split("\n") if comment.text.strip() else ():
        say(f"      {line}", hang=6)
    for reply in comment.replies:
        for line in _answer(reply):
            say(line, hang=8)


def _head(located: LocatedComment) -> Line:
    if located.place:
        place = located.place
        return [Styled(f"{near(place.file)}:{place.line}:{place.column}: ", "bold"), str(place.path)]
    if located.template:
        return [Styled("– ", "dim"), f"words of the template, {located.template}"]
    return [Styled("– ", "dim"), "at no value of the YAML as it is now"]


def _answer(reply: Reply) -> Iterator[str]:
    first, *others = reply.text.split("\n")
    yield f"      ↳ {', '.join(filter(None, (reply.author, _moment(reply.date))))}: {first}"
    yield from (f"        {line}" for line in others)


def _moment(date: str) -> str:
    """A date and a time by the minute."""
    return date[:16].replace("T", " ")


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_MARKED else f"{text[:_MOST_MARKED].rstrip()}…"


def _total(notes: list[LocatedComment]) -> str:
    resolved = sum(each.comment.resolved for each in notes)
    return (count(len(notes), "comment") if notes else "no comments") + (f", {resolved} resolved" if resolved else "")


def _record(located: LocatedComment) -> dict[str, Any]:
    comment, place = located.comment, located.place
    return {
        "document": str(located.document),
        "file": str(place.file) if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "path": str(place.path) if place else "",
        "template": located.template if not place else "",
        "kind": comment.kind,
        "where": comment.where,
        "author": comment.author,
        "date": comment.date,
        "text": comment.text,
        "marked": comment.marked,
        "near": comment.near,
        "resolved": comment.resolved,
        "replies": [{"author": reply.author, "date": reply.date, "text": reply.text} for reply in comment.replies],
    }
