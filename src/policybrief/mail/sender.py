"""Sends what the ledger does not have, message by message over one connection, and notes what became of each.

A rerun goes on where the last one ended: who has accepted is left out, so is who may have got it (`unknown`), and all
others are tried again. No recipient keeps the others from theirs: a refusal is noted, and a message over which the
connection is lost, or whose recipient is slow to be looked up, goes to the end of the row, where it is given all the
time of RFC 5321. What looks like the server's own trouble, one failure after another, ends the run.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator
from dataclasses import field, replace

from policybrief.brief.addresses import Address
from policybrief.errors import BriefError, Problem
from policybrief.mail import message
from policybrief.mail.ledger import Entry, Ledger
from policybrief.mail.login import Secret
from policybrief.mail.message import Message
from policybrief.mail.plan import Plan
from policybrief.mail.settings import Settings
from policybrief.mail.smtp import Lost, Result, Session, connect
from policybrief.text.records import dataclass

_MOST_IN_A_ROW = {"unknown": 3, "refused": 10}
"""So many of a kind, one after the other, are not the recipients' doing."""
_MOST_SLOW_IN_A_ROW = 3
"""So many that are slow one after the other are a slow server's: it is given its time, to so many more."""
_TOO_MANY_RECIPIENTS = "452"


@dataclass(frozen=True)
class Parcel:
    """A message and those who have yet to get it; whom it is kept from, and why, as the ledger has it."""

    message: Message
    people: tuple[Address, ...]
    kept: tuple[Entry, ...] = ()


@dataclass
class Tally:
    """What a run came to. `has` counts who had it before; `open` are those of whom something is to be said."""

    states: Counter[str] = field(default_factory=Counter)
    has: int = 0
    open: list[tuple[str, str, str]] = field(default_factory=list)

    def note(self, who: str, state: str, reply: str) -> None:
        self.states[state] += 1
        if state != "accepted":
            self.open.append((who, state, reply))


@dataclass(frozen=True)
class Clock:
    """The time as a run sees it: the hour for the Date, seconds that only go on, and how it waits."""

    now: Callable[[], dt.datetime]
    seconds: Callable[[], float]
    rest: Callable[[float], None]


def parcels(plan: Plan, ledger: Ledger | None, again: Collection[str] = ()) -> Iterator[Parcel]:
    """What is left to send. `again` are the recipients (keys) that get it although they have it, or may have it."""
    known: dict[str, dict[str, Entry]] = {}
    for outgoing in plan.messages:
        if outgoing.content not in known:
            known[outgoing.content] = ledger.of(outgoing.content) if ledger else {}
        had = known[outgoing.content]
        kept = {
            who.key: had[who.key]
            for who in outgoing.everyone
            if who.key in had and had[who.key].outcome in ("accepted", "unknown") and who.key not in again
        }
        yield Parcel(outgoing, tuple(who for who in outgoing.everyone if who.key not in kept), tuple(kept.values()))


@dataclass(frozen=True)
class _Errand:
    """A message on its way to these people: how often a connection was lost over it, and whether it has all the time
    that it wants.
    """

    message: Message
    people: tuple[Address, ...]
    lost: int = 0
    patient: bool = False


@dataclass
class Sender:
    """One run: a connection that is made anew where it is lost, the pace, and the ledger.

    `secret` is asked at each login: a token may have aged since the last one.
    """

    settings: Settings
    secret: Callable[[], Secret | None]
    ledger: Ledger
    clock: Clock
    tell: Callable[[Address, Result], None]
    tally: Tally = field(default_factory=Tally)
    _session: Session | None = None
    _lost: int = 0
    _slow: int = 0
    _sent: int = 0
    _started: float = 0.0
    _row: tuple[str, int] = ("", 0)

    def send(self, waiting: list[Parcel]) -> None:
        """Send them all. Raises `BriefError` where the run can't go on; what was sent until then is noted."""
        row = deque(_Errand(parcel.message, parcel.people) for parcel in waiting if parcel.people)
        try:
            while row:
                errand = row.popleft()
                if self._slow >= _MOST_SLOW_IN_A_ROW:
                    errand = replace(errand, patient=True)
                try:
                    results = self._delivered(errand)
                except Lost as lost:
                    self._put_off(errand, lost, row)
                else:
                    self._lost = self._slow = 0
                    if left := self._noted(errand.message, results):
                        row.appendleft(replace(errand, people=tuple(left)))
        finally:
            if self._session is not None:
                self._session.quit()

    def _delivered(self, errand: _Errand) -> dict[Address, Result]:
        """One message through the server. Raises `Lost` where the connection is lost over it."""
        outgoing = errand.message

        def commit(agreed: list[Address]) -> None:
            self.ledger.add(outgoing, [(who.key, "intent", "") for who in agreed], self.clock.now())

        self._keep_pace()
        raw = message.write(outgoing, self.clock.now())
        seconds = self.settings.timeout_seconds
        if not errand.patient:
            seconds = min(seconds, self.settings.slow_seconds)
        people, session = list(errand.people), self._connected()
        results = session.send(
            outgoing.sender, people, raw, international=outgoing.international, seconds=seconds, commit=commit
        )
        return dict(results)

    def _connected(self) -> Session:
        while self._session is None or not self._session.open:
            try:
                self._session = connect(self.settings, self.secret())
            except Lost as lost:
                self._wait_or_stop(str(lost))
        return self._session

    def _put_off(self, errand: _Errand, lost: Lost, row: deque[_Errand]) -> None:
        """A connection was lost over an errand: who is to blame, all of it where nobody is known, goes to the end."""
        if self._session is not None:
            self._session.drop()
        self._slow += lost.slow
        if not lost.slow:
            self._wait_or_stop(str(lost))
        late = tuple(who for who in errand.people if who == lost.who) or errand.people
        if others := tuple(who for who in errand.people if who not in late):
            row.appendleft(replace(errand, people=others))
        if lost.slow and not errand.patient:
            row.append(replace(errand, people=late, patient=True))
        elif not lost.slow and errand.lost + 1 < self.settings.attempts:
            row.append(replace(errand, people=late, lost=errand.lost + 1))
        else:
            self._noted(errand.message, dict.fromkeys(late, Result("deferred", str(lost))))
            if self._slow >= 2 * _MOST_SLOW_IN_A_ROW:
                raise self._given_up(str(lost))

    def _noted(self, outgoing: Message, results: dict[Address, Result]) -> list[Address]:
        """Note the results; those for whom the envelope had no room are left, to go in another."""
        accepted = any(result.state == "accepted" for result in results.values())
        left = [who for who, result in results.items() if accepted and result.reply.startswith(_TOO_MANY_RECIPIENTS)]
        told = {who: result for who, result in results.items() if who not in left}
        try:
            self.ledger.add(
                outgoing, [(who.key, result.state, result.reply) for who, result in told.items()], self.clock.now()
            )
        finally:  # the ledger may fail here; what the server said is said all the same
            for who, result in told.items():
                self.tally.note(who.spec, result.state, result.reply)
                self.tell(who, result)
        self._sent += 1
        self._count_row(told)
        return left

    def _count_row(self, told: dict[Address, Result]) -> None:
        for result in told.values():
            self._row = (result.state, self._row[1] + 1 if self._row[0] == result.state else 1)
            state, count = self._row
            if count >= _MOST_IN_A_ROW.get(state, count + 1):
                hint = "this looks like the server's trouble or ours; fix it, and run it again"
                raise _stopped(f"{count} in a row are {state}, the last with {result.reply!r}", hint)

    def _wait_or_stop(self, why: str) -> None:
        if self._session is not None:
            self._session.drop()
        self._lost += 1
        if self._lost >= self.settings.attempts:
            raise self._given_up(why)
        self.clock.rest(4.0 ** (self._lost - 1))

    def _given_up(self, why: str) -> BriefError:
        return _stopped(f"{self.settings.server} is lost: {why}", "run it again: it goes on with who is left")

    def _keep_pace(self) -> None:
        """Not more than so many a minute, and a pause after so many."""
        every = self.settings.pause_after
        if every and self._sent and self._sent % every == 0:
            self.clock.rest(self.settings.pause_seconds)
        if self.settings.per_minute:
            now, gap = self.clock.seconds(), 60 / self.settings.per_minute
            if self._sent and now < self._started + gap:
                self.clock.rest(self._started + gap - now)
            self._started = self.clock.seconds()


def _stopped(message: str, hint: str) -> BriefError:
    return BriefError([Problem(message, hint=hint)])
