"""`brief new`: a project to start from."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.cli import console
from policybrief.cli import options as cli_options
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import Styled


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option(
    "--theme", default="statecraft", show_default=True, help="The theme that the project's own theme extends."
)
@cli_options.FORMAT
def new(directory: Path, theme: str, form: Format) -> None:
    """Create a project in DIRECTORY: a sample brief, a theme, and templates to change.

    \b
    Examples:
      brief new harbour && cd harbour && brief build
      brief new harbour --theme cable        see 'brief theme list'
    """
    from policybrief.cli import scaffold

    files = scaffold.new(directory, theme)
    following = Styled(f"cd {console.quoted(directory)} && brief build", "type")
    console.show(
        form,
        {"written": [str(file) for file in files]},
        lines=[console.near(file) for file in files],
        outcome=[f"{count(len(files), 'file')} written: ", following],
    )
