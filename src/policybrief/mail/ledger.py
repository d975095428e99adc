"""The ledger: what was sent to whom, kept so that nothing is sent twice and nothing is forgotten.

An event is added for each recipient and never changed: `intent` at the last moment before the server could take the
message, then its result: `accepted`, `deferred` (the server said to try later), `refused`, or `unknown` (no answer
came). An intent without a result is an unknown: this program, or the machine, ended between the two.

One process sends at a time: it holds a lock that the system frees when the process ends, however it ends. The file
itself, and what is done where it is harmed, is `ledgerfile.py`.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Literal

from policybrief.errors import BriefError, Problem
from policybrief.mail import invitation, ledgerfile
from policybrief.mail.invitation import HeldInvitation
from policybrief.mail.ledgerfile import told
from policybrief.mail.message import Message
from policybrief.pipeline import sent
from policybrief.text.records import dataclass

State = Literal["intent", "accepted", "deferred", "refused", "unknown"]


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


@dataclass(frozen=True)
class SentVersion:
    """A version that an audience was sent: when first, the name of its snapshot, how its messages were marked, and how
    many readers took it.
    """

    at: str
    audience: str
    snapshot: str
    marking: str
    readers: int


_COLUMNS = ", ".join(Entry.__dataclass_fields__)


class Ledger:
    """An open ledger. Its methods raise `BriefError` where the file or its disk fails."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self._connection, self._file = connection, file

    def begin(self, approval: str, server: str, messages: int, now: dt.datetime) -> None:
        """Note that a run begins: the first write, which tells whether the ledger can be written to."""
        with told(self._file), self._connection:
            self._connection.execute("INSERT INTO run VALUES (?, ?, ?, ?)", (_at(now), approval, server, messages))

    def add(self, message: Message, results: Iterable[tuple[str, State, str]], now: dt.datetime) -> None:
        """Add events for one message: recipient (its key), state, the server's words. On the disk when it returns."""
        files = ", ".join(f"{file.name} {file.digest[:12]}" for file in message.attachments)
        about = (message.brief, message.audience, message.marking, message.letter.subject, message.id, files)
        results = list(results)
        rows = [(_at(now), who, message.content, state, reply, *about) for who, state, reply in results]
        with told(self._file), self._connection:
            if message.invitation:
                meeting = (message.content, invitation.record(message.invitation, message.sender))
                self._connection.execute("INSERT OR IGNORE INTO invitation VALUES (?, ?)", meeting)
            if message.snapshot and any(state == "accepted" for _, state, _ in results):
                build = (_at(now), message.brief, message.audience, message.content, message.snapshot)
                self._connection.execute(sent.ADD, build)
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

    def held(self, brief: str) -> tuple[HeldInvitation, ...]:
        """The invitations of this brief that readers have, or may have, and those taken back: in order."""
        query = (
            "SELECT audience, recipient, event.content, facts FROM event JOIN invitation USING (content)"
            " WHERE brief = ? AND number IN"
            " (SELECT max(number) FROM event GROUP BY recipient, content)"
            " AND state IN ('accepted', 'intent', 'unknown') ORDER BY number"
        )
        with told(self._file):
            if not ledgerfile.columns(self._connection, "invitation"):
                return ()
            rows = self._connection.execute(query, (brief,)).fetchall()
        return tuple(invitation.held(*row) for row in rows)

    def versions(self, brief: str) -> list[SentVersion]:
        """What was sent of this brief, the oldest first; of ledgers of earlier versions, and of files that no build is
        known of, nothing.
        """
        query = (
            "SELECT min(sent.at), sent.audience, snapshot, max(marking), count(DISTINCT recipient)"
            " FROM sent JOIN event USING (content) WHERE sent.brief = ? AND state = 'accepted'"
            " GROUP BY sent.audience, snapshot ORDER BY min(sent.at), sent.audience"
        )
        with told(self._file):
            known = ledgerfile.columns(self._connection, "sent")
            return [SentVersion(*row) for row in self._connection.execute(query, (brief,))] if known else []

    def entries(self) -> list[Entry]:
        """All that was ever sent, or tried: the last event of each message and recipient, in order of time."""
        return self._entries("", ())

    def _entries(self, where: str, values: tuple[str, ...]) -> list[Entry]:
        last = f"SELECT max(number) FROM event {where} GROUP BY recipient, content"  # noqa: S608  # `where` is ours
        query = f"SELECT {_COLUMNS} FROM event WHERE number IN ({last}) ORDER BY number"  # noqa: S608  # as above
        with told(self._file):
            return [Entry(*row) for row in self._connection.execute(query, values)]


def _at(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).isoformat(timespec="seconds")


@contextmanager
def reading(root: Path) -> Iterator[Ledger | None]:
    """The ledger to be read; None where nothing was ever sent. Raises `BriefError` for one that is harmed."""
    file = sent.place(root)
    if not ledgerfile.exists(file):
        yield None
        return
    with told(file):
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
    with closing(connection):
        ledgerfile.verify(connection, file)
        yield Ledger(connection, file)


@contextmanager
def writing(root: Path) -> Iterator[Ledger]:
    """The ledger to be written to, by this process alone.

    Raises `BriefError` where it can't be: read-only, harmed, a disk that is nearly full, another process that sends.
    """
    file = sent.place(root)
    with ExitStack() as stack:
        with told(file):
            ledgerfile.make_folder(root)
            lock = sqlite3.connect(file.with_name("mail.lock"), timeout=0, isolation_level=None)
            stack.enter_context(closing(lock))
            _locked(lock, file)
            if not ledgerfile.exists(file):
                ledgerfile.create(file)
            connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=10)
            stack.enter_context(closing(connection))
            ledgerfile.verify(connection, file)
            ledgerfile.prepare(connection)
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
