"""From a brief to its messages: what would go to whom, complete and checked, before anything is written or sent.

Each file is read once, here. What follows, the drafts, what is shown, what is approved, what is sent, takes the plan
and looks at no file again. What readers hold already, by the ledger, is given: by it invitations are numbered, and
taken back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from policybrief.brief.addresses import Address
from policybrief.errors import BriefError, Problem
from policybrief.mail import attachments, guards, invitation, letters, meetings, message
from policybrief.mail.attachments import Attachment
from policybrief.mail.invitation import HeldInvitation, Invitation
from policybrief.mail.letters import Letter, Writer
from policybrief.mail.message import Message
from policybrief.mail.roster import Addressee, Roster
from policybrief.mail.settings import Settings
from policybrief.pipeline.built import Built
from policybrief.pipeline.changed import ToldChanges
from policybrief.pipeline.document_run import DocumentRun
from policybrief.pipeline.output_folder import Shelf
from policybrief.pipeline.outputs import OUTPUTS
from policybrief.pipeline.written import Written
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class Plan:
    """All messages of a run, and what is to be said of them; `stems` begin the names of audiences' documents."""

    settings: Settings
    messages: tuple[Message, ...]
    notes: tuple[str, ...] = ()
    stems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mailed:
    """An audience, by its way to its documents, and its readers; what its mail tells of changes, or why it doesn't."""

    run: DocumentRun
    roster: Roster
    changes: ToldChanges = field(default_factory=ToldChanges)

    def remade(self, name: str) -> bytes | None:
        """A document as a build makes it, by its output; None where it can't be made."""
        document = self.run.outcome(name).document
        return document.content if document else None

    def fault(self, file: Attachment, *, as_built: bool) -> Problem | None:
        """What else is wrong with a file, where it goes `as_built` or as it is."""
        del file, as_built
        return None


def make(
    brief: str,
    mailed: list[Mailed],
    settings: Settings,
    shelf: Shelf,
    held: tuple[HeldInvitation, ...],
    *,
    now: dt.datetime,
    sending: bool,
    built: Written | None = None,
) -> Plan:
    """The plan for these audiences; with `built`, files go only as that record has them.

    Raises `BriefError` with the problems of all of them.
    """
    plan, problems = attempted(brief, mailed, settings, shelf, held, now=now, sending=sending, built=built)
    if problems:
        raise BriefError(problems, outcome="nothing was sent" if sending else "nothing was written")
    return plan


def attempted(
    brief: str,
    mailed: Sequence[Mailed],
    settings: Settings,
    shelf: Shelf,
    held: tuple[HeldInvitation, ...],
    *,
    now: dt.datetime,
    sending: bool,
    built: Written | None = None,
) -> tuple[Plan, list[Problem]]:
    """The plan for those with whom nothing is wrong, and the problems of the others."""
    problems: list[Problem] = []
    messages: list[Message] = []
    notes: list[str] = []
    for mailing in mailed:
        wrong: list[Problem] = []
        try:
            files = _files(mailing, shelf)
            wrong += _unbuilt(files, built, mailing)
            wrong += guards.problems(mailing.run, mailing.roster, files, now, sending=sending)
            theirs = tuple(each for each in held if each.audience == mailing.roster.audience)
            mail = _Mail(brief, mailing, settings, files, theirs, now, shelf.project.root)
            letters = list(mail.letters())
            wrong += _too_large(mailing.roster, letters, now)
            withdrawn, said = mail.withdrawals()
        except BriefError as error:
            wrong += error.problems
        if wrong:
            problems += wrong
            continue
        messages += [*withdrawn, *letters]
        notes += [f"{mailing.roster.audience}: {each.message}" for each in mailing.changes.warnings]
        notes += [*meetings.notes(mailing.run, mailing.roster, mail.invitation, theirs, now=now), *said]
    stems = {mailing.roster.audience: mailing.run.stem for mailing in mailed}
    return Plan(settings, tuple(messages), tuple(notes), stems), problems


def _unbuilt(files: tuple[Attachment, ...], built: Written | None, mailing: Mailed) -> Iterator[Problem]:
    """What is wrong with files that are not as the last build wrote them, or otherwise not what they should be."""
    for file in files:
        wrong = attachments.unbuilt(file, built, mailing.remade) if built else None
        if wrong := mailing.fault(file, as_built=built is not None and wrong is None) or wrong:
            yield wrong


def _files(mailing: Mailed, shelf: Shelf) -> tuple[Attachment, ...]:
    """The memo, and the deck where the audience gets it."""
    names = [
        f"{mailing.run.stem}{OUTPUTS[name].suffix}" for name in ("memo", *(["deck"] if mailing.roster.deck else []))
    ]
    files: list[Attachment] = []
    problems: list[Problem] = []
    for name in names:
        try:
            files.append(attachments.read(shelf.folder / name, shelf.bounds(shelf.folder)))
        except BriefError as error:
            problems += error.problems
    if problems:
        raise BriefError(problems)
    return tuple(files)


@dataclass(frozen=True)
class _Mail:
    """One audience's mail in the making."""

    brief: str
    mailed: Mailed
    settings: Settings
    files: tuple[Attachment, ...]
    held: tuple[HeldInvitation, ...]
    now: dt.datetime
    root: Path

    @cached_property
    def snapshot(self) -> str:
        """The name of a build from the same brief as the documents, by the property that they carry."""
        if not self.mailed.run.kept:
            return ""
        about = self.mailed.run.properties
        return Built(self.root).of(about.audience, about.brief_hash)

    @cached_property
    def invitation(self) -> Invitation | None:
        return invitation.of(self.mailed.run, self.settings.from_, self.brief)

    def letters(self) -> Iterator[Message]:
        """What takes the memo to its readers, with the invitation."""
        run, roster = self.mailed.run, self.mailed.roster
        meeting = run.brief.meeting
        moment = (meeting.moment or meeting.start) if meeting else None
        writer = Writer(run, self.files, moment, changes=self.mailed.changes.changes)
        for to in [(reader,) for reader in roster.to] if roster.apart else [roster.to]:
            letter = self._message(_people(to), writer.write(_salutation(to, roster)))
            letter = replace(letter, cc=_people(roster.cc), bcc=_people(roster.bcc), apart=roster.apart)
            letter = replace(letter, attachments=self.files)
            if self.invitation:
                letter = replace(letter, invitation=meetings.numbered(self.invitation, letter.everyone, self.held))
            yield letter

    def withdrawals(self) -> tuple[list[Message], list[str]]:
        """What takes an invitation back, a message for each reader; and what is to be said of those who get none."""
        run, roster = self.mailed.run, self.mailed.roster
        sender = self.settings.from_
        withdrawn, notes = meetings.withdrawals(run, roster, self.invitation, self.held, organizer=sender, now=self.now)
        messages: list[Message] = []
        writers: dict[tuple[dt.datetime, str], Writer] = {}
        for withdrawal in withdrawn:
            old = withdrawal.invitation
            meeting = old.start, old.zone
            if meeting not in writers:
                writers[meeting] = Writer(run, (), old.start.astimezone(ZoneInfo(old.zone)), letters.CANCELLED)
            salutation = _salutation((withdrawal.reader,), roster) if withdrawal.reader else ""
            message = replace(self._message((withdrawal.who,), writers[meeting].write(salutation)), invitation=old)
            if withdrawal.sent in ("", message.content):
                messages.append(message)
        return messages, notes

    def _message(self, to: tuple[Address, ...], letter: Letter) -> Message:
        run = self.mailed.run
        return Message(
            brief=self.brief,
            audience=self.mailed.roster.audience,
            sender=self.settings.from_,
            reply_to=self.settings.reply_to,
            to=to,
            cc=(),
            bcc=(),
            apart=True,
            letter=letter,
            attachments=(),
            invitation=None,
            marking=run.markings.text,
            lang=run.brief.lang,
            snapshot=self.snapshot,
        )


def _people(readers: tuple[Addressee, ...]) -> tuple[Address, ...]:
    return tuple(reader.who for reader in readers)


def _salutation(to: tuple[Addressee, ...], roster: Roster) -> str:
    """The reader's own, or the audience's with the name put in; one that all share names nobody."""
    if not roster.apart:
        return "" if "{name}" in roster.salutation else roster.salutation
    (reader,) = to
    chosen = reader.salutation or roster.salutation
    return "" if "{name}" in chosen and not reader.who.name else chosen.replace("{name}", reader.who.name)


def _too_large(roster: Roster, messages: list[Message], now: dt.datetime) -> Iterator[Problem]:
    """One message is measured: those of an audience differ by a salutation."""
    if not messages:
        return
    largest = max(messages, key=lambda letter: len(letter.letter.html))
    size = len(message.write(largest, now))
    if size > roster.most_bytes:
        files = ", ".join(f"{attachment.name} {attachment.size}" for attachment in largest.attachments)
        told = f"a message would have {size / 1e6:.1f} MB, more than {roster.most_bytes / 1e6:g} ({files})"
        yield roster.problem(told, "leave the deck out, or raise mail.most_megabytes if its readers' servers take it")
