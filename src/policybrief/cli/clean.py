"""`brief clean`: delete what earlier builds left behind."""

from __future__ import annotations

from pathlib import Path

import click

from policybrief.cli import console, options
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import near
from policybrief.read.project import Project


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="The folder with the files.")
@click.option("--all", "everything", is_flag=True, help="Delete what the last build made too.")
@click.option("--dry-run", "dry", is_flag=True, help="Print what would be deleted, and delete nothing.")
@options.FORMAT
def clean(folder: Path | None, output: Path | None, everything: bool, dry: bool, form: Format) -> None:
    """Delete what earlier builds of the project in FOLDER left behind: documents of briefs and audiences that are gone
    or have another marking now, and drafts that hold earlier documents.

    Files that were edited since they were built stay, and so does everything that brief did not make.

    \b
    Examples:
      brief clean --dry-run
      brief clean
      brief clean --all                  everything that was built, to start again
    """
    from policybrief.pipeline.leftovers import Leftovers

    cleaned = Leftovers(Project.at(folder or Path())).clean(output, everything=everything, dry=dry)
    done = "would be deleted" if dry else "deleted"
    console.show(
        form,
        {"deleted": [str(path) for path in cleaned.deleted]},
        problems=cleaned.left,
        lines=[f"{'would delete' if dry else 'deleted'} {near(path)}" for path in cleaned.deleted],
        outcome=f"{count(len(cleaned.deleted), 'file')} {done}" if cleaned.deleted else "nothing to delete",
    )
