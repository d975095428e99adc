"""`brief receipts`: each claim with the passage that it rests on, for each audience."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import click

from policybrief.cli import console, options
from policybrief.cli.console import Format
from policybrief.read.project import find_brief


@click.command()
@options.BRIEF
@options.AUDIENCE
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="The folder to write to.")
@click.option("--only", type=click.Choice(["html", "pdf"]), help="Make only this one.")
@options.FORMAT
@options.VERBOSE
def receipts(
    brief: Path | None, *, names: tuple[str, ...], output: Path | None, only: str | None, form: Format, verbose: bool
) -> None:
    """Make a page and a PDF annex that show what each claim of BRIEF rests on, for each of its audiences.

    Each judgment, recommendation, number and quotation stands with its passage, as far as the source's 'share' allows,
    and with what verify found. What an audience may not see is not in its files. They go beside the documents.

    \b
    Examples:
      brief receipts
      brief receipts -a congress --only pdf
      brief receipts content/china-russia.yaml -o /tmp/today
    """
    from policybrief.pipeline import receipts as pipeline
    from policybrief.pipeline import saving
    from policybrief.pipeline.output_folder import Shelf
    from policybrief.pipeline.prepared import Prepared

    start, log = perf_counter(), console.log(verbose)
    prepared = Prepared.of(find_brief(brief), log)
    editions = pipeline.editions(prepared, names, [only] if only else ["html", "pdf"], log)
    saved = saving.save_all(editions, Shelf(prepared.project, prepared.file, output))
    console.show_build(saved, perf_counter() - start, form)
