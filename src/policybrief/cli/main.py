"""The command line. Each command is a few lines and imports what it needs, so that `brief --help` is instant.

Most of them stand in modules of their own, which are read when they are asked for; `console` prints what came of a
command.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

import click

from policybrief import __version__
from policybrief.cli import console
from policybrief.cli import options as cli_options
from policybrief.cli.commands import Commands, LazyCommands
from policybrief.cli.console import Format
from policybrief.cli.terminal import write
from policybrief.read.project import find_brief

if TYPE_CHECKING:
    from policybrief.pipeline.build import Edition


_ELSEWHERE = {
    "build": "policybrief.cli.build:build",
    "clean": "policybrief.cli.clean:clean",
    "comments": "policybrief.cli.comments:comments",
    "diff": "policybrief.cli.diff:diff",
    "fix": "policybrief.cli.fix:fix",
    "import": "policybrief.cli.import_article:import_article",
    "lint": "policybrief.cli.lint:lint",
    "lsp": "policybrief.cli.lsp:lsp",
    "mail": "policybrief.cli.mail:mail",
    "mcp": "policybrief.cli.mcp:mcp",
    "new": "policybrief.cli.new:new",
    "pull": "policybrief.cli.pull:pull",
    "receipts": "policybrief.cli.receipts:receipts",
    "serve": "policybrief.cli.serve:serve",
    "skill": "policybrief.cli.skill:skill",
    "templates": "policybrief.cli.templates:templates",
    "theme": "policybrief.cli.theme:theme_group",
    "verify": "policybrief.cli.verify:verify",
}
"""The commands with modules of their own."""


@click.group(
    cls=Commands,
    commands=LazyCommands(_ELSEWHERE),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 something in the brief, a template or a theme is wrong; 2 the command line is wrong.",
)
@click.version_option(__version__, prog_name="policybrief")
def main() -> None:
    """Turn one YAML brief into an editable PowerPoint deck and a one-page PDF memo.

    \b
    Examples:
      brief new harbour              a project to start from, in the folder harbour
      brief import lo.pdf            from an article: its numbered text, and a draft to rewrite
      brief build                    the brief in ./content → ./output
      brief build my.yaml -o /tmp    this brief → /tmp
      brief check                    what is wrong, and how well it fits, without writing
      brief pull edited.pptx         bring what was edited in a deck back into the YAML
      brief diff @mailed             what changed since it was sent, as facts
      brief comments FILE...         what readers noted in a deck or a memo, at the lines of the YAML
      brief fix                      mend what is certain: mistyped keys, words and dates
      brief verify                   is each quotation word for word, and where the locator says?
      brief lint                     what a reviewer or an editor would mark in its words
      brief receipts                 each claim with the passage that it rests on
      brief serve                    edit it in the browser, beside its slides and its memo
      brief audiences                who gets what
      brief inspect output/my.pdf    what a finished memo says about itself
      brief clean                    delete what earlier builds left behind
      brief mail                     drafts of the mail that takes the memo to its readers
      brief lsp                      serve briefs to VS Code, Neovim, Helix, Emacs
      brief mcp                      serve the project to an assistant that runs no commands
    """


@main.command()
@cli_options.BRIEF
@cli_options.ONLY
@cli_options.AUDIENCE
@cli_options.STRICT
@cli_options.DRAFT
@cli_options.JOBS
@cli_options.FORMAT
@cli_options.VERBOSE
def check(brief: Path | None, draft: bool, form: Format, verbose: bool, **wanted: Any) -> None:
    """Check BRIEF without writing anything: what is wrong with it, how it fits, and who gets what.

    BRIEF may also be any PowerPoint or Word file; the check then finds what PowerPoint or Word would repair in it and
    what its accessibility checker would report. For any PDF it finds what keeps it from being PDF/UA-1 and PDF/A-2a.

    \b
    Examples:
      brief check
      brief check content/china-russia.yaml --format json
      brief check output/china-russia.pptx
      brief check output/china-russia.pdf
    """
    from policybrief.pipeline import finished

    log = console.log(verbose)
    editions: list[Edition] = []
    kept: list[str] = []
    with console.checking() as start:
        file = find_brief(brief)
        if finished.is_one(file):
            finished.check(file)
        else:
            from policybrief.cli import audiences as matrix
            from policybrief.cli.build import editions_of
            from policybrief.pipeline.prepared import Prepared

            options = cli_options.asked(**wanted)
            prepared = Prepared.of(file, log, draft=draft)
            editions = editions_of(prepared, options, log)
            kept = matrix.withheld(prepared, options.audiences)
    console.show_check(editions, kept, perf_counter() - start, form)


@main.command()
@cli_options.BRIEF
@cli_options.AUDIENCE
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="How the table is printed.",
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

    matrix.show(Prepared.of(find_brief(brief)), names, form)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@cli_options.FORMAT
def inspect(file: Path, form: Format) -> None:
    """Print what a memo says about itself: title, marking, audience, the brief's hash, fonts. FILE is a PDF of ours.

    \b
    Examples:
      brief inspect output/china-russia.pdf
      brief inspect output/china-russia.pdf --format json
    """
    from policybrief.memo import inspect as report

    memo = report.inspect(file)
    console.show(form, memo.as_dict(), table=memo.rows())


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

        write(theme_schema.text())
        return
    write(json_schema.audience() if of == "audience" else json_schema.text())
