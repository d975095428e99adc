"""One connection to an SMTP server, and what became of each recipient, known by the state of the protocol.

A server takes a message with one line: the dot after its content. Before the dot nothing can have been delivered
(RFC 5321, 4.1.1.4), so that whatever goes wrong until then can be tried again. Once the server has answered the dot,
all is known. Between the two nobody can know (RFC 1047; a checkpoint, RFC 1845, is spoken by no server): of a
connection that is lost there the message is `unknown`, and is not sent again by itself. To make that moment as short as
can be, the content is sent first, then it is looked whether the server is still there, then the ledger is told, and
only then the dot goes, alone.

smtplib speaks the protocol; only DATA is ours, for it would send content and dot as one.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from policybrief.brief.addresses import Address
from policybrief.errors import BriefError
from policybrief.mail.ledger import State
from policybrief.mail.login import Secret, log_in, reply_words, stopped
from policybrief.mail.settings import Settings
from policybrief.system.files import access
from policybrief.text.records import dataclass

Commit = Callable[[list[Address]], None]
"""Told, at the last moment before the dot, of the recipients that the server has agreed to."""
_STATES: Mapping[int, State] = {2: "accepted", 4: "deferred", 5: "refused"}
"""What the first digit of an answer says (RFC 5321, 4.2.1)."""
_HERE = "[127.0.0.1]"
"""How a client calls itself that gives nothing away of its network; servers of submission don't ask."""


@dataclass(frozen=True)
class Result:
    """What the server said of a recipient, or that it said nothing."""

    state: State
    reply: str


class Lost(Exception):  # noqa: N818  # what happened to the connection
    """The connection is gone, and nothing of the message can have been delivered.

    `slow`: because an answer took too long; `who` is the recipient whom it was about, where it was about one.
    """

    def __init__(self, why: str, *, slow: bool = False, who: Address | None = None) -> None:
        super().__init__(why)
        self.slow, self.who = slow, who


class Session:
    """A connection that is open, encrypted and logged in."""

    def __init__(self, connection: smtplib.SMTP, settings: Settings) -> None:
        self._connection, self._settings = connection, settings

    def send(
        self, sender: Address, people: list[Address], raw: bytes, *, international: bool, seconds: float, commit: Commit
    ) -> Mapping[Address, Result]:
        """Send one message, whose envelope the server may take so many seconds an answer for.

        Raises `Lost` where that can be tried again, `BriefError` where no message could go.
        """
        if (fault := self._unfit(raw, international)) is not None:
            return dict.fromkeys(people, fault)
        with _may_be_lost():
            self._wire().settimeout(seconds)
            results, agreed = self._envelope(sender, people, raw, international)
            if not agreed:
                self._connection.rset()
                return results
            if (fault := self._content(raw)) is not None:
                return results | dict.fromkeys(agreed, fault)
        try:
            commit(agreed)
        except BaseException:
            self.drop()  # without the dot nothing is delivered
            raise
        return results | dict.fromkeys(agreed, self._dot())

    def _unfit(self, raw: bytes, international: bool) -> Result | None:
        """Why this server can't take the message at all."""
        features = self._connection.esmtp_features
        most = int(features["size"]) if features.get("size", "").isdigit() else 0
        if international and "smtputf8" not in features:
            return Result("refused", "not sent: an address is not ASCII, and the server can't take such (no SMTPUTF8)")
        if most and len(raw) > most:
            large = f"it has {len(raw) / 1000:,.0f} kB, and the server takes {most / 1000:,.0f} kB at most"
            return Result("refused", f"not sent: {large}")
        return None

    def _envelope(
        self, sender: Address, people: list[Address], raw: bytes, international: bool
    ) -> tuple[dict[Address, Result], list[Address]]:
        """The results of those who are refused, and those whom the server agrees to."""
        features = self._connection.esmtp_features
        options = [f"SIZE={len(raw)}"] if "size" in features else []
        options += ["SMTPUTF8"] if international else []
        options += ["BODY=8BITMIME"] if international and "8bitmime" in features else []
        code, said = self._connection.mail(sender.spec, options)
        if code != 250:
            if _result(code, said).state == "refused" and code != 552:
                hint = "it takes no mail from this sender: look at 'from' and 'user' in mail.yaml"
                raise stopped(f"the server refuses the sender {sender.spec}: {reply_words(code, said)}", hint)
            return dict.fromkeys(people, _result(code, said)), []
        results: dict[Address, Result] = {}
        for who in people:
            with _may_be_lost(who):
                code, said = self._connection.rcpt(who.spec)
            if code not in (250, 251, 252):
                results[who] = _result(code, said)
        return results, [who for who in people if who not in results]

    def _content(self, raw: bytes) -> Result | None:
        """All but the dot; what speaks against it, if the server says so now."""
        code, said = self._connection.docmd("DATA")
        if code != 354:
            fault = _result(code, said)
            self._connection.rset()
            return fault
        wire = self._wire()
        wire.settimeout(self._settings.timeout_seconds)
        wire.sendall(_stuffed(raw))
        wire.settimeout(0)
        try:
            early = wire.recv(1)
        except (BlockingIOError, ssl.SSLWantReadError):
            return None
        finally:
            wire.settimeout(self._settings.final_timeout_seconds)
        raise Lost("the server ended the connection" if not early else "the server answered before the end")

    def _dot(self) -> Result:
        """The one line with which the server takes the message, and its answer."""
        try:
            self._wire().sendall(b".\r\n")
            code, said = self._connection.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            return Result("unknown", f"no answer after the message: {_cause(error)}; it may have been delivered")
        if code == 421 or code // 100 not in (2, 4, 5):
            self.drop()
        else:
            self._wire().settimeout(self._settings.timeout_seconds)
        return Result(_STATES.get(code // 100, "unknown"), reply_words(code, said))

    def _wire(self) -> socket.socket:
        wire = self._connection.sock
        if wire is None:
            raise Lost("the connection is closed")
        return wire

    @property
    def open(self) -> bool:
        return self._connection.sock is not None

    def drop(self) -> None:
        """Close the connection where it stands."""
        self._connection.close()

    def quit(self) -> None:
        """Take leave; nobody waits long for an answer to that."""
        with suppress(OSError, smtplib.SMTPException, Lost):
            self._wire().settimeout(min(self._settings.slow_seconds, self._settings.timeout_seconds))
            self._connection.quit()
        self.drop()


def connect(settings: Settings, secret: Secret | None) -> Session:
    """A session. Raises `Lost` where the server can't be reached now, `BriefError` where it never will be like this."""
    connection: smtplib.SMTP | None = None
    try:
        with _may_be_lost():
            connection = _opened(settings)
            _greeted(connection, settings)
            if settings.user:
                log_in(connection, settings, secret)
    except BaseException:
        if connection is not None:
            connection.close()
        raise
    return Session(connection, settings)


def _opened(settings: Settings) -> smtplib.SMTP:
    host, port, seconds = settings.host or "", settings.at_port, settings.timeout_seconds
    try:
        if settings.security == "tls":
            context = _context(settings)
            return smtplib.SMTP_SSL(host, port, local_hostname=_HERE, timeout=seconds, context=context)
        return smtplib.SMTP(host, port, local_hostname=_HERE, timeout=seconds)
    except ssl.SSLCertVerificationError as error:
        raise _untrusted(settings, error) from None
    except ssl.SSLError as error:
        hint = "security: tls speaks TLS from the first byte (port 465), starttls after a greeting (port 587)"
        raise stopped(f"{settings.host}:{port} does not speak TLS: {error.reason or error}", hint) from None


def _greeted(connection: smtplib.SMTP, settings: Settings) -> None:
    connection.ehlo_or_helo_if_needed()
    if settings.security != "starttls":
        return
    try:
        connection.starttls(context=_context(settings))
    except smtplib.SMTPNotSupportedError:
        hint = "nothing is sent in the clear; ask for its port with TLS, and write security: tls"
        raise stopped(f"{settings.host}:{settings.at_port} offers no STARTTLS", hint) from None
    except ssl.SSLCertVerificationError as error:
        raise _untrusted(settings, error) from None
    connection.ehlo()


def _context(settings: Settings) -> ssl.SSLContext:
    """Certificates are verified, and TLS is 1.2 at least: the standard library's defaults, from Python 3.10."""
    try:
        if settings.ca_file:  # a pipe or a device would be read for ever
            access.read(Path(settings.ca_file), access.MOST_BYTES, within=access.ANYWHERE)
        return ssl.create_default_context(cafile=settings.ca_file)
    except (OSError, ssl.SSLError) as error:
        raise stopped(f"the certificates in {settings.ca_file} can't be read: {error}", "") from None


def _untrusted(settings: Settings, error: ssl.SSLCertVerificationError) -> BriefError:
    hint = "name your own authority by ca_file in mail.yaml"
    return stopped(f"the certificate of {settings.host} is not to be trusted: {error.verify_message}", hint)


@contextmanager
def _may_be_lost(who: Address | None = None) -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise Lost(reply_words(error.smtp_code, error.smtp_error)) from None
    except (OSError, smtplib.SMTPException) as error:
        raise Lost(_cause(error), slow=_is_slow(error), who=who) from None


def _result(code: int, said: bytes) -> Result:
    """What is not 2xx: 421 ends the connection, another 4xx is for now, 5xx for good; the rest is no SMTP."""
    if code == 421:
        raise Lost(reply_words(code, said))
    if code // 100 in (4, 5):
        return Result(_STATES[code // 100], reply_words(code, said))
    raise Lost(f"the server answers {reply_words(code, said)}, which is not SMTP")


def _cause(error: Exception) -> str:
    if _is_slow(error):
        return "the server is too slow"
    return " ".join(str(getattr(error, "strerror", None) or error or type(error).__name__).split())[:300]


def _is_slow(error: Exception) -> bool:
    return isinstance(error, TimeoutError) or "timed out" in str(error)  # smtplib tells it in words


def _stuffed(raw: bytes) -> bytes:
    """A line that begins with a dot gets another (RFC 5321, 4.5.2)."""
    stuffed = raw.replace(b"\r\n.", b"\r\n..")
    return (b"." if raw.startswith(b".") else b"") + stuffed + (b"" if raw.endswith(b"\r\n") else b"\r\n")
