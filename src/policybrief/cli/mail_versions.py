"""`brief mail --versions`: who has seen which version of a brief."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from pathlib import Path

from policybrief.cli import console
from policybrief.cli.findings import count
from policybrief.cli.terminal import echo_json, say
from policybrief.mail import ledger
from policybrief.mail.ledger import SentVersion
from policybrief.read.project import Project

_DIGITS = 8
"""Of a version's hash, as `brief pull --base` takes it."""


def show(brief: Path, names: Collection[str], form: console.Format) -> None:
    """Print the versions that each audience was sent, or those of these `names`: the first is the oldest."""
    with ledger.reading(Project.of(brief).root) as book:
        versions = [each for each in (book.versions(brief.stem) if book else ()) if not names or each.audience in names]
    if form == "json":
        echo_json([vars(version) for version in versions])
    elif versions:
        console.show_table(list(_rows(versions)))
    else:
        say(f"no version of {brief.stem} is known to have been sent")


def _rows(versions: Collection[SentVersion]) -> Iterator[tuple[str, ...]]:
    yield "sent", "audience", "version", "marking", "to"
    for version in versions:
        at = dt.datetime.fromisoformat(version.at).astimezone()
        readers = count(version.readers, "reader")
        yield f"{at:%Y-%m-%d %H:%M}", version.audience, version.snapshot[:_DIGITS], version.marking or "none", readers
