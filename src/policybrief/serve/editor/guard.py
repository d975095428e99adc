"""Who may ask the server: this machine's browser, on our own page, with the token of this session.

Any page that a user visits can send requests to a port of this machine, under any name that leads to it (DNS
rebinding), and any other user of the machine can. So the Host has to be ours, an Origin ours too, and what is more than
the empty page needs the token: 256 bits that were shown to the user alone, in a header that no form can send.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policybrief.text.records import dataclass

TOKEN = "x-brief-token"  # noqa: S105  # the header's name
MOST_BYTES = 6_000_000
"""Of a request: the texts of a project, and more than a brief may have."""
MOST_WITH_FILE = 34_000_000
"""Of one that brings a file of 20 MB too, as base64 in its JSON."""
WITH_FILE = frozenset({"/pull"})
"""The paths of requests that may bring one."""
SECONDS = 10.0
"""Within which a request has to be here as a whole."""
_JSON = "application/json"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "x-frame-options": "DENY",
}
"""Of every answer, a refusal too; and the policy of what a page may load and run."""


def new_token() -> str:
    """256 bits, as letters that an address takes."""
    return secrets.token_urlsafe(32)


class _TooLargeError(Exception):
    """A request with more bytes than one may have."""


@dataclass(frozen=True)
class Guard:
    """Lets a request through to `app`, or answers it with what is wrong with it. The `port` is the server's own; a
    request has `seconds` to come.
    """

    app: ASGIApp
    token: str
    port: int
    seconds: float = SECONDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # the server's own start and end; there are no sockets of other kinds
            await self.app(scope, receive, send)
            return
        nonce = scope["nonce"] = secrets.token_urlsafe(16)
        send = _with_headers(send, nonce)
        if refusal := self._refusal(scope, Headers(scope=scope)):
            await refusal(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self.seconds):
                most = MOST_WITH_FILE if scope["path"] in WITH_FILE else MOST_BYTES
                content = await _whole(receive, most)
        except _TooLargeError:
            await PlainTextResponse("too large", 413)(scope, receive, send)
        except TimeoutError:
            await PlainTextResponse("too slow", 408)(scope, receive, send)
        else:
            await self.app(scope, _again(content, receive), send)

    def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> PlainTextResponse | None:
        method: str = scope["method"]
        names = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        host, origin = headers.get("host", ""), headers.get("origin")
        if host not in names:
            return PlainTextResponse("this is another server's name", 421)
        if origin is not None and origin != f"http://{host}":
            return PlainTextResponse("asked from another page", 403)
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not _opens(scope, headers):
            return PlainTextResponse("asked from another page", 403)
        if method == "GET":
            return None
        if method != "POST":
            return PlainTextResponse("no such method", 405)
        if not compare_digest(headers.get(TOKEN, "").encode(), self.token.encode()):
            return PlainTextResponse("without the token of this session", 403)
        if headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
            return PlainTextResponse("not JSON", 415)
        return None


def _opens(scope: Scope, headers: Mapping[str, str]) -> bool:
    """Whether the empty page is opened in a window of its own, by a link on whatever page: it holds nothing."""
    opened = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
    return scope["method"] == "GET" and scope["path"] == "/" and opened == ("navigate", "document")


def _with_headers(send: Send, nonce: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS | {"content-security-policy": _POLICY.format(nonce=nonce)})
        await send(message)

    return sending


async def _whole(receive: Receive, most: int) -> bytes:
    """The body of a request, with as many bytes as one may have."""
    content = bytearray()
    more = True
    while more:
        message = await receive()
        content += message.get("body", b"")
        if len(content) > most:
            raise _TooLargeError
        more = message.get("more_body", False)
    return bytes(content)


def _again(content: bytes, receive: Receive) -> Receive:
    """The body that has been read, and then what else comes: the end of the connection."""
    waiting: list[Any] = [{"type": "http.request", "body": content, "more_body": False}]

    async def receiving() -> Message:
        return waiting.pop() if waiting else await receive()

    return receiving
