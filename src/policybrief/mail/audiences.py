"""The audiences that get mail: those whose file says so under `mail`, each with the brief as it reads it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pydantic import BaseModel

from policybrief import build, source, validate
from policybrief.errors import BriefError, Problem
from policybrief.mail import roster
from policybrief.mail.plan import Mailed
from policybrief.project import Project
from policybrief.recipients import Mailing


class _Audience(BaseModel):
    salutation: str | None = None
    mail: Mailing | None = None


def mailed(project: Project, brief: Path, names: Collection[str] = ()) -> list[Mailed]:
    """The audiences `names`, or all that have a `mail`. Raises `BriefError` with all that is wrong with them."""
    folder = project.root / "content" / "audiences"
    found: list[Mailed] = []
    for file in sorted(folder.glob("*.yaml")):
        if names and file.stem not in names:
            continue
        read = source.read(file)
        made = validate.validate(read, _Audience)
        if made.mail:
            people = roster.load(file.stem, made.mail, read, made.salutation or "", project.root)
            found.append(Mailed(build.prepare(brief), people))
    if not found:
        raise BriefError([Problem("no audience has a 'mail' with recipients", str(folder))])
    return found
