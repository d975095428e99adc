"""`brief mcp`: the checks for an assistant that runs no commands."""

from __future__ import annotations

import gc
from importlib.util import find_spec
from pathlib import Path

import click

from policybrief.errors import BriefError, Problem, UsageError


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Let the assistant mend what is certain in the files, as 'brief fix' does.")
def mcp(folder: Path | None, write: bool) -> None:
    """Serve the project in FOLDER to an assistant over the Model Context Protocol, on stdin and stdout.

    It can ask for the schema, a source's numbered text, what is wrong with a brief or a draft, whether its quotations
    stand in their sources, and pictures of its pages. Nothing outside of the project is read, and nothing is written
    without --write. Assistants start this command themselves; docs/assistants.md says how they are told of it.

    \b
    Examples:
      brief mcp                      the project of this folder
      brief mcp ~/harbour --write
    """
    if find_spec("mcp") is None or find_spec("pypdfium2") is None:
        from policybrief.fonts import files as fontfiles

        hint = fontfiles.install("policybrief", "mcp")
        raise BriefError(
            [Problem("brief mcp needs packages that are not installed", hint=hint)], outcome="nothing is served"
        )
    from policybrief.read.project import Project
    from policybrief.serve.assistant.desk import Desk
    from policybrief.serve.assistant.server import serve

    place = folder or Path()
    if not place.is_dir():
        raise UsageError(f"there is no folder {place}")
    gc.enable()  # a command ends soon and does without; a server does not
    serve(Desk(Project.at(place).root), write=write)
