"""What stands between a memo and the wrong reader. Each guard yields problems; with one of them nothing goes.

All hold for drafts as well, since a draft is one click from being sent; only CUI may be drafted, to be sent by a person
through a system that is approved for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from policybrief.brief import addresses, banners
from policybrief.errors import Problem
from policybrief.mail.attachments import Attachment
from policybrief.mail.roster import Roster
from policybrief.pipeline.document_run import DocumentRun
from policybrief.text import inline
from policybrief.text.run import plain


def problems(
    run: DocumentRun, roster: Roster, attachments: tuple[Attachment, ...], now: dt.datetime, *, sending: bool
) -> Iterator[Problem]:
    """All that speaks against this mail."""
    yield from _attachments(run, attachments)
    yield from _individuals(run, roster)
    yield from _embargo(run, roster, now)
    if sending:
        yield from _cui(run)


def _attachments(run: DocumentRun, attachments: tuple[Attachment, ...]) -> Iterator[Problem]:
    """Each file says of itself that it is for this audience, marked as the brief is, and made from it as it is."""
    audience, marking = run.properties.audience, plain(inline.parse(run.markings.text))
    for attachment in attachments:
        file = str(attachment.file)
        if attachment.audience != audience:
            named = f"{attachment.audience!r}" if attachment.audience else "no audience that it names"
            yield Problem(f"was made for {named}, not for {audience!r}", file, hint="build it again: brief build")
        if attachment.marking != marking:
            marked = f"is marked {attachment.marking or 'with nothing'!r}"
            message = f"{marked}; the brief for {audience!r}, {marking or 'nothing'!r}"
            yield Problem(message, file, hint="build it again: brief build")
        if attachment.brief != f"sha256:{run.properties.brief_hash}":
            yield Problem("was made from another state of the brief", file, hint="build it again: brief build")


def _individuals(run: DocumentRun, roster: Roster) -> Iterator[Problem]:
    """TLP:RED is for the eyes and ears of individual recipients only (https://www.first.org/tlp/)."""
    if not any(line.kind == "tlp" and line.text == "TLP:RED" for line in run.markings.lines):
        return
    for reader in roster.everyone:
        if fault := addresses.role_fault(reader.who):
            yield reader.problem(f"TLP:RED goes to named individuals only, and {fault[0]}", f"give {fault[1]}")


def _embargo(run: DocumentRun, roster: Roster, now: dt.datetime) -> Iterator[Problem]:
    marking = run.brief.marking
    embargo = None if marking is None or isinstance(marking, str) else marking.embargo
    if embargo and now < embargo.moment and not roster.under_embargo:
        message = f"{roster.audience!r} may not have the memo before {embargo.until:%Y-%m-%d %H:%M} {embargo.zone}"
        yield roster.problem(message, "wait, or, if these readers were promised it, write mail.under_embargo: true")


def _cui(run: DocumentRun) -> Iterator[Problem]:
    for line in run.markings.lines:
        if line.kind == "banner" and banners.is_cui(line.text):
            message = f"{line.text} is never sent from here: its mail has to be encrypted, by a system approved for CUI"
            hint = "brief mail without --send makes drafts; send them from such a system"
            yield run.places.problem(line.path, "", message, hint)
