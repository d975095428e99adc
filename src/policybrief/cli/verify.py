"""`brief verify`: quotations, places, numbers and names, held against the texts of the brief's sources."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policybrief.cli import console, fix, options
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import Line, Styled, near
from policybrief.errors import Problem, UsageError
from policybrief.read.project import find_brief

if TYPE_CHECKING:
    from policybrief.pipeline.prepared import Prepared
    from policybrief.review.verify.verified import Verified

_UNCHECKED = ("snapshot-missing", "quote-unrecorded")


@click.command()
@options.BRIEF
@click.option("--fix", "mend", is_flag=True, help="Put wrong locators right; each change is shown first.")
@click.option("--yes", is_flag=True, help="With --fix, write without asking.")
@click.option("--strict", is_flag=True, help="What can't be checked, for want of a source's text, is an error.")
@click.option("--record", is_flag=True, help="Write down what is right, as hashes that may be committed.")
@options.FORMAT
def verify(brief: Path | None, *, mend: bool, yes: bool, strict: bool, record: bool, form: Format) -> None:
    """Hold BRIEF against its sources: is each quotation word for word, and where the locator says?

    A source's text is a snapshot, sources/ID.txt, as 'brief import' makes it; it stays on this machine. Verify tells
    where words come from. It can't tell whether they are true.

    \b
    Examples:
      brief verify
      brief verify --fix                 wrong locators are put right
      brief verify --record              hashes for a server that has no texts
      brief verify --strict --format json
    """
    from policybrief.pipeline import verifying
    from policybrief.pipeline.prepared import Prepared

    if mend and record:
        raise UsageError("--fix and --record are two steps: record once all is right")
    if yes and not mend:
        raise UsageError("--yes goes with --fix")
    prepared = Prepared.of(find_brief(brief), draft=True)
    if record:
        _record(prepared, form)
        return
    verified = verifying.verified(prepared)
    written: list[Path] = []
    if mend:
        written = _mend(prepared, verified, yes, form)
        if written:
            verified = verifying.verified(Prepared.of(prepared.file, draft=True))
    _tell(verified, written, strict, form)


def _mend(prepared: Prepared, verified: Verified, yes: bool, form: Format) -> list[Path]:
    """Put locators right, and nothing else: a quotation is for its author to mend."""
    from policybrief.pipeline import mended

    root = prepared.project.root
    files = mended.mended([each for each in verified.findings if each.rule == "locator-wrong"], root)
    number = sum(len(each.changes) for each in files)
    if form == "text":
        fix.show(files)
    return mended.save(files, root) if number and fix.agreed(number, yes, form) else []


def _tell(verified: Verified, written: list[Path], strict: bool, form: Format) -> None:
    told = [_graded(each, strict) for each in verified.findings]
    outcome: list[str | Styled] = [f"written to {', '.join(map(near, written))}" if written else "nothing was written"]
    if mendable := sum(each.rule == "locator-wrong" for each in told):
        outcome += [f"; {count(mendable, 'locator')} can be put right: ", Styled("brief verify --fix", "type")]
    sources = f"{count(len(verified.snapshots), 'source')} read"
    lines: list[Line] = [f"{verified.summary}; {sources}" if verified.summary else f"nothing is quoted; {sources}"]
    record = {
        "quotations": [each.as_dict() for each in verified.quotations],
        "locators": [each.as_dict() for each in verified.locators],
        "written": [str(path) for path in written],
    }
    console.show(form, record, problems=told, lines=lines, outcome=outcome)


def _graded(problem: Problem, strict: bool) -> Problem:
    return replace(problem, severity="error") if strict and problem.rule in _UNCHECKED else problem


def _record(prepared: Prepared, form: Format) -> None:
    from policybrief.pipeline import verifying

    written = verifying.record(prepared)
    lines = [near(path) for path in written]
    done = f"{count(len(written), 'file')} written" if written else "no text of a source is here: nothing to record"
    console.show(form, {"written": [str(path) for path in written]}, lines=lines, outcome=done)
