"""The ledger's file: a SQLite file in the project's `.policybrief`, in WAL mode, each event on the disk before the next
step (synchronous=FULL).

A file that is there and no whole ledger is a ledger that is lost: emptied by a sync program or a full disk, cut off,
replaced. It is never taken for a new one, which would send everything to everybody again. So a new one is made whole
beside its place, and renamed: what stands there has had its tables from the first moment on.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from policybrief.errors import BriefError, Problem
from policybrief.pipeline import sent
from policybrief.system.files import access, state

_LEAST_FREE_BYTES = 16_000_000
_MAGIC = b"SQLite format 3\0"
_EVENT = """
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, recipient TEXT NOT NULL, content TEXT NOT NULL, state TEXT NOT NULL,
    reply TEXT NOT NULL, brief TEXT NOT NULL, audience TEXT NOT NULL, marking TEXT NOT NULL, subject TEXT NOT NULL,
    message_id TEXT NOT NULL, files TEXT NOT NULL
"""
_SCHEMA = f"""
CREATE TABLE event ({_EVENT});
CREATE INDEX of_recipient ON event (recipient, content, number);
CREATE TABLE run (at TEXT NOT NULL, approval TEXT NOT NULL, server TEXT NOT NULL, messages INTEGER);
"""
_SINCE = ("CREATE TABLE IF NOT EXISTS invitation (content TEXT PRIMARY KEY, facts TEXT NOT NULL)", sent.TABLE)
"""What ledgers of an earlier version lack."""
_TABLES = {
    "event": {line.split()[0] for line in _EVENT.replace("\n", " ").split(",")},
    "run": {"at", "approval", "server", "messages"},
}


def exists(file: Path) -> bool:
    """Whether a ledger is there. Raises `BriefError` for a file that is none, and for what one has left behind."""
    with told(file):
        _own(file)
        if not file.exists():
            if journal := _journal(file):
                raise _harmed(file, f"it is gone, and {journal.name} is still there")
            return False
        if not file.is_file():
            raise _harmed(file, "it is not a file")
        with file.open("rb") as stream:
            start = stream.read(len(_MAGIC))
    if not start:
        raise _harmed(file, "it was emptied")
    if start != _MAGIC:
        raise _harmed(file, "it is another file, or damaged")
    return True


def _journal(file: Path) -> Path | None:
    """The journal of a run that was broken off, with what has yet to go into the ledger."""
    place = file.with_name(f"{file.name}-wal")
    return place if place.exists() and place.stat().st_size else None


def create(file: Path) -> None:
    """Make a ledger in which nothing stands."""
    new = file.with_name(f"{file.name}.new")
    for rest in (new, new.with_name(f"{new.name}-journal")):
        rest.unlink(missing_ok=True)
    with closing(sqlite3.connect(new)) as connection:
        connection.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
    new.replace(file)


def verify(connection: sqlite3.Connection, file: Path) -> None:
    """Raises `BriefError` where the file is not a whole ledger: cut off, damaged, without its tables, another's."""
    with told(file):
        for table, names in _TABLES.items():
            if not names <= columns(connection, table):
                raise _harmed(file, "no record of what was sent is in it: it was emptied, or is another program's")
        (page,) = connection.execute("PRAGMA page_size").fetchone()
        if file.stat().st_size % page and not _journal(file):
            raise _harmed(file, "it was cut off")
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise _harmed(file, f"it is damaged ({' '.join(str(verdict).split())})")


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    """The names of a table's columns; none where the table is not there."""
    return {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def prepare(connection: sqlite3.Connection) -> None:
    """Have each event on the disk when it is added."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for table in _SINCE:
        connection.execute(table)


def _own(file: Path) -> None:
    """SQLite follows links, in the names of its journals too: what came with a project leads it nowhere."""
    if not access.inside(file.parent, file.parent.parent):
        raise access.OutsideError(errno.EINVAL, "it is a link that leads outside the project", str(file))
    for neighbour in file.parent.glob("mail.*"):
        if neighbour.is_symlink() or not neighbour.is_file():
            raise OSError(errno.EINVAL, f"{neighbour.name} is no file, but a link or a device", str(file))


def make_folder(root: Path) -> None:
    """The state folder of a project, with nothing in it that leads a ledger elsewhere, and room on its disk."""
    folder = state.folder(root)
    _own(folder / "mail.sqlite")
    if (free := shutil.disk_usage(folder).free) < _LEAST_FREE_BYTES:
        message = f"only {free / 1e6:.0f} MB are free on this disk, too little to keep a record of what is sent"
        raise BriefError([Problem(message, str(folder), hint="make room first")], outcome="nothing was sent")


@contextmanager
def told(file: Path) -> Iterator[None]:
    """What goes wrong with the file or its disk, in a user's words."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise _harmed(file, getattr(error, "strerror", None) or str(error)) from None


def _harmed(file: Path, what: str) -> BriefError:
    hint = "restore it from a backup; without it nobody knows who got which mail, so nothing is sent"
    return BriefError([Problem(f"the ledger can't be used: {what}", str(file), hint=hint)], outcome="nothing was sent")
