"""Sending, against a real server on this machine with faults at every step of the protocol."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme

from support import keyrings, mail_servers
from support.mail_servers import PASSWORD, USER, Post, authenticate, serving
from support.mailrooms import MAIL, Mailroom, body, read

# Of aiosmtpd, whose server is on this machine alone.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
JANE, JOERG = "jane@board.example", "joerg@board.example"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@contextmanager
def office(project: Mailroom, more: str = "", **faults: list[str]) -> Iterator[Post]:
    """A server for the project, without encryption, with faults."""
    post = Post({step: deque(said) for step, said in faults.items()})
    with serving(post) as port:
        project.server(port, f"security: none\nattempts: 1\n{more}")
        yield post


def people(count: int) -> str:
    named = ", ".join(f"Reader {number} <r{number}@board.example>" for number in range(count))
    return f"  to: [{named}]\n  domains: [board.example]\n"


def test_what_was_drafted_is_what_arrives(project: Mailroom) -> None:
    with office(project) as post:
        assert project.mail().exit_code == 0
        ran = project.send()
    assert (ran.exit_code, ran.stdout) == (0, "no problems; 2 accepted\n")
    assert post.connections == 1
    assert [(one.sender, one.people) for one in post.accepted] == [
        ("planners@port.example", (JANE,)),
        ("planners@port.example", (JOERG,)),
    ]
    for sent, file in zip(post.accepted, project.drafts, strict=True):
        draft = read(file)
        assert draft["x-unsent"] == "1"
        arrived = sent.message
        for message in (draft, arrived):
            del message["date"], message["x-unsent"]
        assert draft.as_bytes() == arrived.as_bytes()


def test_nobody_gets_it_twice(project: Mailroom) -> None:
    with office(project) as post:
        project.send()
        ran = project.send()
        assert (ran.exit_code, ran.stdout) == (0, "no problems; 0 accepted, 2 had it before\n")
        assert "(has it)" in project.mail().stdout
        project.readers(MAIL.replace("[Jane", "[Ann <ann@board.example>, Jane"))
        assert project.send().stdout == "no problems; 1 accepted, 2 had it before\n"
        ran = project.send("--resend", JANE)
        assert ran.stdout == "no problems; 1 accepted, 2 had it before\n"
    assert post.got == {JANE: 2, JOERG: 1, "ann@board.example": 1}
    twice = [one.message["message-id"] for one in post.accepted if one.people == (JANE,)]
    assert twice[0] == twice[1], "so that a mailbox can know the second copy for one"
    log = project.mail("--log").stdout.splitlines()
    assert [line.split()[1:3] for line in log] == [
        ["accepted", JOERG], ["accepted", "ann@board.example"], ["accepted", JANE],
    ]  # fmt: skip
    assert json.loads(project.mail("--log", "--format", "json").stdout)[0]["recipient"] == JOERG


def test_a_message_of_another_content_is_another_message(project: Mailroom) -> None:
    with office(project) as post:
        project.send()
        brief = project.root / "content" / "brief.yaml"
        brief.write_text(
            brief.read_text(encoding="utf-8").replace("Build the quay now.", "Build it."), encoding="utf-8"
        )
        project.build()
        assert "(had an earlier version on 20" in project.mail().stdout
        assert project.send().stdout == "no problems; 2 accepted\n"
    assert post.got == {JANE: 2, JOERG: 2}


def test_resend_takes_recipients_of_this_mail_alone(project: Mailroom) -> None:
    with office(project):
        ran = project.mail("--resend", "jan@board.example")
    assert ran.exit_code == 2
    assert "no recipient of this mail; did you mean 'jane@board.example'?" in ran.stderr


# -- the approval


def change_brief(project: Mailroom) -> None:
    brief = project.root / "content" / "brief.yaml"
    brief.write_text(brief.read_text(encoding="utf-8").replace("Build the quay now.", "Build it."), encoding="utf-8")
    project.build()


def change_template(project: Mailroom) -> None:
    (project.root / "templates").mkdir()
    (project.root / "templates" / "mail.subject.j2").write_text("Hello", encoding="utf-8")


CHANGES = {
    "a recipient": lambda project: project.readers(MAIL.replace("jane@", "jan@")),
    "a name": lambda project: project.readers(MAIL.replace("Jane", "Janet")),
    "a copy": lambda project: project.readers(MAIL + "  bcc: [a@board.example]\n  one_per: audience\n"),
    "a file": lambda project: project.readers(MAIL + "  deck: true\n"),
    "the brief": change_brief,
    "a template": change_template,
    "the sender": lambda project: (project.root / "mail.yaml").write_text(
        (project.root / "mail.yaml").read_text(encoding="utf-8").replace("planners@", "x@"), encoding="utf-8"
    ),
    "the server": lambda project: project.server(1),
    "the login": lambda project: add(project, "user: other"),
    "how it logs in": lambda project: add(project, "user: policy.team\nauth: oauth2"),
    "who gets the answers": lambda project: add(project, "reply_to: a@elsewhere.example"),
    "whom it trusts": lambda project: add(project, "ca_file: mail.yaml"),
}


def add(project: Mailroom, lines: str) -> None:
    file = project.root / "mail.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}{lines}\n", encoding="utf-8")


def test_all_that_is_approved_of_is_shown(project: Mailroom) -> None:
    with office(project, "user: policy.team\nauth: oauth2\nreply_to: Me <me@elsewhere.example>\nca_file: ca.pem\n"):
        shown = project.mail().stdout
    assert "\n  Reply-To Me <me@elsewhere.example>\n" in shown
    (server,) = [line for line in shown.splitlines() if line.startswith("by ")]
    assert re.match(r"by 127\.0\.0\.1:\d+ \(none\) as policy\.team, with a token \(OAuth 2\), ", server)
    assert re.search(r", trusting the certificates in .*ca\.pem$", server)


def test_other_certificates_are_another_approval(project: Mailroom) -> None:
    authority = project.root / "ca.pem"
    with office(project, "ca_file: ca.pem\n"):
        authority.write_text("one", encoding="utf-8")
        before = project.approved()
        authority.write_text("another", encoding="utf-8")
        assert project.approved() != before


@pytest.mark.parametrize("what", CHANGES)
def test_nothing_goes_if_anything_was_changed_since_it_was_approved(project: Mailroom, what: str) -> None:
    with office(project) as post:
        code = project.approved()
        CHANGES[what](project)
        ran = project.mail("--send", "--plain", "--confirm", code)
    assert ran.exit_code == 1
    assert f"{code} is not the hash of what would be sent now" in ran.stderr
    assert ran.stderr.endswith("1 error; nothing was sent\n")
    assert not post.accepted


def test_nothing_goes_unconfirmed(project: Mailroom) -> None:
    with office(project) as post:
        ran = project.mail("--send", "--plain")
        assert "there is nobody to confirm" in ran.stderr
        assert project.mail("--confirm", "0").exit_code == 2
    assert (ran.exit_code, post.connections) == (1, 0)


@pytest.mark.parametrize(("typed", "sent"), [("2", 2), ("y", 0), ("1", 0)])
def test_somebody_at_a_terminal_is_shown_all_and_types_the_number(project: Mailroom, typed: str, sent: int) -> None:
    with office(project) as post:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "policybrief", "mail", "--send", "--plain"]
        os.write(ours, f"{typed}\n".encode())
        done = subprocess.run(command, cwd=project.root, stdin=theirs, capture_output=True, text=True, check=False)
        os.close(ours)
        os.close(theirs)
    assert len(post.accepted) == sent
    assert done.returncode == (0 if sent else 1)
    for words in (
        "board: 2 messages",
        "Jane Doe <jane@board.example>",
        "Build the quay",
        "brief_board.pdf",
        "127.0.0.1",
    ):
        assert words in done.stdout
    assert "Send to 2 recipients? Type the number" in done.stdout


def test_the_command_that_a_dry_run_prints_sends_it(project: Mailroom) -> None:
    with office(project) as post:
        shown = project.mail("content/brief.yaml", "-a", "board").stdout
        (line,) = [line for line in shown.splitlines() if "was sent" in line]
        words = line.partition("was sent: brief mail ")[2].split()
        assert words[:3] == ["content/brief.yaml", "-a", "board"]
        assert project.mail(*words).stdout == "no problems; 2 accepted\n"
    assert len(post.accepted) == 2


def test_limit_sends_so_many_and_the_next_run_the_rest(project: Mailroom) -> None:
    project.readers(people(5))
    with office(project) as post:
        assert project.send("--limit", "2").stdout == "no problems; 2 accepted\n"
        assert project.send("--limit", "2").stdout == "no problems; 2 accepted, 2 had it before\n"
        assert project.send().stdout == "no problems; 1 accepted, 4 had it before\n"
    assert set(post.got.values()) == {1}
    assert len(post.got) == 5


# -- one message that all share


def test_one_message_for_all_leaves_out_who_is_refused_and_who_is_blind(project: Mailroom) -> None:
    project.readers(people(50) + "  cc: [c@board.example]\n  bcc: [Ann <b@board.example>]\n  one_per: audience\n")
    with office(project, RCPT=["r7@board.example 550 no such user"]) as post:
        ran = project.send()
        assert ran.exit_code == 1
        assert "r7@board.example: refused: 550 no such user; correct the address" in ran.stderr
        assert ran.stderr.endswith("1 error; 51 accepted, 1 refused\n")
        (one,) = post.accepted
        assert len(one.people) == 51
        assert "b@board.example" in one.people
        assert b"b@board.example" not in one.raw
        assert one.message["bcc"] is None
        post.faults.clear()
        ran = project.send()
    assert (ran.exit_code, ran.stdout) == (0, "no problems; 1 accepted, 51 had it before\n")
    assert post.accepted[1].people == ("r7@board.example",)
    assert set(post.got.values()) == {1}


def test_an_envelope_without_room_for_all_is_followed_by_another(project: Mailroom) -> None:
    project.readers(people(5) + "  one_per: audience\n")
    with office(project, RCPT=["", "", "452 too many recipients", "452 too many recipients", "452 too many"]) as post:
        ran = project.send()
    assert (ran.exit_code, ran.stdout) == (0, "no problems; 5 accepted\n")
    assert [len(one.people) for one in post.accepted] == [2, 3]


# -- faults


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "DOT", "TAKEN"])
def test_a_connection_dropped_at_any_step_loses_and_doubles_nothing(project: Mailroom, step: str) -> None:
    project.readers(people(4))
    with office(project, **{step: ["", "drop"]}) as post:
        first = project.send()
        assert first.exit_code == 1
        if step in ("DOT", "TAKEN"):
            assert ": unknown: no answer after the message: " in first.stderr
            assert "it may have been delivered: ask, or send it once more with --resend r1@" in first.stderr
            assert "3 accepted, 1 unknown" in first.stderr
        else:
            assert "is lost: " in first.stderr
            assert "run it again: it goes on with who is left" in first.stderr
        second = project.send()
        assert set(post.got.values()) == {1}, "never twice"
        if step not in ("DOT", "TAKEN"):
            assert (second.exit_code, len(post.got)) == (0, 4)
            return
        assert second.exit_code == 1, "an unknown is said in every run until it is settled"
        assert "r1@board.example: unknown" in second.stderr
        assert len(post.got) == (4 if step == "TAKEN" else 3)
        assert "(may have it: unknown)" in project.mail().stdout
        third = project.send("--resend", "unknown")
        assert (third.exit_code, third.stdout) == (0, "no problems; 1 accepted, 3 had it before\n")
        assert post.got["r1@board.example"] == (2 if step == "TAKEN" else 1)
        assert project.send().stdout == "no problems; 0 accepted, 4 had it before\n"


def test_a_connection_dropped_in_the_middle_of_a_message(project: Mailroom) -> None:
    """Whether the end is seen before the dot or after it is a race; either way nothing is lost or doubled."""
    project.readers(people(3))
    with office(project, TEXT=["drop"]) as post:
        assert project.send().exit_code == 1
        assert "r0@board.example" not in post.got
        assert project.send("--resend", "unknown").exit_code == 0
    assert (set(post.got.values()), len(post.got)) == ({1}, 3)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_dropped_connection_is_made_anew_in_the_same_run(project: Mailroom, step: str) -> None:
    project.readers(people(3))
    with office(project, **{step: ["drop"]}) as post:
        file = project.root / "mail.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("attempts: 1", "attempts: 2"), encoding="utf-8")
        ran = project.send()
    assert (ran.exit_code, ran.stdout) == (0, "no problems; 3 accepted\n")
    assert (set(post.got.values()), len(post.got)) == ({1}, 3)


@pytest.mark.parametrize("step", ["RCPT", "DATA", "DOT"])
@pytest.mark.parametrize(("said", "state"), [("451 try later", "deferred"), ("550 5.7.1 not you", "refused")])
def test_a_refusal_keeps_nobody_else_from_theirs(project: Mailroom, step: str, said: str, state: str) -> None:
    project.readers(people(4))
    with office(project, **{step: ["", said]}) as post:
        ran = project.send()
        assert ran.exit_code == 1
        assert f"r1@board.example: {state}: {said}" in ran.stderr
        assert f"3 accepted, 1 {state}" in ran.stderr
        assert post.connections == 1
        assert project.send().stdout == "no problems; 1 accepted, 3 had it before\n"
    assert (set(post.got.values()), len(post.got)) == ({1}, 4)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "DOT"])
def test_a_server_that_goes_down_in_good_order_is_no_unknown(project: Mailroom, step: str) -> None:
    project.readers(people(3))
    with office(project, **{step: ["", "421 going down"]}) as post:
        ran = project.send()
        assert "unknown" not in ran.stderr
        assert "421 going down" in ran.stderr
        assert project.send().exit_code == 0
    assert (set(post.got.values()), len(post.got)) == ({1}, 3)


def test_a_refused_sender_stops_the_run(project: Mailroom) -> None:
    with office(project, MAIL=["553 not yours"]) as post:
        ran = project.send()
    assert "the server refuses the sender planners@port.example: 553 not yours" in ran.stderr
    assert not post.accepted


def test_ten_refusals_in_a_row_stop_the_run(project: Mailroom) -> None:
    project.readers(people(15))
    with office(project, RCPT=["550 no relay"] * 15) as post:
        ran = project.send()
        assert "10 in a row are refused, the last with '550 no relay'" in ran.stderr
        assert "11 errors; 0 accepted, 10 refused" in ran.stderr
        post.faults.clear()
        assert project.send().stdout == "no problems; 15 accepted\n"


SLOW = "slow_seconds: 0.5\ntimeout_seconds: 1\n"
"""A busy machine too answers within these, where the server does not stall."""


def test_a_slow_recipient_holds_nobody_else_up(project: Mailroom) -> None:
    project.readers(people(4))
    with office(project, SLOW, RCPT=["r1@board.example stall"]) as post:
        ran = project.send()
        assert (ran.exit_code, list(post.got)) == (1, [f"r{number}@board.example" for number in (0, 2, 3)])
        assert "r1@board.example: deferred: the server is too slow; run it again later" in ran.stderr
        assert ran.stderr.endswith("1 error; 3 accepted, 1 deferred\n")
        assert post.connections == 2, "one in which it was slow, one for the others and another try"
        post.faults.clear()
        assert project.send().stdout == "no problems; 1 accepted, 3 had it before\n"
    assert set(post.got.values()) == {1}


def test_a_slow_recipient_of_one_message_that_all_share_is_sent_to_apart(project: Mailroom) -> None:
    project.readers(people(4) + "  bcc: [b@board.example]\n  one_per: audience\n")
    with office(project, SLOW, RCPT=["r1@board.example stall"]) as post:
        ran = project.send()
        assert "r1@board.example: deferred: the server is too slow" in ran.stderr
        assert ran.stderr.endswith("1 error; 4 accepted, 1 deferred\n")
        assert len(post.accepted) == 1
        post.faults.clear()
        assert project.send().stdout == "no problems; 1 accepted, 4 had it before\n"
    assert (len(post.got), set(post.got.values())) == (5, {1})


def test_who_is_slow_at_first_gets_the_time_of_the_protocol_in_the_end(project: Mailroom) -> None:
    project.readers(people(3))
    with office(project, "slow_seconds: 0.5\n", RCPT=["stall"]) as post:
        ran = project.send()
    assert (ran.exit_code, ran.stdout) == (0, "no problems; 3 accepted\n")
    assert [one.people for one in post.accepted] == [(f"r{number}@board.example",) for number in (1, 2, 0)]


def test_a_server_that_is_slow_with_everybody_ends_the_run(project: Mailroom) -> None:
    project.readers(people(9))
    with office(project, SLOW, RCPT=["stall"] * 99) as post:
        ran = project.send()
    assert "is lost: the server is too slow; run it again: it goes on with who is left" in ran.stderr
    assert post.connections == 6
    assert not post.accepted


def test_a_recipient_over_whom_the_connection_is_lost_holds_nobody_else_up(project: Mailroom) -> None:
    project.readers(people(3))
    with office(project, RCPT=["r0@board.example drop"]) as post:
        file = project.root / "mail.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("attempts: 1", "attempts: 2"), encoding="utf-8")
        ran = project.send()
    assert "r0@board.example: deferred: " in ran.stderr
    assert list(post.got) == ["r1@board.example", "r2@board.example"]


def test_the_times_are_those_of_the_protocol() -> None:
    """RFC 5321, 4.5.3.2: five minutes for most answers, ten for the last."""
    from policybrief.mail.settings import Settings

    kept = Settings(**{"from": "a@port.example"})
    assert (kept.timeout_seconds, kept.final_timeout_seconds) == (300, 600)


def test_a_slow_server_is_waited_for_so_long_and_no_longer(project: Mailroom) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        project.server(silent.getsockname()[1], "security: none\nattempts: 1\ntimeout_seconds: 0.2\n")
        ran = project.send()
    assert "is lost: the server is too slow" in ran.stderr


def test_no_server_at_all(project: Mailroom) -> None:
    port = mail_servers.free_port()
    project.server(port)
    ran = project.send()
    assert ran.exit_code == 1
    refused = os.strerror(errno.ECONNREFUSED)  # in the words of the system
    assert f"127.0.0.1:{port} (none) is lost: {refused}; run it again" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_pace_is_kept(project: Mailroom) -> None:
    from policybrief.mail.sender import Clock, Sender
    from policybrief.mail.settings import Settings

    now, rests = [0.0], []

    def rest(seconds: float) -> None:
        rests.append(round(seconds, 3))
        now[0] += seconds

    kept: dict[str, Any] = {"from": "a@port.example", "per_minute": 30, "pause_after": 3, "pause_seconds": 20}
    clock = Clock(lambda: None, lambda: now[0], rest)
    sender = Sender(Settings(**kept), None, None, clock, lambda *_: None)
    for number in range(5):
        sender._sent = number
        sender._keep_pace()
        now[0] += 0.5
    assert rests == [1.5, 1.5, 20.0, 1.5]


# -- encryption and login


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_encrypted_and_logged_in(
    project: Mailroom, authority: trustme.CA, tmp_path: Path, tls: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, context = Post(), _context(authority, "127.0.0.1")
    authority.cert_pem.write_to_path(project.root / "ca.pem")
    login = {"auth_required": True, "authenticator": authenticate, "auth_require_tls": tls == "starttls"}
    with serving(post, tls=tls, context=context, **login) as port:
        project.server(port, f"security: {tls}\nattempts: 1\nuser: {USER}\nca_file: ca.pem\n")
        code = project.approved()
        ran = project.mail("--send", "--confirm", code)
        assert f"there is no password for {USER} at 127.0.0.1; keyring set policybrief" in ran.stderr
        monkeypatch.setenv("POLICYBRIEF_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("POLICYBRIEF_SMTP_USER", USER)
        monkeypatch.setenv("POLICYBRIEF_SMTP_PASSWORD", "wrong horse")
        ran = project.mail("--send", "--confirm", code)
        assert f"the server refuses the login of {USER}: 535" in ran.stderr
        assert "wrong horse" not in ran.stderr + ran.stdout
        monkeypatch.setenv("POLICYBRIEF_SMTP_PASSWORD", PASSWORD)
        ran = project.mail("--send", "--confirm", code)
        assert (ran.exit_code, ran.stdout) == (0, "no problems; 2 accepted\n")
    assert [one.encrypted for one in post.accepted] == [True, True]
    kept = b"".join(file.read_bytes() for file in (project.root / ".policybrief").rglob("*") if file.is_file())
    assert PASSWORD.encode() not in kept
    assert PASSWORD not in project.mail("--log").stdout


def test_the_password_of_the_keyring_is_that_of_the_user_and_the_host(
    project: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyrings.holding({("policybrief", f"{USER}@127.0.0.1"): PASSWORD}, monkeypatch)
    post = Post()
    with serving(post, auth_required=True, authenticator=authenticate, auth_require_tls=False) as port:
        project.server(port, f"security: none\nattempts: 1\nuser: {USER}\n")
        assert project.send().exit_code == 0
        project.server(port, "security: none\nattempts: 1\nuser: other\n")
        assert "there is no password for other" in project.send("--resend", JANE).stderr


@pytest.mark.parametrize("tls", ["starttls", "tls"])
@pytest.mark.parametrize(("host", "trusted", "message"), [
    ("127.0.0.1", False, "is not to be trusted: self-signed certificate"),
    ("other.example", True, "is not to be trusted: IP address mismatch"),
])  # fmt: skip
def test_a_certificate_that_is_not_the_servers_stops_all(
    project: Mailroom, authority: trustme.CA, tls: str, host: str, trusted: bool, message: str
) -> None:
    post = Post()
    authority.cert_pem.write_to_path(project.root / "ca.pem")
    with serving(post, tls=tls, context=_context(authority, host)) as port:
        project.server(port, f"security: {tls}\nattempts: 1\n" + ("ca_file: ca.pem\n" if trusted else ""))
        ran = project.send()
    assert ran.exit_code == 1
    assert "the certificate of 127.0.0.1 is not to be trusted" in ran.stderr
    assert not post.accepted


def test_nothing_goes_in_the_clear(project: Mailroom) -> None:
    with office(project) as post:
        code = project.approved()
        ran = project.mail("--send", "--confirm", code)
        assert "is not encrypted; for a server on this machine only: --plain" in ran.stderr
        file = project.root / "mail.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("none", "starttls"), encoding="utf-8")
        ran = project.send()
        assert "offers no STARTTLS; nothing is sent in the clear" in ran.stderr
        file.write_text(file.read_text(encoding="utf-8").replace("starttls", "tls"), encoding="utf-8")
        ran = project.send()
        assert "does not speak TLS" in ran.stderr
    assert not post.accepted


def _context(authority: trustme.CA, host: str) -> Any:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    return context


# -- what a server can take


def test_an_address_that_is_not_ascii_needs_a_server_that_takes_it(project: Mailroom) -> None:
    project.readers("  to: [Оля <оля@board.example>, Ann <ann@board.example>]\n  domains: [board.example]")
    with office(project):
        ran = project.send()
        assert "оля@board.example: refused: not sent: an address is not ASCII" in ran.stderr
        assert "1 accepted, 1 refused" in ran.stderr
    post = Post()
    with serving(post, enable_SMTPUTF8=True) as port:
        project.server(port)
        assert project.send().exit_code == 0
    assert post.got == {"оля@board.example": 1}
    assert "To: =?utf-8?" in post.accepted[0].raw.decode()
    assert "<оля@board.example>" in post.accepted[0].raw.decode()
    assert body(post.accepted[0].message).startswith("BOTTOM LINE")


def test_a_message_larger_than_the_server_takes_is_not_begun(project: Mailroom) -> None:
    post = Post()
    with serving(post, data_size_limit=10_000) as port:
        project.server(port)
        ran = project.send()
    assert f"{JANE}: refused: not sent: it has " in ran.stderr
    assert " kB, and the server takes 10 kB at most" in ran.stderr
    assert not post.accepted
