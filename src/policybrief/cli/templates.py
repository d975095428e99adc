"""`brief templates`: which template wins, a copy of one to edit, and whether all of them render."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.cli import console, options
from policybrief.cli.console import Format
from policybrief.read.project import Project, find_brief
from policybrief.terminal import one_line, say


@click.group()
def templates() -> None:
    """What says which text stands where: Jinja templates, the project's own before the built-in ones.

    \b
    Example:
      brief templates list           which file wins for each audience
    """


@templates.command(name="list")
@options.BRIEF
@options.FORMAT
def templates_list(brief: Path | None, form: Format) -> None:
    """Say which file is taken for each template and audience of BRIEF, what it extends, and which blocks it gives.

    \b
    Example:
      brief templates list
    """
    from policybrief.pipeline import template_files as found

    with console.problems(form):
        taken = found.taken(found.runs(find_brief(brief)))
    if form == "json":
        console.echo_json({"templates": [each.as_dict() for each in taken]})
        return
    for each in taken:
        whom = f"  ({', '.join(each.audiences)})" if each.audiences else ""
        where = f"{console.near(each.winner.file)}{each.winner.gives}" if not each.winner.built_in else "built in"
        say(one_line(f"{each.winner.name:<28}  {where}{whom}"))


@templates.command(name="copy")
@click.argument("name")
@click.option("-a", "--audience", metavar="NAME", help="For this audience alone: into templates/NAME.")
def templates_copy(name: str, audience: str | None) -> None:
    """Copy the built-in template NAME into the project in this folder, to be edited there.

    \b
    Examples:
      brief templates copy memo
      brief templates copy memo -a congress
      brief templates copy headers/nsc
    """
    from policybrief.pipeline import template_files as found

    say(f"  {console.near(found.copy(name, Project(Path()), audience))}")
    say("Next: edit it, then brief templates check")


@templates.command(name="check")
@options.BRIEF
@options.FORMAT
def templates_check(brief: Path | None, form: Format) -> None:
    """Render every template and header for every audience of BRIEF: with it, and with all left out that may be missing.

    \b
    Example:
      brief templates check
    """
    from policybrief.pipeline import template_files as found

    with console.problems(form):
        tried = found.trial(found.runs(find_brief(brief)))
    if form == "json":
        console.echo_json({"rendered": tried, "problems": [], "warnings": []})
    else:
        say(f"no problems in {tried} documents rendered")
