"""What `brief mail` prints: who gets what, what the ledger has, what became of a run."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from policybrief.brief.addresses import Address
from policybrief.cli.terminal import Line, Styled
from policybrief.mail.invitation import Invitation
from policybrief.mail.ledger import Delivery
from policybrief.mail.plan import Plan
from policybrief.mail.sender import Parcel, Tally

_MOST = 50
"""Recipients that are named one by one; of more, the rest are counted by domain."""


def plan_lines(
    plan: Plan, parcels: list[Parcel], earlier: Mapping[tuple[str, str], Delivery], again: Collection[str] = ()
) -> Iterator[Line]:
    """Each audience's mail, who has it already, and through which server it would go.

    `again` are the recipients (keys) that are to get it a second time.
    """
    for audience in dict.fromkeys(map(_of, (message.audience for message in plan.messages))):
        mine = [parcel for parcel in parcels if _of(parcel.message.audience) == audience]
        for cancels in (True, False):
            if kind := [parcel for parcel in mine if parcel.message.cancels == cancels]:
                yield from _kind(kind, earlier, again)
    if plan.settings.host:
        authority = plan.settings.ca_file
        trusting = f", trusting the certificates in {authority}" if authority else ""
        yield f"by {plan.settings.server}{trusting}"
    yield from map(note, plan.notes)


def _of(audience: str) -> str:
    """The audience: editions of a list of people are shown together."""
    return audience.partition("/")[0]


def note(text: str) -> Line:
    """What is to be known about a mail."""
    return [Styled("note:", "note"), f" {text}"]


def _kind(mine: list[Parcel], earlier: Mapping[tuple[str, str], Delivery], again: Collection[str]) -> Iterator[str]:
    """An audience's memo, or what tells it that a meeting is off."""
    first, count = mine[0].message, len(mine)
    head = f"{_of(first.audience)}: {count} message{'' if count == 1 else 's'}"
    if first.cancels:
        head += " that the meeting is cancelled"
        earlier = {}
    yield head + (", one for each reader" if first.apart else "")
    yield f"  From     {first.sender}"
    if first.reply_to:
        yield f"  Reply-To {first.reply_to}"
    for label, people in (
        ("To", [who for parcel in mine for who in parcel.message.to]),
        ("Cc", list(first.cc)),
        ("Bcc", list(first.bcc)),
    ):
        yield from _people(label, people, mine, earlier, again)
    for subject in dict.fromkeys(parcel.message.letter.subject for parcel in mine):
        yield f"  Subject  {subject}"
    attached = list(dict.fromkeys(str(attachment) for parcel in mine for attachment in parcel.message.attachments))
    for number, attachment in enumerate(attached[:_MOST]):
        yield f"  {'Attached' if not number else '':<8} {attachment}"
    if rest := attached[_MOST:]:
        yield f"           … and {len(rest):,} more, for each their own"
    for meeting in dict.fromkeys(parcel.message.invitation for parcel in mine):
        if meeting:
            yield f"  {'Meeting' if first.cancels else 'Invited'}  {_meeting(meeting)}"


def _meeting(meeting: Invitation) -> str:
    """2026-03-20 14:00 UTC, 45 minutes, revision 1, Room 1, https://…"""
    revised = f"revision {meeting.revision}" if meeting.revision else ""
    parts = (f"{meeting.start:%Y-%m-%d %H:%M} UTC", f"{meeting.minutes} minutes", revised, meeting.place, meeting.link)
    return ", ".join(part for part in parts if part)


def _meeting_record(meeting: Invitation | None) -> dict[str, Any] | None:
    if meeting is None:
        return None
    keys = ("method", "uid", "revision", "minutes", "place", "link")
    return {"start": meeting.start.isoformat(), **{key: getattr(meeting, key) for key in keys}}


def _people(
    label: str, people: list[Address], parcels: list[Parcel], earlier: Mapping[tuple[str, str], Delivery],
    again: Collection[str],
) -> Iterator[str]:  # fmt: skip
    kept = {entry.recipient: entry for parcel in parcels for entry in parcel.kept}
    for number, who in enumerate(people[:_MOST]):
        said = ""
        if entry := kept.get(who.key):
            said = "  (has it)" if entry.outcome == "accepted" else "  (may have it: unknown)"
        elif who.key in again:
            said = "  (a second time)"
        elif before := next((earlier[key] for key in _keys(who, parcels) if key in earlier), None):
            said = f"  (had an earlier version on {before.at[:10]})"
        yield f"  {label if not number else '':<8} {who}{said}"
    if rest := people[_MOST:]:
        counts: dict[str, int] = {}
        for who in rest:
            counts[who.domain] = counts.get(who.domain, 0) + 1
        domains = ", ".join(f"{domain} {count:,}" for domain, count in sorted(counts.items()))
        yield f"           … and {len(rest):,} more ({domains}); --format json names them all"


def _keys(who: Address, parcels: list[Parcel]) -> Iterator[tuple[str, str]]:
    """By what the ledger knows the mail of these parcels to a reader."""
    yield from dict.fromkeys((parcel.message.audience, who.key) for parcel in parcels if who in parcel.message.everyone)


def plan_record(plan: Plan, parcels: list[Parcel], approval: str, drafts: list[str]) -> dict[str, Any]:
    """The same as a record, for `--format json`."""
    return {
        "approval": approval,
        "server": plan.settings.server if plan.settings.host else "",
        "messages": [
            {
                "audience": parcel.message.audience,
                "from": str(parcel.message.sender),
                "reply_to": str(parcel.message.reply_to or ""),
                **{key: [str(who) for who in getattr(parcel.message, key)] for key in ("to", "cc", "bcc")},
                "waiting": [who.spec for who in parcel.people],
                "subject": parcel.message.letter.subject,
                "marking": parcel.message.marking,
                "message_id": parcel.message.id,
                "meeting": _meeting_record(parcel.message.invitation),
                "attachments": [
                    {
                        "name": attachment.name,
                        "bytes": len(attachment.content),
                        "pages": attachment.pages,
                        "audience": attachment.audience,
                        "marking": attachment.marking,
                        "sha256": attachment.digest,
                    }
                    for attachment in parcel.message.attachments
                ],
            }
            for parcel in parcels
        ],
        "notes": list(plan.notes),
        "drafts": drafts,
    }


def log_rows(entries: list[Delivery]) -> Iterator[tuple[str, ...]]:
    """What was sent, in order of time."""
    for entry in entries:
        reply = entry.reply if entry.outcome != "accepted" else ""
        yield (entry.at, entry.outcome, entry.recipient, entry.audience, entry.subject, f"[{entry.files}]", reply)


def tally_words(tally: Tally) -> str:
    """3 accepted, 1 refused, 2 had it before."""
    order = ("accepted", "deferred", "refused", "unknown")
    told = [f"{tally.states[state]:,} {state}" for state in order if tally.states[state] or state == "accepted"]
    return ", ".join([*told, *([f"{tally.has:,} had it before"] if tally.has else [])])
