"""The editor's guard by itself: what no request over a socket can show without waiting."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from policybrief.serve.editor.guard import Guard, new_token

PORT = 4321


class Untold(bytes):
    """Bytes that are compared by nothing that ends at the first difference."""

    def __eq__(self, _: object) -> bool:
        raise AssertionError("a token is compared in a time that tells of it")

    __ne__ = __eq__
    __hash__ = bytes.__hash__


class Secret(str):
    """A token that is compared by nothing that ends at the first difference."""

    __slots__ = ()

    def __eq__(self, _: object) -> bool:
        raise AssertionError("a token is compared in a time that tells of it")

    __ne__ = __eq__
    __hash__ = str.__hash__

    def encode(self, *_: Any) -> bytes:
        return Untold(super().encode())


async def nothing_more(_: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body"})


def status(guard: Guard, token: str, *parts: Message) -> int:
    """What comes of a request whose body comes in these parts, and then no more."""
    headers = {"host": f"127.0.0.1:{PORT}", "x-brief-token": token, "content-type": "application/json"}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    told: list[Message] = []
    waiting = [*parts]

    async def receive() -> Message:
        if not waiting:
            await asyncio.Event().wait()
        return waiting.pop(0)

    async def send(message: Message) -> None:
        told.append(message)

    async def session() -> None:
        async with asyncio.timeout(5):
            await guard({"type": "http", "method": "POST", "path": "/draw", "headers": raw}, receive, send)

    asyncio.run(session())
    return int(told[0]["status"])


WHOLE: Message = {"type": "http.request", "body": b"{}", "more_body": False}
PART: Message = {"type": "http.request", "body": b"{", "more_body": True}


def test_a_body_that_does_not_come_to_its_end_is_cut_off() -> None:
    token = new_token()
    guard = Guard(nothing_more, token, PORT, seconds=0.05)
    assert status(guard, token, WHOLE) == 200
    assert status(guard, token, PART) == 408
    assert status(guard, token) == 408


def test_the_token_is_compared_in_constant_time() -> None:
    token = Secret(new_token())
    guard = Guard(nothing_more, token, PORT)
    assert status(guard, str.__str__(token), WHOLE) == 200
    assert status(guard, "x" * 43, WHOLE) == 403
    assert status(guard, "", WHOLE) == 403
