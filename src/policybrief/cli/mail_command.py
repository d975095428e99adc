"""`brief mail`: drafts and a dry run by default; with --send, what was approved goes out.

The order is that of caution: everything is read and checked, the ledger opened and written to, what would go is shown
and approved, and only then is the server spoken to.
"""

from __future__ import annotations

import datetime as dt
import os
import shlex
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from policybrief.brief.addresses import Address
from policybrief.cli import console, mail_planned, mail_shown
from policybrief.cli.findings import count
from policybrief.cli.mail_planned import MailOptions
from policybrief.cli.terminal import Line, Styled, echo_json, near, say
from policybrief.errors import BriefError, Guess, Problem
from policybrief.mail import approval, credentials, drafts, ledger, settings
from policybrief.mail.drafts import NONE
from policybrief.mail.ledger import Delivery, Ledger
from policybrief.mail.login import Secret
from policybrief.mail.plan import Plan
from policybrief.mail.sender import Clock, Parcel, Sender, Tally, parcels
from policybrief.mail.settings import Settings
from policybrief.mail.smtp import Result
from policybrief.read.project import Project
from policybrief.text.records import dataclass

UNKNOWN = "unknown"


def run(options: MailOptions) -> None:
    """Draft, or send. Raises `BriefError` for whatever keeps mail from its readers."""
    project = Project.of(options.brief)
    chosen = settings.load(project, os.environ)
    if options.send:
        _check_server(chosen, options.plain)
        _send(options, project, chosen)
    else:
        _draft(options, project, chosen)


def log(brief: Path, form: console.Format) -> None:
    """Print what was sent, and tried."""
    with ledger.reading(Project.of(brief).root) as book:
        entries = book.entries() if book else []
    if form == "json":
        echo_json([{**vars(entry), "state": entry.outcome} for entry in entries])
    elif entries:
        console.show_table(list(mail_shown.log_rows(entries)))
    else:
        say("nothing was ever sent from this project")


def _check_server(chosen: Settings, plain: bool) -> None:
    if not chosen.host:
        hint = f"write host: smtp.example.org into mail.yaml, or set {settings.VARIABLES['host']}"
        raise BriefError(
            [Problem("no server is named, so mail can only be drafted", hint=hint)], outcome="nothing was sent"
        )
    if chosen.security == "none" and not plain:
        raise _refused(f"{chosen.server} is not encrypted", "for a server on this machine only: --plain")


# -- drafts and the dry run


def _draft(options: MailOptions, project: Project, chosen: Settings) -> None:
    with ledger.reading(project.root) as book:
        planned = mail_planned.planned(options, chosen, book, _now())
        plan = planned.plan
        again = _again(options.resend, plan, book)
        waiting = list(parcels(plan, book, again))
        earlier = _earlier(plan, book)
    folder = options.shelf.mail
    written = NONE if options.dry_run else drafts.write(plan, options.shelf, _now(), options.limit)
    code = approval.digest(plan, again)
    lines: list[Line] = list(mail_shown.plan_lines(plan, waiting, earlier, again))
    if others := written.others:
        named = ", ".join(place.name for place in others[:3]) + (" …" if len(others) > 3 else "")
        lines.append(mail_shown.note(f"of earlier runs, and out of date: {named}"))
    following = Styled(_command(options, plan, code), "type") if plan.settings.host else "no server is named"
    drafted = (
        "no draft was written" if options.dry_run else f"{count(len(written.paths), 'draft')} written to {near(folder)}"
    )
    done = f"{drafted}, nothing was sent: "
    record = mail_shown.plan_record(plan, waiting, code, [str(place) for place in written.paths])
    problems = [*planned.refused, *written.warnings]
    console.show(options.form, record, problems=problems, lines=lines, outcome=[done, following])


def _command(options: MailOptions, plan: Plan, code: str) -> str:
    """The command that sends what this one showed."""
    words = ["brief", "mail", *([str(options.given)] if options.given else [])]
    words += [word for name in options.names for word in ("-a", name)]
    words += ["--for", str(options.listed)] if options.listed else []
    words += ["-o", str(options.output)] if options.output else []
    words += [word for who in options.resend for word in ("--resend", who)]
    words += ["--as-edited"] if options.as_edited else []
    words += ["--plain"] if plan.settings.security == "none" else []
    return shlex.join([*words, "--send", "--confirm", code])


# -- sending


def _send(options: MailOptions, project: Project, chosen: Settings) -> None:
    _verify(options.brief)
    with ledger.writing(project.root) as book:
        planned = mail_planned.planned(options, chosen, book, _now())
        plan = planned.plan
        again = _again(options.resend, plan, book)
        waiting = list(parcels(plan, book, again))
        run = _Run(plan, waiting, approval.digest(plan, again), options.limit)
        tally = _had(waiting)
        if run.due:
            _approve(run, options, lambda: mail_shown.plan_lines(plan, waiting, _earlier(plan, book), again))
            book.begin(run.code, plan.settings.server, len(run.due), _now())

            def secret() -> Secret | None:
                return credentials.find(plan.settings, os.environ)

            with _progress(run.count) as tell:
                sender = Sender(plan.settings, secret, book, Clock(_now, time.monotonic, time.sleep), tell, tally)
                _told(sender, run.due)
        _report(tally, options, planned.refused)


def _verify(brief: Path) -> None:
    """Nothing goes out that its sources don't say. Raises `BriefError` with what verify finds to be wrong."""
    from policybrief.pipeline import verifying
    from policybrief.pipeline.prepared import Prepared

    verified = verifying.if_any(Prepared.of(brief))
    if verified and verified.errors:
        raise BriefError(verified.errors, outcome="nothing was sent: brief verify")


@dataclass(frozen=True)
class _Run:
    """What is to be sent, and the hash that approves of it."""

    plan: Plan
    waiting: list[Parcel]
    code: str
    limit: int | None

    @property
    def due(self) -> list[Parcel]:
        return [parcel for parcel in self.waiting if parcel.people][: self.limit]

    @property
    def count(self) -> int:
        return sum(len(parcel.people) for parcel in self.due)


def _told(sender: Sender, due: list[Parcel]) -> None:
    """Send; whatever ends the run, what became of it until then is said."""
    try:
        sender.send(due)
    except BriefError as error:
        raise BriefError(
            [*error.problems, *_problems(sender.tally)], outcome=mail_shown.tally_words(sender.tally)
        ) from None
    except KeyboardInterrupt:
        say(err=True)  # the terminal shows ^C
        say(f"stopped: {mail_shown.tally_words(sender.tally)}; run it again to go on", err=True)
        raise


def _report(tally: Tally, options: MailOptions, refused: Sequence[Problem]) -> None:
    words = mail_shown.tally_words(tally)
    if tally.open or refused:
        raise BriefError([*refused, *_problems(tally)], outcome=words)
    console.show(options.form, {"sent": dict(tally.states), "had": tally.has}, outcome=words)


_WHAT_NOW = {
    "deferred": "run it again later",
    "refused": "correct the address, or ask those who run the server; then run it again",
    "unknown": "it may have been delivered: ask, or send it once more with --resend {who}",
}


def _problems(tally: Tally) -> Iterator[Problem]:
    for who, state, reply in tally.open:
        yield Problem(f"{who}: {state}" + (f": {reply}" if reply else ""), hint=_WHAT_NOW[state].format(who=who))


def _had(waiting: list[Parcel]) -> Tally:
    """Who has it already; and of whom that is not known, which is said in every run until it is settled."""
    tally = Tally()
    for entry in (entry for parcel in waiting for entry in parcel.kept):
        if entry.outcome == "accepted":
            tally.has += 1
        else:
            tally.note(entry.recipient, UNKNOWN, entry.reply or f"the run of {entry.at} ended before the answer")
    return tally


def _approve(run: _Run, options: MailOptions, lines: Callable[[], Iterable[Line]]) -> None:
    """Go on only with what was approved: by the hash of a dry run, or here, by somebody who has it in front of them."""
    if options.confirm is not None:
        if options.confirm.lower() != run.code:
            message = f"{options.confirm} is not the hash of what would be sent now: something has changed"
            raise _refused(message, "look at it again: brief mail")
        for note in run.plan.notes:
            say(mail_shown.note(note), err=True, hang=4)
        return
    if not sys.stdin.isatty():
        raise _refused("there is nobody to confirm", "brief mail prints the hash of what it would send: --confirm HASH")
    for line in lines():
        say(line, hang=4)
    said = click.prompt(f"Send to {count(run.count, 'recipient')}? Type the number, or anything else to stop")
    if str(said).strip() != str(run.count):
        raise _refused("not confirmed")


def _refused(message: str, hint: str = "") -> BriefError:
    return BriefError([Problem(message, hint=hint)], outcome="nothing was sent")


def _again(wanted: Collection[str], plan: Plan, book: Ledger | None) -> frozenset[str]:
    """The recipients (keys) that are to get it a second time, as --resend names them."""
    people = {who.key: who for message in plan.messages for who in message.everyone}
    again: set[str] = set()
    for who in wanted:
        if who == UNKNOWN:
            kept = (entry for parcel in parcels(plan, book) for entry in parcel.kept)
            again |= {entry.recipient for entry in kept if entry.outcome == "unknown"}
        elif who.casefold() in people:
            again.add(who.casefold())
        else:
            hint = Guess.at(who, people).hint("it takes 'unknown', or the address of a recipient")
            raise click.UsageError(f"--resend {who}: no recipient of this mail; {hint}")
    return frozenset(again)


def _earlier(plan: Plan, book: Ledger | None) -> dict[tuple[str, str], Delivery]:
    if book is None:
        return {}
    names = {(message.brief, message.audience) for message in plan.messages}
    return {(audience, who): entry for brief, audience in names for who, entry in book.earlier(brief, audience).items()}


@contextmanager
def _progress(count: int) -> Iterator[Callable[[Address, Result], None]]:
    """A bar on a terminal; nobody watches a pipe, and the ledger has it all."""
    if not sys.stderr.isatty():
        yield lambda _, __: None
        return
    with click.progressbar(length=count, label="sending", file=sys.stderr) as bar:

        def tell(_: Address, __: Result) -> None:
            bar.update(1)

        yield tell


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()
