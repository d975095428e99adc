"""Logging in: whose password and token go where, in which letters, and what a server may want of them."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from support import keyrings
from support.mail_servers import PASSWORD, USER, Post, TokenPost, authenticate, serving
from support.mailrooms import Mailroom

# Of aiosmtpd, whose server is on this machine alone.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
HOST = "127.0.0.1"


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """What the keyring holds in these tests: what they put into it."""
    secrets: dict[tuple[str, str], str] = {}
    keyrings.holding(secrets, monkeypatch)
    return secrets


def environment(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"POLICYBRIEF_SMTP_{name}", value)


@contextmanager
def guarded(project: Mailroom, post: Post, more: str = "", **options: Any) -> Iterator[Post]:
    """A server that wants a login, which the project's mail.yaml names."""
    options.setdefault("authenticator", authenticate)
    with serving(post, auth_required=True, auth_require_tls=False, **options) as port:
        project.server(port, f"security: none\nattempts: 1\nuser: {USER}\n{more}")
        yield post


@contextmanager
def wanting_tokens(project: Mailroom, *valid: str) -> Iterator[TokenPost]:
    post = TokenPost(valid=set(valid))
    with guarded(project, post, "auth: oauth2\n", auth_exclude_mechanism=["PLAIN", "LOGIN"]):
        yield post


# -- passwords


@pytest.mark.parametrize(
    "beside",
    [{}, {"HOST": HOST}, {"USER": USER}, {"HOST": "smtp.home.example"}],
    ids=["nothing", "host", "user", "other"],
)
def test_a_password_of_the_environment_goes_where_the_environment_says(
    project: Mailroom, monkeypatch: pytest.MonkeyPatch, beside: dict[str, str]
) -> None:
    with guarded(project, Post()) as post:
        environment(monkeypatch, PASSWORD=PASSWORD, **beside)
        if "smtp.home.example" in beside.values():
            monkeypatch.setenv("POLICYBRIEF_SMTP_SECURITY", "tls")  # none is for this machine alone
        ran = project.send()
    assert "POLICYBRIEF_SMTP_PASSWORD is not for policy.team at " in ran.stderr
    assert "say who it is for: set POLICYBRIEF_SMTP_HOST and POLICYBRIEF_SMTP_USER beside it" in ran.stderr
    assert (post.connections, PASSWORD in ran.stderr + ran.stdout) == (0, False)


def test_a_project_that_names_another_server_does_not_change_where_a_password_goes(
    project: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with guarded(project, Post()) as post:
        environment(monkeypatch, PASSWORD=PASSWORD, HOST=HOST, USER=USER)
        file = project.root / "mail.yaml"
        theirs = file.read_text(encoding="utf-8").replace(HOST, "localhost").replace(USER, "somebody")
        file.write_text(theirs, encoding="utf-8")
        assert f"by {HOST}:" in project.mail().stdout
        assert project.send().exit_code == 0
    assert len(post.accepted) == 2


@pytest.mark.parametrize(
    ("mechanism", "typed", "sent"),
    [
        ("PLAIN", "pässwörd €", "pässwörd €"),
        ("LOGIN", "пароль\u00a01²", "пароль\u00a01²"),
        ("PLAIN", "u\u0308ber", "über"),
    ],
)
def test_a_password_may_have_any_letters(
    project: Mailroom, monkeypatch: pytest.MonkeyPatch, mechanism: str, typed: str, sent: str
) -> None:
    seen: list[LoginPassword] = []

    def note(*arguments: Any) -> AuthResult:
        seen.append(arguments[-1])
        return AuthResult(success=True)

    other = {"PLAIN": "LOGIN", "LOGIN": "PLAIN"}[mechanism]
    with guarded(project, Post(), authenticator=note, auth_exclude_mechanism=[other]) as post:
        environment(monkeypatch, PASSWORD=typed, HOST=HOST, USER=USER)
        ran = project.send()
    assert ran.exit_code == 0, ran.stderr
    assert [(one.login.decode(), one.password.decode()) for one in seen] == [(USER, sent)]
    assert len(post.accepted) == 2


def test_a_login_that_is_refused_for_now_can_be_tried_again(
    project: Mailroom, keys: dict[tuple[str, str], str]
) -> None:
    def busy(*arguments: Any) -> AuthResult:
        return AuthResult(success=False, handled=False, message="454 4.7.0 Temporary authentication failure")

    keys["policybrief", f"{USER}@{HOST}"] = PASSWORD
    with guarded(project, Post(), authenticator=busy):
        assert "is lost: 454 4.7.0 Temporary authentication failure; run it again" in project.send().stderr


def test_a_wrong_password_is_tried_once(project: Mailroom, keys: dict[tuple[str, str], str]) -> None:
    """Servers lock an account after a few."""
    tries: list[str] = []

    def refuse(*arguments: Any) -> AuthResult:
        tries.append(arguments[3])
        return AuthResult(success=False, handled=False)

    keys["policybrief", f"{USER}@{HOST}"] = "wrong"
    with guarded(project, Post(), authenticator=refuse):
        ran = project.send()
    assert f"the server refuses the login of {USER}: 535" in ran.stderr
    assert tries == ["PLAIN"]


# -- tokens


def script(folder: Path, text: str) -> str:
    """A command that runs a Python program."""
    file = folder / "token.py"
    file.write_text(text, encoding="utf-8")
    return f"'{sys.executable}' '{file}'"


def test_a_token_comes_from_a_command_of_the_users(
    project: Mailroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = script(tmp_path, "import os; print(os.getcwd(), file=open('/dev/stderr', 'w')); print('ya29.good')")
    with wanting_tokens(project, "ya29.good") as post:
        environment(monkeypatch, TOKEN_COMMAND=command, HOST=HOST, USER=USER)
        ran = project.send()
    assert (ran.exit_code, ran.stdout) == (0, "no problems; 2 accepted\n"), ran.stderr
    assert post.asked == ["ya29.good"]
    kept = [file for file in (project.root / ".policybrief").rglob("*") if file.is_file()]
    assert kept
    assert b"ya29" not in b"".join(file.read_bytes() for file in kept)


def test_a_token_comes_from_the_keyring(project: Mailroom, keys: dict[tuple[str, str], str]) -> None:
    with wanting_tokens(project, "good") as post:
        assert f"there is no token for {USER} at {HOST}; a token lasts an hour" in project.send().stderr
        keys["policybrief", f"{USER}@{HOST}"] = "a password is no token"
        assert "there is no token" in project.send().stderr
        keys["policybrief-token", f"{USER}@{HOST}"] = "good"
        assert project.send().stdout == "no problems; 2 accepted\n"
    assert post.asked == ["good"]


def test_a_token_that_is_out_of_date_is_refused_with_its_status(
    project: Mailroom, keys: dict[tuple[str, str], str]
) -> None:
    keys["policybrief-token", f"{USER}@{HOST}"] = "old"
    with wanting_tokens(project, "new") as post:
        ran = project.send()
    assert (
        f"the server refuses the login of {USER}: 535 5.7.8 Authentication credentials invalid (status 401)"
        in ran.stderr
    )
    assert "a token lasts an hour or so: set POLICYBRIEF_SMTP_TOKEN_COMMAND" in ran.stderr
    assert post.answers == [b""], "the challenge is answered with nothing"
    assert not post.accepted


def test_a_new_connection_takes_a_new_token(project: Mailroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = tmp_path / "count"
    command = script(
        tmp_path, f"open({str(counted)!r}, 'a').write('x'); print('t%d' % len(open({str(counted)!r}).read()))"
    )
    with wanting_tokens(project, "t1", "t2") as post:
        environment(monkeypatch, TOKEN_COMMAND=command, HOST=HOST, USER=USER)
        post.faults["MAIL"] = deque(["", "drop"])
        file = project.root / "mail.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("attempts: 1", "attempts: 2"), encoding="utf-8")
        assert project.send().exit_code == 0
    assert post.asked == ["t1", "t2"]


def test_a_command_runs_for_nobody_but_whom_the_environment_names(
    project: Mailroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran_at = tmp_path / "ran"
    command = script(tmp_path, f"open({str(ran_at)!r}, 'w'); print('good')")
    with wanting_tokens(project, "good") as post:
        environment(monkeypatch, TOKEN_COMMAND=command)
        ran = project.send()
        assert "POLICYBRIEF_SMTP_TOKEN_COMMAND is not for policy.team at 127.0.0.1" in ran.stderr
        monkeypatch.delenv("POLICYBRIEF_SMTP_TOKEN_COMMAND")
        file = project.root / "mail.yaml"
        file.write_text(f"{file.read_text(encoding='utf-8')}token_command: sh run-me\n", encoding="utf-8")
        assert "token_command: does not belong in a project" in project.mail().stderr
    assert (ran_at.exists(), post.connections) == (False, 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("raise SystemExit(3)", "POLICYBRIEF_SMTP_TOKEN_COMMAND failed with exit code 3; run it by hand to see why"),
        ("", "POLICYBRIEF_SMTP_TOKEN_COMMAND printed no token"),
        ("print('half a tok', 'en')", "POLICYBRIEF_SMTP_TOKEN_COMMAND printed no token"),
        ("print('a\\\\1\\\\1b')", "POLICYBRIEF_SMTP_TOKEN_COMMAND printed no token"),
    ],
)
def test_a_command_that_prints_no_token(
    project: Mailroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    with wanting_tokens(project) as post:
        environment(monkeypatch, TOKEN_COMMAND=script(tmp_path, text.replace("\\\\", "\\")), HOST=HOST, USER=USER)
        ran = project.send()
    assert message in ran.stderr
    assert "half" not in ran.stderr
    assert post.connections == 0


@pytest.mark.parametrize("command", ["no-such-program-here", "./get-token", "'open"])
def test_a_command_that_is_not_found(project: Mailroom, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """Nothing of the project's own folder is run, whoever names it."""
    (project.root / "get-token").write_text("#!/bin/sh\necho x\n", encoding="utf-8")
    (project.root / "get-token").chmod(0o755)
    with wanting_tokens(project) as post:
        environment(monkeypatch, TOKEN_COMMAND=command, HOST=HOST, USER=USER)
        ran = project.send()
    assert "POLICYBRIEF_SMTP_TOKEN_COMMAND " in ran.stderr
    assert (ran.exit_code, post.connections) == (1, 0)


def test_a_server_that_logs_in_otherwise_is_told(project: Mailroom, keys: dict[tuple[str, str], str]) -> None:
    keys["policybrief", f"{USER}@{HOST}"] = keys["policybrief-token", f"{USER}@{HOST}"] = "x"
    with guarded(project, Post(), "auth: oauth2\n"):
        ran = project.send()
    assert (
        f"{HOST} offers no login by XOAUTH2; it offers LOGIN, PLAIN; if it takes a password, leave 'auth' out"
        in ran.stderr
    )
    with wanting_tokens(project):
        file = project.root / "mail.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("auth: oauth2\n", ""), encoding="utf-8")
        ran = project.send()
    assert f"{HOST} offers no login by PLAIN or LOGIN or CRAM-MD5; it offers XOAUTH2; if it takes tokens" in ran.stderr
