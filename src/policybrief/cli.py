"""The command line. Each command is a few lines and imports what it needs, so that `brief --help` is instant."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

import click

from policybrief import __version__
from policybrief.errors import BriefError, warn
from policybrief.project import Project, find_brief

if TYPE_CHECKING:
    from policybrief.build import Edition
    from policybrief.parts import Kind
    from policybrief.run import Log

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
_AUDIENCE = click.option(
    "-a", "--audience", "names", multiple=True, metavar="NAME", help="Only this audience; may be given several times."
)
_JOBS = click.option("--jobs", type=click.IntRange(1), help="Processes at a time (default: one for each processor).")
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
      brief audiences                who gets what
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
@_AUDIENCE
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="The folder for the files.")
@_STRICT
@_JOBS
@_NOTES
@_FORMAT
@_VERBOSE
def build(output: Path | None, form: Format, **wanted: Any) -> None:
    """Make the deck and the memo of BRIEF (default: the one brief in ./content), for each of its audiences.

    The files go to the project's output folder. Of an audience in whose way something is, nothing is written.

    \b
    Examples:
      brief build
      brief build -a congress -a allies
      brief build content/china-russia.yaml --only memo
      brief build "my briefs/harbour.yaml" -o /tmp/today -v
    """
    from policybrief import build as pipeline

    start = perf_counter()
    with _problems(form):
        file = wanted["brief"] = find_brief(wanted["brief"])
        made, paths = pipeline.save_all(_editions(**wanted), output or Project.of(file).output)
    _report(made, paths, perf_counter() - start, form)


@main.command()
@_BRIEF
@_ONLY
@_AUDIENCE
@_STRICT
@_JOBS
@_FORMAT
@_VERBOSE
def check(form: Format, **wanted: Any) -> None:
    """Say what is wrong with BRIEF, how it fits, and who gets what, without writing anything.

    BRIEF may also be a deck, a .pptx of ours or of anybody: then what PowerPoint would repair in it, and what its
    accessibility checker would say.

    \b
    Examples:
      brief check
      brief check content/china-russia.yaml --format json
      brief check output/china-russia.pptx
    """
    start = perf_counter()
    made: list[Edition] = []
    kept: list[str] = []
    with _problems(form):
        file = wanted["brief"] = find_brief(wanted["brief"])
        if file.suffix.lower() in _DECKS:
            from policybrief import check as finished

            finished.deck_file(file)
        else:
            from policybrief import matrix

            made = _editions(**wanted)
            kept = matrix.withheld(file, wanted["names"])
    _report(made, {}, perf_counter() - start, form, kept)


@main.command()
@_BRIEF
@_AUDIENCE
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
    from policybrief import matrix

    with _problems("json" if form == "json" else "text"):
        click.echo(matrix.text(find_brief(brief), names, form), nl=False)


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


@main.group()
def templates() -> None:
    """What says which text stands where: Jinja templates, the project's own before the built-in ones.

    \b
    Example:
      brief templates list           which file wins for each audience
    """


@templates.command(name="list")
@_BRIEF
@_FORMAT
def templates_list(brief: Path | None, form: Format) -> None:
    """Say which file is taken for each template and audience of BRIEF, what it extends, and which blocks it gives.

    \b
    Example:
      brief templates list
    """
    from policybrief import templates as found

    with _problems(form):
        taken = found.taken(found.runs(find_brief(brief)))
    if form == "json":
        _echo_json({"templates": [each.as_dict() for each in taken]})
        return
    for each in taken:
        whom = f"  ({', '.join(each.audiences)})" if each.audiences else ""
        where = f"{_near(each.winner.file)}{each.winner.gives}" if not each.winner.built_in else "built in"
        click.echo(f"{each.winner.name:<28}  {where}{whom}")


@templates.command(name="copy")
@click.argument("name")
@click.option("-a", "--audience", metavar="NAME", help="For this audience alone: into templates/NAME.")
def templates_copy(name: str, audience: str | None) -> None:
    """Copy the built-in template NAME into the project in this folder, to be edited there.

    \b
    Examples:
      brief templates copy memo
      brief templates copy memo -a congress
      brief templates copy headers/nsc
    """
    from policybrief import templates as found

    click.echo(f"  {found.copy(name, Project(Path()), audience)}")
    click.echo("Next: edit it, then brief templates check")


@templates.command(name="check")
@_BRIEF
@_FORMAT
def templates_check(brief: Path | None, form: Format) -> None:
    """Render every template and header for every audience of BRIEF: with it, and with all left out that may be missing.

    \b
    Example:
      brief templates check
    """
    from policybrief import templates as found

    with _problems(form):
        tried = found.trial(found.runs(find_brief(brief)))
    if form == "json":
        _echo_json({"rendered": tried, "problems": [], "warnings": []})
    else:
        click.echo(f"no problems in {tried} documents rendered")


@main.command()
@click.option("--audience", is_flag=True, help="That of an audience's file.")
def schema(audience: bool) -> None:
    """Print the JSON Schema of a brief, or of an audience, for editors.

    \b
    Examples:
      brief schema > content/brief.schema.json
      brief schema --audience > content/audience.schema.json
    """
    from policybrief import schema as json_schema

    click.echo(json_schema.audience() if audience else json_schema.text(), nl=False)


def _editions(  # noqa: PLR0917  # click passes names
    brief: Path,
    only: Kind | None,
    names: tuple[str, ...],
    strict: bool,
    jobs: int | None,
    verbose: bool,
    notes: bool = True,
) -> list[Edition]:
    """The documents of a brief for each audience, with a sign of life where they are several."""
    from policybrief import build as pipeline

    kinds: tuple[Kind, ...] = (only,) if only else pipeline.BOTH
    with _progress() as tick:
        options = {"strict": strict, "notes": notes}
        return pipeline.editions(brief, kinds, names, _log(verbose), jobs=jobs or 0, tick=tick, **options)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, gone when all is done; lines where stderr is no terminal. Two documents need neither."""
    bar = sys.stderr.isatty()

    def tick(done: int, of: int) -> None:
        if of <= 2:
            return
        if not bar:
            click.echo(f"{done} of {of} documents", err=True)
            return
        filled = _BAR * done // of
        click.echo(f"\r[{'#' * filled}{'-' * (_BAR - filled)}] {done} of {of} documents", err=True, nl=False)

    try:
        yield tick
    finally:
        if bar:
            click.echo("\r\x1b[K", err=True, nl=False)


_BAR = 30


def _report(
    made: list[Edition],
    paths: Mapping[str, list[Path]],
    seconds: float,
    form: Format,
    kept: Iterable[str] = (),
) -> None:
    """What was made: path, size and fit, or only the fit where nothing was written; then what is in the way of others.

    Ends the program with 1 where there is something.
    """
    failed = [edition for edition in made if edition.problems]
    warnings = dict.fromkeys(warning for edition in made for warning in edition.warnings)
    if form == "json":
        _echo_json(_record(made, paths))
        sys.exit(1 if failed else 0)
    several = len(made) > 1
    warn(warnings)
    for edition in made:
        for number, one in enumerate(edition.made):
            name = f"{edition.audience}: {one.kind}" if several else one.kind
            where = paths.get(edition.audience)
            what = f"{_near(where[number])}  {len(one.content) / 1000:.0f} kB" if where else name
            click.echo(f"{what}  {one.summary}")
    for line in kept:
        click.echo(line)
    if not failed:
        click.echo(f"done in {seconds:.2f} s" if paths else f"no problems, in {seconds:.2f} s")
        return
    error = BriefError(problem for edition in failed for problem in edition.problems)
    error.unwritten = ", ".join(edition.audience for edition in failed) if len(failed) < len(made) else ""
    raise error


def _record(made: list[Edition], paths: Mapping[str, list[Path]]) -> dict[str, Any]:
    """The same for tools."""
    documents: list[dict[str, Any]] = []
    for edition in made:
        for number, one in enumerate(edition.made):
            record = {"audience": edition.audience, "kind": one.kind, "summary": one.summary, "bytes": len(one.content)}
            where = paths.get(edition.audience)
            documents.append(record | ({"path": str(where[number])} if where else {}))
    problems = [{"audience": edition.audience, **problem.as_dict()} for edition in made for problem in edition.problems]
    warnings = [{"audience": edition.audience, **warning.as_dict()} for edition in made for warning in edition.warnings]
    return {"documents": documents, "problems": problems, "warnings": warnings}


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
    from policybrief.run import quiet

    def say(stage: str, seconds: float) -> None:
        click.echo(f"{stage:<13} {seconds * 1000:7.1f} ms", err=True)

    return say if verbose else quiet


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
