"""What `brief mail` was asked for, and the plan of it: for the readers of audiences, or for a list of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from policybrief.cli import console
from policybrief.errors import BriefError, Problem, UsageError
from policybrief.mail import meetings
from policybrief.mail.audiences import mailed
from policybrief.mail.ledger import Ledger
from policybrief.mail.plan import Mailed, Plan, attempted, make
from policybrief.mail.settings import Settings
from policybrief.pipeline import by_person
from policybrief.pipeline.output_folder import Shelf
from policybrief.read.project import Project
from policybrief.text.records import dataclass

_NO_RECORD = (
    "this folder has no record of mail yet: anyone who got this from another copy of the project would get it again"
)


@dataclass(frozen=True)
class MailOptions:
    """The command line of `brief mail`."""

    brief: Path
    given: Path | None = None
    names: tuple[str, ...] = ()
    output: Path | None = None
    send: bool = False
    confirm: str | None = None
    resend: tuple[str, ...] = ()
    limit: int | None = None
    plain: bool = False
    form: console.Format = "text"
    as_edited: bool = False
    listed: Path | None = None
    dry_run: bool = False

    @property
    def shelf(self) -> Shelf:
        """Where the documents are, and the drafts go."""
        project = Project.of(self.brief)
        if self.listed:
            return by_person.shelf_of(self.listed, project, self.brief, self.output)
        return Shelf(project, self.brief, self.output)


@dataclass(frozen=True)
class Planned:
    """What would go, and what is wrong with the rows of a list whose mail would not."""

    plan: Plan
    refused: tuple[Problem, ...] = ()


def planned(options: MailOptions, chosen: Settings, book: Ledger | None, now: dt.datetime) -> Planned:
    """The plan. Raises `BriefError` for what is wrong with it; of a list, where nobody is left to get mail."""
    shelf, built = options.shelf, None if options.as_edited else options.shelf.written
    held = book.held(options.brief.stem) if book else ()
    own = tuple(each for each in held if ("/" in each.audience) == bool(options.listed))
    about: dict[str, Any] = {"now": now, "sending": options.send, "built": built}
    refused: list[Problem] = []
    people: Sequence[Mailed]
    if options.listed:
        people, refused = _listed(options, options.listed, shelf)
        plan, more = attempted(options.brief.stem, people, chosen, shelf, own, **about)
        refused += more
        if not plan.messages:
            raise BriefError(refused, outcome=f"nothing was {'sent' if options.send else 'written'}")
    else:
        people = mailed(options.brief, options.names)
        plan = make(options.brief.stem, people, chosen, shelf, own, **about)
    names = [mailing.roster.audience for mailing in people]
    notes = [] if options.names or refused else list(meetings.forgotten(own, names, now))
    if chosen.host and not (book and book.entries()):
        notes.append(_NO_RECORD)
    return Planned(replace(plan, notes=(*plan.notes, *notes)), tuple(dict.fromkeys(refused)))


def _listed(options: MailOptions, file: Path, shelf: Shelf) -> tuple[Sequence[Mailed], list[Problem]]:
    """The people of a list, and what is wrong with its rows."""
    from policybrief.mail import listed
    from policybrief.pipeline import people
    from policybrief.pipeline.made_so_far import MadeSoFar
    from policybrief.pipeline.prepared import Prepared

    prepared = Prepared.of(options.brief)
    prepared.chosen(options.names)
    if len(options.names) > 1:
        raise UsageError("--for takes one -a, the audience of people whose row names none")
    everybody = people.listed(file, prepared, next(iter(options.names), ""))
    return listed.mailed(everybody, prepared, MadeSoFar.of(shelf, prepared, forced=False))
