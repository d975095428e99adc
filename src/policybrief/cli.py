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
from policybrief.errors import BriefError, warn
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


_DECKS = (".pptx", ".potx", ".ppsx", ".pptm", ".potm", ".ppsm", ".ppt", ".pot", ".odp")
"""What `brief check` takes for a deck; those that are none of our format are told so."""
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
_NOTES = click.option(
    "--notes/--no-notes", default=True, help="Whether the deck has its speaker notes; without them for outside readers."
)
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
    """


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
    from policybrief import scaffold

    for file in scaffold.new(directory, theme):
        click.echo(f"  {file}")
    click.echo(f"Next: cd {_quoted(directory)} && brief build")


@main.command()
@_BRIEF
@_ONLY
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="The folder for the files.")
@_STRICT
@_NOTES
@_FORMAT
@_VERBOSE
def build(  # noqa: PLR0917  # click passes names
    brief: Path | None, only: Kind | None, output: Path | None, strict: bool, notes: bool, form: Format, verbose: bool
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
        kinds: tuple[Kind, ...] = (only,) if only else ("deck", "memo")
        made = pipeline.make(file, kinds, log=_log(verbose), strict=strict, notes=notes)
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
        if file.suffix.lower() in _DECKS:
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


@main.group(name="theme")
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
    from policybrief import layers

    for each in layers.listed((Project(Path()).themes,)):
        over = f"extends {each.extends}" if each.extends else ""
        click.echo(f"{each.name:<12}  {each.about or over}".rstrip())


@theme_group.command("inspect")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--write", "target", type=click.Path(path_type=Path, dir_okay=False), help="Write a theme on it: theme.yaml."
)
@click.option("--layout", "chosen", multiple=True, metavar="OURS=THEIRS", help="Which of its layouts ours is.")
@_FORMAT
def inspect_theme(file: Path, target: Path | None, chosen: tuple[str, ...], form: Format) -> None:
    """Say what the template FILE (.pptx, .potx) has: layouts, placeholders with their boxes in points, colours, faces.

    With --write, propose a theme that builds decks on it; the template is copied beside the theme.

    \b
    Examples:
      brief theme inspect corporate.potx
      brief theme inspect corporate.potx --write content/themes/corporate.yaml
      brief theme inspect corporate.potx --write content/themes/corporate.yaml --layout section="Divider"
    """
    from policybrief import base as bases
    from policybrief import inspection

    pairs = [one.partition("=") for one in chosen]
    if any(not given for _, _, given in pairs):
        raise click.UsageError('a layout is given as OURS=THEIRS, as in section="Divider"')
    with _problems(form):
        found = bases.read(file)
        written: list[Path] = []
        if target:
            from policybrief import proposal

            written = proposal.write(found, target, {ours.strip(): theirs.strip() for ours, _, theirs in pairs})
    if form == "json":
        _echo_json({**inspection.record(found), "written": [str(path) for path in written], "problems": []})
        return
    for line in [f"  {_near(path)}" for path in written] if target else inspection.lines(found):
        click.echo(line)
    if target:
        click.echo(f"Next: write 'theme: {target.stem}' in your brief, and brief build")


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
    """What was made: path, size and fit, or only the fit where nothing was written; and what may be wrong with it."""
    warnings = [warning for one in made for warning in one.warnings]
    if form == "json":
        files = [{"kind": one.kind, "summary": one.summary, "bytes": len(one.content)} for one in made]
        for record, path in zip(files, paths, strict=False):
            record["path"] = str(path)
        _echo_json({"documents": files, "problems": [], "warnings": [one.as_dict() for one in warnings]})
        return
    warn(warnings)
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
        problems, warnings = ([one.as_dict() for one in found] for found in (error.problems, error.warnings))
        _echo_json({"documents": [], "problems": problems, "warnings": warnings})
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
