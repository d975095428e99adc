"""The editor's server as a real process, asked over a real socket."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BRIEF = "content/brief.yaml"


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        assert self.status in (200, 409, 422), self.content
        return json.loads(self.content)


@dataclass(frozen=True)
class Served:
    """A server that listens: its address, and the token of its session."""

    url: str

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://").partition("/")[0]

    @property
    def token(self) -> str:
        return self.url.partition("#")[2]

    def raw(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """A request with these headers alone; `_` in a name is a hyphen."""
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in ({"host": self.host} | headers).items():
                connection.putheader(name.replace("_", "-"), value)
            if body is not None:
                connection.putheader("content-length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def ask(self, path: str, record: Any = None, **headers: str) -> Answer:
        """What the page asks for, as the page asks."""
        own = {"x_brief_token": self.token, "content_type": "application/json", "origin": f"http://{self.host}"}
        return self.raw("POST", path, json.dumps(record or {}).encode(), **(own | headers))

    def draw(self, **asked: Any) -> Any:
        return self.ask("/draw", {"documents": ["deck", "memo"]} | asked).json


@contextmanager
def served(brief: Path, program: Sequence[str] = (sys.executable, "-m", "policybrief")) -> Iterator[Served]:
    """A brief's server, until the end."""
    command = [*program, "serve", str(brief), "--no-open"]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, encoding="utf-8", **pipes) as process:
        assert process.stdout
        try:
            yield Served(process.stdout.readline().strip())
        finally:
            process.terminate()
