"""The ledger, when things end in the middle: our process killed, the server killed, the disk full, two at once.

What is promised: a recipient never gets a message twice, and whoever may not have got it is named. Where the server
dies between the dot and its answer nobody can know (see policybrief.mail.smtp): those are `unknown`, few, and exactly
they may be missing. Once a person has them sent again, with the same Message-ID, a mailbox that knows an ID for one
that it has, as mail servers do, holds each message once.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

import pytest

from support import mail_servers
from support.mailrooms import Mailroom, room
from support.soak import SOAK

READERS, KILLS = (2_000, 10) if SOAK else (40, 2)
STEPS = 6
"""Of the protocol, for a message."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mailroom:
    made = room(tmp_path_factory.mktemp("built") / "p")
    table = "".join(f"r{number}@board.example,Reader {number}\n" for number in range(READERS))
    (made.root / "content" / "audiences" / "people.csv").write_text(f"address,name\n{table}", encoding="utf-8")
    made.readers("  list: people.csv\n  domains: [board.example]")
    return made


class Office:
    """The server in a process of its own, and what it has accepted, in a file."""

    def __init__(self, project: Mailroom) -> None:
        with socket.socket() as wire:
            wire.bind(("127.0.0.1", 0))
            self.port = int(wire.getsockname()[1])
        self.file = project.root / "accepted.jsonl"
        project.server(self.port)
        self.start()

    def start(self, dies_at: int = 0, stalls_after: int = 0) -> None:
        """Serve until killed, or until a step of the protocol (see mail_servers.Post)."""
        command = [sys.executable, mail_servers.__file__, str(self.port), str(self.file)]
        command += [str(dies_at), str(stalls_after)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    @property
    def lines(self) -> list[tuple[list[str], str]]:
        text = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
        return [tuple(json.loads(line)) for line in text.splitlines()]

    @property
    def got(self) -> Counter[str]:
        return Counter(who for people, _ in self.lines for who in people)


@cache
def approved(project: Mailroom, server: str, args: tuple[str, ...]) -> str:
    """The hash, asked for once: what is sent does not change with what was sent."""
    return project.approved("--limit", "1", *args)


def start(project: Mailroom, *args: str, limit: int | None = None) -> subprocess.Popen[str]:
    """`brief mail --send` in a process of its own, that may write files of so many bytes.

    It can be interrupted, even where the tests run in the background of a shell, which ignores that signal.
    """
    code = approved(project, (project.root / "mail.yaml").read_text(encoding="utf-8"), args)
    limited = "" if limit is None else f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); "
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    program = f"import resource; {heard}{limited}from policybrief.cli.program import run; run()"
    command = [sys.executable, "-c", program, "mail", "--send", "--plain", "--confirm", code, *args]
    return subprocess.Popen(command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(office: Office, count: int, process: subprocess.Popen[str]) -> None:
    """Until the server has so many messages, or the run has ended."""
    while len(office.lines) < count and process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.002)


def states(project: Mailroom) -> Counter[str]:
    return Counter(entry["state"] for entry in json.loads(project.mail("--log", "--format", "json").stdout))


def unknown(project: Mailroom) -> set[str]:
    entries = json.loads(project.mail("--log", "--format", "json").stdout)
    return {entry["recipient"] for entry in entries if entry["state"] == "unknown"}


@pytest.mark.soak
def test_the_server_killed_at_random_doubles_nothing_and_names_all_that_may_be_lost(project: Mailroom) -> None:
    dice, office = random.Random(SOAK or 7), Office(project)
    for _ in range(KILLS):
        office.kill()
        office.start(dies_at=dice.randrange(1, STEPS * READERS // (KILLS + 1)))
        run = start(project)
        _, stderr = run.communicate()
        assert run.returncode == 1
        assert "Traceback" not in stderr
    office.kill()
    office.start()
    last = start(project)
    last.communicate()
    lost = unknown(project)
    assert len(lost) <= KILLS
    assert last.returncode == (1 if lost else 0)
    assert set(office.got.values()) == {1}, "nobody got it twice"
    everyone = {f"r{number}@board.example" for number in range(READERS)}
    assert everyone - office.got.keys() <= lost, "who did not get it is named"
    settled = start(project, *(("--resend", "unknown") if lost else ()))
    settled.communicate()
    assert settled.returncode == 0
    office.kill()
    mailboxes = {(who, message) for people, message in office.lines for who in people}
    assert Counter(who for who, _ in mailboxes) == dict.fromkeys(everyone, 1), "each has exactly one"
    assert states(project) == {"accepted": READERS}


def test_our_process_killed_doubles_nothing_and_a_rerun_sends_what_is_missing(project: Mailroom) -> None:
    office = Office(project)
    for number in range(KILLS):
        run = start(project)
        wait_for(office, READERS * (number + 1) // (KILLS + 1), run)
        run.send_signal(signal.SIGKILL)
        run.communicate()
    last = start(project)
    _, stderr = last.communicate()
    office.kill()
    lost = unknown(project)
    assert len(lost) <= KILLS
    assert set(office.got.values()) == {1}
    assert {f"r{number}@board.example" for number in range(READERS)} - office.got.keys() <= lost
    for who in lost:
        assert f"{who}: unknown: the run of " in stderr


def test_an_interrupt_says_what_went_and_a_rerun_goes_on(project: Mailroom) -> None:
    office = Office(project)
    office.kill()
    office.start(stalls_after=10)  # or else a slow machine lets the run end before it is interrupted
    run = start(project)
    wait_for(office, 10, run)
    run.send_signal(signal.SIGINT)
    _, stderr = run.communicate()
    office.kill()
    office.start()
    assert run.returncode == 1
    assert "stopped: " in stderr
    assert "run it again to go on" in stderr
    again = start(project)
    again.communicate()
    office.kill()
    assert set(office.got.values()) == {1}
    assert len(office.got) + len(unknown(project)) >= READERS


def test_a_disk_that_fills_up_stops_the_run_and_nothing_is_doubled(project: Mailroom) -> None:
    office = Office(project)
    full = start(project, limit=48_000)
    _, stderr = full.communicate()
    assert full.returncode == 1
    assert "the ledger can't be used: " in stderr
    assert 0 < len(office.got) < READERS
    again = start(project)
    again.communicate()
    office.kill()
    assert set(office.got.values()) == {1}
    assert len(unknown(project)) <= 1
    assert {f"r{number}@board.example" for number in range(READERS)} - office.got.keys() <= unknown(project)


def test_a_disk_that_is_full_lets_nothing_begin(project: Mailroom) -> None:
    office = Office(project)
    full = start(project, limit=0)
    _, stderr = full.communicate()
    office.kill()
    assert "the ledger can't be used: " in stderr
    assert not office.got


HARMS: dict[str, Callable[[Path], object]] = {
    "emptied": lambda file: file.write_bytes(b""),
    "another file": lambda file: file.write_bytes(b"no ledger" * 1000),
    "filled with nothing": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "cut off after its first page": lambda file: os.truncate(file, 4096),
    "cut off in the middle": lambda file: os.truncate(file, file.stat().st_size // 2),
    "cut off by one byte": lambda file: os.truncate(file, file.stat().st_size - 1),
    "cut off in its head": lambda file: os.truncate(file, 50),
    "damaged": lambda file: file.write_bytes(file.read_bytes()[:4096] + b"x" * (file.stat().st_size - 4096)),
    "without its tables": lambda file: sql(file, "DROP TABLE event; DROP TABLE run;"),
    "without the sent mail": lambda file: sql(file, "DROP TABLE event"),
    "another program's": lambda file: sql(file, "DROP TABLE event; CREATE TABLE event (id INTEGER, title TEXT)"),
    "new and empty": lambda file: (file.unlink(), sql(file, "CREATE TABLE notes (text)")),
    "gone, but for its journal": lambda file: file.rename(f"{file}-wal"),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
}


def sql(file: Path, script: str) -> None:
    with closing(sqlite3.connect(file)) as book:
        book.executescript(script)


@pytest.mark.parametrize("harm", HARMS)
def test_a_ledger_that_is_harmed_is_no_new_ledger(project: Mailroom, harm: str) -> None:
    """Were it taken for one, everybody would get everything again."""
    done = mail_servers.Post()
    with mail_servers.serving(done) as port:
        project.server(port)
        project.readers("  to: [Jane <jane@board.example>]\n  domains: [board.example]")
        code = project.approved()
        assert project.mail("--send", "--plain", "--confirm", code).exit_code == 0
        HARMS[harm](project.root / ".policybrief" / "mail.sqlite")
        for args in ("--send", "--plain", "--confirm", code), (), ("--log",):
            ran = project.mail(*args)
            assert ran.exit_code == 1
            assert "mail.sqlite: error: the ledger can't be used: " in ran.stderr
            assert "restore it from a backup; without it nobody knows who got which mail" in ran.stderr
    assert len(done.accepted) == 1


def test_a_ledger_is_whole_from_its_first_moment_on(project: Mailroom) -> None:
    """A run that ends while it makes one leaves none, and the next run makes it."""
    folder = project.root / ".policybrief"
    folder.mkdir(exist_ok=True)
    (folder / "mail.sqlite.new").write_bytes(b"half a led")
    done = mail_servers.Post()
    with mail_servers.serving(done) as port:
        project.server(port)
        ran = project.send("--limit", "1")
    assert (ran.exit_code, len(done.accepted)) == (0, 1), ran.stderr
    assert not (folder / "mail.sqlite.new").exists()


def test_a_ledger_of_an_earlier_version_is_gone_on_with(project: Mailroom) -> None:
    done = mail_servers.Post()
    with mail_servers.serving(done) as port:
        project.server(port)
        project.readers("  to: [Jane <jane@board.example>]\n  domains: [board.example]")
        assert project.send().exit_code == 0
        sql(project.root / ".policybrief" / "mail.sqlite", "DROP TABLE invitation")
        assert "(has it)" in project.mail().stdout
        assert project.send().stdout == "no problems; 0 accepted, 1 had it before\n"


def test_without_a_ledger_it_is_said_who_may_get_it_again(project: Mailroom) -> None:
    note = "note: this folder has no record of mail yet: anyone who got this from another copy"
    assert note not in project.mail("--limit", "1").stdout, "without a server nobody gets anything"
    done = mail_servers.Post()
    with mail_servers.serving(done) as port:
        project.server(port)
        assert note in project.mail("--limit", "1").stdout
        project.send("--limit", "1")
        assert note not in project.mail("--limit", "1").stdout


def broken(root: Path) -> None:
    (root / ".policybrief").mkdir()
    (root / ".policybrief" / "mail.sqlite").write_bytes(b"no ledger" * 1000)


def blocked(root: Path) -> None:
    (root / ".policybrief").write_text("", encoding="utf-8")


@pytest.mark.parametrize("harm", [broken, blocked])
def test_a_ledger_that_cannot_be_used_lets_nothing_begin(project: Mailroom, harm: object) -> None:
    office = Office(project)
    run = start(project)  # the hash is taken before the harm is done
    run.kill()
    run.communicate()
    code = project.approved("--limit", "1")
    import shutil

    shutil.rmtree(project.root / ".policybrief", ignore_errors=True)
    office.file.unlink(missing_ok=True)
    harm(project.root)
    ran = project.mail("--send", "--plain", "--confirm", code)
    office.kill()
    assert ran.exit_code == 1
    assert "the ledger can't be used: " in ran.stderr
    assert not office.got


def test_two_at_once_are_one(project: Mailroom) -> None:
    office = Office(project)
    first = start(project)
    wait_for(office, 3, first)
    second = project.mail("--send", "--plain", "--confirm", "0" * 16)
    assert "another 'brief mail --send' of this project is running; wait until it is done" in second.stderr
    first.communicate()
    office.kill()
    assert first.returncode == 0
    assert office.got == {f"r{number}@board.example": 1 for number in range(READERS)}


def test_the_ledger_is_for_its_owners_eyes_and_not_for_git(project: Mailroom) -> None:
    office = Office(project)
    run = start(project, "--limit", "1")
    run.communicate()
    office.kill()
    folder = project.root / ".policybrief"
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    if os.name != "nt":
        assert folder.stat().st_mode & 0o077 == 0
    with sqlite3.connect(folder / "mail.sqlite") as book:
        assert [row[0] for row in book.execute("SELECT state FROM event ORDER BY number")] == ["intent", "accepted"]
