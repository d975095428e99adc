"""The meeting as an invitation that calendars understand, and its withdrawal: RFC 5545, with REQUEST and CANCEL of
RFC 5546.

The time is given in UTC: a meeting that happens once is one moment, and no table of a zone's clocks can be out of date.
Calendars lie on telephones and are seen by others, so that what is CUI, TLP:AMBER or TLP:RED has neither title nor text
in them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Literal
from urllib.parse import quote

from policybrief.brief.addresses import Address
from policybrief.compose.traced import Traced
from policybrief.mail import forms
from policybrief.pipeline.document_run import DocumentRun
from policybrief.text.records import dataclass
from policybrief.text.value_path import NOWHERE

_SHUT = ("TLP:AMBER", "TLP:RED")
"""How the labels begin whose content stays out of calendars."""


@dataclass(frozen=True)
class Invitation:
    """What is the same for all who are invited."""

    uid: str
    start: dt.datetime
    minutes: int
    summary: str
    description: str
    place: str
    link: str
    revision: int
    zone: str = "UTC"
    method: Literal["REQUEST", "CANCEL"] = "REQUEST"

    @property
    def end(self) -> dt.datetime:
        return self.start + dt.timedelta(minutes=self.minutes)

    @property
    def where_and_when(self) -> tuple[object, ...]:
        """What makes another meeting of it, for which RFC 5546 wants a higher SEQUENCE; another text does not."""
        return self.start, self.minutes, self.place, self.link


@dataclass(frozen=True)
class HeldInvitation:
    """An invitation or a withdrawal that a reader (their key) has, or may have, as the ledger knows it.

    `content` is the message's hash; what is described in it is not kept.
    """

    audience: str
    reader: str
    content: str
    organizer: str
    invitation: Invitation


def record(invitation: Invitation, organizer: Address) -> str:
    """What the ledger keeps of an invitation, for `held` to read back."""
    facts = asdict(invitation) | {"start": invitation.start.isoformat(), "description": ""}
    return json.dumps({"organizer": organizer.key, "invitation": facts})


def held(audience: str, reader: str, content: str, text: str) -> HeldInvitation:
    """What a reader has, by its record."""
    invitations = json.loads(text)
    facts = invitations["invitation"]
    meeting = Invitation(**facts | {"start": dt.datetime.fromisoformat(facts["start"])})
    return HeldInvitation(audience, reader, content, invitations["organizer"], meeting)


def of(run: DocumentRun, sender: Address, brief: str) -> Invitation | None:
    """The invitation to a brief's meeting; None where it has none, or its zone is not said. `brief` names its file."""
    meeting = run.brief.meeting
    if meeting is None or meeting.moment is None:
        return None
    shut = is_shut(run)
    uid = hashlib.sha256(f"{brief}\0{run.properties.audience}\0{sender.key}".encode()).hexdigest()[:32]
    return Invitation(
        uid=f"{uid}@{sender.domain}",
        start=meeting.moment.astimezone(dt.UTC),
        minutes=meeting.minutes,
        summary=summary(run, "" if shut else _words(run.brief.subject or run.brief.title)),
        description="" if shut else _words(run.brief.bottom_line.whole),
        place=_words(meeting.place or ""),
        link=meeting.link or "",
        revision=meeting.revision,
        zone=meeting.zone or "UTC",
    )


def is_shut(run: DocumentRun) -> bool:
    """Whether neither title nor text may stand in calendars."""
    lines = run.markings.lines
    upper = [line.text for line in lines if line.text.isupper()]
    tlp = any(line.kind == "tlp" and line.text.startswith(_SHUT) for line in lines)
    return tlp or any("CUI" in mark or "CONTROLLED" in mark for mark in upper)


def summary(run: DocumentRun, title: str = "") -> str:
    """What a calendar shows: the marking first; without a title, what kind of meeting it is."""
    marks = "; ".join(line.text for line in run.markings.lines)
    words = title or run.locale.words["policy_briefing"]
    return f"[{marks}] {words}" if marks else words


def write(invitation: Invitation, organizer: Address, attendees: Iterable[Address], now: dt.datetime) -> str:
    """The `.ics`, its lines ended by CR LF."""
    from icalendar import Calendar, Event

    withdrawn = invitation.method == "CANCEL"
    event = Event()
    event.add("uid", invitation.uid)
    event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    event.add("sequence", invitation.revision)
    event.add("dtstart", invitation.start)
    event.add("dtend", invitation.end)
    event.add("summary", invitation.summary)
    for key in ("description", "location", "url"):
        if value := {"description": invitation.description, "location": invitation.place, "url": invitation.link}[key]:
            event.add(key, value)
    event.add("organizer", _person(organizer), encode=False)
    for attendee in attendees:
        answer = {} if withdrawn else {"partstat": "NEEDS-ACTION", "rsvp": "TRUE"}
        event.add("attendee", _person(attendee, role="REQ-PARTICIPANT", **answer), encode=False)
    event.add("status", "CANCELLED" if withdrawn else "CONFIRMED")
    event.add("transp", "OPAQUE")
    calendar = Calendar()
    calendar.add("prodid", "-//policybrief//brief mail//EN")
    calendar.add("version", "2.0")
    calendar.add("method", invitation.method)
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _person(who: Address, **parameters: str) -> Any:
    """A calendar's user. A name in quotes can't hold quotes (RFC 5545, 3.2): they become apostrophes."""
    from icalendar import vCalAddress

    person = vCalAddress(f"mailto:{quote(who.spec, safe='@!$&+=~*-._')}")
    if who.name:
        person.params["cn"] = who.name.replace('"', "'")
    for key, value in parameters.items():
        person.params[key] = value
    return person


def _words(text: str) -> str:
    return forms.words(Traced(text, NOWHERE))
