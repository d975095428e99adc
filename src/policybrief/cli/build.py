"""`brief build`: the documents of a brief, for each of its audiences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from policybrief.cli import console
from policybrief.cli import options as cli_options
from policybrief.cli.console import Format
from policybrief.cli.findings import tell
from policybrief.cli.terminal import near
from policybrief.errors import Problem, UsageError
from policybrief.pipeline.last_build import Typed
from policybrief.pipeline.stages import stage
from policybrief.read.project import find_brief
from policybrief.system.files import lookups
from policybrief.text.records import dataclass

if TYPE_CHECKING:
    from policybrief.pipeline.build import Edition
    from policybrief.pipeline.options import BuildOptions
    from policybrief.pipeline.prepared import Prepared
    from policybrief.pipeline.stages import Log


@click.command()
@cli_options.BRIEF
@cli_options.ONLY
@cli_options.AUDIENCE
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="The folder to write to.")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="PATH=VALUE",
    help="Build with another value, to see how it looks: into output/trial, and the brief stays as it is.",
)
@cli_options.for_list(
    "Make an edition for each row of a CSV or .xlsx: name, audience, and texts that an audience may set."
)
@click.option("--dry-run", is_flag=True, help="With --for: only say which editions there would be.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="With --for: let the workers of a Dask scheduler make them, tcp://HOST:8786."
)
@click.option("--watch", is_flag=True, help="Build again whenever something of the brief changes, until Ctrl-C.")
@click.option("--open", "opens", is_flag=True, help="Open what was made, with the system's programs.")
@cli_options.FORCE
@cli_options.STRICT
@cli_options.DRAFT
@cli_options.JOBS
@cli_options.NOTES
@cli_options.HANDOUT
@cli_options.PNG
@cli_options.RECORD
@cli_options.DRAFT_NUMBER
@cli_options.FORMAT
@cli_options.VERBOSE
@click.pass_obj
def build(
    typed: Typed | None,
    /,
    brief: Path | None,
    output: Path | None,
    *,
    given: tuple[str, ...],
    listed: Path | None,
    dry_run: bool,
    scheduler: str | None,
    watch: bool,
    opens: bool,
    force: bool,
    draft: bool,
    form: Format,
    verbose: bool,
    **wanted: Any,
) -> None:
    """Make the deck and the memo of BRIEF (default: the one brief in ./content), for each of its audiences.

    The files go to the project's output folder. If an audience has a problem, none of its files are written. A file
    that somebody has edited since it was built is kept beside the new one, as NAME.edited-1.pptx. Where nothing has
    changed since the last build, nothing is built.

    \b
    Examples:
      brief build -a congress -a allies
      brief build content/china-russia.yaml --only memo
      brief build --watch                          as you write: each change in a moment
      brief build --png                            pictures of slides and pages, without Office
      brief build --only docx --draft-number 2     the memo for clearance, in Word
      brief build "my briefs/harbour.yaml" -o /tmp/today -v
      brief build --set judgments.no-wedge.headline="No wedge will do" --open
      brief build --for people.csv --dry-run       an edition for each of a list of people
    """
    run = _BuildCommand(brief, _asked(wanted), output, given, form, draft, verbose, opens)
    if listed:
        run.for_people(listed, wanted | {"watch": watch}, dry_run=dry_run, force=force, scheduler=scheduler or "")
    elif scheduler:
        raise UsageError("--scheduler goes with --for LIST: a brief by itself is made faster than it is sent")
    elif dry_run:
        raise UsageError("--dry-run goes with --for LIST; 'brief check' says how the brief would fit")
    elif watch:
        run.watched()
    else:
        run.once(typed if typed and typed.forced == force else None)


@dataclass(frozen=True)
class _BuildCommand:
    """The command line of a build: values that are `given` stand in for the brief's own."""

    brief: Path | None
    asked: BuildOptions
    output: Path | None
    given: tuple[str, ...]
    form: Format
    draft: bool
    verbose: bool
    opens: bool

    def for_people(
        self, listed: Path, wanted: Mapping[str, Any], *, dry_run: bool, force: bool, scheduler: str
    ) -> None:
        """An edition for each of a list of people. Raises `UsageError` for what has no meaning for one."""
        from policybrief.cli import people

        people.refuse_others({**wanted, "opens": self.opens, "given": self.given})
        file = find_brief(self.brief)
        how = (dry_run, force, self.draft, self.form, self.verbose, scheduler)
        command = people.ForPeople(file, listed, self.output, *how)
        people.run(command, self.asked)

    def watched(self) -> None:
        """Build again after each change, until Ctrl-C."""
        from policybrief.cli import watch
        from policybrief.pipeline.watching import Watched

        brief = Watched(find_brief(self.brief), self.asked, self.output, self.draft, self.given)
        watch.run(brief, self.form, opened if self.opens else None)

    def once(self, typed: Typed | None) -> None:
        """Make the documents and write them; with values that are `given`, into a folder of their own. By what was
        `typed` the same command recognises later that nothing has changed.
        """
        from policybrief.pipeline import build as pipeline
        from policybrief.pipeline import saving
        from policybrief.pipeline.output_folder import Shelf
        from policybrief.pipeline.prepared import Prepared
        from policybrief.pipeline.recognised import Remade

        start, log = perf_counter(), console.log(self.verbose)
        if self.given or self.verbose or self.opens:
            typed = None
        last = typed.last() if typed else None  # as it was before anything is read
        with lookups.noting() if typed else nullcontext() as seen:
            prepared = Prepared.of(find_brief(self.brief), log, draft=self.draft, given=self.given)
            shelf = Shelf(prepared.project, prepared.file, self.output, trial=bool(self.given))
            with stage("tailor", log):
                runs = pipeline.tailored(prepared, self.asked)
            remade = Remade.of(None if self.asked.record or self.asked.png else last, prepared, runs, shelf)
            with console.progress() as tick:
                editions = pipeline.editions_of(prepared, runs, self.asked, log, tick, left=remade.left)
        saved = replace(saving.save_all(editions, shelf), left=remade.left)
        if typed and seen:
            remade.keep(typed, seen, editions, saved, partial(console.unchanged, form=self.form))
        if self.opens:
            opened(path for paths in saved.paths.values() for path in paths)
        console.show_build(saved, perf_counter() - start, self.form)


def _asked(wanted: Mapping[str, Any]) -> BuildOptions:
    """What the options ask of a build. Raises `UsageError` where they don't go together."""
    from policybrief.pipeline import pictures

    if wanted["png"] and wanted["only"] not in (None, *pictures.KINDS):
        raise UsageError(f"--png makes pictures of the deck and the memo, and --only {wanted['only']} makes neither")
    return cli_options.asked(**wanted)


def editions_of(prepared: Prepared, wanted: BuildOptions, log: Log) -> list[Edition]:
    """The documents of a brief for each audience, with a sign of life where they are several."""
    from policybrief.pipeline import build as pipeline

    with console.progress() as tick:
        return pipeline.editions(prepared, wanted, log, tick)


def opened(paths: Iterable[Path]) -> None:
    """Each file in the program that the system has for it; where there is none, that is said."""
    unopened = [near(path) for path in paths if click.launch(str(path.absolute()))]
    message = "the system has no program to open it"
    tell(Problem(message, path, hint="open it yourself", severity="note") for path in unopened)
