"""A message: who it is for, what it says, what goes with it; and its bytes, by RFC 5322 and MIME.

`write` is a pure function of the message and the time: the Date and an invitation's stamp are all that differs between
two of its results. `content` is a hash of what a reader gets; neither the time nor the names of the others who get it
are in it, so that one more recipient makes no new message of it for those who have it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cached_property

from policybrief.brief.addresses import Address
from policybrief.mail import headers, invitation
from policybrief.mail.attachments import Attachment
from policybrief.mail.invitation import Invitation
from policybrief.mail.letters import Letter
from policybrief.text.records import dataclass

_POLICY = policy.SMTP.clone(cte_type="7bit")


@dataclass(frozen=True)
class Message:
    """One message of `brief` to `audience`. `bcc` is for the envelope alone, and written into drafts only.

    `snapshot` names what the documents were built from; "" where that is not known.
    """

    brief: str
    audience: str
    sender: Address
    reply_to: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]
    apart: bool
    letter: Letter
    attachments: tuple[Attachment, ...]
    invitation: Invitation | None
    marking: str
    lang: str
    snapshot: str = ""

    @property
    def everyone(self) -> tuple[Address, ...]:
        """All who get it."""
        return (*self.to, *self.cc, *self.bcc)

    @property
    def cancels(self) -> bool:
        """Whether it takes an invitation back."""
        return self.invitation is not None and self.invitation.method == "CANCEL"

    @property
    def international(self) -> bool:
        """Whether only a server with SMTPUTF8 can take it."""
        shown = (self.sender, *((self.reply_to,) if self.reply_to else ()), *self.everyone)
        return any(address.international for address in shown)

    @cached_property
    def content(self) -> str:
        """A hash of what a reader gets."""
        meeting = asdict(self.invitation) | {"start": self.invitation.start.isoformat()} if self.invitation else None
        facts = {
            "brief": self.brief,
            "audience": self.audience,
            "letter": asdict(self.letter),
            "attachments": [(attachment.name, attachment.digest) for attachment in self.attachments],
            "meeting": meeting,
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    @property
    def id(self) -> str:
        """The Message-ID: the same each time that it is sent, so that a mailbox can know a second copy for one."""
        reader = self.to[0].key if self.apart else ""
        digest = hashlib.sha256(f"{self.content}\0{reader}".encode()).hexdigest()[:32]
        return f"<{digest}@{self.sender.domain}>"


def write(message: Message, now: dt.datetime, *, draft: bool = False) -> bytes:
    """The message's bytes.

    A `draft` says so (X-Unsent), and mail programs open it to be edited and sent by a person: it carries Bcc, which the
    program takes out as it sends. What we send ourselves never does: no server has to take it out.
    """
    return b"".join(_head(message, now, draft)) + _body(message, now).as_bytes(policy=_POLICY)


def _head(message: Message, now: dt.datetime, draft: bool) -> Iterator[bytes]:
    yield headers.addresses("From", [message.sender])
    if message.reply_to:
        yield headers.addresses("Reply-To", [message.reply_to])
    yield headers.addresses("To", message.to)
    if message.cc:
        yield headers.addresses("Cc", message.cc)
    if message.bcc and draft:
        yield headers.addresses("Bcc", message.bcc)
    yield headers.text("Subject", message.letter.subject)
    yield headers.exact("Date", format_datetime(now))
    yield headers.exact("Message-ID", message.id)
    yield headers.exact("Content-Language", message.lang)
    if draft:
        yield headers.exact("X-Unsent", "1")


def _body(message: Message, now: dt.datetime) -> EmailMessage:
    """multipart/mixed: the words twice over, and perhaps the invitation, as alternatives; then the files."""
    body = EmailMessage(policy=_POLICY)
    body.set_content(message.letter.text, cte="quoted-printable")
    body.add_alternative(message.letter.html, subtype="html", cte="quoted-printable")
    stamped = ""
    if message.invitation:
        stamped = invitation.write(message.invitation, message.sender, (*message.to, *message.cc), now)
        body.add_alternative(stamped, subtype="calendar", cte="base64", params={"method": message.invitation.method})
    for attachment in message.attachments:
        main, sub = attachment.mime
        body.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.name)
    if stamped:  # again as a file: some programs read the one, some the other
        name = "cancel.ics" if message.cancels else "invite.ics"
        body.add_attachment(stamped.encode(), maintype="application", subtype="ics", filename=name)
    multiparts = [part for part in body.walk() if part.is_multipart()]
    for number, part in enumerate(multiparts):
        # "=_" stands neither in quoted-printable nor in base64, so that no content can hold a boundary.
        part.set_boundary(f"=_{message.content[:32]}_{number}")
    return body
