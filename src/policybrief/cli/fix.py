"""`brief fix`: the changes that findings carry, shown as a redline and written back into the YAML."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policybrief.cli import findings, options
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import Styled, echo_json, near, say
from policybrief.errors import Problem, UsageError
from policybrief.read.project import Project, find_brief

if TYPE_CHECKING:
    from policybrief.pipeline.mended import Mended, Mending

_STYLES: dict[str, Any] = {"same": "", "removed": "error", "added": "sure"}


@click.command()
@click.argument("words", nargs=-1, metavar="[BRIEF] [RULE|PATH]...")
@click.option("--dry-run", "dry", is_flag=True, help="Show the changes, and write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@options.FORMAT
def fix(words: tuple[str, ...], dry: bool, yes: bool, form: Format) -> None:
    """Mend what is certain in BRIEF and its audiences' files: mistyped keys and words, dates written another
    way, places in a source where a quotation does not stand.

    Each change is shown, and written only after a yes. Comments, order, quotes and line breaks stay as they are. RULE
    is the id of a finding, as --format json gives it; PATH is a value, judgments[0] or judgments[0].confidence.

    \b
    Examples:
      brief fix --dry-run
      brief fix content/china-russia.yaml --yes
      brief fix unknown-key judgments[0]
    """
    from policybrief.pipeline import fixable, mended

    file, wanted = _asked(words)
    root = Project.of(file).root
    fixes = fixable.findings(file)
    files = mended.mended([problem for problem in fixes if fixable.named(problem, wanted)], root)
    number = sum(len(each.changes) for each in files)
    if form == "text":
        show(files)
    written: list[Path] = []
    if number and not dry and agreed(number, yes, form):
        written = mended.save(files, root)
    done = [(str(each.file), change.fix) for each in files for change in each.changes if written]
    left = [problem for problem in fixes if (problem.file, problem.fix) not in done]
    _tell(files, written, left, form)


def _asked(words: Sequence[str]) -> tuple[Path, tuple[str, ...]]:
    """The brief, and which findings: the first word is a brief where it is a file or a folder, or looks like a file."""
    first = words[:1]
    if first and (first[0].endswith((".yaml", ".yml")) or Path(first[0]).exists()):
        return find_brief(Path(first[0])), tuple(words[1:])
    return find_brief(None), tuple(words)


def agreed(number: int, yes: bool, form: Format) -> bool:
    """Whether changes are to be written. Raises `UsageError` where there is nobody to ask."""
    if yes:
        return True
    if form == "json" or not sys.stdin.isatty():
        raise UsageError("there is nobody to ask: --yes writes without asking, --dry-run shows the changes only")
    return click.confirm(f"Write {'this change' if number == 1 else f'these {number} changes'}?")


def show(files: Sequence[Mended]) -> None:
    """Print the changes of files as redlines, and why others can't be made."""
    for file in files:
        for change in file.changes:
            problem = change.problem
            rule = problem.rule or problem.fault
            say([Styled("✓ ", "sure"), Styled(f"{problem.place}: ", "bold"), problem.path, f"  [{rule}]"], hang=4)
            say(["    ", *_redline(change)], hang=4)
        for problem in file.left:
            say([Styled("– ", "dim"), Styled(f"{problem.place}: ", "bold"), problem.words], hang=4)


def _redline(change: Mending) -> Iterator[str | Styled]:
    from policybrief.text import redline

    before, after = _text(change.before), _text(change.after)
    for text, mark in redline.shortened(list(redline.pieces(before, after))):
        yield Styled(redline.marked(text, mark), _STYLES[mark])


def _text(value: Any) -> str:
    from policybrief.read import written

    return "" if value is None else value if isinstance(value, str) else written.flow(value)


def _tell(files: Sequence[Mended], written: Sequence[Path], left: Sequence[Problem], form: Format) -> None:
    changes = [change for each in files for change in each.changes]
    record = {
        "changes": [_record(change) for change in changes],
        "written": [str(path) for path in written],
        "left": findings.record(left)["problems"] + findings.record(left)["warnings"],
    }
    if form == "json":
        echo_json(record)
        sys.exit(any(problem.severity == "error" for problem in left))
    errors = sum(problem.severity == "error" for problem in left)
    changed = count(len(changes), "change")
    done = f"{changed} written to {', '.join(map(near, written))}" if written else "nothing was written"
    done = done if changes else "nothing to mend"
    rest = f"{count(errors, 'error')} left: " if errors else "no errors left: "
    say([f"{done}; {rest}", Styled("brief check", "type")], hang=4)
    if errors:
        sys.exit(1)


def _record(change: Mending) -> dict[str, Any]:
    return {**change.problem.as_dict(), "before": change.before, "after": change.after}
