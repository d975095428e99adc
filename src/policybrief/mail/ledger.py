"""The ledger: what was sent to whom, kept so that nothing is sent twice and nothing is forgotten.

An event is added for each recipient and never changed: `intent` at the last moment before the server could take the
message, then its result: `accepted`, `deferred` (the server said to try later), `refused`, or `unknown` (no answer
came). An intent without a result is an unknown: this program, or the machine, ended between the two.

It is a SQLite file in the project's `.policybrief`, in WAL mode, each event on the disk before the next step
(synchronous=FULL). One process sends at a time: it holds a lock that the system frees when the process ends, however it
ends.
"""

from __future__ import annotations

import datetime as dt
import errno
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from policybrief import files, state
from policybrief.errors import BriefError, Problem
from policybrief.mail.message import Message

State = Literal["intent", "accepted", "deferred", "refused", "unknown"]
_LEAST_FREE_BYTES = 16_000_000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS event (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, recipient TEXT NOT NULL, content TEXT NOT NULL, state TEXT NOT NULL,
    reply TEXT NOT NULL, brief TEXT NOT NULL, audience TEXT NOT NULL, marking TEXT NOT NULL, subject TEXT NOT NULL,
    message_id TEXT NOT NULL, files TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS of_recipient ON event (recipient, content, number);
CREATE TABLE IF NOT EXISTS run (at TEXT NOT NULL, approval TEXT NOT NULL, server TEXT NOT NULL, messages INTEGER);
"""


@dataclass(frozen=True)
class Entry:
    """What became of a message for one recipient: the last event."""

    at: str
    recipient: str
    content: str
    state: State
    reply: str
    brief: str
    audience: str
    subject: str
    files: str

    @property
    def outcome(self) -> str:
        """The state as it is told: an intent without a result is an unknown."""
        return "unknown" if self.state == "intent" else self.state


_COLUMNS = ", ".join(Entry.__dataclass_fields__)


class Ledger:
    """An open ledger. Its methods raise `BriefError` where the file or its disk fails."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self._connection, self._file = connection, file

    def begin(self, approval: str, server: str, messages: int, now: dt.datetime) -> None:
        """Note that a run begins: the first write, which tells whether the ledger can be written to."""
        with _told(self._file), self._connection:
            self._connection.execute("INSERT INTO run VALUES (?, ?, ?, ?)", (_at(now), approval, server, messages))

    def add(self, message: Message, results: Iterable[tuple[str, State, str]], now: dt.datetime) -> None:
        """Add events for one message: recipient (its key), state, the server's words. On the disk when it returns."""
        files = ", ".join(f"{one.name} {one.digest[:12]}" for one in message.attachments)
        about = (message.brief, message.audience, message.marking, message.letter.subject, message.id, files)
        rows = [(_at(now), who, message.content, state, reply, *about) for who, state, reply in results]
        with _told(self._file), self._connection:
            self._connection.executemany(
                "INSERT INTO event (at, recipient, content, state, reply, brief, audience, marking, subject,"
                " message_id, files) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    def of(self, content: str) -> dict[str, Entry]:
        """The last event of a message for each of its recipients, by their keys."""
        return {entry.recipient: entry for entry in self._entries("WHERE content = ?", (content,))}

    def earlier(self, brief: str, audience: str) -> dict[str, Entry]:
        """The last message of this brief and audience that each recipient has accepted."""
        where = "WHERE brief = ? AND audience = ? AND state = 'accepted'"
        return {entry.recipient: entry for entry in self._entries(where, (brief, audience))}

    def entries(self) -> list[Entry]:
        """All that was ever sent, or tried: the last event of each message and recipient, in order of time."""
        return self._entries("", ())

    def _entries(self, where: str, values: tuple[str, ...]) -> list[Entry]:
        last = f"SELECT max(number) FROM event {where} GROUP BY recipient, content"  # noqa: S608  # `where` is ours
        query = f"SELECT {_COLUMNS} FROM event WHERE number IN ({last}) ORDER BY number"  # noqa: S608
        with _told(self._file):
            return [Entry(*row) for row in self._connection.execute(query, values)]


def _at(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).isoformat(timespec="seconds")


def place(root: Path) -> Path:
    """A project's ledger."""
    return root / state.FOLDER / "mail.sqlite"


@contextmanager
def reading(root: Path) -> Iterator[Ledger | None]:
    """The ledger to be read; None where nothing was ever sent."""
    file = place(root)
    with _told(file):
        _own(file)
    if not file.exists():
        yield None
        return
    with _told(file):
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
    with closing(connection):
        yield Ledger(connection, file)


@contextmanager
def writing(root: Path) -> Iterator[Ledger]:
    """The ledger to be written to, by this process alone.

    Raises `BriefError` where it can't be: read-only, damaged, a disk that is nearly full, another process that sends.
    """
    file = place(root)
    with ExitStack() as stack:
        with _told(file):
            _made(root)
            _own(file)
            lock = sqlite3.connect(file.with_name("mail.lock"), timeout=0, isolation_level=None)
            stack.enter_context(closing(lock))
            _locked(lock, file)
            connection = sqlite3.connect(file, timeout=10)
            stack.enter_context(closing(connection))
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_SCHEMA)
        yield Ledger(connection, file)


def _locked(lock: sqlite3.Connection, file: Path) -> None:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_BUSY":
            raise
        hint = "wait until it is done"
        problem = Problem("another 'brief mail --send' of this project is running", str(file), hint=hint)
        raise BriefError([problem], outcome="nothing was sent") from None


def _own(file: Path) -> None:
    """SQLite follows links, in the names of its journals too: what came with a project leads it nowhere."""
    if not files.inside(file.parent, file.parent.parent):
        raise files.OutsideError(errno.EINVAL, "it is a link that leads out of the project", str(file))
    for each in file.parent.glob("mail.*"):
        if each.is_symlink() or not each.is_file():
            raise OSError(errno.EINVAL, f"{each.name} is no file, but a link or a device", str(file))


def _made(root: Path) -> None:
    """The state folder: for its owner's eyes, since it holds addresses, and not for git."""
    folder = state.folder(root)
    if (free := shutil.disk_usage(folder).free) < _LEAST_FREE_BYTES:
        message = f"only {free / 1e6:.0f} MB are free on this disk, too little to keep a record of what is sent"
        raise BriefError([Problem(message, str(folder), hint="make room first")], outcome="nothing was sent")


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """What goes wrong with the file or its disk, in a user's words."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        said = getattr(error, "strerror", None) or str(error)
        hint = "without a record nothing is sent: mend it, or move a damaged ledger away and look into it"
        raise BriefError(
            [Problem(f"the ledger can't be used: {said}", str(file), hint=hint)], outcome="nothing was sent"
        ) from None
