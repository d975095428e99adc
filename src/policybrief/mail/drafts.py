"""Drafts: each message as an `.eml` that a mail program opens to be looked at, edited and sent by a person."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import suppress
from pathlib import Path

from policybrief.errors import Problem
from policybrief.mail import message
from policybrief.mail.message import Message
from policybrief.mail.plan import Plan
from policybrief.pipeline import output_folder
from policybrief.pipeline.output_folder import Shelf
from policybrief.text.records import dataclass


@dataclass(frozen=True)
class Drafts:
    """The files of drafts; those of earlier runs that lie beside them and are of this plan no more; what was kept."""

    paths: list[Path]
    others: list[Path]
    warnings: list[Problem]


NONE = Drafts([], [], [])
"""Where none are written."""


def write(plan: Plan, shelf: Shelf, now: dt.datetime, limit: int | None = None) -> Drafts:
    """Write drafts. One that somebody has worked on is kept beside the new one, and earlier ones are left alone.

    Raises `BriefError` where one can't be written.
    """
    paths: list[Path] = []
    warnings: list[Problem] = []
    places = {shelf.mail / name(draft, plan.stems[draft.audience]): draft for draft in plan.messages}
    for place, draft in list(places.items())[:limit]:
        carries = {shelf.written.path(each.file): each.digest for each in draft.attachments}
        warnings += output_folder.put({place: message.write(draft, now, draft=True)}, shelf, draft.audience, carries)
        paths.append(place)
    _end(shelf, {draft.audience for draft in plan.messages}, {shelf.written.path(place) for place in places})
    called = {(draft.brief, draft.audience.rpartition("/")[2]) for draft in plan.messages}
    ours = tuple(f"{brief}_{reader}{end}" for brief, reader in called for end in "._")
    others = (place for place in shelf.mail.glob("*.eml") if place.name.startswith(ours))
    return Drafts(
        paths, sorted(place for place in set(others) - places.keys() if ".edited-" not in place.stem), warnings
    )


def _end(shelf: Shelf, audiences: set[str], current: set[str]) -> None:
    """Note of earlier drafts to these audiences that they are of this plan no more."""
    folder = os.path.dirname(shelf.written.path(shelf.mail / "x"))  # noqa: PTH120  # as the record spells it
    for entry in shelf.written.entries():
        here = os.path.dirname(entry.path) == folder  # noqa: PTH120  # as above
        ours = entry.brief == shelf.name and entry.audience in audiences and here
        if ours and entry.path not in current:
            with suppress(OSError):  # it is told all the same
                shelf.written.end(entry)


def name(draft: Message, stem: str) -> str:
    """`brief_congress.eml`, or `brief_congress_jane.doe@example.gov.eml` where each reader has one."""
    reader = f"_{_safe(draft.to[0].key)}" if draft.apart else ""
    return f"{stem}{'_cancelled' if draft.cancels else ''}{reader}.eml"


def _safe(key: str) -> str:
    """An address as part of a file's name; what a file system may not take is spelt by its number, so that two
    addresses never have one file.
    """
    return "".join(char if char.isalnum() or char in "@.-_+" else f"%{ord(char):02X}" for char in key)
