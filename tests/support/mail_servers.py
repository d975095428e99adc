"""A real SMTP server on this machine, whose faults are the test's to choose; and a project whose mail goes to it.

`serving` runs it in a thread of the test. As a program (`python mail_servers.py PORT FILE`) it is one that can be
killed: what it accepts is in the file before it says so, as a mail server has it. With a third argument, a number, it
dies by itself at that step of the protocol; with a fourth it stops answering after so many messages.
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import sys
from base64 import b64decode
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "policy.team", "correct horse"


def message_of(raw: bytes) -> EmailMessage:
    """A message as a mail program reads it."""
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


@dataclass
class Accepted:
    """A message as the server took it."""

    sender: str
    people: tuple[str, ...]
    raw: bytes
    encrypted: bool

    @property
    def message(self) -> EmailMessage:
        return message_of(self.raw)


@dataclass
class Post:
    """What the server does. `faults` are taken in turn, each at its step: MAIL, RCPT, DATA, TEXT (in the middle of the
    content), DOT (after it, before the message is taken), TAKEN (after it is taken, before the answer).

    A fault is an answer, "drop", at RCPT "stall", which gives none, or "" for none; an address may stand before it,
    `bad@x.org 550 no such user`.
    """

    faults: dict[str, deque[str]] = field(default_factory=dict)
    accepted: list[Accepted] = field(default_factory=list)
    connections: int = 0
    file: Path | None = None

    def fault(self, step: str, who: str = "") -> str:
        waiting = self.faults.get(step)
        if not waiting:
            return ""
        first, _, rest = waiting[0].partition(" ")
        if "@" in first:
            return rest if first == who else ""
        return waiting.popleft()

    @property
    def got(self) -> Counter[str]:
        """How often each recipient got a message."""
        return Counter(who for one in self.accepted for who in one.people)

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from, envelope.mail_options = address, options
        return self._answer("MAIL", server) or "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self._answer("RCPT", server, address)
        if said == "stall":
            await asyncio.Event().wait()
        if said:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if said := self._answer("DOT", server):
            return said
        content = envelope.original_content or b""
        one = Accepted(
            str(envelope.mail_from),
            tuple(envelope.rcpt_tos),
            content,
            server.transport.get_extra_info("sslcontext") is not None,
        )
        self.accepted.append(one)
        if self.file:
            with self.file.open("a") as book:
                book.write(json.dumps([[*one.people], one.message["Message-ID"]]) + "\n")
        return self._answer("TAKEN", server) or "250 OK"

    def _answer(self, step: str, server: SMTP, who: str = "") -> str:
        said = self.fault(step, who)
        if said != "drop":
            return said
        server.transport.abort()
        return "421 gone"


class _Protocol(SMTP):
    """aiosmtpd's, with faults where it has no hooks."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self.session is None or self.session.ssl is None:
            self.event_handler.connections += 1
        super().connection_made(transport)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        said = self.event_handler.fault("DATA")
        if said and said != "drop":
            await self.push(said)
        elif said or (late := self.event_handler.fault("TEXT")):
            if not said:
                await self.push("354 go on")
                await self._reader.readline()
            self.transport.abort()
            del late
        else:
            await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Protocol(self.handler, **self.SMTP_kwargs)


def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=good)


@dataclass
class TokenPost(Post):
    """A server that takes tokens as Microsoft 365 and Gmail do, and those of `valid` alone."""

    valid: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802  # aiosmtpd's name
        """A token that is not good is answered with why; a client that answers nothing to that gets its code."""
        said = b64decode(args[1]).decode() if len(args) > 1 else str(await server.challenge_auth(""), "utf-8")
        user, token, *rest = said.split("\1")
        self.asked.append(token.removeprefix("auth=Bearer "))
        good = user == f"user={USER}" and self.asked[-1] in self.valid and rest == ["", ""]
        if not good:
            answer = await server.challenge_auth('{"status":"401","schemes":"bearer","scope":"https://mail.example/"}')
            assert isinstance(answer, bytes)
            self.answers.append(answer)
        return AuthResult(success=good, handled=False, auth_data=LoginPassword(USER.encode(), b""))


@contextmanager
def serving(
    post: Post, port: int = 0, tls: str = "none", context: ssl.SSLContext | None = None, **options: Any
) -> Iterator[int]:
    """The server, on a port of this machine: `tls` is none, starttls or tls."""
    options.setdefault("enable_SMTPUTF8", False)
    if tls == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if tls == "tls":
        options |= {"ssl_context": context}
    controller = _Controller(post, hostname="127.0.0.1", port=port or free_port(), ready_timeout=30, **options)
    controller.start()
    post.connections = 0  # it has tried itself
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    import socket

    with socket.socket() as wire:
        wire.bind(("127.0.0.1", 0))
        return int(wire.getsockname()[1])


@dataclass
class MortalPost(Post):
    """A server that dies at a step; each message has six (see Post)."""

    left: int = 0

    def fault(self, step: str, who: str = "") -> str:
        self.left -= 1
        if not self.left:
            os._exit(1)
        return super().fault(step, who)


def main(port: int, file: Path, dies_at: int = 0, stalls_after: int = 0) -> None:
    """Serve until killed; or until after so many messages one is not answered any more."""
    faults = {"RCPT": deque([*[""] * stalls_after, *["stall"] * 1000])} if stalls_after else {}

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        post = MortalPost(file=file, left=dies_at, faults=faults)
        server = await loop.create_server(lambda: _Protocol(post, loop=loop), "127.0.0.1", port)
        print("ready", flush=True)
        async with server:
            await server.serve_forever()

    asyncio.run(serve())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
    os._exit(0)
