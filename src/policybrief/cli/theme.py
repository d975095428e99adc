"""`brief theme`: the themes that a brief may name, and one proposed for an organisation's template."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.cli import console, options
from policybrief.cli.console import Format
from policybrief.read.project import Project
from policybrief.terminal import one_line, say


@click.group(name="theme")
def theme_group() -> None:
    """What decks and memos look like.

    \b
    Examples:
      brief theme list                    the themes that a brief here may name
      brief theme inspect corporate.potx  what an organisation's template has, and a theme on it
    """


@theme_group.command(name="list")
def theme_list() -> None:
    """The themes that a brief in this folder may name: its own, and the built-in ones.

    \b
    Example:
      brief theme list
    """
    from policybrief.theme import files as layers

    for each in layers.listed((Project(Path()).themes,)):
        over = f"extends {each.extends}" if each.extends else ""
        say(one_line(f"{each.name:<12}  {each.about or over}".rstrip()))


@theme_group.command("inspect")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--write", "target", type=click.Path(path_type=Path, dir_okay=False), help="Write a theme on it: theme.yaml."
)
@click.option("--layout", "chosen", multiple=True, metavar="OURS=THEIRS", help="Which of its layouts ours is.")
@options.FORMAT
def inspect_theme(file: Path, target: Path | None, chosen: tuple[str, ...], form: Format) -> None:
    """Say what the template FILE (.pptx, .potx) has: layouts, placeholders with their boxes in points, colours, faces.

    With --write, propose a theme that builds decks on it; the template is copied beside the theme.

    \b
    Examples:
      brief theme inspect corporate.potx
      brief theme inspect corporate.potx --write content/themes/corporate.yaml
      brief theme inspect corporate.potx --write content/themes/corporate.yaml --layout section="Divider"
    """
    from policybrief.base import describe
    from policybrief.base.read import read

    pairs = [one.partition("=") for one in chosen]
    if any(not given for _, _, given in pairs):
        raise click.UsageError('a layout is given as OURS=THEIRS, as in section="Divider"')
    with console.problems(form):
        found = read(file)
        written: list[Path] = []
        if target:
            from policybrief.theme import propose

            written = propose.write(found, target, {ours.strip(): theirs.strip() for ours, _, theirs in pairs})
    if form == "json":
        console.echo_json({**describe.record(found), "written": [str(path) for path in written], "problems": []})
        return
    for line in [f"  {console.near(path)}" for path in written] if target else describe.lines(found):
        say(one_line(line))
    if target:
        where = "" if target.resolve().parent.name == "themes" else "put both files into content/themes, "
        say(f"Next: {where}write 'theme: {target.stem}' in your brief, and brief build")
