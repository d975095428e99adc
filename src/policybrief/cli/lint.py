"""`brief lint`: what a reviewer of tradecraft, or an editor, would mark in a brief's words."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from policybrief.cli import console, options
from policybrief.cli.console import Format
from policybrief.cli.findings import count
from policybrief.cli.terminal import Line, Styled
from policybrief.errors import Problem
from policybrief.read.project import find_brief

if TYPE_CHECKING:
    from policybrief.pipeline.prepared import Prepared


@click.command()
@options.BRIEF
@click.option("--rules", "listed", is_flag=True, help="Print the rules that hold for BRIEF, and check nothing.")
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@options.FORMAT
def lint(brief: Path | None, listed: bool, strict: bool, form: Format) -> None:
    """Mark in BRIEF, and in its audiences' files, what a reviewer of analytic tradecraft or an editor would mark.

    Likelihood and confidence in one sentence, hedges, forecasts without a likelihood, recommendations to nobody,
    acronyms that a document does not spell out, several spellings of one name. The rules are those of ICD 203 and of
    plain language; content/lint.yaml adds a house's own, and silences some. Words in quotation marks are left alone.

    \b
    Examples:
      brief lint
      brief lint --rules
      brief lint --strict --format json
    """
    from policybrief.pipeline import linting
    from policybrief.pipeline.prepared import Prepared

    start = perf_counter()
    with console.checking():
        prepared = Prepared.of(find_brief(brief))
        if listed:
            _show_rules(prepared, form)
            return
        remarks = linting.linted(prepared)
    _tell([each.graded("error") if strict and each.severity == "warning" else each for each in remarks], start, form)


def _tell(remarks: list[Problem], start: float, form: Format) -> None:
    outcome: list[str | Styled] = [console.nothing_to_write(perf_counter() - start)]
    if mendable := sum(each.fix is not None for each in remarks):
        outcome += [f"; {count(mendable, 'finding')} can be mended: ", Styled("brief fix", "type")]
    lines: list[Line] = [["silence one: ", Styled(f"# brief: ignore {remarks[0].rule}", "type")]] if remarks else []
    console.show(form, {}, problems=remarks, lines=lines, outcome=outcome)


def _show_rules(prepared: Prepared, form: Format) -> None:
    from policybrief.pipeline import linting

    rules = list(linting.rules(prepared).rules.values())
    table = [(rule.id, rule.severity, rule.what) for rule in rules]
    own = sum(rule.own for rule in rules)
    outcome = f"{count(len(rules), 'rule')}, {own} of this project" if own else count(len(rules), "rule")
    console.show(form, {"rules": [rule.as_dict() for rule in rules]}, table=table, lines=[outcome])
