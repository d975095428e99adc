"""How a login is said to a server: a password by PLAIN, LOGIN or CRAM-MD5, a token by XOAUTH2.

smtplib's own logins are ASCII alone, try one way after another, so that one wrong password counts for three, and know
no tokens. Here the first way that the server offers is taken, once, in UTF-8. A password is composed (NFC), as
keyboards and other mail programs have it; the rest of SASLprep is the server's (RFC 4616, section 2).
"""

from __future__ import annotations

import hmac
import json
import smtplib
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import field

from policybrief.errors import BriefError, Problem
from policybrief.mail.settings import Auth, Settings
from policybrief.text.records import dataclass

Reply = tuple[int, bytes]


@dataclass(frozen=True)
class Secret:
    """A password or a token. It shows in no message and no traceback."""

    words: str = field(repr=False)


def log_in(connection: smtplib.SMTP, settings: Settings, secret: Secret | None) -> None:
    """Log in as the settings' user. Raises `BriefError` where the server never will take it, smtplib's for now."""
    user, what = settings.user or "", "token" if settings.auth == "oauth2" else "password"
    hint = _HINTS[settings.auth].format(who=f"{user}@{settings.host}")
    if secret is None:
        raise stopped(f"there is no {what} for {user} at {settings.host}", hint)
    if "\0" in secret.words:
        raise stopped(f"the {what} of {user} holds the character U+0000, which no login can carry", hint)
    offered = connection.esmtp_features.get("auth", "").upper().split()
    ways = _WAYS[settings.auth]
    way = next((say for name, say in ways.items() if name in offered), None)
    if way is None:
        known, theirs = " or ".join(ways), ", ".join(dict.fromkeys(offered))
        message = f"{settings.host} offers no login by {known}" + (f"; it offers {theirs}" if offered else "")
        raise stopped(message, "leave 'user' out, or try another port" if not offered else _OTHERWISE[settings.auth])
    code, said = way(connection, user, unicodedata.normalize("NFC", secret.words))
    if code // 100 == 4:
        raise smtplib.SMTPResponseException(code, said)
    if code != 235:
        raise stopped(f"the server refuses the login of {user}: {reply_words(code, said)}", hint)


_HINTS: Mapping[Auth, str] = {
    "password": "keyring set policybrief {who}, or set POLICYBRIEF_SMTP_PASSWORD, _HOST and _USER",
    "oauth2": "a token lasts an hour or so: set POLICYBRIEF_SMTP_TOKEN_COMMAND, _HOST and _USER, or"
    " keyring set policybrief-token {who}",
}
_OTHERWISE: Mapping[Auth, str] = {
    "password": "if it takes tokens alone, write auth: oauth2",
    "oauth2": "if it takes a password, leave 'auth' out",
}


def _plain(connection: smtplib.SMTP, user: str, words: str) -> Reply:
    return _begun(connection, "PLAIN", f"\0{user}\0{words}")


def _login(connection: smtplib.SMTP, user: str, words: str) -> Reply:
    code, said = _begun(connection, "LOGIN", user)
    return connection.docmd(_coded(words)) if code == 334 else (code, said)


def _cram_md5(connection: smtplib.SMTP, user: str, words: str) -> Reply:
    code, said = connection.docmd("AUTH", "CRAM-MD5")
    if code != 334:
        return code, said
    return connection.docmd(_coded(f"{user} {hmac.new(words.encode(), b64decode(said), 'md5').hexdigest()}"))


def _xoauth2(connection: smtplib.SMTP, user: str, token: str) -> Reply:
    """A refusal comes in two steps: a challenge that says why, and, once it is answered with nothing, the code."""
    code, said = _begun(connection, "XOAUTH2", f"user={user}\1auth=Bearer {token}\1\1")
    if code != 334:
        return code, said
    why = _status(said)
    code, said = connection.docmd("")
    return code, said + why


def _status(challenge: bytes) -> bytes:
    """The status of {"status": "401", "schemes": "bearer", …}, where that is what the server said."""
    try:
        reply = json.loads(b64decode(challenge))
    except ValueError:
        return b""
    status = reply.get("status") if isinstance(reply, dict) else None
    return f" (status {status})".encode() if isinstance(status, str) else b""


def _begun(connection: smtplib.SMTP, mechanism: str, first: str) -> Reply:
    """The command with its first words, which some servers want to ask for."""
    code, said = connection.docmd("AUTH", f"{mechanism} {_coded(first)}")
    return connection.docmd(_coded(first)) if code == 334 and not said.strip() else (code, said)


def _coded(text: str) -> str:
    return b64encode(text.encode()).decode()


_WAYS: Mapping[Auth, Mapping[str, Callable[[smtplib.SMTP, str, str], Reply]]] = {
    "password": {"PLAIN": _plain, "LOGIN": _login, "CRAM-MD5": _cram_md5},
    "oauth2": {"XOAUTH2": _xoauth2},
}
"""The ways to log in, the one that is liked best first: all are spoken within TLS, or to this machine."""


def stopped(message: str, hint: str) -> BriefError:
    """What no further try would mend."""
    return BriefError([Problem(message, hint=hint)], outcome="nothing was sent")


def reply_words(code: int, said: bytes | str) -> str:
    """A server's answer on one line, without what a terminal would obey."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    shown = "".join(char if char.isprintable() else " " for char in text)
    return f"{code} {' '.join(shown.split())}"[:300]
