"""`brief new`: a project to start from, the sample or a blank brief; a terminal is asked which, if it is not said."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from policybrief.cli import completion, console
from policybrief.cli import options as cli_options
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import Styled, near
from policybrief.errors import UsageError


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--sample", "begin", flag_value="sample", help="Begin with the sample: three audiences, every part.")
@click.option("--blank", "begin", flag_value="blank", help="Begin with every key that a brief needs, and no other.")
@click.option(
    "--kind",
    metavar="KIND",
    help="The kind of a blank brief, as 'decision', with what that needs: see docs/kinds.md.",
    shell_complete=completion.kinds,
)
@click.option(
    "--lang",
    metavar="LANG",
    help="The language of a blank brief, as 'en-GB'.",
    shell_complete=completion.languages,
)
@click.option(
    "--theme",
    default="statecraft",
    show_default=True,
    help="A theme; the sample's own extends it.",
    shell_complete=completion.themes,
)
@cli_options.FORMAT
def new(directory: Path, *, begin: str | None, kind: str | None, lang: str | None, theme: str, form: Format) -> None:
    """Create a project in DIRECTORY: the sample with a theme and templates to change, or a blank brief.

    On a terminal it asks which of the two; elsewhere it is the sample.

    \b
    Examples:
      brief new harbour && cd harbour && brief build
      brief new harbour --blank                        a dozen lines to write over
      brief new harbour --blank --kind meeting --lang fr
      brief new harbour --theme cable                  see 'brief theme list'
    """
    from policybrief.cli import blanks, scaffold
    from policybrief.locale import locale
    from policybrief.theme import files as layers

    if begin == "sample" and (kind or lang):
        raise UsageError("the sample is a decision brief in English: --kind and --lang are for a blank one")
    if not (begin or kind or lang) and form == "text" and sys.stdin.isatty() and sys.stdout.isatty():
        begin = click.prompt("The sample, or a blank brief?", "sample", type=click.Choice(["sample", "blank"]))
        if begin == "blank":
            kind = click.prompt("Of which kind?", blanks.KIND, type=click.Choice([*blanks.kinds()]))
            lang = click.prompt("In which language?", locale.DEFAULT, type=click.Choice(locale.available()))
    if begin == "blank" or kind or lang:
        layers.read(theme, ())  # raises for one that there is not
        files = scaffold.blank(directory, blanks.blank(kind, lang or locale.DEFAULT, theme))
    else:
        files = scaffold.new(directory, theme)
    following = Styled(f"cd {console.quoted(directory)} && brief build", "type")
    console.show(
        form,
        {"written": [str(file) for file in files]},
        lines=[near(file) for file in files],
        outcome=[f"{count(len(files), 'file')} written: ", following],
    )
