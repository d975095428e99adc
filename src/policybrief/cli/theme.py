"""`brief theme`: the themes that a brief may name, and one proposed for an organisation's template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from policybrief.cli import completion, console, options
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import Line, Styled, near
from policybrief.errors import Problem
from policybrief.read.project import Project


@click.group(name="theme")
def theme_group() -> None:
    """What decks and memos look like.

    \b
    Examples:
      brief theme list                    the themes that a brief here may name
      brief theme check house             whether its colours can be read and told apart
      brief theme inspect corporate.potx  what an organisation's template has, and a theme on it
    """


@theme_group.command(name="list")
@options.FORMAT
def theme_list(form: Format) -> None:
    """The themes that a brief in this folder may name: its own, and the built-in ones.

    \b
    Example:
      brief theme list
    """
    from policybrief.theme import files as layers

    themes = layers.listed((Project(Path()).themes,))
    rows = [(each.name, each.about or (f"extends {each.extends}" if each.extends else "")) for each in themes]
    records = [{"name": each.name, "about": each.about, "extends": each.extends} for each in themes]
    console.show(form, {"themes": records}, table=rows)


@theme_group.command("check")
@click.argument("name", shell_complete=completion.themes)
@options.FORMAT
def check_theme(name: str, form: Format) -> None:
    """Check the theme NAME: its files are there, its colours can be read on each other, and the series of charts can be
    told apart in grey and by colour-blind readers.

    \b
    Examples:
      brief theme check statecraft
      brief theme check house       content/themes/house.yaml
    """
    from policybrief.theme.load import examined

    project = Project(Path())
    problems = examined(name, (project.themes,), project.template_folders)
    console.show(form, {"theme": name}, problems=problems, outcome=f"{name} can be built with")


@theme_group.command("inspect")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--write", "target", type=click.Path(path_type=Path, dir_okay=False), help="Write a theme built on it to this file."
)
@click.option(
    "--layout", "chosen", multiple=True, metavar="OURS=THEIRS", help="Use THEIRS, one of its layouts, for OURS."
)
@options.FORMAT
def inspect_theme(file: Path, target: Path | None, chosen: tuple[str, ...], form: Format) -> None:
    """Print what the template FILE (.pptx, .potx, .thmx) has: layouts, placeholders (boxes in points), colours, faces.
    FILE may be a brand file too, such as Quarto's _brand.yml.

    With --write, propose a theme that builds decks on it; the template, or the brand's logo, is copied beside the
    theme.

    \b
    Examples:
      brief theme inspect corporate.potx
      brief theme inspect corporate.potx --write content/themes/corporate.yaml
      brief theme inspect corporate.potx --write content/themes/corporate.yaml --layout section="Divider"
      brief theme inspect _brand.yml --write content/themes/house.yaml
    """
    from policybrief.theme import brand

    pairs = [pair.partition("=") for pair in chosen]
    if any(not given for _, _, given in pairs):
        raise click.UsageError('a layout is given as OURS=THEIRS, as in section="Divider"')
    if file.suffix.lower() in brand.SUFFIXES:
        if chosen:
            raise click.UsageError("a brand file has no layouts, so --layout means nothing for it")
        _show_brand(file, target, form)
    else:
        _show_base(file, target, {ours.strip(): theirs.strip() for ours, _, theirs in pairs}, form)


def _show_base(file: Path, target: Path | None, chosen: Mapping[str, str], form: Format) -> None:
    from policybrief.theme import checklist, proposed
    from policybrief.theme.base import describe
    from policybrief.theme.base.read import read

    base = read(file)
    written: list[Path] = []
    told: Sequence[Problem] = ()
    if target:
        from policybrief.pipeline import proposal

        made = proposal.write(base, target, chosen)
        written, told = list(made.files), made.told
    shown = () if target else (*describe.lines(base), *proposed.lines(base), *checklist.lines(base))
    lines = [near(path) for path in written] or [*shown]
    asked = {"proposed": proposed.record(base), "checklist": checklist.record(base)}
    record = {**describe.record(base), **asked, "written": [str(path) for path in written]}
    console.show(form, record, problems=told, lines=lines, outcome=_next_step(written, target))


def _show_brand(file: Path, target: Path | None, form: Format) -> None:
    from policybrief.theme import brand, branded

    read = brand.read(file)
    written = branded.write(read, target) if target else []
    lines = [near(path) for path in written] or [*branded.lines(read)]
    record = {**branded.record(read), "written": [str(path) for path in written]}
    console.show(form, record, problems=read.notes, lines=lines, outcome=_next_step(written, target))


def _next_step(written: list[Path], target: Path | None) -> Line:
    """What was written, and what to do with it."""
    if not target:
        return ""
    where = "" if target.resolve().parent.name == "themes" else "put them into content/themes, "
    following = Styled(f"theme: {target.stem}", "type")
    return [f"{count(len(written), 'file')} written: {where}write ", following, " in your brief, and brief build"]
