"""Which builds were sent: the table of mail's ledger that refers to snapshots. Mail writes it; a build and `brief diff`
read it.

It stands in the ledger's own file, so that a message and what it was made from are put down in one step. A ledger of an
earlier version has no such table, and so says nothing of what was sent then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from policybrief.system.files import access, state
from policybrief.text.records import dataclass

TABLE = "CREATE TABLE IF NOT EXISTS sent (at TEXT, brief TEXT, audience TEXT, content TEXT PRIMARY KEY, snapshot TEXT)"
ADD = "INSERT OR IGNORE INTO sent VALUES (?, ?, ?, ?, ?)"
"""When, which brief and audience, the message's content, and the name of the snapshot."""

_LAST_FIRST = "SELECT at, brief, audience, snapshot FROM sent ORDER BY at DESC, rowid DESC"


@dataclass(frozen=True)
class Sent:
    """A build that was sent to an audience: when, and the name of its snapshot."""

    at: dt.datetime
    brief: str
    audience: str
    snapshot: str


def place(root: Path) -> Path:
    """A project's ledger of mail."""
    return root / state.FOLDER / "mail.sqlite"


def builds(root: Path) -> list[Sent]:
    """What was sent, the last first. A ledger that can't be read says nothing here: mail itself tells that of it."""
    file = place(root)
    if not access.inside(file, root) or file.is_symlink() or not file.is_file():
        return []
    import sqlite3  # a build that forgets no snapshot asks for none

    rows: Iterable[tuple[str, str, str, str]] = ()
    address = f"{file.resolve().as_uri()}?mode=ro"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True, timeout=10)) as connection:
        rows = connection.execute(_LAST_FIRST).fetchall()
    with suppress(ValueError, TypeError):
        return [Sent(dt.datetime.fromisoformat(at), *rest) for at, *rest in rows]
    return []
