"""The command line. Each command is a few lines and imports what it needs, so that `brief --help` is instant.

`theme`, `templates` and `mail` stand in modules of their own; `console` prints what came of a command.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

import click

from policybrief import __version__
from policybrief.cli import console
from policybrief.cli import options as cli_options
from policybrief.cli.console import Format
from policybrief.cli.mail import mail
from policybrief.cli.templates import templates
from policybrief.cli.theme import theme_group
from policybrief.errors import warn
from policybrief.read.project import Project, find_brief
from policybrief.terminal import Commands, say

if TYPE_CHECKING:
    from policybrief.pipeline.build import Edition
    from policybrief.pipeline.document_run import Log
    from policybrief.pipeline.options import Options
    from policybrief.pipeline.prepared import Prepared


def run() -> None:
    """The program `brief`: the command line in a process of its own, which soon ends.

    So it does without the garbage collector (a fifth of a cold build), and without pydantic's search for plugins, which
    would run what happens to be installed.
    """
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        # A pipe on Windows speaks cp1252, which has no arrow and no 習: what it can't show is spelt by its number.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        main()
    except KeyboardInterrupt:  # before click is there to say so
        sys.exit("Aborted!")


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 something in the brief, a template or a theme is wrong; 2 the command line is wrong.",
)
@click.version_option(__version__, prog_name="policybrief")
def main() -> None:
    """Turn one YAML brief into an editable PowerPoint deck and a one-page PDF memo.

    \b
    Examples:
      brief new harbour              a project to start from, in the folder harbour
      brief build                    the brief in ./content → ./output
      brief build my.yaml -o /tmp    this brief → /tmp
      brief check                    what is wrong, and how well it fits, without writing
      brief audiences                who gets what
      brief inspect output/my.pdf    what a finished memo says about itself
      brief clean                    delete what earlier builds left
      brief mail                     drafts of the mail that takes the memo to its readers
    """


main.add_command(theme_group)
main.add_command(templates)
main.add_command(mail)


@main.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--theme", default="statecraft", show_default=True, help="What its look is laid over.")
def new(directory: Path, theme: str) -> None:
    """Lay out a project in DIRECTORY: a sample brief, a theme, templates to override.

    \b
    Examples:
      brief new harbour && cd harbour && brief build
      brief new harbour --theme cable        see 'brief theme list'
    """
    from policybrief.cli import new as scaffold

    for file in scaffold.new(directory, theme):
        say(f"  {console.near(file)}")
    say(f"Next: cd {console.quoted(directory)} && brief build")


@main.command()
@cli_options.BRIEF
@cli_options.ONLY
@cli_options.AUDIENCE
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="The folder for the files.")
@cli_options.STRICT
@cli_options.JOBS
@cli_options.NOTES
@cli_options.FORMAT
@cli_options.VERBOSE
def build(brief: Path | None, output: Path | None, form: Format, verbose: bool, **wanted: Any) -> None:
    """Make the deck and the memo of BRIEF (default: the one brief in ./content), for each of its audiences.

    The files go to the project's output folder. Of an audience in whose way something is, nothing is written. A file
    that somebody edited since it was built is kept beside the new one, as NAME.edited-1.pptx.

    \b
    Examples:
      brief build
      brief build -a congress -a allies
      brief build content/china-russia.yaml --only memo
      brief build "my briefs/harbour.yaml" -o /tmp/today -v
    """
    from policybrief.pipeline import build as pipeline
    from policybrief.pipeline.output_folder import Shelf
    from policybrief.pipeline.prepared import Prepared

    start, log = perf_counter(), console.log(verbose)
    with console.problems(form):
        prepared = Prepared.of(find_brief(brief), log)
        made = _editions(prepared, cli_options.asked(**wanted), log)
        saved = pipeline.save_all(made, Shelf(prepared.project, prepared.file, output))
    console.report(saved.editions, saved.paths, perf_counter() - start, form, leftovers=saved.leftovers)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="The folder with the files.")
@click.option("--all", "everything", is_flag=True, help="Also what the last build made.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be deleted, and delete nothing.")
@cli_options.FORMAT
def clean(folder: Path | None, output: Path | None, everything: bool, dry: bool, form: Format) -> None:
    """Delete what earlier builds of the project in FOLDER left: documents of briefs and audiences that are gone, or
    under another marking, and drafts that hold earlier documents.

    What was edited since it was built stays, and so does all that brief did not make.

    \b
    Examples:
      brief clean --dry-run
      brief clean
      brief clean --all                  all that was built, to begin anew
    """
    from policybrief.pipeline.leftovers import Leftovers

    with console.problems(form):
        cleaned = Leftovers(Project.at(folder or Path())).clean(output, everything=everything, dry=dry)
    if form == "json":
        left = [problem.as_dict() for problem in cleaned.left]
        console.echo_json({"deleted": [str(path) for path in cleaned.deleted], "warnings": left, "problems": []})
        return
    for path in cleaned.deleted:
        say(f"{'would delete' if dry else 'deleted'} {console.near(path)}")
    warn(cleaned.left)
    if not cleaned.deleted:
        say("nothing to delete")


@main.command()
@cli_options.BRIEF
@cli_options.ONLY
@cli_options.AUDIENCE
@cli_options.STRICT
@cli_options.JOBS
@cli_options.FORMAT
@cli_options.VERBOSE
def check(brief: Path | None, form: Format, verbose: bool, **wanted: Any) -> None:
    """Say what is wrong with BRIEF, how it fits, and who gets what, without writing anything.

    BRIEF may also be a deck, a .pptx of ours or of anybody: then what PowerPoint would repair in it, and what its
    accessibility checker would say. Or a memo, any .pdf: then what keeps it from being PDF/UA-1 and PDF/A-2a.

    \b
    Examples:
      brief check
      brief check content/china-russia.yaml --format json
      brief check output/china-russia.pptx
      brief check output/china-russia.pdf
    """
    from policybrief.pipeline import finished

    start, log = perf_counter(), console.log(verbose)
    made: list[Edition] = []
    kept: list[str] = []
    with console.problems(form):
        file = find_brief(brief)
        if finished.is_one(file):
            finished.check(file)
        else:
            from policybrief.cli import audiences as matrix
            from policybrief.pipeline.prepared import Prepared

            options = cli_options.asked(**wanted)
            prepared = Prepared.of(file, log)
            made = _editions(prepared, options, log)
            kept = matrix.withheld(prepared, options.audiences)
    console.report(made, {}, perf_counter() - start, form, kept=kept)


@main.command()
@cli_options.BRIEF
@cli_options.AUDIENCE
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How it is printed."
)
def audiences(brief: Path | None, names: tuple[str, ...], form: Literal["text", "json", "markdown"]) -> None:
    """Print who gets what: parts, depth, judgments, recommendations and sources of each audience of BRIEF.

    \b
    Examples:
      brief audiences
      brief audiences --format markdown > who-gets-what.md
    """
    from policybrief.cli import audiences as matrix
    from policybrief.pipeline.prepared import Prepared

    with console.problems("json" if form == "json" else "text"):
        say(matrix.text(Prepared.of(find_brief(brief)), names, form), nl=False)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@cli_options.FORMAT
def inspect(file: Path, form: Format) -> None:
    """Say what the memo FILE (a PDF of ours) says about itself: title, marking, audience, the brief's hash, fonts.

    \b
    Examples:
      brief inspect output/china-russia.pdf
      brief inspect output/china-russia.pdf --format json
    """
    from policybrief.memo import inspect as report

    with console.problems(form):
        found = report.inspect(file)
    if form == "json":
        console.echo_json(found.as_dict())
        return
    for line in found.lines():
        say(line)


@main.command()
@click.option("--audience", "of", flag_value="audience", help="That of an audience's file.")
@click.option("--theme", "of", flag_value="theme", help="That of a theme.")
def schema(of: str | None) -> None:
    """Print the JSON Schema of a brief, an audience or a theme, for editors.

    \b
    Examples:
      brief schema > content/brief.schema.json
      brief schema --audience > content/audience.schema.json
      brief schema --theme > content/theme.schema.json
    """
    from policybrief.brief import schema as json_schema

    if of == "theme":
        from policybrief.theme import schema as theme_schema

        say(theme_schema.text(), nl=False)
        return
    say(json_schema.audience() if of == "audience" else json_schema.text(), nl=False)


def _editions(prepared: Prepared, wanted: Options, log: Log) -> list[Edition]:
    """The documents of a brief for each audience, with a sign of life where they are several."""
    from policybrief.pipeline import build as pipeline

    with console.progress() as tick:
        return pipeline.editions(prepared, wanted, log, tick)
