"""What readers' calendars hold of a meeting, and what they are to be told: that it moves, or that it is off.

The ledger knows who got which invitation. From that follow, by RFC 5546, the SEQUENCE of a new one (2.1.4: it rises
when time or place change, and only then), and the withdrawals (3.2.5): for a meeting that is dropped, all who have it
get one; for a reader who left the list, that reader. A withdrawal says nothing that its reader was not told before,
and goes nowhere that the audience does not allow.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from policybrief.brief import addresses
from policybrief.brief.addresses import Address
from policybrief.mail import invitation
from policybrief.mail.invitation import HeldInvitation, Invitation
from policybrief.mail.roster import Addressee, Roster
from policybrief.pipeline.document_run import DocumentRun
from policybrief.text.records import dataclass


def numbered(new: Invitation, people: Iterable[Address], held: Sequence[HeldInvitation]) -> Invitation:
    """The invitation with the SEQUENCE by which these people's calendars take it for what it is."""
    mine = [holding for holding in held if holding.invitation.uid == new.uid]
    return replace(new, revision=max(_revision(new, who, mine) for who in people))


def _revision(new: Invitation, who: Address, mine: Sequence[HeldInvitation]) -> int:
    """That of what `who` has, where it is the same; else that with which others got the same; else the next.

    It does not depend on which of them got theirs already, so that a run that was broken off goes on as it began.
    """
    own = next((holding.invitation for holding in reversed(mine) if holding.reader == who.key), None)
    if own and own.method == "REQUEST" and own.where_and_when == new.where_and_when:
        return max(own.revision, new.revision)
    since = takewhile(
        lambda earlier: earlier.method == "CANCEL" or earlier.where_and_when == new.where_and_when, _latest(mine)
    )
    least = own.revision + 1 if own else 0
    if fitting := [earlier.revision for earlier in since if earlier.method == "REQUEST" and earlier.revision >= least]:
        return max(min(fitting), new.revision)
    following = max(earlier.revision for earlier in _latest(mine)) + 1 if mine else 0
    return max(following, new.revision)


def _latest(mine: Sequence[HeldInvitation]) -> Iterator[Invitation]:
    return (holding.invitation for holding in reversed(mine))


@dataclass(frozen=True)
class Withdrawal:
    """An invitation that is taken back from a reader; `sent`, as the content of a message, where it was already."""

    who: Address
    reader: Addressee | None
    invitation: Invitation
    sent: str = ""


def withdrawals(
    run: DocumentRun,
    roster: Roster,
    current: Invitation | None,
    held: Sequence[HeldInvitation],
    *,
    organizer: Address,
    now: dt.datetime,
) -> tuple[list[Withdrawal], list[str]]:
    """Who is to be told that a meeting is off for them, and what is to be said of those who can't be."""
    readers = {addressee.who.key: addressee for addressee in roster.everyone}
    withdrawn: list[Withdrawal] = []
    notes: list[str] = []
    for last in _off(held, current, readers, now):
        reader = readers.get(last.reader)
        who = reader.who if reader else addresses.parse(last.reader)
        if not isinstance(who, Address) or not roster.allows(who.domain) or last.organizer != organizer.key:
            why = f"it came from {last.organizer}" if last.organizer != organizer.key else "its domain is not allowed"
            moment = f"{last.invitation.start:%Y-%m-%d %H:%M} UTC"
            told = f"{last.reader} has an invitation for {moment} and is not told that it is off: {why}"
            notes.append(f"{roster.audience}: {told}")
        elif last.invitation.method == "CANCEL":
            withdrawn.append(Withdrawal(who, reader, last.invitation, last.content))
        else:
            withdrawn.append(Withdrawal(who, reader, _taken_back(last.invitation, run, held)))
    return withdrawn, notes


def _off(
    held: Sequence[HeldInvitation], current: Invitation | None, readers: Collection[str], now: dt.datetime
) -> Iterator[HeldInvitation]:
    """Of each reader and meeting the last that was sent, where the meeting is to come and the reader not invited."""
    last = {(holding.reader, holding.invitation.uid): holding for holding in held}
    for (reader, uid), holding in last.items():
        invited = current is not None and uid == current.uid and reader in readers
        if not invited and holding.invitation.end > now:
            yield holding


def _taken_back(old: Invitation, run: DocumentRun, held: Sequence[HeldInvitation]) -> Invitation:
    sent = [holding.invitation for holding in held if holding.invitation.uid == old.uid]
    revision = max(earlier.revision for earlier in sent if earlier.method == "REQUEST") + 1
    summary = invitation.summary(run) if invitation.is_shut(run) else old.summary
    return replace(old, method="CANCEL", revision=revision, summary=summary)


def forgotten(held: Sequence[HeldInvitation], audiences: Collection[str], now: dt.datetime) -> Iterator[str]:
    """What is to be said of invitations to audiences that have no mail any more, and so can't be written to."""
    gone = [holding for holding in held if holding.audience not in audiences]
    left = Counter(holding.audience for holding in _off(gone, None, (), now) if holding.invitation.method == "REQUEST")
    for audience, count in left.items():
        whom = f"{count} reader{'' if count == 1 else 's'}"
        yield f"{audience}: gets no mail now; {whom} have an invitation still, and are not told that it is off"


def notes(
    run: DocumentRun, roster: Roster, current: Invitation | None, held: Sequence[HeldInvitation], *, now: dt.datetime
) -> list[str]:
    """What somebody should know of the meeting before its invitation goes out."""
    meeting = run.brief.meeting
    if meeting is None:
        return []
    if current is None or meeting.moment is None:
        return [f"{roster.audience}: no invitation: meeting.zone is missing"]
    noted = []
    if current.start <= now:
        noted.append(f"the meeting of {meeting.start:%Y-%m-%d %H:%M} {meeting.zone} is past: is its date right?")
    if meeting.moment.utcoffset() != meeting.moment.replace(fold=1).utcoffset():
        noted.append(
            f"{meeting.start:%Y-%m-%d %H:%M} is ambiguous: clocks in {meeting.zone} go back then, and show it twice;"
            f" the first is taken, {current.start:%H:%M} UTC. For the second, write the time in UTC, with zone: UTC"
        )
    last = {holding.reader: holding.invitation for holding in held if holding.invitation.uid == current.uid}
    had = [
        last[reader.who.key]
        for reader in roster.everyone
        if reader.who.key in last and last[reader.who.key].where_and_when != current.where_and_when
    ]
    if had:
        whom = f"{len(had)} reader{'' if len(had) == 1 else 's'}"
        noted.append(f"the meeting moved since {whom} had an invitation for {had[-1].start:%Y-%m-%d %H:%M} UTC")
    return [f"{roster.audience}: {words}" for words in noted]
