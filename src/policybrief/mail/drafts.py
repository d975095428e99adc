"""Drafts: each message as an `.eml` that a mail program opens to be looked at, edited and sent by a person."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from policybrief import files
from policybrief.errors import BriefError, Problem
from policybrief.mail import message
from policybrief.mail.message import Message
from policybrief.mail.plan import Plan


def write(plan: Plan, folder: Path, now: dt.datetime, limit: int | None = None) -> tuple[list[Path], list[Path]]:
    """Write drafts; return them, and those of earlier runs that lie beside them and are of this plan no more.

    They are left alone: somebody may have worked on them. Raises `BriefError` where one can't be written.
    """
    made: list[Path] = []
    places = {folder / name(one, plan.stems[one.audience]): one for one in plan.messages}
    for place, one in list(places.items())[:limit]:
        try:
            files.put({place: message.write(one, now, draft=True)})
        except OSError as error:
            hint = "close the program that has it open" if isinstance(error, PermissionError) else ""
            raise BriefError([Problem(f"cannot be written: {error.strerror}", str(place), hint=hint)]) from None
        made.append(place)
    ours = tuple(f"{one.brief}_{one.audience}{end}" for one in plan.messages for end in "._")
    others = (place for place in folder.glob("*.eml") if place.name.startswith(ours))
    return made, sorted(set(others) - places.keys())


def name(one: Message, stem: str) -> str:
    """`brief_congress.eml`, or `brief_congress_jane.doe@example.gov.eml` where each reader has one."""
    reader = f"_{_safe(one.to[0].key)}" if one.apart else ""
    return f"{stem}{'_cancelled' if one.cancels else ''}{reader}.eml"


def _safe(key: str) -> str:
    """An address as part of a file's name; what a file system may not take is spelt by its number, so that two
    addresses never have one file.
    """
    return "".join(char if char.isalnum() or char in "@.-_+" else f"%{ord(char):02X}" for char in key)
