"""The server on this machine's own address, on a port that is free: it listens before anybody is told where."""

from __future__ import annotations

import socket

import uvicorn

from policybrief.serve.drawing.process import DrawingProcess
from policybrief.serve.editor.app import Editor
from policybrief.serve.editor.drafts import UnsavedTexts
from policybrief.serve.editor.guard import new_token
from policybrief.serve.editor.making import Launch
from policybrief.serve.editor.page_files import PageFiles
from policybrief.serve.files import ProjectFiles
from policybrief.text.records import dataclass

_HOST = "127.0.0.1"
_WAITING = 64


@dataclass(frozen=True)
class Listening:
    """A brief that is served: `url` is its address, with the token that nobody else may have."""

    url: str
    _server: uvicorn.Server
    _socket: socket.socket

    @classmethod
    def to(cls, drawing: DrawingProcess, launch: Launch, port: int = 0, language: str = "") -> Listening:
        """Listen on a port, 0 for one that is free; `drawing` draws the brief, and `launch` opens what was made. Raises
        `BriefError` where the brief can't be read, and `OSError` where the port is taken. `language` is that of the
        page, "" for the browser's.
        """
        files = ProjectFiles.of(drawing.brief)
        files.read()
        listening = socket.create_server((_HOST, port), backlog=_WAITING)
        port, token = listening.getsockname()[1], new_token()
        drafts = UnsavedTexts.of(files.by_name[files.brief], token)
        app = Editor(files, drawing, drafts, launch, PageFiles(language)).app(token, port)
        config = uvicorn.Config(
            app, http="h11", ws="none", lifespan="on", log_level="warning", access_log=False, server_header=False,
            proxy_headers=False, limit_concurrency=_WAITING, timeout_graceful_shutdown=1,
        )  # fmt: skip
        return cls(f"http://{_HOST}:{port}/#{token}", uvicorn.Server(config), listening)

    def serve(self) -> None:
        """Answer until the process is told to end."""
        self._server.run([self._socket])
