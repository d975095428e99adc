"""`brief templates`: which template wins, a copy of one to edit, and whether all of them render."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.cli import completion, console, options
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import Line, Styled, near
from policybrief.read.project import Project, find_brief


@click.group()
def templates() -> None:
    """The Jinja templates, which say what goes where: the project's own come before the built-in ones.

    \b
    Example:
      brief templates list           which file is used for each audience
    """


@templates.command(name="list")
@options.BRIEF
@options.FORMAT
def templates_list(brief: Path | None, form: Format) -> None:
    """Print which file is used for each template and audience of BRIEF, what it extends, and which blocks it overrides.

    \b
    Example:
      brief templates list
    """
    from policybrief.pipeline import template_files as found

    taken = found.taken(found.runs(find_brief(brief)))
    rows = [
        (
            each.winner.name,
            "built in" if each.winner.built_in else f"{near(each.winner.file)}{each.winner.gives}",
            f"({', '.join(each.audiences)})" if each.audiences else "",
        )
        for each in taken
    ]
    console.show(form, {"templates": [each.as_dict() for each in taken]}, table=rows)


@templates.command(name="copy")
@click.argument("name", shell_complete=completion.templates)
@click.option(
    "-a",
    "--audience",
    metavar="NAME",
    help="Copy it for this audience only, to templates/NAME.",
    shell_complete=completion.audiences,
)
@options.FORMAT
def templates_copy(name: str, audience: str | None, form: Format) -> None:
    """Copy the built-in template NAME into the project in this folder, so that you can edit it there.

    \b
    Examples:
      brief templates copy memo
      brief templates copy memo -a congress
      brief templates copy headers/nsc
    """
    from policybrief.pipeline import template_files as found

    file = found.copy(name, Project(Path()), audience)
    following: Line = ["1 file written: edit it, then ", Styled("brief templates check", "type")]
    console.show(form, {"written": [str(file)]}, lines=[near(file)], outcome=following)


@templates.command(name="check")
@options.BRIEF
@options.FORMAT
def templates_check(brief: Path | None, form: Format) -> None:
    """Render every template and header for every audience of BRIEF, with all optional parts and without any of them.

    \b
    Example:
      brief templates check
    """
    from policybrief.pipeline import template_files as found

    with console.checking():
        tried = found.trial(found.runs(find_brief(brief)))
    console.show(form, {"rendered": tried}, outcome=f"{count(tried, 'document')} rendered, nothing to write")
