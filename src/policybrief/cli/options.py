"""The arguments and options that several commands have: the same name, meaning and words of help in each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from policybrief.cli import completion
from policybrief.pipeline.options import BuildOptions
from policybrief.pipeline.outputs import OUTPUTS

BRIEF = click.argument("brief", required=False, type=click.Path(path_type=Path))
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How results and problems are printed.",
)
ONLY = click.option("--only", type=click.Choice(list(OUTPUTS)), help="Make only this one.")
AUDIENCE = click.option(
    "-a",
    "--audience",
    "names",
    multiple=True,
    metavar="NAME",
    help="Only this audience; can be given several times.",
    shell_complete=completion.audiences,
)
FORCE = click.option("--force", is_flag=True, help="Build also where nothing has changed since the last build.")
JOBS = click.option(
    "--jobs", type=click.IntRange(1), help="How many processes to use (default: one for each processor)."
)
STRICT = click.option(
    "--strict",
    is_flag=True,
    help="Refuse to leave out a part of the memo, short forms that disagree, and what brief verify calls an error.",
)
NOTES = click.option(
    "--notes/--no-notes", default=True, help="Keep the deck's speaker notes, or leave them out, as for outside readers."
)
HANDOUT = click.option(
    "--handout", is_flag=True, help="Make a PDF for the podium too: slides with their notes, two to a page."
)
RECORD = click.option(
    "--record", is_flag=True, help="Check every file by all rules, and put a record of it beside: what it is made of."
)
PNG = click.option("--png", is_flag=True, help="Make pictures of the deck's slides and the memo's pages too.")
DRAFT = click.option(
    "--draft", is_flag=True, help="Take what is still to be rewritten as it is, and say DRAFT in the marking."
)
DRAFT_NUMBER = click.option(
    "--draft-number",
    type=click.IntRange(1, 999),
    metavar="N",
    help="Say DRAFT N at the head of the Word memo (--only docx); a draft's own version in the brief wins.",
)
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Print how long each stage takes.")


def for_list(words: str) -> Callable[[click.decorators.FC], click.decorators.FC]:
    """`--for LIST`, with its own words of help in each command: what is done for each of the list."""
    kind = click.Path(path_type=Path, exists=True, dir_okay=False)
    return click.option("--for", "listed", type=kind, metavar="LIST", help=words)


def asked(only: str | None, names: tuple[str, ...], notes: bool = True, **others: Any) -> BuildOptions:
    """What these options ask of a build."""
    others["jobs"] = others["jobs"] or 0
    others["draft_number"] = others.get("draft_number") or 0
    return BuildOptions((only,) if only else (), names, notes=notes, **others)
