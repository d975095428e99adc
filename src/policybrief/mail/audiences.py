"""The audiences that get mail: those whose file says so under `mail`, each with the brief as it reads it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from policybrief.brief.since import MAILED
from policybrief.errors import BriefError, Problem
from policybrief.mail import roster
from policybrief.mail.plan import Mailed
from policybrief.pipeline import changed
from policybrief.pipeline.options import ALL
from policybrief.pipeline.prepared import Prepared


def mailed(brief: Path, names: Collection[str] = ()) -> list[Mailed]:
    """The audiences `names`, or all that have a `mail`. Raises `BriefError` with all that is wrong with them."""
    prepared = Prepared.of(brief)
    readers: list[Mailed] = []
    problems: list[Problem] = []
    for name in prepared.chosen(names):
        try:
            if mailing := _mailed(prepared, name, asked_for=name in names):
                readers.append(mailing)
        except BriefError as error:
            problems += error.problems
    if not readers and not problems:
        hint = "write 'mail' with 'to' and 'domains' into a file in content/audiences"
        problems.append(Problem("no audience has recipients", str(brief), hint=hint))
    if problems:
        raise BriefError(problems)
    return readers


def _mailed(prepared: Prepared, name: str, *, asked_for: bool) -> Mailed | None:
    reader = prepared.reader(name)
    mailing = reader.audience.mail
    if mailing is None:
        if asked_for:
            hint = "write 'mail' with 'to' and 'domains'"
            raise BriefError([Problem("has no recipients", str(prepared.audiences[name]), hint=hint)])
        return None
    people = roster.load(name, mailing, reader.source, reader.audience.salutation or "", prepared.project.root)
    run = prepared.run_for(name, ALL)
    return Mailed(run, people, changed.since(prepared, run, MAILED) if mailing.changes else changed.ToldChanges())
