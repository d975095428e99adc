"""The audiences that get mail: those whose file says so under `mail`, each with the brief as it reads it."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

from policybrief.brief.parts import Kind
from policybrief.errors import BriefError, Problem
from policybrief.mail import roster
from policybrief.mail.plan import Mailed
from policybrief.mail.ready import Ready
from policybrief.pipeline.document_run import Run, quiet
from policybrief.pipeline.prepared import Prepared
from policybrief.validate import audience_files


def mailed(brief: Path, names: Collection[str] = ()) -> list[Mailed]:
    """The audiences `names`, or all that have a `mail`. Raises `BriefError` with all that is wrong with them."""
    prepared = Prepared.of(brief, quiet)
    found: list[Mailed] = []
    problems: list[Problem] = []
    for name, file in audience_files.chosen(prepared.audiences, names).items():
        try:
            if one := _mailed(prepared, file, asked_for=name in names):
                found.append(one)
        except BriefError as error:
            problems += error.problems
    if not found and not problems:
        hint = "write 'mail' with 'to' and 'domains' into a file in content/audiences"
        problems.append(Problem("no audience has recipients", str(brief), hint=hint))
    if problems:
        raise BriefError(problems)
    return found


def _mailed(prepared: Prepared, file: Path, *, asked_for: bool) -> Mailed | None:
    reader = audience_files.load(file, prepared.brief, prepared.project.root)
    mailing = reader.audience.mail
    if mailing is None:
        if asked_for:
            raise BriefError([Problem("has no recipients", str(file), hint="write 'mail' with 'to' and 'domains'")])
        return None
    people = roster.load(reader.name, mailing, reader.source, reader.audience.salutation or "", prepared.project.root)
    run = prepared.run_for(file, strict=False)
    return Mailed(Ready.of(run), people, partial(_remade, run))


def _remade(run: Run, kind: Kind) -> bytes | None:
    """A document as a build makes it; None where it can't be made."""
    made = run.outcome(kind).made
    return made.content if made else None
