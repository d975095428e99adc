"""From a brief to its messages: what would go to whom, complete and checked, before anything is written or sent.

Each file is read once, here. What follows, the drafts, what is shown, what is approved, what is sent, takes the plan
and looks at no file again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from policybrief.errors import BriefError, Problem
from policybrief.mail import attachments, guards, invitation, message
from policybrief.mail.attachments import Attachment
from policybrief.mail.letters import Writer
from policybrief.mail.message import Message
from policybrief.mail.ready import Ready
from policybrief.mail.roster import Addressee, Roster
from policybrief.mail.settings import Settings
from policybrief.outputs import Shelf
from policybrief.parts import Kind
from policybrief.written import Written


@dataclass(frozen=True)
class Plan:
    """All messages of a run, and what is to be said of them. `folder` is where drafts go."""

    settings: Settings
    messages: tuple[Message, ...]
    notes: tuple[str, ...] = ()
    stems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mailed:
    """An audience with its brief and its readers; and a way to make its documents anew."""

    ready: Ready
    roster: Roster
    remade: Callable[[Kind], bytes | None]


def make(
    brief: str,
    mailed: list[Mailed],
    settings: Settings,
    shelf: Shelf,
    now: dt.datetime,
    *,
    sending: bool,
    built: Written | None = None,
) -> Plan:
    """The plan for these audiences; with `built`, files go only as that record has them.

    Raises `BriefError` with the problems of all of them.
    """
    problems: list[Problem] = []
    messages: list[Message] = []
    notes: list[str] = []
    for one in mailed:
        try:
            files = _files(one, shelf)
            problems += [fault for each in files if built and (fault := attachments.unbuilt(each, built, one.remade))]
            problems += guards.problems(one.ready, one.roster, files, now, sending=sending)
            made = list(_messages(brief, one, settings, files))
            problems += _too_large(one.roster, made, now)
        except BriefError as error:
            problems += error.problems
            continue
        messages += made
        notes += _notes(one)
    if problems:
        raise BriefError(problems, outcome="nothing was sent" if sending else "nothing was written")
    return Plan(settings, tuple(messages), tuple(notes), {one.roster.audience: one.ready.stem for one in mailed})


def _files(one: Mailed, shelf: Shelf) -> tuple[Attachment, ...]:
    """The memo, and the deck where the audience gets it."""
    names = [f"{one.ready.stem}.pdf", *([f"{one.ready.stem}.pptx"] if one.roster.deck else [])]
    found: list[Attachment] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found.append(attachments.read(shelf.folder / name, shelf.bounds(shelf.folder)))
        except BriefError as error:
            problems += error.problems
    if problems:
        raise BriefError(problems)
    return tuple(found)


def _messages(brief: str, one: Mailed, settings: Settings, files: tuple[Attachment, ...]) -> Iterator[Message]:
    ready, roster = one.ready, one.roster
    writer = Writer(ready, files)
    groups = [(reader,) for reader in roster.to] if roster.apart else [roster.to]
    for to in groups:
        yield Message(
            brief=brief,
            audience=roster.audience,
            sender=settings.from_,
            reply_to=settings.reply_to,
            to=tuple(reader.who for reader in to),
            cc=tuple(reader.who for reader in roster.cc),
            bcc=tuple(reader.who for reader in roster.bcc),
            apart=roster.apart,
            letter=writer.write(_salutation(to, roster)),
            attachments=files,
            invitation=invitation.of(ready, settings.from_, brief),
            marking=ready.markings.text,
            lang=ready.brief.lang,
        )


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
    largest = max(messages, key=lambda one: len(one.letter.html))
    size = len(message.write(largest, now))
    if size > roster.most_bytes:
        files = ", ".join(f"{one.name} {one.size}" for one in largest.attachments)
        told = f"a message would have {size / 1e6:.1f} MB, more than {roster.most_bytes / 1e6:g} ({files})"
        yield roster.problem(told, "leave the deck out, or raise mail.most_megabytes if its readers' servers take it")


def _notes(one: Mailed) -> Iterator[str]:
    meeting = one.ready.brief.meeting
    if meeting and not meeting.zone:
        yield f"{one.roster.audience}: no invitation: meeting.zone is missing"
