"""What was looked at is what goes: a hash of all of it, which sending has to be given back.

Bound are the server, the login and whose certificates are trusted, From and Reply-To, and of each message who gets it
(To, Cc, Bcc, in whichever order), for which audience, its subject, both bodies, the invitation and the files, to the
byte. All of that is shown, in the dry run or in the drafts. What is not bound: the time, and which of them have it
already, so that a run that was broken off goes on with the same approval. That a message is to go a second time has to
be approved as such.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from pathlib import Path

from policybrief.mail.plan import Plan
from policybrief.system.files import access

SHOWN = 16
"""Digits of a hash that are printed and asked for: 64 bits."""


def digest(plan: Plan, again: Collection[str] = ()) -> str:
    """The hash of a plan; `again` are the recipients that get it a second time."""
    settings = plan.settings
    facts = {
        "server": settings.server,
        "trusted": _digest(settings.ca_file),
        "from": str(settings.from_),
        "reply_to": str(settings.reply_to or ""),
        "again": sorted(again),
        "messages": sorted(
            [
                message.audience,
                message.apart,
                *(sorted(map(str, people)) for people in (message.to, message.cc, message.bcc)),
                message.letter.subject,
                message.marking,
                message.content,
            ]
            for message in plan.messages
        ),
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:SHOWN]


def _digest(file: str | None) -> str:
    """What a file of certificates holds; one that can't be read is told when the server is spoken to."""
    try:
        return access.digest(Path(file), within=access.ANYWHERE) if file else ""
    except OSError:
        return ""
