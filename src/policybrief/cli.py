"""The command line. Each command is a few lines and imports what it needs, so that `brief --help` is instant."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

import click

from policybrief import __version__
from policybrief.errors import BriefError
from policybrief.project import Project, find_brief

if TYPE_CHECKING:
    from policybrief.build import Kind, Log, Made

Format = Literal["text", "json"]


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


_BRIEF = click.argument("brief", required=False, type=click.Path(path_type=Path))
_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How results and problems are printed.",
)
_ONLY = click.option("--only", type=click.Choice(["deck", "memo"]), help="Make one of the two documents.")
_STRICT = click.option("--strict", is_flag=True, help="Refuse to leave out a part that the memo may do without.")
_VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Say how long each stage takes.")


@click.group(
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
      brief inspect output/my.pdf    what a finished memo says about itself
      brief mail                     drafts of the mail that takes the memo to its readers
    """


@main.command()
@click.argument("directory", type=click.Path(path_type=Path))
def new(directory: Path) -> None:
    """Lay out a project in DIRECTORY: a sample brief, a theme, templates to override.

    \b
    Example:
      brief new harbour && cd harbour && brief build
    """
    from policybrief import scaffold

    for file in scaffold.new(directory):
        click.echo(f"  {file}")
    click.echo(f"Next: cd {_quoted(directory)} && brief build")


@main.command()
@_BRIEF
@_ONLY
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="The folder for the files.")
@_STRICT
@_FORMAT
@_VERBOSE
def build(  # noqa: PLR0917  # click passes names
    brief: Path | None, only: Kind | None, output: Path | None, strict: bool, form: Format, verbose: bool
) -> None:
    """Make the deck and the memo of BRIEF (default: the one brief in ./content).

    The files go to the project's output folder. Nothing is written when anything is wrong.

    \b
    Examples:
      brief build
      brief build content/china-russia.yaml --only memo
      brief build "my briefs/harbour.yaml" -o /tmp/today -v
    """
    from policybrief import build as pipeline

    start = perf_counter()
    with _problems(form):
        file = find_brief(brief)
        made = pipeline.make(file, (only,) if only else ("deck", "memo"), log=_log(verbose), strict=strict)
        paths = pipeline.save(made, output or Project.of(file).output)
    _report(made, paths, perf_counter() - start, form)


@main.command()
@_BRIEF
@_ONLY
@_STRICT
@_FORMAT
@_VERBOSE
def check(brief: Path | None, only: Kind | None, strict: bool, form: Format, verbose: bool) -> None:
    """Say what is wrong with BRIEF, and how it fits, without writing anything.

    BRIEF may also be a deck, a .pptx of ours or of anybody: then what PowerPoint would repair in it, and what its
    accessibility checker would say.

    \b
    Examples:
      brief check
      brief check content/china-russia.yaml --format json
      brief check output/china-russia.pptx
    """
    start = perf_counter()
    made: list[Made] = []
    with _problems(form):
        file = find_brief(brief)
        if file.suffix.lower() == ".pptx":
            from policybrief import check as finished

            finished.deck_file(file)
        else:
            from policybrief import build as pipeline

            kinds: tuple[Kind, ...] = (only,) if only else ("deck", "memo")
            made = pipeline.make(file, kinds, log=_log(verbose), strict=strict)
    _report(made, [], perf_counter() - start, form)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_FORMAT
def inspect(file: Path, form: Format) -> None:
    """Say what the memo FILE (a PDF of ours) says about itself: title, marking, audience, the brief's hash, fonts.

    \b
    Examples:
      brief inspect output/china-russia.pdf
      brief inspect output/china-russia.pdf --format json
    """
    from policybrief import report

    with _problems(form):
        found = report.inspect(file)
    if form == "json":
        _echo_json(found.as_dict())
        return
    for line in found.lines():
        click.echo(line)


@main.command()
@_BRIEF
@click.option("-a", "--audience", "names", multiple=True, help="Mail to this audience alone; may be repeated.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Where the documents are.")
@click.option("--send", is_flag=True, help="Send what a dry run showed, after a confirmation.")
@click.option("--confirm", metavar="HASH", help="The confirmation, for scripts: the hash that the dry run printed.")
@click.option("--resend", multiple=True, metavar="WHO", help="Send again to an address, or to all that are 'unknown'.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many messages in this run.")
@click.option("--plain", is_flag=True, help="Allow a server without encryption, on this machine alone.")
@click.option("--log", "ledger", is_flag=True, help="Print what was sent, and what became of it.")
@_FORMAT
def mail(  # noqa: PLR0917  # click passes names
    brief: Path | None,
    names: tuple[str, ...],
    output: Path | None,
    send: bool,
    confirm: str | None,
    resend: tuple[str, ...],
    limit: int | None,
    plain: bool,
    ledger: bool,
    form: Format,
) -> None:
    """Draft the mail that takes the memo of BRIEF to its readers; with --send, send it.

    The readers stand in the audience's file. Without --send nothing leaves this machine: drafts go to output/mail, and
    who would get what is printed. Nobody gets a message twice.

    \b
    Examples:
      brief mail                             drafts, and who gets what
      brief mail -a allies --send            asks, then sends
      brief mail --send --confirm 0123456789abcdef
      brief mail --log
    """
    if confirm and not send:
        raise click.UsageError("--confirm goes with --send")
    from policybrief.mail import command

    with _problems(form):
        file = find_brief(brief)
        if ledger:
            command.log(file, as_json=form == "json")
            return
        command.run(command.Options(file, names, output, send, confirm, resend, limit, plain, as_json=form == "json"))


@main.command()
def schema() -> None:
    """Print the JSON Schema of a brief, for editors.

    \b
    Example:
      brief schema > content/brief.schema.json
    """
    from policybrief import schema as json_schema

    click.echo(json_schema.text(), nl=False)


def _report(made: list[Made], paths: list[Path], seconds: float, form: Format) -> None:
    """What was made: path, size and fit, or only the fit where nothing was written."""
    if form == "json":
        files = [{"kind": one.kind, "summary": one.summary, "bytes": len(one.content)} for one in made]
        for record, path in zip(files, paths, strict=False):
            record["path"] = str(path)
        _echo_json({"documents": files, "problems": []})
        return
    for number, one in enumerate(made):
        what = f"{_near(paths[number])}  {len(one.content) / 1000:.0f} kB" if paths else one.kind
        click.echo(f"{what}  {one.summary}")
    click.echo(f"done in {seconds:.2f} s" if paths else f"no problems, in {seconds:.2f} s")


def _near(path: Path) -> Path:
    """A path below the current folder as seen from there."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@contextmanager
def _problems(form: Format) -> Iterator[None]:
    """Print problems as JSON where that is asked for; click prints them as text."""
    try:
        yield
    except BriefError as error:
        if form == "text":
            raise
        records = [problem.as_dict() for problem in error.problems]
        _echo_json({"documents": [], "problems": records})
        sys.exit(error.exit_code)


def _echo_json(record: object) -> None:
    import json

    click.echo(json.dumps(record))


def _log(verbose: bool) -> Log:
    from policybrief.build import quiet

    def say(stage: str, seconds: float) -> None:
        click.echo(f"{stage:<13} {seconds * 1000:7.1f} ms", err=True)

    return say if verbose else quiet


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
